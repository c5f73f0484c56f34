"""Finding articles by words in title, text, highlights and notes."""

from __future__ import annotations

import re
import unicodedata

from storage.tags import key_of

_INSIDE_WORDS = "'’"
_QUOTED = re.compile(r'"([^"]*)"')

# every word must stand somewhere in the article: its heading, its text or what was made of it
_ONE_TERM = (
    " AND id IN (SELECT rowid FROM article_fts WHERE article_fts MATCH ?"
    " UNION SELECT rowid FROM text_fts WHERE text_fts MATCH ?"
    " UNION SELECT article_id FROM annotation_fts CROSS JOIN annotation"
    " ON annotation.id = annotation_fts.rowid WHERE annotation_fts MATCH ?"
    " UNION SELECT article_id FROM tag JOIN annotation_tag ON tag_id = tag.id"
    " JOIN annotation ON annotation.id = annotation_id WHERE instr(name_key, ?))"
)


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


def matching_articles(search: str) -> tuple[str, tuple[str, ...]]:
    """Give a condition on `article` (starting with AND) and its parameters.

    A search without a single letter or digit finds nothing.
    """
    wanted = matches(search)
    if not wanted:
        return " AND 0", ()
    parameters = [value for match, key in wanted for value in (match, match, match, key)]
    return _ONE_TERM * len(wanted), tuple(parameters)


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
