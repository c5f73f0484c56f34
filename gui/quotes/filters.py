"""Which quotes the list shows: all, those to be reviewed, confirmed or rejected ones."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QToolButton, QWidget

from gui.controls import column, one_stop
from gui.flow import Flow
from gui.quotes.model import WANTED, Wanted
from gui.theme import Scale
from storage.finding_types import FindingState

TITLES: Final[dict[Wanted, str]] = {
    "all": "All",
    "suggested": "To review",
    "confirmed": "Confirmed",
    "rejected": "Rejected",
}


class QuoteFilter(QWidget):
    """A row of choices, one of them on.

    Signals:
        chosen: the reader wants to see these (`Wanted`).
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show all at first."""
        super().__init__(parent)
        self.buttons: dict[Wanted, QToolButton] = {}
        self._group = QButtonGroup(self)
        line = QWidget()
        flow = Flow(line, gap=Scale.XS)
        around = column(line)
        around.setContentsMargins(Scale.M, 0, Scale.M, Scale.S)
        self.setLayout(around)
        for wanted in WANTED:
            made = QToolButton()
            made.setProperty("kind", "chip")
            made.setCheckable(True)
            made.setText(TITLES[wanted])
            made.clicked.connect(partial(self._on_clicked, wanted))
            self._group.addButton(made)
            self.buttons[wanted] = made
            flow.addWidget(made)
        self.show_wanted("all")

    def show_wanted(self, wanted: Wanted) -> None:
        """Mark what is shown now."""
        self.buttons[wanted].setChecked(True)
        one_stop(self._group)

    def show_counts(self, counts: Counter[FindingState]) -> None:
        """Say how many are to be reviewed; offer rejected ones only where there are any."""
        unseen = counts["suggested"]
        self.buttons["suggested"].setText(f"To review {unseen:,}" if unseen else "To review")
        for wanted, made in self.buttons.items():
            count = counts[wanted] if wanted != "all" else unseen + counts["confirmed"]
            made.setToolTip(f"{TITLES[wanted]}: {count:,}")
        self.buttons["rejected"].setVisible(bool(counts["rejected"]) or self._is_on("rejected"))

    def focus(self) -> None:
        """Give the keyboard to the choice that is on."""
        for made in self.buttons.values():
            if made.isChecked():
                made.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _is_on(self, wanted: Wanted) -> bool:
        return self.buttons[wanted].isChecked()

    def _on_clicked(self, wanted: Wanted, _checked: bool = True) -> None:
        one_stop(self._group)
        self.chosen.emit(wanted)
