"""Whether what the search keeps beside SQLite's own indexes has all that it should."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from storage.care.reports import Fault, Notebook
from storage.indexing.unspaced import has_unspaced
from storage.indexing.words import english_words, is_english

SAMPLED = 8  # of so many texts one has its words looked up: that takes as long as all the rest


class Indexed(NamedTuple):
    """A text as the indexes see it; `language` is that of its article."""

    id: int
    content: str
    language: str


class IndexCheck:
    """Counts what is missing, some texts at a time; `tell` says it at the end."""

    def __init__(self, db: sqlite3.Connection) -> None:
        """Work on a library."""
        self._db = db
        self._words = 0
        self._texts = 0

    def look(self, texts: Iterable[Indexed]) -> None:
        """Look for the words and letters of texts, by their ids. Raises: sqlite3.DatabaseError."""
        listed = list(texts)
        some = (t for t in listed if t.id % SAMPLED == 0 and is_english(t.language))
        words = sorted(set().union(*(english_words(text.content) for text in some)))
        self._words += self._db.execute(
            "SELECT count(*) FROM json_each(?) WHERE value NOT IN (SELECT word FROM word)",
            (json.dumps(words),),
        ).fetchone()[0]
        wanted = {text.id for text in listed if has_unspaced(text.content)}
        there = {
            id_
            for (id_,) in self._db.execute(
                "SELECT id FROM unspaced_fts_docsize WHERE id BETWEEN ? AND ?",
                (listed[0].id, listed[-1].id),
            )
        }
        self._texts += len(wanted ^ there)

    def tell(self, notes: Notebook) -> None:
        """Say what is missing."""
        if self._words:
            said = f"The list of words lacks {self._words:,} or more: forms of them are not found."
            notes.add(Fault("search", said, "search", table="word"))
        if self._texts:
            said = (
                f"{self._texts:,} texts in scripts without spaces are not in their index, so that "
                "words in them are not found."
            )
            notes.add(Fault("search", said, "search", table="unspaced_fts"))
