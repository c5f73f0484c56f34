"""The places of the library: a tree that is chosen from, dropped on and changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.library_place import ARTICLES_MIME
from gui.main_window import MainWindow
from gui.places.drops import Drop, data_of
from gui.places.model import PlacesModel
from gui.places.nodes import ALL_PARTS, PlaceNode, all_of, parts_in, places_of, read_places
from gui.places.panel import PlacesPanel
from storage.library import Library
from tests.builders import add_article, make_imported
from tests.gui.windows import SHIFT, Hands, window_on
from tests.library_files import dump


@pytest.fixture
def articles(library: Library) -> list[int]:
    return [
        add_article(library, make_imported(f"Article {n}", title=f"Article {n}")) for n in range(6)
    ]


@pytest.fixture
def full(library: Library, articles: list[int]) -> Library:
    """Give a library with places of every kind."""
    with library.transaction("Order"):
        library.articles.set_state(articles[:2], "done")
        library.articles.set_starred(articles[:1], True)
        first = library.collections.add("Elections/2026")
        library.collections.add("Trade")
        library.collections.put_in(articles[:3], first)
        library.tags.add_to_articles(articles[1:3], ["politics/votes"])
        library.tags.add_to_articles(articles[3:4], ["law"])
        library.tag_tree.recolor(["law"], "red")
        library.saved_searches.add("Not read", "is:unread")
    return library


@pytest.fixture
def window(full: Library, tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    with window_on(full, tmp_path, qtbot) as made:
        settle(made, qtbot)
        yield made


def settle(window: MainWindow, qtbot: QtBot) -> None:
    """Wait until the tree has been read and the list is whole."""
    panel = window.left.places
    qtbot.waitUntil(lambda: not panel.is_asking)
    qtbot.waitUntil(lambda: window.shelf._model.is_whole)


def named(panel: PlacesPanel) -> dict[str, int | None]:
    return {node.title or node.name: node.count for node in panel.model.nodes()}


def key_of_place(panel: PlacesPanel, title: str) -> str:
    return next(n.key for n in panel.model.nodes() if title in (n.title, n.name))


def choose(window: MainWindow, title: str, qtbot: QtBot) -> list[str]:
    """Click on a place and give the titles that the shelf lists then."""
    view = window.left.places.view
    view.go_to(key_of_place(window.left.places, title))
    point = view.visualRect(view.currentIndex()).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    return listed(window, qtbot)


def listed(window: MainWindow, qtbot: QtBot) -> list[str]:
    settle(window, qtbot)
    library = window._session.library
    return sorted(a.title for a in library.articles.among(window.shelf._model.ids))


def press(window: MainWindow, key: Qt.Key | str) -> None:
    QTest.keyClick(window.left.places.view, key)


def drop_articles(
    window: MainWindow, articles: list[int], title: str, *, moves: bool = False
) -> None:
    """Drop articles on a place, as a drag from the shelf ends."""
    panel = window.left.places
    panel.view.go_to(key_of_place(panel, title))
    data = QMimeData()
    data.setData(ARTICLES_MIME, ",".join(map(str, articles)).encode())
    drop(panel, data, panel.view.visualRect(panel.view.currentIndex()).center(), moves=moves)


def drop(panel: PlacesPanel, data: QMimeData, point: QPoint, *, moves: bool = False) -> None:
    panel.view.dropEvent(
        QDropEvent(
            QPointF(point),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            SHIFT if moves else Qt.KeyboardModifier.NoModifier,
        )
    )


def drop_place(window: MainWindow, moved: str, target: str, part: float = 0.5) -> None:
    """Drop a place on another one, at a part of its row's height."""
    panel = window.left.places
    nodes = {n.title or n.name: n for n in panel.model.nodes()}
    panel.view.go_to(nodes[target].key)
    rect = panel.view.visualRect(panel.view.currentIndex())
    drop(
        panel,
        data_of(nodes[moved]),
        QPoint(rect.center().x(), rect.top() + round(rect.height() * part)),
    )


# -- what the tree is


def test_the_tree_has_every_place_with_its_number(full):
    read = read_places(full)
    assert [(n.name, n.count) for n in all_of(places_of(read))] == [
        ("All articles", 6),
        ("Unread", 4),
        ("Reading", 0),
        ("Done", 2),
        ("Archived", 0),
        ("Starred", 1),
        ("Collections", None),
        ("Elections", 3),
        ("2026", 3),
        ("Trade", 0),
        ("In no collection", 3),
        ("Tags", None),
        ("law", 1),
        ("politics", 2),
        ("votes", 2),
        ("Without a tag", None),
        ("Saved searches", None),
        ("Not read", None),
        ("Deleted", 0),
    ]


