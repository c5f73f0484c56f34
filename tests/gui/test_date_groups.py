"""Headings of days, weeks, months and years: where they stand, with few questions."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from gui.session import Session
from gui.shelf.bands import BAND
from gui.shelf.date_groups import DateGroup, date_groups, without
from storage.library import Library
from storage.types import ArticleId
from tests.builders import make_imported
from tests.gui.test_shelf import make_shelf, session  # noqa: F401

TODAY = date(2026, 11, 25)  # a Wednesday
days = st.dates(date(1990, 1, 1), date(2026, 12, 31))


def at_noon(day: date) -> str:
    return f"{day.isoformat()}T12:00:00.000Z"


@pytest.mark.parametrize(
    ("day", "title"),
    [
        (date(2026, 11, 26), "Later"),
        (date(2026, 11, 25), "Today"),
        (date(2026, 11, 24), "Yesterday"),
        (date(2026, 11, 23), "This week"),
        (date(2026, 11, 17), "Last week"),
        (date(2026, 11, 2), "November 2026"),
        (date(2026, 3, 5), "March 2026"),
        (date(2025, 3, 5), "2025"),
        (date(2001, 1, 1), "Earlier"),
    ],
)
def test_a_day_has_the_heading_that_people_would_give_it(day: date, title: str) -> None:
    assert date_groups(1, lambda _: at_noon(day), TODAY, is_day=True) == (DateGroup(0, title),)


@given(st.lists(days, max_size=60), st.integers(0, 5), st.booleans())
def test_the_borders_are_those_of_looking_at_every_row(
    found: list[date], undated: int, is_reversed: bool
) -> None:
    moments = [at_noon(day) for day in sorted(found, reverse=not is_reversed)] + [""] * undated
    groups = date_groups(len(moments), moments.__getitem__, TODAY, is_day=True)
    kinds = [date_groups(1, lambda _, m=m: m, TODAY, is_day=True)[0].title for m in moments]
    borders = [
        DateGroup(row, kind) for row, kind in enumerate(kinds) if row == 0 or kind != kinds[row - 1]
    ]
    assert list(groups) == borders


def test_few_rows_of_many_are_looked_at() -> None:
    asked: list[int] = []

    def moment(row: int) -> str:
        asked.append(row)
        return at_noon(date.fromordinal(TODAY.toordinal() - row // 100))

    assert len(date_groups(100_000, moment, TODAY, is_day=True)) == 18
    assert len(asked) < 800


def test_groups_move_with_the_rows_that_leave() -> None:
    groups = (DateGroup(0, "Today"), DateGroup(2, "Yesterday"), DateGroup(3, "2024"))
    assert without(groups, [0, 2], 3) == (DateGroup(0, "Today"), DateGroup(1, "2024"))
    assert without(groups, [0, 1, 2, 3], 0) == ()


def test_the_room_for_headings_follows_rows_that_go_and_come(
    library: Library,
    session: Session,  # noqa: F811
    qtbot: QtBot,
) -> None:
    with library.transaction("Import"):
        for n in range(6):
            library.articles.take(make_imported(f"Text {n}"))
    with library.unrecorded():
        for n in range(1, 4):
            library._store.execute_unrecorded(
                "UPDATE article SET imported_at = '2020-01-01T00:00:00.000Z' WHERE id = ?", n
            )
    shelf = make_shelf(session, qtbot)
    usual = shelf.view.verticalHeader().defaultSectionSize()

    def high() -> list[int]:
        return [n for n in range(len(shelf.titles())) if shelf.view.rowHeight(n) == usual + BAND]

    assert high() == [0, 3]
    session.act("x", lambda lib: lib.articles.move_to_trash([ArticleId(6), ArticleId(3)]))
    assert high() == [0, 2]
    session.undo()
    assert high() == [0, 3]
    shelf.panel._model.show_articles(order="title")
    assert high() == []
    shelf.panel._model.show_articles(order="added")
    assert high() == [0, 3]
