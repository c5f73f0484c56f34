"""The language of the search: from what was typed to a `Query`."""

from __future__ import annotations

from storage.search import terms
from storage.searching.query import AllOf, Query, Words


def parse(text: str) -> Query:
    """Read a search; whatever is typed is one, and what cannot be meant is a `Problem`."""
    wanted = [tuple(term.split()) for term in terms(text)]
    is_open = text[-1:].isalnum()
    parts = [
        Words(words, len(words) > 1, is_unfinished=is_open and n == len(wanted))
        for n, words in enumerate(wanted, 1)
    ]
    if not parts:
        return Query(text, finds_nothing=bool(text.strip()))
    return Query(text, AllOf(tuple(parts)) if len(parts) > 1 else parts[0])
