"""A list of annotations shows quotes in their place where it is asked for them."""

from __future__ import annotations

import pytest

from storage.annotation_lists import GROUPINGS, LIST_ORDERS, Grouping, ListOrder
from storage.library import Library
from storage.mixed_lists import ListedQuote, lists_quotes
from storage.searching.language import parse
from tests.builders import make_annotation
from tests.storage.found_texts import VISIT, add_visit

HERE, LEFT = "“We are here.”", "that WHO had left in peace"


@pytest.fixture
def quoting(library: Library) -> Library:
    article = add_visit(library).article_id
    make_annotation(library, article, "It rained.")
    return library


def said(library: Library, ids: object) -> list[str]:
    rows = library.mixed_lists.rows(list(ids))  # type: ignore[call-overload]
    return [row.quote.exact if isinstance(row, ListedQuote) else "" for row in rows]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", [""]),
        ("rained", [""]),
        ("kind:quote", [HERE, LEFT]),
        ("kind:quote peace", [LEFT]),
        ("kind:quote speaker:ana", [HERE]),
        ("kind:highlight", [""]),
    ],
)
def test_what_is_listed(quoting: Library, typed: str, found: list[str]) -> None:
    assert said(quoting, quoting.mixed_lists.ids(parse(typed))) == found


@pytest.mark.parametrize("order", LIST_ORDERS)
def test_quotes_have_every_order(quoting: Library, order: ListOrder) -> None:
    query = parse("kind:quote")
    ids = quoting.mixed_lists.ids(query, order=order)
    assert sorted(said(quoting, ids)) == sorted([HERE, LEFT])
    assert quoting.mixed_lists.ids(query, order=order, limit=1) == ids[:1]
    ids_reversed = quoting.mixed_lists.ids(query, order=order, is_reversed=True)
    assert sorted(ids_reversed) == sorted(ids)
    first = quoting.mixed_lists.ids(query, order=order, is_reversed=True, limit=1)
    assert first == ids_reversed[:1]


@pytest.mark.parametrize(
    ("by", "titles"),
    [
        ("article", ["Ministers meet in Geneva"]),
        ("speaker", ["Ana Ruiz", ""]),
        ("month", ["2026-01"]),
        ("tag", [""]),
        ("color", [""]),
    ],
)
def test_quotes_in_groups(quoting: Library, by: Grouping, titles: list[str]) -> None:
    assert by in GROUPINGS
    ids = quoting.mixed_lists.ids(parse("kind:quote"))
    groups = quoting.mixed_lists.groups(ids, by)
    assert [group.title for group in groups] == titles
    assert sorted(id_ for group in groups for id_ in group.ids) == sorted(ids)


def test_articles_of_one_title_are_groups_of_their_own(quoting: Library) -> None:
    add_visit(quoting, f"{VISIT} Once more.", origin="/again.txt")
    ids = quoting.mixed_lists.ids(parse("kind:quote"))
    groups = quoting.mixed_lists.groups(ids, "article")
    assert [group.title for group in groups] == ["Ministers meet in Geneva"] * 2
    assert [len(group.ids) for group in groups] == [2, 2]


def test_annotations_in_groups_as_without_quotes(quoting: Library) -> None:
    ids = quoting.mixed_lists.ids()
    assert quoting.mixed_lists.groups(ids, "color") == quoting.annotation_lists.groups(ids, "color")


@pytest.mark.parametrize(
    ("typed", "is_so"),
    [("kind:quote", True), ("kind:quote x", True), ("-kind:quote", False), ("x", False)],
)
def test_only_kind_quote_asks_for_quotes(typed: str, is_so: bool) -> None:
    assert lists_quotes(parse(typed)) == is_so
