"""Where words stand in a text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import islice

from storage.types import Span

MOST = 20_000
_ALIKE = {"'": "['’‘]", "’": "['’‘]", '"': '["“”„«»]', "-": "[-\u2010\u2011–—]"}


def occurrences(content: str, words: str) -> list[Span]:
    """Find words in a text, without regard to case, kind of quotation mark, dash or white space.

    Given in text order, at most `MOST`.
    """
    parts = words.split()
    if not parts:
        return []
    pattern = r"\s+".join("".join(_ALIKE.get(c, re.escape(c)) for c in part) for part in parts)
    found: list[Span] = []
    for match in re.finditer(pattern, content, re.IGNORECASE):
        found.append(Span(*match.span()))
        if len(found) == MOST:
            break
    return found


def as_words(content: str, words: str) -> list[Span]:
    """Find words in a text where they stand alone, letter for letter; white space may differ.

    "Ana" is not found in "Anatolia" or "Ana_2". Given in text order, at most `MOST`.
    """
    parts = words.split()
    if not parts:
        return []
    first, last = parts[0][0], parts[-1][-1]
    pattern = r"\s+".join(re.escape(part) for part in parts)
    pattern = (r"\b" if _in_word(first) else "") + pattern + (r"\b" if _in_word(last) else "")
    return [Span(*match.span()) for match in islice(re.finditer(pattern, content), MOST)]


def names_in(
    content: str, names: Iterable[str], taken: Sequence[tuple[int, int]] = ()
) -> list[Span]:
    """Find names where they stand alone and nothing is taken; longest names first.

    `taken` are stretches by start that do not overlap. Given in text order.
    """
    found: list[Span] = []
    used = sorted(taken)
    for name in sorted({" ".join(name.split()) for name in names} - {""}, key=len, reverse=True):
        for span in as_words(content, name):
            place = bisect_left(used, (span.start, span.end))
            before = place and used[place - 1][1] > span.start
            after = place < len(used) and used[place][0] < span.end
            if not before and not after:
                used.insert(place, (span.start, span.end))
                found.append(span)
    return sorted(found)


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_"
