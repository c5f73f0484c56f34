"""What was decided of findings, out of one library and into another one.

Undo takes back what is decided here; entities that come along stay, as everywhere.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from storage.decisions import DECIDED, SAME, Decisions
from storage.entities import Entities, name_key
from storage.exported import (
    FindingChoice,
    KeptEntity,
    KeptFindings,
    KeptMention,
    KeptQuote,
)
from storage.finding_types import EntityId
from storage.journal import Value
from storage.store import Store
from storage.types import Span, TextId


@dataclass(slots=True)
class Restored:
    """How many quotes and mentions became what: `kept` ones were decided otherwise here."""

    new: int = 0
    unchanged: int = 0
    kept: int = 0


class FindingKeeper:
    """Gives and takes decisions. Every write happens inside `library.transaction`."""

    def __init__(self, store: Store, entities: Entities, decisions: Decisions) -> None:
        """Work on a store; entities are written through their own."""
        self._store = store
        self._entities = entities
        self._decisions = decisions

    # -- giving

    def on(self, text: TextId, choice: FindingChoice = "confirmed") -> KeptFindings:
        """Give what was decided on a text, rejections too; with "all" also suggestions."""
        if choice == "none":
            return KeptFindings()
        mentions = self._store.query(
            "SELECT mention.*, mention_seen.state AS seen, entity.uid AS uid FROM mention"
            " JOIN mention_seen ON mention_seen.id = mention.id"
            " JOIN entity ON entity.id = mention.entity_id"
            " WHERE mention.text_id = ? ORDER BY mention.start, mention.id",
            (text,),
        )
        wanted = [row for row in mentions if _is_wanted(row, row["seen"], choice)]
        quotes = [
            row
            for row in self._store.query(
                "SELECT quote.*, entity.uid AS speaker FROM quote"
                " LEFT JOIN entity ON entity.id = speaker_id"
                ' WHERE text_id = ? ORDER BY start, "end", quote.id',
                (text,),
            )
            if choice == "all" or row["state"] != "suggested" or row["origin"] == "reader"
        ]
        ids = {row["entity_id"] for row in wanted} | {row["speaker_id"] for row in quotes} - {None}
        return KeptFindings(
            self._kept_entities(ids),
            tuple(
                KeptMention(
                    *(row["start"], row["end"], row["exact"], row["uid"]),
                    *(row["seen"], row["origin"], row["confidence"]),
                )
                for row in wanted
            ),
            tuple(map(_kept_quote, quotes)),
        )

    def _kept_entities(self, ids: set[int]) -> tuple[KeptEntity, ...]:
        """Give entities with all that is merged with them, by id."""
        found: dict[int, sqlite3.Row] = {}
        for entity in ids:
            group = self._store.query(
                "SELECT part.*, root.uid AS root FROM entity"
                " JOIN entity AS part ON coalesce(entity.merged_into, entity.id)"
                " IN (part.id, part.merged_into)"
                " LEFT JOIN entity AS root ON root.id = part.merged_into WHERE entity.id = ?",
                (entity,),
            )
            found |= {row["id"]: row for row in group}
        kept: list[KeptEntity] = []
        for id_ in sorted(found):
            row = found[id_]
            called = self._store.query(
                "SELECT alias, is_role FROM entity_alias WHERE entity_id = ? ORDER BY id", (id_,)
            )
            kept.append(
                KeptEntity(
                    *(row["uid"], row["kind"], row["name"], row["iso"], row["state"]),
                    bool(row["is_everywhere"]),
                    tuple(one["alias"] for one in called if not one["is_role"]),
                    tuple(one["alias"] for one in called if one["is_role"]),
                    row["root"] or "",
                )
            )
        return tuple(kept)

    # -- taking

    def take_entities(self, findings: Iterable[KeptFindings]) -> dict[str, EntityId]:
        """Give the entities here that those of another library are, by the others' uid.

        It is the one of that uid, or of that kind and name, each once; or a new one. What the
        reader has said of one here stays. Of those that only suggestions name none is taken.
        """
        wanted = _wanted(findings)
        ids = {theirs.uid: id_ for theirs in wanted if (id_ := self._with_uid(theirs.uid))}
        claimed = set(ids.values())  # one here is not two there, however alike their names
        undecided: list[KeptEntity] = []
        for theirs in wanted:
            known = ids.get(theirs.uid) or self._so_called(theirs, claimed)
            here = known or self._entities.create(
                theirs.kind, theirs.name, iso=theirs.iso, aliases=theirs.aliases, uid=theirs.uid
            )
            ids[theirs.uid] = here
            claimed.add(here)
            self._call(here, theirs)
            is_open = self._entities.get(here).state == "suggested"
            if known is None or (is_open and theirs.state == "confirmed"):
                undecided.append(theirs)
        for theirs in undecided:
            here, root = ids[theirs.uid], ids.get(theirs.merged_into)
            if root is not None and self._entities.get(here).id != self._entities.get(root).id:
                self._entities.merge([here], root)
        for theirs in undecided:  # merging has confirmed some that are killed there
            values: dict[str, Value] = {"state": theirs.state}
            values["is_everywhere"] = int(theirs.is_everywhere)
            self._store.update("entity", ids[theirs.uid], values)
        return ids

    def take(
        self, text: TextId, kept: KeptFindings, ids: Mapping[str, EntityId], *, current: TextId
    ) -> Restored:
        """Write what was decided elsewhere on a text of the same words; what is decided here stays.

        `ids` are from `take_entities`. It goes along into the `current` text of the article, as far
        as it stands there. Suggestions are left out: this library has its own.
        """
        restored = Restored()
        self._take_mentions(text, _decided(kept.mentions), ids, restored)
        self._take_quotes(text, _decided(kept.quotes), ids, restored)
        if restored.new and text != current:
            self._decisions.carry(text, current, gives_way=False)
        return restored

    def _so_called(self, theirs: KeptEntity, claimed: set[EntityId]) -> EntityId | None:
        """Give the entity here that has the very name, the confirmed or the first of several."""
        key = name_key(theirs.name)
        rows = self._store.query(
            "SELECT id, name FROM entity WHERE kind = ? AND merged_into IS NULL AND id IN"
            " (SELECT entity_id FROM entity_alias WHERE alias_key = ? AND NOT is_role)"
            " ORDER BY name <> ?, state <> 'confirmed', id",
            (theirs.kind, key, theirs.name),
        )
        free = (EntityId(row["id"]) for row in rows if name_key(row["name"]) == key)
        return next((id_ for id_ in free if id_ not in claimed), None)

    def _with_uid(self, uid: str) -> EntityId | None:
        row = self._store.one("SELECT id FROM entity WHERE uid = ?", (uid,))
        return EntityId(row["id"]) if row else None

    def _call(self, here: EntityId, theirs: KeptEntity) -> None:
        """Let an entity be called what it is called elsewhere too."""
        own = self._entities.get(here)
        known = {name_key(name) for name in (own.name, *own.aliases, *own.roles)}
        for names, is_role in ((theirs.aliases, False), (theirs.roles, True)):
            new = [name for name in names if name_key(name) not in known]
            self._entities.call(here, new, is_role=is_role)

    def _take_mentions(
        self,
        text: TextId,
        mentions: Iterable[KeptMention],
        ids: Mapping[str, EntityId],
        restored: Restored,
    ) -> None:
        decided = self._decisions.mentions_on(text)
        here = self._here("mention", text)
        for theirs in mentions:
            place, entity = (theirs.start, theirs.end), ids[theirs.entity]
            own = here.get(place)
            if own is not None and own["is_decided"]:
                same_entity = self._entities.get(own["entity_id"]) == self._entities.get(entity)
                _count(restored, is_same=own["state"] == theirs.state and same_entity)
            elif own is not None:
                values: dict[str, Value] = {"state": theirs.state, "entity_id": entity}
                self._store.update("mention", own["id"], values)
                restored.new += 1
            elif decided.overlaps(*place):
                restored.kept += 1
            else:
                values = {"text_id": text, "exact": theirs.exact, "entity_id": entity}
                values |= {"start": theirs.start, "end": theirs.end, "state": theirs.state}
                values |= {"origin": theirs.origin, "confidence": theirs.confidence}
                self._store.insert("mention", values)
                restored.new += 1

    def _take_quotes(
        self,
        text: TextId,
        quotes: Iterable[KeptQuote],
        ids: Mapping[str, EntityId],
        restored: Restored,
    ) -> None:
        decided = self._decisions.quotes_on(text)
        here = self._here("quote", text)
        uids = {row["uid"]: row for row in here.values()}
        for theirs in quotes:
            values = _values(theirs, ids)
            place = (theirs.span.start, theirs.span.end)
            own = uids.get(theirs.uid) or here.get(place)
            if own is not None and own["is_decided"]:
                _count(restored, is_same=all(own[name] == values[name] for name in _SAID))
            elif own is not None:
                self._store.update("quote", own["id"], values)
                restored.new += 1
            elif decided.shares(*place, SAME) or self._is_elsewhere(theirs.uid):
                restored.kept += 1
            else:
                self._store.insert("quote", values | {"text_id": text, "uid": theirs.uid})
                restored.new += 1

    def _here(self, table: str, text: TextId) -> dict[tuple[int, int], sqlite3.Row]:
        rows = self._store.query(
            f"SELECT *, {DECIDED} AS is_decided FROM {table} WHERE text_id = ?"
            " ORDER BY is_decided",  # of two at one place the decided one counts
            (text,),
        )
        return {(row["start"], row["end"]): row for row in rows}

    def _is_elsewhere(self, uid: str) -> bool:
        return self._store.one("SELECT 1 FROM quote WHERE uid = ?", (uid,)) is not None


Finding = TypeVar("Finding", KeptMention, KeptQuote)
_SAID = ("start", "end", "kind", "state", "is_speaker_confirmed")  # what the reader decides


def _decided(findings: Iterable[Finding]) -> list[Finding]:
    return [one for one in findings if one.state != "suggested"]


def _wanted(findings: Iterable[KeptFindings]) -> list[KeptEntity]:
    """Give the entities that decided mentions and quotes name, with all that is merged with them.

    In the order of their uids.
    """
    entities: dict[str, KeptEntity] = {}
    named: set[str] = set()
    for kept in findings:
        entities |= {entity.uid: entity for entity in kept.entities}
        named |= {mention.entity for mention in _decided(kept.mentions)}
        named |= {quote.speaker for quote in _decided(kept.quotes)} - {""}
    roots = {entities[uid].merged_into or uid for uid in named}
    return [e for _, e in sorted(entities.items()) if roots & {e.uid, e.merged_into}]


def _is_wanted(row: sqlite3.Row, seen: str, choice: FindingChoice) -> bool:
    """Say whether a mention goes along: one of a killed entity only if it was decided itself."""
    if row["state"] != "suggested" or row["origin"] == "reader":
        return True
    return seen == "confirmed" or (seen == "suggested" and choice == "all")


def _kept_quote(row: sqlite3.Row) -> KeptQuote:
    return KeptQuote(
        uid=row["uid"],
        span=Span(row["start"], row["end"]),
        exact=row["exact"],
        kind=row["kind"],
        speaker=row["speaker"] or "",
        speaker_span=_span(row["speaker_start"], row["speaker_end"]),
        speaker_text=row["speaker_text"],
        cue_span=_span(row["cue_start"], row["cue_end"]),
        cue_text=row["cue_text"],
        state=row["state"],
        origin=row["origin"],
        confidence=row["confidence"],
        speaker_confidence=row["speaker_confidence"],
        is_speaker_confirmed=bool(row["is_speaker_confirmed"]),
    )


def _values(theirs: KeptQuote, ids: Mapping[str, EntityId]) -> dict[str, Value]:
    """Give a quote as the columns of its row, but for what it is and where."""
    speaker, cue = theirs.speaker_span, theirs.cue_span
    return {
        "start": theirs.span.start,
        "end": theirs.span.end,
        "exact": theirs.exact,
        "kind": theirs.kind,
        "speaker_id": ids.get(theirs.speaker),
        "speaker_start": speaker.start if speaker else None,
        "speaker_end": speaker.end if speaker else None,
        "speaker_text": theirs.speaker_text,
        "cue_start": cue.start if cue else None,
        "cue_end": cue.end if cue else None,
        "cue_text": theirs.cue_text,
        "state": theirs.state,
        "origin": theirs.origin,
        "confidence": theirs.confidence,
        "speaker_confidence": theirs.speaker_confidence,
        "is_speaker_confirmed": int(theirs.is_speaker_confirmed),
    }


def _span(start: int | None, end: int | None) -> Span | None:
    return Span(start, end) if start is not None and end is not None else None


def _count(restored: Restored, *, is_same: bool) -> None:
    restored.unchanged += is_same
    restored.kept += not is_same
