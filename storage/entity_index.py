"""All entities of a library, with how often and where they are mentioned."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Final, Literal, NamedTuple

from storage.finding_types import EntityId, FindingState
from storage.found import EntityKind
from storage.journal import ChangeSet, Value
from storage.search import fts_term, terms
from storage.store import Store

IndexOrder = Literal["count", "name"]
MANY: Final = 400  # rows from which on an index is better counted anew

READ_NOW = (  # the texts that are read now, of articles on the shelf
    "(SELECT article_text.id FROM article_text JOIN article ON article.id = article_id"
    " WHERE current = 1 AND deleted_at IS NULL)"
)


class IndexEntry(NamedTuple):
    """An entity with all that is merged into it; only mentions that are not rejected count."""

    id: EntityId
    kind: EntityKind
    name: str
    iso: str
    state: FindingState
    articles: int
    mentions: int


class EntityIndex:
    """Counts the entities of one library. Takes long in a large one: work for a worker."""

    def __init__(self, store: Store) -> None:
        """Work on a store."""
        self._store = store

    def entries(self, among: Sequence[EntityId] | None = None) -> list[IndexEntry]:
        """Give the entities of the library that are mentioned, in no order; none that is rejected.

        With `among`, only these and those that they were merged into.
        """
        if among is None:
            together = _TOGETHER.format(_MERGED, _IN_SHELF)
            with self._store.snapshot():
                return [*self._entries(_ALONE), *self._entries(together)]
        marks = ",".join(f"?{number}" for number in range(1, len(among) + 1))
        roots = f"SELECT coalesce(merged_into, id) FROM entity WHERE id IN ({marks})"
        parts = f"id IN ({roots}) OR merged_into IN ({roots})"
        return self._entries(_TOGETHER.format(parts, _ON_SHELF), tuple(among))

    def touched_by(self, changes: ChangeSet) -> set[EntityId] | None:
        """Give the entities whose entry a change may have changed; None: anyone's."""
        if changes.everything or changes.touches("article", "article_text"):
            return None
        found = {EntityId(id_) for id_ in changes.ids("entity")}
        for change in changes.changes:
            for row in (change.before, change.after):
                for column in ("merged_into", "entity_id"):
                    if row is not None and isinstance(id_ := row.get(column), int):
                        found.add(EntityId(id_))
        mentions = changes.ids("mention")
        if len(mentions) + len(found) > MANY:
            return None
        if mentions:
            marks = ",".join("?" * len(mentions))
            found |= {
                EntityId(row["entity_id"])
                for row in self._store.query(
                    f"SELECT DISTINCT entity_id FROM mention WHERE id IN ({marks})",
                    tuple(mentions),
                )
            }
        return found

    def named(self, words: str) -> set[EntityId] | None:
        """Give the entities with a name or role in which every word begins some word.

        None where there is no letter or digit to look for.
        """
        match = " ".join(fts_term(term, unfinished=True) for term in terms(words))
        if not match:
            return None
        rows = self._store.query(
            "SELECT DISTINCT coalesce(merged_into, entity.id) AS root FROM entity_fts"
            " CROSS JOIN entity_alias ON entity_alias.id = entity_fts.rowid"
            " CROSS JOIN entity ON entity.id = entity_id WHERE entity_fts MATCH ?",
            (match,),
        )
        return {EntityId(row["root"]) for row in rows}

    def _entries(self, sql: str, wanted: tuple[Value, ...] = ()) -> list[IndexEntry]:
        return [IndexEntry._make(row) for row in self._store.query(sql, wanted)]


_IN_SHELF = "+text_id IN " + READ_NOW  # one list for many mentions
_ON_SHELF = (  # a look for each of a few
    "EXISTS (SELECT 1 FROM article_text JOIN article ON article.id = article_id"
    " WHERE article_text.id = text_id AND current = 1 AND deleted_at IS NULL)"
)
# Those that nothing is merged into, nearly all, are counted in the order of the index.
_ALONE = (
    "SELECT entity.id, kind, name, iso, entity.state, articles, mentions FROM"
    " (SELECT entity_id, count(DISTINCT text_id) AS articles, count(*) AS mentions"
    " FROM mention INDEXED BY mention_entity"
    f" WHERE state <> 'rejected' AND {_IN_SHELF} GROUP BY entity_id)"
    " CROSS JOIN entity ON entity.id = entity_id WHERE entity.state <> 'rejected'"
    " AND merged_into IS NULL"
    " AND id NOT IN (SELECT merged_into FROM entity WHERE merged_into IS NOT NULL)"
)
_MERGED = (
    "merged_into IS NOT NULL"
    " OR id IN (SELECT merged_into FROM entity WHERE merged_into IS NOT NULL)"
)
_TOGETHER = (  # {0}: which entities, roots and parts; {1}: which texts
    "SELECT root.id, root.kind, root.name, root.iso, root.state, count(DISTINCT text_id), count(*)"
    " FROM (SELECT id, coalesce(merged_into, id) AS root_id FROM entity WHERE {0}) AS part"
    " CROSS JOIN mention INDEXED BY mention_entity ON entity_id = part.id"
    " JOIN entity AS root ON root.id = root_id"
    " WHERE mention.state <> 'rejected' AND root.state <> 'rejected' AND {1} GROUP BY root_id"
)


def updated(
    entries: Iterable[IndexEntry], touched: Collection[EntityId], now: Sequence[IndexEntry]
) -> list[IndexEntry]:
    """Give an index after a change; `now` are the entries that those touched have now."""
    gone = {*touched, *(entry.id for entry in now)}
    return [*(entry for entry in entries if entry.id not in gone), *now]


def narrowed(
    entries: Iterable[IndexEntry],
    *,
    kinds: Collection[EntityKind] = (),
    is_confirmed: bool = False,
    among: Collection[EntityId] | None = None,
    order: IndexOrder = "count",
) -> list[IndexEntry]:
    """Give those of some kinds, all if none is named, by name or by number of articles."""
    shown = [
        entry
        for entry in entries
        if (not kinds or entry.kind in kinds)
        and (not is_confirmed or entry.state == "confirmed")
        and (among is None or entry.id in among)
    ]
    if order == "name":
        return sorted(shown, key=lambda entry: (entry.name.casefold(), entry.id))
    return sorted(
        shown, key=lambda one: (-one.articles, -one.mentions, one.name.casefold(), one.id)
    )
