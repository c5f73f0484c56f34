"""A library moved: it is whole in its new place before the old one is left."""

import shutil
import subprocess
import sys

import pytest

from storage.care.moving import move, refuse
from storage.errors import Cancelled, DiskFull, LibraryBusy, LibraryError
from storage.library import Library
from storage.paths import default_library, moved_library
from tests.library_files import assert_sound, dump
from tests.storage.care.damage import filled_library, spoil


@pytest.fixture
def filled(tmp_path):
    return filled_library(tmp_path)


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "another folder"
    made.mkdir()
    return made


def test_moved_library_is_whole_and_the_old_one_stays(filled, folder):
    before = dump(filled)
    moved = move(filled, folder)
    assert moved.path == folder / filled.name
    assert dump(moved.path) == before == dump(filled)
    assert not moved.is_usual
    with Library.open(moved.path) as library:
        assert len(library.articles.ids()) == 8
    assert_sound(moved.path)
    assert_sound(filled)
    assert [file.name for file in folder.iterdir()] == [filled.name]


def test_usual_library_opens_in_its_new_place_from_then_on(folder):
    usual = default_library()
    Library.open(usual).close()
    assert move(usual, folder).is_usual
    assert default_library() == moved_library() == folder / "library.postil"


def test_moved_library_that_is_not_there_is_not_made_anew(folder):
    Library.open(default_library()).close()
    moved = move(default_library(), folder).path
    shutil.rmtree(folder)
    with pytest.raises(LibraryError, match="Connect the disk"):
        Library.open(default_library())
    assert not moved.exists()


def test_library_that_is_open_is_not_moved(filled, folder, monkeypatch):
    monkeypatch.setattr("storage.care.moving.PATIENCE_S", 0.05)
    with Library.open(filled) as library:
        with pytest.raises(LibraryBusy, match="Close it"):
            move(filled, folder)
        library.articles.ids()
    assert list(folder.iterdir()) == []
    assert_sound(filled)


def test_library_that_is_open_in_another_process_is_not_moved(filled, folder, monkeypatch):
    monkeypatch.setattr("storage.care.moving.PATIENCE_S", 0.05)
    script = """if True:
        import sqlite3, sys
        db = sqlite3.connect(sys.argv[1]); db.execute("SELECT count(*) FROM article").fetchone()
        sys.stdout.write("open"); sys.stdout.flush(); sys.stdin.read()
    """
    with subprocess.Popen(
        [sys.executable, "-c", script, str(filled)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout.read(4) == "open"
        with pytest.raises(LibraryBusy):
            move(filled, folder)
        other.stdin.close()
    move(filled, folder)


def test_folders_that_will_not_do_are_refused(filled, folder, monkeypatch):
    with pytest.raises(LibraryError, match="There is no folder"):
        refuse(filled, folder / "none")
    with pytest.raises(LibraryError, match="already"):
        refuse(filled, filled.parent)
    with monkeypatch.context() as on_a_server:
        on_a_server.setattr("storage.care.moving._file_system", lambda _: "nfs4")
        with pytest.raises(LibraryError, match="on another computer"):
            refuse(filled, folder)
    monkeypatch.setattr("shutil.disk_usage", lambda _: type("Usage", (), {"free": 10})())
    with pytest.raises(DiskFull, match="not enough room"):
        refuse(filled, folder)


def test_damaged_library_is_not_moved(filled, folder):
    spoil(filled, 120, 140)
    with pytest.raises(LibraryError, match="damaged"):
        move(filled, folder)
    assert list(folder.iterdir()) == []


def test_it_can_be_stopped(filled, folder):
    with pytest.raises(Cancelled):
        move(filled, folder, None, lambda: True)
    assert list(folder.iterdir()) == []
    assert_sound(filled)
