"""The quote ledger: who said what in which article, over the whole library."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final, Literal, get_args

from storage.exported import ExportedQuote
from storage.finding_types import EntityId, FindingState, LedgerEntry, Quote
from storage.found import QuoteKind
from storage.journal import Value
from storage.quotes import SPEAKER, quote_of
from storage.search import matches
from storage.store import Store, from_iso, to_iso
from storage.texts import Texts
from storage.types import TextId

LedgerOrder = Literal["date", "speaker", "article"]
LEDGER_ORDERS: tuple[LedgerOrder, ...] = get_args(LedgerOrder)
_NOTHING: Final = "\U0010ffff"  # no name and no word
SHOWN: Final[tuple[FindingState, ...]] = ("suggested", "confirmed")

_DATE: Final = "coalesce(published_at, imported_at)"  # as the index article_by_date has it
_SELECT: Final = (
    "SELECT quote.*, article_text.article_id AS article_id, root.id AS root_id, root.name AS name,"
    " title, byline, site, url, article.uid AS article_uid, published_at, imported_at"
    " FROM quote JOIN article_text ON article_text.id = text_id"
    " JOIN article ON article.id = article_id"
    f"{SPEAKER}"
)
# From the articles in their order to the quotes: both are read from indexes, nothing is sorted.
_BY_ARTICLE: Final = (
    " FROM article CROSS JOIN article_text ON article_id = article.id AND current = 1"
    " CROSS JOIN quote ON text_id = article_text.id WHERE deleted_at IS NULL"
)
# From some quotes to their articles: for a few quotes of many.
_BY_QUOTE: Final = (
    " FROM quote CROSS JOIN article_text ON article_text.id = text_id AND current = 1"
    " CROSS JOIN article ON article.id = article_id WHERE deleted_at IS NULL"
)
_BY_TEXT: Final = 'start, "end", quote.id'


@dataclass(frozen=True, slots=True)
class LedgerFilter:
    """Which quotes are wanted; everything that is not given lets all through.

    `words` and `speaker_words` are searched as `storage.search.terms` reads them; `speaker` is one
    entity with all that is merged into it. `since` and `until` are days in UTC, both included: the
    day an article was published, or was imported where it does not say.
    """

    words: str = ""
    speaker: EntityId | None = None
    speaker_words: str = ""
    kind: QuoteKind | None = None
    since: date | None = None
    until: date | None = None
    states: tuple[FindingState, ...] = SHOWN


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """A quote as a list shows it; `at` is when its article was published, or else imported."""

    quote: Quote
    title: str
    at: datetime
    is_published: bool


class Ledger:
    """The quotes of all articles on the shelf, in the texts that are read now."""

    def __init__(self, store: Store, texts: Texts) -> None:
        """Work on a store."""
        self._store = store
        self._texts = texts

    def ids(
        self,
        wanted: LedgerFilter | None = None,
        *,
        order: LedgerOrder = "date",
        is_descending: bool = True,
    ) -> array[int]:
        """Give the ids of the quotes that a filter lets through, in order.

        Quotes of one article follow one another as in the text, whichever way the rest runs.
        Speakers are in alphabetical order, those unknown last. Raises: LibraryError.
        """
        sql, parameters = ledger_query(wanted or LedgerFilter(), order, is_descending)
        return self._store.ids(sql, parameters)

    def rows(self, quotes: Sequence[int]) -> list[LedgerRow]:
        """Give what a list shows of quotes, in the order of the ids; those gone are left out."""
        return [
            LedgerRow(
                quote=quote_of(row),
                title=row["title"],
                at=from_iso(row["published_at"] or row["imported_at"]),
                is_published=row["published_at"] is not None,
            )
            for row in self._rows(quotes)
        ]

    def entries(self, quotes: Sequence[int]) -> list[LedgerEntry]:
        """Give quotes with what it takes to cite them, in the order of the ids.

        Each of their texts is read once, in whatever order they come.
        """
        from storage.exporters.quotations import with_places  # listing needs none of it

        rows = self._rows(quotes)
        own: dict[TextId, list[Quote]] = {}
        for row in rows:
            own.setdefault(TextId(row["text_id"]), []).append(quote_of(row))
        places = {
            place.quote.id: place
            for text, said in own.items()
            for place in with_places(self._texts.get(text), said)
        }
        return [_entry(row, places[row["id"]]) for row in rows]

    def _rows(self, quotes: Sequence[int]) -> list[sqlite3.Row]:
        found: dict[int, sqlite3.Row] = {}
        for first in range(0, len(quotes), 500):
            some = quotes[first : first + 500]
            marks = ",".join("?" * len(some))
            rows = self._store.query(f"{_SELECT} WHERE quote.id IN ({marks})", tuple(some))
            found |= {row["id"]: row for row in rows}
        return [found[quote] for quote in quotes if quote in found]


def ledger_query(
    wanted: LedgerFilter, order: LedgerOrder, is_descending: bool
) -> tuple[str, tuple[Value, ...]]:
    """Write the query for the ids of the quotes that a filter lets through, in order."""
    few, parameters = _few(wanted)
    marks = ",".join("?" * len(wanted.states))
    conditions = [*few, f"quote.state IN ({marks})"]
    parameters.extend(wanted.states)
    for given, condition in (
        (wanted.kind, "quote.kind = ?"),
        (_start_of(wanted.since), f"{_DATE} >= ?"),
        (_start_of(wanted.until, after_days=1), f"{_DATE} < ?"),
    ):
        if given is not None:
            conditions.append(condition)
            parameters.append(given)
    source = _BY_QUOTE if few else _BY_ARTICLE
    where = "".join(f" AND {condition}" for condition in conditions)
    by = _orders("DESC" if is_descending else "ASC")[order]
    return f"SELECT quote.id AS id{source}{where} ORDER BY {by}", tuple(parameters)


def _orders(way: str) -> dict[LedgerOrder, str]:
    name = "(SELECT name FROM entity_root WHERE entity_root.id = speaker_id) COLLATE NOCASE"
    return {
        "date": f"{_DATE} {way}, article.id {way}, {_BY_TEXT}",
        "speaker": f"speaker_id IS NULL, {name} {way}, {_DATE} DESC, article.id DESC, {_BY_TEXT}",
        "article": f"title COLLATE NOCASE {way}, article.id {way}, {_BY_TEXT}",
    }


def _few(wanted: LedgerFilter) -> tuple[list[str], list[Value]]:
    """Give the conditions that leave few quotes of many, with their parameters."""
    conditions: list[str] = []
    parameters: list[Value] = []
    if wanted.words.strip():
        conditions.append("quote.id IN (SELECT rowid FROM quote_fts WHERE quote_fts MATCH ?)")
        parameters.append(_match("exact", wanted.words))
    if wanted.speaker is not None:
        conditions.append("speaker_id IN (SELECT id FROM entity WHERE id = ? OR merged_into = ?)")
        parameters.extend((wanted.speaker, wanted.speaker))
    if wanted.speaker_words.strip():
        keys = [f" {key}" for _, key in matches(wanted.speaker_words)] or [_NOTHING]
        called = " AND ".join("instr(' ' || alias_key, ?)" for _ in keys)
        named = (
            "SELECT coalesce(merged_into, entity.id) FROM entity_alias"
            f" JOIN entity ON entity.id = entity_id WHERE {called}"
        )
        conditions.append(
            "quote.id IN (SELECT id FROM quote WHERE speaker_id IN"
            f" (SELECT id FROM entity WHERE coalesce(merged_into, id) IN ({named}))"
            " UNION ALL SELECT quote.id FROM quote_fts CROSS JOIN quote"
            " ON quote.id = quote_fts.rowid AND speaker_id IS NULL WHERE quote_fts MATCH ?)"
        )
        parameters.extend((*keys, _match("speaker_text", wanted.speaker_words)))
    return conditions, parameters


def _match(column: str, words: str) -> str:
    """Write a search for FTS5 in one column; what has no letter or digit finds nothing."""
    terms = " AND ".join(match for match, _ in matches(words)) or f'"{_NOTHING}"'
    return f"{{{column}}} : ({terms})"


def _start_of(day: date | None, *, after_days: int = 0) -> str | None:
    """Give the first moment of a day in UTC, or of one some days later, as the library has it."""
    if day is None:
        return None
    return to_iso(datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(after_days))


def _entry(row: sqlite3.Row, place: ExportedQuote) -> LedgerEntry:
    return LedgerEntry(
        quote=place.quote,
        title=row["title"],
        byline=row["byline"],
        site=row["site"],
        url=row["url"],
        article_uid=row["article_uid"],
        published_at=from_iso(row["published_at"]) if row["published_at"] else None,
        imported_at=from_iso(row["imported_at"]),
        sentence=place.sentence,
        paragraph=place.paragraph,
    )
