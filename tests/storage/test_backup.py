"""Copies: whole or not at all, in rotation, and good to open."""

import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest

from storage.backup import EVERY, KEEP, back_up, back_up_if_due, copies_of
from storage.errors import LibraryDamaged, LibraryError
from storage.library import Library
from storage.paths import backup_folder, default_library
from tests.builders import START, add_article, make_annotation, make_library
from tests.library_files import assert_sound, digests, dump, rows


def test_copy_is_a_library_with_everything_in_it(library, tmp_path):
    make_annotation(library, add_article(library), note="n", tags=["t"])
    copy = back_up(library.path, tmp_path / "new folder" / "copy.postil")
    assert dump(copy) == dump(library.path)
    assert [file.name for file in copy.parent.iterdir()] == ["copy.postil"]  # one file, no -wal
    with Library.open(copy) as opened:
        opened.undo()
        assert opened.annotations.of(1) == []
    assert_sound(copy)


def test_copy_is_made_while_another_program_writes(library, tmp_path):
    add_article(library)
    with closing(sqlite3.connect(library.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("INSERT INTO color_name (color, name) VALUES ('red', 'half')")
        copy = back_up(library.path, tmp_path / "copy.postil")
        other.execute("ROLLBACK")
    assert rows(copy, "SELECT * FROM color_name") == []
    assert_sound(copy)


def test_library_file_carried_off_with_its_wal_has_everything(library, tmp_path):
    make_annotation(library, add_article(library))
    elsewhere = tmp_path / "stick"
    elsewhere.mkdir()
    for file in tmp_path.glob("library.postil*"):
        if not file.name.endswith("-shm"):
            (elsewhere / file.name).write_bytes(file.read_bytes())
    with Library.open(elsewhere / "library.postil") as carried:
        assert len(carried.annotations.of(1)) == 1
    assert_sound(elsewhere / "library.postil")


def test_library_file_carried_off_alone_is_sound(library, tmp_path):
    make_annotation(library, add_article(library))
    alone = tmp_path / "alone.postil"
    alone.write_bytes(library.path.read_bytes())
    with Library.open(alone) as carried:
        carried.articles.ids()
    assert_sound(alone)


@pytest.mark.parametrize("name", ["library", "My [old] 100% lib #1?", "Bücher 🌍", "2024 11-12"])
def test_one_copy_a_day_and_the_last_seven_stay(tmp_path, name):
    make_library(tmp_path, f"{name}.postil").close()
    path = tmp_path / f"{name}.postil"
    made = []
    for day in range(KEEP + 3):
        now = START + timedelta(days=day)
        made.append(back_up_if_due(path, now))
        assert back_up_if_due(path, now + timedelta(hours=1)) is None
    assert copies_of(path) == list(reversed(made[-KEEP:]))
    assert len(list(backup_folder(path).iterdir())) == KEEP
    assert back_up_if_due(path, now + EVERY) is not None


def test_copy_from_the_future_does_not_stop_the_copies_of_today(tmp_path):
    make_library(tmp_path).close()
    path = tmp_path / "library.postil"
    back_up_if_due(path, START + timedelta(days=9000))  # the clock was wrong
    today = back_up_if_due(path, START)
    assert today is not None
    assert today.exists()
    assert back_up_if_due(path, START) is None


def test_old_copies_of_another_kind_stay(tmp_path):
    make_library(tmp_path).close()
    path = tmp_path / "library.postil"
    folder = backup_folder(path)
    folder.mkdir()
    others = ["library before upgrade from 1.postil", "notes.txt", "library 9-9.postil"]
    for name in others:
        (folder / name).write_text("mine")
    back_up_if_due(path, START)
    assert {"library before upgrade from 1.postil", "notes.txt"} <= set(digests(folder))


def test_damaged_library_replaces_no_good_copy(tmp_path):
    with make_library(tmp_path) as library:
        add_article(library)
    path, target = tmp_path / "library.postil", tmp_path / "copies" / "copy.postil"
    back_up(path, target)
    before = digests(target.parent)
    content = bytearray(path.read_bytes())
    content[4096 * 2 : 4096 * 12] = b"\xa5" * 4096 * 10
    path.write_bytes(content)
    with pytest.raises(LibraryDamaged) as refused:
        back_up(path, target)
    assert f"he library {path}" in str(refused.value)
    assert digests(target.parent) == before


@pytest.mark.parametrize("target", ["library.postil", "folder/../library.postil"])
def test_copy_over_the_library_itself_is_refused(library, tmp_path, target):
    (tmp_path / "folder").mkdir()
    add_article(library)
    before = dump(library.path)
    with pytest.raises(LibraryError, match="another place"):
        back_up(library.path, tmp_path / target)
    assert dump(library.path) == before


def test_copy_that_cannot_be_written_names_its_place(library, tmp_path):
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(LibraryError) as refused:
        back_up(library.path, tmp_path / "file" / "copy.postil")
    assert str(tmp_path / "file" / "copy.postil") in str(refused.value)


def test_copy_of_nothing_is_refused(tmp_path):
    with pytest.raises(LibraryError, match="There is no library at"):
        back_up(tmp_path / "none.postil", tmp_path / "copy.postil")
    assert list(tmp_path.iterdir()) == []


def test_usual_library_lies_in_the_data_folder_of_this_reader(tmp_path):
    assert default_library().name == "library.postil"
    assert default_library().is_relative_to(tmp_path)
