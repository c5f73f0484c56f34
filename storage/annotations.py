"""The reader's highlights, underlines and notes."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from storage.errors import NotFound
from storage.journal import Value
from storage.store import Store, from_iso, to_iso
from storage.tags import Tags
from storage.text.canonical import canonical
from storage.text.passages import describe
from storage.types import (
    Annotation,
    AnnotationId,
    ArticleId,
    ArticleText,
    ColorKey,
    Passage,
    Span,
    Style,
    TextId,
    text_order,
)

TAG_SEPARATOR = "\x1f"
SELECT = (
    "SELECT annotation.*, (SELECT group_concat(name, char(31)) FROM ("
    "SELECT name FROM annotation_tag JOIN tag ON tag.id = tag_id"
    " WHERE annotation_id = annotation.id ORDER BY name_key)) AS tags FROM annotation"
)


class PlacedMark(NamedTuple):
    """As much of an annotation as the page needs to draw it."""

    id: AnnotationId
    start: int
    end: int
    style: Style
    color: ColorKey
    has_note: bool


class Annotations:
    """The annotations of one library. Every write happens inside `library.transaction`."""

    def __init__(self, store: Store, tags: Tags) -> None:
        """Work on a store; tags are written through `tags`."""
        self._store = store
        self._tags = tags

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
            rows = self._store.query(f"{SELECT} WHERE id IN ({marks})", tuple(some))
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
        rows = self._store.query(f"{SELECT} WHERE article_id = ?", (article,))
        return sorted((_annotation(row) for row in rows), key=text_order)

    def ids_of(self, article: ArticleId) -> Sequence[AnnotationId]:
        """Give the ids of an article's annotations, in the order of `of`; quick for many."""
        ids = self._store.ids(
            'SELECT id FROM annotation WHERE article_id = ? ORDER BY start, "end", id', (article,)
        )
        return [AnnotationId(id_) for id_ in ids]

    def marks_on(self, text: TextId) -> list[PlacedMark]:
        """Give what the page draws on a text, by start, longer ones first."""
        rows = self._store.query(
            "SELECT id, start, \"end\", style, color, note <> '' FROM annotation"
            ' WHERE text_id = ? AND start IS NOT NULL ORDER BY start, "end" DESC, id',
            (text,),
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
        self._tags.add([annotation], tags)
        return annotation

    def restore(self, text: ArticleText, annotation: Annotation) -> AnnotationId:
        """Add an annotation as another library had it: same uid, words, times and tags.

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
        """Make an annotation what another library has made of it, with its time of change."""
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
        """Give an annotation other ends; note, tags and date of making stay."""
        self._update([annotation], **_selector(describe(text.content, span)))

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
        """Remove annotations with their tags."""
        for annotation in annotations:
            self._tags.replace(annotation, ())
            self._store.delete("annotation", annotation)

    def _require(self, text: ArticleText) -> None:
        if self._store.one("SELECT 1 FROM article_text WHERE id = ?", (text.id,)) is None:
            raise NotFound("This article is no longer in the library.")

    def _update(self, annotations: Iterable[AnnotationId], **values: str | int | None) -> None:
        stamp: dict[str, Value] = {"updated_at": to_iso(self._store.clock())}
        for annotation in annotations:
            self._store.update("annotation", annotation, dict(values), stamp=stamp)


def _selector(passage: Passage | None) -> dict[str, str | int | None]:
    return {
        "start": passage.span.start if passage else None,
        "end": passage.span.end if passage else None,
        "exact": passage.exact if passage else "",
        "prefix": passage.prefix if passage else "",
        "suffix": passage.suffix if passage else "",
    }


def _annotation(row: sqlite3.Row) -> Annotation:
    passage = None
    if row["start"] is not None:
        span = Span(row["start"], row["end"])
        passage = Passage(span, row["exact"], row["prefix"], row["suffix"])
    return Annotation(
        id=row["id"],
        uid=row["uid"],
        article_id=row["article_id"],
        text_id=row["text_id"],
        passage=passage,
        style=row["style"],
        color=row["color"],
        note=row["note"],
        tags=tuple(row["tags"].split(TAG_SEPARATOR)) if row["tags"] else (),
        created_at=from_iso(row["created_at"]),
        updated_at=from_iso(row["updated_at"]),
    )
