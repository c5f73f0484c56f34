"""Counts for the overview: over time, and by source, tag, speaker, entity, colour, length.

Reads only; for a large library it takes seconds, so it is asked off the GUI thread. Every count
comes with the search that finds what was counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, get_args

from storage.id_lists import listed
from storage.overview.spans import Span, Step, spans, step_of
from storage.searching import days as written_days
from storage.searching.choices import EXPLAINED, LANGUAGES
from storage.searching.days import Days
from storage.searching.facts import LENGTHS
from storage.searching.query import Dated, Query, both
from storage.searching.searcher import Search
from storage.searching.writing import quoted
from storage.store import Store
from storage.tags import INSIDE
from storage.types import COLORS, ColorKey

Measure = Literal["added", "read", "finished", "marked"]
MEASURES: tuple[Measure, ...] = get_args(Measure)
Basis = Literal["added", "read", "finished"]
BASES: tuple[Basis, ...] = get_args(Basis)
Subject = Literal["site", "tag", "speaker", "mentions", "color", "lang", "length"]
SUBJECTS: tuple[Subject, ...] = get_args(Subject)
BARS: Final = 10  # of one subject, before "more"

MANY: Final = 20_000  # articles, for which it is quicker to read an index of all mentions

_AMONG: Final = "IN (SELECT value FROM json_each(?))"
_ON_SHELF: Final = "NOT IN (SELECT id FROM article WHERE deleted_at IS NOT NULL)"
_EVENTS: Final[Mapping[Measure, tuple[str, str, str]]] = {  # table, article, moment
    "added": ("article", "id", "imported_at"),
    "read": ("visit", "article_id", "day"),
    "finished": ("article", "id", "finished_at"),
    "marked": ("annotation", "article_id", "created_at"),
}
_STARTS: Final[Mapping[Step, str]] = {
    "day": "substr({0}, 1, 10)",
    "week": "date(substr({0}, 1, 10), '-6 days', 'weekday 1')",
    "month": "substr({0}, 1, 7) || '-01'",
    "year": "substr({0}, 1, 4) || '-01-01'",
}


@dataclass(frozen=True, slots=True)
class Times:
    """What happened in each of some spans, oldest first: of each measure a count per span."""

    spans: tuple[Span, ...]
    counts: Mapping[Measure, tuple[int, ...]]

    def search(self, measure: Measure, number: int) -> str:
        """Write the search for what was counted in a span."""
        return f"{measure}:{written_days.written(self.spans[number].days)}"


@dataclass(frozen=True, slots=True)
class Bar:
    """One of a subject: what to call it, how many, and the search for it."""

    name: str
    count: int
    search: str


@dataclass(frozen=True, slots=True)
class Card:
    """The most frequent of a subject; `more` others are not shown."""

    subject: Subject
    bars: tuple[Bar, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Chosen:
    """The articles that are counted: how many, and their ids as a JSON array.

    "" stands for all that are on the shelf.
    """

    count: int
    listed: str


@dataclass(frozen=True, slots=True)
class _Among:
    """A condition that a column is one of some articles, and the index to go along, if any."""

    sql: str
    parameters: tuple[str, ...]
    is_shelf: bool
    is_many: bool

    @classmethod
    def of(cls, chosen: Chosen) -> _Among:
        if not chosen.listed:
            return cls(_ON_SHELF, (), is_shelf=True, is_many=True)
        return cls(_AMONG, (chosen.listed,), is_shelf=False, is_many=chosen.count > MANY)

    def along(self, index: str) -> str:
        """Have all of the shelf read in the order of an index that has what is asked for."""
        return f" INDEXED BY {index}" if self.is_shelf else ""

    @property
    def shelved(self) -> str:
        """What such an index begins with, as a condition."""
        return "deleted_at IS NULL AND " if self.is_shelf else ""

    @property
    def texts(self) -> str:
        """What is read now of the articles, as a condition."""
        return f"IN (SELECT id FROM article_text WHERE current = 1 AND article_id {self.sql})"


class Overview:
    """Counts in one library."""

    def __init__(self, store: Store, search: Search) -> None:
        """Work on a store."""
        self._store = store
        self._search = search

    def today(self) -> date:
        """Give the day of now, as the library has it."""
        return self._store.clock().date()

    def first_day(self) -> date | None:
        """Give the day of the first article that is in the library; None for an empty one."""
        row = self._store.one("SELECT min(imported_at) FROM article WHERE deleted_at IS NULL")
        return date.fromisoformat(row[0][:10]) if row and row[0] else None

    def articles(self, query: Query, basis: Basis, days: Days) -> Chosen:
        """Give the articles that a search finds of those added, read or finished on some days.

        Open at both ends, those that were read at all.
        """
        is_all = basis == "added" and not any(days)
        return self._chosen(query if is_all else both(query, Query("", Dated(*days, basis))))

    def over_time(self, query: Query, first: date, until: date) -> Times:
        """Count what happened to the articles that a search finds, from a day up to another."""
        step = step_of(first, until)
        covered = spans(first, until, step)
        among = _Among.of(self._chosen(query))
        counts = {measure: self._counts(measure, among, step, covered) for measure in MEASURES}
        return Times(tuple(covered), counts)

    def by(self, subject: Subject, chosen: Chosen, colors: Mapping[ColorKey, str]) -> Card:
        """Count articles by a subject, the frequent ones first; of a colour its highlights.

        `colors` are the reader's names of them.
        """
        among = _Among.of(chosen)
        match subject:
            case "color":
                bars = self._by_color(among, colors)
            case "length":
                bars = self._by_length(among)
            case "tag":
                bars = self._by_tag(among)
            case "lang":
                bars = self._by_language(among)
            case "site":
                sql = (
                    f"SELECT site AS name, count(*) AS count FROM article"
                    f"{among.along('article_by_site')} WHERE {among.shelved}id {among.sql}"
                    " AND site <> '' GROUP BY site COLLATE NOCASE"
                )
                bars = self._named(subject, sql, *among.parameters)
            case "speaker":
                sql = _SPEAKERS.format(among.texts)
                bars = self._named(subject, sql, *among.parameters)
            case "mentions":
                along = " INDEXED BY mention_entity" if among.is_many else ""
                sql = _MENTIONED.format(along, among.texts)
                bars = self._named(subject, sql, *among.parameters)
        return Card(subject, tuple(bars[:BARS]), max(0, len(bars) - BARS))

    # -- inside

    def _chosen(self, query: Query) -> Chosen:
        if query.root is None and not query.finds_nothing:
            return Chosen(self._search.count(), "")
        ids = self._search.articles(query)
        return Chosen(len(ids), listed(ids))

    def _counts(
        self, measure: Measure, among: _Among, step: Step, covered: Sequence[Span]
    ) -> tuple[int, ...]:
        if not covered:
            return ()
        table, article, moment = _EVENTS[measure]
        start = _STARTS[step].format(moment)
        what = "*" if measure == "marked" else f"DISTINCT {article}"
        rows = self._store.query(
            f"SELECT {start} AS first, count({what}) AS count FROM {table}"
            f" WHERE {moment} >= ? AND {moment} < ? AND {article} {among.sql} GROUP BY first",
            (covered[0].since, covered[-1].until, *among.parameters),
        )
        found = {row["first"]: row["count"] for row in rows}
        return tuple(found.get(span.since, 0) for span in covered)

    def _named(self, subject: Subject, sql: str, *parameters: str) -> list[Bar]:
        rows = self._store.query(
            f"SELECT name, sum(count) AS count FROM ({sql}) GROUP BY name ORDER BY 2 DESC, 1",
            parameters,
        )
        return [Bar(row["name"], row["count"], f"{subject}:{quoted(row['name'])}") for row in rows]

    def _by_color(self, among: _Among, names: Mapping[ColorKey, str]) -> list[Bar]:
        rows = self._store.query(
            "SELECT color, count(*) AS count FROM annotation WHERE start IS NOT NULL"
            f" AND article_id {among.sql} GROUP BY color",
            among.parameters,
        )
        counts = {row["color"]: row["count"] for row in rows}
        return [Bar(names[c], counts[c], f"color:{c}") for c in COLORS if c in counts]

    def _by_language(self, among: _Among) -> list[Bar]:
        rows = self._store.query(
            "SELECT lower(CASE instr(language, '-') WHEN 0 THEN language"
            " ELSE substr(language, 1, instr(language, '-') - 1) END) AS tag, count(*) AS count"
            f" FROM article{among.along('article_by_language')} WHERE {among.shelved}id {among.sql}"
            " AND language <> '' GROUP BY tag ORDER BY 2 DESC, 1",
            among.parameters,
        )
        return [
            Bar(
                LANGUAGES.get(row["tag"], row["tag"]).capitalize(),
                row["count"],
                f"lang:{row['tag']}",
            )
            for row in rows
        ]

    def _by_length(self, among: _Among) -> list[Bar]:
        limits = [limit for _, limit in LENGTHS.values()]
        cases = " ".join(f"WHEN length < {limit} THEN {n}" for n, limit in enumerate(limits))
        rows = self._store.query(
            f"SELECT CASE {cases} END AS bucket, count(*) AS count FROM article_text"
            f"{among.along('article_text_length')}"
            f" WHERE current = 1 AND article_id {among.sql} GROUP BY bucket",
            among.parameters,
        )
        counts = {row["bucket"]: row["count"] for row in rows}
        return [
            Bar(EXPLAINED["length"][key].capitalize(), counts[n], f"length:{key}")
            for n, key in enumerate(LENGTHS)
            if n in counts
        ]

    def _by_tag(self, among: _Among) -> list[Bar]:
        """Count the articles of each tag, with those under it, as a search for it does."""
        rows = self._store.query(_TAGGED.format(among.sql), among.parameters * 2)
        found: dict[str, set[int]] = defaultdict(set)
        for row in rows:
            parts = row["name"].split(INSIDE)
            for end in range(1, len(parts) + 1):
                found[INSIDE.join(parts[:end])].add(row["article_id"])
        frequent = sorted(found.items(), key=lambda one: (-len(one[1]), one[0].casefold()))
        return [Bar(name, len(articles), f"tag:{quoted(name)}") for name, articles in frequent]


_TAGGED: Final = (
    "SELECT name, article_id FROM article_tag JOIN tag ON tag.id = tag_id WHERE article_id {0}"
    " UNION ALL SELECT name, annotation.article_id FROM annotation_tag JOIN tag ON tag.id = tag_id"
    " JOIN annotation ON annotation.id = annotation_id WHERE annotation.article_id {0}"
)
_ROOT: Final = (
    "JOIN entity AS part ON part.id = {0} JOIN entity AS root"
    " ON root.id = coalesce(part.merged_into, part.id) AND root.state <> 'rejected'"
)
_SPEAKERS: Final = (
    "SELECT root.id, root.name AS name, count(DISTINCT text_id) AS count FROM quote "
    + _ROOT.format("speaker_id")
    + " WHERE text_id {0} AND quote.state <> 'rejected'"
    " GROUP BY root.id"
)
_MENTIONED: Final = (
    "SELECT root.id, root.name AS name, count(DISTINCT text_id) AS count FROM mention{0} "
    + _ROOT.format("entity_id")
    + " WHERE text_id {1} AND mention.state <> 'rejected' AND root.kind <> 'date'"
    " GROUP BY root.id"
)
