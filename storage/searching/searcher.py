"""What a search finds in the library: ids of articles, annotations and quotes, in order."""

from __future__ import annotations

import json
from array import array
from typing import Final

from storage.searching.compiling import Compiler
from storage.searching.conditions import (
    ALWAYS,
    ARTICLE,
    FEW,
    NEVER,
    Condition,
    all_of,
    among,
    from_article,
    of_few,
    of_most,
)
from storage.searching.orders import (
    ANNOTATION_ORDERS,
    ARTICLE_ORDERS,
    AnnotationOrder,
    ArticleOrder,
    Run,
    among_first,
    annotation_run,
    best_of_few,
    best_runs,
    order_of_few,
    quote_run,
    ranks_of_few,
    runs,
)
from storage.searching.query import EVERYTHING, Query
from storage.searching.tree import asks_for_trash
from storage.store import Store

__all__ = ["ANNOTATION_ORDERS", "ARTICLE_ORDERS", "AnnotationOrder", "ArticleOrder", "Search"]

PAGE: Final = 100  # at most as many are a page of the newest, of which most searches have enough
NEWEST: Final = 2000  # articles that are looked through for it, then ten times as many
FEW_ARTICLES: Final = 2000  # from which all others are found, where no more can be meant
ENOUGH: Final = 200  # of these; to look for still fewer would take longer
_NEWEST: Final = "article.imported_at DESC, article.id DESC"
_ON_SHELF: Final = Condition("article.deleted_at IS NULL")


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
        found = array("q")
        if query.finds_nothing:
            return found
        compiler = Compiler(self._store, query.root)
        wanted = _wanted(query, compiler)
        if wanted == NEVER:  # SQLite has no plan for an index that is named and cannot be wanted
            return found
        words = compiler.best_in_text(query.root) if order == "relevance" else ""
        if words:
            stretches = best_runs(words, is_reversed=is_reversed)
        else:
            stretches = runs(order, is_reversed=is_reversed)
        if (few := self._few(wanted)) is not None:
            by = order_of_few(order, is_reversed=is_reversed)
            return self._ids_of_few(*few, wanted, by, limit, words, is_reversed=is_reversed)
        is_of_shelf = query.root and not asks_for_trash(query.root)
        if 0 < limit <= PAGE and is_of_shelf and stretches == [Run("1", _NEWEST)]:
            for newest in (NEWEST, NEWEST * 10):
                page = self._among_newest(wanted, limit, newest)
                if len(page) == limit:
                    return page
                if len(page) * 10 < limit:  # ten times as many would not do either
                    break
        for run in stretches:
            some = self._ids("article", run, of_most(wanted), limit and limit - len(found))
            found.extend(some)
            if limit and len(found) >= limit:
                break
        return found

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
        held = Compiler(self._store, query.root).annotation(query.root) if query.root else ALWAYS
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
        held = Compiler(self._store, query.root).quote(query.root) if query.root else ALWAYS
        run = quote_run(is_few=held != ALWAYS)
        return self._ids("quote", run, all_of([_shelf(query), held]), limit)

    def count(self, query: Query = EVERYTHING) -> int:
        """Give how many articles a query finds."""
        if query.finds_nothing:
            return 0
        wanted = _wanted(query, Compiler(self._store, query.root))
        if wanted == NEVER:
            return 0
        if (few := self._few(wanted)) is not None:
            return len(self._ids_of_few(*few, wanted, "article.id", 0))
        wanted = of_most(wanted)
        row = self._store.one(f"SELECT count(*) FROM article WHERE {wanted.sql}", wanted.parameters)
        return int(row[0]) if row else 0

    def _among_newest(self, wanted: Condition, limit: int, newest: int) -> array[int]:
        """Give those of the newest articles: a common word has enough of them there.

        All of its articles need not be found then, only those among the ids of the newest ones.
        """
        row = self._store.one(
            "SELECT min(id) AS id, min(imported_at) AS at FROM (SELECT id, imported_at FROM article"
            f" WHERE deleted_at IS NULL ORDER BY {_NEWEST} LIMIT {newest})"
        )
        if row is None or row["id"] is None:
            return array("q")
        recent = Condition("article.imported_at >= ? AND article.id >= ?", (row["at"], row["id"]))
        some = all_of([recent, wanted])
        return self._ids("article", Run("1", _NEWEST), from_article(some, row["id"]), limit)

    def _few(self, wanted: Condition) -> tuple[list[int], Condition] | None:
        """Give a few articles among which are all that are wanted, with what asked for them."""
        best: tuple[list[int], Condition] | None = None
        for question in wanted.few:
            most = len(best[0]) if best else FEW_ARTICLES
            found = self._store.ids(
                f"WITH asked(id) AS ({question.sql}) SELECT id FROM asked LIMIT {most + 1}",
                question.parameters,
            )
            if len(found) <= most:
                best = sorted(set(found)), question
                if len(found) < ENOUGH:
                    break
        return best

    def _ids_of_few(
        self,
        few: list[int],
        asked: Condition,
        wanted: Condition,
        order: str,
        limit: int,
        words: str = "",
        *,
        is_reversed: bool = False,
    ) -> array[int]:
        """Give those of a few articles that are wanted; with `words` those first that fit best.

        `asked` is how these few were found.
        """
        is_all = among(ARTICLE, asked)  # that is known of them already
        held = of_few(_ON_SHELF if wanted == all_of([_ON_SHELF, is_all]) else wanted)
        tables = f"{FEW}(id) AS MATERIALIZED (SELECT value FROM json_each(?))"
        if words:
            tables += f", {ranks_of_few(words)}"
            order = best_of_few(words, is_reversed=is_reversed)
        return self._store.ids(
            f"WITH {tables}"
            f" SELECT article.id AS id FROM {FEW} CROSS JOIN article ON article.id = {FEW}.id"
            f" WHERE {held.sql} ORDER BY {order}" + (f" LIMIT {limit}" if limit else ""),
            (json.dumps(few), *held.parameters),
        )

    def _ids(self, table: str, run: Run, wanted: Condition, limit: int) -> array[int]:
        if run.whole and wanted == _ON_SHELF:
            return self._store.ids(run.whole + (f" LIMIT {limit}" if limit else ""))
        return self._store.ids(
            f"SELECT {table}.id AS id FROM {run.source}"
            f" WHERE {run.condition} AND {wanted.sql} ORDER BY {run.order}"
            + (f" LIMIT {limit}" if limit else ""),
            wanted.parameters,
        )


def _wanted(query: Query, compiler: Compiler) -> Condition:
    held = [compiler.article(query.root)] if query.root else []
    return all_of([_shelf(query), *held])


def _shelf(query: Query) -> Condition:
    return ALWAYS if asks_for_trash(query.root) else _ON_SHELF
