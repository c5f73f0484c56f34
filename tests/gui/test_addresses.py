"""Addresses of the web as a reader opens them: typed, pasted, dropped."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui import app
from gui.address_dialog import WRONG, AddressDialog
from gui.main_window import MainWindow
from storage.library import Library
from tests.builders import make_library
from tests.gui.windows import LEFT_BUTTON, NONE, Hands, window_on
from tests.web_servers import Request, Server, reply, serving

HTML = {"content_type": "text/html; charset=utf-8"}
TEXT = "<p>" + "The lake rose again after the rain of May, and the boats went out. " * 5
FEED = "<rss version='2.0'><channel><title>The lake</title></channel></rss>"


def page(title: str) -> bytes:
    return reply(f"<html><head><title>{title}</title></head><body><article>{TEXT}", **HTML)


@pytest.fixture
def server() -> Iterator[Server]:
    replies = {"/a": page("High water"), "/b": page("Low water"), "/feed": reply(FEED)}
    with serving(replies) as made:
        yield made


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return make_library(tmp_path)


@pytest.fixture
def window(library: Library, tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    with window_on(library, tmp_path, qtbot) as made:
        yield made


@pytest.fixture
def hands(window: MainWindow, qtbot: QtBot) -> Hands:
    return Hands(window, qtbot)


def drop(window: MainWindow, data: QMimeData) -> None:
    buttons = Qt.MouseButton.LeftButton
    action = Qt.DropAction.CopyAction
    window.dropEvent(QDropEvent(QPoint(5, 5), action, data, buttons, NONE))


def choose(hands: Hands, action: str) -> None:
    """Press the button of the message once it offers something."""
    bar = hands.window.notice_bar
    hands.qtbot.waitUntil(lambda: bar.action.isVisible() and bar.action.text() == action)
    QTest.mouseClick(bar.action, LEFT_BUTTON)


def test_pasted_address_is_asked_about_and_opened(
    hands: Hands, server: Server, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(AddressDialog, "exec", lambda dialog: 1)  # Enter, where it asks
    QGuiApplication.clipboard().setText(server.url("/a"))
    window.actions_["paste"].trigger()
    choose(hands, "Open it anyway")  # the server of the test is on this machine
    hands.qtbot.waitUntil(lambda: hands.session.article is not None)
    assert hands.session.article is not None
    assert hands.session.article.title == "High water"
    assert hands.session.article.url == server.url("/a")
    assert len(server.requests) == 1


def test_dropped_link_is_opened(hands: Hands, server: Server, window: MainWindow) -> None:
    data = QMimeData()
    data.setUrls([QUrl(server.url("/b"))])
    data.setText("Low water, a report")
    drop(window, data)
    choose(hands, "Open it anyway")
    hands.qtbot.waitUntil(lambda: hands.session.article is not None)


def test_feed_at_the_address_is_offered_to_be_followed(
    hands: Hands, server: Server, window: MainWindow, library: Library
) -> None:
    window._files.open_addresses([server.url("/feed")])
    choose(hands, "Open it anyway")
    choose(hands, "Follow the feed")
    choose(hands, "Follow it anyway")
    hands.qtbot.waitUntil(lambda: len(library.feeds.all()) == 1)
    hands.qtbot.waitUntil(lambda: "You follow “The lake” now" in hands.told())


def test_page_that_does_not_come_is_explained(hands: Hands, window: MainWindow) -> None:
    window._files.open_addresses(["http://example.org:25/"])
    hands.qtbot.waitUntil(lambda: "asks for port 25" in hands.told())
    assert hands.notices[-1].action == "Open in browser"


def test_what_a_redirect_finds_at_home_is_not_offered(
    hands: Hands, window: MainWindow, server: Server
) -> None:
    away = reply(status=302, location=server.url("/a", host="localhost"))
    with serving({"/": away}) as other:
        window._files.open_addresses([other.url()])
        choose(hands, "Open it anyway")
        hands.qtbot.waitUntil(lambda: "localhost is on this machine" in hands.told())
    assert hands.notices[-1].action == "Open in browser"
    assert not server.requests


def test_many_addresses_are_one_import_with_a_report(hands: Hands, window: MainWindow) -> None:
    window._files.open_addresses(["http://example.org:25/", "http://[::1", "http://localhost/"])
    hands.qtbot.waitUntil(lambda: window.import_desk.dialog is not None)
    dialog = window.import_desk.dialog
    assert dialog is not None
    hands.qtbot.waitUntil(lambda: "finished" in dialog.heading.text())
    assert len(dialog.report.of("failed")) == 3
    dialog.close()


def test_fetching_can_be_cancelled(hands: Hands, window: MainWindow) -> None:
    def stall(request: Request) -> Iterator[bytes]:
        yield b"HTTP/1.1 200 X\r\nContent-Length: 9\r\n\r\n"
        server.is_over.wait()

    with serving(stall) as server:
        window._files.open_addresses([server.url("/")])
        choose(hands, "Open it anyway")
        hands.qtbot.waitUntil(lambda: bool(server.requests))
        strip = lambda: window.import_desk.strip  # noqa: E731
        hands.qtbot.waitUntil(lambda: (made := strip()) is not None and made.isVisible())
        made = strip()
        assert made is not None
        assert made.words.text() == "Reading 127.0.0.1…"
        QTest.mouseClick(made.cancel, LEFT_BUTTON)
        hands.qtbot.waitUntil(lambda: not window.importing.is_busy)
    assert not window._session.library.articles.ids()


def test_address_on_the_command_line_is_opened(
    hands: Hands, window: MainWindow, server: Server
) -> None:
    app._begin(window, hands.session, [server.url("/a")])
    choose(hands, "Open it anyway")
    hands.qtbot.waitUntil(lambda: hands.session.article is not None)


# -- the dialog


@pytest.fixture
def dialog(qtbot: QtBot) -> AddressDialog:
    made = AddressDialog()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("https://example.org/a", "https://example.org/a"),
        ("  example.org/a?b=1 ", "https://example.org/a?b=1"),
        ("<http://example.org>", "http://example.org"),
        ("lake.example:8080", "https://lake.example:8080"),
        ("a word", ""),
        ("word", ""),
        ("file:///etc/passwd", ""),
        ("javascript:alert(1)", ""),
        ("http://", ""),
        ("ada@example.org", ""),
        ("3.14", ""),
    ],
)
def test_what_counts_as_an_address(dialog: AddressDialog, typed: str, address: str) -> None:
    dialog.field.setText(typed)
    assert dialog.address() == address
    assert dialog.opener.isEnabled() is bool(address)
    assert (dialog.said.text() == WRONG) is not bool(address)


def test_address_of_the_clipboard_stands_there_already(
    monkeypatch: pytest.MonkeyPatch, qapp: QApplication
) -> None:
    QGuiApplication.clipboard().setText("https://example.org/copied")

    def accept(self: AddressDialog) -> int:
        assert self.field.selectedText() == "https://example.org/copied"
        return 1

    monkeypatch.setattr(AddressDialog, "exec", accept)
    assert AddressDialog.ask(None) == "https://example.org/copied"


def test_enter_opens(dialog: AddressDialog) -> None:
    dialog.field.setText("example.org")
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    assert dialog.result() == 1
