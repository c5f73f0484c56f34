"""Where annotations stand in a newer text of their article than the one they were made on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from storage.journal import Value
from storage.store import Store
from storage.text.passages import describe
from storage.types import (
    UNSURE,
    Annotation,
    AnnotationId,
    ArticleId,
    Passage,
    Span,
    Standing,
    TextId,
)

if TYPE_CHECKING:
    from storage.text.anchoring import Placement, Placer

TOLD = 1.0  # the score of what another library has placed
FOLLOWED: tuple[Standing, ...] = ("exact", "moved", "confirmed")  # from there, not from the first


class Standings(NamedTuple):
    """How an article's annotations stand in its present text."""

    kept: int = 0
    unsure: int = 0
    lost: int = 0

    def sentence(self) -> str:
        """Say it: "41 notes keep their place, 2 need a look, 1 is not there any more."."""
        if not any(self):
            return ""
        parts = []
        if self.kept:
            parts.append(f"{self.kept:,} {'keeps its' if self.kept == 1 else 'keep their'} place")
        if self.unsure:
            parts.append(f"{self.unsure:,} {'needs' if self.unsure == 1 else 'need'} a look")
        if self.lost:
            parts.append(f"{self.lost:,} {'is' if self.lost == 1 else 'are'} not there any more")
        first, *others = parts
        number, _, rest = first.partition(" ")
        notes = "annotation" if number == "1" else "annotations"
        return ", ".join([f"{number} {notes} {rest}", *others]) + "."


class _Made(NamedTuple):
    """An annotation with the text and the place from which it is followed."""

    id: int
    text: int
    span: Span
    was: Standing


class Placements:
    """The placements of one library. Every write happens inside `library.transaction`.

    An annotation has one in each current text that its article had since it was made, but in the
    text it was made on. They are recorded with what made them, so undo takes them away.
    """

    def __init__(self, store: Store) -> None:
        """Work on a store."""
        self._store = store

    def carry(self, article: ArticleId, old: TextId, new: TextId) -> Standings:
        """Place an article's annotations in the text that is read from now on.

        What was placed there before, or confirmed, stays. `old` is the text that was read so far:
        what stands there unchanged, or where the reader said, is looked for from there.
        """
        placers = cache(lambda text: self._placer(text, new))
        contents = cache(self._content)
        for made in self._made(article, old, new):
            passage = describe(contents(made.text), made.span)
            self._insert(made.id, new, _joined(made.was, placers(made.text).place(passage)))
        return self.standings(article)

    def place_missing(self, article: ArticleId) -> Standings:
        """Place those annotations of an article in its present text that have no place there."""
        row = self._store.one(
            "SELECT id FROM article_text WHERE article_id = ? AND current = 1", (article,)
        )
        return self.carry(article, row["id"], row["id"]) if row else Standings()

    def place(self, annotation: AnnotationId, text: TextId, passage: Passage) -> None:
        """Place an annotation that was made on a text which is not read any more.

        As by a window that has not yet heard of the newer text.
        """
        row = self._store.one(
            "SELECT now.id FROM article_text JOIN article_text AS now"
            " ON now.article_id = article_text.article_id AND now.current = 1"
            " WHERE article_text.id = ? AND now.id <> article_text.id",
            (text,),
        )
        if row is not None:
            self._insert(annotation, row["id"], self._placer(text, row["id"]).place(passage))

    def put(self, annotation: AnnotationId, text: TextId, found: Annotation) -> None:
        """Keep where an annotation stands in a text as another library has it."""
        from storage.text.anchoring import Placement

        self.drop([annotation])
        self._insert(annotation, text, Placement(found.span, found.standing, TOLD))

    def carried(self, position: int, old: TextId, new: TextId) -> int:
        """Give where a reading position of one text is in another."""
        if position <= 0:
            return 0
        return self._placer(old, new).carried(position)

    def standings(self, article: ArticleId) -> Standings:
        """Count how the annotations of an article stand in its present text."""
        rows = self._store.query(
            "SELECT CASE WHEN annotation.text_id = now.id THEN 'exact'"
            " ELSE coalesce(placement.state, 'lost') END AS standing, count(*) AS number"
            " FROM annotation JOIN article_text AS now"
            " ON now.article_id = annotation.article_id AND now.current = 1"
            " LEFT JOIN placement"
            " ON placement.annotation_id = annotation.id AND placement.text_id = now.id"
            " WHERE annotation.article_id = ? AND annotation.start IS NOT NULL GROUP BY standing",
            (article,),
        )
        counts = {row["standing"]: row["number"] for row in rows}
        unsure, lost = sum(counts.get(state, 0) for state in UNSURE), counts.get("lost", 0)
        return Standings(sum(counts.values()) - unsure - lost, unsure, lost)

    def confirm(self, annotations: Iterable[AnnotationId]) -> None:
        """Keep that the reader found them right where they stand; the lost ones stay lost."""
        for annotation in annotations:  # its id goes with the change, for views
            for row in self._of([annotation], "AND state IN ('changed', 'ambiguous')"):
                stamp: dict[str, Value] = {"annotation_id": annotation}
                self._store.update("placement", row, {"state": "confirmed"}, stamp=stamp)

    def drop(self, annotations: Iterable[AnnotationId]) -> None:
        """Remove the placements of annotations that go, or whose ends the reader has set anew."""
        for row in self._of(annotations):
            self._store.delete("placement", row)

    # -- inside

    def _made(self, article: ArticleId, old: TextId, new: TextId) -> list[_Made]:
        """Give the annotations that have no place in a text yet."""
        rows = self._store.query(
            'SELECT annotation.id, annotation.text_id, annotation.start, annotation."end",'
            ' placement.start AS placed_start, placement."end" AS placed_end, placement.state'
            " FROM annotation LEFT JOIN placement"
            " ON placement.annotation_id = annotation.id AND placement.text_id = ?"
            " WHERE article_id = ? AND annotation.start IS NOT NULL AND annotation.text_id <> ?"
            " AND NOT EXISTS (SELECT 1 FROM placement AS there"
            " WHERE there.annotation_id = annotation.id AND there.text_id = ?)"
            " ORDER BY annotation.id",
            (old, article, new, new),
        )
        return [
            _Made(row["id"], old, Span(row["placed_start"], row["placed_end"]), row["state"])
            if row["state"] in FOLLOWED
            else _Made(row["id"], row["text_id"], Span(row["start"], row["end"]), "exact")
            for row in rows
        ]

    def _placer(self, old: int, new: int) -> Placer:
        from storage.text.anchoring import Placer  # rapidfuzz: not on the way to the window

        return Placer(self._content(new), self._content(old))

    def _content(self, text: int) -> str:
        row = self._store.one("SELECT content FROM article_text WHERE id = ?", (text,))
        return str(row["content"]) if row else ""

    def _insert(self, annotation: int, text: int, placement: Placement) -> None:
        span = placement.span
        self._store.insert(
            "placement",
            {
                "annotation_id": annotation,
                "text_id": text,
                "start": span.start if span else None,
                "end": span.end if span else None,
                "state": placement.state,
                "score": placement.score,
            },
        )

    def _of(self, annotations: Iterable[AnnotationId], condition: str = "") -> list[int]:
        sql = f"SELECT id FROM placement WHERE annotation_id = ? {condition}"
        return [row["id"] for one in annotations for row in self._store.query(sql, (one,))]


def _joined(was: Standing, found: Placement) -> Placement:
    """Give a placement as it is to the text that the annotation was made on."""
    if found.state in ("exact", "moved") and was in ("moved", "confirmed"):
        return replace(found, state=was)
    return found
