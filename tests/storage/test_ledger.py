"""The quote ledger lists who said what over the whole library."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from storage.found import Findings, FoundEntity, FoundQuote, QuoteKind
from storage.ledger import LEDGER_ORDERS, LedgerFilter, ledger_query
from storage.library import Library
from storage.types import ArticleId, Span
from tests.builders import add_article, make_imported, make_library

ANA, BO = "Ana Ruiz", "Bo Lind"
FIRST = (
    "River news\n\n“Floods are over,” Ana Ruiz said. She noted that dams held.\n\n“Good,” he said."
)
SECOND = "Bread news\n\nBo Lind said: “Flour is dear.”"


def quote_on(
    content: str, words: str, speaker: int | None = None, kind: QuoteKind = "direct"
) -> FoundQuote:
    start = content.index(words)
    return FoundQuote(Span(start, start + len(words)), kind, entity=speaker)


def record(library: Library, article: ArticleId, people: list[str], *quotes: FoundQuote) -> None:
    text = library.texts.current(article)
    entities = tuple(FoundEntity("person", name) for name in people)
    with library.unrecorded():
        library.findings.record(text, Findings("postil", "1", "en", entities, quotes=quotes))


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Library]:
    """Give a library with four quotes in two articles; the second one is older."""
    with make_library(tmp_path) as library:
        first = add_article(
            library,
            make_imported(FIRST, origin="/a", published_at=datetime(2024, 5, 2, tzinfo=UTC)),
        )
        second = add_article(
            library,
            make_imported(SECOND, origin="/b", published_at=datetime(2023, 1, 1, tzinfo=UTC)),
        )
        record(
            library,
            first,
            [ANA],
            quote_on(FIRST, "“Floods are over,”", 0),
            quote_on(FIRST, "dams held", 0, kind="indirect"),
            quote_on(FIRST, "“Good,”"),
        )
        record(library, second, [BO], quote_on(SECOND, "“Flour is dear.”", 0))
        yield library


def said(library: Library, wanted: LedgerFilter | None = None, **order: object) -> list[str]:
    ids = library.ledger.ids(wanted, **order)  # type: ignore[arg-type]
    return [row.quote.exact for row in library.ledger.rows(ids)]


ALL_BY_DATE = ["“Floods are over,”", "dams held", "“Good,”", "“Flour is dear.”"]


def test_newest_articles_come_first_and_their_quotes_in_text_order(ledger: Library) -> None:
    assert said(ledger) == ALL_BY_DATE
    assert said(ledger, is_descending=False) == [ALL_BY_DATE[3], *ALL_BY_DATE[:3]]


def test_speakers_stand_in_alphabetical_order_the_unknown_last(ledger: Library) -> None:
    upwards = said(ledger, order="speaker", is_descending=False)
    assert upwards == ["“Floods are over,”", "dams held", "“Flour is dear.”", "“Good,”"]
    downwards = said(ledger, order="speaker", is_descending=True)
    assert downwards == ["“Flour is dear.”", "“Floods are over,”", "dams held", "“Good,”"]


def test_articles_stand_in_alphabetical_order(ledger: Library) -> None:
    found = ledger.ledger.rows(ledger.ledger.ids(order="article", is_descending=False))
    titles = [row.title for row in found]
    assert titles == sorted(titles, key=str.casefold)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        pytest.param(LedgerFilter(words="flood"), ALL_BY_DATE[:1], id="beginning of a word"),
        pytest.param(LedgerFilter(words='"is dear"'), ALL_BY_DATE[3:], id="phrase"),
        pytest.param(LedgerFilter(words="Ruiz"), [], id="name of the speaker is no word"),
        pytest.param(LedgerFilter(words="…"), [], id="no letter"),
        pytest.param(LedgerFilter(kind="indirect"), ["dams held"], id="kind"),
        pytest.param(LedgerFilter(since=date(2023, 1, 2)), ALL_BY_DATE[:3], id="since"),
        pytest.param(LedgerFilter(until=date(2023, 1, 1)), ALL_BY_DATE[3:], id="until that day"),
        pytest.param(LedgerFilter(until=date(2022, 12, 31)), [], id="until the day before"),
        pytest.param(LedgerFilter(speaker_words="rui"), ALL_BY_DATE[:2], id="part of a name"),
        pytest.param(LedgerFilter(speaker_words="uiz"), [], id="not the end of a word"),
        pytest.param(LedgerFilter(speaker_words="?!"), [], id="no name"),
        pytest.param(LedgerFilter(states=("confirmed",)), [], id="state"),
        pytest.param(
            LedgerFilter(words="held", speaker_words="Ana"), ["dams held"], id="all at once"
        ),
    ],
)
def test_filter_lets_through_what_it_says(
    ledger: Library, wanted: LedgerFilter, found: list[str]
) -> None:
    assert said(ledger, wanted) == found


def test_speaker_without_a_name_is_found_by_the_words_of_the_text(tmp_path: Path) -> None:
    with make_library(tmp_path) as library:
        article = add_article(library, make_imported(FIRST, origin="/a"))
        start = FIRST.index("he said")
        who = Span(start, start + 2)
        record(library, article, [], FoundQuote(Span(start - 8, start - 1), "direct", who))
        assert said(library, LedgerFilter(speaker_words="he")) == ["“Good,”"]


def test_merged_speakers_are_one(ledger: Library) -> None:
    ana, bo = (ledger.entities.matching(name)[0].id for name in (ANA, BO))
    assert said(ledger, LedgerFilter(speaker=ana)) == ALL_BY_DATE[:2]
    with ledger.transaction("Merge"):
        ledger.entities.merge([bo], ana)
    wanted = ["“Floods are over,”", "dams held", "“Flour is dear.”"]
    assert said(ledger, LedgerFilter(speaker=ana)) == wanted
    assert said(ledger, LedgerFilter(speaker_words="Lind")) == wanted
    ledger.undo()
    assert said(ledger, LedgerFilter(speaker=ana)) == ALL_BY_DATE[:2]


def test_rejected_quotes_and_trashed_articles_are_left_out(ledger: Library) -> None:
    first, *_, last = ledger.ledger.ids()
    with ledger.transaction("Reject"):
        ledger.quotes.reject([first])  # type: ignore[list-item]
    assert said(ledger) == ALL_BY_DATE[1:]
    assert said(ledger, LedgerFilter(states=("rejected",))) == ALL_BY_DATE[:1]
    with ledger.transaction("Delete"):
        ledger.articles.move_to_trash([ledger.quotes.get(last).article])  # type: ignore[arg-type]
    assert said(ledger) == ALL_BY_DATE[1:3]


def test_row_says_when_the_article_was_published(ledger: Library) -> None:
    row = ledger.ledger.rows(ledger.ledger.ids())[0]
    assert (row.at, row.is_published) == (datetime(2024, 5, 2, tzinfo=UTC), True)
    assert row.quote.speaker_name == ANA


def test_entries_have_their_sentence_and_paragraph(ledger: Library) -> None:
    found = ledger.ledger.entries(ledger.ledger.ids())
    assert [entry.sentence for entry in found] == [
        "“Floods are over,” Ana Ruiz said.",
        "She noted that dams held.",
        "“Good,” he said.",
        "Bo Lind said: “Flour is dear.”",
    ]
    assert [entry.paragraph for entry in found] == [2, 2, 3, 2]


def test_gone_quotes_are_no_rows(ledger: Library) -> None:
    assert ledger.ledger.rows([10_000]) == []
    assert ledger.ledger.entries([10_000]) == []


@pytest.mark.parametrize("order", LEDGER_ORDERS)
@pytest.mark.parametrize(
    "wanted",
    [
        LedgerFilter(),
        LedgerFilter(words="a b"),
        LedgerFilter(speaker=1),  # type: ignore[arg-type]
        LedgerFilter(since=date(2020, 1, 1), kind="direct"),
    ],
    ids=["all", "words", "speaker", "date"],
)
def test_no_table_is_read_from_end_to_end(
    ledger: Library, wanted: LedgerFilter, order: str
) -> None:
    sql, parameters = ledger_query(wanted, order, True)  # type: ignore[arg-type]
    plan = [row[3] for row in ledger._store.query(f"EXPLAIN QUERY PLAN {sql}", parameters)]
    scans = [line for line in plan if line.startswith("SCAN") and "VIRTUAL TABLE" not in line]
    assert not scans, plan
