"""The window as a whole: menus, keys that type, layout, drops, other windows, links."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import (
    QAction,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QKeySequence,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gui.actions import COMMANDS, LISTS
from gui.main_window import MainWindow
from gui.outline_popover import OutlinePopover
from gui.paste_dialog import PasteDialog
from gui.popover import Popover
from gui.settings import ThemeChoice
from gui.shelf.orders import ALWAYS
from gui.theme import current_theme
from storage.library import Library
from storage.types import ArticleId, Span
from tests.builders import add_article, make_annotation, make_imported, make_library
from tests.gui.windows import CONTROL, LEFT_BUTTON, NONE, SHIFT, Hands, window_on

KEY = Qt.Key
FOX = "The quick brown fox jumps over the lazy dog and thinks nothing of it at all. "
CONTENT = "A title\n\n" + "\n\n".join(f"{n}. {FOX * 4}".strip() for n in range(60))
SINGLE = sorted(  # a comma ends a tag
    {key for command in COMMANDS for key in command.keys if len(key) == 1 and key not in "?,"}
)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with make_library(tmp_path) as made:
        yield made


@pytest.fixture
def article(library: Library) -> ArticleId:
    made = add_article(library, make_imported(CONTENT, title="A title"))
    make_annotation(library, made, "quick brown fox")
    return made


@pytest.fixture
def hands(library: Library, article: ArticleId, tmp_path: Path, qtbot: QtBot) -> Iterator[Hands]:
    with window_on(library, tmp_path, qtbot) as window:
        made = Hands(window, qtbot)
        made.open(article)
        made.session.focus_on(library.annotations.of(article)[0].id)
        yield made


def focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def text_in(field: QWidget) -> str:
    if isinstance(field, QLineEdit):
        return field.text()
    assert isinstance(field, QPlainTextEdit)
    return field.toPlainText()


def state(hands: Hands) -> object:
    """Give what no typing may change."""
    assert hands.session.article is not None
    found = hands.session.library.annotations.of(hands.session.article.id)
    return [(a.id, a.passage, a.style, a.color, a.tags) for a in found], hands.session.color


# -- menus and actions


def test_menus_have_every_command_with_its_keys(hands: Hands) -> None:
    shown: dict[str, list[QAction]] = {}
    for top in hands.window.menuBar().actions():
        menu = top.menu()
        assert isinstance(menu, QMenu)
        shown[top.text().removeprefix("&")] = [
            action for action in menu.actions() if not action.isSeparator()
        ]
    for command in COMMANDS:
        if command.in_menu:
            action = hands.window.actions_[command.name]
            assert action in shown[command.section]
            assert action.shortcuts() == [QKeySequence(key) for key in command.keys]
            assert action.text()


def test_no_key_is_given_twice() -> None:
    keys = [
        (command.section if command.section in LISTS else "", key)
        for command in COMMANDS
        for key in command.keys
    ]
    assert len(keys) == len(set(keys))


DIALOGS = frozenset(
    (
        *("open", "import_folder", "watched", "write", "export", "back_up", "open_library"),
        *("quit", "color_names", "keys", "about", "show_original", "save_original"),
        *("open_address", "feeds", "preferences"),
    )
)


def run_every_command(window: MainWindow, qtbot: QtBot) -> list[object]:
    """Give what goes wrong; even what is not enabled is run."""
    with qtbot.captureExceptions() as raised:
        for action in window.actions_.all():
            if action.objectName() not in DIALOGS:
                action.setEnabled(True)
                action.trigger()
                QApplication.processEvents()
                close_popups()
    return list(raised)


def test_every_command_runs_without_an_article(
    library: Library, tmp_path: Path, qtbot: QtBot
) -> None:
    with window_on(library, tmp_path, qtbot) as window:
        assert run_every_command(window, qtbot) == []


def test_every_command_runs_with_an_article(hands: Hands) -> None:
    assert run_every_command(hands.window, hands.qtbot) == []


def close_popups() -> None:
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()


def test_undo_names_what_it_takes_back(hands: Hands) -> None:
    undo, redo = hands.window.actions_["undo"], hands.window.actions_["redo"]
    hands.press("2")
    label = hands.session.library.undo_label()
    assert label.startswith("Recolour")
    assert undo.text() == f"Undo {label}"
    assert not redo.isEnabled()
    hands.press(KEY.Key_Z, CONTROL)
    assert redo.text() == f"Redo {label}"
    assert label in hands.told()
    hands.press(KEY.Key_Y, CONTROL)
    assert undo.text() == f"Undo {label}"


def test_commands_on_an_article_wait_for_one(
    library: Library, tmp_path: Path, qtbot: QtBot
) -> None:
    with window_on(library, tmp_path, qtbot) as window:
        for name in ("highlight", "find", "export", "note", "next_mark", "outline", "delete"):
            assert not window.actions_[name].isEnabled()
        assert window.windowTitle() == "Postil"
        assert window.reader.empty.isVisible()


# -- keys that type


def in_shelf_search(hands: Hands) -> None:
    hands.window.actions_["search"].trigger()


def in_find(hands: Hands) -> None:
    hands.window.actions_["find"].trigger()


def in_note(hands: Hands) -> None:
    hands.window.actions_["note"].trigger()


def in_tags(hands: Hands) -> None:
    hands.window.actions_["tag"].trigger()


def in_filter(hands: Hands) -> None:
    hands.window.panel.focus_filter()


def in_title(hands: Hands) -> None:
    hands.window.actions_["rename"].trigger()


def in_outline(hands: Hands) -> None:
    hands.session.open(
        add_article(hands.session.library, make_imported("Top\n\nWhat comes next\n\nEnd"))
    )
    hands.window.actions_["outline"].trigger()


FIELDS = [in_shelf_search, in_find, in_note, in_tags, in_filter, in_title, in_outline]


@pytest.mark.parametrize("go", FIELDS, ids=[go.__name__ for go in FIELDS])
def test_single_keys_type_in_fields_and_do_nothing_else(
    hands: Hands, go: Callable[[Hands], None]
) -> None:
    go(hands)
    hands.qtbot.waitUntil(lambda: isinstance(focus(), (QLineEdit, QPlainTextEdit)))
    field, before = focus(), state(hands)
    if isinstance(field, (QLineEdit, QPlainTextEdit)):
        field.clear()
    for key in SINGLE:
        hands.press(key.lower())
    hands.press("?")
    hands.press(KEY.Key_N, SHIFT)
    typed = "".join(key.lower() for key in SINGLE) + "?"
    assert text_in(field)[:-1] == typed
    assert text_in(field)[-1] in "nN"
    hands.press(KEY.Key_Backspace)
    hands.press(KEY.Key_Home)
    hands.press(KEY.Key_Delete)
    assert text_in(field) == typed[1:]
    assert focus() is field
    assert state(hands) == before
    close_popups()


def test_single_keys_type_in_a_dialog(hands: Hands) -> None:
    before, typed = state(hands), "".join(SINGLE).lower() + "?"
    seen: list[str] = []

    def type_there() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, PasteDialog)
        hands.qtbot.waitUntil(lambda: QApplication.focusWidget() is dialog.field)
        hands.type(typed)
        hands.press(KEY.Key_Return)
        hands.press(KEY.Key_Backspace)
        seen.append(dialog.field.toPlainText())
        dialog.reject()

    QTimer.singleShot(0, hands.window, type_there)
    hands.window.actions_["write"].trigger()
    assert seen == [typed]
    assert state(hands) == before


@pytest.mark.parametrize("go", [in_shelf_search, in_find, in_filter, in_note])
def test_paste_goes_into_the_field(hands: Hands, go: Callable[[Hands], None]) -> None:
    go(hands)
    field = focus()
    QGuiApplication.clipboard().setText("pasted words")
    hands.press(KEY.Key_A, CONTROL)
    hands.press(KEY.Key_V, CONTROL)
    assert text_in(field) == "pasted words"
    assert len(hands.session.library.articles.ids()) == 1


def test_enter_and_delete_in_the_shelf_are_about_articles(hands: Hands) -> None:
    other = add_article(hands.session.library, make_imported("Other\n\nText", title="Other"))
    hands.window.shelf.focus_list()
    before = state(hands)
    hands.press(KEY.Key_Home)
    hands.press(KEY.Key_Return)
    assert hands.session.article is not None
    assert hands.session.article.id == other
    hands.window.shelf.focus_list()
    hands.press(KEY.Key_Delete)
    assert hands.session.library.articles.get(other).deleted_at is not None
    hands.press(KEY.Key_Z, CONTROL)
    hands.open(hands.session.library.articles.ids()[-1])
    assert state(hands) == before


def test_enter_in_the_notes_list_edits_its_note(hands: Hands) -> None:
    hands.window.panel.focus_list()
    hands.press(KEY.Key_Return)
    hands.type("h1")
    hands.press(KEY.Key_Escape)
    found = hands.session.focused_annotation()
    assert found is not None
    assert found.note == "h1"


def test_enter_in_the_outline_goes_to_the_heading(hands: Hands) -> None:
    long = "Top\n\n" + "Words. " * 4000 + "\n\nWhat comes next\n\nEnd"
    article = add_article(hands.session.library, make_imported(long, title="Top"))
    mark = make_annotation(hands.session.library, article, "End")
    hands.open(article)
    hands.session.focus_on(mark)
    hands.window.actions_["outline"].trigger()
    assert isinstance(QApplication.activePopupWidget(), OutlinePopover)
    hands.press(KEY.Key_Return)
    hands.settle()
    assert QApplication.activePopupWidget() is None
    assert hands.window.focusWidget() is hands.page
    heading = hands.page.visible_rect(hands.span("What comes next"))
    assert hands.page.viewport().rect().contains(heading)


def test_single_keys_do_nothing_to_the_page_under_a_popover(hands: Hands) -> None:
    before = state(hands)
    hands.window.actions_["typography"].trigger()
    assert isinstance(QApplication.activePopupWidget(), Popover)
    for key in (KEY.Key_Delete, KEY.Key_2, KEY.Key_U):
        hands.press(key)
    assert state(hands) == before
    close_popups()


# -- parts of the window


def test_f6_goes_round_the_visible_parts(hands: Hands) -> None:
    window = hands.window
    parts = [window.reader, window.panel, window.shelf]

    def at() -> QWidget:
        return next(part for part in parts if part.isAncestorOf(focus()))

    hands.page.setFocus()
    reached = []
    for _ in range(3):
        hands.press(KEY.Key_F6)
        reached.append(at())
    assert reached == [window.panel, window.shelf, window.reader]
    hands.press(KEY.Key_F6, SHIFT)
    assert at() is window.shelf
    hands.press(KEY.Key_F8)
    hands.page.setFocus()
    hands.press(KEY.Key_F6, SHIFT)
    assert at() is window.panel


def test_f8_gives_the_list_the_keyboard_and_the_page_has_it_back(hands: Hands) -> None:
    window = hands.window
    hands.page.setFocus()
    hands.press(KEY.Key_F8)
    assert not window.left.isVisible()
    assert hands.page.hasFocus()
    hands.press(KEY.Key_F8)
    assert window.shelf._view.hasFocus()
    hands.press(KEY.Key_F8)
    assert hands.page.hasFocus()


def test_page_has_its_ink_as_soon_as_the_theme_is_another(hands: Hands) -> None:
    window = hands.window
    before = current_theme().name
    other: ThemeChoice = "light" if before == "dark" else "dark"
    try:
        window._appearance._choose_theme(other)
        assert current_theme().name == other
        assert not window.reader._dressing.isActive()
        assert window.updatesEnabled()
    finally:
        window._appearance._choose_theme(before)


def test_order_is_chosen_by_keys(hands: Hands) -> None:
    window = hands.window
    hands.press("b", CONTROL | SHIFT)
    menu = window.shelf._header._sort.menu()
    assert menu.isVisible()
    QTest.keyClick(menu, KEY.Key_Down)
    QTest.keyClick(menu, KEY.Key_Return)
    assert not menu.isVisible()
    assert window.shelf._model.listing.order == ALWAYS[1]


def test_button_of_the_order_is_reached_by_tab(hands: Hands) -> None:
    shelf = hands.window.shelf
    shelf.focus_search()
    QTest.keyClick(shelf._field, KEY.Key_Backtab, SHIFT)
    assert shelf._header._sort.hasFocus()


def test_parts_never_lie_over_each_other(hands: Hands) -> None:
    hands.window.resize(100, 100)
    hands.settle()
    panes = [hands.window.left, hands.window.reader, hands.window.side]
    for left, right in ((panes[0], panes[1]), (panes[1], panes[2])):
        assert left.geometry().right() < right.geometry().left()
    assert panes[2].geometry().right() < hands.window.width()


def test_layout_theme_and_place_come_back(
    library: Library, article: ArticleId, tmp_path: Path, qtbot: QtBot
) -> None:
    with window_on(library, tmp_path, qtbot) as window:
        hands = Hands(window, qtbot)
        hands.open(article)
        window.resize(780, 700)  # what is larger than the screen would not come back
        window.actions_["theme_sepia"].trigger()
        window.actions_["larger"].trigger()
        window.actions_["panel"].trigger()
        window.actions_["marks"].trigger()
        window._splitter.setSizes([220, 560, 0])
        hands.settle()
        hands.page.verticalScrollBar().setValue(1700)
        place, sizes = hands.page.first_visible(), window._splitter.sizes()
        window.close()
    for _ in range(2):
        again = Library.open(tmp_path / "library.postil")
        with window_on(again, tmp_path, qtbot) as window:
            hands = Hands(window, qtbot)
            hands.open(article)
            assert (window.width(), window.height()) == (780, 700)
            assert window._splitter.sizes()[:2] == sizes[:2]
            assert window.actions_["theme_sepia"].isChecked()
            assert hands.page.document().defaultFont().pixelSize() == 20
            assert not window.side.isVisible()
            assert not window.actions_["marks"].isChecked()
            assert hands.page.first_visible() == place
            window.close()
        with Library.open(tmp_path / "library.postil") as closed:
            assert closed.articles.get(article).position == place


def test_part_that_a_key_brought_back_stays(
    library: Library, article: ArticleId, tmp_path: Path, qtbot: QtBot
) -> None:
    with window_on(library, tmp_path, qtbot) as window:
        window.actions_["shelf"].trigger()
        window.actions_["search"].trigger()
        assert window.shelf.isVisible()
        window.close()
    with window_on(Library.open(tmp_path / "library.postil"), tmp_path, qtbot) as window:
        window.resize(1280, 800)  # the screen of this platform is narrow
        assert window.shelf.isVisible()


def test_back_and_forward_return_to_places(hands: Hands) -> None:
    other = add_article(hands.session.library, make_imported("Other\n\nText", title="Other"))
    hands.page.verticalScrollBar().setValue(1200)
    place = hands.page.first_visible()
    hands.open(other)
    hands.press(KEY.Key_Left, Qt.KeyboardModifier.AltModifier)
    hands.settle()
    assert hands.session.article is not None
    assert hands.session.article.id != other
    assert hands.page.viewport().rect().intersects(hands.page.visible_rect(Span(place, place + 1)))
    hands.press(KEY.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert hands.session.article.id == other


# -- what comes from outside


def drop(target: QWidget, data: QMimeData) -> None:
    place, actions = QPoint(20, 20), Qt.DropAction.CopyAction
    entering = QDragEnterEvent(place, actions, data, LEFT_BUTTON, NONE)
    QApplication.sendEvent(target, entering)
    assert entering.isAccepted()
    moving = QDragMoveEvent(place, actions, data, LEFT_BUTTON, NONE)
    QApplication.sendEvent(target, moving)
    dropping = QDropEvent(QPointF(place), actions, data, LEFT_BUTTON, NONE)
    QApplication.sendEvent(target, dropping)


def opened_title(hands: Hands) -> str:
    return hands.session.article.title if hands.session.article else ""


def test_file_dropped_on_the_page_is_opened(hands: Hands, tmp_path: Path) -> None:
    path = tmp_path / "dropped.md"
    path.write_text("# Dropped\n\nSome words.\n", "utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    drop(hands.page.viewport(), data)
    hands.qtbot.waitUntil(lambda: opened_title(hands) == "Dropped")
    assert hands.told().startswith("Added “Dropped”.")


def test_text_dropped_or_pasted_is_opened(hands: Hands) -> None:
    data = QMimeData()
    data.setText("Dropped text\n\nSome words.")
    drop(hands.window, data)
    hands.qtbot.waitUntil(lambda: opened_title(hands) == "Dropped text")
    QGuiApplication.clipboard().setText("Pasted text\n\nOther words.")
    hands.page.setFocus()
    hands.press(KEY.Key_V, CONTROL)
    hands.qtbot.waitUntil(lambda: opened_title(hands) == "Pasted text")
    QTest.mouseClick(hands.window.notice_bar.action, LEFT_BUTTON)  # Undo
    assert hands.session.article is None
    assert hands.window.reader.empty.isVisible()


def test_file_that_cannot_be_read_is_said(hands: Hands, tmp_path: Path) -> None:
    path = tmp_path / "nothing.txt"
    hands.window.importing.files([path])
    hands.qtbot.waitUntil(lambda: "nothing.txt" in hands.told())
    assert hands.notices[-1].kind == "warning"
    assert opened_title(hands) == "A title"


def test_empty_clipboard_is_said(hands: Hands) -> None:
    QGuiApplication.clipboard().clear()
    hands.window.actions_["paste"].trigger()
    assert hands.told() == "There is no text on the clipboard."


def test_window_closed_while_importing_keeps_the_article(
    library: Library, article: ArticleId, tmp_path: Path, qtbot: QtBot
) -> None:
    started, go_on = threading.Event(), threading.Event()
    failures: list[Exception] = []
    with window_on(library, tmp_path, qtbot) as window:

        def wait() -> None:
            started.set()
            go_on.wait(30)

        window._session.tasks.run(wait, lambda _: None, failures.append)
        assert started.wait(30)
        window.importing.text("Too late\n\nWords")
        go_on.set()
        window.close()
    with Library.open(tmp_path / "library.postil") as closed:
        assert len(closed.articles.ids()) in (1, 2)  # done, or never begun
    assert failures == []


def test_window_can_be_closed_twice_and_with_timers_waiting(
    library: Library, article: ArticleId, tmp_path: Path, qtbot: QtBot
) -> None:
    with window_on(library, tmp_path, qtbot) as window:
        hands = Hands(window, qtbot)
        hands.session.open(article)
        hands.page.verticalScrollBar().setValue(900)
        window.actions_["theme_dark"].trigger()
        window.actions_["find"].trigger()
        hands.type("fox")
        window.close()
        window.close()
        for _ in range(5):
            QApplication.processEvents()


# -- other windows


def ids_on(hands: Hands) -> list[int]:
    return [mark.id for mark in hands.page.marks.in_order()] if hands.page.marks else []


def test_two_windows_see_what_each_other_does(
    library: Library, article: ArticleId, tmp_path: Path, qtbot: QtBot
) -> None:
    with ExitStack() as stack:
        second_library = Library.open(tmp_path / "library.postil")
        (tmp_path / "second").mkdir()
        first = stack.enter_context(window_on(library, tmp_path, qtbot))
        second = stack.enter_context(window_on(second_library, tmp_path / "second", qtbot))
        here, there = Hands(first, qtbot), Hands(second, qtbot)
        here.open(article)
        there.open(article)
        first.activateWindow()
        qtbot.waitUntil(first.isActiveWindow)
        made = here.highlight("lazy dog")
        second.activateWindow()
        qtbot.waitUntil(second.isActiveWindow)
        qtbot.waitUntil(lambda: made in ids_on(there))
        there.session.focus_on(made)
        there.page.setFocus()
        there.press(KEY.Key_Delete)
        qtbot.waitUntil(lambda: made not in ids_on(here))


def test_article_deleted_elsewhere_leaves_the_page(
    hands: Hands, tmp_path: Path, article: ArticleId
) -> None:
    with Library.open(tmp_path / "library.postil") as other, other.transaction("Delete article"):
        other.articles.move_to_trash([article])
    hands.session.look()
    assert hands.session.article is None
    assert hands.window.reader.empty.isVisible()
    assert not hands.window.actions_["highlight"].isEnabled()
    assert hands.session.focus is None


def test_article_that_is_gone_is_said(hands: Hands) -> None:
    hands.session.open(ArticleId(999))
    assert hands.told() == "This article is no longer in the library."
    assert opened_title(hands) == "A title"


# -- links


def test_links_open_articles_and_annotations(hands: Hands, article: ArticleId) -> None:
    library = hands.session.library
    mark = library.annotations.get(make_annotation(library, article, "59. The quick"))
    hands.session.close_article()
    hands.session.open_link(f"postil://annotation/{mark.uid}")
    hands.settle()
    assert hands.focused() == "59. The quick"
    assert mark.passage is not None
    seen = hands.page.visible_rect(mark.passage.span)
    assert hands.page.viewport().rect().contains(seen)
    hands.session.close_article()
    hands.session.open_link(f"postil://article/{library.articles.get(article).uid}")
    assert opened_title(hands) == "A title"


@pytest.mark.parametrize("link", ["postil://annotation/x", "postil://article/x", "postil://", "x"])
def test_link_to_nothing_is_said(hands: Hands, link: str) -> None:
    hands.session.open_link(link)
    assert "is not in this library" in hands.told()
    assert opened_title(hands) == "A title"


def test_link_to_a_deleted_article_says_where_it_is(hands: Hands, article: ArticleId) -> None:
    library = hands.session.library
    mark = library.annotations.of(article)[0]
    uid = library.articles.get(article).uid
    hands.window.shelf.trash_current()
    for link in (f"postil://article/{uid}", f"postil://annotation/{mark.uid}"):
        hands.session.open_link(link)
        assert "deleted" in hands.told()
        assert hands.session.article is None
        assert hands.session.focus is None


def test_title_that_is_being_edited_is_saved_when_the_window_closes(
    library: Library, article: ArticleId, tmp_path: Path, qtbot: QtBot
) -> None:
    with window_on(library, tmp_path, qtbot) as window:
        hands = Hands(window, qtbot)
        hands.open(article)
        hands.press(KEY.Key_F2)
        hands.type("Better")
        window.close()
    with Library.open(tmp_path / "library.postil") as closed:
        assert closed.articles.get(article).title == "Better"


def test_dialogs_open_and_close(hands: Hands) -> None:
    for name in ("export", "keys", "about", "color_names"):
        opened: list[str] = []

        def close(opened: list[str] = opened) -> None:
            dialog = QApplication.activeModalWidget()
            assert isinstance(dialog, QDialog)
            opened.append(dialog.windowTitle())
            dialog.reject()

        QTimer.singleShot(0, hands.window, close)
        hands.window.actions_[name].trigger()
        assert opened, name
    assert isinstance(hands.window, MainWindow)


def test_shelf_makes_room_in_a_narrow_window_and_comes_back(hands: Hands) -> None:
    window = hands.window
    window.resize(1200, 700)
    assert window.shelf.isVisible()
    window.resize(700, 600)
    assert not window.shelf.isVisible()
    assert not window.actions_["shelf"].isChecked()
    assert window.reader.width() >= 400
    window.resize(1200, 700)
    assert window.shelf.isVisible()
