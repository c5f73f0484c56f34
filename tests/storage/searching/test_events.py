"""Searching by the day on which an article was added, read or finished."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storage.library import Library
from storage.types import ArticleId
from tests.builders import add_article, make_annotation, make_imported
from tests.library_files import rows
from tests.storage.query_plans import scans_of

FIRST = datetime(2026, 1, 30, 12, tzinfo=UTC)


class Days:
    """A clock that stands still on a day until it is put forward."""

    now = FIRST

    def __call__(self) -> datetime:
        return self.now

    def forward(self, days: int) -> None:
        self.now += timedelta(days=days)


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Library]:
    """Give a library whose first article was read on two days and finished, others not so."""
    days = Days()
    with Library.open(tmp_path / "library.postil", clock=days) as library:
        first, second = (
            add_article(library, make_imported(f"Number {n}.", published_at=None)) for n in (1, 2)
        )
        for wait in (0, 0, 3):
            days.forward(wait)
            with library.unrecorded():
                library.articles.mark_opened(first)
        with library.unrecorded():
            library.articles.mark_opened(second)
        make_annotation(library, second, "Number")
        add_article(library, make_imported("Number 3."))
        with library.transaction("Done"):
            library.articles.set_state([first], "done")
        yield library


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("added:2026-01", {1, 2}),
        ("added:2026-02-02", {3}),
        ("read:2026-01-30", {1}),
        ("read:2026-02", {1, 2}),
        ("read:2026-01-31..2026-02-01", set()),
        ("read:2026", {1, 2}),
        ("-read:..2026", {3}),
        ("finished:2026-02-02", {1}),
        ("finished:2026-02-03..", set()),
        ("-finished:2026", {2, 3}),
        ("marked:2026-02", {2}),
        ("-marked:2026-02", {1, 3}),
        ("marked:2026-01", set()),
        ("length:short", {1, 2, 3}),
        ("-length:short", set()),
        ("length:book", set()),
        ("read:2026-02 -finished:2026-02", {2}),
    ],
)
def test_found_by_what_happened_on_a_day(made: Library, typed: str, found: set[int]) -> None:
    query = made.query(typed, is_typing=False)
    assert set(made.search.articles(query)) == found
    assert not scans_of(made, lambda: made.search.articles(query))


def test_an_article_is_visited_once_a_day(made: Library) -> None:
    assert rows(made.path, "SELECT day, article_id FROM visit ORDER BY 1, 2") == [
        ("2026-01-30", 1),
        ("2026-02-02", 1),
        ("2026-02-02", 2),
    ]


def test_being_done_is_undone_with_its_day(made: Library) -> None:
    made.undo()
    assert not made.search.articles(made.query("finished:2026", is_typing=False))
    made.redo()
    assert list(made.search.articles(made.query("finished:2026", is_typing=False))) == [1]
    with made.transaction("Read again"):
        made.articles.set_state([ArticleId(1)], "reading")
    assert not made.search.articles(made.query("finished:2026", is_typing=False))
