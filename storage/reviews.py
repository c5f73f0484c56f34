"""The walk through past annotations: which come next, and when each comes again."""

from __future__ import annotations

import sqlite3
from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Final, Literal, get_args

from storage.annotation_lists import AnnotationLists
from storage.errors import NotFound
from storage.exported import KeptReview
from storage.id_lists import listed
from storage.journal import ChangeSet, Value
from storage.searching.query import EVERYTHING, Query
from storage.store import Store, from_iso, to_iso
from storage.types import AnnotationId, ArticleId

ReviewWay = Literal["spaced", "random"]
REVIEW_WAYS: tuple[ReviewWay, ...] = get_args(ReviewWay)
INTERVALS: Final = (1, 3, 7, 16, 35, 90, 180)  # days after the first, second ... time it is kept

MIXED: Final = 20  # of how many times as many old ones the next are taken
_DONE: Final = "due_at IS NULL"
_FRESH: Final = (  # those of some that are in no review, with their articles, in their order
    "SELECT annotation.id AS id, annotation.article_id AS article_id FROM json_each(?) AS listed"
    " CROSS JOIN annotation ON annotation.id = listed.value"
    " LEFT JOIN review ON review.annotation_id = annotation.id"
    " WHERE review.id IS NULL ORDER BY listed.key"
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many annotations of some are due, were never seen, wait for another day, are done."""

    due: int
    never_seen: int
    later: int
    done: int

    @property
    def all(self) -> int:
        """How many are not done with."""
        return self.due + self.never_seen + self.later


class Reviews:
    """The reviews of one library. Every write happens inside `library.transaction`."""

    def __init__(self, store: Store, lists: AnnotationLists) -> None:
        """Work on a store; the lists say which annotations a query finds."""
        self._store = store
        self._lists = lists

    # -- what comes next; asked off the GUI thread

    def next_ones(
        self,
        query: Query = EVERYTHING,
        *,
        way: ReviewWay = "spaced",
        limit: int = 0,
        random: Random | None = None,
    ) -> array[int]:
        """Give the annotations to walk through; `limit` 0 gives all.

        Spaced: those that are due, the longest due first, then those never seen, the oldest of
        each article in turn. Random: any that are not done with.
        """
        if way == "random":
            done = self._store.ids(f"SELECT annotation_id AS id FROM review WHERE {_DONE}")
            left = sorted(set(self._lists.ids(query)).difference(done))
            (random or Random()).shuffle(left)
            return array("q", left[:limit] if limit else left)
        chosen = self._due(query)[: limit or None]
        if not limit or len(chosen) < limit:
            chosen += self._never_seen(query, limit - len(chosen) if limit else 0)
        return chosen

    def waiting(self, query: Query = EVERYTHING) -> Waiting:
        """Count what there is to review of what a query finds."""
        found, now = set(self._lists.ids(query)), self._now()
        rows = self._store.query("SELECT annotation_id, due_at FROM review")
        due = [row["due_at"] for row in rows if row["annotation_id"] in found]
        done = due.count(None)
        late = sum(at is not None and at <= now for at in due)
        return Waiting(late, len(found) - len(due), len(due) - done - late, done)

    def of(self, annotation: AnnotationId) -> KeptReview | None:
        """Say where an annotation is in the walk; None if it never was in it."""
        row = self._store.one("SELECT * FROM review WHERE annotation_id = ?", (annotation,))
        return _kept(row) if row is not None else None

    def of_article(self, article: ArticleId) -> dict[str, KeptReview]:
        """Give the reviews of an article's annotations, by their uid."""
        rows = self._store.query(
            "SELECT uid, times, seen_at, due_at FROM annotation CROSS JOIN review"
            " ON review.annotation_id = annotation.id WHERE article_id = ?",
            (article,),
        )
        return {row["uid"]: _kept(row) for row in rows}

    def said_in(self, changes: ChangeSet) -> list[AnnotationId]:
        """Give the annotations of which something else is said after changes, each once."""
        ids: dict[AnnotationId, None] = {}
        for change in changes.changes:
            if change.table != "review":
                continue
            row = self._store.one("SELECT annotation_id FROM review WHERE id = ?", (change.id,))
            of = row["annotation_id"] if row else (change.before or {}).get("annotation_id")
            if isinstance(of, int):
                ids[AnnotationId(of)] = None
        return list(ids)

    # -- what the reader says

    def keep(self, annotation: AnnotationId) -> None:
        """Show an annotation again later: the more often it was kept, the later.

        Raises: NotFound if it is gone.
        """
        row = self._store.one("SELECT times FROM review WHERE annotation_id = ?", (annotation,))
        times = int(row["times"]) if row else 0
        days = INTERVALS[min(times, len(INTERVALS) - 1)]
        due = to_iso(self._store.clock() + timedelta(days=days))
        self._write(annotation, times + 1, due)

    def finish(self, annotation: AnnotationId) -> None:
        """Never show an annotation again. Raises: NotFound if it is gone."""
        row = self._store.one("SELECT times FROM review WHERE annotation_id = ?", (annotation,))
        self._write(annotation, int(row["times"]) if row else 1, None)

    def forget(self, annotations: Sequence[AnnotationId]) -> None:
        """Take annotations out of the walk, as if they had never been in it."""
        for annotation in annotations:
            row = self._store.one("SELECT id FROM review WHERE annotation_id = ?", (annotation,))
            if row is not None:
                self._store.delete("review", row["id"])

    def take(self, reviews: Mapping[str, KeptReview]) -> None:
        """Take in reviews of annotations that are here, by their uid; those here stay."""
        for uid, review in reviews.items():
            row = self._store.one(
                "SELECT annotation.id AS id FROM annotation LEFT JOIN review"
                " ON review.annotation_id = annotation.id WHERE uid = ? AND review.id IS NULL",
                (uid,),
            )
            if row is not None:
                due = to_iso(review.due_at) if review.due_at else None
                self._write(row["id"], review.times, due, to_iso(review.seen_at))

    # -- inside

    def _write(
        self, annotation: AnnotationId, times: int, due_at: str | None, seen_at: str = ""
    ) -> None:
        seen_at = seen_at or self._now()
        values: dict[str, Value] = {"times": times, "seen_at": seen_at, "due_at": due_at}
        row = self._store.one("SELECT id FROM review WHERE annotation_id = ?", (annotation,))
        if row is not None:
            self._store.update("review", row["id"], values)
        elif self._store.one("SELECT 1 FROM annotation WHERE id = ?", (annotation,)) is None:
            raise NotFound("This annotation is no longer in the library.")
        else:
            self._store.insert("review", {"annotation_id": annotation, **values})

    def _due(self, query: Query) -> array[int]:
        """Give those that are due, the longest due first."""
        due = self._store.ids(
            "SELECT annotation_id AS id FROM review WHERE due_at <= ? ORDER BY due_at, id",
            (self._now(),),
        )
        found = set(self._lists.ids(query)) if due else set()
        return array("q", (id_ for id_ in due if id_ in found))

    def _never_seen(self, query: Query, wanted: int) -> array[int]:
        """Give the oldest of each article, then the second oldest of each, and so on.

        Where some are `wanted`, not all, only the oldest `MIXED` times as many are mixed.
        """
        limit = wanted * MIXED
        while True:
            oldest = self._lists.ids(query, order="made", is_reversed=True, limit=limit)
            fresh = self._store.query(_FRESH, (listed(oldest),))
            if not limit or len(oldest) < limit or len(fresh) >= wanted:
                break
            limit *= MIXED
        turns: Counter[int] = Counter()
        ordered: list[tuple[int, int, int]] = []
        for place, row in enumerate(fresh):
            turns[row["article_id"]] += 1
            ordered.append((turns[row["article_id"]], place, row["id"]))
        mixed = [id_ for _, _, id_ in sorted(ordered)]
        return array("q", mixed[: wanted or None])

    def _now(self) -> str:
        return to_iso(self._store.clock())


def _kept(row: sqlite3.Row) -> KeptReview:
    due = row["due_at"]
    return KeptReview(row["times"], from_iso(row["seen_at"]), from_iso(due) if due else None)