def test_the_model_is_one(full, qtbot):
    model = PlacesModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    nodes = places_of(read_places(full))
    model.show_nodes(nodes)
    assert model.rowCount(model.index_of(nodes[0].key)) == 5
    model.show_count("deleted", 7)
    assert model.node(model.index_of("deleted")).count == 7
    states = nodes[0].inner[:3]
    model.show_nodes(states)
    with qtbot.assertNotEmitted(model.modelReset):
        other = PlaceNode(states[1].key, "state", "Other", "circle")
        model.show_nodes([states[0], other, states[2]])
    assert model.data(model.index(1, 0)) == "Other"
    model.show_nodes(())
    tester.deleteLater()


def test_the_states_are_folded_and_stay_so(window, qtbot):
    view, whole = window.left.places.view, window.left.places.model.index_of("library")
    assert view.isExpanded(whole)
    view.collapse(whole)
    assert "library" not in window._session.settings.text("open_places").split("\n")
    window.left.places.model.show_nodes(())
    window.left.places._stale = ALL_PARTS
    window.left.places.read_again()
    qtbot.waitUntil(lambda: not window.left.places.is_asking)
    index = window.left.places.model.index_of("library")
    assert index.isValid()
    assert not view.isExpanded(index)


def test_each_place_finds_what_its_number_says(full):
    from gui.places.panel import place_of

    for node in all_of(places_of(read_places(full))):
        query = place_of(node, full).query
        if node.is_heading or query is None or node.count is None:
            continue
        assert full.search.count(query) == node.count, node.name


# -- choosing


def test_choosing_lists_what_is_there(window, qtbot):
    assert choose(window, "Done", qtbot) == ["Article 0", "Article 1"]
    assert choose(window, "Elections", qtbot) == ["Article 0", "Article 1", "Article 2"]
    assert choose(window, "politics/votes", qtbot) == ["Article 1", "Article 2"]
    assert len(choose(window, "Not read", qtbot)) == 4
    assert len(choose(window, "All articles", qtbot)) == 6
    assert choose(window, "Deleted", qtbot) == []


def test_arrows_choose_after_a_pause_and_enter_gives_the_list_the_keyboard(window, qtbot):
    view = window.left.places.view
    view.setFocus()
    press(window, Qt.Key.Key_Home)
    press(window, Qt.Key.Key_Down)
    press(window, Qt.Key.Key_Down)
    press(window, Qt.Key.Key_Down)
    with qtbot.waitSignal(window._session.placed):
        pass
    assert window._session.place.name == "Done"
    assert listed(window, qtbot) == ["Article 0", "Article 1"]
    press(window, Qt.Key.Key_Return)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert window.shelf.isAncestorOf(focus)
    view.setFocus()
    press(window, Qt.Key.Key_Escape)
    assert not view.hasFocus()


def test_letters_go_to_what_begins_with_them(window, qtbot):
    view = window.left.places.view
    view.setFocus()
    with qtbot.waitSignal(window._session.placed):
        QTest.keyClick(view, "t")
        QTest.keyClick(view, "r")
    assert window._session.place.name == "Trade"


def test_saved_searches_are_counted_when_the_tree_is_there(window, qtbot):
    qtbot.waitUntil(lambda: named(window.left.places)["Not read"] == 4)


def test_headings_open_and_close_and_that_is_remembered(full, tmp_path, qtbot):
    with window_on(full, tmp_path, qtbot) as window:
        settle(window, qtbot)
        view = window.left.places.view
        index = window.left.places.model.index_of("tags")
        assert view.isExpanded(index)
        view.setFocus()
        view.go_to("tags")
        press(window, Qt.Key.Key_Return)
        assert not view.isExpanded(index)
        assert "tags" not in window._session.settings.text("open_places").split("\n")


# -- changing


def test_a_collection_is_made_renamed_and_removed_each_undone(window, qtbot):
    library, panel = window._session.library, window.left.places
    states = [dump(library.path)]
    popover = panel.new_collection()
    popover.field.setText("Climate")
    QTest.keyClick(popover.field, Qt.Key.Key_Return)
    settle(window, qtbot)
    states.append(dump(library.path))
    made = key_of_place(panel, "Climate")
    assert panel.view.current_node().key == made
    panel.view.edit_name(made)
    field = panel.view.indexWidget(panel.view.currentIndex())
    field.setText("Weather")
    field.setModified(True)
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Weather" in named(panel))
    states.append(dump(library.path))
    assert panel.view.go_to(key_of_place(panel, "Weather"))
    panel.view.setFocus()
    press(window, Qt.Key.Key_Delete)
    settle(window, qtbot)
    assert "Weather" not in named(panel)
    for state in reversed(states):
        window._session.undo()
        assert dump(library.path) == state
    settle(window, qtbot)
    assert "Climate" not in named(panel)


