"""Where words stand in a text."""

from __future__ import annotations

import re
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


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_"
