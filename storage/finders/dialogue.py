"""Speech after a dash at the start of a paragraph, as much of Europe writes it."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from storage.finders.quote_marks import Quoted
from storage.types import Span

DASHES = "—–―"
_START = re.compile(f"[{DASHES}]\\s*(?=[^\\s{DASHES}])")
_BREAK = re.compile(f"\\s*[{DASHES}]\\s*|(?<=[,?!…])\\s+")  # may end what is said
_RESUMED = re.compile(f"[{DASHES}][.,]?\\s*(?=[^\\s.,{DASHES}])")
_WORD = re.compile(r"[^\W\d_]+")
_WORDS_AHEAD = 3  # of the attribution, in which its verb stands: "he said", "dijo Ana"
_LONGEST = 3_000  # characters of a paragraph that are looked through


def dashed_stretches(
    content: str,
    paragraphs: Sequence[Span],
    quoted: Sequence[Quoted],
    cues: Container[str],
) -> tuple[Quoted, ...]:
    """Give the speech of paragraphs that open with a dash, beside what stands in marks.

    A paragraph that names its speaker ("— Hello, he said") is speech, and so is one of several in
    a row; a lone one is an item of a list. `quoted` are by start, and so is the result of both.
    """
    starts = [_START.match(content, span.start, span.end) for span in paragraphs]
    marked = {_paragraph_of(paragraphs, piece) for piece in quoted} if any(starts) else set()
    found: list[Quoted] = []
    run = (quoted[-1].run if quoted else 0) + 1
    for number, (paragraph, start) in enumerate(zip(paragraphs, starts, strict=True)):
        if start is None or number in marked:
            continue
        pieces = _pieces(content, paragraph, start.end(), cues)
        in_a_row = (number > 0 and starts[number - 1]) or (
            number + 1 < len(starts) and starts[number + 1]
        )
        if not pieces and in_a_row and content[paragraph.end - 1] in ".?!…":
            pieces = [(paragraph.start, paragraph.end)]
        found += [Quoted(first, last, run, is_whole=True) for first, last in pieces]
        run += 1
    return tuple(sorted((*quoted, *found))) if found else tuple(quoted)


def _pieces(
    content: str, paragraph: Span, start: int, cues: Container[str]
) -> list[tuple[int, int]]:
    """What is said in a paragraph, around its attribution; nothing where that is missing."""
    for stop in _BREAK.finditer(content, start, min(paragraph.end, start + _LONGEST)):
        if stop.start() <= start or not _tells(content, stop.end(), paragraph.end, cues):
            continue
        pieces = [(paragraph.start, stop.start())]
        again = _RESUMED.search(content, stop.end(), paragraph.end)
        if again and stop.group().strip():
            pieces.append((again.end(), paragraph.end))
        return pieces
    return []


def _tells(content: str, at: int, end: int, cues: Container[str]) -> bool:
    """Whether a verb of saying stands right behind `at`."""
    for number, word in enumerate(_WORD.finditer(content, at, end)):
        if number == _WORDS_AHEAD or (number == 0 and word.start() > at):
            return False
        if word.group() in cues:
            return True
    return False


def _paragraph_of(paragraphs: Sequence[Span], piece: Quoted) -> int:
    low, high = 0, len(paragraphs)
    while low < high:
        middle = (low + high) // 2
        if paragraphs[middle].end <= piece.start:
            low = middle + 1
        else:
            high = middle
    return low
