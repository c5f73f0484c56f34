"""The first page of a search is the beginning of all that it finds, however it is found."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage.library import Library
from storage.searching import searcher
from storage.searching.orders import ARTICLE_ORDERS
from tests.builders import START, make_annotation, make_imported

SEARCHES = (
    *(
        "river",
        "rare",
        "river rare",
        "river OR rare",
        "river -rare",
        "-rare",
        "riv*",
        '"the river"',
    ),
    *("note:thought", "tag:water", "is:unread river", "title:river", "river ~near wide", "water"),
    *("has:note", "-river", "kind:highlight river", "nothing", "after:2020-01-01", "is:deleted"),
    *("is:deleted OR river", "is:deleted OR is:unread"),
)


@pytest.fixture
def library(tmp_path):
    """Give articles of which some came in later than their ids say."""
    days = iter(range(1000))

    def clock():
        return START + timedelta(days=next(days) * 7 % 50)

    with Library.open(tmp_path / "library.postil", clock=clock) as made:
        for number in range(24):
            words = "wide river" if number % 3 else "field"
            rare = " A rare bird." if number in (2, 3, 17) else ""
            content = f"The {words} of number {number}.{rare}"
            imported = make_imported(content, title=f"{words} {number}", blocks=())
            with made.transaction("Import"):
                article = made.articles.take(imported).id
            if number % 5 == 0:
                make_annotation(
                    made, article, f"number {number}", note="A thought.", tags=["water"]
                )
            if number in (4, 7):
                with made.transaction("Delete"):
                    made.articles.move_to_trash([article])
        yield made


@pytest.mark.parametrize(("newest", "few"), [(1, 2), (4, 2), (4, 2000)])
@pytest.mark.parametrize("typed", SEARCHES)
def test_first_page_is_the_beginning_of_all(library, typed, newest, few, monkeypatch):
    query = library.query(typed)
    whole = library.search.articles(query)
    monkeypatch.setattr(searcher, "NEWEST", newest)
    monkeypatch.setattr(searcher, "FEW_ARTICLES", few)
    for limit in (1, 3, 9):
        assert library.search.articles(query, limit=limit) == whole[:limit]


@pytest.mark.parametrize("is_reversed", [False, True], ids=["", "reversed"])
@pytest.mark.parametrize("order", ARTICLE_ORDERS)
def test_shelf_is_in_the_order_of_a_search_that_finds_all(library, order, is_reversed):
    found = library.search.articles(library.query("-zzz"), order=order, is_reversed=is_reversed)
    assert library.search.articles(order=order, is_reversed=is_reversed) == found


@pytest.mark.parametrize("order", ARTICLE_ORDERS)
@pytest.mark.parametrize("typed", ["tag:nowhere", "in:nowhere", "river in:nowhere"])
def test_place_that_is_not_there_has_nothing_in_any_order(library, typed, order):
    query = library.query(typed)
    assert list(library.search.articles(query, order=order)) == []
    assert library.search.count(query) == 0


def test_all_but_a_place_that_is_not_there_is_everything(library):
    everything = library.search.articles(order="length")
    assert library.search.articles(library.query("-tag:nowhere"), order="length") == everything
