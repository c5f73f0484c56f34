"""Watched folders: new and changed files come in once, when they are whole; nothing is touched."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QFileDialog
from pytestqt.qtbot import QtBot

from gui.main_window import MainWindow
from gui.watched_dialog import INSIDE, WatchedDialog
from gui.watched_folders import Watched, WatchedFolders
from storage.errors import Cancelled
from storage.importers.folder_news import Stamp, look_into, settled, unknown
from tests.builders import make_library
from tests.gui.windows import Hands, window_on

KEY = "watched-test"
SINGLE_SHOT = Qt.ConnectionType.SingleShotConnection


@pytest.fixture
def hands(tmp_path: Path, qtbot: QtBot) -> Iterator[Hands]:
    with window_on(make_library(tmp_path), tmp_path, qtbot) as window:
        yield Hands(window, qtbot)


@pytest.fixture
def watching(hands: Hands) -> Iterator[WatchedFolders]:
    made = watch(hands.window)
    yield made
    made.stop()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "incoming"
    made.mkdir()
    return made


def watch(window: MainWindow) -> WatchedFolders:
    return WatchedFolders(window._session, window.importing, KEY, window, soon_ms=20)


def put(folder: Path, name: str, title: str) -> Path:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"{title}\n\nWords of {title}.")
    return path


def titles(hands: Hands) -> set[str]:
    library = hands.session.library
    return {article.title for article in library.articles.among(library.articles.ids())}


def looked_twice(watching: WatchedFolders, qtbot: QtBot) -> None:
    for _ in range(2):
        with qtbot.waitSignal(watching.looked, timeout=10_000):
            watching.look()


def test_what_is_there_and_what_comes_is_imported_once(
    hands: Hands, watching: WatchedFolders, folder: Path
) -> None:
    first = put(folder, "one.txt", "One")
    before = first.stat()
    watching.add(folder)
    hands.qtbot.waitUntil(lambda: titles(hands) == {"One"}, timeout=10_000)
    put(folder, "inside/two.txt", "Two")  # the system tells of it
    hands.qtbot.waitUntil(lambda: titles(hands) == {"One", "Two"}, timeout=10_000)
    hands.qtbot.waitUntil(lambda: not hands.window.importing.is_busy)
    said = [notice.text for notice in hands.notices]
    assert said == ["incoming: 1 added.", "inside: 1 added."]
    looked_twice(watching, hands.qtbot)
    assert not hands.window.importing.is_busy
    after = first.stat()
    assert (after.st_mtime_ns, after.st_size) == (before.st_mtime_ns, before.st_size)
    assert hands.session.article is None


def test_only_what_comes_from_now_on(hands: Hands, watching: WatchedFolders, folder: Path) -> None:
    put(folder, "old.txt", "Old")
    with hands.qtbot.waitSignal(watching.looked, timeout=10_000):
        watching.add(folder, imports_now=False)
    put(folder, "new.txt", "New")
    hands.qtbot.waitUntil(lambda: titles(hands) == {"New"}, timeout=10_000)
    looked_twice(watching, hands.qtbot)
    assert titles(hands) == {"New"}


def test_what_was_imported_is_remembered_after_a_restart(
    hands: Hands, watching: WatchedFolders, folder: Path
) -> None:
    put(folder, "one.txt", "One")
    watching.add(folder)
    hands.qtbot.waitUntil(lambda: titles(hands) == {"One"}, timeout=10_000)
    hands.qtbot.waitUntil(lambda: not hands.window.importing.is_busy)
    watching.stop()
    library = hands.session.library
    hands.session.act("Delete", lambda lib: lib.articles.move_to_trash(library.articles.ids()))
    again = watch(hands.window)
    try:
        assert again.folders == (Watched(str(folder)),)
        looked_twice(again, hands.qtbot)
        assert not hands.window.importing.is_busy
        assert titles(hands) == set()  # what the reader deleted does not come back
    finally:
        again.stop()


def test_a_folder_that_is_gone_is_said_once(
    hands: Hands, watching: WatchedFolders, folder: Path
) -> None:
    watching.add(folder)
    looked_twice(watching, hands.qtbot)
    folder.rmdir()
    looked_twice(watching, hands.qtbot)
    assert [notice.text.split(". ")[0] for notice in hands.notices] == [
        f"The watched folder {folder} is not there"
    ]
    folder.mkdir()
    put(folder, "back.txt", "Back")
    watching.look()
    hands.qtbot.waitUntil(lambda: titles(hands) == {"Back"}, timeout=10_000)


def test_removed_folder_is_watched_no_more(
    hands: Hands, watching: WatchedFolders, folder: Path
) -> None:
    watching.add(folder)
    looked_twice(watching, hands.qtbot)
    watching.remove(str(folder))
    assert watching.folders == ()
    assert watching._system.directories() == []


def test_dialog_lists_adds_and_removes(
    hands: Hands, watching: WatchedFolders, folder: Path
) -> None:
    dialog = WatchedDialog(watching, hands.window)
    assert not dialog.list.isVisibleTo(dialog)
    dialog.add(folder)
    item = dialog.list.topLevelItem(0)
    assert item is not None
    assert item.text(0) == str(folder)
    box = dialog.list.itemWidget(item, INSIDE)
    assert isinstance(box, QCheckBox)
    box.click()
    assert watching.folders == (Watched(str(folder), has_subfolders=False),)
    item.setSelected(True)
    dialog.remover.click()
    assert watching.folders == ()
    assert dialog.nothing.isVisibleTo(dialog)


# -- what is done, and what is tried again


def test_what_a_busy_library_did_not_take_is_tried_again(
    hands: Hands, watching: WatchedFolders, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gui.importing.PATIENCE_S", 0.01)
    put(folder, "one.txt", "One")
    other = sqlite3.connect(hands.session.library.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    watching.add(folder)
    hands.qtbot.waitUntil(lambda: len(hands.notices) == 1, timeout=10_000)
    assert hands.told() == "incoming: 1 could not be read."
    other.close()
    watching.look()
    hands.qtbot.waitUntil(lambda: titles(hands) == {"One"}, timeout=10_000)


def test_what_was_cancelled_is_tried_again(
    hands: Hands, watching: WatchedFolders, folder: Path
) -> None:
    put(folder, "one.txt", "One")
    hands.window.importing.moved.connect(hands.window.importing.cancel, SINGLE_SHOT)
    watching.add(folder)
    hands.qtbot.waitUntil(lambda: hands.window.importing.last_report() is not None, timeout=10_000)
    assert titles(hands) == set()
    watching.look()
    hands.qtbot.waitUntil(lambda: titles(hands) == {"One"}, timeout=10_000)


def test_what_cannot_be_read_is_tried_once(
    hands: Hands, watching: WatchedFolders, folder: Path
) -> None:
    (folder / "broken.epub").write_bytes(b"PK\x03\x04 and nothing else")
    (folder / "broken.zip").write_bytes(b"PK\x03\x04 and nothing else")
    watching.add(folder)
    hands.qtbot.waitUntil(lambda: len(hands.notices) == 1, timeout=10_000)
    assert hands.told() == "incoming: 2 could not be read."
    looked_twice(watching, hands.qtbot)
    assert not hands.window.importing.is_busy
    assert len(hands.notices) == 1


def test_signs_are_kept_until_their_files_are_gone(
    hands: Hands, watching: WatchedFolders, folder: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    one, _, _ = put(folder, "1.txt", "One"), put(folder, "2.txt", "Two"), put(other, "3.txt", "3")
    watching.add(folder)
    watching.add(other)
    hands.qtbot.waitUntil(lambda: len(titles(hands)) == 3, timeout=10_000)
    hands.qtbot.waitUntil(lambda: not hands.window.importing.is_busy)
    assert [len(watching._saved_signs()[str(path)]) for path in (folder, other)] == [2, 1]
    one.unlink()
    looked_twice(watching, hands.qtbot)
    assert [len(watching._saved_signs()[str(path)]) for path in (folder, other)] == [1, 1]
    (other / "3.txt").rename(tmp_path / "3.txt")  # as if a drive were not there
    looked_twice(watching, hands.qtbot)
    assert len(watching._saved_signs()[str(other)]) == 1


def test_stopping_does_not_wait_for_a_folder_that_hangs(
    hands: Hands, watching: WatchedFolders, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hangs, goes_on, is_over = Event(), Event(), Event()
    scandir = os.scandir

    def hanging(path: Path) -> Iterator[os.DirEntry[str]]:
        if path == folder:
            hangs.set()
            goes_on.wait(10)
            is_over.set()
        return scandir(path)

    monkeypatch.setattr(os, "scandir", hanging)
    put(folder, "one.txt", "One")
    watching.add(folder)
    assert hangs.wait(10)
    watching.stop()
    assert not is_over.is_set()
    goes_on.set()
    assert is_over.wait(10)
    hands.settle()
    assert titles(hands) == set()


def test_a_look_can_be_stopped(folder: Path) -> None:
    put(folder, "one.txt", "One")
    with pytest.raises(Cancelled):
        look_into(folder, has_subfolders=True, is_cancelled=lambda: True)


# -- what is new


def test_a_file_that_grows_is_waited_for(folder: Path) -> None:
    path = put(folder, "a.txt", "Begun")
    first = look_into(folder, has_subfolders=True).stamps
    assert settled(first, {}) == []
    with path.open("a") as file:
        file.write("more")
    second = look_into(folder, has_subfolders=True).stamps
    assert settled(second, first) == []
    assert settled(look_into(folder, has_subfolders=True).stamps, second) == [path]


def test_an_empty_file_is_waited_for(folder: Path) -> None:
    (folder / "a.txt").touch()
    now = look_into(folder, has_subfolders=True).stamps
    assert settled(now, now) == []


def test_a_changed_file_is_unknown_again(folder: Path) -> None:
    path = put(folder, "a.txt", "Title")
    now = look_into(folder, has_subfolders=False)
    known = set(now.signs.values())
    assert unknown(now, known) == {}
    os.utime(path, ns=(1, 1))
    again = look_into(folder, has_subfolders=False)
    assert unknown(again, known) == {path: Stamp(1, path.stat().st_size)}


def test_enter_presses_the_button_that_has_the_focus(
    hands: Hands, watching: WatchedFolders, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    dialog = WatchedDialog(watching, hands.window)
    hands.qtbot.addWidget(dialog)
    with hands.qtbot.waitExposed(dialog):
        dialog.show()
    assert dialog.focusWidget() is dialog.adder
    QTest.keyClick(dialog.adder, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert [one.path for one in watching.folders] == [str(folder)]
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)  # where no button has it, the default one
    assert not dialog.isVisible()
