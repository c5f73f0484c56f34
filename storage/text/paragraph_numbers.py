"""The numbers of paragraphs, as people cite them in a text without pages."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from storage.types import Block

UNNUMBERED = ("heading", "rule")


class Paragraphs:
    """Numbers the paragraphs of one text from 1; headings and rules do not count, a table once."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        """Count through the blocks, which are in text order."""
        self._starts = [block.start for block in blocks]
        self._numbers: list[int] = []
        number, table, end = 0, 0, -1
        for block in blocks:
            if block.kind in UNNUMBERED:
                self._numbers.append(0)
                continue
            goes_on = block.start == end  # a long paragraph in several blocks
            if not goes_on and (block.table == 0 or block.table != table):
                number += 1
            table, end = block.table, block.end
            self._numbers.append(number)

    def number(self, position: int) -> int:
        """Give the number of the paragraph at a position; 0 in a heading or before them all."""
        index = bisect_right(self._starts, position) - 1
        return self._numbers[index] if index >= 0 else 0
