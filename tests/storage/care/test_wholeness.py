"""A quick look whether the file of a library is whole."""

from __future__ import annotations

from storage.backup import back_up
from storage.care.apart import apart
from storage.care.copies import back_up_now
from storage.care.wholeness import is_whole, newest_whole
from storage.library import Library
from storage.paths import backup_folder
from tests.builders import START
from tests.library_files import rows
from tests.storage.care.damage import edit, filled_library, spoil


def spoil_texts(path):
    sql = "SELECT rootpage FROM sqlite_master WHERE name = 'article_text'"
    spoil(path, rows(path, sql)[0][0] - 1)


def test_whole_library_is_whole_also_while_it_is_written_to(tmp_path):
    path = filled_library(tmp_path, articles=3)
    with Library.open(path) as library, library.transaction("x"):
        assert is_whole(path)


def test_page_overwritten_in_the_middle_is_seen_in_a_process_of_its_own(tmp_path):
    path = filled_library(tmp_path, articles=3)
    spoil_texts(path)
    assert apart("whole", path, lambda *_: None, lambda: False) is False


def test_spoiled_head_is_seen(tmp_path):
    path = filled_library(tmp_path, articles=3)
    spoil(path, 0)
    assert not is_whole(path)


def test_search_index_that_disagrees_is_no_damage_of_the_file(tmp_path):
    path = filled_library(tmp_path, articles=3)
    names = rows(path, "SELECT name FROM sqlite_master WHERE name LIKE '%\\_data' ESCAPE '\\'")
    edit(path, f"DELETE FROM {names[0][0]} WHERE id > 10")
    assert is_whole(path)


def test_newest_copy_that_is_whole_is_not_the_newest_that_can_be_counted(tmp_path):
    path = filled_library(tmp_path, articles=3)
    good = back_up_now(path, START).path
    spoil_texts(path)
    back_up(path, backup_folder(path) / "later.postil", is_checked=False)
    found = newest_whole(path)
    assert found is not None
    assert found.path == good
