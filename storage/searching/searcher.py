"""What a search finds in the library: ids of articles, annotations and quotes, in order."""

from __future__ import annotations

from array import array
from typing import Literal, get_args

from storage.search import matching_articles
from storage.searching.query import EVERYTHING, Query
from storage.store import Store

ArticleOrder = Literal[
    "added",
    "opened",
    "published",
    "finished",
    "title",
    "byline",
    "site",
    "state",
    "progress",
    "length",
    "annotations",
    "language",
    "deleted",
    "relevance",  # best first; only where there are words, else as "added"
]
ARTICLE_ORDERS: tuple[ArticleOrder, ...] = get_args(ArticleOrder)
AnnotationOrder = Literal["article", "made", "changed", "color", "tag"]
ANNOTATION_ORDERS: tuple[AnnotationOrder, ...] = get_args(AnnotationOrder)


class Search:
    """Asks the library what a query finds. Reads only; meant to be asked off the GUI thread."""

    def __init__(self, store: Store) -> None:
        """Work on a store."""
        self._store = store

    def articles(
        self,
        query: Query = EVERYTHING,
        *,
        order: ArticleOrder = "added",
        is_reversed: bool = False,
        limit: int = 0,
    ) -> array[int]:
        """Give the ids of the articles that a query finds, in order; of the trash by `is:deleted`.

        Dates run from the newest, numbers from the largest, names from A, unless `is_reversed`.
        What has no date or name comes last either way. `limit` 0 gives all.
        """
        by = {"title": "title COLLATE NOCASE, id"}.get(order, "imported_at DESC, id DESC")
        condition, parameters = matching_articles(query.text) if query.text.strip() else ("", ())
        return self._store.ids(
            f"SELECT id FROM article WHERE deleted_at IS NULL{condition}"
            f" ORDER BY {by}{f' LIMIT {limit}' if limit else ''}",
            parameters,
        )[:: -1 if is_reversed else 1]

    def annotations(
        self,
        query: Query = EVERYTHING,
        *,
        order: AnnotationOrder = "article",
        is_reversed: bool = False,
        limit: int = 0,
    ) -> array[int]:
        """Give the ids of the annotations that a query finds, none of articles in the trash.

        Words must stand in the annotation (passage, note, tags); what speaks of articles must
        hold of its article. "article": newest article first, in text order within it.
        """
        raise NotImplementedError

    def quotes(self, query: Query = EVERYTHING, *, limit: int = 0) -> array[int]:
        """Give the ids of the quotes that a query finds, not rejected ones, newest article first.

        Words must stand in the quote or be its speaker's.
        """
        raise NotImplementedError

    def count(self, query: Query = EVERYTHING) -> int:
        """Give how many articles a query finds."""
        return len(self.articles(query))
