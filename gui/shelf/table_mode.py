"""The list of articles as a table: other rows, columns with a header, and back to cards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from gui.settings import Settings
from gui.shelf.cells import CELL_HEIGHT, CellPainter
from gui.shelf.columns import STAR, TITLE
from gui.shelf.table_header import TableHeader

if TYPE_CHECKING:
    from gui.shelf.bands import Bands

STATE: Final = "shelf_table"  # of the header, in the settings


class TableMode:
    """Makes a view a table and a list of cards again; the reader's columns are kept."""

    def __init__(self, view: QTableView, bands: Bands, settings: Settings) -> None:
        """Give the view a header; it is a list of cards still."""
        self._view = view
        self._bands = bands
        self._settings = settings
        self._card_height = view.verticalHeader().defaultSectionSize()
        self.cells = CellPainter()
        self.header = TableHeader(view)
        self.is_on = False
        self.header.setMinimumSectionSize(1)
        view.setHorizontalHeader(self.header)
        for signal in (self.header.sectionPressed, self.header.sectionEntered):
            signal.disconnect()  # Qt would select the column, and nothing else
        self.header.arranged.connect(self.save)
        self.header.sectionMoved.connect(self.save)
        self.header.sectionResized.connect(self.save)
        self._show_cards()

    def show(self, on: bool) -> None:
        """Be a table, or cards; what was on top stays there."""
        if on == self.is_on:
            return
        top = self._view.indexAt(QPoint(4, 4))
        if on:
            self._show_table()
        else:
            self.is_on = False
            self._show_cards()
        self._view.verticalHeader().setDefaultSectionSize(CELL_HEIGHT if on else self._card_height)
        self._bands.fit()
        self._view.scrollTo(top, QAbstractItemView.ScrollHint.PositionAtTop)
        self._view.viewport().update()

    def save(self) -> None:
        """Keep widths, places and choice of the columns."""
        if self.is_on:
            self._settings.set_state(STATE, self.header.saveState())

    def hover(self, row: int) -> None:
        """Show the row that the pointer is over; -1 for none."""
        if row != self.cells.hovered:
            self.cells.hovered = row
            self._view.viewport().update()

    def is_star(self, index: QModelIndex) -> bool:
        """Say whether a cell is that of the star."""
        return self.is_on and index.column() == STAR

    def _show_table(self) -> None:
        self.header.lay_out(self._settings.state(STATE))
        self.is_on = True
        self.header.show()
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def _show_cards(self) -> None:
        header = self.header
        header.hide()
        for column in range(header.count()):
            header.setSectionHidden(column, column != TITLE)
        header.setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
