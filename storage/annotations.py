"""The reader's highlights, underlines and notes."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from storage.errors import NotFound
from storage.journal import ChangeSet, Value
from storage.placements import Placements
from storage.store import Store, from_iso, to_iso
from storage.tags import Tags
from storage.text.canonical import canonical
from storage.text.passages import describe
from storage.types import (
    NOWHERE,
    Annotation,
    AnnotationId,
    ArticleId,
    ArticleText,
    ColorKey,
    Passage,
    Span,
    Standing,
    Style,
    TextId,
    text_order,
)

TAG_SEPARATOR = "\x1f"
NOW = (  # each annotation with the text that is read now and its place there
    " FROM annotation LEFT JOIN article_text AS now"
    " ON now.article_id = annotation.article_id AND now.current = 1"
    " LEFT JOIN placement"
    " ON placement.annotation_id = annotation.id AND placement.text_id = now.id"
)
SELECT = (
    "SELECT annotation.*, annotation.text_id = now.id AS is_of_now, placement.start AS now_start,"
    ' placement."end" AS now_end, placement.state AS standing,'
    " (SELECT group_concat(name, char(31)) FROM ("
    "SELECT name FROM annotation_tag JOIN tag ON tag.id = tag_id"
    f" WHERE annotation_id = annotation.id ORDER BY name_key)) AS tags{NOW}"
)
ORDER = (  # as `text_order`
    " ORDER BY CASE WHEN annotation.start IS NULL THEN -1"
    " WHEN annotation.text_id = now.id THEN annotation.start"
    f" ELSE coalesce(placement.start, {NOWHERE}) END,"
    " CASE WHEN annotation.start IS NULL THEN 0"
    ' WHEN annotation.text_id = now.id THEN annotation."end"'
    ' ELSE coalesce(placement."end", annotation.start) END, annotation.id'
)


class PlacedMark(NamedTuple):
    """As much of an annotation as the page needs to draw it, where it stands in a text."""

    id: AnnotationId
    start: int
    end: int
    style: Style
    color: ColorKey
    has_note: bool
    is_unsure: bool = False  # the reader has not said yet whether it belongs there


class Annotations:
    """The annotations of one library. Every write happens inside `library.transaction`."""

    def __init__(self, store: Store, tags: Tags, placements: Placements) -> None:
        """Work on a store; tags and places in newer texts are written through their own."""
        self._store = store
        self._tags = tags
        self._placements = placements

    def get(self, annotation: AnnotationId) -> Annotation:
        """Give one annotation. Raises: NotFound."""
        found = self.among([annotation])
        if not found:
            raise NotFound("This annotation is no longer in the library.")
        return found[0]

    def among(self, annotations: Sequence[AnnotationId]) -> list[Annotation]:
        """Give those of the annotations that are in the library, in text order."""
        found: list[Annotation] = []
        for first in range(0, len(annotations), 500):
            some = annotations[first : first + 500]
            marks = ",".join("?" * len(some))
            rows = self._store.query(f"{SELECT} WHERE annotation.id IN ({marks})", tuple(some))
            found.extend(_annotation(row) for row in rows)
        return sorted(found, key=text_order)

    def by_uid(self, uid: str) -> Annotation:
        """Give the annotation that a link or an export names. Raises: NotFound."""
        row = self._store.one(f"{SELECT} WHERE uid = ?", (uid,))
        if row is None:
            raise NotFound("The annotation that this link names is not in this library.")
        return _annotation(row)

    def of(self, article: ArticleId) -> list[Annotation]:
        """Give an article's annotations in text order, notes on the whole article first."""
        rows = self._store.query(f"{SELECT} WHERE annotation.article_id = ?", (article,))
        return sorted((_annotation(row) for row in rows), key=text_order)

    def ids_of(self, article: ArticleId) -> Sequence[AnnotationId]:
        """Give the ids of an article's annotations, in the order of `of`; quick for many."""
        ids = self._store.ids(
            f"SELECT annotation.id AS id{NOW} WHERE annotation.article_id = ?{ORDER}", (article,)
        )
        return [AnnotationId(id_) for id_ in ids]

    def marks_on(self, text: TextId) -> list[PlacedMark]:
        """Give what the page draws on a text, by start, longer ones first."""
        made = self._store.query(
            "SELECT id, start, \"end\", style, color, note <> '', 0 FROM annotation"
            ' WHERE text_id = ? AND start IS NOT NULL ORDER BY start, "end" DESC, id',
            (text,),
        )
        placed = self._store.query(
            "SELECT annotation_id, placement.start, placement.\"end\", style, color, note <> '',"
            " state IN ('changed', 'ambiguous') FROM placement"
            " JOIN annotation ON annotation.id = annotation_id AND annotation.text_id <> ?1"
            " WHERE placement.text_id = ?1 AND placement.start IS NOT NULL",
            (text,),
        )
        rows = (
            made
            if not placed
            else sorted([*made, *placed], key=lambda row: (row[1], -row[2], row[0]))
        )
        return [PlacedMark._make(row) for row in rows]

    def add(
        self,
        text: ArticleText,
        span: Span | None,
        *,
        style: Style = "highlight",
        color: ColorKey = "yellow",
        note: str = "",
        tags: Iterable[str] = (),
    ) -> AnnotationId:
        """Mark a span of a text, or with None write a note on its article.

        Raises: ValueError if the span runs past the text; NotFound if its article is gone.
        """
        self._require(text)
        now = to_iso(self._store.clock())
        passage = describe(text.content, span) if span is not None else None
        id_ = self._store.insert(
            "annotation",
            {
                "uid": uuid.uuid4().hex,
                "article_id": text.article_id,
                "text_id": text.id,
                **_selector(passage),
                "style": style,
                "color": color,
                "note": canonical(note),
                "created_at": now,
                "updated_at": now,
            },
        )
        annotation = AnnotationId(id_)
        if passage is not None:
            self._placements.place(annotation, text.id, passage)
        self._tags.add([annotation], tags)
        return annotation

    def restore(self, text: ArticleText, annotation: Annotation) -> AnnotationId:
        """Add an annotation as another library had it: same uid, words, times and tags.

        On a text that is not read now it has no place yet; see `Placements.place_missing`.
        Raises: ValueError if its words do not stand at its place in the text; NotFound if its
        article is gone.
        """
        self._require(text)
        if annotation.passage is not None:
            passage = describe(text.content, annotation.passage.span)
            if passage.exact != annotation.passage.exact:
                raise ValueError("the words do not stand there")
        id_ = self._store.insert(
            "annotation",
            {
                "uid": annotation.uid,
                "article_id": text.article_id,
                "text_id": text.id,
                **_selector(annotation.passage),
                "style": annotation.style,
                "color": annotation.color,
                "note": canonical(annotation.note),
                "created_at": to_iso(annotation.created_at),
                "updated_at": to_iso(annotation.updated_at),
            },
        )
        self._tags.add([AnnotationId(id_)], annotation.tags)
        return AnnotationId(id_)

    def overwrite(self, id_: AnnotationId, text: ArticleText, annotation: Annotation) -> None:
        """Make an annotation what another library has made of it; as with `restore`."""
        self._placements.drop([id_])
        values: dict[str, Value] = {
            "text_id": text.id,
            **_selector(annotation.passage),
            "style": annotation.style,
            "color": annotation.color,
            "note": canonical(annotation.note),
            "updated_at": to_iso(annotation.updated_at),
        }
        self._store.update("annotation", id_, values)
        self._tags.replace(id_, annotation.tags)

    def move(self, annotation: AnnotationId, text: ArticleText, span: Span) -> None:
        """Give an annotation other ends in a text, which it is an annotation of from then on.

        Note, tags and date of making stay.
        """
        self._placements.drop([annotation])
        passage = describe(text.content, span)
        self._update([annotation], text_id=text.id, **_selector(passage))
        self._placements.place(annotation, text.id, passage)

    def confirm(self, annotations: Iterable[AnnotationId]) -> None:
        """Keep that annotations are right where they stand in a changed text."""
        self._placements.confirm(annotations)

    def recolor(self, annotations: Iterable[AnnotationId], color: ColorKey) -> None:
        """Give annotations a colour."""
        self._update(annotations, color=color)

    def restyle(self, annotations: Iterable[AnnotationId], style: Style) -> None:
        """Draw annotations as highlights or as underlines."""
        self._update(annotations, style=style)

    def write_note(self, annotation: AnnotationId, note: str) -> None:
        """Replace an annotation's note."""
        self._update([annotation], note=canonical(note))

    def delete(self, annotations: Iterable[AnnotationId]) -> None:
        """Remove annotations with their tags and their place in the walk through past ones."""
        for annotation in annotations:
            self._tags.replace(annotation, ())
            for review in self._store.ids(
                "SELECT id FROM review WHERE annotation_id = ?", (annotation,)
            ):
                self._store.delete("review", review)
            self._placements.drop([annotation])
            self._store.delete("annotation", annotation)

    def _require(self, text: ArticleText) -> None:
        if self._store.one("SELECT 1 FROM article_text WHERE id = ?", (text.id,)) is None:
            raise NotFound("This article is no longer in the library.")

    def _update(self, annotations: Iterable[AnnotationId], **values: str | int | None) -> None:
        stamp: dict[str, Value] = {"updated_at": to_iso(self._store.clock())}
        for annotation in annotations:
            self._store.update("annotation", annotation, dict(values), stamp=stamp)


