"""Feeds as a reader meets them: the window and what comes in by itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from gui.feeds_checking import FeedChecks
from gui.feeds_dialog import FeedsDialog
from gui.feeds_model import ARTICLES, CHECKED, FEED, FOLDER, FeedsModel
from gui.session import Notice, Session
from gui.theme import Scale
from storage.types import FeedId
from tests.builders import make_library
from tests.gui.windows import LEFT_BUTTON, dress, settings_in
from tests.web_servers import Request, Server, reply, serving

HTML = {"content_type": "text/html; charset=utf-8"}
NEVER_MS = 10**8


def rss(*titles: str) -> bytes:
    items = "".join(
        f"<item><guid>{t}</guid><title>{t}</title><description>Words on {t}.</description></item>"
        for t in titles
    )
    return reply(f"<rss version='2.0'><channel><title>The lake</title>{items}</channel></rss>")


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Iterator[Session]:
    dress()
    made = Session(make_library(tmp_path), settings_in(tmp_path))
    yield made
    made.close()


@pytest.fixture
def notices(session: Session) -> list[Notice]:
    told: list[Notice] = []
    session.noticed.connect(told.append)
    return told


@pytest.fixture
def checks(session: Session) -> Iterator[FeedChecks]:
    made = FeedChecks(session, soon_ms=NEVER_MS)
    yield made
    made.stop()


@pytest.fixture
def dialog(session: Session, checks: FeedChecks, qtbot: QtBot) -> FeedsDialog:
    made = FeedsDialog(session, checks)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def server() -> Iterator[Server]:
    page = '<html><head><link rel="alternate" type="application/rss+xml" href="/feed"></head>'
    with serving({"/": reply(page, **HTML), "/feed": rss("Low water", "High water")}) as made:
        yield made


def follow(session: Session, url: str, title: str = "", folder: str = "") -> FeedId:
    made = session.make(
        "Follow feed", lambda lib: lib.feeds.follow(url, title=title, folder=folder)
    )
    assert made is not None
    return made.id


def cell(dialog: FeedsDialog, row: int, column: int) -> str:
    return str(dialog.model.index(row, column).data())


def titles(session: Session) -> list[str]:
    library = session.library
    return [article.title for article in library.articles.among(library.articles.ids())]


def test_model_keeps_its_word(session: Session, qtmodeltester: ModelTester) -> None:
    model = FeedsModel(session)
    follow(session, "https://a.example/f")
    model.refresh()
    follow(session, "https://b.example/f")
    model.refresh()
    qtmodeltester.check(model)


def test_feed_of_a_page_is_followed_and_its_articles_come(
    dialog: FeedsDialog,
    session: Session,
    server: Server,
    notices: list[Notice],
    checks: FeedChecks,
    qtbot: QtBot,
) -> None:
    assert dialog.pages.currentIndex() == 1
    assert not dialog.follow.isEnabled()
    QTest.keyClicks(dialog.address, server.url())
    QTest.keyClick(dialog.address, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(notices))
    assert notices[-1].action == "Follow it anyway"  # the server of the test is on this machine
    assert "local network" in dialog.status.text()
    assert dialog.anyway.isVisible()
    beside = dialog.width() - dialog.anyway.width() - 2 * Scale.XL
    assert dialog.status.width() >= beside - 2 * Scale.S  # no empty space next to the sentence
    dialog.anyway.click()
    assert not dialog.anyway.isVisible()
    qtbot.waitUntil(lambda: dialog.status.text() == "You follow “The lake” now: 2 new articles.")
    assert titles(session) == ["Low water", "High water"]
    assert dialog.pages.currentIndex() == 0
    assert (cell(dialog, 0, FEED), cell(dialog, 0, ARTICLES)) == ("The lake", "2")
    assert cell(dialog, 0, CHECKED) == "Just now"
    assert dialog.address.text() == ""
    assert [feed.name for feed in dialog.chosen()] == ["The lake"]
    notices[-1].on_action()  # Undo
    assert session.library.feeds.all() == []
    assert dialog.pages.currentIndex() == 1


def test_feed_that_is_unfollowed_meanwhile_is_no_error(
    session: Session, server: Server, notices: list[Notice], checks: FeedChecks, qtbot: QtBot
) -> None:
    def unfollow() -> None:
        ids = [feed.id for feed in session.library.feeds.all()]
        session.act("Unfollow feed", lambda library: library.feeds.unfollow(ids))

    checks.over.connect(unfollow)
    dialog = FeedsDialog(session, checks)  # hears of it after that
    qtbot.addWidget(dialog)
    with qtbot.waitSignal(checks.over):
        checks.follow(server.url("/feed"), allow_local=True)
    assert session.library.feeds.all() == []
    assert dialog.status.text() == "This feed is no longer followed."
    assert not notices


def test_check_now_says_what_came(
    dialog: FeedsDialog, session: Session, server: Server, qtbot: QtBot
) -> None:
    follow(session, server.url("/feed"), "The lake")
    dialog.table.selectRow(0)
    QTest.mouseClick(dialog.check, LEFT_BUTTON)
    qtbot.waitUntil(lambda: dialog.status.text() == "2 new articles.")
    QTest.mouseClick(dialog.check_all, LEFT_BUTTON)
    qtbot.waitUntil(lambda: dialog.status.text() == "Nothing new.")


def test_failure_stands_in_the_list_and_below_it(
    dialog: FeedsDialog, session: Session, server: Server, qtbot: QtBot
) -> None:
    follow(session, server.url("/gone"), "Gone")
    QTest.mouseClick(dialog.check_all, LEFT_BUTTON)
    qtbot.waitUntil(lambda: "could not be checked; the list says why" in dialog.status.text())
    assert cell(dialog, 0, CHECKED) == "Failed, just now"
    dialog.table.selectRow(0)
    assert "nothing is at this address (404)" in dialog.detail.text()


def test_unfollowing_is_undone_with_the_key_of_undo(
    dialog: FeedsDialog, session: Session, notices: list[Notice]
) -> None:
    follow(session, "https://a.example/f", "A")
    dialog.table.selectRow(0)
    dialog.table.setFocus()
    QTest.keyClick(dialog.table, Qt.Key.Key_Delete)
    assert not session.library.feeds.all()
    assert "You follow “A” no longer" in dialog.status.text()
    QTest.keyClick(dialog, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert cell(dialog, 0, FEED) == "A"


def test_name_folder_page_and_interval_are_changed_in_place(
    dialog: FeedsDialog, session: Session
) -> None:
    feed = follow(session, "https://a.example/f", "A")
    dialog.model.setData(dialog.model.index(0, FEED), "Better name")
    dialog.model.setData(dialog.model.index(0, FOLDER), "News")
    dialog.table.selectRow(0)
    dialog.full_page.click()
    dialog.interval.setCurrentIndex(0)
    dialog.interval.activated.emit(0)
    changed = session.library.feeds.get(feed)
    assert (changed.title, changed.folder) == ("Better name", "News")
    assert (changed.interval_minutes, changed.wants_full_page) == (15, True)
    assert [one.id for one in dialog.chosen()] == [feed]
    assert session.library.undo_label() == "Change feed"


def test_lists_go_in_and_out(
    dialog: FeedsDialog, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    listed = tmp_path / "list.opml"
    listed.write_text('<opml><body><outline text="A" xmlUrl="https://a.example/f"/></body></opml>')
    dialog._checks.look = lambda: None  # type: ignore[method-assign]  # nothing is out there
    dialog.import_list(listed)
    assert dialog.status.text() == "Reading list.opml…"  # in the worker
    qtbot.waitUntil(lambda: dialog.status.text() == "1 feed followed.", timeout=20_000)
    assert cell(dialog, 0, FEED) == "A"
    dialog.export_list(tmp_path / "out.opml")
    assert "https://a.example/f" in (tmp_path / "out.opml").read_text()
    dialog.import_list(tmp_path / "nothing.opml")
    qtbot.waitUntil(lambda: "There is no file" in dialog.status.text())
    listed.write_text("<rss/>")
    dialog.import_list(listed)
    qtbot.waitUntil(lambda: "not a list of feeds" in dialog.status.text(), timeout=20_000)


def test_feeds_whose_time_has_come_are_checked_quietly(
    session: Session, server: Server, notices: list[Notice], qtbot: QtBot
) -> None:
    follow(session, server.url("/feed"), "The lake")
    waits = follow(session, server.url("/waits"), "Waits")
    with session.library.unrecorded():
        session.library.feeds.record_check(waits, timedelta(days=400))
    checks = FeedChecks(session, soon_ms=1)
    try:
        qtbot.waitUntil(lambda: bool(notices))
    finally:
        checks.stop()
    assert [notice.text for notice in notices] == ["2 new articles."]
    assert [request.path for request in server.requests] == ["/feed"]
    assert session.library.undo_label() == "Follow feed"


def test_checking_can_be_cancelled(
    dialog: FeedsDialog, session: Session, checks: FeedChecks, qtbot: QtBot
) -> None:
    def stall(request: Request) -> Iterator[bytes]:
        yield b"HTTP/1.1 200 X\r\n"
        server.is_over.wait()

    with serving(stall) as server:
        follow(session, server.url("/feed"), "Slow")
        QTest.mouseClick(dialog.check_all, LEFT_BUTTON)
        qtbot.waitUntil(lambda: bool(server.requests))
        assert dialog.status.text() == "Checking the feed…"
        QTest.mouseClick(dialog.cancel, LEFT_BUTTON)
        qtbot.waitUntil(lambda: dialog.status.text() == "Stopped.")
    assert session.library.feeds.all()[0].checked_at is None
    assert not dialog.cancel.isVisible()


def test_a_page_that_does_not_come_is_said_below_the_address(
    dialog: FeedsDialog, session: Session, notices: list[Notice], qtbot: QtBot
) -> None:
    feed = (
        "<rss version='2.0'><channel><title>The lake</title><item><guid>1</guid><link>/gone</link>"
        "<title>Low</title><description>Words.</description></item></channel></rss>"
    )
    with serving({"/feed": reply(feed)}) as server:
        followed = follow(session, server.url("/feed"))
        session.act("Change feed", lambda lib: lib.feeds.want_full_page([followed], wanted=True))
        dialog.check_all.click()
        qtbot.waitUntil(lambda: "1 new article" in dialog.status.text())
    assert "1 article has only the text of the feed: " in dialog.status.text()
    assert "404" in dialog.status.text()
    assert notices[-1].text == dialog.status.text()


def test_an_edited_address_is_not_the_one_that_was_refused(
    dialog: FeedsDialog, server: Server, qtbot: QtBot
) -> None:
    QTest.keyClicks(dialog.address, server.url())
    QTest.keyClick(dialog.address, Qt.Key.Key_Return)
    qtbot.waitUntil(dialog.anyway.isVisible)
    QTest.keyClicks(dialog.address, "x")
    assert not dialog.anyway.isVisible()
