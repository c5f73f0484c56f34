"""Where words stand in a text."""

from __future__ import annotations

import re

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
