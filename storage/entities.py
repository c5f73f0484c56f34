"""The entities of a library: who and what its texts speak of, and what the reader says of them.

An entity is created by whoever finds it first, finder or reader, and never removed by undo: what
can be undone is what was said of it. One that is merged into another is that one from then on.
"""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Collection, Iterable, Sequence

from storage.errors import NotFound
from storage.finding_types import ArticleEntity, Entity, EntityId, FindingState
from storage.found import EntityKind
from storage.journal import Value
from storage.search import fts_term, terms
from storage.store import Store
from storage.tags import key_of
from storage.text.canonical import canonical
from storage.types import Span, TextId

GROUP = "(SELECT id FROM entity WHERE id = ?1 OR merged_into = ?1)"  # an entity and what is in it
_LAST = "\U0010ffff"  # after every name that begins like the one before it
_IS_SEEN = (  # mentioned, or a speaker, or what others are merged into
    "(EXISTS (SELECT 1 FROM mention WHERE entity_id = root.id)"
    " OR EXISTS (SELECT 1 FROM quote WHERE speaker_id = root.id)"
    " OR EXISTS (SELECT 1 FROM entity AS one WHERE one.merged_into = root.id))"
)
SPARE = 5  # rows asked for each entity that is wanted: one that has several names comes often

# Completion, in steps that each read little of a large library; they give roots.
_BY_NAME = (
    "SELECT * FROM entity AS root WHERE merged_into IS NULL AND {0}"
    " AND (state = 'confirmed' OR " + _IS_SEEN + ") ORDER BY name COLLATE NOCASE LIMIT ?"
)
# Confirmed entities as root, with the names of all that is one of them: few in a large library.
CONFIRMED = (
    "(SELECT id, id AS root_id FROM entity WHERE state = 'confirmed' AND merged_into IS NULL"
    " UNION ALL SELECT id, merged_into FROM entity WHERE merged_into IS NOT NULL) AS part"
    " CROSS JOIN entity AS root ON root.id = root_id AND root.state = 'confirmed'"
    " CROSS JOIN entity_alias ON entity_id = part.id AND NOT is_role"
)
_CONFIRMED = (
    f"SELECT DISTINCT root.* FROM {CONFIRMED} WHERE {{0}} ORDER BY root.name COLLATE NOCASE LIMIT ?"
)
_INSIDE = (  # 500: more than that many say that the words are common, and any of them will do
    "entity_alias.id IN (SELECT rowid FROM entity_fts WHERE entity_fts MATCH ? LIMIT 500)"
)
_SUGGESTED = (
    "SELECT root.* FROM entity_alias CROSS JOIN entity AS part ON part.id = entity_id"
    " CROSS JOIN entity AS root ON root.id = coalesce(part.merged_into, part.id)"
    " WHERE {0} AND NOT is_role AND root.state = 'suggested' AND "
    + _IS_SEEN
    + " ORDER BY alias_key LIMIT ?"
)


