"""A library that is damaged while it is used: said once and for all, with what can be done."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gui import app
from gui.care.copies_dialog import CopiesDialog
from gui.care.damage import SAID
from gui.care.window import ASKED
from gui.main_window import MainWindow
from gui.session import Notice
from storage.backup import back_up_if_due
from storage.care.copies import back_up_now
from storage.errors import LibraryDamaged
from storage.library import Library
from storage.store import utc_now
from storage.types import ArticleId
from tests.builders import START
from tests.gui.windows import window_on
from tests.library_files import rows
from tests.storage.care.damage import filled_library, spoil

LONG_MS = 30_000  # a new process on a busy machine


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give a library with pages overwritten after a good copy was made."""
    path = filled_library(tmp_path, articles=3)
    back_up_now(path, START)
    return path


@pytest.fixture
def window(path: Path, tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    spoil(path, rows(path, "SELECT rootpage FROM sqlite_master WHERE name = 'original'")[0][0] - 1)
    with window_on(Library.open(path), tmp_path, qtbot) as made:
        yield made


def warned(window: MainWindow, qtbot: QtBot) -> None:
    bar = window._windows.damage.bar
    qtbot.waitUntil(lambda: bar.text() == SAID, timeout=LONG_MS)


def test_damage_is_said_after_the_start_and_stays(window, qtbot):
    app._take_care(window._session, window)
    warned(window, qtbot)
    window._session.noticed.emit(Notice("Something else"))
    bar = window._windows.damage.bar
    assert bar.isVisible()
    assert bar.text() == SAID
    assert bar.remaining_ms() == -1
    assert "SQLite" not in bar.text()
    assert not bar.geometry().intersects(window.notice_bar.geometry())


def test_damage_is_said_although_there_is_a_copy_of_today(path, tmp_path, qtbot):
    back_up_if_due(path, utc_now())
    spoil(path, rows(path, "SELECT rootpage FROM sqlite_master WHERE name = 'original'")[0][0] - 1)
    with window_on(Library.open(path), tmp_path, qtbot) as window:
        app._take_care(window._session, window)
        warned(window, qtbot)


def test_whole_library_is_not_warned_of(path, tmp_path, qtbot):
    with window_on(Library.open(path), tmp_path, qtbot) as window:
        damage = window._windows.damage
        damage.look()
        qtbot.waitUntil(lambda: not damage._work.is_busy, timeout=LONG_MS)
        assert not damage.is_known
        assert damage.bar.isHidden()


def test_whatever_meets_damage_warns_of_it(window, qtbot):
    window._session.tell(LibraryDamaged("*** in database main *** Page 7"))
    warned(window, qtbot)


def test_closed_notice_comes_back_with_the_next_change(window, qtbot):
    session = window._session
    session.damaged.emit()
    bar = window._windows.damage.bar
    bar.closer.click()
    assert bar.isHidden()
    session.act("Rename", lambda library: library.articles.rename(ArticleId(1), "Other"))
    assert session.library.articles.get(ArticleId(1)).title == "Other"
    assert bar.isVisible()


def test_backing_up_a_damaged_library_says_so_in_plain_words(window, qtbot):
    care = window._windows.care
    care.back_up()
    qtbot.waitUntil(lambda: not care.work.is_busy, timeout=LONG_MS)
    assert "is damaged, so no copy was made" in care.notice_bar.text()
    assert "***" not in care.notice_bar.text()
    assert care.restorer.isVisibleTo(care)
    assert window._windows.damage.is_known


def test_library_care_opens_with_the_verdict_and_restoring_ends_it(
    window, path, qtbot, monkeypatch
):
    window._session.damaged.emit()
    window._windows.damage.bar.action.click()
    care = window._windows.care
    assert care.isVisible()
    assert care.verdict.text().startswith("The file of this library is damaged.")
    assert care.restorer.isVisible()
    assert care.salvager.isVisible()
    assert care.checker.isEnabled()
    qtbot.waitUntil(lambda: "with 3 articles and 3 annotations" in care.verdict.text())
    monkeypatch.setattr(CopiesDialog, "ask", lambda *_: next(path.parent.glob("*/*by hand*")))
    care.restorer.click()
    qtbot.waitUntil(lambda: not care.work.is_busy, timeout=LONG_MS)
    assert care.verdict.text() == ASKED
    assert care.list.isHidden()
    assert care.restorer.isHidden()
    assert not window._windows.damage.is_known
    qtbot.waitUntil(lambda: care.facts["Last check"].text() == "never")
