"""The annotations of the open text, by the blocks they stand in: what to draw and what was hit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from gui.reader.positions import PositionMap
from storage.annotations import PlacedMark
from storage.types import AnnotationId


class MarkIndex:
    """Finds the marks of a block at once; every mark stands in each block that it touches."""

    def __init__(self, positions: PositionMap, marks: Iterable[PlacedMark]) -> None:
        """Sort the marks into their blocks."""
        self._positions = positions
        self._marks: dict[AnnotationId, PlacedMark] = {}
        self._by_block: dict[int, list[PlacedMark]] = defaultdict(list)
        for mark in marks:
            self.put(mark)

    def __len__(self) -> int:
        """Count the marks."""
        return len(self._marks)

    def get(self, annotation: AnnotationId) -> PlacedMark | None:
        """Give a mark by its annotation."""
        return self._marks.get(annotation)

    def put(self, mark: PlacedMark) -> None:
        """Add a mark, or replace the one of the same annotation."""
        if mark.id in self._marks:
            self.remove(mark.id)
        self._marks[mark.id] = mark
        for block in self._positions.blocks_between(mark.start, mark.end):
            self._by_block[block].append(mark)

    def remove(self, annotation: AnnotationId) -> None:
        """Drop a mark if it is there."""
        mark = self._marks.pop(annotation, None)
        if mark is not None:
            for block in self._positions.blocks_between(mark.start, mark.end):
                self._by_block[block] = [m for m in self._by_block[block] if m.id != annotation]

    def in_block(self, block: int) -> list[PlacedMark]:
        """Give a block's marks, longer ones first, so that short ones are drawn on top."""
        marks = self._by_block.get(block, [])
        return sorted(marks, key=lambda mark: (mark.start - mark.end, mark.id))

    def under(self, position: int) -> list[PlacedMark]:
        """Give the marks over the character at a text position, the shortest and newest first."""
        block = self._by_block.get(self._positions.block_at(position), [])
        over = [mark for mark in block if mark.start <= position < mark.end]
        return sorted(over, key=lambda mark: (mark.end - mark.start, -mark.id))

    def in_order(self) -> list[PlacedMark]:
        """Give all marks in text order."""
        return sorted(self._marks.values(), key=lambda mark: (mark.start, mark.end, mark.id))

    def together_with(self, annotation: AnnotationId) -> list[PlacedMark]:
        """Give the marks that overlap one, or overlap such a one, in text order; itself too."""
        found: list[PlacedMark] = []
        end = 0
        for mark in self.in_order():
            if mark.start >= end:
                if any(one.id == annotation for one in found):
                    break
                found = []
            found.append(mark)
            end = max(end, mark.end)
        return found if any(one.id == annotation for one in found) else []