def annotations_in(changes: ChangeSet) -> list[AnnotationId]:
    """Give the annotations that look different after changes, each once."""
    ids: dict[AnnotationId, None] = {}
    for change in changes.changes:
        if change.table == "annotation":
            ids[AnnotationId(change.id)] = None
        elif change.table in ("annotation_tag", "placement"):
            row = change.after or change.before or {}
            if isinstance(carrier := row.get("annotation_id"), int):
                ids[AnnotationId(carrier)] = None
    return list(ids)


def _selector(passage: Passage | None) -> dict[str, str | int | None]:
    return {
        "start": passage.span.start if passage else None,
        "end": passage.span.end if passage else None,
        "exact": passage.exact if passage else "",
        "prefix": passage.prefix if passage else "",
        "suffix": passage.suffix if passage else "",
    }


def _annotation(row: sqlite3.Row) -> Annotation:
    passage = span = None
    standing: Standing = "exact"
    if row["start"] is not None:
        span = Span(row["start"], row["end"])
        passage = Passage(span, row["exact"], row["prefix"], row["suffix"])
        if not row["is_of_now"]:
            standing = row["standing"] or "lost"
            is_there = row["now_start"] is not None
            span = Span(row["now_start"], row["now_end"]) if is_there else None
    return Annotation(
        id=row["id"],
        uid=row["uid"],
        article_id=row["article_id"],
        text_id=row["text_id"],
        passage=passage,
        span=span,
        standing=standing,
        style=row["style"],
        color=row["color"],
        note=row["note"],
        tags=tuple(row["tags"].split(TAG_SEPARATOR)) if row["tags"] else (),
        created_at=from_iso(row["created_at"]),
        updated_at=from_iso(row["updated_at"]),
    )
