"""Moving the ends of a quote by a word or a character."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import Final, Literal

from storage.types import Span

End = Literal["start", "end"]
Unit = Literal["word", "character"]
NEAR: Final = 400  # characters on each side in which the next word is looked for
_WORD: Final = re.compile(r"\S+")


def moved(content: str, span: Span, end: End, step: int, unit: Unit = "word") -> Span:
    """Give a span with one end a word or a character further (1) or back (-1).

    A word is what stands between white space, with its marks. A character that is white space is
    passed over. At least one of either is left; at the ends of the text nothing moves.
    """
    at = span.start if end == "start" else span.end
    places = _places(content, at, end, unit)
    if step > 0:
        number = bisect_right(places, at)
        found = places[number] if number < len(places) else at
    else:
        number = bisect_left(places, at)
        found = places[number - 1] if number else at
    start, stop = (found, span.end) if end == "start" else (span.start, found)
    return Span(start, stop) if start < stop else span


def _places(content: str, at: int, end: End, unit: Unit) -> list[int]:
    """Give where an end may stand around a position, in order."""
    first, last = max(0, at - NEAR), min(len(content), at + NEAR)
    words = list(_WORD.finditer(content, first, last))
    if unit == "word":
        return [word.start() if end == "start" else word.end() for word in words]
    more = 0 if end == "start" else 1
    return [n + more for word in words for n in range(word.start(), word.end())]
