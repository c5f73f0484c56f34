"""The names and quotes of the open text, by where they stand: what to draw and what was hit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Generic, TypeVar

from storage.finding_types import EntityId, Mention, Quote
from storage.types import Span

CELL = 1024  # code points; of a full page two or three
MOST_LANES = 2  # bars side by side in the margin; more would stand in the text

Thing = TypeVar("Thing")
Finding = Mention | Quote


class Stretches(Generic[Thing]):
    """Things over a text, each with an id and a span, found at once by place; they may overlap."""

    def __init__(self, id_of: Callable[[Thing], int], span_of: Callable[[Thing], Span]) -> None:
        """Begin empty; the functions say what a thing is called and where it stands."""
        self._id_of, self._span_of = id_of, span_of
        self._things: dict[int, Thing] = {}
        self._cells: dict[int, dict[int, Thing]] = defaultdict(dict)

    def __len__(self) -> int:
        """Count the things."""
        return len(self._things)

    def __iter__(self) -> Iterator[Thing]:
        """Give the things, in no order."""
        return iter(self._things.values())

    def get(self, id_: int) -> Thing | None:
        """Give a thing by its id."""
        return self._things.get(id_)

    def put(self, thing: Thing) -> None:
        """Add a thing, or replace the one of the same id."""
        id_ = self._id_of(thing)
        if id_ in self._things:
            self.remove(id_)
        self._things[id_] = thing
        for cell in self._cells_of(self._span_of(thing)):
            self._cells[cell][id_] = thing

    def remove(self, id_: int) -> None:
        """Drop a thing if it is there."""
        thing = self._things.pop(id_, None)
        if thing is not None:
            for cell in self._cells_of(self._span_of(thing)):
                del self._cells[cell][id_]

    def over(self, start: int, end: int) -> list[Thing]:
        """Give what shares a character with a stretch, by start."""
        found: dict[int, Thing] = {}
        for cell in range(start // CELL, max(start, end - 1) // CELL + 1):
            for id_, thing in self._cells.get(cell, {}).items():
                span = self._span_of(thing)
                if span.start < end and span.end > start:
                    found[id_] = thing
        return self.in_order(found.values())

    def at(self, position: int) -> Thing | None:
        """Give what stands over a character; of several the shortest."""
        over = self.over(position, position + 1)
        return min(over, key=lambda thing: _length(self._span_of(thing)), default=None)

    def in_order(self, things: Iterable[Thing] | None = None) -> list[Thing]:
        """Give all things, or some of them, by start; what is longer comes first."""
        return sorted(self._things.values() if things is None else things, key=self._place_of)

    def _place_of(self, thing: Thing) -> tuple[int, int, int]:
        span = self._span_of(thing)
        return span.start, -span.end, self._id_of(thing)

    @staticmethod
    def _cells_of(span: Span) -> range:
        return range(span.start // CELL, (span.end - 1) // CELL + 1)


class FindingIndex:
    """What was found in one text and not rejected."""

    def __init__(self) -> None:
        """Begin empty."""
        self.mentions: Stretches[Mention] = Stretches(lambda m: m.id, span_of)
        self.quotes: Stretches[Quote] = Stretches(lambda q: q.id, span_of)
        self._lanes: dict[int, int] | None = None

    def put(self, finding: Finding) -> None:
        """Add a finding, or replace the one of the same id; a rejected one goes."""
        if isinstance(finding, Mention):
            if finding.state == "rejected":
                self.mentions.remove(finding.id)
            else:
                self.mentions.put(finding)
        elif finding.state == "rejected":
            self.remove_quote(finding.id)
        else:
            self._lanes = None
            self.quotes.put(finding)

    def remove_quote(self, id_: int) -> None:
        """Drop a quote if it is there."""
        self._lanes = None
        self.quotes.remove(id_)

    def mentions_of(self, entity: EntityId) -> list[Mention]:
        """Give the mentions of an entity by start."""
        return self.mentions.in_order(one for one in self.mentions if one.entity == entity)

    def lane_of(self, quote: Quote) -> int:
        """Say in which lane of the margin a quote's bar stands: overlapping ones side by side."""
        if self._lanes is None:
            self._lanes = lanes(self.quotes.in_order())
        return self._lanes.get(quote.id, 0)


def span_of(finding: Finding) -> Span:
    """Give where a finding stands."""
    return finding.span if isinstance(finding, Quote) else Span(finding.start, finding.end)


def lanes(quotes: Iterable[Quote]) -> dict[int, int]:
    """Give each quote the first lane, from 0, that no earlier one takes there; by start."""
    ends = [0] * MOST_LANES
    found: dict[int, int] = {}
    for quote in quotes:
        free = (lane for lane, end in enumerate(ends) if end <= quote.span.start)
        lane = next(free, MOST_LANES - 1)
        ends[lane] = max(ends[lane], quote.span.end)
        found[quote.id] = lane
    return found


def _length(span: Span) -> int:
    return span.end - span.start
