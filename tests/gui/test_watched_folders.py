"""Watched folders: new and changed files come in once, when they are whole; nothing is touched."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox
from pytestqt.qtbot import QtBot

from gui.main_window import MainWindow
from gui.watched_dialog import INSIDE, WatchedDialog
from gui.watched_folders import Watched, WatchedFolders
from storage.importers.folder_news import Stamp, settled, sign, stamps_in, unknown
from tests.builders import make_library
from tests.gui.windows import Hands, window_on

KEY = "watched-test"


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


# -- what is new


def test_a_file_that_grows_is_waited_for(folder: Path) -> None:
    path = put(folder, "a.txt", "Begun")
    first = stamps_in(folder, has_subfolders=True)
    assert settled(first, {}) == []
    with path.open("a") as file:
        file.write("more")
    second = stamps_in(folder, has_subfolders=True)
    assert settled(second, first) == []
    assert settled(stamps_in(folder, has_subfolders=True), second) == [path]


def test_an_empty_file_is_waited_for(folder: Path) -> None:
    (folder / "a.txt").touch()
    now = stamps_in(folder, has_subfolders=True)
    assert settled(now, now) == []


def test_a_changed_file_is_unknown_again(folder: Path) -> None:
    path = put(folder, "a.txt", "Title")
    now = stamps_in(folder, has_subfolders=False)
    signs = [sign(path, stamp) for path, stamp in now.items()]
    assert unknown(now, signs) == {}
    os.utime(path, ns=(1, 1))
    assert unknown(stamps_in(folder, has_subfolders=False), signs) == {
        path: Stamp(1, path.stat().st_size)
    }
