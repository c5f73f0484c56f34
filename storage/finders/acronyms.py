"""Acronyms of a text and what they stand for: "Shanghai Cooperation Organisation (SCO)"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from storage.types import Span

_WORD = re.compile(r"[^\W_][\w’'.]*")
_SHORT = r"(?:[A-Z][A-Za-z]{0,2}[A-Z&][A-Za-z&-]*|[A-Z]\.(?:[A-Z]\.)+)"
_IN_BRACKETS = re.compile(rf"\((?P<short>{_SHORT}(?:[\s/-]{_SHORT})*)(?:[,;][^()]{{0,40}})?\)")
_LONG_IN_BRACKETS = re.compile(
    rf"(?<!\w)(?P<short>{_SHORT})\s\((?:the\s)?(?P<long>[A-ZÀ-Þ][^()]{{5,120}}?)\)"
)
REACH = 160  # characters before a bracket in which the long form begins
SKIPPED = 3  # words of a long form that may have no letter in the acronym
INSERTED = 2  # letters of an acronym that begin no word
_SMALL = frozenset("of the for on and in to de la du des und für di del y e et a an".split())


class Acronym(NamedTuple):
    """An acronym at the place that explains it; both spans without brackets and articles."""

    short: Span
    long: Span


def find_acronyms(content: str, start: int, end: int) -> list[Acronym]:
    """Find the acronyms that a stretch of text explains, in either order."""
    found: list[Acronym] = []
    for match in _IN_BRACKETS.finditer(content, start, end):
        low = max(start, match.start() - REACH, content.rfind(". ", start, match.start()) + 1)
        long = _before(content, low, match.start(), letters_of(match["short"]))
        if long is not None:
            found.append(Acronym(Span(*match.span("short")), long))
    for match in _LONG_IN_BRACKETS.finditer(content, start, end):
        letters = letters_of(match["short"])
        if any(_abbreviates(short, match["long"]) for short in letters):
            found.append(Acronym(Span(*match.span("short")), Span(*match.span("long"))))
    return found


def letters_of(short: str) -> frozenset[str]:
    """Give the letters that the words of the long form must begin with, in any order of parts.

    "SCO RATS" is "SCORATS" or "RATSSCO".
    """
    parts = [re.sub(r"[^A-Z]", "", part) for part in re.split(r"[\s/-]", short)]
    return frozenset(("".join(parts), "".join(reversed(parts))))


def initials(name: str) -> str:
    """Give the first letters of the words that count: not "of" and "the"; of both in "Anti-War"."""
    letters = ""
    for word in re.split(r"[\s-]+", name):
        if word and word not in _SMALL and word[0].isalpha():
            letters += word[0].upper()
    return letters


def _before(content: str, low: int, end: int, wanted: frozenset[str]) -> Span | None:
    """Find the long form that ends at a bracket: the shortest whose initials are wanted."""
    words = list(_WORD.finditer(content, low, end))
    if not words or content[words[-1].end() : end].strip():
        return None
    last = words[-1].end()
    for word in reversed(words):
        name = content[word.start() : last]
        if name[0].isupper() and any(_abbreviates(short, name) for short in wanted):
            return Span(word.start(), last)
    return None


def _abbreviates(short: str, name: str) -> bool:
    """Tell whether an acronym is made of a name's words.

    It has the first letters in order: all of them, or from three on all but a few ("CICA"), or
    some more letters from inside the words ("UIDAI").
    """
    letters = initials(name)
    if short == letters or len(short) < 3 or len(letters) < 3:
        return short == letters
    if short[0] != letters[0] or short[-1] != letters[-1]:
        return False
    if len(letters) >= len(short):
        return len(letters) <= len(short) + SKIPPED and _is_within(short, letters)
    is_near = len(short) <= len(letters) + INSERTED
    return is_near and _is_within(letters, short) and _is_within(short, name.upper())


def _is_within(letters: str, text: str) -> bool:
    """Tell whether letters stand in a text in this order."""
    rest = iter(text)
    return all(letter in rest for letter in letters)


class LongForms:
    """What the acronyms of a text stand for, each as one name for all its spellings."""

    def __init__(self, content: str, acronyms: Sequence[Acronym]) -> None:
        self._names: dict[str, str] = {}
        self._together: dict[frozenset[str], str] = {}
        for one in acronyms:
            short = _spaced(content[one.short.start : one.short.end])
            long = _spaced(content[one.long.start : one.long.end])
            self._add(short, long)
            parts = short.split()
            if len(parts) > 1:
                self._together[frozenset(parts)] = long
                for part in parts:
                    self._add_part(part, long)

    def _add(self, short: str, long: str) -> None:
        known = self._names.get(short)
        if known is None:
            self._names[short] = long
        elif long != known and (known.startswith(long) or known.endswith(long)):
            self._names[long] = known  # the same, told with less: "Regional Structure (RS)"
        elif long != known and long.startswith(known):
            self._names[known] = self._names[short] = long

    def _add_part(self, part: str, long: str) -> None:
        """Tell what a part of "SCO RATS" is: the body that is named first, or the one it is of."""
        words = long.split()
        for start in range(len(words)):
            for end in range(start + 1, len(words) + 1):
                name = " ".join(words[start:end])
                if words[start][0].isupper() and initials(name) == part:
                    self._add(part, name if start else long)
                    return

    def of(self, name: str) -> str:
        """Give the name that an acronym or a shorter form stands for, the name itself if none."""
        name = _spaced(name)
        parts = frozenset(name.split())
        if parts in self._together:
            name = self._together[parts]
        for _ in range(3):
            longer = self._names.get(name)
            if longer is None or longer == name:
                break
            name = longer
        return name

    def also(self, name: str, long: str) -> None:
        """Add a short form that the text does not explain."""
        self._names.setdefault(_spaced(name), _spaced(long))

    def joins(self, name: str) -> bool:
        """Tell whether words side by side are one acronym of several parts, in any order."""
        return frozenset(name.split()) in self._together


def _spaced(name: str) -> str:
    return " ".join(name.split())
