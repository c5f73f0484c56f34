"""Where the words of a search stand: in an article's text and in its annotations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from storage.search import matches
from storage.store import Store
from storage.types import AnnotationId, ArticleId

WORDS = 24  # in an excerpt: about two lines

# every word must stand in the annotation: its passage, its note or one of its tags
_ONE_TERM = (
    " AND (id IN (SELECT rowid FROM annotation_fts WHERE annotation_fts MATCH ?)"
    " OR id IN (SELECT annotation_id FROM annotation_tag JOIN tag ON tag.id = tag_id"
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
                self._in_text(article, wanted, marks),
                self._in_annotations(article, wanted, marks),
            )
            for article in articles
        ]

    def _in_text(
        self, article: int, wanted: Sequence[tuple[str, str]], marks: tuple[str, str]
    ) -> str:
        row = self._store.one(
            "SELECT snippet(text_fts, 0, ?, ?, '…', ?) FROM text_fts WHERE text_fts MATCH ?"
            " AND rowid = (SELECT id FROM article_text WHERE article_id = ? AND current = 1)",
            (*marks, WORDS, _any_of(wanted), article),
        )
        return str(row[0]) if row else ""

    def _in_annotations(
        self, article: int, wanted: Sequence[tuple[str, str]], marks: tuple[str, str]
    ) -> tuple[tuple[AnnotationId, str], ...]:
        parameters = [value for match in wanted for value in match]
        rows = self._store.query(
            "SELECT id, exact, note FROM annotation WHERE article_id = ?"
            f'{_ONE_TERM * len(wanted)} ORDER BY start, "end", id',
            (article, *parameters),
        )
        found = []
        for row in rows:
            excerpt = self._store.one(
                "SELECT snippet(annotation_fts, -1, ?, ?, '…', ?) FROM annotation_fts"
                " WHERE annotation_fts MATCH ? AND rowid = ?",
                (*marks, WORDS, _any_of(wanted), row["id"]),
            )
            by_tag = row["exact"] or row["note"]
            found.append((AnnotationId(row["id"]), str(excerpt[0]) if excerpt else by_tag))
        return tuple(found)


def _any_of(wanted: Sequence[tuple[str, str]]) -> str:
    return " OR ".join(match for match, _ in wanted)
