"""Annotations of all articles are listed in any order, in groups, with their articles."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from storage.annotation_lists import Grouping, ListOrder
from storage.library import Library
from storage.searching.language import parse
from storage.types import AnnotationId, ArticleId
from tests.builders import add_article, make_annotation, make_imported
from tests.storage.found_texts import add_visit

RIVER = "River news\n\nThe river rose by two metres. The bridge was closed."
BREAD = "Bread news\n\nFlour is dear this year. Bakers are worried."


@dataclass
class Shelf:
    """A library with two articles and what was marked in them, oldest first."""

    library: Library
    river: ArticleId
    bread: ArticleId
    rose: AnnotationId
    dear: AnnotationId
    bridge: AnnotationId

    def words(self, ids: object) -> list[str]:
        found = self.library.annotation_lists.rows(list(ids))  # type: ignore[call-overload]
        return [row.annotation.passage.exact if row.annotation.passage else "" for row in found]


@pytest.fixture
def shelf(library: Library) -> Shelf:
    river = add_article(library, make_imported(RIVER, title="River news", site="b.org"))
    bread = add_article(library, make_imported(BREAD, title="bread news", site=""))
    rose = make_annotation(library, river, "The river rose", color="red", tags=["water", "news"])
    dear = make_annotation(library, bread, "Flour is dear", color="yellow", note="check prices")
    bridge = make_annotation(library, river, "The bridge", color="blue", tags=["Water"])
    return Shelf(library, river, bread, rose, dear, bridge)


ROSE, DEAR, BRIDGE = "The river rose", "Flour is dear", "The bridge"


@pytest.mark.parametrize(
    ("order", "is_reversed", "found"),
    [
        ("made", False, [BRIDGE, DEAR, ROSE]),
        ("made", True, [ROSE, DEAR, BRIDGE]),
        ("changed", False, [BRIDGE, DEAR, ROSE]),
        ("passage", False, [DEAR, BRIDGE, ROSE]),
        ("passage", True, [ROSE, BRIDGE, DEAR]),
        ("note", False, [DEAR, BRIDGE, ROSE]),
        ("note", True, [DEAR, BRIDGE, ROSE]),
        ("tag", False, [ROSE, BRIDGE, DEAR]),
        ("article", False, [DEAR, ROSE, BRIDGE]),
        ("site", False, [BRIDGE, ROSE, DEAR]),
        ("site", True, [BRIDGE, ROSE, DEAR]),
        ("color", False, [DEAR, ROSE, BRIDGE]),
        ("color", True, [BRIDGE, ROSE, DEAR]),
        ("standing", False, [BRIDGE, DEAR, ROSE]),
    ],
)
def test_every_order(shelf: Shelf, order: ListOrder, is_reversed: bool, found: list[str]) -> None:
    ids = shelf.library.annotation_lists.ids(order=order, is_reversed=is_reversed)
    assert shelf.words(ids) == found
    first = shelf.library.annotation_lists.ids(order=order, is_reversed=is_reversed, limit=2)
    assert first == ids[:2]


def test_row_says_which_article_it_is_of(shelf: Shelf) -> None:
    (row,) = shelf.library.annotation_lists.rows([shelf.rose])
    assert (row.title, row.site, row.annotation.id) == ("River news", "b.org", shelf.rose)


def test_what_is_gone_is_left_out(shelf: Shelf) -> None:
    lists = shelf.library.annotation_lists
    with shelf.library.transaction("Delete"):
        shelf.library.articles.move_to_trash([shelf.river])
    assert shelf.words(lists.ids()) == [DEAR]
    with shelf.library.transaction("Delete"):
        shelf.library.annotations.delete([shelf.dear])
    assert list(lists.ids()) == []
    assert lists.rows([shelf.dear]) == []


@pytest.mark.parametrize(
    ("typed", "found"),
    [("river", [ROSE]), ("prices", [DEAR]), ("water", [BRIDGE, ROSE]), ("zebra", [])],
)
def test_words_of_passage_note_and_tags(shelf: Shelf, typed: str, found: list[str]) -> None:
    assert shelf.words(shelf.library.annotation_lists.ids(parse(typed))) == found


@pytest.mark.parametrize(
    ("by", "found"),
    [
        ("article", [("River news", [BRIDGE, ROSE]), ("bread news", [DEAR])]),
        ("tag", [("news", [ROSE]), ("water", [BRIDGE, ROSE]), ("", [DEAR])]),
        ("color", [("yellow", [DEAR]), ("red", [ROSE]), ("blue", [BRIDGE])]),
        ("month", [("2026-01", [BRIDGE, DEAR, ROSE])]),
        ("speaker", [("", [BRIDGE, DEAR, ROSE])]),
    ],
)
def test_groups(shelf: Shelf, by: Grouping, found: list[tuple[str, list[str]]]) -> None:
    lists = shelf.library.annotation_lists
    groups = lists.groups(lists.ids(), by)
    assert [(group.title, shelf.words(group.ids)) for group in groups] == found


def test_tags_are_counted(shelf: Shelf) -> None:
    lists = shelf.library.annotation_lists
    assert lists.tags_of(lists.ids()) == {"water": 2, "news": 1}


def test_group_of_a_speaker_has_what_was_marked_in_her_quotes(library: Library) -> None:
    article = add_visit(library).article_id
    marked = make_annotation(library, article, "We are here")
    other = make_annotation(library, article, None, note="on all of it")
    lists = library.annotation_lists
    groups = lists.groups(lists.ids(), "speaker")
    assert [(g.title, list(g.ids)) for g in groups] == [("Ana Ruiz", [marked]), ("", [other])]