class Entities:
    """The entities of one library. Every write happens inside `library.transaction`."""

    def __init__(self, store: Store) -> None:
        """Work on a store."""
        self._store = store

    # -- reading

    def get(self, entity: EntityId) -> Entity:
        """Give an entity, or the one that it was merged into. Raises: NotFound."""
        row = self._store.one(
            "SELECT * FROM entity WHERE id = (SELECT coalesce(merged_into, id) FROM entity"
            " WHERE id = ?)",
            (entity,),
        )
        if row is None:
            raise NotFound("This entity is no longer in the library.")
        return self._entity(row)

    def of(
        self,
        text: TextId,
        *,
        only_confirmed: bool = False,
        among: Collection[EntityId] | None = None,
    ) -> list[ArticleEntity]:
        """Give the entities of a text in the order of their first mention; none that is rejected.

        An entity without a mention that counts is left out; only those confirmed count if asked.
        With `among`, only these and those that they were merged into: quick also in a book.
        """
        counts = "state = 'confirmed'" if only_confirmed else "state <> 'rejected'"
        wanted = tuple(among or ())
        there = "text_id = ?1" if among is None else _of_those(len(wanted))
        with self._store.snapshot():
            written = self._store.query(
                "SELECT entity_id, exact, count(*) AS number FROM mention_seen"
                f" WHERE {there} AND {counts}"
                " GROUP BY entity_id, exact ORDER BY number DESC, min(start)",
                (text, *wanted),
            )
            rows = self._store.query(
                "SELECT entity_id, kind, name, iso, count(*) AS number, sum(state = 'confirmed')"
                ' AS confirmed, min(start << 32 | "end") AS first, max(confidence) AS confidence,'
                " (SELECT state FROM entity WHERE id = entity_id) AS said"
                f" FROM mention_seen WHERE {there} AND {counts}"
                " GROUP BY entity_id ORDER BY first",
                (text, *wanted),
            )
        forms: dict[int, list[str]] = {}
        for row in written:
            forms.setdefault(row["entity_id"], []).append(row["exact"])
        return [
            ArticleEntity(
                id=EntityId(row["entity_id"]),
                kind=row["kind"],
                name=row["name"],
                iso=row["iso"],
                state="confirmed" if row["confirmed"] == row["number"] else "suggested",
                count=row["number"],
                confirmed=row["confirmed"],
                first=Span(row["first"] >> 32, row["first"] & 0xFFFFFFFF),
                forms=tuple(forms[row["entity_id"]]),
                confidence=row["confidence"],
                is_known=row["said"] == "confirmed",
            )
            for row in rows
        ]

    def count(self, text: TextId) -> int:
        """Count the entities of a text as `of` gives them."""
        row = self._store.one(
            "SELECT count(DISTINCT root_id) FROM (SELECT DISTINCT entity_id FROM mention"
            " WHERE text_id = ? AND state <> 'rejected') JOIN entity_root ON id = entity_id"
            " WHERE state <> 'rejected'",
            (text,),
        )
        return row[0] if row else 0

    def matching(
        self, words: str, *, kinds: Sequence[EntityKind] = (), limit: int = 20
    ) -> list[Entity]:
        """Give entities with a name that begins like `words`, or has a word that does.

        Confirmed ones come first, by name; then suggested ones that are mentioned or speak, those
        whose name begins like it before the others. For completion; empty words match all.
        """
        key = name_key(words)
        kind = f" AND root.kind IN ({','.join('?' * len(kinds))})" if kinds else ""
        begins = ("alias_key BETWEEN ? AND ?", (key, key + _LAST))
        steps: list[tuple[str, str, tuple[str, ...]]] = [
            (_CONFIRMED, f"({begins[0]} OR instr(alias_key, ?))", (*begins[1], f" {key}")),
            (_SUGGESTED, *begins),
        ]
        for phrase in terms(f'"{key}"')[:1]:
            steps.append((_SUGGESTED, _INSIDE, (fts_term(phrase, unfinished=True),)))
        if not key:
            steps = [(_BY_NAME, f"root.state = '{s}'", ()) for s in ("confirmed", "suggested")]
        found: dict[int, sqlite3.Row] = {}
        for sql, condition, parameters in steps:
            if len(found) < limit:
                rows = self._store.query(
                    sql.format(condition + kind), (*parameters, *kinds, limit * SPARE)
                )
                found |= {row["id"]: row for row in rows if row["id"] not in found}
        return [self._entity(row) for row in list(found.values())[:limit]]

    def named(self, name: str, kind: EntityKind) -> EntityId | None:
        """Give the entity of a kind that a name means; None if none, or several, may be meant.

        Its own name comes first: of several, the confirmed or the first one. What others have as
        an alias is theirs if only one has it; a single word of a person's name is anybody's.
        """
        rows = self._store.query(
            "SELECT root_id, entity_root.name AS name FROM entity_alias"
            " JOIN entity_root ON entity_root.id = entity_id"
            " WHERE alias_key = ? AND kind = ? AND NOT is_role"
            " ORDER BY entity_root.name <> ?, state <> 'confirmed', root_id",
            (name_key(name), kind, name),
        )
        own = [row["root_id"] for row in rows if name_key(row["name"]) == name_key(name)]
        others = {row["root_id"] for row in rows}
        if own:
            return EntityId(own[0])
        if len(others) != 1 or (kind == "person" and " " not in name):
            return None
        return EntityId(others.pop())

    def parts_of(self, entity: EntityId) -> list[Entity]:
        """Give what was merged into an entity, by name."""
        rows = self._store.query(
            "SELECT * FROM entity WHERE merged_into = ? ORDER BY name COLLATE NOCASE", (entity,)
        )
        return [self._entity(row) for row in rows]

    def killed(self) -> list[tuple[str, EntityKind]]:
        """Give the names that are never to be found again, in alphabetical order."""
        rows = self._store.query("SELECT name, kind FROM killed_name ORDER BY name_key")
        return [(row["name"], row["kind"]) for row in rows]

    def apart(self) -> set[tuple[EntityId, EntityId]]:
        """Give the pairs that the reader keeps apart, the smaller id first."""
        rows = self._store.query("SELECT one_id, other_id FROM entity_apart")
        return {(EntityId(row["one_id"]), EntityId(row["other_id"])) for row in rows}

    # -- what the reader says

    def add(self, kind: EntityKind, name: str, *, iso: str = "") -> EntityId:
        """Give the entity of that kind and name, confirmed; a new one if there is none.

        A date is named by what it means, `iso`, where that is known.

        Raises: ValueError for an empty name.
        """
        name = " ".join(canonical(name).split())
        if not name:
            raise ValueError("an entity has a name")
        self.revive(name, kind)
        entity = self.named(name, kind) or self.create(kind, name, iso=iso)
        self._store.update("entity", entity, {"state": "confirmed"})
        return entity

    def create(
        self,
        kind: EntityKind,
        name: str,
        *,
        iso: str = "",
        aliases: Iterable[str] = (),
        uid: str = "",
    ) -> EntityId:
        """Add an entity of which nobody has said anything yet; undo leaves it.

        One from another library keeps its `uid`. Names are kept in the order of `aliases`, its own
        first if it is not among them.
        """
        cursor = self._store.execute_unrecorded(
            "INSERT INTO entity (uid, kind, name, iso) VALUES (?, ?, ?, ?)",
            *(uid or uuid.uuid4().hex, kind, name, iso),
        )
        entity = EntityId(cursor.lastrowid or 0)
        names = tuple(aliases)
        self.call(entity, names if name in names else (name, *names))
        return entity

    def call(self, entity: EntityId, names: Iterable[str], *, is_role: bool = False) -> None:
        """Keep what an entity is called besides; undo leaves it."""
        self._store.execute_many_unrecorded(
            "INSERT INTO entity_alias (entity_id, alias, alias_key, is_role) SELECT ?1, ?2, ?3, ?4"
            " WHERE NOT EXISTS"
            " (SELECT 1 FROM entity_alias WHERE entity_id = ?1 AND alias_key = ?3)",
            [(entity, name, name_key(name), int(is_role)) for name in names if name.strip()],
        )

    def accept(self, entity: EntityId, text: TextId | None = None) -> None:
        """Confirm an entity with its suggested mentions in a text, or in all, also later ones."""
        values: dict[str, Value] = {"state": "confirmed"}
        if text is None:
            values["is_everywhere"] = 1
        else:
            self._set_mentions(entity, text, "confirmed", of=("suggested",))
        self._store.update("entity", entity, values)

    def reject(self, entity: EntityId, text: TextId) -> None:
        """Say that no mention of an entity in a text is one, so that nobody speaks as it either.

        Unless it is confirmed elsewhere, its name is not suggested in later articles.
        """
        self._set_mentions(entity, text, "rejected", of=("suggested", "confirmed"))
        self._silence(entity, text)

    def reopen(self, entity: EntityId, text: TextId) -> None:
        """Take back what was said of an entity in a text: its mentions are suggestions again."""
        self._set_mentions(entity, text, "suggested", of=("confirmed", "rejected"))

    def kill(self, entity: EntityId) -> None:
        """Never show an entity again, nor find its names; nobody is suggested to speak as it."""
        found = self.get(entity)
        self._store.update("entity", found.id, {"state": "rejected", "is_everywhere": 0})
        self._silence(found.id)
        for name in (found.name, *found.aliases):
            key = name_key(name)
            if not self._store.one(
                "SELECT 1 FROM killed_name WHERE name_key = ? AND kind = ?", (key, found.kind)
            ):
                self._store.insert(
                    "killed_name", {"name": name, "name_key": key, "kind": found.kind}
                )

    def revive(self, name: str, kind: EntityKind) -> None:
        """Take a name off the list of those that are never found; what it names can be seen."""
        key = name_key(name)
        for row in self._store.query(
            "SELECT id FROM killed_name WHERE name_key = ? AND kind = ?", (key, kind)
        ):
            self._store.delete("killed_name", row["id"])
        for row in self._store.query(
            "SELECT DISTINCT root_id AS id FROM entity_alias"
            " JOIN entity_root ON entity_root.id = entity_id"
            " WHERE alias_key = ? AND kind = ? AND state = 'rejected'",
            (key, kind),
        ):
            self._store.update("entity", row["id"], {"state": "suggested"})

    def rename(self, entity: EntityId, name: str) -> None:
        """Call an entity something else; what it was called stays as an alias."""
        name = " ".join(canonical(name).split())
        if not name:
            return
        self._call(entity, name)
        self._store.update("entity", entity, {"name": name, "state": "confirmed"})

    def change_kind(self, entity: EntityId, kind: EntityKind) -> None:
        """Say that an entity is of another kind."""
        self._store.update("entity", entity, {"kind": kind, "state": "confirmed"})

    def merge(self, entities: Iterable[EntityId], into: EntityId) -> None:
        """Say that entities are the same as another one."""
        into = self.get(into).id
        for entity in entities:
            merged = self.get(entity).id
            if merged == into:
                continue
            for part in (*(one.id for one in self.parts_of(merged)), merged):
                self._store.update("entity", part, {"merged_into": into})
        self._store.update("entity", into, {"state": "confirmed"})

    def unmerge(self, part: EntityId) -> None:
        """Say that an entity is one of its own again."""
        self._store.update("entity", part, {"merged_into": None})

    def keep_apart(self, one: EntityId, other: EntityId) -> None:
        """Say that two entities are not the same, however alike their names are."""
        low, high = sorted((one, other))
        if (low, high) not in self.apart():
            self._store.insert("entity_apart", {"one_id": low, "other_id": high})

    def split(self, entity: EntityId, forms: Sequence[str], name: str) -> EntityId:
        """Say that what is written in one of these forms is somebody else, called `name`.

        Who speaks under one of them is that one too. What was merged into the entity and has no
        other form is that one again.
        """
        found = self.get(entity)
        keys = set(map(name_key, forms))
        parts = (
            part.id
            for part in self.parts_of(found.id)
            if set(map(name_key, (part.name, *part.aliases))) <= keys
        )
        new = next(parts, None) or self.create(found.kind, name)
        for form in forms:
            self._call(new, form)
        self._store.update("entity", new, {"name": name, "state": "confirmed", "merged_into": None})
        marks = ",".join(f"?{number}" for number in range(2, len(forms) + 2))
        for table, named, words in (
            ("mention", "entity_id", "exact"),
            ("quote", "speaker_id", "speaker_text"),
        ):
            for row in self._store.query(
                f"SELECT id FROM {table} WHERE {named} IN {GROUP} AND {words} IN ({marks})",
                (found.id, *forms),
            ):
                self._store.update(table, row["id"], {named: new})
        return new

    # -- inside

    def _call(self, entity: EntityId, name: str) -> None:
        """Let an entity be called something, which undo takes back."""
        key = name_key(name)
        if not self._store.one(
            "SELECT 1 FROM entity_alias WHERE entity_id = ? AND alias_key = ?", (entity, key)
        ):
            row: dict[str, Value] = {"entity_id": entity, "alias": name, "alias_key": key}
            self._store.insert("entity_alias", row | {"is_role": 0})

    def _silence(self, entity: EntityId, text: TextId | None = None) -> None:
        """Say that nobody speaks as an entity, in a text or in all; who was confirmed stays."""
        condition = "" if text is None else " AND text_id = ?2"
        for row in self._store.query(
            f"SELECT id FROM quote WHERE speaker_id IN {GROUP}{condition}"
            " AND NOT is_speaker_confirmed",
            (entity,) if text is None else (entity, text),
        ):
            self._store.update("quote", row["id"], {"speaker_id": None, "speaker_confidence": 0.0})

    def _set_mentions(
        self, entity: EntityId, text: TextId, state: FindingState, *, of: Sequence[FindingState]
    ) -> None:
        marks = ",".join(f"'{one}'" for one in of)
        for row in self._store.query(
            f"SELECT id FROM mention WHERE entity_id IN {GROUP} AND text_id = ?2"
            f" AND state IN ({marks})",
            (entity, text),
        ):
            self._store.update("mention", row["id"], {"state": state})

    def _entity(self, row: sqlite3.Row) -> Entity:
        called = self._store.query(
            f"SELECT alias, is_role FROM entity_alias WHERE entity_id IN {GROUP} ORDER BY id",
            (row["id"],),
        )
        aliases = dict.fromkeys(one["alias"] for one in called if not one["is_role"])
        return Entity(
            id=EntityId(row["id"]),
            uid=row["uid"],
            kind=row["kind"],
            name=row["name"],
            iso=row["iso"],
            state=row["state"],
            is_everywhere=bool(row["is_everywhere"]),
            aliases=tuple(alias for alias in aliases if alias != row["name"]),
            roles=tuple(dict.fromkeys(one["alias"] for one in called if one["is_role"])),
        )


def _of_those(number: int) -> str:
    """Give the condition that a mention of the text ?1 is of one of so many entities from ?2 on."""
    marks = ",".join(f"?{place}" for place in range(2, number + 2))
    roots = f"SELECT coalesce(merged_into, id) FROM entity WHERE id IN ({marks})"
    parts = f"SELECT id FROM entity WHERE id IN ({roots}) OR merged_into IN ({roots})"
    return (
        "id IN (SELECT id FROM mention INDEXED BY mention_entity"
        f" WHERE text_id = ?1 AND entity_id IN ({parts}))"
    )


def name_key(name: str) -> str:
    """Give the form under which a name is looked up: NFC, without case, single spaces."""
    return key_of(" ".join(name.split()))
