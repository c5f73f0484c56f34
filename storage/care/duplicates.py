"""Articles that are the same or nearly the same, in groups with what speaks for it."""

from __future__ import annotations

import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from storage.care.looking import Progress, ShouldStop, Watch, reader_of
from storage.errors import explained
from storage.migrations import schema_of
from storage.text.resemblance import alike, resemblance, runs, sketch
from storage.text.web_keys import is_site

Reason = Literal["text", "address", "title", "words"]
REASONS: dict[Reason, str] = {
    "text": "the same text",
    "address": "the same address",
    "title": "the same title and day",
    "words": "nearly the same words",
}
LEAST = 0.7  # of the runs of words of two texts, that both have
MARGIN = 0.15  # by which a sketch may be wrong
LARGEST = 50  # articles in a group that is shown; more are no duplicates
LEAST_TITLE = 12  # characters; shorter ones ("Editorial") say little

_READ = "article JOIN article_text ON article_id = article.id AND current = 1"
_SHELF = (
    f"SELECT article.id AS id, content FROM {_READ} WHERE deleted_at IS NULL"
    " ORDER BY length, article.id"
)
_SAME: dict[Reason, str] = {
    "text": f"SELECT sha256 AS key, article.id AS id FROM {_READ} WHERE deleted_at IS NULL"
    " ORDER BY sha256, article.id",
    "address": "SELECT url_key AS key, id FROM article WHERE url_key <> '' AND deleted_at IS NULL"
    " ORDER BY url_key, id",
    "title": "SELECT lower(title) || char(10) || substr(published_at, 1, 10) AS key, id"
    f" FROM article WHERE published_at IS NOT NULL AND length(title) >= {LEAST_TITLE}"
    " AND deleted_at IS NULL ORDER BY key, id",
}


@dataclass(frozen=True, slots=True)
class DuplicateGroup:
    """Articles that may be one: the one to keep first, then the others.

    That is the one with the most annotations, and of several the one that came first.
    `similarity` (0..1) is how much the least alike of the others has in common with it.
    """

    articles: tuple[int, ...]
    reasons: tuple[Reason, ...]
    similarity: float


def duplicates(
    path: Path, progress: Progress | None = None, should_stop: ShouldStop | None = None
) -> list[DuplicateGroup]:
    """Find groups of articles on the shelf that are the same or nearly so, the most alike first.

    Pairs of which the reader has said that they are not the same are left out. 100,000 articles
    take 155 MB in all. Raises: LibraryError; Cancelled.
    """
    watch = Watch(progress, should_stop)
    schema_of(path)  # what is no library is refused
    try:
        with closing(reader_of(path)) as db:
            db.row_factory = sqlite3.Row
            apart = {(one, other) for one, other in db.execute(
                "SELECT one_id, other_id FROM article_apart")}  # fmt: skip
            pairs: defaultdict[tuple[int, int], list[Reason]] = defaultdict(list)
            for reason, sql in _SAME.items():
                watch.tell("Comparing titles and addresses")
                for key, pair in _same(db, sql):
                    if reason != "address" or not is_site(key):
                        pairs[pair].append(reason)
            for pair in _nearly(db, watch):
                if "text" not in pairs[pair]:
                    pairs[pair].append("words")
            for pair in apart:
                pairs.pop(pair, None)
            return _groups(db, pairs, watch)
    except sqlite3.Error as error:
        raise explained(error, path) from error


def from_json(told: list[dict[str, Any]]) -> list[DuplicateGroup]:
    """Read groups back from JSON."""
    return [
        DuplicateGroup(tuple(one["articles"]), tuple(one["reasons"]), one["similarity"])
        for one in told
    ]


def _same(db: sqlite3.Connection, sql: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """Give keys with pairs of neighbours that share them; the rows come by key, then by id."""
    before_key, before = None, 0
    for key, id_ in db.execute(sql):
        if key == before_key:
            yield key, (before, id_)
        before_key, before = key, id_


def _nearly(db: sqlite3.Connection, watch: Watch) -> Iterator[tuple[int, int]]:
    """Give pairs of articles whose texts are nearly the same."""
    shelf = "SELECT count(*) FROM article WHERE deleted_at IS NULL"
    total = db.execute(shelf).fetchone()[0]
    ids, sketches = array("q"), []
    for number, row in enumerate(db.execute(_SHELF)):
        if number % 200 == 0:
            watch.tell("Reading the texts", number, total)
        ids.append(row["id"])
        sketches.append(sketch(runs(row["content"])))
    for number, (one, other) in enumerate(alike(sketches, LEAST - MARGIN)):
        if number % 100 == 0:
            watch.tell("Comparing texts that are alike")
        if _similarity(db, ids[one], ids[other]) >= LEAST:
            yield min(ids[one], ids[other]), max(ids[one], ids[other])


def _similarity(db: sqlite3.Connection, one: int, other: int) -> float:
    sql = "SELECT content FROM article_text WHERE article_id = ? AND current = 1"
    found = [db.execute(sql, (article,)).fetchone() for article in (one, other)]
    if None in found:
        return 0.0
    if found[0][0] == found[1][0]:
        return 1.0
    return resemblance(runs(found[0][0]), runs(found[1][0]))


def _groups(
    db: sqlite3.Connection, pairs: dict[tuple[int, int], list[Reason]], watch: Watch
) -> list[DuplicateGroup]:
    """Put pairs that share an article together."""
    leader: dict[int, int] = {}

    def led(article: int) -> int:
        while leader.setdefault(article, article) != article:
            leader[article] = leader[leader[article]]
            article = leader[article]
        return article

    for (one, other), reasons in pairs.items():
        if reasons:
            leader[led(other)] = led(one)
    together: defaultdict[int, set[int]] = defaultdict(set)
    why: defaultdict[int, set[Reason]] = defaultdict(set)
    for (one, other), reasons in pairs.items():
        if reasons:
            together[led(one)] |= {one, other}
            why[led(one)].update(reasons)
    made: list[DuplicateGroup] = []
    for number, (first, articles) in enumerate(together.items()):
        watch.tell("Comparing texts that are alike", number, len(together))
        ordered = _best_first(db, articles)[:LARGEST]
        similarity = min(_similarity(db, ordered[0], other) for other in ordered[1:])
        because = tuple(reason for reason in REASONS if reason in why[first])
        made.append(DuplicateGroup(tuple(ordered), because, round(similarity, 3)))
    return sorted(made, key=lambda group: (-group.similarity, group.articles))


def _best_first(db: sqlite3.Connection, articles: set[int]) -> list[int]:
    marks = ",".join("?" * len(articles))
    return [
        row["id"]
        for row in db.execute(
            f"SELECT id FROM article WHERE id IN ({marks}) ORDER BY (SELECT count(*)"
            " FROM annotation WHERE article_id = article.id) DESC, imported_at, id",
            tuple(articles),
        )
    ]
