"""Saved searches: names for what a search finds at any time."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from storage.errors import NotFound, Refused
from storage.store import Store
from storage.text.canonical import canonical
from storage.types import SavedSearchId


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search with a name; `query` as it was typed."""

    id: SavedSearchId
    uid: str
    name: str
    query: str


class SavedSearches:
    """The saved searches of one library. Every write happens inside `library.transaction`."""

    def __init__(self, store: Store) -> None:
        """Work on a store."""
        self._store = store

    def all(self) -> list[SavedSearch]:
        """Give them in the reader's order."""
        rows = self._store.query("SELECT * FROM saved_search ORDER BY position, id")
        return [SavedSearch(row["id"], row["uid"], row["name"], row["query"]) for row in rows]

    def get(self, search: SavedSearchId) -> SavedSearch:
        """Give one. Raises: NotFound."""
        for found in self.all():
            if found.id == search:
                return found
        raise NotFound("This saved search is no longer in the library.")

    def add(self, name: str, query: str, *, uid: str = "") -> SavedSearchId:
        """Save a search under a name, after the others.

        Raises: Refused if the name is taken, or either is empty.
        """
        name, query = _clean(name), _clean(query)
        self._refuse(name, query)
        row = self._store.one("SELECT max(position) AS last FROM saved_search")
        last = row["last"] if row and row["last"] is not None else -1
        made = self._store.insert(
            "saved_search",
            {
                "uid": uid or uuid.uuid4().hex,
                "name": name,
                "query": query,
                "position": last + 1,
            },
        )
        return SavedSearchId(made)

    def rename(self, search: SavedSearchId, name: str) -> None:
        """Give it another name. Raises: Refused if that is taken or empty; NotFound."""
        found = self.get(search)
        name = _clean(name)
        self._refuse(name, found.query, but=search)
        self._store.update("saved_search", search, {"name": name})

    def change(self, search: SavedSearchId, query: str) -> None:
        """Let it search for something else. Raises: Refused if that is nothing; NotFound."""
        found = self.get(search)
        query = _clean(query)
        self._refuse(found.name, query, but=search)
        self._store.update("saved_search", search, {"query": query})

    def move(self, search: SavedSearchId, *, before: SavedSearchId | None = None) -> None:
        """Put it before another one, or at the end. Raises: NotFound."""
        self.get(search)
        order = [one.id for one in self.all() if one.id != search]
        order.insert(order.index(before) if before in order else len(order), search)
        for position, one in enumerate(order):
            self._store.update("saved_search", one, {"position": position})

    def remove(self, search: SavedSearchId) -> None:
        """Forget it; what it finds stays. Raises: NotFound."""
        self.get(search)
        self._store.delete("saved_search", search)

    def _refuse(self, name: str, query: str, *, but: SavedSearchId | None = None) -> None:
        if not name:
            raise Refused("A saved search needs a name.")
        if not query:
            raise Refused("There is nothing to search for.")
        if any(one.name.casefold() == name.casefold() and one.id != but for one in self.all()):
            raise Refused(f"There is a saved search “{name}” already.")


def _clean(text: str) -> str:
    return " ".join(canonical(text).split())
