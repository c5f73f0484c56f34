"""The names and quotes of the open text, by where they stand: what to draw and what was hit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, Generic, TypeVar

from storage.finding_types import EntityId, Mention, Quote
from storage.types import Span

CELL = 1024  # code points; of a full page two or three
MOST_LANES = 2  # bars side by side in the margin; more would stand in the text

Thing = TypeVar("Thing")
Finding = Mention | Quote
_Entry = tuple[int, int, int, Thing]  # start, minus end, id, the thing: in the order of places
_NOTHING: dict[int, _Entry[Any]] = {}


class Stretches(Generic[Thing]):
    """Things over a text, each with an id and a span, found at once by place; they may overlap."""

    def __init__(self) -> None:
        """Begin empty."""
        self._entries: dict[int, _Entry[Thing]] = {}
        self._cells: dict[int, dict[int, _Entry[Thing]]] = defaultdict(dict)

    def __len__(self) -> int:
        """Count the things."""
        return len(self._entries)

    def __iter__(self) -> Iterator[Thing]:
        """Give the things, in no order."""
        return (entry[3] for entry in self._entries.values())

    def put(self, id_: int, start: int, end: int, thing: Thing) -> None:
        """Add a thing, or replace the one of the same id."""
        if id_ in self._entries:
            self.remove(id_)
        entry = (start, -end, id_, thing)
        self._entries[id_] = entry
        for cell in _cells(start, end):
            self._cells[cell][id_] = entry

    def remove(self, id_: int) -> None:
        """Drop a thing if it is there."""
        entry = self._entries.pop(id_, None)
        if entry is not None:
            for cell in _cells(entry[0], -entry[1]):
                del self._cells[cell][id_]

    def over(self, start: int, end: int) -> list[Thing]:
        """Give what shares a character with a stretch, by start; what is longer comes first."""
        found: dict[int, _Entry[Thing]] = {}
        for cell in _cells(start, max(end, start + 1)):
            for entry in self._cells.get(cell, _NOTHING).values():
                if entry[0] < end and -entry[1] > start:
                    found[entry[2]] = entry
        return [entry[3] for entry in sorted(found.values(), key=_place)]

    def at(self, position: int) -> Thing | None:
        """Give what stands over a character; of several the last that begins, or the shortest."""
        over = self.over(position, position + 1)
        return over[-1] if over else None

    def in_order(self) -> list[Thing]:
        """Give all things by start; what is longer comes first."""
        return [entry[3] for entry in sorted(self._entries.values(), key=_place)]


class FindingIndex:
    """What was found in one text and not rejected."""

    def __init__(self) -> None:
        """Begin empty."""
        self.mentions: Stretches[Mention] = Stretches()
        self.quotes: Stretches[Quote] = Stretches()
        self._lanes: dict[int, int] | None = None

    def __len__(self) -> int:
        """Count the findings."""
        return len(self.mentions) + len(self.quotes)

    def put(self, finding: Finding) -> None:
        """Add a finding, or replace the one of the same id; a rejected one goes."""
        if isinstance(finding, Mention):
            if finding.state == "rejected":
                self.mentions.remove(finding.id)
            else:
                self.mentions.put(finding.id, finding.start, finding.end, finding)
        elif finding.state == "rejected":
            self.remove_quote(finding.id)
        else:
            self._lanes = None
            self.quotes.put(finding.id, finding.span.start, finding.span.end, finding)

    def remove_quote(self, id_: int) -> None:
        """Drop a quote if it is there."""
        self._lanes = None
        self.quotes.remove(id_)

    def mentions_of(self, entity: EntityId) -> list[Mention]:
        """Give the mentions of an entity by start."""
        own = (one for one in self.mentions if one.entity == entity)
        return sorted(own, key=lambda one: (one.start, one.end, one.id))

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


def _cells(start: int, end: int) -> range:
    return range(start // CELL, (end - 1) // CELL + 1)


def _place(entry: _Entry[Thing]) -> tuple[int, int, int]:
    return entry[:3]
