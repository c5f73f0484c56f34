"""Words as a search means them."""

from __future__ import annotations

import unicodedata

_INSIDE_WORDS = "'’"


def words_in(text: str) -> tuple[str, ...]:
    """Give the words: letters and digits with their combining marks; an apostrophe inside stays."""
    kept = (c if is_in_word(c) or c in _INSIDE_WORDS else " " for c in text)
    words = (word.strip(_INSIDE_WORDS) for word in "".join(kept).split())
    return tuple(word for word in words if any(c.isalnum() for c in word))


def is_in_word(character: str) -> bool:
    """Say whether a character is a letter, a digit or a mark on one."""
    return character.isalnum() or unicodedata.category(character).startswith("M")