def test_a_name_that_is_taken_is_said(window, qtbot):
    hands = Hands(window, qtbot)
    popover = window.left.places.new_collection()
    popover.field.setText("trade")
    QTest.keyClick(popover.field, Qt.Key.Key_Return)
    assert "already" in hands.told()


def test_a_place_that_is_removed_while_it_is_listed_gives_way_to_the_library(window, qtbot):
    choose(window, "Elections/2026", qtbot)
    window.left.places.view.setFocus()
    press(window, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: window._session.place.name == "Library")
    assert len(listed(window, qtbot)) == 6


def test_a_place_that_is_renamed_while_it_is_listed_stays_so(window, qtbot):
    choose(window, "law", qtbot)
    panel = window.left.places
    panel.view.drawer.renamed.emit("tag law", "laws")
    qtbot.waitUntil(lambda: window._session.place.name == "laws")
    assert listed(window, qtbot) == ["Article 3"]
    assert panel.view.current_node().key == "tag laws"


def test_renaming_a_tag_into_another_asks_first(window, qtbot, monkeypatch):
    asked = []
    monkeypatch.setattr(
        "gui.places.acting.confirm", lambda *words, **_kind: bool(asked.append(words[1]))
    )
    window.left.places.view.drawer.renamed.emit("tag law", "politics/votes")
    assert asked == ["Merge “law” into “politics/votes”?"]
    assert "law" in window._session.library.tags.names()


def test_search_is_saved_from_the_field(window, qtbot):
    window.shelf._field.setText("Article 3")
    window.actions_["save_search"].trigger()
    popover = next(
        w for w in QApplication.topLevelWidgets() if w.accessibleName() == "Save this search"
    )
    popover.field.setText("Third")
    QTest.keyClick(popover.field, Qt.Key.Key_Return)
    settle(window, qtbot)
    assert key_of_place(window.left.places, "Third")
    assert choose(window, "Third", qtbot) == ["Article 3"]
    window._session.undo()
    settle(window, qtbot)
    assert "Third" not in named(window.left.places)


# -- dropping


@pytest.mark.parametrize(
    ("title", "check"),
    [
        ("Trade", lambda lib, a: len(lib.collections.of_articles(a)) == 1),
        ("law", lambda lib, a: lib.tags.of_articles(a) == {"law": 2}),
        ("Starred", lambda lib, a: all(x.is_starred for x in lib.articles.among(a))),
        ("Archived", lambda lib, a: {x.state for x in lib.articles.among(a)} == {"archived"}),
        ("Deleted", lambda lib, a: all(x.deleted_at for x in lib.articles.among(a))),
    ],
)
def test_articles_dropped_on_a_place_come_there_in_one_step(window, articles, title, check):
    library = window._session.library
    before = dump(library.path)
    drop_articles(window, articles[4:], title)
    assert check(library, articles[4:])
    window._session.undo()
    assert dump(library.path) == before


def test_articles_dropped_with_shift_leave_the_collection_that_is_listed(window, articles, qtbot):
    choose(window, "Elections/2026", qtbot)
    library = window._session.library
    before = dump(library.path)
    drop_articles(window, articles[:2], "Trade", moves=True)
    counts = {c.path: c.count for c in library.collections.tree()}
    assert counts == {"Elections": 0, "Elections/2026": 1, "Trade": 2}
    window._session.undo()
    assert dump(library.path) == before


def test_nothing_is_dropped_on_headings_and_the_whole_library(window, articles):
    before = dump(window._session.library.path)
    for title in ("All articles", "Collections", "Not read", "In no collection"):
        drop_articles(window, articles, title)
    assert dump(window._session.library.path) == before


@pytest.mark.parametrize(
    ("moved", "target", "part", "paths"),
    [
        ("Trade", "Elections", 0.5, ["Elections", "Elections/2026", "Elections/Trade"]),
        ("Trade", "Elections", 0.1, ["Trade", "Elections", "Elections/2026"]),
        ("Elections", "Trade", 0.9, ["Trade", "Elections", "Elections/2026"]),
        ("Elections/2026", "Collections", 0.5, ["Elections", "Trade", "2026"]),
        ("Elections", "Elections/2026", 0.5, ["Elections", "Elections/2026", "Trade"]),
    ],
)
def test_collections_are_nested_and_ordered_by_dragging(window, moved, target, part, paths):
    library = window._session.library
    before = dump(library.path)
    drop_place(window, moved, target, part)
    assert [c.path for c in library.collections.all()] == paths
    window._session.undo() if dump(library.path) != before else None
    assert dump(library.path) == before


