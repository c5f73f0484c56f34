"""A table of one column with rows as high as what they show, measured in turns."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget

from gui.keyed_table import KeyedTable
from gui.theme import Scale


class MeasuredTable(KeyedTable):
    """Measures its rows anew for another width; what is in view stays where it is.

    `at_once` is how many rows are measured in one turn of the event loop.
    """

    def __init__(self, at_once: int, parent: QWidget | None = None) -> None:
        """Measure nothing yet."""
        super().__init__(parent)
        self._at_once = at_once
        self._measured_width = 0.0
        self._unmeasured = 0  # the first row that still has the height of another width
        self._measuring = QTimer(self, singleShot=True, interval=0)
        self._measuring.timeout.connect(self._measure_some)

    @property
    def is_measured(self) -> bool:
        """Whether every row has the height for this width."""
        return not self._measuring.isActive()

    # -- for those who show rows of their own

    def _text_width(self) -> float:
        """Give the width on which heights depend."""
        raise NotImplementedError

    def _heights(self, first: int, last: int) -> Iterable[int]:
        """Give the heights of rows in pixels, the last one included."""
        raise NotImplementedError

    def _height_of_all(self) -> int:
        """Give the height that every row has, 0 where they differ."""
        return 0

    # -- inside

    def _dress(self, row_height: int) -> None:
        """Look like a list; rows have this height until they are measured."""
        self.setProperty("kind", "drawn")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setMinimumSectionSize(1)
        rows = self.verticalHeader()
        rows.hide()
        rows.setMinimumSectionSize(1)
        rows.setDefaultSectionSize(row_height)
        self.verticalScrollBar().setSingleStep(Scale.ROW)

    def _on_removed(self, _parent: QModelIndex, first: int, _last: int) -> None:
        self._unmeasured = min(self._unmeasured, first)  # rows have come up from below

    def _on_data_changed(self, first: QModelIndex, last: QModelIndex) -> None:
        if last.row() - first.row() < self._at_once:
            self._measure(first.row(), last.row())
        else:
            self._measure_all()

    def _measure_all(self) -> None:
        """Measure every row, in turns of the event loop."""
        self._measured_width = self._text_width()
        self._unmeasured = 0
        if height := self._height_of_all():
            if self.verticalHeader().defaultSectionSize() != height:
                self.verticalHeader().setDefaultSectionSize(height)
        else:
            self._measure_some()

    def _measure_some(self) -> None:
        anchor = max(0, self.rowAt(0))
        before = self.rowViewportPosition(anchor)
        last = min(self._unmeasured + self._at_once, self.model().rowCount()) - 1
        self._measure(self._unmeasured, last)
        self._unmeasured = last + 1
        moved = self.rowViewportPosition(anchor) - before
        if moved and self.verticalScrollBar().value():
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() + moved)
        if self._unmeasured < self.model().rowCount():
            self._measuring.start(0)

    def _measure(self, first: int, last: int) -> None:
        """Set row heights without a turn of the layout for each."""
        if self._height_of_all():
            return
        rows = self.verticalHeader()
        rows.setUpdatesEnabled(False)
        rows.blockSignals(True)
        for row, height in enumerate(self._heights(first, last), first):
            if rows.sectionSize(row) != height:
                rows.resizeSection(row, height)
        rows.blockSignals(False)
        rows.setUpdatesEnabled(True)
        self.updateGeometries()
        self.viewport().update()
