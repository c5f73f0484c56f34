"""Looking after a library from a terminal: what is said, and the exit codes scripts rely on."""

import json

import pytest

from storage.command_line import run
from storage.library import Library
from tests.library_files import dump
from tests.storage.care.damage import WORDS, edit, filled_library, flip, spoil


@pytest.fixture
def filled(tmp_path):
    return filled_library(tmp_path)


@pytest.fixture
def postil(filled, capsys):
    def call(*arguments):
        code = run(["--library", str(filled), *map(str, arguments)])
        told = capsys.readouterr()
        return code, told.out, told.err

    return call


def test_sound_library_is_said_to_be_and_gives_zero(postil):
    code, said, _ = postil("verify")
    assert code == 0
    assert said.startswith("All is well: 8 articles")


def test_fault_gives_three_and_names_annotation_and_where_its_words_may_stand(postil, filled):
    flip(filled, "Number 0. " + WORDS, letter=14)
    code, said, _ = postil("verify")
    assert code == 3
    assert f"“{WORDS}” was marked" in said
    assert "Where their words may stand" in said
    assert "“Delefates from Kenya" in said


def test_repair_says_what_it_did_and_gives_zero_when_all_is_well_after_it(postil, filled):
    edit(filled, "INSERT INTO tag (name, name_key) VALUES ('unused', 'unused')")
    code, said, _ = postil("verify", "--repair")
    assert code == 0
    assert "Repaired: left-over rows removed that no reader made. All is well" in said
    assert "A copy as it was before: " in said


def test_text_that_no_copy_has_whole_is_said_and_no_repair_is_advised_again(postil, filled):
    flip(filled, "Number 0. " + WORDS, letter=14)
    code, said, _ = postil("verify", "--repair")
    assert code == 3
    assert "1 text could not be repaired: no copy in" in said
    assert "verify --repair" not in said
    assert "verify --repair" in postil("verify")[1]


def test_damaged_file_gives_four_and_the_ways_out(postil, filled):
    spoil(filled, 120, 140)
    code, said, _ = postil("verify")
    assert code == 4
    assert "postil salvage FILE" in said
    assert postil("verify", "--repair")[0] == 1


def test_report_as_json(postil, filled):
    edit(filled, "INSERT INTO tag (name, name_key) VALUES ('unused', 'unused')")
    code, said, _ = postil("verify", "--json")
    report = json.loads(said)
    assert code == 3
    assert report["counts"] == {"orphan": 1}
    assert report["faults"][0]["repair"] == "orphans"
    code, said, _ = postil("verify", "--repair", "--json")
    assert (code, json.loads(said)["repaired"]) == (0, ["orphans"])


def test_copies_are_listed_and_one_restored_by_its_number(postil, filled):
    assert "There are no copies" in postil("copies")[1]
    postil("backup")
    before = dump(filled)
    with Library.open(filled) as library, library.transaction("Delete"):
        library.articles.move_to_trash(library.articles.ids())
    assert " 8         8 " in postil("copies")[1]
    assert json.loads(postil("copies", "--json")[1])[0]["articles"] == 8
    code, said, _ = postil("restore", "1")
    assert code == 0
    assert "is kept as" in said
    assert dump(filled) == before


def test_copy_that_is_not_there_is_named(postil):
    code, _, complaint = postil("restore", "9")
    assert code == 1
    assert complaint == "postil: There is no copy “9”. “postil copies” lists them.\n"


def test_salvage_and_compact_say_what_they_did(postil, filled, tmp_path):
    code, said, _ = postil("salvage", tmp_path / "saved.postil")
    assert code == 0
    assert "8 articles and 8 annotations could be read, all that there was." in said
    code, said, _ = postil("compact", "--json")
    assert code == 0
    assert json.loads(said)["after"] <= json.loads(said)["before"]


def test_what_the_reader_keeps_apart_is_not_merged_by_way_of_a_third(postil, filled):
    with Library.open(filled) as library:
        first, *_, last = sorted(library.articles.ids())
        with library.transaction("Keep both"):
            library.merging.keep_apart([first, last])
    assert postil("duplicates", "--merge")[0] == 0
    with Library.open(filled) as library:
        assert sorted(library.articles.ids()) == [first, last]


def test_duplicates_are_listed_and_merged_in_one_step(postil, filled):
    code, said, _ = postil("duplicates", "--least", "70")
    assert code == 0
    assert said.endswith("0 groups of duplicates found\n")
    code, said, _ = postil("duplicates", "--merge")
    assert code == 0
    assert "7 articles moved to the trash, 7 annotations moved over." in said
    with Library.open(filled) as library:
        assert len(library.articles.ids()) == 1
        library.undo()
        assert len(library.articles.ids()) == 8
