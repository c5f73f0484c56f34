"""What a list of all annotations shows: annotations, or quotes where `kind:quote` asks for them.

In such a list a quote has the negative of its id.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from storage.annotation_lists import AnnotationLists, Group, Grouping, ListedAnnotation, ListOrder
from storage.finding_types import Quote
from storage.id_lists import listed
from storage.quotes import Quotes
from storage.searching.query import EVERYTHING, AllOf, Choice, Node, Query
from storage.searching.searcher import Search
from storage.store import Store

_LISTED: Final = (
    " FROM json_each(?) AS listed CROSS JOIN quote ON quote.id = -listed.value"
    " CROSS JOIN article_text ON article_text.id = quote.text_id"
    " CROSS JOIN article ON article.id = article_text.article_id"
)
_ORDERS: Final[dict[ListOrder, str]] = {
    "passage": "exact COLLATE NOCASE",
    "article": "title COLLATE NOCASE",
    "site": "site COLLATE NOCASE",
    "note": "(SELECT name FROM entity_root WHERE entity_root.id = speaker_id) COLLATE NOCASE",
}
_KEYS: Final[dict[Grouping, str]] = {
    "article": "article.id",
    "speaker": "coalesce((SELECT name FROM entity_root WHERE entity_root.id = speaker_id), '')",
    "month": "substr(coalesce(article.published_at, article.imported_at), 1, 7)",
}


@dataclass(frozen=True, slots=True)
class ListedQuote:
    """A quote as such a list shows it, with its article."""

    quote: Quote
    title: str
    byline: str
    site: str

    @property
    def id(self) -> int:
        """Its number in the list."""
        return -self.quote.id


Listed = ListedAnnotation | ListedQuote


class MixedLists:
    """Lists annotations, or quotes beside them. Reads only."""

    def __init__(
        self, store: Store, annotations: AnnotationLists, quotes: Quotes, search: Search
    ) -> None:
        """Work on a store and on what lists each of them."""
        self._store = store
        self._annotations = annotations
        self._quotes = quotes
        self._search = search

    def ids(
        self,
        query: Query = EVERYTHING,
        *,
        order: ListOrder = "made",
        is_reversed: bool = False,
        limit: int = 0,
    ) -> array[int]:
        """Give what a query finds as `AnnotationLists.ids`; quotes with the newest article first.

        Quotes are ordered by their words, their speakers ("note"), articles and sites.
        """
        if not lists_quotes(query):
            return self._annotations.ids(query, order=order, is_reversed=is_reversed, limit=limit)
        by = _ORDERS.get(order)
        few = 0 if by or is_reversed else limit
        found = array("q", (-id_ for id_ in self._search.quotes(query, limit=few)))
        if by is None:
            return found[::-1][: limit or None] if is_reversed else found
        way = "DESC" if is_reversed else "ASC"
        some = f" LIMIT {limit}" if limit else ""
        return self._store.ids(
            f"SELECT listed.value AS id{_LISTED} ORDER BY {by} {way}, listed.key{some}",
            (listed(found),),
        )

    def rows(self, ids: Sequence[int]) -> list[Listed]:
        """Give what the list shows, in the order of the ids; what is gone is left out."""
        marks = self._annotations.rows([id_ for id_ in ids if id_ > 0])
        found: dict[int, Listed] = {row.id: row for row in marks}
        found |= {row.id: row for row in self._quote_rows([-id_ for id_ in ids if id_ < 0])}
        return [found[id_] for id_ in ids if id_ in found]

    def groups(self, ids: array[int], by: Grouping) -> list[Group]:
        """Sort into groups as `AnnotationLists.groups`; quotes by article, speaker and month."""
        if not ids or ids[0] > 0:
            return self._annotations.groups(ids, by)
        if by not in _KEYS:
            return [Group("", ids)]
        rows = self._store.query(
            f"SELECT {_KEYS[by]} AS key, title, listed.value AS id{_LISTED} ORDER BY listed.key",
            (listed(ids),),
        )
        groups: dict[str | int, Group] = {}
        for row in rows:  # articles may have the same title
            title = row["title"] if by == "article" else row["key"]
            groups.setdefault(row["key"], Group(title, array("q"))).ids.append(row["id"])
        if by == "article":
            return list(groups.values())
        return sorted(
            groups.values(),
            key=lambda group: (not group.title, group.title.casefold()),
            reverse=by == "month",
        )

    def _quote_rows(self, ids: Sequence[int]) -> list[ListedQuote]:
        quotes = self._quotes.among(ids)
        articles = {
            row["id"]: row
            for row in self._store.query(
                "SELECT article.id, title, byline, site FROM json_each(?) AS wanted"
                " CROSS JOIN article ON article.id = wanted.value",
                (listed([*{quote.article for quote in quotes}]),),
            )
        }
        return [
            ListedQuote(quote, of["title"], of["byline"], of["site"])
            for quote in quotes
            for of in (articles[quote.article],)
        ]


def lists_quotes(query: Query) -> bool:
    """Say whether a search asks for quotes instead of annotations."""
    root = query.root
    parts: tuple[Node, ...] = root.parts if isinstance(root, AllOf) else (root,) if root else ()
    return Choice("kind", "quote") in parts
