"""Counts of the overview, and that the search of each finds what was counted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from storage.found import Findings, FoundEntity, FoundMention, FoundQuote
from storage.library import Library
from storage.overview.counting import BASES, MEASURES, SUBJECTS, Subject
from storage.searching.query import EVERYTHING
from storage.types import ArticleId, Span
from tests.builders import CONTENT, add_article, make_annotation, make_imported

FIRST, LAST = date(2026, 1, 1), date(2026, 4, 1)
WORDS = "Delegates from Kenya and Peru agreed."


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Give a library of three months: an article every ten days, some read, some finished."""
    now = [datetime(2026, 1, 5, 9, tzinfo=UTC)]
    path: Path = tmp_path_factory.mktemp("overview") / "library.postil"
    with Library.open(path, clock=lambda: now[0]) as made:
        for number in range(8):
            article = add_article(
                made,
                make_imported(
                    f"{CONTENT}\n\nNumber {number}." + " More words." * 700 * (number % 3),
                    site="news.org" if number % 2 else "www.example.org",
                    language=["en", "en-GB", "de", ""][number % 4],
                    published_at=None,
                ),
            )
            if number < 6:
                with made.unrecorded():
                    made.articles.mark_opened(article)
                color = ("yellow", "red")[number % 2]
                tags = ["climate/storm"] if number % 2 else ["climate", "to do"]
                tags += [] if number else ["storm"]
                make_annotation(made, article, WORDS, color=color, tags=tags)  # type: ignore[arg-type]
                _find(made, article, speaker="Ana Ruiz" if number < 4 else "")
            if number < 3:
                with made.transaction("Done"):
                    made.articles.set_state([article], "done")
            now[0] += timedelta(days=10)
        with made.transaction("Delete"):
            made.articles.move_to_trash([ArticleId(2)])
        yield made


def _find(library: Library, article: ArticleId, speaker: str) -> None:
    text = library.texts.current(article)
    person, quote = text.content.index("Ana Ruiz"), text.content.index("“We will act now,”")
    findings = Findings(
        *("postil", "1", "en"),
        (FoundEntity("person", "Ana Ruiz"),),
        (FoundMention(person, person + 8, 0, 0.9),),
        (
            FoundQuote(
                Span(quote, quote + 18),
                "direct",
                entity=0 if speaker else None,
                speaker_confidence=0.5 if speaker else 0.0,
            ),
        ),
    )
    with library.unrecorded():
        library.findings.record(text, findings)


def bars(library: Library, subject: Subject) -> dict[str, int]:
    ids = library.overview.articles(EVERYTHING, "added", ("", ""))
    card = library.overview.by(subject, ids, library.legend.names())
    return {bar.name: bar.count for bar in card.bars}


def test_over_time(library: Library) -> None:
    times = library.overview.over_time(EVERYTHING, FIRST, LAST)
    assert [span.short for span in times.spans][:2] == ["29 Dec", "5 Jan"]  # week by week
    assert {measure: sum(times.counts[measure]) for measure in MEASURES} == {
        "added": 7,
        "read": 5,
        "finished": 2,
        "marked": 5,
    }


def test_only_what_a_search_finds_is_counted_over_time(library: Library) -> None:
    query = library.query("site:news.org", is_typing=False)
    times = library.overview.over_time(query, FIRST, LAST)
    assert (sum(times.counts["added"]), sum(times.counts["read"])) == (3, 2)


@pytest.mark.parametrize(
    ("until", "count"), [(date(2026, 1, 20), 20), (date(2026, 12, 1), 11), (date(2036, 1, 1), 10)]
)
def test_every_column_finds_what_it_counts(library: Library, until: date, count: int) -> None:
    times = library.overview.over_time(EVERYTHING, FIRST, until)
    assert len(times.spans) in (count, count - 1, count + 1)
    for measure in MEASURES:
        for number, counted in enumerate(times.counts[measure]):
            query = library.query(times.search(measure, number), is_typing=False)
            assert not query.problems
            assert library.search.count(query) == counted  # one highlight in each


def test_subjects(library: Library) -> None:
    assert bars(library, "site") == {"www.example.org": 4, "news.org": 3}
    assert bars(library, "tag") == {"climate": 5, "climate/storm": 2, "storm": 1, "to do": 3}
    assert bars(library, "speaker") == {"Ana Ruiz": 3}
    assert bars(library, "mentions") == {"Ana Ruiz": 5}
    assert bars(library, "color") == {"Yellow": 3, "Red": 2}
    assert bars(library, "lang") == {"English": 3, "German": 2}
    assert bars(library, "length") == {"Up to 5 minutes": 3, "5 to 15 minutes": 4}


@pytest.mark.parametrize("subject", SUBJECTS)
@pytest.mark.parametrize("basis", BASES)
def test_every_bar_finds_what_it_counts(library: Library, subject: Subject, basis: str) -> None:
    days = ("2026-01-01", "2026-03-01")
    query = library.query("delegates", is_typing=False)
    ids = library.overview.articles(query, basis, days)  # type: ignore[arg-type]
    card = library.overview.by(subject, ids, library.legend.names())
    assert card.bars
    for bar in card.bars:
        asked = f"delegates {bar.search} {basis}:2026-01..2026-02"
        found = library.query(asked, is_typing=False)
        assert not found.problems
        assert library.search.count(found) == bar.count
