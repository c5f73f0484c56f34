"""Names that the library knows, for completing a search: tags, collections, people, sites.

Each question reads a bounded part of an index. Where names of all articles are asked for, one
step of the index leads to each different name, so that 100,000 articles of 200 sites are 200
steps.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from storage.article_collections import Collections
from storage.entities import Entities
from storage.finding_types import KIND_NAMES, Entity
from storage.found import EntityKind
from storage.searching.folding import folded
from storage.store import Store
from storage.tags import Tags

COUNTED = 1000  # more of a kind than that are "1,000+"
MOST_NAMES = 2000  # different sites or authors that are looked through
MOST_WEIGHED = 100  # names that are counted, so that the frequent ones come first

ArticleColumn = Literal["site", "byline", "language"]
_SPEAKING: tuple[EntityKind, ...] = ("person", "organisation", "group")

_DIFFERENT = (
    "WITH RECURSIVE different(name) AS ("
    " SELECT (SELECT {0} FROM article WHERE deleted_at IS NULL AND {0} > ''{1}"
    " ORDER BY {0}{1} LIMIT 1)"
    " UNION ALL SELECT (SELECT {0} FROM article WHERE deleted_at IS NULL AND {0} > name{1}"
    " ORDER BY {0}{1} LIMIT 1) FROM different WHERE name IS NOT NULL LIMIT ?)"
    " SELECT name FROM different WHERE name IS NOT NULL"
)
_SPEAKERS = (  # one step of an index to each, as above
    "WITH RECURSIVE speaker(id) AS (SELECT min(speaker_id) FROM quote UNION ALL"
    " SELECT (SELECT min(speaker_id) FROM quote WHERE speaker_id > speaker.id) FROM speaker"
    " WHERE id IS NOT NULL LIMIT ?) SELECT DISTINCT coalesce(merged_into, entity.id) AS id"
    " FROM speaker JOIN entity USING (id)"
)
_OF = "entity_id IN (SELECT id FROM entity WHERE id = ?1 OR merged_into = ?1)"


@dataclass(frozen=True, slots=True)
class Known:
    """A name with how often it is there (`COUNTED` means as often, or more), and what it is."""

    name: str
    count: int
    what: str = ""


class KnownNames:
    """Looks for names in one library. Reads only; meant to be asked off the GUI thread."""

    def __init__(self, store: Store) -> None:
        """Work on a store."""
        self._store = store

    def tags(self, typed: str, limit: int) -> list[Known]:
        """Give tags that begin like what was typed, then those with a part that does."""
        counted = (
            "SELECT 1 FROM annotation_tag JOIN tag ON tag.id = tag_id WHERE name = ?1"
            " UNION ALL SELECT 1 FROM article_tag JOIN tag ON tag.id = tag_id WHERE name = ?1"
        )
        return self._best(Tags(self._store).names(), typed, counted, limit)

    def collections(self, typed: str, limit: int) -> list[Known]:
        """Give paths of collections that begin like what was typed, then those with such a part."""
        paths = {found.path: found.id for found in Collections(self._store).all()}
        counted = "SELECT 1 FROM collection_article WHERE collection_id = ?1"
        return [
            Known(path, self._count(counted, paths[path]))
            for _, path in _matching(paths, typed)[:limit]
        ]

    def of_articles(self, column: ArticleColumn, typed: str, limit: int) -> list[Known]:
        """Give sites, bylines or languages that begin like what was typed, or a part of which does.

        The frequent ones come first.
        """
        collation = "" if column == "language" else " COLLATE NOCASE"
        rows = self._store.query(_DIFFERENT.format(column, collation), (MOST_NAMES,))
        counted = f"SELECT 1 FROM article WHERE deleted_at IS NULL AND {column} = ?1{collation}"
        return self._best([row["name"] for row in rows], typed, counted, limit)

    def speakers(self, typed: str, limit: int) -> list[Known]:
        """Give people and organisations with quotes; those with many come first."""
        counted = f"SELECT 1 FROM quote WHERE {_OF.replace('entity_id', 'speaker_id')}"
        entities = Entities(self._store)
        if typed:
            found = entities.matching(typed, kinds=_SPEAKING, limit=MOST_WEIGHED)
        else:
            rows = self._store.query(_SPEAKERS, (MOST_WEIGHED,))
            found = [entities.get(row["id"]) for row in rows]
        return self._weighed(found, counted, limit)

    def mentioned(self, typed: str, limit: int) -> list[Known]:
        """Give entities that articles mention; those with many mentions come first."""
        found = Entities(self._store).matching(typed, limit=MOST_WEIGHED)
        return self._weighed(found, f"SELECT 1 FROM mention WHERE {_OF}", limit)

    def _weighed(self, found: Iterable[Entity], counted: str, limit: int) -> list[Known]:
        known = [
            Known(one.name, self._count(counted, one.id), KIND_NAMES[one.kind][0])
            for one in found
            if one.state != "rejected"
        ]
        frequent = sorted((one for one in known if one.count), key=_frequent_first)
        return list({one.name: one for one in reversed(frequent)}.values())[::-1][:limit]

    def _best(self, names: Iterable[str], typed: str, counted: str, limit: int) -> list[Known]:
        """Give the names that begin like what was typed, then others; the frequent ones first."""
        ranked = [
            (rank, Known(name, self._count(counted, name)))
            for rank, name in _matching(names, typed)[:MOST_WEIGHED]
        ]
        ranked.sort(key=lambda one: (one[0], _frequent_first(one[1])))
        return [known for _, known in ranked[:limit]]

    def _count(self, sql: str, parameter: str | int) -> int:
        row = self._store.one(
            f"SELECT count(*) FROM (SELECT 1 FROM ({sql}) LIMIT {COUNTED})", (parameter,)
        )
        return int(row[0]) if row else 0


def _frequent_first(one: Known) -> tuple[int, str]:
    return -one.count, one.name.casefold()


def _matching(names: Iterable[str], typed: str) -> list[tuple[int, str]]:
    """Give the names that begin like what was typed (0), then those a part of which does (1)."""
    wanted = folded(typed).strip()
    ranked = [
        (0 if plain.startswith(wanted) else 1, name)
        for name in names
        if f" {wanted}" in f" {(plain := folded(name))}"
    ]
    return sorted(ranked, key=lambda one: one[0])
