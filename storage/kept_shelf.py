"""Collections, tags of articles and saved searches, out of one library and into another one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from storage.article_collections import Collections
from storage.exported import ArticleExport, KeptCollection, KeptSearch, KeptShelf
from storage.saved_searches import SavedSearches
from storage.store import Store
from storage.tag_tree import TagTree
from storage.tags import Tags, key_of
from storage.types import ArticleId, CollectionId


class ShelfKeeper:
    """Gives and takes where articles are. Every write happens inside `library.transaction`."""

    def __init__(
        self,
        store: Store,
        tags: Tags,
        tag_tree: TagTree,
        collections: Collections,
        searches: SavedSearches,
    ) -> None:
        """Work on a store; all is written through its own."""
        self._store = store
        self._tags = tags
        self._tag_tree = tag_tree
        self._collections = collections
        self._searches = searches

    # -- giving

    def kept(self) -> KeptShelf:
        """Give what a complete export has of the library as a whole."""
        row = self._store.one("SELECT count(*) FROM article WHERE deleted_at IS NULL")
        return KeptShelf(
            size=row[0] if row else 0,
            tag_colors={tag.name: tag.color for tag in self._tags.all() if tag.color},
            collections=tuple(KeptCollection(c.uid, c.path) for c in self._collections.all()),
            searches=tuple(KeptSearch(s.uid, s.name, s.query) for s in self._searches.all()),
        )

    def with_places(self, exports: Sequence[ArticleExport]) -> list[ArticleExport]:
        """Give exports with the tags of their articles and the paths of their collections."""
        paths = {one.id: one.path for one in self._collections.all()}
        found: list[ArticleExport] = []
        for export in exports:
            here = self._collections.of_articles([export.article.id])
            listed = tuple(path for id_, path in paths.items() if id_ in here)
            tags = self._tags.of_article(export.article.id)
            found.append(replace(export, tags=tags, collections=listed))
        return found

    # -- taking

    def take(self, shelf: KeptShelf) -> dict[str, CollectionId]:
        """Add collections and searches that are not here; give the collections by their path.

        What is here under the same uid, or at the same path, stays as it is. A search whose name
        is taken by another one gets a number behind it.
        """
        found = {
            one.path: self._collections.restore(one.path, one.uid) for one in shelf.collections
        }
        here = self._searches.all()
        known = {one.uid for one in here} | {(one.name, one.query) for one in here}
        taken = {one.name.casefold() for one in here}
        for search in shelf.searches:
            if search.uid in known or (search.name, search.query) in known:
                continue
            name, number = search.name, 1
            while name.casefold() in taken:
                number += 1
                name = f"{search.name} ({number})"
            taken.add(name.casefold())
            self._searches.add(name, search.query, uid=search.uid)
        return found

    def take_places(
        self, article: ArticleId, export: ArticleExport, collections: Mapping[str, CollectionId]
    ) -> None:
        """Give an article the tags and collections that it has in an export."""
        self._tags.add_to_articles([article], export.tags)
        for path in export.collections:
            self._collections.put_in([article], collections[path])

    def take_colors(self, shelf: KeptShelf) -> None:
        """Give tags their colours where the reader has given none here."""
        here = self._tags.colors()
        for name, color in shelf.tag_colors.items():
            if key_of(name) not in here:
                self._tag_tree.recolor([name], color)
