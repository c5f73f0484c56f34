"""The row above the overview: which time, which articles, charts or tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QPushButton, QWidget

from gui.controls import column
from gui.flow import Flow
from gui.overview.periods import Period
from gui.overview.wording import BASES
from gui.search.bar import SearchBar
from gui.session import Session
from gui.theme import Scale
from storage.overview.counting import Basis

WIDTH: Final = 320


class OverviewBar(QWidget):
    """Choices above the charts.

    Signals:
        changed: something else is wanted.
        left: the charts should have the keyboard.
        tabled: whether tables are wanted in place of charts.
    """

    changed = Signal()
    left = Signal()
    tabled = Signal(bool)

    def __init__(self, session: Session) -> None:
        """Want everything that was read."""
        super().__init__()
        self.period = _combo("Time")
        self.basis = _combo("Which articles")
        for basis, title in BASES.items():
            self.basis.addItem(title, basis)
        self.search = SearchBar(session)
        self.search.setFixedWidth(WIDTH)
        self.words = self.search.field
        self.words.say_where("Only articles, such as tag:climate")
        self.words.setAccessibleName("Only articles like these")
        self.tables = QPushButton("As tables")
        self.tables.setCheckable(True)
        self.tables.setAutoDefault(False)
        self.tables.setToolTip("Show the numbers as tables (Ctrl+T)")
        line = QWidget()
        flow = Flow(line, gap=Scale.S)
        for part in (self.period, self.basis, self.search, self.tables):
            flow.addWidget(part)
        around = column(line)
        around.setContentsMargins(Scale.M, Scale.M, Scale.M, Scale.S)
        self.setLayout(around)
        self.words.asked.connect(self.changed)
        self.words.left.connect(self.left)
        self.words.entered.connect(self.left)
        self.period.currentIndexChanged.connect(self.changed)
        self.basis.currentIndexChanged.connect(self.changed)
        self.tables.toggled.connect(self.tabled)

    def offer(self, offered: Sequence[Period]) -> None:
        """Offer times; the chosen one stays, where it is still there."""
        names = [self.period.itemText(number) for number in range(self.period.count())]
        if names == [period.name for period in offered]:
            return
        chosen = self.period.currentText() or "Last 12 months"
        with QSignalBlocker(self.period):
            self.period.clear()
            for period in offered:
                self.period.addItem(period.name, period)
            self.period.setCurrentIndex(max(0, self.period.findText(chosen)))

    def wanted_period(self) -> Period:
        """Give the time to look at."""
        found = self.period.currentData()
        return found if isinstance(found, Period) else Period("All time", ("", ""))

    def wanted_basis(self) -> Basis:
        """Give which articles count."""
        return next(basis for basis in BASES if basis == self.basis.currentData())

    def focus(self) -> None:
        """Give the keyboard to the field."""
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.words.selectAll()

    def stop(self) -> None:
        """Forget what was being typed."""
        self.words.stop()


def _combo(name: str) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    return made
