"""Sentences of paragraphs."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from storage.finders.words import SHORTENED, TITLES
from storage.types import Span

LONGEST = 2_000  # characters; what has no end for so long is a list or a table and is cut
_CLOSING = "\"'”’»›)\\]}」』"
_OPENING = "\"'“‘«‹„‚(\\[{「『¿¡—–"
# A stop, the marks that close after it, then white space; CJK stops need none.
_STOP = re.compile(f"(?<![.!?…])[.!?…]++[{_CLOSING}]*+(?=\\s)|[。！？]+[{_CLOSING}]*|\\n\\s*\\n")
_BEFORE = re.compile(r"[^\W_](?:[^\W_]|[.'’-])*$")
_NEXT = re.compile(f"\\s*[{_OPENING}]*\\s*")
_NEVER = frozenset(
    f"{TITLES}|vs|cf|al|ca|approx|No|Nos|Vol|Fig|Figs|Art|Sec|Ch|pp|Ed|Eds|Mt|Ft".split("|")
)
_SELDOM = frozenset(SHORTENED.split("|"))  # these end a sentence when a clear opening follows
_OPENERS = frozenset(
    "The A An In On At It He She They We I You This That These Those But And However There His Her "
    "Their Its Our As If When While After Before For From With By To What Who Why How".split()
)


class Sentence(NamedTuple):
    """One sentence without the white space around it; `paragraph` counts from 0."""

    start: int
    end: int
    paragraph: int


def sentences_of(content: str, paragraphs: Iterable[Span]) -> tuple[Sentence, ...]:
    """Give the sentences of each paragraph in order; together they are all its words.

    A quotation mark or bracket that closes after a stop belongs to the sentence before it. Titles,
    initials and "U.S." end none, and a stop before a small letter ends none.
    """
    found: list[Sentence] = []
    for number, paragraph in enumerate(paragraphs):
        start = paragraph.start
        for stop in _STOP.finditer(content, paragraph.start, paragraph.end):
            if _is_end(content, start, stop, paragraph.end):
                _add(found, content, start, stop.end(), number)
                start = stop.end()
        _add(found, content, start, paragraph.end, number)
    return tuple(found)


def sentence_around(content: str, sentences: Sequence[Sentence], span: Span) -> str:
    """Give the sentences that share a character with a stretch, as one line; "" if none does."""
    first = bisect_right(sentences, span.start, key=lambda sentence: sentence.end)
    last = bisect_left(sentences, span.end, key=lambda sentence: sentence.start)
    if first >= last:
        return ""
    return " ".join(content[sentences[first].start : sentences[last - 1].end].split())


def _add(found: list[Sentence], content: str, start: int, end: int, paragraph: int) -> None:
    """Add what is between two stops, cut at white space where it is far too long."""
    while end - start > LONGEST:
        cut = content.rfind(" ", start + 1, start + LONGEST)
        cut = start + LONGEST if cut < 0 else cut
        _add_trimmed(found, content, start, cut, paragraph)
        start = cut
    _add_trimmed(found, content, start, end, paragraph)


def _add_trimmed(found: list[Sentence], content: str, start: int, end: int, paragraph: int) -> None:
    text = content[start:end]
    start += len(text) - len(text.lstrip())
    end = start + len(text.strip())
    if start < end:
        found.append(Sentence(start, end, paragraph))


def _is_end(content: str, start: int, stop: re.Match[str], end: int) -> bool:
    mark = stop.group()
    if mark[0] in "。！？\n":
        return True
    opening = _NEXT.match(content, stop.end(), end)
    at = opening.end() if opening else stop.end()
    if at >= end:
        return True
    following = content[at]
    if following.islower():
        return False  # "We won!" she said
    if mark != ".":
        return True
    before = _BEFORE.search(content, max(start, stop.start() - 40), stop.start())
    word = before.group() if before else ""
    if word in _NEVER:
        return False
    if word in _SELDOM or "." in word or (len(word) == 1 and word.isupper()):
        return _opener(content, at) in _OPENERS
    return True


def _opener(content: str, at: int) -> str:
    match = re.compile(r"[^\W\d_]+").match(content, at, at + 12)
    return match.group() if match else ""
