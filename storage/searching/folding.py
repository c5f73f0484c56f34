"""A text as the search compares it: without case, diacritics and punctuation, as long as before."""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property

from storage.indexing.folding import folded as as_indexed

PIECE = 1 << 15  # characters folded and searched at once: about 1 ms, so that others get a turn
REACH = 256  # characters into the next piece that a phrase may stand in

_FOREIGN = re.compile("[^\x00-\x7f]")
_FEW = (
    48  # different signs that are folded one by one, so that the rest is ASCII: ten times as fast
)


class Folded:
    """A text, folded piece by piece as it is looked at; offsets are those of the text."""

    def __init__(self, text: str) -> None:
        """Fold nothing yet."""
        self._text = text
        self._pieces: dict[int, str] = {}

    @cached_property
    def count(self) -> int:
        """The number of pieces."""
        return -(-len(self._text) // PIECE)

    def piece(self, number: int) -> tuple[str, int]:
        """Give a piece with the character before it and `REACH` after it, and where it begins."""
        start = max(0, number * PIECE - 1)
        if number not in self._pieces:
            self._pieces[number] = folded(self._text[start : (number + 1) * PIECE + REACH])
        return self._pieces[number], start


def folded(text: str) -> str:
    """Write a text without case and diacritics; what is no letter or digit is a space.

    Combining marks stay: a pattern passes over them.
    """
    if not text.isascii():
        signs = set(_FOREIGN.findall(text))
        for sign in signs if len(signs) <= _FEW else ():
            text = text.replace(sign, chr(_FOLDING[ord(sign)]))
    return text.translate(_FOLDING)


class _Folding(dict[int, int]):
    """Folds a character to one, as the indexes have it."""

    def __missing__(self, code: int) -> int:
        sign = chr(code)
        is_kept = sign.isalnum() or unicodedata.category(sign).startswith("M")
        self[code] = ord(as_indexed(sign)) if is_kept else ord(" ")
        return self[code]


_FOLDING = _Folding()
