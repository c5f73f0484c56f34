"""Code points and the UTF-16 units that Qt counts."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


class Utf16Map:
    """Converts positions of one text both ways; costs nothing for a text of 16-bit characters."""

    def __init__(self, text: str) -> None:
        """Find the characters that take two units."""
        self._points = [] if text.isascii() else [m.start() for m in _ASTRAL.finditer(text)]
        self._units = [point + before for before, point in enumerate(self._points)]

    def to_units(self, position: int) -> int:
        """Give the UTF-16 position of a code-point position."""
        return position + bisect_left(self._points, position)

    def to_points(self, unit: int) -> int:
        """Give the code-point position of a UTF-16 one; inside a pair, the start of the pair."""
        before = bisect_right(self._units, unit)
        if before and self._units[before - 1] + 1 == unit:
            return self._points[before - 1]  # between the two halves
        return unit - bisect_left(self._units, unit)
