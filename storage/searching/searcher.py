"""What a search finds in the library: ids of articles, annotations and quotes, in order."""

from __future__ import annotations

from array import array
from typing import Final

from storage.searching.compiling import Compiler
from storage.searching.conditions import ALWAYS, Condition, all_of
from storage.searching.orders import (
    ANNOTATION_ORDERS,
    ARTICLE_ORDERS,
    AnnotationOrder,
    ArticleOrder,
    Run,
    annotation_run,
    quote_run,
    runs,
)
from storage.searching.query import EVERYTHING, Query
from storage.searching.tree import asks_for_trash
from storage.store import Store

__all__ = ["ANNOTATION_ORDERS", "ARTICLE_ORDERS", "AnnotationOrder", "ArticleOrder", "Search"]

_ON_SHELF: Final = Condition("article.deleted_at IS NULL")


class Search:
    """Asks the library what a query finds. Reads only; meant to be asked off the GUI thread."""

    def __init__(self, store: Store) -> None:
        """Work on a store."""
        self._store = store
        self._compiler = Compiler(store)

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
        found = array("q")
        if query.finds_nothing:
            return found
        wanted = self._wanted(query)
        for run in runs(order, is_reversed=is_reversed):
            found.extend(self._ids("article", run, wanted, limit and limit - len(found)))
            if limit and len(found) >= limit:
                break
        return found

    def first(self, query: Query, *, limit: int = 50) -> array[int]:
        """Give the best articles that a query finds, quickly: for each key stroke.

        Those with the words in their title come first, then those with them in a note, then the
        newest. `articles` may find more, where words stand partly in the title and partly in the
        text.
        """
        return self.articles(query, limit=limit)

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
        if query.finds_nothing:
            return array("q")
        held = self._compiler.annotation(query.root) if query.root else ALWAYS
        run = annotation_run(order, is_reversed=is_reversed, is_few=held != ALWAYS)
        return self._ids("annotation", run, all_of([_shelf(query), held]), limit)

    def quotes(self, query: Query = EVERYTHING, *, limit: int = 0) -> array[int]:
        """Give the ids of the quotes that a query finds, not rejected ones, newest article first.

        Words must stand in the quote or be its speaker's.
        """
        if query.finds_nothing:
            return array("q")
        held = self._compiler.quote(query.root) if query.root else ALWAYS
        run = quote_run(is_few=held != ALWAYS)
        return self._ids("quote", run, all_of([_shelf(query), held]), limit)

    def count(self, query: Query = EVERYTHING) -> int:
        """Give how many articles a query finds."""
        if query.finds_nothing:
            return 0
        wanted = self._wanted(query)
        row = self._store.one(f"SELECT count(*) FROM article WHERE {wanted.sql}", wanted.parameters)
        return int(row[0]) if row else 0

    def _wanted(self, query: Query) -> Condition:
        held = [self._compiler.article(query.root)] if query.root else []
        return all_of([_shelf(query), *held])

    def _ids(self, table: str, run: Run, wanted: Condition, limit: int) -> array[int]:
        return self._store.ids(
            f"SELECT {table}.id AS id FROM {run.source}"
            f" WHERE {run.condition} AND {wanted.sql} ORDER BY {run.order}"
            + (f" LIMIT {limit}" if limit else ""),
            wanted.parameters,
        )


def _shelf(query: Query) -> Condition:
    return ALWAYS if asks_for_trash(query.root) else _ON_SHELF
