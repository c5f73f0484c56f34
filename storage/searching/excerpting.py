"""Some words of a text around what was found in it, as people read them. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from storage.text.pictures_in_text import in_words
from storage.types import PICTURE, Span, TextPicture

LENGTH = 260  # characters of an excerpt: three lines of a wide panel
BEFORE = 36  # of these in front of the first find: most of a line of a narrow one
SEEN = 100  # characters that are seen of it in a narrow panel
PARAGRAPH = 90  # an excerpt that has so many characters ends with its paragraph

_SPACE = re.compile(r"\s+")
_PART_OF_WORD = re.compile(r"\S*$")

Excerpt = tuple[str, tuple[Span, ...]]  # words, and which of them were found
Pictures = Callable[[int, int], Sequence[TextPicture]]  # those of the text from start to end


def _none(_start: int, _end: int) -> Sequence[TextPicture]:
    return ()


def excerpt(
    text: str,
    finds: Sequence[tuple[int, int]],
    *,
    length: int = LENGTH,
    pictures: Pictures = _none,
) -> Excerpt:
    """Give whole words of a text around the first of some finds; "…" where a paragraph goes on.

    `finds` are by start and do not overlap; without any, the text is given from its start. White
    space is one space, and a picture says what it shows.
    """
    start, stop = _bounds(text, finds, length)
    shown = pictures(start, stop) if PICTURE in text[start:stop] else ()
    written = _Writer("" if _is_edge(text, start - 1) else "…")
    at = start
    for first, last in finds:
        if last > stop:
            break
        written.add(text[at:first], at, shown)
        written.add(text[first:last], first, shown, is_found=True)
        at = last
    written.add(text[at:stop], at, shown)
    return written.finished(is_cut=not _is_edge(text, stop))


class _Writer:
    """Puts an excerpt together and knows where its finds are."""

    def __init__(self, beginning: str) -> None:
        self._words = beginning
        self._marks: list[Span] = []

    def add(
        self, words: str, start: int, pictures: Sequence[TextPicture], *, is_found: bool = False
    ) -> None:
        said = _SPACE.sub(" ", in_words(words, start, pictures))
        if self._words in ("", "…") or self._words.endswith(" "):
            said = said.lstrip()
        before = len(self._words)
        self._words += said
        if is_found and said:
            self._marks.append(Span(before, len(self._words)))

    def finished(self, *, is_cut: bool) -> Excerpt:
        return self._words.rstrip() + ("…" if is_cut else ""), tuple(self._marks)


def _is_edge(text: str, position: int) -> bool:
    """Say whether a paragraph begins or ends at a position."""
    return not 0 <= position < len(text) or text[position] == "\n"


def _bounds(text: str, finds: Sequence[tuple[int, int]], length: int) -> tuple[int, int]:
    """Give where an excerpt begins and ends: at words, in one paragraph if that is long enough."""
    first, last = finds[0] if finds else (0, 0)
    whole = next((end - first for _, end in reversed(finds) if end - first <= SEEN), 0)
    start = max(0, first - min(BEFORE, SEEN - whole))  # so that all finds are seen, if may be
    if (line := text.rfind("\n", start, first)) >= 0:
        start = line + 1
    elif start and (space := _SPACE.search(text, start - 1, first)):
        start = space.end()
    stop = min(len(text), max(start + length, last))
    least = max(last, start + PARAGRAPH)
    if (line := text.find("\n", least, stop)) >= 0:
        return start, line
    if stop < len(text):
        stop = max(last, stop - len(_PART_OF_WORD.findall(text[last:stop])[0]))
    return start, stop
