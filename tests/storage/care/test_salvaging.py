"""Salvage: what can be read of a damaged file is in a new library; the file stays as it is."""

import shutil

import pytest

from storage.backup import back_up
from storage.care.checking import check
from storage.care.compacting import compact
from storage.care.grafting import _list_of
from storage.care.salvaged_rows import LEFT_OUT, TABLES
from storage.care.salvaging import LONGEST_TITLE, salvage
from storage.errors import Cancelled, LibraryDamaged, LibraryError
from storage.library import Library
from storage.paths import backup_folder
from tests.builders import add_article, make_imported, make_library
from tests.library_files import assert_sound, dump, rows
from tests.storage.care.damage import PAGE, WORDS, edit, filled_library, flip, spoil
from tests.storage.test_migrations import old_library


@pytest.fixture
def filled(tmp_path):
    return filled_library(tmp_path)


def pages_of(path, table):
    """Give the page (from 0) at which a table begins."""
    sql = "SELECT rootpage FROM sqlite_master WHERE name = ?"
    return rows(path, sql, table)[0][0] - 1


def test_whole_library_comes_along_whole(filled, tmp_path):
    target = tmp_path / "new" / "salvaged.postil"
    salvaged = salvage(filled, target)
    assert salvaged.missing == ()
    assert (salvaged.articles, salvaged.annotations) == (8, 8)
    assert dump(target) == dump(filled)
    assert rows(target, "SELECT count(*) FROM mention") == [(8,)]
    assert check(target).is_sound
    assert [file.name for file in target.parent.iterdir()] == ["salvaged.postil"]


@pytest.mark.parametrize("schema", [1, 2, 3])
def test_tables_that_an_older_library_never_had_are_not_missing(tmp_path, schema):
    old_library(tmp_path / "old.postil", schema)
    assert salvage(tmp_path / "old.postil", tmp_path / "new.postil").missing == ()


def test_article_that_has_lost_its_row_is_called_what_its_text_begins_with(filled, tmp_path):
    edit(filled, "DELETE FROM article WHERE id = 3")
    salvage(filled, tmp_path / "new.postil")
    (title,) = rows(tmp_path / "new.postil", "SELECT title FROM article WHERE id = 3")[0]
    assert title.startswith(f"Number 2. {WORDS}")
    assert len(title) <= LONGEST_TITLE


