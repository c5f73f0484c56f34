"""The shelf as a reader uses it: search, sort, open, rename, delete, restore."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QMainWindow
from pytestqt.qtbot import QtBot

from gui.actions import Actions
from gui.empty_state import EmptyState
from gui.library_place import ARTICLES_MIME
from gui.session import Notice, Session
from gui.settings import Settings
from gui.shelf.panel import ShelfPanel
from gui.shelf.passage_search import PASSAGES
from storage.library import Library
from storage.types import ArticleId, Span
from tests.builders import add_article, make_imported

KEY = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier


@dataclass
class Shelf:
    """A window with the shelf in it, and what happened there."""

    session: Session
    window: QMainWindow
    panel: ShelfPanel
    actions: Actions
    notices: list[Notice] = field(default_factory=list)
    fired: list[str] = field(default_factory=list)

    @property
    def view(self):  # type: ignore[no-untyped-def]
        return self.panel._view

    @property
    def search(self) -> QLineEdit:
        return self.panel._field

    def titles(self) -> list[str]:
        model = self.panel._model
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    def search_for(self, words: str, qtbot: QtBot) -> None:
        """Type words and wait for the answer."""
        self.search.setText(words)
        self.search.ask_now()
        self.settle(qtbot)

    def settle(self, qtbot: QtBot) -> None:
        """Wait until all rows are there."""
        qtbot.waitUntil(lambda: self.panel._model.is_whole)

    def place(self, row: int) -> QPoint:
        return self.view.visualRect(self.panel._model.index(row, 0)).center()

    def selected(self) -> list[str]:
        found = self.session.library.articles.among(self.view.selected_ids())
        return [article.title for article in found]

    def shown(self) -> str:
        page = self.panel._pages.currentWidget()
        return page.said() if isinstance(page, EmptyState) else "list"

    def opened(self) -> str | None:
        return self.session.article.title if self.session.article else None

    def header(self) -> str:
        return self.panel._header.said()

    def footer(self) -> str:
        return self.panel._footer.said()

    def look_into_trash(self) -> None:
        self.panel._footer.click()

    def entries(self) -> dict[str, object]:
        """Give the entries of the menu for the selection, by their text."""
        menu = self.panel.menu_for_selection()
        return {action.text().partition("\t")[0]: action for action in menu.actions()}


def add(library: Library, title: str, **other: object) -> ArticleId:
    return add_article(library, make_imported(f"{title}\n\nText.", title=title, **other))


@pytest.fixture
def session(library: Library, tmp_path: Path, qapp: object) -> Iterator[Session]:
    store = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    made = Session(library, Settings(store))
    yield made
    made.close()


def make_shelf(session: Session, qtbot: QtBot) -> Shelf:
    window = QMainWindow()
    qtbot.addWidget(window)
    actions = Actions(window)
    session.settings.set_flag(PASSAGES, False)  # passages are tested in test_search_in_shelf
    panel = ShelfPanel(session, actions)
    window.setCentralWidget(panel)
    shelf = Shelf(session, window, panel, actions)
    for action in actions.all():
        window.addAction(action)
        action.triggered.connect(
            lambda _checked=False, a=action: shelf.fired.append(a.objectName())
        )
    session.noticed.connect(shelf.notices.append)
    window.resize(280, 700)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return shelf


@pytest.fixture
def shelf(session: Session, qtbot: QtBot) -> Shelf:
    """Give a shelf with Alder, Birch, Cedar, Damson, Elm; the newest first."""
    for title in ("Alder", "Birch", "Cedar", "Damson", "Elm"):
        add(session.library, title)
    return make_shelf(session, qtbot)


@pytest.fixture
def empty_shelf(session: Session, qtbot: QtBot) -> Shelf:
    return make_shelf(session, qtbot)


# -- opening


def test_the_newest_is_first_and_the_head_counts(shelf: Shelf) -> None:
    assert shelf.titles() == ["Elm", "Damson", "Cedar", "Birch", "Alder"]
    assert shelf.header() == "Library 5"
    assert shelf.footer() == "Deleted"


def test_a_click_opens(shelf: Shelf, qtbot: QtBot) -> None:
    qtbot.mouseClick(shelf.view.viewport(), Qt.MouseButton.LeftButton, pos=shelf.place(2))
    assert shelf.opened() == "Cedar"
    assert shelf.session.selection == (shelf.session.article.id,)


@pytest.mark.parametrize(
    "modifier", [Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier]
)
def test_a_click_that_extends_the_selection_opens_nothing(
    shelf: Shelf, qtbot: QtBot, modifier: Qt.KeyboardModifier
) -> None:
    button = Qt.MouseButton.LeftButton
    qtbot.mouseClick(shelf.view.viewport(), button, pos=shelf.place(0))
    qtbot.mouseClick(shelf.view.viewport(), button, modifier, shelf.place(1))
    assert shelf.opened() == "Elm"
    assert shelf.selected() == ["Elm", "Damson"]
    assert len(shelf.session.selection) == 2


def test_keys_move_and_enter_opens_without_the_shortcuts_of_the_window(
    shelf: Shelf, qtbot: QtBot
) -> None:
    shelf.panel.focus_list()
    for key, title in ((KEY.Key_J, "Damson"), (KEY.Key_Down, "Cedar"), (KEY.Key_K, "Damson")):
        qtbot.keyClick(shelf.view, key)
        assert shelf.selected() == [title]
    assert shelf.opened() is None
    qtbot.keyClick(shelf.view, KEY.Key_Return)
    assert shelf.opened() == "Damson"
    qtbot.keyClick(shelf.view, KEY.Key_End)
    assert shelf.selected() == ["Alder"]
    qtbot.keyClick(shelf.view, KEY.Key_Home)
    assert shelf.selected() == ["Elm"]
    qtbot.keyClick(shelf.view, KEY.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert shelf.selected() == ["Elm", "Damson"]
    qtbot.keyClick(shelf.view, KEY.Key_End, Qt.KeyboardModifier.ShiftModifier)
    assert shelf.selected()[-1] == "Alder"
    assert shelf.fired == []


def test_up_from_the_first_row_leads_to_the_search(shelf: Shelf, qtbot: QtBot) -> None:
    shelf.panel.focus_list()
    qtbot.keyClick(shelf.view, KEY.Key_Home)
    qtbot.keyClick(shelf.view, KEY.Key_Up)
    assert shelf.search.hasFocus()


def test_stepping_opens_the_neighbours_and_stops_at_the_ends(shelf: Shelf) -> None:
    opened = []
    for delta in (1, 1, -1, -1, -1, 4, 1):
        shelf.panel.step(delta)
        opened.append(shelf.opened())
    assert opened == ["Elm", "Damson", "Elm", "Elm", "Elm", "Alder", "Alder"]


def test_an_article_opened_from_elsewhere_is_selected_and_seen(shelf: Shelf) -> None:
    for n in range(60):
        add(shelf.session.library, f"Later {n}")
    shelf.session.open(shelf.panel.listed_ids()[-1])
    assert shelf.selected() == ["Alder"]
    assert shelf.view.viewport().rect().contains(shelf.place(64))
    assert shelf.view.drawer.open_article == shelf.session.article.id


def test_reading_shows_after_leaving_the_article(shelf: Shelf) -> None:
    elm, damson = shelf.panel.listed_ids()[:2]
    shelf.session.open(elm)
    shelf.session.remember(lambda library: library.articles.remember_place(elm, 3, 0.5))
    shelf.session.open(damson)
    said = shelf.panel._model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.endswith("50% read")


# -- searching and sorting


def test_typing_searches_after_a_pause_and_fires_no_key(shelf: Shelf, qtbot: QtBot) -> None:
    add(shelf.session.library, "hjkunta?")
    shelf.panel.focus_search()
    qtbot.keyClicks(shelf.search, "hjkunta")
    assert len(shelf.titles()) == 6
    qtbot.waitUntil(lambda: shelf.titles() == ["hjkunta?"])
    assert shelf.search.text() == "hjkunta"
    assert shelf.fired == []
    assert shelf.opened() is None
    assert shelf.header() == "Library 1 of 6"


def test_delete_in_the_search_deletes_letters_only(shelf: Shelf, qtbot: QtBot) -> None:
    shelf.panel.focus_search()
    qtbot.keyClicks(shelf.search, "elm")
    qtbot.keyClick(shelf.search, KEY.Key_Backspace)
    qtbot.keyClick(shelf.search, KEY.Key_Home)
    qtbot.keyClick(shelf.search, KEY.Key_Delete)
    assert shelf.search.text() == "l"
    assert shelf.fired == []
    assert len(shelf.session.library.articles.ids()) == 5


def test_enter_opens_the_first_hit_at_once(shelf: Shelf, qtbot: QtBot) -> None:
    shelf.panel.focus_search()
    qtbot.keyClicks(shelf.search, "birch")
    qtbot.keyClick(shelf.search, KEY.Key_Return)
    qtbot.waitUntil(lambda: shelf.opened() == "Birch")
    assert shelf.fired == []


def test_down_leads_to_the_hits_and_escape_back_to_everything(shelf: Shelf, qtbot: QtBot) -> None:
    shelf.panel.focus_search()
    qtbot.keyClicks(shelf.search, "cedar")
    qtbot.keyClick(shelf.search, KEY.Key_Down)
    assert shelf.view.hasFocus()
    qtbot.waitUntil(lambda: shelf.titles() == ["Cedar"])
    shelf.panel.focus_search()
    qtbot.keyClick(shelf.search, KEY.Key_Escape)
    assert shelf.view.hasFocus()
    assert shelf.search.text() == ""
    assert len(shelf.titles()) == 5


def test_a_search_without_hits_says_so_and_offers_a_way_back(shelf: Shelf, qtbot: QtBot) -> None:
    shelf.search_for("zeppelin", qtbot)
    assert shelf.shown().startswith("0 of 5 shown")
    assert shelf.panel.listed_ids() == ()
    qtbot.mouseClick(shelf.panel._clear, Qt.MouseButton.LeftButton)
    assert shelf.shown() == "list"
    assert shelf.view.hasFocus()


def test_listed_are_the_hits_in_order(shelf: Shelf, qtbot: QtBot) -> None:
    shelf.search_for("text", qtbot)
    assert len(shelf.panel.listed_ids()) == 5
    shelf.search_for("elm", qtbot)
    library = shelf.session.library
    assert shelf.panel.listed_ids() == tuple(library.search.articles(library.query("elm")))


def test_a_hidden_shelf_searches_when_it_is_shown_again(shelf: Shelf, qtbot: QtBot) -> None:
    shelf.search.setText("elm")
    shelf.panel.hide()
    assert not shelf.search._pause.isActive()
    shelf.panel.show()
    qtbot.waitUntil(lambda: shelf.titles() == ["Elm"])


def test_another_order_is_kept_and_the_selection_with_it(shelf: Shelf, qtbot: QtBot) -> None:
    qtbot.mouseClick(shelf.view.viewport(), Qt.MouseButton.LeftButton, pos=shelf.place(3))
    menu = shelf.panel._header.sort_menu()
    next(action for action in menu.actions() if action.text() == "Title").trigger()
    assert shelf.titles() == ["Alder", "Birch", "Cedar", "Damson", "Elm"]
    assert shelf.session.settings.shelf_order == "title"
    assert shelf.selected() == ["Birch"]
    assert shelf.view.current_id() == shelf.session.article.id


def test_after_a_search_the_open_article_is_selected_again(shelf: Shelf, qtbot: QtBot) -> None:
    shelf.session.open(shelf.panel.listed_ids()[3])
    shelf.search_for("elm", qtbot)
    assert shelf.selected() == []
    shelf.search.clear_now()
    assert shelf.selected() == ["Birch"]


# -- deleting


def test_delete_is_announced_and_undone(shelf: Shelf, qtbot: QtBot) -> None:
    shelf.panel.focus_list()
    qtbot.keyClick(shelf.view, KEY.Key_J)
    qtbot.keyClick(shelf.view, KEY.Key_Delete)
    assert shelf.titles() == ["Elm", "Cedar", "Birch", "Alder"]
    assert shelf.selected() == ["Cedar"]
    assert shelf.footer() == "Deleted (1)"
    assert shelf.session.library.undo_label() == "Delete article"
    assert shelf.fired == []
    notice = shelf.notices[-1]
    assert (notice.text, notice.action) == ("Deleted “Damson”.", "Undo")
    notice.on_action()
    assert shelf.titles() == ["Elm", "Damson", "Cedar", "Birch", "Alder"]
    assert shelf.footer() == "Deleted"


def test_several_are_deleted_in_one_step(shelf: Shelf, qtbot: QtBot) -> None:
    shelf.panel.focus_list()
    shift = Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(shelf.view, KEY.Key_Home)
    for _ in range(2):
        qtbot.keyClick(shelf.view, KEY.Key_Down, shift)
    qtbot.keyClick(shelf.view, KEY.Key_Delete)
    assert shelf.titles() == ["Birch", "Alder"]
    assert shelf.session.library.undo_label() == "Delete 3 articles"
    assert shelf.notices[-1].text == "Deleted 3 articles."
    shelf.session.undo()
    assert len(shelf.titles()) == 5


def test_with_the_page_in_use_the_open_article_is_deleted(shelf: Shelf) -> None:
    shelf.session.open(shelf.panel.listed_ids()[3])
    shelf.search.setFocus()
    shelf.panel.trash_current()
    assert shelf.titles() == ["Elm", "Damson", "Cedar", "Alder"]
    assert shelf.opened() is None
    assert shelf.view.drawer.open_article is None


def test_the_trash_gives_articles_back(shelf: Shelf, qtbot: QtBot) -> None:
    shelf.session.act("x", lambda library: library.articles.move_to_trash([ArticleId(2)]))
    shelf.look_into_trash()
    assert shelf.titles() == ["Birch"]
    assert shelf.header() == "Deleted 1"
    assert shelf.footer() == "Back to the library"
    assert shelf.panel.listed_ids() == ()
    shelf.panel.focus_list()
    qtbot.keyClick(shelf.view, KEY.Key_Home)
    qtbot.keyClick(shelf.view, KEY.Key_Return)
    assert shelf.opened() is None
    assert shelf.session.selection == ()
    assert list(shelf.entries()) == ["Restore", "", "Delete for good…"]
    shelf.panel._restore_selected()
    assert shelf.shown().startswith("Nothing deleted")
    assert shelf.notices[-1].text == "Restored “Birch”."
    shelf.look_into_trash()
    assert len(shelf.titles()) == 5


@pytest.mark.parametrize("is_sure", [True, False])
def test_deleting_for_good_asks_first(
    shelf: Shelf, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, is_sure: bool
) -> None:
    asked: list[tuple[str, ...]] = []

    def answer(_parent: object, *words: str) -> bool:
        asked.append(words)
        return is_sure

    monkeypatch.setattr("gui.shelf.trash.confirm", answer)
    shelf.session.act("x", lambda library: library.articles.move_to_trash([ArticleId(2)]))
    shelf.look_into_trash()
    shelf.panel.focus_list()
    qtbot.keyClick(shelf.view, KEY.Key_Home)
    qtbot.keyClick(shelf.view, KEY.Key_Delete)
    assert asked[0][0] == "Delete “Birch” for good?"
    assert "cannot be undone" in asked[0][1]
    left: list[str] = [] if is_sure else ["Birch"]
    qtbot.waitUntil(lambda: shelf.titles() == left)
    assert (shelf.session.library.undo_label() == "") == is_sure


def test_the_whole_trash_can_be_emptied(
    shelf: Shelf, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gui.shelf.trash.confirm", lambda *_words: True)
    ids = shelf.panel.listed_ids()
    shelf.session.act("x", lambda library: library.articles.move_to_trash(ids[:3]))
    shelf.look_into_trash()
    qtbot.mouseClick(shelf.panel._header._empty, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: shelf.shown().startswith("Nothing deleted"))
    assert shelf.notices[-1].text == "Deleted 3 articles for good."
    shelf.look_into_trash()
    assert shelf.titles() == ["Birch", "Alder"]


def test_deleting_for_good_waits_for_who_writes(
    shelf: Shelf, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gui.shelf.trash.confirm", lambda *_words: True)
    shelf.session.act("x", lambda library: library.articles.move_to_trash([ArticleId(2)]))
    shelf.look_into_trash()
    with (
        Library.open(shelf.session.library.path) as other,
        other.unrecorded(),
    ):
        shelf.panel._on_emptying_asked()
        assert shelf.titles() == ["Birch"]
    qtbot.waitUntil(lambda: shelf.titles() == [])
    assert shelf.notices[-1].text == "Deleted “Birch” for good."


def test_the_open_article_is_deleted_even_while_the_trash_is_shown(shelf: Shelf) -> None:
    shelf.session.act("x", lambda library: library.articles.move_to_trash([ArticleId(2)]))
    shelf.session.open(ArticleId(3))
    shelf.look_into_trash()
    shelf.view.selectAll()
    shelf.search.setFocus()
    shelf.panel.trash_current()
    assert shelf.titles() == ["Cedar", "Birch"]


# -- the menu


def test_the_menu_marks_all_that_are_selected(shelf: Shelf) -> None:
    shelf.view.selectAll()
    entries = shelf.entries()
    assert {"Mark as", "Star", "Export…", "Copy links", "Delete 5 articles"} <= entries.keys()
    states = {
        action.text().partition("\t")[0]: action for action in entries["Mark as"].menu().actions()
    }
    assert states["Unread"].isChecked()
    states["Done"].trigger()
    assert {a.state for a in shelf.session.library.articles.among(shelf.view.selected_ids())} == {
        "done"
    }
    shelf.session.undo()
    assert shelf.panel._model.article_at(0).state == "unread"


def test_the_menu_copies_a_link_that_opens_the_article(shelf: Shelf) -> None:
    shelf.view.go_to(shelf.panel.listed_ids()[1])
    shelf.entries()["Copy link"].trigger()
    shelf.session.open_link(QGuiApplication.clipboard().text())
    assert shelf.opened() == "Damson"


def test_the_menu_hands_export_to_the_window(shelf: Shelf) -> None:
    shelf.view.go_to(shelf.panel.listed_ids()[1])
    shelf.entries()["Export…"].trigger()
    assert shelf.fired == ["export"]


# -- renaming


def editor_of(shelf: Shelf) -> QLineEdit:
    editor = shelf.view.indexWidget(shelf.view.currentIndex())
    assert isinstance(editor, QLineEdit)
    return editor


def test_a_title_is_edited_in_its_row(shelf: Shelf, qtbot: QtBot) -> None:
    shelf.panel.focus_list()
    qtbot.keyClick(shelf.view, KEY.Key_J)
    shelf.panel.rename_current()
    editor = editor_of(shelf)
    assert editor.selectedText() == "Damson"
    qtbot.keyClicks(editor, "Jujube  tree")
    qtbot.keyClick(editor, KEY.Key_Return)
    qtbot.waitUntil(lambda: "Jujube tree" in shelf.titles())
    assert shelf.session.library.undo_label() == "Rename article"
    assert shelf.fired == []
    assert shelf.opened() is None


@pytest.mark.parametrize(("typed", "last"), [("Other", KEY.Key_Escape), ("", KEY.Key_Return)])
def test_a_title_stays_after_escape_or_when_emptied(
    shelf: Shelf, qtbot: QtBot, typed: str, last: Qt.Key
) -> None:
    shelf.view.go_to(shelf.panel.listed_ids()[0])
    shelf.panel.rename_current()
    editor = editor_of(shelf)
    qtbot.keyClick(editor, KEY.Key_Delete)
    qtbot.keyClicks(editor, typed)
    qtbot.keyClick(editor, last)
    assert shelf.titles()[0] == "Elm"
    qtbot.waitUntil(lambda: shelf.view.drawer._edited is None)
    assert shelf.opened() is None


def test_the_open_article_can_be_renamed_when_a_search_hides_it(shelf: Shelf, qtbot: QtBot) -> None:
    shelf.session.open(shelf.panel.listed_ids()[0])
    shelf.search_for("birch", qtbot)
    shelf.search.setFocus()
    shelf.panel.rename_current()
    assert editor_of(shelf).text() == "Elm"
    assert shelf.search.text() == ""


# -- an empty library


def test_an_empty_library_offers_the_first_steps(empty_shelf: Shelf) -> None:
    assert empty_shelf.shown().startswith("Nothing here yet")
    assert "drop files" in empty_shelf.shown()
    assert empty_shelf.header() == "Library"
    opening, pasting = empty_shelf.panel._nothing.findChildren(type(empty_shelf.panel._clear))
    opening.click()
    pasting.click()
    assert empty_shelf.fired == ["open", "paste"]


def test_nothing_fails_in_an_empty_library(empty_shelf: Shelf, qtbot: QtBot) -> None:
    panel = empty_shelf.panel
    panel.focus_list()
    panel.focus_search()
    panel.step(1)
    panel.step(-1)
    panel.rename_current()
    panel.trash_current()
    for key in (KEY.Key_Home, KEY.Key_End, KEY.Key_Return, KEY.Key_Delete, KEY.Key_J):
        qtbot.keyClick(empty_shelf.view, key)
    qtbot.keyClick(empty_shelf.search, KEY.Key_Return)
    assert empty_shelf.notices == []
    assert panel.listed_ids() == ()


def test_the_first_article_replaces_the_message(empty_shelf: Shelf) -> None:
    add(empty_shelf.session.library, "First")
    assert empty_shelf.shown() == "list"
    assert empty_shelf.header() == "Library 1"
    empty_shelf.session.undo()
    assert empty_shelf.shown().startswith("Nothing here yet")
    assert empty_shelf.footer() == "Deleted (1)"


# -- what others do


def test_another_window_is_followed(shelf: Shelf) -> None:
    with Library.open(shelf.session.library.path) as other:
        add(other, "From elsewhere")
        text = other.texts.current(ArticleId(1))
        with other.transaction("Add highlight"):
            other.annotations.add(text, Span(0, 3))
    shelf.session.library.poll()
    assert shelf.titles()[0] == "From elsewhere"
    assert shelf.header() == "Library 6"
    assert shelf.panel._model.article_at(5).annotation_count == 1


def test_the_selection_is_kept_by_article_when_rows_come_and_go(shelf: Shelf) -> None:
    cedar = shelf.panel.listed_ids()[2]
    shelf.view.go_to(cedar)
    add(shelf.session.library, "Newest")
    shelf.session.act("x", lambda library: library.articles.move_to_trash([ArticleId(5)]))
    assert shelf.selected() == ["Cedar"]
    assert shelf.session.selection == (cedar,)


# -- marking


@pytest.mark.parametrize(
    ("key", "state"),
    [
        (KEY.Key_U, "unread"),
        (KEY.Key_R, "reading"),
        (KEY.Key_D, "done"),
        (KEY.Key_A, "archived"),
    ],
)
def test_a_key_says_how_far_one_is_and_undo_takes_it_back(
    shelf: Shelf, qtbot: QtBot, key: Qt.Key, state: str
) -> None:
    articles = shelf.session.library.articles
    with shelf.session.library.transaction("x"):
        articles.set_state([ArticleId(4)], "unread" if state != "unread" else "done")
    before = articles.get(ArticleId(4)).state
    shelf.panel.focus_list()
    shelf.view.go_to(4)
    qtbot.keyClick(shelf.view, key, Qt.KeyboardModifier.ShiftModifier)
    assert articles.get(ArticleId(4)).state == state
    assert shelf.fired == []
    shelf.session.undo()
    assert articles.get(ArticleId(4)).state == before


def test_s_turns_the_star_of_all_that_are_selected(shelf: Shelf, qtbot: QtBot) -> None:
    articles = shelf.session.library.articles

    def starred() -> int:
        return sum(article.is_starred for article in articles.among(articles.ids()))

    shelf.panel.focus_list()
    shelf.view.selectAll()
    qtbot.keyClick(shelf.view, KEY.Key_S)
    assert starred() == 5
    assert shelf.session.library.undo_label() == "Star"
    assert "Remove star" in shelf.entries()
    qtbot.keyClick(shelf.view, KEY.Key_S)
    assert starred() == 0
    shelf.session.undo()
    assert starred() == 5
    assert shelf.fired == []


def test_many_are_done_with_in_one_step_beside_the_window(session: Session, qtbot: QtBot) -> None:
    with session.library.transaction("Import"):
        for n in range(120):
            session.library.articles.take(make_imported(f"Text {n}", title=f"Article {n}"))
    shelf = make_shelf(session, qtbot)
    shelf.view.selectAll()
    for key, modifier in ((KEY.Key_D, Qt.KeyboardModifier.ShiftModifier), (KEY.Key_Delete, NONE)):
        told = len(shelf.notices)
        qtbot.keyClick(shelf.view, key, modifier)
        qtbot.waitUntil(lambda told=told: len(shelf.notices) == told + 2)
    assert shelf.notices[1].text == "Marked 120 articles as done."
    assert shelf.notices[-1].text == "Deleted 120 articles."
    qtbot.waitUntil(lambda: shelf.titles() == [])
    assert shelf.shown().startswith("Nothing here yet")
    shelf.notices[-1].on_action()
    qtbot.waitUntil(lambda: len(shelf.titles()) == 120)
    done = session.library.articles.among(session.library.articles.ids())
    assert {article.state for article in done} == {"done"}
    shelf.session.undo()
    assert session.library.articles.get(ArticleId(1)).state == "unread"


def test_all_that_was_deleted_comes_back_with_what_was_open(session: Session, qtbot: QtBot) -> None:
    with session.library.transaction("Import"):
        for n in range(120):
            session.library.articles.take(make_imported(f"Text {n}", title=f"Article {n}"))
    shelf = make_shelf(session, qtbot)
    session.open(ArticleId(20))
    shelf.view.selectAll()
    qtbot.keyClick(shelf.view, KEY.Key_Delete)
    qtbot.waitUntil(lambda: shelf.titles() == [])
    assert shelf.opened() is None
    session.undo()
    qtbot.waitUntil(lambda: len(shelf.titles()) == 120)
    qtbot.waitUntil(lambda: session.article is not None and session.article.id == 20)
    at = shelf.view.visualRect(shelf.view.currentIndex())
    assert shelf.view.viewport().rect().intersects(at)


def test_links_of_many_come_in_the_order_of_the_list(shelf: Shelf) -> None:
    articles = shelf.session.library.articles
    ids = [*shelf.panel.listed_ids()]
    assert articles.uids(ids) == [article.uid for article in articles.among(ids)]


def test_articles_are_dragged_by_their_ids_and_links(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    dragged: list[QMimeData] = []
    monkeypatch.setattr("gui.shelf.dragging.QDrag", partial(Dragged, dragged))
    shelf.view.go_to(4)
    shelf.view.startDrag(Qt.DropAction.CopyAction)
    shelf.view.selectAll()
    shelf.view.startDrag(Qt.DropAction.CopyAction)
    uid = shelf.session.library.articles.get(ArticleId(4)).uid
    assert [bytes(data.data(ARTICLES_MIME).data()) for data in dragged] == [b"4", b"5 4 3 2 1"]
    assert dragged[0].text() == f"postil://article/{uid}"


def test_the_click_that_begins_a_drag_of_several_opens_nothing(shelf: Shelf, qtbot: QtBot) -> None:
    shelf.view.selectAll()
    qtbot.mousePress(shelf.view.viewport(), Qt.MouseButton.LeftButton, pos=shelf.place(1))
    assert len(shelf.selected()) == 5


class Dragged:
    """Stands for the drag that a person ends."""

    def __init__(self, dragged: list[QMimeData], _view: object) -> None:
        self._dragged = dragged

    def setMimeData(self, data: QMimeData) -> None:
        self._dragged.append(data)

    def setPixmap(self, _picture: object) -> None: ...

    def setHotSpot(self, _spot: object) -> None: ...

    def exec(self, *_actions: object) -> None: ...
