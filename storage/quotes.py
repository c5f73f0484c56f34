"""Who said what: the quotes of a library with their speakers, and what the reader says of them."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Iterable, Sequence

from storage.decisions import Decisions
from storage.errors import NotFound
from storage.finding_types import WHOLE, EntityId, Quote, QuoteId
from storage.found import QuoteKind
from storage.journal import Value
from storage.store import Store
from storage.text.passages import describe
from storage.types import ArticleText, Span, TextId

SPEAKER = (  # not as the view: SQLite would gather all of it before a LEFT JOIN
    " LEFT JOIN entity AS said ON said.id = speaker_id"
    " LEFT JOIN entity AS root ON root.id = coalesce(said.merged_into, said.id)"
)
SELECT = (
    "SELECT quote.*, article_text.article_id AS article_id, root.id AS root_id, root.name AS name"
    " FROM quote JOIN article_text ON article_text.id = text_id"
    f"{SPEAKER}"
)


class Quotes:
    """The quotes of one library. Every write happens inside `library.transaction`."""

    def __init__(self, store: Store, decisions: Decisions) -> None:
        """Work on a store."""
        self._store = store
        self._decisions = decisions

    # -- reading

    def get(self, quote: QuoteId) -> Quote:
        """Give one quote. Raises: NotFound."""
        found = self.among([quote])
        if not found:
            raise NotFound("This quote is no longer in the library.")
        return found[0]

    def among(self, quotes: Sequence[int]) -> list[Quote]:
        """Give those of the quotes that are in the library, in the order of the ids."""
        found: dict[int, Quote] = {}
        for first in range(0, len(quotes), 500):
            some = quotes[first : first + 500]
            marks = ",".join("?" * len(some))
            rows = self._store.query(f"{SELECT} WHERE quote.id IN ({marks})", tuple(some))
            found |= {row["id"]: quote_of(row) for row in rows}
        return [found[quote] for quote in quotes if quote in found]

    def on(self, text: TextId, within: Span = WHOLE, *, with_rejected: bool = False) -> list[Quote]:
        """Give the quotes of a text by start; those rejected only when asked for.

        `within` takes only those that begin there, so that a book can be read in slices.
        """
        condition = "" if with_rejected else " AND quote.state <> 'rejected'"
        rows = self._store.query(
            f"{SELECT} WHERE text_id = ? AND start >= ? AND start < ?{condition}"
            ' ORDER BY start, "end", quote.id',
            (text, within.start, within.end),
        )
        return [quote_of(row) for row in rows]

    def ids_on(self, text: TextId) -> list[QuoteId]:
        """Give the ids of a text's quotes in the order of `on`, rejected ones too; for many."""
        ids = self._store.ids(
            'SELECT id FROM quote WHERE text_id = ? ORDER BY start, "end", id', (text,)
        )
        return [QuoteId(id_) for id_ in ids]

    def count(self, text: TextId) -> int:
        """Count the quotes of a text that are not rejected."""
        row = self._store.one(
            "SELECT count(*) FROM quote WHERE text_id = ? AND state <> 'rejected'", (text,)
        )
        return row[0] if row else 0

    # -- what the reader says

    def add(
        self,
        text: ArticleText,
        span: Span,
        *,
        kind: QuoteKind = "direct",
        speaker: EntityId | None = None,
    ) -> QuoteId:
        """Say that a stretch of a text is a quote; one that stands just there is it.

        Suggestions of much the same words go: the reader knows better.
        """
        values: dict[str, Value] = {"kind": kind, "state": "confirmed"}
        if speaker is not None:
            values |= {"speaker_id": speaker, "speaker_confidence": 1.0, "is_speaker_confirmed": 1}
        same = self._store.one(
            'SELECT id FROM quote WHERE text_id = ? AND start = ? AND "end" = ? ORDER BY id',
            (text.id, span.start, span.end),
        )
        self._decisions.make_room("quote", text.id, span, but=same["id"] if same else 0)
        if same is not None:
            self._set([same["id"]], values)
            return QuoteId(same["id"])
        place: dict[str, Value] = {"text_id": text.id, "start": span.start, "end": span.end}
        place |= {"exact": describe(text.content, span).exact, "uid": uuid.uuid4().hex}
        return QuoteId(self._store.insert("quote", place | values | {"origin": "reader"}))

    def accept(self, quotes: Iterable[QuoteId]) -> None:
        """Confirm quotes, each with its speaker if one is known."""
        for quote in self.among(list(quotes)):
            values: dict[str, Value] = {"state": "confirmed"}
            if quote.speaker is not None:
                values["is_speaker_confirmed"] = 1
            self._store.update("quote", quote.id, values)

    def reject(self, quotes: Iterable[QuoteId]) -> None:
        """Say that these are no quotes."""
        self._set(quotes, {"state": "rejected"})

    def reopen(self, quotes: Iterable[QuoteId]) -> None:
        """Take back what was said of quotes: they are suggestions again."""
        self._set(quotes, {"state": "suggested", "is_speaker_confirmed": 0})

    def set_speaker(self, quotes: Iterable[QuoteId], speaker: EntityId | None) -> None:
        """Say who speaks, None for nobody known; confirms quotes and speaker."""
        self._set(
            quotes,
            {"speaker_id": speaker, "state": "confirmed", "is_speaker_confirmed": 1},
        )

    def set_kind(self, quotes: Iterable[QuoteId], kind: QuoteKind) -> None:
        """Say that quotes are direct or indirect."""
        self._set(quotes, {"kind": kind})

    def move(self, quote: QuoteId, text: ArticleText, span: Span) -> None:
        """Give a quote other ends, which confirms it; suggestions of much the same words go."""
        exact = describe(text.content, span).exact
        self._decisions.make_room("quote", text.id, span, but=quote)
        self._set(
            [quote],
            {"start": span.start, "end": span.end, "exact": exact, "state": "confirmed"},
        )

    def _set(self, quotes: Iterable[QuoteId], values: dict[str, Value]) -> None:
        for quote in quotes:
            self._store.update("quote", quote, dict(values))


def quote_of(row: sqlite3.Row) -> Quote:
    """Give the quote of a row that has the columns of `SELECT`."""
    return Quote(
        id=row["id"],
        uid=row["uid"],
        article=row["article_id"],
        text=row["text_id"],
        span=Span(row["start"], row["end"]),
        exact=row["exact"],
        kind=row["kind"],
        speaker=row["root_id"],
        speaker_name=row["name"] or "",
        speaker_span=_span(row["speaker_start"], row["speaker_end"]),
        speaker_text=row["speaker_text"],
        cue_span=_span(row["cue_start"], row["cue_end"]),
        cue_text=row["cue_text"],
        state=row["state"],
        confidence=row["confidence"],
        speaker_confidence=row["speaker_confidence"],
        is_speaker_confirmed=bool(row["is_speaker_confirmed"]),
    )


def _span(start: int | None, end: int | None) -> Span | None:
    return Span(start, end) if start is not None and end is not None else None
