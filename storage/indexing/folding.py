"""Letters as the search compares them: without case and diacritics, each in its place."""

from __future__ import annotations

import unicodedata

MARK = "[\u0300-\u036f]"  # a combining mark on the letter before


class _Folding(dict[int, int]):
    """Folds a character to one without case and diacritics; as long as before."""

    def __missing__(self, code: int) -> int:
        letter = chr(code)
        base = unicodedata.normalize("NFD", letter)[0]
        plain = base if base.isascii() else letter
        same = plain.casefold() if len(plain.casefold()) == 1 else plain.lower()
        self[code] = ord(same) if len(same) == 1 else code
        return self[code]


_FOLDING = _Folding()


def folded(text: str) -> str:
    """Give a text without case and diacritics, as the tokenizer of the indexes has it.

    Each character becomes one, so positions stay; combining marks stay, see `without_marks`.
    Only Latin letters lose their diacritics, as SQLite has it, and none that are letters of
    their own: ß, æ, ø, đ, ł.
    """
    return text.lower() if text.isascii() else text.translate(_FOLDING)


def without_marks(word: str) -> str:
    """Give a folded word without combining marks; one of nothing else stays."""
    return "".join(c for c in word if not unicodedata.combining(c)) or word


def tokens(text: str) -> list[str]:
    """Give the words of a text as the indexes have them, in their order."""
    plain = (c if c.isalnum() else "" if "\u0300" <= c <= "\u036f" else " " for c in folded(text))
    return "".join(plain).split()
