"""Between an article's text and the document that shows it.

Text positions are code points of the canonical text. Document positions are Qt's: UTF-16 units,
with one unit between blocks whatever stands between them in the text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from storage.text.offsets import Utf16Map
from storage.types import Block


class PositionMap:
    """Converts positions both ways for one document.

    A text position between two blocks becomes the end of the first. The way from text to document
    and back is the identity for every position inside a block.
    """

    def __init__(self, content: str, blocks: Sequence[Block], qt_starts: Sequence[int]) -> None:
        """Take the blocks in order, and where each begins in the document.

        `qt_starts` may grow while the document does; a block that is not there yet counts as the
        end of the last one that is.
        """
        self._units = Utf16Map(content)
        self._starts = [block.start for block in blocks]
        self._ends = [block.end for block in blocks]
        self._qt_starts = qt_starts

    def to_qt(self, position: int) -> int:
        """Give the document position of a text position."""
        block = self.block_at(position)
        if block >= len(self._qt_starts):
            block = len(self._qt_starts) - 1
            position = self._ends[block]
        inside = min(max(position, self._starts[block]), self._ends[block])
        first = self._units.to_units(self._starts[block])
        return self._qt_starts[block] + self._units.to_units(inside) - first

    def to_text(self, qt_position: int) -> int:
        """Give the text position of a document position; inside a surrogate pair, its start."""
        block = max(0, bisect_right(self._qt_starts, qt_position) - 1)
        first = self._units.to_units(self._starts[block])
        inside = first + max(0, qt_position - self._qt_starts[block])
        return min(self._units.to_points(inside), self._ends[block])

    def qt_start_of(self, block: int) -> int:
        """Give the document position at which a block begins. Raises: IndexError if not there."""
        return self._qt_starts[block]

    def block_at(self, position: int) -> int:
        """Give the number of the block at a text position, or the last one before it."""
        return max(0, bisect_right(self._starts, position) - 1)

    def blocks_between(self, start: int, end: int) -> range:
        """Give the numbers of the blocks that a span of the text touches."""
        first = max(0, bisect_right(self._starts, start) - 1)
        if end <= self._ends[first]:  # as nearly all
            return range(first, first + 1)
        return range(first, self.block_at(end - 1) + 1)

    def block_at_qt(self, qt_position: int) -> int:
        """Give the number of the block at a document position, or the last one before it."""
        return max(0, bisect_right(self._qt_starts, qt_position) - 1)