@pytest.mark.parametrize("part", range(12))
@pytest.mark.parametrize("many", [1, 8])
def test_damaged_pages_never_cost_more_than_what_is_on_them(filled, tmp_path, part, many):
    before = dump(filled)
    make_library(tmp_path, "empty.postil").close()
    with_list = (
        tmp_path / "empty.postil"
    ).stat().st_size // PAGE  # pages without which all is lost
    first = with_list + (filled.stat().st_size // PAGE - with_list) * part // 12
    spoil(filled, first, first + many - 1)
    damaged = filled.read_bytes()
    target = tmp_path / "salvaged.postil"
    salvaged = salvage(filled, target)
    assert filled.read_bytes() == damaged
    report = check(target)
    assert report.is_sound, report.faults
    assert {row[1] for row in dump(target)["annotation"]} <= {
        row[1] for row in before["annotation"]
    }
    if dump(target)["annotation"] != before["annotation"]:
        assert salvaged.missing
    assert_sound(target)
    with Library.open(target) as library:
        for article in library.articles.ids():
            library.texts.current(article)


def test_every_table_is_read_or_left_out_for_a_reason(library):
    declared = rows(
        library.path,
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%_fts%'"
        " AND name NOT LIKE 'sqlite%' AND name NOT LIKE '_sqlite%'",
    )
    assert {name for (name,) in declared} == {*TABLES, *LEFT_OUT}


def test_annotations_outlive_the_texts_they_were_made_on(filled, tmp_path):
    spoil(filled, pages_of(filled, "article_text"))
    target = tmp_path / "salvaged.postil"
    salvaged = salvage(filled, target)
    assert salvaged.annotations == 8
    assert any("have lost their text" in sentence for sentence in salvaged.missing)
    with Library.open(target) as library:
        for article in library.articles.ids():
            (annotation,) = library.annotations.of(article)
            assert annotation.passage.exact == WORDS
            assert (annotation.note, annotation.tags) == ("n", ("t",))
            assert WORDS in library.texts.current(article).content
    assert check(target).is_sound


def test_spoiled_text_is_taken_from_a_copy(filled, tmp_path):
    back_up(filled, backup_folder(filled) / "library 20260101-000000.postil")
    before = dump(filled)
    flip(filled, "Number 0. " + WORDS, letter=14)
    salvaged = salvage(filled, tmp_path / "salvaged.postil")
    assert salvaged.missing == ()
    assert dump(tmp_path / "salvaged.postil") == before


def test_file_that_was_cut_off_gives_what_is_left(filled, tmp_path):
    filled.write_bytes(filled.read_bytes()[: -PAGE * 30])
    salvaged = salvage(filled, tmp_path / "salvaged.postil")
    assert salvaged.articles > 0
    assert check(tmp_path / "salvaged.postil").is_sound


@pytest.mark.parametrize("first", [0, "list of tables", "all of it"])
def test_list_of_tables_is_taken_from_a_copy(filled, tmp_path, first):
    back_up(filled, backup_folder(filled) / "library 20260101-000000.postil")
    with Library.open(filled) as library:  # what came after the copy comes along, too
        add_article(library, make_imported("Newer than the copy."))
    before = dump(filled)
    make_library(tmp_path, "empty.postil").close()
    if first == 0:
        spoil(filled, 0)
    else:
        damage_list(filled, only_one=first == "list of tables")
    salvaged = salvage(filled, tmp_path / "salvaged.postil")
    assert salvaged.missing == ()
    assert dump(tmp_path / "salvaged.postil") == before
    assert check(tmp_path / "salvaged.postil").is_sound


def damage_list(path, *, only_one):
    """Spoil the pages (from 0) that hold the list of tables, but for the first."""
    with path.open("rb") as file:
        pages = [number for number, _ in _list_of(file, file.read(PAGE), PAGE)]
    for page in pages[1:2] if only_one else pages:
        spoil(path, page - 1)


def test_copy_from_before_the_library_was_written_anew_does_not_fit(filled, tmp_path):
    back_up(filled, backup_folder(filled) / "library 20260101-000000.postil")
    compact(filled)
    damage_list(filled, only_one=True)
    with pytest.raises(LibraryDamaged, match="no copy that has the same"):
        salvage(filled, tmp_path / "salvaged.postil")


def test_file_without_its_beginning_gives_nothing_and_says_what_to_do(filled, tmp_path):
    spoil(filled, 0)
    with pytest.raises(LibraryDamaged, match="Nothing can be read"):
        salvage(filled, tmp_path / "salvaged.postil")
    assert not list(tmp_path.glob("salvaged*"))


def test_last_words_that_are_only_in_the_wal_come_along(tmp_path):
    with make_library(tmp_path) as library, library.transaction("Name"):
        library.legend.rename("red", "Doubt")
    with Library.open(tmp_path / "library.postil") as library:
        with library.transaction("Name"):
            library.legend.rename("red", "Late")
        folder = tmp_path / "carried"
        folder.mkdir()
        for file in tmp_path.glob("library.postil*"):
            shutil.copyfile(file, folder / file.name)
    salvage(folder / "library.postil", folder / "new.postil")
    assert rows(folder / "new.postil", "SELECT name FROM color_name") == [("Late",)]


def test_file_that_is_there_is_not_replaced(filled, tmp_path):
    (tmp_path / "mine.postil").write_text("mine")
    with pytest.raises(LibraryError, match="Choose another name"):
        salvage(filled, tmp_path / "mine.postil")
    assert (tmp_path / "mine.postil").read_text() == "mine"


def test_it_can_be_stopped_and_leaves_nothing(filled, tmp_path):
    asked = iter(range(100))
    with pytest.raises(Cancelled):
        salvage(filled, tmp_path / "new" / "s.postil", None, lambda: next(asked) >= 3)
    assert list((tmp_path / "new").iterdir()) == []


def test_value_that_no_row_may_have_costs_nothing_but_itself(filled, tmp_path):
    edit(filled, "UPDATE annotation SET color = 'odd' WHERE id = 1")
    salvaged = salvage(filled, tmp_path / "salvaged.postil")
    assert salvaged.missing == ()
    colors = rows(tmp_path / "salvaged.postil", "SELECT DISTINCT color FROM annotation")
    assert colors == [("yellow",)]
