"""A card of the overview: a title, a chart, the same numbers as a table."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from gui.controls import icon_button, label, row
from gui.overview.chart import BarsChart, Chart, TimesChart
from gui.overview.numbers import NumbersView
from gui.overview.wording import EMPTY, SUBJECTS
from gui.theme import Scale
from storage.overview.counting import Card, Subject, Times


class ChartCard(QFrame):
    """A chart or its numbers in a frame; a sentence where there are none.

    Signals:
        opened: the search for what was counted.
        reached: a QRectF of the card that should be in view.
        wanted_as_picture: the card is to be saved.
    """

    opened = Signal(str)
    reached = Signal(QRectF)
    wanted_as_picture = Signal()

    def __init__(self, title: str, chart: Chart) -> None:
        """Show a chart."""
        super().__init__()
        self.setProperty("role", "card")
        self.title = title
        self.chart = chart
        self.table = NumbersView(f"{title}, as a table")
        self.nothing: QLabel = label("", "muted")
        self._is_table = False
        saver = icon_button("download", f"Save “{title}” as a picture", self.wanted_as_picture.emit)
        self.saver: QWidget = saver
        inside = QVBoxLayout(self)
        inside.setContentsMargins(Scale.L, Scale.S, Scale.M, Scale.M)
        inside.setSpacing(Scale.XS)
        inside.addLayout(row(label(title, "strong"), None, saver))
        for part in (chart, self.table, self.nothing):
            inside.addWidget(part)
        inside.addStretch(1)
        chart.opened.connect(self.opened)
        chart.reached.connect(self._on_reached)
        self.table.opened.connect(self.opened)
        self._refresh()

    def show_as_table(self, is_table: bool) -> None:
        """Show numbers in place of the chart, or the chart."""
        has_focus = self.chart.hasFocus() or self.table.hasFocus()
        self._is_table = is_table
        self._refresh()
        if has_focus:
            (self.table if is_table else self.chart).setFocus()

    def say_nothing(self, sentence: str) -> None:
        """Say why there is no chart; "" if there is one."""
        self.nothing.setText(sentence)
        self._refresh()

    @property
    def is_bare(self) -> bool:
        """Whether there is nothing to show."""
        return bool(self.nothing.text())

    def _refresh(self) -> None:
        self.chart.setVisible(not self._is_table and not self.is_bare)
        self.table.setVisible(self._is_table and not self.is_bare)
        self.nothing.setVisible(self.is_bare)
        self.saver.setVisible(not self.is_bare)

    def _on_reached(self, area: QRectF) -> None:
        self.reached.emit(area.translated(self.chart.pos()))


class TimesCard(ChartCard):
    """What happened when."""

    def __init__(self) -> None:
        """Show nothing yet."""
        self.times_chart = TimesChart()
        super().__init__("Over time", self.times_chart)

    def show_times(self, times: Times) -> None:
        """Show counts."""
        has_some = any(any(counts) for counts in times.counts.values())
        self.times_chart.show_times(times)
        self.table.show_times(times)
        self.say_nothing("" if has_some else "Nothing was added or read in this time.")


class SubjectCard(ChartCard):
    """The most frequent of a subject."""

    def __init__(self, subject: Subject) -> None:
        """Show nothing yet."""
        self.subject: Subject = subject
        self.bars_chart = BarsChart(SUBJECTS[subject], Card(subject, ()))
        super().__init__(SUBJECTS[subject], self.bars_chart)

    def show_card(self, card: Card) -> None:
        """Show counts."""
        self.bars_chart.show_card(card)
        self.table.show_card(self.title, card)
        self.say_nothing("" if card.bars else EMPTY[self.subject])
