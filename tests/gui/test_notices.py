"""The message bar, and what happens to errors that nobody catches."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt, qWarning
from PySide6.QtGui import QEnterEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.notices import NoticeBar, Problem, ReportWindow, install_hooks
from gui.session import Notice
from storage.errors import ImportFailed


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.resize(800, 600)
    field = QLineEdit()
    QVBoxLayout(widget).addWidget(field)
    widget.show()
    field.setFocus()
    return widget


@pytest.fixture
def bar(host: QWidget) -> NoticeBar:
    return NoticeBar(host, shortest_ms=40, ms_per_letter=0)


def test_message_stands_at_the_bottom_centre_and_follows_the_host(
    host: QWidget, bar: NoticeBar
) -> None:
    bar.show_notice(Notice("Saved"))
    host.resize(500, 400)

    middle = bar.geometry().center()
    assert abs(middle.x() - 250) <= 1
    assert host.rect().contains(bar.geometry())
    assert bar.geometry().bottom() > 340


def test_long_message_wraps_inside_a_narrow_host(host: QWidget, bar: NoticeBar) -> None:
    host.resize(360, 400)
    bar.show_notice(Notice("Another program is writing to the library. " * 4, "warning", "Undo"))

    assert host.rect().contains(bar.geometry())
    assert bar.height() > 80


def test_message_takes_no_focus(qtbot: QtBot, host: QWidget, bar: NoticeBar) -> None:
    field = host.findChild(QLineEdit)
    qtbot.waitUntil(field.hasFocus)

    bar.show_notice(Notice("Deleted", action="Undo"))
    QTest.mouseClick(bar.closer, Qt.MouseButton.LeftButton)

    assert field.hasFocus()
    assert not bar.isVisible()


def test_newest_message_replaces_the_one_before(bar: NoticeBar) -> None:
    bar.show_notice(Notice("One", action="Undo"))
    bar.show_notice(Notice("Two"))

    assert bar.text() == "Two"
    assert bar.accessibleName() == "Two"
    assert not bar.action.isVisible()


def test_message_goes_by_itself(qtbot: QtBot, bar: NoticeBar) -> None:
    bar.show_notice(Notice("Saved", "success"))

    qtbot.waitUntil(lambda: not bar.isVisible(), timeout=2000)
    assert bar.text() == ""


def test_warning_stays_until_it_is_closed(qtbot: QtBot, host: QWidget) -> None:
    quick, slow = (NoticeBar(host, shortest_ms=1, ms_per_letter=0) for _ in range(2))
    slow.show_notice(Notice("Nothing was saved", "warning"))
    quick.show_notice(Notice("Saved"))

    qtbot.waitUntil(lambda: not quick.isVisible(), timeout=2000)
    assert slow.isVisible()
    QTest.keyClick(slow.closer, Qt.Key.Key_Escape)
    assert not slow.isVisible()


def test_message_stays_while_it_has_the_keyboard(
    qtbot: QtBot, host: QWidget, bar: NoticeBar
) -> None:
    field = host.findChild(QLineEdit)
    qtbot.waitUntil(field.hasFocus)
    other = NoticeBar(host, shortest_ms=100, ms_per_letter=0)
    bar.show_notice(Notice("Deleted", action="Undo"))
    bar.action.setFocus()
    other.show_notice(Notice("Later"))

    qtbot.waitUntil(lambda: not other.isVisible(), timeout=2000)
    assert bar.isVisible()
    bar.dismiss()
    assert field.hasFocus()


def test_longer_message_stays_longer(host: QWidget) -> None:
    bar = NoticeBar(host)
    bar.show_notice(Notice("Short"))
    short = bar.remaining_ms()
    bar.show_notice(Notice("A sentence of more than a hundred characters " * 5))

    assert bar.remaining_ms() > 2 * short
    bar.dismiss()


def test_message_counts_anew_when_the_pointer_leaves(host: QWidget) -> None:
    bar = NoticeBar(host)
    bar.show_notice(Notice("Saved"))
    position = QPointF(1, 1)
    bar.enterEvent(QEnterEvent(position, position, position))
    assert bar.remaining_ms() < 0

    bar.leaveEvent(QEvent(QEvent.Type.Leave))
    assert bar.remaining_ms() > 0
    bar.dismiss()


def test_action_is_done_once_and_may_speak_itself(bar: NoticeBar) -> None:
    done: list[str] = []

    def undo() -> None:
        done.append("undo")
        bar.show_notice(Notice("Undone: Delete"))

    bar.show_notice(Notice("Deleted", action="Undo", on_action=undo))
    bar.action.click()

    assert done == ["undo"]
    assert bar.text() == "Undone: Delete"


@pytest.fixture
def problems() -> Iterator[list[Problem]]:
    found: list[Problem] = []
    remove = install_hooks(found.append)
    yield found
    remove()


def _raised(error: Exception) -> Callable[[], None]:
    def fail() -> None:
        raise error

    return fail


def test_uncaught_error_is_reported_from_the_event_loop(
    qtbot: QtBot, problems: list[Problem], caplog: pytest.LogCaptureFixture
) -> None:
    try:
        _raised(ZeroDivisionError("one by none"))()
    except ZeroDivisionError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    assert problems == []

    qtbot.waitUntil(lambda: bool(problems), timeout=2000)
    assert "ZeroDivisionError: one by none" in problems[0].details
    assert "ZeroDivisionError" not in problems[0].sentence
    assert "one by none" in caplog.text


def test_error_that_has_words_for_the_reader_keeps_them(
    qtbot: QtBot, problems: list[Problem]
) -> None:
    error = ImportFailed("The file notes.txt could not be read.")
    sys.excepthook(type(error), error, None)

    qtbot.waitUntil(lambda: bool(problems), timeout=2000)
    assert problems[0].sentence == "The file notes.txt could not be read."


def test_uncaught_error_of_a_thread_arrives_in_the_gui_thread(qtbot: QtBot) -> None:
    where: list[int] = []
    remove = install_hooks(lambda _: where.append(threading.get_ident()))
    thread = threading.Thread(target=_raised(ValueError("in a thread")))
    thread.start()
    thread.join()

    qtbot.waitUntil(lambda: bool(where), timeout=2000)
    remove()
    assert where == [threading.get_ident()]


@pytest.mark.no_qt_log
def test_what_qt_says_is_logged(qapp: object, caplog: pytest.LogCaptureFixture) -> None:
    remove = install_hooks(lambda _: None)
    with caplog.at_level(logging.DEBUG, logger="postil"):
        qWarning("something is odd")
    remove()

    assert "Qt: something is odd" in caplog.text


def test_hooks_can_be_taken_back(qapp: object) -> None:
    before = sys.excepthook, threading.excepthook
    install_hooks(lambda _: None)()

    assert (sys.excepthook, threading.excepthook) == before


def test_second_problem_is_added_to_the_open_window(qtbot: QtBot) -> None:
    window = ReportWindow()
    qtbot.addWidget(window)
    window.add(Problem("It failed.", "first trace"))
    window.add(Problem("It failed.", "second trace"))
    window.add(Problem("It failed.", "second trace"))

    assert window.isVisible()
    assert window.details.toPlainText() == "first trace\n\nsecond trace"
    assert window.sentence.text() == "It failed."
    window.copier.click()
    assert QGuiApplication.clipboard().text() == "first trace\n\nsecond trace"


def test_closed_window_starts_afresh(qtbot: QtBot) -> None:
    window = ReportWindow()
    qtbot.addWidget(window)
    window.add(Problem("It failed.", "first trace"))
    QTest.keyClick(window, Qt.Key.Key_Escape)
    window.add(Problem("It failed.", "second trace"))

    assert window.details.toPlainText() == "second trace"


def test_muted_problem_does_not_come_back(qtbot: QtBot) -> None:
    window = ReportWindow()
    qtbot.addWidget(window)
    window.add(Problem("It failed.", "a fault while painting"))
    window.mute.setChecked(True)
    window.closer.click()
    window.add(Problem("It failed.", "a fault while painting"))
    assert not window.isVisible()

    window.add(Problem("It failed.", "another"))
    assert window.isVisible()
