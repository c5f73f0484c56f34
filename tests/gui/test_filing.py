"""Choosing where articles go: found by letters, switched in one step, made where not there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.filing_popover import FilingPopover, collections_popover, tags_popover
from gui.main_window import MainWindow
from storage.library import Library
from tests.builders import add_article, make_annotation, make_imported
from tests.gui.windows import CONTROL, Hands, window_on
from tests.library_files import dump

KEY = Qt.Key


@pytest.fixture
def articles(library: Library) -> list[int]:
    return [
        add_article(library, make_imported(f"Article {n}", title=f"Article {n}")) for n in range(4)
    ]


@pytest.fixture
def window(
    library: Library, articles: list[int], tmp_path: Path, qtbot: QtBot
) -> Iterator[MainWindow]:
    with library.transaction("Order"):
        first = library.collections.add("Elections/2026")
        library.collections.add("Trade")
        library.collections.put_in(articles[:2], first)
        library.tags.add_to_articles(articles[:2], ["law"])
        library.tags.add_to_articles(articles[:1], ["law/new", "outlaws"])
    with window_on(library, tmp_path, qtbot) as made:
        yield made


def shown(popover: FilingPopover, qtbot: QtBot) -> FilingPopover:
    popover.open_at(QPoint(50, 50))
    qtbot.waitUntil(lambda: popover.is_read)
    return popover


def test_what_all_some_or_none_are_in_is_marked_those_first(window, articles, qtbot):
    popover = shown(collections_popover(window._session, articles[1:3], window), qtbot)
    assert popover.offers() == [
        ("Elections/2026", "some"),
        ("Elections", "none"),
        ("Trade", "none"),
    ]
    popover.close()


def test_enter_puts_all_in_and_closes(window, articles, qtbot):
    library = window._session.library
    before = dump(library.path)
    popover = shown(collections_popover(window._session, articles[1:3], window), qtbot)
    QTest.keyClick(popover.field, KEY.Key_Return)
    assert not popover.isVisible()
    assert {c.path: c.count for c in library.collections.tree()}["Elections/2026"] == 3
    window._session.undo()
    assert dump(library.path) == before


def test_where_all_are_enter_takes_them_out(window, articles, qtbot):
    library = window._session.library
    before = dump(library.path)
    popover = shown(collections_popover(window._session, articles[:2], window), qtbot)
    QTest.keyClick(popover.field, KEY.Key_Return)
    assert library.collections.of_articles(articles) == {}
    window._session.undo()
    assert dump(library.path) == before


def test_a_name_that_is_not_there_is_made_in_the_same_step(window, articles, qtbot):
    library = window._session.library
    before = dump(library.path)
    popover = shown(collections_popover(window._session, articles, window), qtbot)
    QTest.keyClicks(popover.field, "Climate/COP")
    assert popover.offers() == [("New collection “Climate/COP”", "new")]
    QTest.keyClick(popover.field, KEY.Key_Return)
    counts = {c.path: c.count for c in library.collections.tree()}
    assert (counts["Climate"], counts["Climate/COP"]) == (0, 4)
    assert library.undo_label() == "Add to new collection"
    window._session.undo()
    assert dump(library.path) == before


def test_tags_are_found_with_the_likeliest_first(window, articles, qtbot):
    popover = shown(tags_popover(window._session, articles, window), qtbot)
    QTest.keyClicks(popover.field, "LAW")
    assert [name for name, _ in popover.offers()] == ["law", "law/new", "outlaws"]
    QTest.keyClick(popover.field, KEY.Key_Down)
    QTest.keyClick(popover.field, KEY.Key_Return)
    assert window._session.library.tags.of_articles(articles)["law/new"] == 4


def test_with_ctrl_it_stays_open_and_shows_what_is_so_now(window, articles, qtbot):
    popover = shown(tags_popover(window._session, articles, window), qtbot)
    QTest.keyClicks(popover.field, "law/new")
    QTest.keyClick(popover.field, KEY.Key_Return, CONTROL)
    assert popover.isVisible()
    qtbot.waitUntil(lambda: popover.offers()[0] == ("law/new", "all"))
    QTest.keyClick(popover.field, KEY.Key_Return, CONTROL)
    gone = [("New tag “law/new”", "new")]  # nothing carries it any more
    qtbot.waitUntil(lambda: popover.offers() == gone)
    popover.close()


def test_several_new_tags_at_once(window, articles, qtbot):
    popover = shown(tags_popover(window._session, articles[3:], window), qtbot)
    QTest.keyClicks(popover.field, "one, two")
    QTest.keyClick(popover.field, KEY.Key_Return)
    assert window._session.library.tags.of_article(articles[3]) == ("one", "two")


def test_t_in_the_list_tags_the_selected_articles_and_on_the_page_the_annotation(
    window, articles, library, qtbot
):
    make_annotation(library, articles[0], "Article")
    hands = Hands(window, qtbot)
    hands.open(articles[0])
    window.shelf.focus_list()
    hands.press("t")
    popover = QApplication.activePopupWidget()
    assert isinstance(popover, FilingPopover)
    popover.close()


def test_keys_ask_for_the_open_article(window, articles, qtbot):
    hands = Hands(window, qtbot)
    hands.open(articles[2])
    window.actions_["collect"].trigger()
    popover = QApplication.activePopupWidget()
    assert isinstance(popover, FilingPopover)
    assert popover.accessibleName() == "Collections of “Article 2”"
    popover.close()


def test_without_an_article_the_reader_is_told(window, qtbot):
    hands = Hands(window, qtbot)
    window._session.close_article()
    window._session.selection = ()
    window.actions_["tag_article"].trigger()
    assert hands.told() == "Select an article first."


def test_many_go_into_a_new_collection_beside_the_window_in_one_step(window, library, qtbot):
    many = [add_article(library, make_imported(f"More {n}", title=f"More {n}")) for n in range(60)]
    session, before = window._session, dump(library.path)
    popover = shown(collections_popover(session, many, window), qtbot)
    popover.named.emit("Water")
    qtbot.waitUntil(lambda: library.undo_label() == "Add to new collection")
    made = next(one for one in library.collections.all() if one.name == "Water")
    assert library.collections.of_articles(many) == {made.id: 60}
    popover.close()
    session.undo()
    qtbot.waitUntil(lambda: dump(library.path) == before)
