"""Other forms of English words: what the library has of them, by their stem.

The indexes keep words as they stand, so that quoted words are found exactly, words of other
languages stay as they are, and the stemmer can change without the indexes. The table `word` has
the words of texts that are English or say no language, of their titles, of notes and of tags.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterable
from functools import cache
from typing import Any, Protocol

from storage.indexing.folding import tokens
from storage.indexing.irregular import families
from storage.indexing.writing import Writing

MOST_FORMS = 24  # of one word; English has about ten at most, with derived words
SHORTEST, LONGEST = 3, 30  # letters

_WORD = re.compile(r"[^\W_]+")
_ENGLISH = ("", "en", "eng")


class Forms(Protocol):
    """Gives the other forms of a word, as the indexes have them."""

    def __call__(self, word: str, /) -> tuple[str, ...]:
        """Give them without the word itself."""
        ...


class WordForms:
    """The words of one library by their stems."""

    def __init__(self, store: Writing) -> None:
        """Work on a store."""
        self._store = store

    def of(self, word: str) -> tuple[str, ...]:
        """Give the other forms of a word that the library has, in alphabetical order.

        A word that it has only in another language has none. `word` as `tokens` gives it.
        """
        if not _is_english(word):
            return ()
        family = families().get(word, (word,))
        stems = {stem(one) for one in family}
        marks = ",".join("?" * len(stems))
        found = [
            row["word"]
            for row in self._store.query(
                f"SELECT word FROM word WHERE stem IN ({marks}) ORDER BY word", tuple(stems)
            )
        ]
        if word in found:
            found.remove(word)
        elif found and self._is_in_texts(word):
            return ()
        return tuple(found[:MOST_FORMS])

    def learn(self, texts: Iterable[str], language: str = "") -> None:
        """Keep the words of texts in a language (BCP 47). In a transaction; never taken back."""
        if not is_english(language):
            return
        words = sorted(set().union(*map(english_words, texts)))
        new = self._store.query(
            "SELECT value FROM json_each(?) WHERE value NOT IN (SELECT word FROM word)",
            (json.dumps(words),),
        )
        self._store.execute_many_unrecorded(
            "INSERT INTO word (word, stem) VALUES (?, ?)",
            [(row["value"], stem(row["value"])) for row in new],
        )

    def _is_in_texts(self, word: str) -> bool:
        sql = "SELECT 1 FROM text_fts WHERE text_fts MATCH ? LIMIT 1"
        return bool(self._store.query(sql, (f'"{word}"',)))


def stem(word: str) -> str:
    """Give the stem of an English word in small letters."""
    return str(_stemmers().stemmer.stemWord(word))


def is_english(language: str) -> bool:
    """Say whether a language (BCP 47) is English or unknown."""
    return language.lower().replace("_", "-").split("-")[0] in _ENGLISH


def english_words(text: str) -> set[str]:
    """Give the words of a text that may be English, each once."""
    return {word for word in _WORD.findall(text.lower()) if _is_english(word)}


def base(word: str) -> str:
    """Give a word as it is looked for: what an English genitive is of; else itself."""
    short = re.sub(r"(?<=\w)['’]s$", "", word, flags=re.IGNORECASE)
    return short if tokens(short) else word


def _is_english(word: str) -> bool:
    return SHORTEST <= len(word) <= LONGEST and word.isascii() and word.isalpha()


class _OfThread(threading.local):
    """The stemmer of a thread: it keeps the word that it works on, so two cannot share one."""

    def __init__(self) -> None:
        import snowballstemmer  # 25 ms: not before the first word is looked for

        self.stemmer: Any = snowballstemmer.stemmer("english")


@cache
def _stemmers() -> _OfThread:
    return _OfThread()
