"""Collections: folders of articles inside one another, as the reader has put them."""

from __future__ import annotations

import json
import sqlite3
import unicodedata
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace

from storage.errors import NotFound, Refused
from storage.store import Store
from storage.tags import key_of
from storage.text.canonical import canonical
from storage.types import ArticleId, CollectionId

INSIDE = "/"  # "Elections/2026" is the path of 2026 in Elections


@dataclass(frozen=True, slots=True)
class Collection:
    """A collection; `count` articles of the shelf are in it, `total` with those further inside."""

    id: CollectionId
    uid: str
    name: str
    parent: CollectionId | None
    path: str
    count: int = 0
    total: int = 0

    @property
    def depth(self) -> int:
        """How many collections it is in."""
        return self.path.count(INSIDE)


class Collections:
    """The collections of one library. Every write happens inside `library.transaction`."""

    def __init__(self, store: Store) -> None:
        """Work on a store."""
        self._store = store

    # -- reading

    def tree(self) -> list[Collection]:
        """Give every collection in the reader's order, each before those in it."""
        listed = self.all()
        gone = in_trash(self._store)
        own = {one.id: self._articles_in(one.id) - gone for one in listed}
        counts = {id_: len(articles) for id_, articles in own.items()}
        for one in reversed(listed):  # those inside first; SQLite takes ten times as long
            if one.parent is not None:
                own[one.parent] |= own[one.id]
        return [replace(one, count=counts[one.id], total=len(own[one.id])) for one in listed]

    def all(self) -> list[Collection]:
        """Give the same without counts, which is quicker."""
        rows = self._store.query(
            "SELECT id, uid, name, parent_id FROM collection ORDER BY position, id"
        )
        inside: dict[int | None, list[sqlite3.Row]] = {}
        for row in rows:
            inside.setdefault(row["parent_id"], []).append(row)
        found: list[Collection] = []
        waiting = [(row, "") for row in reversed(inside.get(None, []))]
        while waiting:
            row, above = waiting.pop()
            path = above + row["name"]
            found.append(Collection(row["id"], row["uid"], row["name"], row["parent_id"], path))
            waiting += [(one, path + INSIDE) for one in reversed(inside.get(row["id"], []))]
        return found

    def get(self, collection: CollectionId) -> Collection:
        """Give one collection without counts. Raises: NotFound."""
        for found in self.all():
            if found.id == collection:
                return found
        raise NotFound("This collection is no longer in the library.")

    def of_articles(self, articles: Iterable[ArticleId]) -> dict[CollectionId, int]:
        """Give the collections of some articles, each with how many of them are in it."""
        rows = self._store.query(
            "SELECT collection_id, count(*) AS count FROM collection_article"
            " WHERE article_id IN (SELECT value FROM json_each(?)) GROUP BY collection_id",
            (json.dumps(list(articles)),),
        )
        return {CollectionId(row["collection_id"]): row["count"] for row in rows}

    # -- writing

    def add(self, path: str, parent: CollectionId | None = None) -> CollectionId:
        """Make a collection at the end of those in `parent`, or at the top.

        A path makes also what it goes through. Raises: Refused if its name is taken or empty;
        NotFound if the parent is gone.
        """
        names = names_in(path)
        if not names:
            raise Refused("A collection needs a name.")
        above = self.ensure(INSIDE.join(names[:-1]), parent)
        self._refuse_taken(names[-1], above)
        return self._insert(names[-1], above)

    def ensure(self, path: str, parent: CollectionId | None = None) -> CollectionId | None:
        """Give the collection at a path, after making what is not there; for "" the parent."""
        if parent is not None:
            self._require(parent)
        for name in names_in(path):
            found = self._named(name, parent)
            parent = found if found is not None else self._insert(name, parent)
        return parent

    def restore(self, path: str, uid: str) -> CollectionId:
        """Give the collection that another library has under this uid, or at this path.

        What is not here is made. Raises: Refused if the path is empty.
        """
        row = self._store.one("SELECT id FROM collection WHERE uid = ?", (uid,))
        if row is not None:
            return CollectionId(row["id"])
        *above, name = names_in(path) or [""]
        if not name:
            raise Refused("A collection needs a name.")
        parent = self.ensure(INSIDE.join(above))
        found = self._named(name, parent)
        return found if found is not None else self._insert(name, parent, uid)

    def rename(self, collection: CollectionId, name: str) -> None:
        """Give a collection another name. Raises: Refused if it is taken, empty or a path."""
        names = names_in(name)
        if len(names) != 1:
            raise Refused(
                "A collection needs a name."
                if not names
                else "The name of a collection has no “/”. Move it onto another to put it inside."
            )
        row = self._require(collection)
        self._refuse_taken(names[0], row["parent_id"], but=collection)
        self._store.update(
            "collection", collection, {"name": names[0], "name_key": key_of(names[0])}
        )

    def move(
        self,
        collection: CollectionId,
        parent: CollectionId | None,
        *,
        before: CollectionId | None = None,
    ) -> None:
        """Put a collection into another or at the top, before one there or at the end.

        Raises: Refused if it would be inside itself, or its name is taken there; NotFound.
        """
        row = self._require(collection)
        if parent is not None:
            self._require(parent)
            if collection in self._above(parent):
                raise Refused(f"“{row['name']}” cannot be put inside itself.")
        self._refuse_taken(row["name"], parent, but=collection)
        order = [one for one in self._in(parent) if one != collection]
        place = order.index(before) if before in order else len(order)
        order.insert(place, collection)
        self._store.update("collection", collection, {"parent_id": parent})
        self._number(order)

    def remove(self, collection: CollectionId, *, with_inner: bool = False) -> None:
        """Remove a collection; its articles stay in the library.

        Those inside it take its place, under another name where theirs is taken there; or go too.
        Raises: NotFound.
        """
        row = self._require(collection)
        inner = self._in(collection)
        if with_inner:
            for one in inner:
                self.remove(one, with_inner=True)
        else:
            self._lift(inner, row)
        for link in self._store.ids(
            "SELECT id FROM collection_article WHERE collection_id = ? ORDER BY id", (collection,)
        ):
            self._store.delete("collection_article", link)
        self._store.delete("collection", collection)

    def put_in(self, articles: Iterable[ArticleId], collection: CollectionId) -> int:
        """Put articles into a collection; gives how many were not in it. Raises: NotFound."""
        self._require(collection)
        ids = list(dict.fromkeys(articles))
        listed = json.dumps(ids)
        if self._store.one(
            "SELECT 1 FROM json_each(?) WHERE NOT EXISTS"
            " (SELECT 1 FROM article WHERE id = value) LIMIT 1",
            (listed,),
        ):
            raise NotFound("This article is no longer in the library.")
        there = set(
            self._store.ids(
                "SELECT article_id AS id FROM collection_article WHERE collection_id = ?"
                " AND article_id IN (SELECT value FROM json_each(?))",
                (collection, listed),
            )
        )
        new = [article for article in ids if article not in there]
        for article in new:
            self._store.insert(
                "collection_article", {"collection_id": collection, "article_id": article}
            )
        return len(new)

    def take_out(self, articles: Iterable[ArticleId], collection: CollectionId) -> int:
        """Take articles out of a collection; gives how many were in it."""
        links = self._store.ids(
            "SELECT id FROM collection_article WHERE collection_id = ?"
            " AND article_id IN (SELECT value FROM json_each(?)) ORDER BY id",
            (collection, json.dumps(list(articles))),
        )
        for link in links:
            self._store.delete("collection_article", link)
        return len(links)

    # -- inside

    def _articles_in(self, collection: CollectionId) -> set[int]:
        return set(
            self._store.ids(
                "SELECT article_id AS id FROM collection_article WHERE collection_id = ?",
                (collection,),
            )
        )

    def _require(self, collection: CollectionId) -> sqlite3.Row:
        row = self._store.one("SELECT * FROM collection WHERE id = ?", (collection,))
        if row is None:
            raise NotFound("This collection is no longer in the library.")
        return row

    def _named(self, name: str, parent: CollectionId | None) -> CollectionId | None:
        row = self._store.one(
            "SELECT id FROM collection WHERE coalesce(parent_id, 0) = ? AND name_key = ?",
            (parent or 0, key_of(name)),
        )
        return CollectionId(row["id"]) if row else None

    def _refuse_taken(
        self, name: str, parent: CollectionId | None, *, but: CollectionId | None = None
    ) -> None:
        if self._named(name, parent) not in (None, but):
            raise Refused(f"There is a collection “{name}” in this place already.")

    def _insert(self, name: str, parent: CollectionId | None, uid: str = "") -> CollectionId:
        row = self._store.one(
            "SELECT max(position) AS last FROM collection WHERE coalesce(parent_id, 0) = ?",
            (parent or 0,),
        )
        last = row["last"] if row and row["last"] is not None else -1
        made = self._store.insert(
            "collection",
            {
                "uid": uid or uuid.uuid4().hex,
                "name": name,
                "name_key": key_of(name),
                "parent_id": parent,
                "position": last + 1,
            },
        )
        return CollectionId(made)

    def _in(self, parent: CollectionId | None) -> list[CollectionId]:
        rows = self._store.ids(
            "SELECT id FROM collection WHERE coalesce(parent_id, 0) = ? ORDER BY position, id",
            (parent or 0,),
        )
        return [CollectionId(id_) for id_ in rows]

    def _above(self, collection: CollectionId) -> list[int]:
        """Give a collection and all that it is in."""
        return list(
            self._store.ids(
                "WITH RECURSIVE up(id) AS (SELECT ? UNION SELECT parent_id FROM up JOIN collection"
                " USING (id) WHERE parent_id IS NOT NULL) SELECT id FROM up",
                (collection,),
            )
        )

    def _number(self, order: Iterable[CollectionId]) -> None:
        for position, one in enumerate(order):
            self._store.update("collection", one, {"position": position})

    def _lift(self, inner: list[CollectionId], removed: sqlite3.Row) -> None:
        """Put what is in a collection that goes where that is."""
        parent, gone = removed["parent_id"], CollectionId(removed["id"])
        for one in inner:
            name = free = self._require(one)["name"]
            number = 1
            while self._named(free, parent) not in (None, gone):
                number += 1
                free = f"{name} ({number})"
            if key_of(free) == removed["name_key"]:  # which goes, but has its name until then
                passing = str(removed["uid"])
                self._store.update("collection", gone, {"name": passing, "name_key": passing})
            values = {"name": free, "name_key": key_of(free), "parent_id": parent}
            self._store.update("collection", one, values)
        order = self._in(parent)
        for one in inner:
            order.remove(one)
        place = order.index(gone)
        self._number([*order[:place], *inner, *order[place + 1 :]])


def in_trash(store: Store) -> frozenset[int]:
    """Give the articles that are in the trash."""
    return frozenset(store.ids("SELECT id FROM article WHERE deleted_at IS NOT NULL"))


def names_in(path: str) -> list[str]:
    """Give the names along a path, with single spaces and none empty."""
    parts = canonical(path).split(INSIDE)
    names = (unicodedata.normalize("NFC", " ".join(part.split())) for part in parts)
    return [name for name in names if name]
