"""The quotes of one text as a table of one column: by speaker or in text order, filtered."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final, Literal, NamedTuple, get_args

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal

from gui.card_list import CardModel, Index
from gui.certainty import UNKNOWN
from gui.quotes.wording import excerpt, spoken, state_tip
from storage.finding_types import FindingState, Quote, QuoteId
from storage.library import Library
from storage.types import TextId

ROW: Final = Qt.ItemDataRole.UserRole  # the Quote of a row, or the Speaker that it names
BATCH: Final = 100  # quotes read in one turn of the event loop
FEW: Final = 50  # rows that come and go one by one; with more the list is made anew
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

    def near(self, row: int) -> QuoteId | None:
        """Give the quote at a row, or the next one, or the last; None if there is none."""
        ids = (self.id_at(n) for n in (*range(row, len(self._rows)), *range(row - 1, -1, -1)))
        return next((id_ for id_ in ids if id_ is not None), None)

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
        if len(found) == len(changed) <= FEW and all(map(self._stays, found)):
            for quote in found:
                self._swap(quote)
            self.refreshed.emit()
            return
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

    def _stays(self, new: Quote) -> bool:
        """Say whether a quote that has changed is shown in the row where it was."""
        old = self.quote(new.id)
        return (
            old is not None
            and (old.span, old.speaker) == (new.span, new.speaker)
            and old.speaker_name == new.speaker_name
            and self._admits(new)
        )

    def _swap(self, new: Quote) -> None:
        """Put a quote in the place of what it was before, and count its speaker's anew."""
        row = self._place[new.id]
        old = self._rows[row]
        self._quotes[bisect_left(self._quotes, _in_text(new), key=_in_text)] = new
        self._rows[row] = new
        self.dataChanged.emit(self.index(row, 0), self.index(row, 0))
        if not isinstance(old, Quote) or not self.is_by_speaker:
            return
        top = next(n for n in range(row, -1, -1) if isinstance(self._rows[n], Speaker))
        heading = self._rows[top]
        if isinstance(heading, Speaker):
            unseen = heading.unseen + (new.state == "suggested") - (old.state == "suggested")
            self._rows[top] = heading._replace(unseen=unseen)
            self.dataChanged.emit(self.index(top, 0), self.index(top, 0))

    def _arrange(self) -> None:
        """Make the rows; those that stay keep their selection and are not scrolled."""
        shown = [quote for quote in self._quotes if self._admits(quote)]
        rows: list[Quote | Speaker] = _grouped(shown) if self.is_by_speaker else [*shown]
        first, old_end, new_end = _difference(self._rows, rows)
        if old_end - first > FEW or new_end - first > FEW:
            self.beginResetModel()
            self._hold(rows)
            self.endResetModel()
        else:
            self._follow(rows, first, old_end, new_end)
        self.refreshed.emit()

    def _follow(self, rows: list[Quote | Speaker], first: int, old_end: int, new_end: int) -> None:
        """Take out the rows from `first` to `old_end` and put those to `new_end` in their place."""
        if old_end > first:
            self.beginRemoveRows(QModelIndex(), first, old_end - 1)
            self._hold([*self._rows[:first], *self._rows[old_end:]])
            self.endRemoveRows()
        if new_end > first:
            self.beginInsertRows(QModelIndex(), first, new_end - 1)
            self._hold([*self._rows[:first], *rows[first:new_end], *self._rows[first:]])
            self.endInsertRows()
        pairs = zip(rows, self._rows, strict=True)
        changed = [n for n, (new, old) in enumerate(pairs) if new is not old and new != old]
        self._rows = rows
        for number in changed if len(changed) <= FEW else ():
            self.dataChanged.emit(self.index(number, 0), self.index(number, 0))
        if len(changed) > FEW:
            self.dataChanged.emit(self.index(changed[0], 0), self.index(changed[-1], 0))

    def _hold(self, rows: list[Quote | Speaker]) -> None:
        self._rows = rows
        self._place = {q.id: n for n, q in enumerate(rows) if isinstance(q, Quote)}

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


def _difference(
    old: Sequence[Quote | Speaker], new: Sequence[Quote | Speaker]
) -> tuple[int, int, int]:
    """Give where two lists of rows begin to differ, and where they are the same again in each."""
    olds, news = list(map(_key, old)), list(map(_key, new))
    least = min(len(olds), len(news))
    first = next((n for n in range(least) if olds[n] != news[n]), least)
    rest = least - first
    last = next((n for n in range(rest) if olds[-1 - n] != news[-1 - n]), rest)
    return first, len(olds) - last, len(news) - last


def _key(row: Quote | Speaker) -> int | str:
    return row.id if isinstance(row, Quote) else row.name


def _in_text(quote: Quote) -> tuple[int, int, int]:
    return (quote.span.start, quote.span.end, quote.id)
