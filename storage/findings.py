"""What finders have found, written into a library; what is still to be looked through.

Findings are no action of the reader: they are not in the journal, and undo passes over them. What
the reader has said of a finding is never replaced: a newer run replaces suggestions only.
"""

from __future__ import annotations

import json
import sqlite3
import uuid
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial
from itertools import pairwise
from typing import NamedTuple, TypeVar

from storage.decisions import SAME, Decisions
from storage.entities import CONFIRMED, Entities, name_key
from storage.errors import NotFound
from storage.finding_types import EntityId, Run
from storage.found import Findings, FoundEntity, FoundMention, FoundQuote, Known, KnownName
from storage.journal import Value
from storage.store import Store, from_iso, to_iso
from storage.types import NOWHERE, ArticleText, Span, TextId

Found = TypeVar("Found")

ENTITIES, MENTIONS, QUOTES = 100, 500, 75  # of a part of a recording: each keeps 10 ms busy
_OPEN = (  # texts that are read now and have not been looked through by this detector
    " FROM article_text JOIN article ON article.id = article_id AND deleted_at IS NULL"
    " LEFT JOIN finding ON finding.text_id = article_text.id"
    " WHERE current = 1 AND (finding.id IS NULL OR detector <> ? OR finding.version <> ?)"
)
_REFUSED_WHOLE = (  # all of an entity in a text that was looked through, and nowhere confirmed
    "EXISTS (SELECT 1 FROM finding WHERE text_id = refused.text_id)"
    " AND NOT EXISTS (SELECT 1 FROM mention WHERE entity_id = refused.entity_id"
    " AND (state = 'confirmed' OR (state = 'suggested' AND text_id = refused.text_id)))"
)


class FindingCount(NamedTuple):
    """How many articles of the shelf there are, and how many are not looked through yet."""

    articles: int
    open: int


class _Named(NamedTuple):
    """Entities of a text and, as far as they are written, their ids in the library."""

    found: Sequence[FoundEntity]
    ids: list[EntityId]


