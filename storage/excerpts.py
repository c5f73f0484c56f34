"""Where the words of a search stand: in an article's text and in its annotations.

FTS5 finds the articles, but its `snippet` takes 34 s for a common word in a text of 3 MB, so the
excerpts are cut here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from storage.annotations import NOW, ORDER
from storage.search import matches
from storage.store import Store
from storage.text.pictures_in_text import in_words
from storage.types import AnnotationId, ArticleId

LENGTH = 160  # characters of an excerpt: about two lines
BEFORE = 40  # of these in front of the first word found
MARK = "[\u0300-\u036f]"  # a combining mark on the letter before
LOOKED_AT = 1000  # finds in one text, from its start; the best place is chosen among them

_SPACE = re.compile(r"\s+")
_PART_OF_WORD = re.compile(r"\S*$")

# every word must stand in the annotation: its passage, its note or one of its tags
_ONE_TERM = (
    " AND (annotation.id IN (SELECT rowid FROM annotation_fts WHERE annotation_fts MATCH ?)"
    " OR annotation.id IN (SELECT annotation_id FROM annotation_tag JOIN tag ON tag.id = tag_id"
    " WHERE instr(name_key, ?)))"
)


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that a search finds. `excerpt` is where its text has the words, or ''.

    `annotations` are those with all the words, in text order, each with its excerpt.
    """

    article: ArticleId
    excerpt: str
    annotations: tuple[tuple[AnnotationId, str], ...]


class Excerpts:
    """Shows where in the articles of one library the words of a search stand."""

    def __init__(self, store: Store) -> None:
        """Work on a store."""
        self._store = store

    def hits(
        self, search: str, articles: Sequence[int], *, marks: tuple[str, str] = ("", "")
    ) -> list[Hit]:
        """Give what a search finds in these articles; `marks` go around the words found."""
        wanted = matches(search)
        if not wanted:
            return []
        return [
            Hit(
                ArticleId(article),
                self._in_text(article, search, marks),
                self._in_annotations(article, search, marks),
            )
            for article in articles
        ]

    def _in_text(self, article: int, search: str, marks: tuple[str, str]) -> str:
        row = self._store.one(
            "SELECT content FROM article_text WHERE article_id = ? AND current = 1", (article,)
        )
        return excerpt(row["content"], search, marks) if row else ""

    def _in_annotations(
        self, article: int, search: str, marks: tuple[str, str]
    ) -> tuple[tuple[AnnotationId, str], ...]:
        wanted = matches(search)
        rows = self._store.query(
            f"SELECT annotation.id, exact, note{NOW} WHERE annotation.article_id = ?"
            f"{_ONE_TERM * len(wanted)}{ORDER}",
            (article, *(value for match in wanted for value in match)),
        )
        found: list[tuple[AnnotationId, str]] = []
        for row in rows:
            words = excerpt(row["exact"], search, marks) or excerpt(row["note"], search, marks)
            by_tag = row["exact"] or row["note"]
            found.append((AnnotationId(row["id"]), words or _cut(by_tag, (), marks)))
        return tuple(found)


def excerpt(text: str, search: str, marks: tuple[str, str] = ("", "")) -> str:
    """Give the first part of a text with the most of a search's words; '' if it has none.

    Letters are alike with and without case and diacritics, as in the index.
    """
    wanted = [_pattern(match) for match, _ in matches(search)]
    if not wanted:
        return ""
    folded = _folded(text)
    any_of = re.compile("|".join(f"({one})" for one in wanted))
    found = [(m.start(), m.end(), m.lastindex) for m in islice(any_of.finditer(folded), LOOKED_AT)]
    if not found:
        return ""
    best, most = 0, 0
    for number, (start, _, _) in enumerate(found):
        near = found[number : number + LENGTH]
        several = {
            which for at, end, which in near if end <= start + LENGTH - BEFORE or at == start
        }
        if len(several) > most:
            best, most = number, len(several)
    start = found[best][0]
    inside = [(at, end) for at, end, _ in found[best:] if end <= start + LENGTH - BEFORE]
    return _cut(text, inside or [found[best][:2]], marks)


def _cut(text: str, found: Sequence[tuple[int, int]], marks: tuple[str, str]) -> str:
    """Give about `LENGTH` characters around the finds, of whole words, with the marks."""
    first, last = (found[0][0], found[-1][1]) if found else (0, 0)
    start = max(0, first - BEFORE)
    if start and (space := _SPACE.search(text, start - 1, first)):
        start = space.end()
    stop = min(len(text), max(start + LENGTH, last))
    if stop < len(text):
        stop = max(last, stop - len(_PART_OF_WORD.findall(text[last:stop])[0]))
    parts, at = ["…" if start else ""], start
    for one_start, one_end in found:
        parts += [text[at:one_start], marks[0], text[one_start:one_end], marks[1]]
        at = one_end
    parts += [text[at:stop].rstrip(), "…" if stop < len(text) else ""]
    return in_words("".join(parts))


def _pattern(match: str) -> str:
    """Give a regular expression for folded text from a term as FTS5 has it: `"two words"*`."""
    words = _folded(match.strip('"*')).split()
    letters = [f"{MARK}*".join(map(re.escape, _without_marks(word))) + f"{MARK}*" for word in words]
    ending = "" if match.endswith("*") else r"(?![^\W_])"
    return r"(?<![^\W_])" + r"[\W_]+".join(letters) + ending


class _Folding(dict[int, int]):
    """Folds a character to one without case and diacritics; as long as before."""

    def __missing__(self, code: int) -> int:
        plain = unicodedata.normalize("NFD", chr(code))[0].lower()
        self[code] = ord(plain) if len(plain) == 1 else code
        return self[code]


_FOLDING = _Folding()


def _folded(text: str) -> str:
    return text.lower() if text.isascii() else text.translate(_FOLDING)


def _without_marks(word: str) -> str:
    return "".join(c for c in word if not unicodedata.combining(c)) or word
