"""What a search finds in the library: ids of articles, annotations and quotes, in order."""

from __future__ import annotations

from array import array
from typing import Final

from storage.searching.compiling import Compiler
from storage.searching.conditions import ALWAYS, NEVER, Condition, all_of, from_article
from storage.searching.orders import (
    ANNOTATION_ORDERS,
    ARTICLE_ORDERS,
    AnnotationOrder,
    ArticleOrder,
    Run,
    among_first,
    annotation_run,
    quote_run,
    runs,
)
from storage.searching.query import EVERYTHING, Query
from storage.searching.tree import asks_for_trash
from storage.store import Store

__all__ = ["ANNOTATION_ORDERS", "ARTICLE_ORDERS", "AnnotationOrder", "ArticleOrder", "Search"]

PAGE: Final = 100  # at most as many are a page of the newest, of which most searches have enough
NEWEST: Final = 2000  # articles that are looked through for it
_NEWEST: Final = "article.imported_at DESC, article.id DESC"
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
        if 0 < limit <= PAGE and query.root and (order, is_reversed) == ("added", False):
            newest = self._among_newest(wanted, limit)
            return newest if len(newest) == limit else self._few(wanted, limit)
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
        if held == NEVER:
            return array("q")
        run = annotation_run(order, is_reversed=is_reversed, is_few=held != ALWAYS)
        wanted = all_of([_shelf(query), held])
        if limit and order in ("made", "changed"):  # a colour, a common word: enough are there
            near = self._ids("annotation", among_first(run), wanted, limit)
            if len(near) == limit:
                return near
        return self._ids("annotation", run, wanted, limit)

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

    def _among_newest(self, wanted: Condition, limit: int) -> array[int]:
        """Give those of the newest articles: a common word has enough of them there.

        All of its articles need not be found then, only those among the ids of the newest ones.
        """
        row = self._store.one(
            "SELECT min(id) AS id, min(imported_at) AS at FROM (SELECT id, imported_at FROM article"
            f" WHERE deleted_at IS NULL ORDER BY {_NEWEST} LIMIT {NEWEST})"
        )
        if row is None or row["id"] is None:
            return array("q")
        newest = Condition("article.imported_at >= ? AND article.id >= ?", (row["at"], row["id"]))
        some = all_of([newest, wanted])
        return self._ids("article", Run("1", _NEWEST), from_article(some, row["id"]), limit)

    def _few(self, wanted: Condition, limit: int) -> array[int]:
        """Give the first where there are few: from the hits to the articles, which are sorted."""
        run = Run("1", "+article.imported_at DESC, article.id DESC")
        return self._ids("article", run, wanted, limit)

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
