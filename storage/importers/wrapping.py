"""Lines that were broken at a column, as in e-mail and Project Gutenberg, and lines that mean it.

A line was broken because the next word did not fit. That can be tested: where line and word
together stay inside the width of the text, the break was somebody's wish (verse, an address).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

NARROWEST, WIDEST = 40, 120  # columns at which programs and people break lines
SURE_WIDTH = 60  # with fewer breaks than ENOUGH, only a text at least this wide is believed
ENOUGH = 5
FORCED_SHARE = 0.75  # of the breaks of a paragraph; the rest are somebody's later corrections
FORCED_SHARE_OF_TEXT = 0.6  # of all its breaks; the rest stand in verse, lists, addresses
PROSE_WORDS = 4  # a line with fewer words tells nothing: a table, a column of figures


def width_of(paragraphs: Iterable[Sequence[str]]) -> int | None:
    """Give the column at which a text's lines were broken; None when they were not."""
    breaks = [
        (len(line.rstrip()), _first_word(following), len(line.split(None, PROSE_WORDS)))
        for lines in paragraphs
        for line, following in pairwise(lines)
        if len(line) <= WIDEST * 2
    ]
    if len(breaks) < 2:
        return None
    width = sorted(length for length, _, _ in breaks)[round((len(breaks) - 1) * 0.98)]
    if not NARROWEST <= width <= WIDEST or (len(breaks) < ENOUGH and width < SURE_WIDTH):
        return None
    forced = sum(length + 1 + word > width for length, word, _ in breaks)
    prose = sum(words >= PROSE_WORDS for _, _, words in breaks)
    return width if min(forced, prose) >= FORCED_SHARE_OF_TEXT * len(breaks) else None


def unwrapped(lines: Sequence[str], width: int | None) -> list[str] | None:
    """Give the paragraphs that these lines are when broken at `width`; None when they are not.

    Each inner line end has become one space. A break that was not forced ends a paragraph where
    a sentence ends too.
    """
    if width is None or len(lines) < 2 or _is_table(lines):
        return None
    forced = [
        len(line.rstrip()) + 1 + _first_word(following) > width
        for line, following in pairwise(lines)
    ]
    if sum(forced) < FORCED_SHARE * len(forced):
        return None
    paragraphs = [[lines[0].strip()]]
    for line, was_forced in zip(lines[1:], forced, strict=True):
        if was_forced or not paragraphs[-1][-1].endswith((".", "!", "?", ":", "”", '"', "’", ")")):
            paragraphs[-1].append(line.strip())
        else:
            paragraphs.append([line.strip()])
    return [" ".join(paragraph) for paragraph in paragraphs]


def _first_word(line: str) -> int:
    """Give the length of the first word, counted up to what matters."""
    words = line[: WIDEST * 2].split(None, 1)
    return len(words[0]) if words else 0


def _is_table(lines: Sequence[str]) -> bool:
    """Say whether the lines look like columns: bars at the edge, or gaps inside."""
    odd = sum(line.lstrip().startswith("|") or "   " in line.strip() for line in lines)
    return odd * 2 > len(lines)
