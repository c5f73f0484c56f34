"""Copies listed and brought back: whole or not at all, and nothing is lost."""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest

from storage.backup import back_up
from storage.care.checking import check
from storage.care.copies import back_up_now, copies, newest_good
from storage.care.restoring import restore
from storage.errors import Cancelled, DiskFull, LibraryBusy, LibraryError, LibraryForeign
from storage.library import Library
from storage.paths import backup_folder
from tests.builders import START, add_article, make_annotation, make_imported, make_library
from tests.library_files import ROOT, assert_sound, digests, dump, rows
from tests.storage.care.damage import filled_library, spoil
from tests.storage.test_migrations import old_library


@pytest.fixture
def filled(tmp_path):
    return filled_library(tmp_path)


def copied(path):
    return back_up(path, backup_folder(path) / "library 20260101-000000.postil")


def add(path, words):
    with Library.open(path) as library:
        return add_article(library, make_imported(words))


def test_copies_are_listed_with_what_is_in_them_and_damaged_ones_too(filled):
    first = copied(filled)
    os.utime(first, (1, 1))
    add(filled, "One more.")
    by_hand = back_up_now(filled, START)
    spoiled = backup_folder(filled) / "spoiled.postil"
    spoiled.write_bytes(b"nothing")
    os.utime(spoiled, (2, 2))
    listed = copies(filled)
    assert [copy.path for copy in listed] == [by_hand.path, spoiled, first]
    assert [copy.articles for copy in listed] == [9, None, 8]
    assert listed[0].annotations == 8
    assert newest_good(filled).path == by_hand.path
    assert len(list(backup_folder(filled).iterdir())) == 3  # looking leaves nothing


def test_restored_library_is_the_copy_and_what_it_was_is_kept(filled):
    copy = copied(filled)
    before = dump(filled)
    add(filled, "One more.")
    later = dump(filled)
    restored = restore(filled, copy, now=START)
    assert dump(filled) == before
    assert dump(restored.kept) == later
    assert "is kept as" in restored.sentence()
    assert check(filled).is_sound
    assert rows(filled, "PRAGMA journal_mode") == [("wal",)]
    assert not filled.with_name("library.postil.restoring").exists()
    restore(filled, restored.kept)
    assert dump(filled) == later


def test_window_that_is_open_sees_the_restored_library(filled):
    copy = copied(filled)
    with Library.open(filled) as library:
        added = add_article(library, make_imported("One more."))
        heard = []
        library.subscribe(heard.append)
        restore(filled, copy)
        library.poll()
        assert [changes.everything for changes in heard] == [True]
        assert added not in library.articles.ids()
        make_annotation(library, library.articles.ids()[0], "Number")
        library.undo()
    assert_sound(filled)


def test_undo_of_the_copy_is_there_again(filled):
    copy = copied(filled)
    label = rows(copy, "SELECT label FROM journal ORDER BY seq DESC LIMIT 1")[0][0]
    add(filled, "One more.")
    restore(filled, copy)
    with Library.open(filled) as library:
        assert library.undo_label() == label


def test_damaged_library_is_kept_byte_for_byte(filled):
    copy = copied(filled)
    before = dump(filled)
    spoil(filled, 0)
    damaged = filled.read_bytes()
    restored = restore(filled, copy, now=START)
    assert dump(filled) == before
    assert restored.kept.read_bytes() == damaged
    assert check(filled).is_sound


def test_library_that_is_gone_comes_back(filled):
    copy = copied(filled)
    before = dump(filled)
    for file in filled.parent.glob("library.postil*"):
        file.unlink()
    assert restore(filled, copy).kept is None
    assert dump(filled) == before


def test_copy_of_an_older_schema_is_brought_up_to_date_and_stays_as_it_was(tmp_path):
    copy = tmp_path / "old.postil"
    old_library(copy, 1)
    before = copy.read_bytes()
    make_library(tmp_path).close()
    restore(tmp_path / "library.postil", copy)
    assert copy.read_bytes() == before
    assert check(tmp_path / "library.postil").is_sound


