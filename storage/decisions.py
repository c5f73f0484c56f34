"""What the reader has said of findings: what finders leave alone, and where it is in a new text."""

from __future__ import annotations

import sqlite3
import uuid
from bisect import bisect_left
from collections.abc import Iterator
from itertools import accumulate
from typing import TYPE_CHECKING, Literal, get_args

from storage.journal import Value
from storage.store import Store
from storage.text.passages import describe
from storage.types import Span, TextId

if TYPE_CHECKING:
    from storage.text.anchoring import Placer

Findable = Literal["mention", "quote"]  # tables
FINDABLE: tuple[Findable, ...] = get_args(Findable)
DECIDED = "(state <> 'suggested' OR origin = 'reader')"
SAME = 0.5  # of their union: a found quote that shares more with one of the reader's is that one
LEAST: dict[Findable, float] = {"mention": 0.0, "quote": SAME}  # for which there is no room beside
PLACED = ("exact", "moved")  # what is less sure is left to finder and reader


class Places:
    """Stretches of a text; they may overlap."""

    def __init__(self, spans: list[Span]) -> None:
        """Sort them."""
        self._spans = sorted(spans)
        self._starts = [span.start for span in self._spans]
        self._reach = list(accumulate((span.end for span in self._spans), max))

    def overlaps(self, start: int, end: int) -> bool:
        """Say whether one of them shares a character with a stretch."""
        return any(self._over(start, end))

    def shares(self, start: int, end: int, least: float) -> bool:
        """Say whether what one of them has in common with a stretch is this part of both."""
        return any(
            min(end, span.end) - max(start, span.start)
            >= least * (max(end, span.end) - min(start, span.start))
            for span in self._over(start, end)
        )

    def _over(self, start: int, end: int) -> Iterator[Span]:
        number = bisect_left(self._starts, end)
        while number and self._reach[number - 1] > start:
            number -= 1
            if self._spans[number].end > start:
                yield self._spans[number]


class Decisions:
    """What was decided in one library. Every write happens inside `library.transaction`."""

    def __init__(self, store: Store) -> None:
        """Work on a store."""
        self._store = store

    def mentions_on(self, text: TextId) -> Places:
        """Give the mentions of a text that the reader has confirmed, rejected or made."""
        return self._places("mention", text)

    def quotes_on(self, text: TextId) -> Places:
        """Give the quotes of a text that the reader has confirmed, rejected or made."""
        return self._places("quote", text)

    def carry(self, old: TextId, new: TextId, *, gives_way: bool = True) -> None:
        """Bring what was decided on a text to the one that is read from now on.

        What stands there unchanged goes along, recorded like the new text itself, so that undo
        takes both back. The rest stays with the old text: nothing is guessed. What was decided on
        the new text before, when it was read the last time, `gives_way` or else stays; suggestions
        that stand in the way go.
        """
        rows: dict[Findable, list[sqlite3.Row]] = {
            table: self._store.query(
                f"SELECT * FROM {table} WHERE text_id = ? AND {DECIDED}"
                " ORDER BY state = 'rejected'",
                (old,),
            )
            for table in FINDABLE
        }
        if not any(rows.values()):
            return
        from storage.text.anchoring import Placer  # rapidfuzz: not on the way to the window

        was, now = self._content(old), self._content(new)
        placer = Placer(now, was)
        for table, decided in rows.items():
            there = {
                (row["start"], row["end"]): row
                for row in self._store.query(f"SELECT * FROM {table} WHERE text_id = ?", (new,))
            }
            kept = Places([]) if gives_way else self._places(table, new)
            carried: dict[Span, int] = {}
            for row in decided:
                span = _placed(placer, was, row["start"], row["end"])
                if span is None or span in carried:  # of two that come to one place
                    continue
                if kept.shares(span.start, span.end, LEAST[table]):
                    continue
                values = _moved(dict(row), placer, was, now, span) | {"text_id": new}
                found = there.get((span.start, span.end))
                if found is None:
                    carried[span] = self._store.insert(table, values)
                else:
                    values.pop("uid", None)
                    self._store.update(table, found["id"], values)
                    carried[span] = found["id"]
            places = [*there, *((span.start, span.end) for span in carried)]
            longest = max((end - start for start, end in places), default=0)
            for span, id_ in carried.items():
                self.make_room(table, new, span, but=id_, first=max(0, span.start - longest))

    def make_room(
        self, table: Findable, text: TextId, span: Span, *, but: int = 0, first: int = 0
    ) -> None:
        """Remove suggestions for which there is no room beside what the reader says of a span.

        A mention shares no character with another one, a quote no more than `SAME` of both. None
        that reaches the span is known to start before `first`, which saves looking at them.
        """
        for row in self._store.query(
            f'SELECT id, start, "end" FROM {table}'
            ' WHERE text_id = ? AND start >= ? AND start < ? AND "end" > ?'
            " AND state = 'suggested' AND id <> ?",
            (text, first, span.end, span.start, but),
        ):
            if Places([span]).shares(row["start"], row["end"], LEAST[table]):
                self._store.delete(table, row["id"])

    def _places(self, table: str, text: TextId) -> Places:
        rows = self._store.query(
            f'SELECT start, "end" FROM {table} WHERE text_id = ? AND {DECIDED}', (text,)
        )
        return Places([Span(row["start"], row["end"]) for row in rows])

    def _content(self, text: TextId) -> str:
        row = self._store.one("SELECT content FROM article_text WHERE id = ?", (text,))
        return str(row["content"]) if row else ""


def _moved(
    row: dict[str, Value], placer: Placer, was: str, now: str, span: Span
) -> dict[str, Value]:
    """Give a row of a mention or a quote as it is in another text, without its id."""
    values = {name: value for name, value in row.items() if name != "id"}
    values |= {"start": span.start, "end": span.end, "exact": now[span.start : span.end]}
    if "uid" in values:
        values["uid"] = uuid.uuid4().hex
    for part in ("speaker", "cue"):
        start, end = row.get(f"{part}_start"), row.get(f"{part}_end")
        if isinstance(start, int) and isinstance(end, int):
            place = _placed(placer, was, start, end)
            values[f"{part}_start"] = place.start if place else None
            values[f"{part}_end"] = place.end if place else None
    return values


def _placed(placer: Placer, was: str, start: int, end: int) -> Span | None:
    """Give where a stretch of the old text stands in the new one; None if that is not sure."""
    placement = placer.place(describe(was, Span(start, end)))
    return placement.span if placement.state in PLACED else None
