"""What must never happen to words: lost in silence, or told as saved when they are not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.main_window import MainWindow
from storage.library import Library
from storage.types import ArticleId
from tests.builders import add_article, make_annotation, make_imported
from tests.gui.windows import CONTROL, NONE, Hands, window_on

TEXT = "A title\n\nThe first sentence of all. The second one follows.\n\nAnother paragraph."


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    library = Library.open(tmp_path / "library.postil", busy_timeout_s=0.05)
    add_article(library, make_imported(TEXT))
    with window_on(library, tmp_path, qtbot) as made:
        made._session.open(ArticleId(1))
        yield made


@contextmanager
def locked(window: MainWindow) -> Iterator[None]:
    """Let another program write for as long as the block takes."""
    with Library.open(window._session.library.path) as other, other.unrecorded():
        yield


def test_delete_that_failed_is_not_told_as_done(window: MainWindow, qtbot: QtBot) -> None:
    hands = Hands(window, qtbot)
    note = make_annotation(window._session.library, ArticleId(1), "first sentence")
    window._session.focus_on(note)
    with locked(window):
        window.actions_["delete"].trigger()
    assert [notice.kind for notice in hands.notices] == ["warning"]
    assert hands.exact() == ["first sentence"]


def test_window_stays_while_a_note_is_not_saved(window: MainWindow, qtbot: QtBot) -> None:
    hands = Hands(window, qtbot)
    note = make_annotation(window._session.library, ArticleId(1), "first sentence")
    window._session.focus_on(note)
    window.panel.edit_note()
    with locked(window):
        qtbot.keyClicks(QApplication.focusWidget(), "precious")
        window.close()
        assert window.isVisible()
        assert hands.notices[-1].action == "Close without it"
    window.close()
    assert not window.isVisible()
    with Library.open(window._session.library.path) as again:
        assert again.annotations.get(note).note == "precious"


def test_text_that_cannot_be_an_article_is_handed_back(window: MainWindow, qtbot: QtBot) -> None:
    hands = Hands(window, qtbot)
    window.importing.text(" \n ")
    qtbot.waitUntil(lambda: bool(hands.notices) and hands.notices[-1].action == "Copy the text")
    hands.notices[-1].on_action()
    assert QGuiApplication.clipboard().text() == " \n "
    QGuiApplication.clipboard().clear()


def test_text_pasted_just_before_closing_is_kept(window: MainWindow) -> None:
    window.importing.text("Pasted at the last moment\n\nand not lost.")
    window.close()
    with Library.open(window._session.library.path) as again:
        titles = [again.articles.get(ArticleId(i)).title for i in again.articles.ids()]
    assert "Pasted at the last moment" in titles


def test_one_bad_file_does_not_stop_the_others(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    hands = Hands(window, qtbot)
    names = ("one.txt", "empty.txt", "two.txt")
    for name in names:
        (tmp_path / name).write_text("" if name == "empty.txt" else f"Text {name}\n\nWords.")
    window.importing.files([tmp_path / name for name in names])
    qtbot.waitUntil(lambda: bool(hands.notices) and hands.notices[-1].kind == "warning")
    assert hands.notices[-1].text == "2 added, 1 could not be read."
    dialog = window.import_desk.dialog
    assert dialog is not None
    assert dialog.isVisible()
    assert "empty.txt\tIt is empty" in dialog.report.text()
    assert len(window._session.library.articles.ids()) == 3


def test_wheel_with_control_changes_the_size_by_one_step(window: MainWindow) -> None:
    page, settings = window.reader.page, window._session.settings
    before = settings.typography.size
    point = QPointF(100, 100)
    for turned, modifier in ((120, CONTROL), (120, CONTROL), (-120, CONTROL), (-120, NONE)):
        event = QWheelEvent(
            point,
            page.viewport().mapToGlobal(point),
            QPoint(),
            QPoint(0, turned),
            Qt.MouseButton.NoButton,
            modifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(page.viewport(), event)
    assert settings.typography.size == before + 1
    assert page.document().defaultFont().pixelSize() == before + 1


def test_article_marked_as_unread_stays_so_while_it_is_read(window: MainWindow) -> None:
    session = window._session
    session.act("Mark", lambda lib: lib.articles.set_state([ArticleId(1)], "unread"))
    session.leaving.emit()  # saves the reading position
    assert session.library.articles.get(ArticleId(1)).state == "unread"


def test_a_second_note_on_the_article_takes_up_the_empty_one(window: MainWindow) -> None:
    window.actions_["article_note"].trigger()
    window.actions_["article_note"].trigger()
    assert len(window._session.library.annotations.of(ArticleId(1))) == 1