@pytest.mark.parametrize("what", ["damaged", "foreign", "itself", "none"])
def test_what_is_no_good_copy_changes_nothing(filled, what):
    copy = copied(filled)
    if what == "damaged":
        spoil(copy, 3, 20)
    elif what == "foreign":
        copy.write_text("a text, long enough to be looked at")
    elif what == "itself":
        copy = filled
    else:
        copy.unlink()
    before = dump(filled)
    with pytest.raises((LibraryError, LibraryForeign)):
        restore(filled, copy)
    assert dump(filled) == before
    assert not filled.with_name("library.postil.restoring").exists()


def test_library_that_another_program_writes_to_is_left(filled, monkeypatch):
    monkeypatch.setattr("storage.care.replacing.PATIENCE_S", 0.1)
    copy = copied(filled)
    before = dump(filled)
    with closing(sqlite3.connect(filled, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LibraryBusy):
            restore(filled, copy)
        other.execute("ROLLBACK")
    assert dump(filled) == before


def test_what_another_window_writes_meanwhile_is_not_lost(filled):
    copy = copied(filled)
    written = []

    def told(doing, _done, _total):
        if doing == "Writing the library" and not written:  # what was there is kept by now
            written.append(add(filled, "Written by another window."))

    with pytest.raises(LibraryBusy, match="meanwhile"):
        restore(filled, copy, told)
    with Library.open(filled) as library:
        assert written[0] in library.articles.ids()
    restore(filled, copy)
    assert_sound(filled)


def test_restore_can_be_stopped(filled):
    copy = copied(filled)
    add(filled, "One more.")
    before = dump(filled)
    asked = iter(range(100))
    with pytest.raises(Cancelled):
        restore(filled, copy, None, lambda: next(asked) >= 1)
    assert dump(filled) == before
    with pytest.MonkeyPatch.context() as small_steps:
        small_steps.setattr("storage.care.replacing.PAGES", 5)
        asked = iter(range(100))
        with pytest.raises(Cancelled):
            restore(filled, copy, None, lambda: next(asked) >= 6)
    assert dump(filled) == before


RESTORE = """if True:
    import sys
    from pathlib import Path
    from storage.care.restoring import restore
    sys.stdout.write("go"); sys.stdout.flush()
    restore(Path(sys.argv[1]), Path(sys.argv[2]))
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
def test_killed_restore_leaves_the_old_or_the_new_library(filled, tmp_path):
    copy = copied(filled)
    old = dump(filled)
    add(filled, "One more.")
    new, start = dump(filled), tmp_path / "start.postil"
    shutil.copyfile(filled, start)
    chance, found = random.Random(5), []
    for _ in range(12):
        for file in filled.parent.glob("library.postil*"):
            file.unlink()
        shutil.copyfile(start, filled)
        with subprocess.Popen(
            [sys.executable, "-c", RESTORE, str(filled), str(copy)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
        ) as process:
            process.stdout.read(2)
            time.sleep(chance.uniform(0, 0.12))  # the moment of the kill
            process.kill()
        with Library.open(filled):
            found.append(dump(filled))
        assert found[-1] in (old, new)
        assert_sound(filled)


def test_listing_without_a_folder_gives_nothing(tmp_path):
    assert copies(tmp_path / "library.postil") == []
    assert newest_good(tmp_path / "library.postil") is None
    assert digests(tmp_path) == {}


def test_disk_without_room_leaves_the_library_as_it_was(tmp_path):
    if shutil.which("mount") is None or sys.platform != "linux" or os.geteuid():
        pytest.skip("only root on Linux can mount a tiny disk")
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(disk)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("this container may not mount")
    try:
        path = filled_library(disk, articles=2)
        (disk / "rest").write_bytes(b"\0" * 500_000)
        before = dump(path)
        big = filled_library(tmp_path, articles=60)
        with pytest.raises(DiskFull):
            restore(path, big)
        assert dump(path) == before
        assert not path.with_name("library.postil.restoring").exists()
        elsewhere = shutil.copytree(disk, tmp_path / "elsewhere")  # looking closer takes room
        assert_sound(elsewhere / "library.postil")
    finally:
        subprocess.run(["umount", str(disk)], check=True)