class FindingLog:
    """The runs of finders over the texts of one library."""

    def __init__(self, store: Store, entities: Entities, decisions: Decisions) -> None:
        """Work on a store; entities are written through their own."""
        self._store = store
        self._entities = entities
        self._decisions = decisions

    # -- reading

    def run_of(self, text: TextId) -> Run | None:
        """Give the run over a text; None if nobody has looked through it."""
        row = self._store.one("SELECT * FROM finding WHERE text_id = ?", (text,))
        if row is None:
            return None
        return Run(
            text=text,
            detector=row["detector"],
            version=row["version"],
            language=row["language"],
            missing=row["missing"],
            found_at=from_iso(row["found_at"]),
        )

    def open_texts(self, detector: str, version: str, *, limit: int = 50) -> list[TextId]:
        """Give texts of the shelf that this detector has not looked through, newest first."""
        rows = self._store.query(
            f"SELECT article_text.id{_OPEN} ORDER BY imported_at DESC, article.id DESC LIMIT ?",
            (detector, version, limit),
        )
        return [TextId(row["id"]) for row in rows]

    def count(self, detector: str, version: str) -> FindingCount:
        """Count the articles of the shelf and those that are still to be looked through."""
        whole = self._store.one("SELECT count(*) FROM article WHERE deleted_at IS NULL")
        left = self._store.one(f"SELECT count(*){_OPEN}", (detector, version))
        return FindingCount(whole[0] if whole else 0, left[0] if left else 0)

    def never_looked_through(self) -> int:
        """Count the articles of the shelf whose text no detector has looked through."""
        row = self._store.one(
            "SELECT count(*) FROM article_text"
            " JOIN article ON article.id = article_id AND deleted_at IS NULL WHERE current = 1"
            " AND NOT EXISTS (SELECT 1 FROM finding WHERE text_id = article_text.id)"
        )
        return row[0] if row else 0

    def newest(self) -> int:
        """Give the number of the newest run, 0 if there is none."""
        row = self._store.one("SELECT max(id) FROM finding")
        return (row[0] or 0) if row else 0

    def texts_since(self, run: int) -> list[TextId]:
        """Give the texts that were looked through after a run."""
        rows = self._store.query("SELECT text_id FROM finding WHERE id > ? ORDER BY id", (run,))
        return [TextId(row["text_id"]) for row in rows]

    def known(self) -> Known:
        """Give what the reader's decisions say about names, for finders.

        A single word of a person's longer name is no name of its own: "Smith" is anybody. A name of
        several confirmed entities of one kind is left to the finder. One is killed by a single
        article in which nothing is left of it, unless it is confirmed in another.
        """
        names: dict[tuple[str, str], dict[int, KnownName]] = {}
        for row in self._store.query(
            f"SELECT alias, alias_key, root.id AS root_id, kind, name FROM {CONFIRMED}"
            " WHERE kind <> 'date' ORDER BY entity_alias.id"
        ):
            is_part = " " not in row["alias"].strip() and " " in row["name"]
            if row["kind"] == "person" and is_part:
                continue
            of_name = names.setdefault((row["alias_key"], row["kind"]), {})
            of_name.setdefault(row["root_id"], KnownName(row["alias"], row["kind"], row["name"]))
        killed = self._store.query(
            "SELECT name, kind FROM killed_name UNION SELECT name, kind"
            " FROM mention AS refused INDEXED BY mention_rejected"
            " JOIN entity_root ON entity_root.id = entity_id AND entity_root.state <> 'confirmed'"
            f" WHERE refused.state = 'rejected' AND {_REFUSED_WHOLE}"
        )
        return Known(
            tuple(name for (key, _), own in names.items() for name in _meant(key, own.values())),
            tuple((row["name"], row["kind"]) for row in killed),
        )

    # -- writing

    def record(self, text: ArticleText, findings: Findings) -> None:
        """Write what was found in a text; suggestions of an earlier run that are not among it go.

        Undo leaves it. Raises: NotFound if the text is gone.
        """
        for piece in self._pieces(text, findings):
            piece()

    def parts(self, text: ArticleText, findings: Findings) -> Iterator[Callable[[], None]]:
        """Give what `record` does as parts, each for a transaction of its own, in this order.

        A book with its thousands of mentions would keep others from writing for too long. If the
        rest never comes, the text counts as not looked through, and the next run mends it.
        """
        most = len(findings.entities) / ENTITIES + len(findings.mentions) / MENTIONS
        if most + len(findings.quotes) / QUOTES <= 2:
            yield partial(self.record, text, findings)
        else:
            yield from self._pieces(text, findings)

    # -- inside

    def _pieces(self, text: ArticleText, findings: Findings) -> Iterator[Callable[[], None]]:
        named = _Named(findings.entities, [])
        yield partial(self._forget_run, text)
        for some in _in_parts(findings.entities, ENTITIES):
            yield partial(self._record_entities, text, some, named.ids)
        for mentions, stretch in _stretches(findings.mentions, MENTIONS, lambda one: one.start):
            yield partial(self._record_mentions, text, mentions, named, stretch)
        for quotes, stretch in _stretches(findings.quotes, QUOTES, lambda one: one.span.start):
            yield partial(self._record_quotes, text, quotes, named, stretch)
        yield partial(self._record_run, text, findings)

    def _record_entities(
        self, text: ArticleText, found: Sequence[FoundEntity], ids: list[EntityId]
    ) -> None:
        self._require(text)
        ids += [self._entity(one) for one in found]

    def _record_gone(self, named: _Named, numbers: Collection[int]) -> Sequence[EntityId]:
        """Give the ids; those removed since with the last article that they were in, anew."""
        own = json.dumps([named.ids[number] for number in numbers])
        gone = self._store.query(
            "SELECT value FROM json_each(?) WHERE value NOT IN (SELECT id FROM entity)", (own,)
        )
        lost = {row["value"] for row in gone}
        for number in numbers if lost else ():
            if named.ids[number] in lost:
                named.ids[number] = self._entity(named.found[number])
        return named.ids

    def _forget_run(self, text: ArticleText) -> None:
        self._store.execute_unrecorded("DELETE FROM finding WHERE text_id = ?", text.id)

    def _record_run(self, text: ArticleText, findings: Findings) -> None:
        self._require(text)
        self._forget_run(text)
        self._store.execute_unrecorded(
            "INSERT INTO finding (text_id, detector, version, language, missing, found_at)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            *(text.id, findings.detector, findings.version, findings.language, findings.missing),
            to_iso(self._store.clock()),
        )

    def _require(self, text: ArticleText) -> None:
        if self._store.one("SELECT 1 FROM article_text WHERE id = ?", (text.id,)) is None:
            raise NotFound("This article is no longer in the library.")

    def _record_mentions(
        self,
        text: ArticleText,
        found: Sequence[FoundMention],
        named: _Named,
        stretch: tuple[int, int],
    ) -> None:
        self._require(text)
        ids = self._record_gone(named, {mention.entity for mention in found})
        decided = self._decisions.mentions_on(text.id)
        known, doubled = _by_place(
            self._store.query(
                'SELECT id, start, "end" FROM mention WHERE text_id = ? AND start >= ?'
                " AND start < ? AND state = 'suggested' AND origin = 'finder' ORDER BY id",
                (text.id, *stretch),
            )
        )
        added: list[tuple[Value, ...]] = []
        kept: list[tuple[Value, ...]] = []
        for mention in found:
            place = (mention.start, mention.end)
            if decided.overlaps(*place):
                continue
            if place in known:
                kept.append((ids[mention.entity], mention.confidence, known.pop(place)))
            else:
                exact = text.content[mention.start : mention.end]
                entity = ids[mention.entity]
                added.append((text.id, *place, exact, entity, mention.confidence))
        many = self._store.execute_many_unrecorded
        gone: list[tuple[Value, ...]] = [(id_,) for id_ in (*known.values(), *doubled)]
        many("DELETE FROM mention WHERE id = ?", gone)
        many("UPDATE mention SET entity_id = ?, confidence = ? WHERE id = ?", kept)
        many(
            'INSERT INTO mention (text_id, start, "end", exact, entity_id, confidence)'
            " VALUES (?, ?, ?, ?, ?, ?)",
            added,
        )

    def _record_quotes(
        self,
        text: ArticleText,
        found: Sequence[FoundQuote],
        named: _Named,
        stretch: tuple[int, int],
    ) -> None:
        self._require(text)
        ids = self._record_gone(named, {one.entity for one in found if one.entity is not None})
        decided = self._decisions.quotes_on(text.id)
        known, doubled = _by_place(
            self._store.query(
                'SELECT id, start, "end", kind FROM quote WHERE text_id = ? AND start >= ?'
                " AND start < ? AND state = 'suggested' AND origin = 'finder' ORDER BY id",
                (text.id, *stretch),
            )
        )
        added: list[tuple[Value, ...]] = []
        kept: list[tuple[Value, ...]] = []
        for quote in found:
            place = (quote.span.start, quote.span.end)
            if decided.shares(*place, SAME):
                continue
            words = _cut(text.content, quote.speaker) + _cut(text.content, quote.cue)
            speaker = ids[quote.entity] if quote.entity is not None else None
            sure = (quote.confidence, quote.speaker_confidence)
            if (*place, quote.kind) in known:
                kept.append((speaker, *words, *sure, known.pop((*place, quote.kind))))
            else:
                exact = text.content[quote.span.start : quote.span.end]
                head = (uuid.uuid4().hex, text.id, *place, exact, quote.kind)
                added.append((*head, speaker, *words, *sure))
        many = self._store.execute_many_unrecorded
        gone: list[tuple[Value, ...]] = [(id_,) for id_ in (*known.values(), *doubled)]
        many("DELETE FROM quote WHERE id = ?", gone)
        many(
            "UPDATE quote SET speaker_id = ?, speaker_start = ?, speaker_end = ?,"
            " speaker_text = ?, cue_start = ?, cue_end = ?, cue_text = ?, confidence = ?,"
            " speaker_confidence = ? WHERE id = ?",
            kept,
        )
        many(
            'INSERT INTO quote (uid, text_id, start, "end", exact, kind, speaker_id,'
            " speaker_start, speaker_end, speaker_text, cue_start, cue_end, cue_text, confidence,"
            " speaker_confidence) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            added,
        )

    def _entity(self, found: FoundEntity) -> EntityId:
        """Give the entity of the library that a found one is, a new one if there is none.

        By its name, or, for a name in full that was only known as its acronym, by that.
        """
        name = found.iso or found.name
        entity = self._entities.named(name, found.kind) or next(
            (
                id_
                for alias in found.aliases
                if is_acronym(alias) and (id_ := self._only_called(alias, found))
            ),
            None,
        )
        if entity is None:
            entity = self._entities.create(found.kind, name, iso=found.iso)
        self._entities.call(entity, (name, *found.aliases) if not found.iso else (name,))
        self._entities.call(entity, found.roles, is_role=True)
        return entity

    def _only_called(self, acronym: str, found: FoundEntity) -> EntityId | None:
        """Give an entity whose only name so far is an acronym, and let it have its name in full."""
        row = self._store.one(
            "SELECT id FROM entity WHERE name = ? AND kind = ? AND merged_into IS NULL"
            " AND state = 'suggested' AND id IN"
            " (SELECT entity_id FROM entity_alias WHERE alias_key = ?)",
            (acronym, found.kind, name_key(acronym)),
        )
        if row is None:
            return None
        self._store.execute_unrecorded(
            "UPDATE entity SET name = ? WHERE id = ?", found.name, row["id"]
        )
        return EntityId(row["id"])