def test_a_tag_is_dragged_under_another_one_and_back_to_the_top(window, qtbot):
    library = window._session.library
    drop_place(window, "law", "politics")
    settle(window, qtbot)
    assert library.tags.names() == ["politics/law", "politics/votes"]
    drop_place(window, "politics/law", "Tags")
    assert library.tags.names() == ["law", "politics/votes"]


def test_where_a_drag_is_over_is_shown(window):
    panel = window.left.places
    panel.view.go_to(key_of_place(panel, "Trade"))
    data = QMimeData()
    data.setData(ARTICLES_MIME, b"1")
    point = panel.view.visualRect(panel.view.currentIndex()).center()
    found = panel.view.drop_at(point, data)
    assert isinstance(found, Drop)
    assert (found.node.name, found.where) == ("Trade", "on")


# -- beside others


def test_what_another_window_did_is_seen(window, full, qtbot):
    with Library.open(full.path) as other, other.transaction("Make"):
        other.collections.add("From elsewhere")
    window._session.look()
    qtbot.waitUntil(lambda: "From elsewhere" in named(window.left.places))


def test_places_hide_and_come_back_by_key(window, qtbot):
    action = window.actions_["places"]
    assert action.isChecked()
    window.left.focus_places()
    action.trigger()
    assert not window.left.shows_places
    assert not action.isChecked()
    action.trigger()
    assert window.left.shows_places
    assert window.left.places.view.hasFocus()
    window.shelf.focus_list()
    action.trigger()  # goes there first
    assert window.left.places.view.hasFocus()
    assert action.isChecked()


def test_a_library_without_articles_shows_no_places(library, tmp_path, qtbot):
    with window_on(library, tmp_path, qtbot) as window:
        assert not window.left.shows_places
        add_article(library)
        qtbot.waitUntil(lambda: window.left.shows_places)


def test_in_a_low_window_the_list_keeps_its_room(full, tmp_path, qtbot):
    with window_on(full, tmp_path, qtbot, (900, 600)) as window:
        settle(window, qtbot)
        assert window.shelf.height() >= 300


def test_wide_the_places_stand_beside_the_list(window, qtbot):
    assert window.shelf.y() > 0
    window._splitter.setSizes([640, 400, 200])
    qtbot.waitUntil(lambda: window.shelf.y() == 0 and window.shelf.x() > 0)


def test_menus_offer_what_can_be_done(window):
    panel = window.left.places

    def offered(title: str) -> list[str]:
        menu = panel.menu_for(key_of_place(panel, title))
        return [a.text().split("\t")[0] for a in menu.actions() if a.text()]

    assert offered("Elections") == [
        "New collection inside…",
        "Rename",
        "Remove",
        "Remove with those inside",
    ]
    assert offered("law") == ["Colour", "Rename", "Manage tags…", "Delete"]
    assert offered("Not read") == ["Put into the search field", "Rename", "Remove"]
    assert offered("Done") == ["New collection…", "Manage tags…"]


# -- what is read anew


@pytest.mark.parametrize(
    "do",
    [
        lambda lib, a: lib.articles.set_state(a, "archived"),
        lambda lib, a: lib.articles.set_starred(a, True),
        lambda lib, a: lib.articles.move_to_trash(a),
        lambda lib, a: lib.articles.rename(a[0], "Other"),
        lambda lib, a: lib.collections.add("New/Newer"),
        lambda lib, a: lib.collections.put_in(a, lib.collections.all()[-1].id),
        lambda lib, a: lib.collections.remove(lib.collections.all()[0].id),
        lambda lib, a: lib.tags.add_to_articles(a, ["new"]),
        lambda lib, a: lib.tag_tree.rename("politics", "law"),
        lambda lib, a: lib.tag_tree.recolor(["law"], "blue"),
        lambda lib, a: lib.tag_tree.delete(["law"]),
        lambda lib, a: lib.annotations.add(lib.texts.current(a[0]), None, tags=["noted"]),
        lambda lib, a: lib.saved_searches.add("x", "y"),
        lambda lib, a: lib.articles.take(make_imported("Another one")),
    ],
)
def test_what_is_read_again_is_all_that_may_be_other_now(full, articles, do):
    heard = []
    full.subscribe(heard.append)
    before = read_places(full)
    with full.transaction("Do"):
        do(full, articles[2:4])
    parts = parts_in(heard[-1])
    after = read_places(full)
    assert read_places(full, before, parts) == after
    full.undo()
    assert read_places(full, after, parts_in(heard[-1])) == read_places(full)


def test_counts_follow_an_article_that_is_opened(window, articles, qtbot):
    assert named(window.left.places)["Unread"] == 4
    window._session.open(articles[5])
    qtbot.waitUntil(lambda: named(window.left.places)["Unread"] == 3)
    assert named(window.left.places)["Reading"] == 1
