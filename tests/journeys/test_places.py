"""One story: a reader puts articles in order, finds them again, and takes a mistake back."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from gui.filing_popover import FilingPopover
from gui.library_place import ARTICLES_MIME
from gui.main_window import MainWindow
from storage.command_line import run as run_command
from storage.exporters.interchange import to_json
from storage.library import Library
from storage.read_back import read_back
from tests.builders import add_article, export_of, make_imported, make_library
from tests.gui.windows import CONTROL, SHIFT, Hands, window_on

KEY = Qt.Key


def answer(words: str, qtbot: QtBot) -> None:
    """Type into the panel that asks for a name, and press Enter."""
    asked = QApplication.activePopupWidget()
    assert asked is not None
    if isinstance(asked, FilingPopover):
        qtbot.waitUntil(lambda: asked.is_read)
    field = asked.findChild(QLineEdit)
    assert field is not None
    field.selectAll()
    QTest.keyClicks(field, words)
    QTest.keyClick(field, KEY.Key_Return)


def come_back(window: MainWindow, qtbot: QtBot) -> None:
    """Wait until the window has the keyboard again after a panel."""
    window.activateWindow()
    qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is window.windowHandle())


def titles(window: MainWindow, qtbot: QtBot) -> list[str]:
    """Give what the shelf lists when all is quiet."""
    qtbot.waitUntil(lambda: not window.left.places.is_asking)
    qtbot.waitUntil(lambda: window.shelf._model.is_whole)
    found = window._session.library.articles.among(window.shelf._model.ids)
    return sorted(article.title for article in found)


def drop(window: MainWindow, articles: list[int], key: str) -> None:
    """End a drag from the shelf on a place."""
    view = window.left.places.view
    assert view.go_to(key)
    data = QMimeData()
    data.setData(ARTICLES_MIME, " ".join(map(str, articles)).encode())
    point = QPointF(view.visualRect(view.currentIndex()).center())
    none = Qt.KeyboardModifier.NoModifier
    view.dropEvent(
        QDropEvent(point, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, none)
    )


def test_a_reader_puts_articles_in_order(tmp_path: Path, qtbot: QtBot) -> None:
    with make_library(tmp_path) as library:
        articles = [
            add_article(
                library, make_imported(f"Report {n} of the commission", title=f"Report {n}")
            )
            for n in range(5)
        ]
    library = Library.open(tmp_path / "library.postil")
    with window_on(library, tmp_path, qtbot) as window:
        hands = Hands(window, qtbot)
        assert titles(window, qtbot) == [f"Report {n}" for n in range(5)]

        # a collection in another one, by keys; two articles dragged into it, one sent by keys
        window.actions_["new_collection"].trigger()
        answer("Elections/2026", qtbot)
        qtbot.waitUntil(lambda: window.left.places.view.current_node().name == "2026")
        inner = window.left.places.view.current_node().key
        drop(window, articles[:2], inner)
        assert hands.told() == "Added 2 articles to “2026”."
        hands.open(articles[2])
        come_back(window, qtbot)
        hands.press(KEY.Key_D, CONTROL | SHIFT)
        answer("2026", qtbot)

        # a tag on the open article from the page, and in the list on the one selected
        come_back(window, qtbot)
        hands.page.setFocus()
        hands.press(KEY.Key_T, SHIFT)
        answer("politics/votes", qtbot)
        come_back(window, qtbot)
        assert window.shelf._view.go_to(articles[3])
        window.shelf.focus_list()
        hands.press("t")
        answer("politics", qtbot)

        # what is listed is what was put there
        come_back(window, qtbot)
        window._session.search_called.emit("")
        view = window.left.places.view
        view.setFocus()
        view.chosen.emit(inner)
        assert titles(window, qtbot) == ["Report 0", "Report 1", "Report 2"]
        view.chosen.emit("tag politics")
        assert titles(window, qtbot) == ["Report 2", "Report 3"]

        # a search is kept under a name and finds what comes later, too
        window.shelf.focus_search()
        QTest.keyClicks(window.shelf._field, "commission -tag:politics")
        hands.press(KEY.Key_D, CONTROL)
        answer("Not politics", qtbot)
        with window._session.library.transaction("Import"):
            later = window._session.library.articles.take(
                make_imported("Report 5 of the commission", title="Report 5")
            ).id
        come_back(window, qtbot)
        qtbot.waitUntil(lambda: not window.left.places.is_asking)
        search = next(n for n in window.left.places.model.nodes() if n.name == "Not politics")
        view.chosen.emit(search.key)
        assert titles(window, qtbot) == ["Report 0", "Report 1", "Report 4", "Report 5"]

        # the collection is removed by mistake and comes back with all that was in it
        view.chosen.emit(inner)
        titles(window, qtbot)
        view.setFocus()
        view.go_to(inner)
        hands.press(KEY.Key_Delete)
        qtbot.waitUntil(lambda: window._session.place.name == "Library")
        hands.press(KEY.Key_Z, CONTROL)
        qtbot.waitUntil(lambda: window.left.places.model.index_of(inner).isValid())
        view.chosen.emit(inner)
        assert titles(window, qtbot) == ["Report 0", "Report 1", "Report 2"]
        assert later not in window.shelf._model.ids

    # all of it goes along to another library, and to the command line
    with (
        Library.open(tmp_path / "library.postil") as library,
        make_library(tmp_path, "other.postil") as other,
    ):
        text = to_json(export_of(library))
        read_back(other, text)
        assert to_json(export_of(other)) == text
        document = json.loads(text)
    assert [one["name"] for one in document["searches"]] == ["Not politics"]
    assert run_command(["search", "--library", str(tmp_path / "other.postil"), "in:2026"]) == 0
