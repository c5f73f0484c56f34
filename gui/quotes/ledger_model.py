"""The quote ledger as a table: ids of all rows, what is in view read in pages."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QObject, Qt, Signal

from gui.card_list import Index
from gui.certainty import speaker_name
from gui.controls import plain_tip
from gui.icons import icon
from gui.quotes.wording import (
    KIND_SIGNS,
    KIND_WORDS,
    STATE_SIGNS,
    excerpt,
    spoken,
    state_tip,
    state_words,
)
from storage.finding_types import Quote
from storage.ledger import LedgerOrder, LedgerRow
from storage.library import Library

COLUMNS: Final = ("Speaker", "Quote", "Cue", "Article", "Date", "State")
WHO, WHAT, CUE, ARTICLE, DATE, STATE = range(len(COLUMNS))
ORDERS: Final[dict[int, LedgerOrder]] = {WHO: "speaker", ARTICLE: "article", DATE: "date"}
PAGE: Final = 64  # rows read at once
MOST_PAGES: Final = 32  # kept


class LedgerModel(QAbstractTableModel):
    """Quotes of many articles.

    Signals:
        ordered: the reader wants another order; see `sorted_by`.
    """

    ordered = Signal()

    def __init__(self, library: Library, parent: QObject | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._library = library
        self._ids: array[int] = array("q")
        self._pages: dict[int, dict[int, LedgerRow]] = {}  # by number, rows by quote
        self.sorted_by = (DATE, Qt.SortOrder.DescendingOrder)

    @property
    def ids(self) -> Sequence[int]:
        """The quotes listed, in order."""
        return self._ids

    def show_ids(self, ids: array[int]) -> bool:
        """List these quotes; says whether they are other ones than before."""
        self._pages.clear()
        if ids == self._ids:
            self._redraw(0, len(ids) - 1)
            return False
        self.beginResetModel()
        self._ids = ids
        self.endResetModel()
        return True

    def refresh(self) -> None:
        """Read what is in view anew."""
        self._pages.clear()
        self._redraw(0, len(self._ids) - 1)

    def row(self, number: int) -> LedgerRow | None:
        """Give a row; None if its quote is gone."""
        if not 0 <= number < len(self._ids):
            return None
        page = number // PAGE
        if page not in self._pages:
            while len(self._pages) >= MOST_PAGES:
                del self._pages[next(iter(self._pages))]
            some = self._ids[page * PAGE : (page + 1) * PAGE]
            self._pages[page] = {row.quote.id: row for row in self._library.ledger.rows(some)}
        return self._pages[page].get(self._ids[number])

    def quotes(self, rows: Iterable[int]) -> list[Quote]:
        """Give the quotes of rows; those gone are left out."""
        found = map(self.row, rows)
        return [row.quote for row in found if row is not None]

    def row_of(self, quote: int) -> int:
        """Give the row of a quote, -1 if it is not listed."""
        try:
            return self._ids.index(quote)
        except ValueError:
            return -1

    # -- QAbstractTableModel

    def rowCount(self, parent: Index | None = None) -> int:
        """Give the number of quotes listed."""
        return 0 if parent is not None and parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index | None = None) -> int:
        """Give the number of columns."""
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Name the columns."""
        if way == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section]
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Ask for another order; the ledger brings it."""
        if column in ORDERS and (column, order) != self.sorted_by:
            self.sorted_by = (column, order)
            self.ordered.emit()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give what a cell says or shows."""
        if not index.isValid() or role not in _ROLES:
            return None
        row = self.row(index.row())
        if row is None:
            return None
        quote, column = row.quote, index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return _words(row, column)
        if role == Qt.ItemDataRole.DecorationRole:
            if column == STATE:
                return icon(STATE_SIGNS[quote.state], _COLORS[quote.state])
            return icon(KIND_SIGNS[quote.kind]) if column == WHAT else None
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(_tip(row, column))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(quote) if column == WHAT else _words(row, column)
        return None

    def _redraw(self, first: int, last: int) -> None:
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(COLUMNS) - 1))


_ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.DecorationRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
)
_COLORS: Final = {"suggested": "muted", "confirmed": "success", "rejected": "danger"}


def _words(row: LedgerRow, column: int) -> str:
    quote = row.quote
    return {
        WHO: speaker_name(quote),
        WHAT: excerpt(quote),
        CUE: " ".join(quote.cue_text.split()),
        ARTICLE: row.title,
        DATE: row.at.date().isoformat(),
        STATE: state_words(quote),
    }[column]


def _tip(row: LedgerRow, column: int) -> str:
    if column == WHAT:
        return f"{KIND_WORDS[row.quote.kind]} speech in “{row.title}”"  # which may be hidden
    if column == DATE:
        return "Published" if row.is_published else "Added; it does not say when it was published"
    return state_tip(row.quote) if column == STATE else _words(row, column)
