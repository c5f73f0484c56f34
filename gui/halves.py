"""The two halves of the panel: the list, and below it what is about the selection."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QSplitter, QWidget

from gui.controls import column, divider

LEAST: Final = 104  # pixels for the list
SHARE: Final = 0.55  # of the height that the lower half gets at most, until the reader says so


class Halves(QSplitter):
    """Something above, one of several things below or nothing.

    A height that the reader gave the lower half is kept while the program runs.
    """

    def __init__(self, above: QWidget, *below: QWidget) -> None:
        """Show the upper half only."""
        super().__init__(Qt.Orientation.Vertical)
        self._parts = below
        self._given = 0  # the height that the reader wants below
        self._shown: QWidget | None = None
        above.setMinimumHeight(LEAST)
        self._frame = QFrame()
        self._frame.setLayout(column(divider(), *below, spacing=0))
        self.setChildrenCollapsible(False)
        self.setHandleWidth(3)
        self.setStyleSheet("QSplitter::handle { background: transparent; }")
        self.addWidget(above)
        self.addWidget(self._frame)
        self.setStretchFactor(0, 1)
        self.splitterMoved.connect(self._on_moved)
        self._frame.hide()

    def show_below(self, part: QWidget | None) -> None:
        """Show one of the parts below, or none."""
        if part is self._shown:
            return
        self._shown = part
        for other in self._parts:
            other.setVisible(other is part)
        self._frame.setVisible(part is not None)
        self._share_out()

    def fit(self) -> None:
        """Give the lower half the height that it needs now."""
        self._share_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new height out."""
        super().resizeEvent(event)
        if event.oldSize().height() != event.size().height():
            self._share_out()

    def _share_out(self) -> None:
        if self._shown is None:
            return
        line = 1
        needed = self._shown.heightForWidth(self.width()) + line
        if self._shown is self._parts[0]:
            needed = self._given or min(needed, round(self.height() * SHARE))
        layout = self._shown.layout()
        least = layout.minimumHeightForWidth(self.width()) + line if layout else 0
        needed = max(least, needed)
        self.setSizes([max(LEAST, self.height() - needed - self.handleWidth()), needed])

    def _on_moved(self) -> None:
        if self._shown is self._parts[0]:
            self._given = self._frame.height()
