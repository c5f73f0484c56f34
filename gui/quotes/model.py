"""The quotes of one text as a table of one column: by speaker or in text order, filtered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final, Literal, NamedTuple, get_args

from PySide6.QtCore import QObject, Qt, Signal

from gui.card_list import CardModel, Index
from gui.quotes.wording import UNKNOWN, excerpt, spoken, state_tip
from storage.finding_types import FindingState, Quote, QuoteId
from storage.library import Library
from storage.types import TextId

ROW: Final = Qt.ItemDataRole.UserRole  # the Quote of a row, or the Speaker that it names
BATCH: Final = 100  # quotes read in one turn of the event loop
Wanted = Literal["all", "suggested", "confirmed", "rejected"]
WANTED: tuple[Wanted, ...] = get_args(Wanted)


class Speaker(NamedTuple):
    """A heading: a speaker with the number of quotes below, and how many are to be reviewed."""

    name: str
    total: int
    unseen: int


class QuoteModel(CardModel):
    """Quotes of one text.

    Signals:
        refreshed: counts may be other ones now.
    """

    refreshed = Signal()

    def __init__(self, library: Library, parent: QObject | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._library = library
        self._unread: Sequence[QuoteId] = ()
        self._quotes: list[Quote] = []  # in text order
        self._rows: list[Quote | Speaker] = []
        self._place: dict[int, int] = {}  # row by id
        self._wanted: Wanted = "all"
        self._pinned: QuoteId | None = None
        self.is_by_speaker = True

    # -- what it holds

    @property
    def is_complete(self) -> bool:
        """Whether all quotes of the text are here."""
        return not self._unread

    @property
    def wanted(self) -> Wanted:
        """Which quotes are shown."""
        return self._wanted

    def counts(self) -> Counter[FindingState]:
        """Count the quotes of the text by state."""
        return Counter(quote.state for quote in self._quotes)

    def row_at(self, row: int) -> Quote | Speaker:
        """Give what a row shows."""
        return self._rows[row]

    def quote(self, id_: int | None) -> Quote | None:
        """Give a quote that is shown, None if it is not."""
        row = self.row_of(id_)
        found = self._rows[row] if row >= 0 else None
        return found if isinstance(found, Quote) else None

    def id_at(self, row: int) -> QuoteId | None:
        """Give the id of a row; None for a speaker."""
        found = self._rows[row]
        return found.id if isinstance(found, Quote) else None

    def row_of(self, id_: int | None) -> int:
        """Give the row of a quote, -1 if it is not shown."""
        return self._place.get(id_, -1) if id_ is not None else -1

    def unseen_after(self, row: int, without: Iterable[int] = ()) -> QuoteId | None:
        """Give the next suggestion after a row, from the top after the last; None if none is left.

        Those `without` are passed over.
        """
        left = set(without)
        for found in (*self._rows[row + 1 :], *self._rows[: row + 1]):
            if isinstance(found, Quote) and found.state == "suggested" and found.id not in left:
                return found.id
        return None

    def like(self, quote: Quote) -> list[Quote]:
        """Give the suggestions of the text that have the same speaker, in text order."""
        if quote.speaker is None:
            return [quote] if quote.state == "suggested" else []
        mates = (other for other in self._quotes if other.speaker == quote.speaker)
        return [other for other in mates if other.state == "suggested"]

    # -- what happens to it

    def show_text(self, text: TextId | None) -> None:
        """Turn to another text, or to none; `read_on` brings its quotes."""
        self._unread = self._library.quotes.ids_on(text) if text is not None else ()
        self._quotes = []
        self._pinned = None
        if not self._unread:
            self._arrange()

    def read_on(self) -> None:
        """Read some more quotes: a few milliseconds of work. They are shown when all are here."""
        batch, self._unread = self._unread[:BATCH], self._unread[BATCH:]
        self._quotes.extend(self._library.quotes.among(batch))
        if not self._unread:
            self._arrange()

    def read_again(self, text: TextId) -> None:
        """Read all quotes of the text anew, after a finder or when names may have changed."""
        self._unread = ()
        self._quotes = self._library.quotes.on(text, with_rejected=True)
        self._arrange()

    def refresh(self, ids: Iterable[int], text: TextId) -> None:
        """Read some quotes anew; those that are new or gone come or go."""
        changed = set(ids)
        found = [q for q in self._library.quotes.among(sorted(changed)) if q.text == text]
        kept = [quote for quote in self._quotes if quote.id not in changed]
        if not found and len(kept) == len(self._quotes):
            return
        self._quotes = sorted([*kept, *found], key=_in_text)
        self._arrange()

    def arrange(self, *, by_speaker: bool) -> None:
        """Group by speaker, or show in text order."""
        if by_speaker != self.is_by_speaker:
            self.is_by_speaker = by_speaker
            self._arrange()

    def filter_by(self, wanted: Wanted) -> None:
        """Show quotes in some states; all are those not rejected."""
        self._wanted, self._pinned = wanted, None
        self._arrange()

    def pin(self, id_: QuoteId | None) -> None:
        """Keep a quote in sight whatever becomes of it: its ends are being moved."""
        self._pinned = id_

    # -- QAbstractTableModel

    def rowCount(self, parent: Index | None = None) -> int:
        """Give the number of rows, speakers included."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let quotes be selected, speakers not."""
        if not index.isValid() or isinstance(self._rows[index.row()], Speaker):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give the Quote or Speaker, or its words."""
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        found = self._rows[index.row()]
        if role == ROW:
            return found
        if isinstance(found, Speaker):
            said = f"{found.name}, {found.total:,}"
            return said if role in _SAID else None
        if role == Qt.ItemDataRole.DisplayRole:
            return excerpt(found)
        if role == Qt.ItemDataRole.ToolTipRole:
            return state_tip(found)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(found)
        return None

    # -- inside

    def _arrange(self) -> None:
        """Make the rows; where the same ones stay, nothing is selected or scrolled anew."""
        shown = [quote for quote in self._quotes if self._admits(quote)]
        rows: list[Quote | Speaker] = _grouped(shown) if self.is_by_speaker else [*shown]
        if list(map(_key, rows)) == list(map(_key, self._rows)):
            changed = [n for n, (a, b) in enumerate(zip(rows, self._rows, strict=True)) if a != b]
            self._rows = rows
            if changed:
                self.dataChanged.emit(self.index(changed[0], 0), self.index(changed[-1], 0))
        else:
            self.beginResetModel()
            self._rows = rows
            self._place = {q.id: n for n, q in enumerate(rows) if isinstance(q, Quote)}
            self.endResetModel()
        self.refreshed.emit()

    def _admits(self, quote: Quote) -> bool:
        if quote.id == self._pinned:
            return True
        return quote.state != "rejected" if self._wanted == "all" else quote.state == self._wanted


_SAID = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)


def _grouped(quotes: Iterable[Quote]) -> list[Quote | Speaker]:
    """Put each speaker's quotes below a heading, as they first speak; unknown ones come last."""
    groups: dict[int, list[Quote]] = {}
    for quote in quotes:
        groups.setdefault(quote.speaker or 0, []).append(quote)
    if (nobody := groups.pop(0, None)) is not None:
        groups[0] = nobody
    rows: list[Quote | Speaker] = []
    for own in groups.values():
        name = own[0].speaker_name or UNKNOWN
        unseen = sum(quote.state == "suggested" for quote in own)
        rows.extend((Speaker(name, len(own), unseen), *own))
    return rows


def _key(row: Quote | Speaker) -> int | str:
    return row.id if isinstance(row, Quote) else row.name


def _in_text(quote: Quote) -> tuple[int, int, int]:
    return (quote.span.start, quote.span.end, quote.id)
