"""Words as a list of quotes or names is narrowed by: all of them, the last one unfinished."""

from __future__ import annotations

import re
import unicodedata

from storage.tags import key_of

_INSIDE_WORDS = "'’"
_QUOTED = re.compile(r'"([^"]*)"')


def terms(search: str) -> list[str]:
    """Give what a search asks for: "quoted phrases" first, then single words.

    A stray quotation mark is no mark. The last word may be unfinished (see `fts_term`).
    """
    phrases = [" ".join(_words(phrase)) for phrase in _QUOTED.findall(search)]
    words = _words(_QUOTED.sub(" ", search))
    return [term for term in (*phrases, *words) if term]


def fts_term(term: str, *, unfinished: bool) -> str:
    """Write a term for FTS5; an unfinished one also finds words that begin like it."""
    return f'"{term}"' + ("*" if unfinished else "")


def matches(search: str) -> list[tuple[str, str]]:
    """Give each term as FTS5 takes it and as a part of a tag's key; the last may be unfinished."""
    wanted = terms(search)
    ends_in_word = bool(re.search(r"\w$", search))
    return [
        (fts_term(term, unfinished=ends_in_word and number == len(wanted)), key_of(term))
        for number, term in enumerate(wanted, start=1)
    ]


def _words(text: str) -> list[str]:
    """Give the words: letters and digits with their combining marks; an apostrophe inside stays."""
    kept = (c if _is_in_word(c) or c in _INSIDE_WORDS else " " for c in text)
    words = (word.strip(_INSIDE_WORDS) for word in "".join(kept).split())
    return [word for word in words if any(c.isalnum() for c in word)]


def _is_in_word(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character).startswith("M")
