"""All annotations as a table: ids of all rows, what is in view read in pages."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal

from gui.browse.columns import COLUMNS, DATES, MADE, ORDERS, PASSAGE
from gui.browse.wording import cell, said, sign, tip
from gui.card_list import Index
from gui.controls import plain_tip
from gui.id_rows import rows_among, runs
from storage.annotation_lists import ListOrder
from storage.library import Library
from storage.mixed_lists import Listed

LISTED: Final = Qt.ItemDataRole.UserRole  # the ListedAnnotation or ListedQuote of a row
PAGE: Final = 64  # rows read at once
MOST_PAGES: Final = 32  # kept
MOST_DROPPED: Final = 50  # rows that go one by one


class BrowseModel(QAbstractTableModel):
    """Annotations of many articles.

    Signals:
        ordered: the reader wants another order; see `sorted_by`.
    """

    ordered = Signal()

    def __init__(self, library: Library, parent: QObject | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._library = library
        self._ids: array[int] = array("q")
        self._pages: dict[int, dict[int, Listed]] = {}  # by number, rows by id
        self.names = library.legend.names()
        self.tag_colors = library.tags.colors()
        self.sorted_by = (MADE, Qt.SortOrder.DescendingOrder)

    # -- what it holds

    @property
    def ids(self) -> array[int]:
        """The annotations listed, in order."""
        return self._ids

    def row(self, number: int) -> Listed | None:
        """Give a row; None if its annotation is gone."""
        if not 0 <= number < len(self._ids):
            return None
        page = number // PAGE
        if page not in self._pages:
            while len(self._pages) >= MOST_PAGES:
                del self._pages[next(iter(self._pages))]
            some = self._ids[page * PAGE : (page + 1) * PAGE]
            self._pages[page] = {row.id: row for row in self._library.mixed_lists.rows(some)}
        return self._pages[page].get(self._ids[number])

    def row_of(self, annotation: int) -> int:
        """Give the row of an annotation, -1 if it is not listed."""
        try:
            return self._ids.index(annotation)
        except ValueError:
            return -1

    @property
    def order(self) -> tuple[ListOrder, bool]:
        """The order wanted, and whether it runs the other way than usual."""
        column, way = self.sorted_by
        usual = Qt.SortOrder.DescendingOrder if column in DATES else Qt.SortOrder.AscendingOrder
        return ORDERS[column], way != usual

    # -- what happens to it

    def show_ids(self, ids: array[int]) -> bool:
        """List these annotations; says whether others are listed than before.

        Where they only go on from those that are listed, nothing that is in view is read again.
        """
        before = len(self._ids)
        if before and ids[:before] == self._ids:
            if len(ids) > before:
                self.beginInsertRows(QModelIndex(), before, len(ids) - 1)
                self._ids = ids
                self._pages.pop(before // PAGE, None)  # was not full
                self.endInsertRows()
            return False
        self._pages.clear()
        self.beginResetModel()
        self._ids = ids
        self.endResetModel()
        return True

    def drop(self, gone: Sequence[int]) -> None:
        """List some annotations no more; many wait until the list is asked for anew."""
        if not 0 < len(gone) <= MOST_DROPPED:
            return
        for first, last in reversed(runs(rows_among(self._ids, set(gone)))):
            self.beginRemoveRows(QModelIndex(), first, last)
            self._ids = self._ids[:first] + self._ids[last + 1 :]
            self._pages.clear()
            self.endRemoveRows()

    def refresh(self) -> None:
        """Read what is in view anew."""
        self._pages.clear()
        self.names = self._library.legend.names()
        self.tag_colors = self._library.tags.colors()
        if self._ids:
            last = self.index(len(self._ids) - 1, len(COLUMNS) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    # -- QAbstractTableModel

    def rowCount(self, parent: Index | None = None) -> int:
        """Give the number of annotations listed."""
        return 0 if parent is not None and parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index | None = None) -> int:
        """Give the number of columns."""
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Give the title of a column."""
        if way == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section]
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Want another order; whoever hears `ordered` brings it."""
        if (column, order) != self.sorted_by:
            self.sorted_by = (column, order)
            self.ordered.emit()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give what a cell says or shows."""
        if not index.isValid() or role not in _ROLES:
            return None
        row = self.row(index.row())
        if row is None:
            return None
        column = index.column()
        if role == LISTED:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return cell(row, column, self.names)
        if role == Qt.ItemDataRole.DecorationRole:
            return sign(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(tip(row, column, self.names))
        return said(row, self.names) if column == PASSAGE else cell(row, column, self.names)


_ROLES = (
    LISTED,
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.DecorationRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
)