def _by_place(rows: Sequence[sqlite3.Row]) -> tuple[dict[tuple[Value, ...], int], list[int]]:
    """Give the ids of rows by their columns after the id, and of those there is one of already.

    Two come about when undo brings one back where a finder has put another since.
    """
    known: dict[tuple[Value, ...], int] = {}
    doubled: list[int] = []
    for row in rows:
        if known.setdefault(tuple(row)[1:], row["id"]) != row["id"]:
            doubled.append(row["id"])
    return known, doubled


def _meant(key: str, having: Collection[KnownName]) -> list[KnownName]:
    """Give whom a name means of those that have it: whose own name it is, or the only one."""
    own = [one for one in having if name_key(one.name) == key]
    return next((list(ones) for ones in (own, having) if len(ones) == 1), [])


def is_acronym(name: str) -> bool:
    """Say whether a name is letters that stand for words: "SCO", "U.N."."""
    letters = name.replace(".", "")
    return 2 <= len(letters) <= 8 and letters.isalpha() and letters.isupper()


def _cut(content: str, span: Span | None) -> tuple[int | None, int | None, str]:
    """Give a span as the columns of a quote: start, end and the words there."""
    if span is None:
        return (None, None, "")
    return (span.start, span.end, content[span.start : span.end])


def _in_parts(found: Sequence[Found], at_once: int) -> Iterator[Sequence[Found]]:
    return (found[first : first + at_once] for first in range(0, len(found), at_once))


def _stretches(
    found: Sequence[Found], at_once: int, start: Callable[[Found], int]
) -> Iterator[tuple[Sequence[Found], tuple[int, int]]]:
    """Give findings in parts, each with the stretch of the text that is its own.

    The stretches cover the whole text, so that what an earlier run found between them goes.
    """
    parts = list(_in_parts(found, at_once)) or [found]
    starts = [0, *(start(part[0]) for part in parts[1:]), NOWHERE]
    return zip(parts, pairwise(starts), strict=True)
