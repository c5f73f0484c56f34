"""All tags: found, renamed, merged, coloured and deleted, each as one step."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gui.main_window import MainWindow
from gui.places.tags_dialog import TagsDialog
from storage.library import Library
from tests.builders import add_article, make_annotation, make_imported
from tests.gui.windows import CONTROL, window_on
from tests.library_files import dump

KEY = Qt.Key
ALL = ["law", "politics", "politics/trade", "politics/votes", "water"]


@pytest.fixture
def window(library: Library, tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    articles = [add_article(library, make_imported(f"Article {n}")) for n in range(3)]
    with library.transaction("Tag"):
        library.tags.add_to_articles(articles, ["politics/votes", "law"])
        library.tags.add_to_articles(articles[:1], ["politics/trade"])
    make_annotation(library, articles[2], "Article", tags=["water", "law"])
    with window_on(library, tmp_path, qtbot) as made:
        yield made


@pytest.fixture
def dialog(window: MainWindow, qtbot: QtBot) -> Iterator[TagsDialog]:
    made = TagsDialog.ask(window._session, window)
    qtbot.waitUntil(lambda: made.list.shown() == ALL)
    yield made
    made.close()


def after(dialog: TagsDialog, qtbot: QtBot, names: list[str]) -> None:
    qtbot.waitUntil(lambda: dialog.list.shown() == names)


def undone(window: MainWindow, before: object) -> bool:
    window._session.undo()
    return dump(window._session.library.path) == before


def test_all_tags_stand_there_with_what_carries_them(dialog):
    item = dialog.list.topLevelItem(0)
    assert [item.text(column) for column in range(4)] == ["law", "3", "3", "1"]
    assert dialog.list.topLevelItem(1).child(0).text(0) == "trade"


def test_filter_keeps_what_is_above(dialog):
    QTest.keyClicks(dialog.field, "vote")
    assert dialog.list.shown() == ["politics", "politics/votes"]
    QTest.keyClick(dialog.field, KEY.Key_Escape)
    assert dialog.list.shown() == ALL


def test_down_from_the_filter_selects_what_keys_are_about(dialog):
    QTest.keyClicks(dialog.field, "vote")
    dialog.field.left.emit()
    assert [node.name for node in dialog.list.selected()] == ["politics"]
    assert dialog.rename.isEnabled()


def test_renaming_by_key(dialog, window, qtbot):
    before = dump(window._session.library.path)
    dialog.list.select("politics")
    QTest.keyClick(dialog.list, KEY.Key_F2)
    popover = dialog.findChild(type(dialog._rename()))
    popover.field.setText("world/power")
    QTest.keyClick(popover.field, KEY.Key_Return)
    after(
        dialog,
        qtbot,
        ["law", "water", "world", "world/power", *(f"world/power/{t}" for t in ("trade", "votes"))],
    )
    assert [node.name for node in dialog.list.selected()] == ["world/power"]
    assert undone(window, before)
    after(dialog, qtbot, ALL)


def test_merging_several_into_the_one_used_most(dialog, window, qtbot):
    before = dump(window._session.library.path)
    dialog.list.select("water")
    dialog.list._by_key["law"].setSelected(True)
    popover = dialog._merge()
    assert popover.field.text() == "law"
    QTest.keyClick(popover.field, KEY.Key_Return)
    after(dialog, qtbot, ALL[:-1])
    assert "Merged “water” into “law”." in dialog.said.text()
    assert undone(window, before)


def test_colour(dialog, window, qtbot):
    before = dump(window._session.library.path)
    dialog.list.select("law")
    dialog._fill_colors()
    next(a for a in dialog.color.menu().actions() if a.text() == "Red").trigger()
    assert window._session.library.tags.colors() == {"law": "red"}
    qtbot.waitUntil(lambda: dialog.list.selected()[0].color == "red")
    dialog._fill_colors()
    assert [a.text() for a in dialog.color.menu().actions() if a.isChecked()] == ["Red"]
    assert undone(window, before)


def test_a_mere_heading_has_no_colour(dialog):
    dialog.list.select("politics")
    assert not dialog.color.isEnabled()
    assert dialog.rename.isEnabled()


def test_deleting_by_key_and_undo_in_the_dialog(dialog, window, qtbot):
    before = dump(window._session.library.path)
    dialog.list.select("politics")
    QTest.keyClick(dialog.list, KEY.Key_Delete)
    after(dialog, qtbot, ["law", "water"])
    assert dialog.said.text().startswith("Deleted the tag “politics”")
    QTest.keyClick(dialog.list, KEY.Key_Z, CONTROL)
    after(dialog, qtbot, ALL)
    assert dump(window._session.library.path) == before


def test_uses_are_searched_on_the_shelf(dialog, window):
    dialog.list.select("politics/votes")
    asked = []
    window._session.search_called.connect(asked.append)
    QTest.keyClick(dialog.list, KEY.Key_Return)
    assert asked == ['tag:"politics/votes"']


def test_without_tags_it_says_how_to_make_one(library, tmp_path, qtbot):
    with window_on(library, tmp_path, qtbot) as window:
        window.actions_["manage_tags"].trigger()
        dialog = window.findChild(TagsDialog)
        qtbot.waitUntil(lambda: dialog.pages.currentIndex() == 1)
        dialog.close()
