"""The check-up: nothing is wrong with what is whole, and what is wrong is named."""

import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from storage.care.checking import check
from storage.care.repairing import repair
from storage.care.reports import as_json, from_json
from storage.errors import Cancelled, LibraryBusy, LibraryError
from storage.library import Library
from tests.builders import add_article, make_annotation, make_imported, make_library
from tests.library_files import rows
from tests.storage.care.damage import WORDS, edit, filled_library, flip, spoil


@pytest.fixture
def filled(tmp_path):
    return filled_library(tmp_path)


def add(path, content):
    with Library.open(path) as library:
        return add_article(library, make_imported(content, language=""))


def subjects(report):
    return [fault.subject for fault in report.faults]


def test_whole_library_is_sound_and_is_left_as_it_was(filled):
    before = filled.read_bytes()
    report = check(filled)
    assert report.is_sound
    assert report.faults == report.unread == report.notices == ()
    assert (report.articles, report.texts, report.quotations) == (8, 8, 24)
    assert report.sentence().startswith("All is well: 8 articles, 24 stored quotations")
    assert filled.read_bytes() == before


def test_empty_library_is_sound(library):
    assert check(library.path).is_sound


def test_library_is_checked_while_a_window_writes_to_it(filled):
    with Library.open(filled) as library, library.transaction("Highlight"):
        library.legend.rename("red", "Doubt")
        assert check(filled).is_sound


def test_library_of_several_texts_with_placed_annotations_is_sound(library):
    article = add_article(
        library, make_imported(f"{WORDS} And some words more.", url="https://a.org/a/1")
    )
    make_annotation(library, article, WORDS)
    add_article(
        library, make_imported(f"New at the top.\n\n{WORDS} And more.", url="https://a.org/a/1")
    )
    assert check(library.path).is_sound


def test_flipped_bit_in_marked_words_names_the_annotation(filled):
    uid = rows(filled, "SELECT uid FROM annotation WHERE id = 1")[0][0]
    flip(filled, "Number 0. " + WORDS, letter=14)  # in "Delegates"
    report = check(filled)
    text, *quotations = report.faults
    assert (text.subject, text.repair, text.article) == ("text", "text", 1)
    assert [fault.uid for fault in quotations if fault.table == "annotation"] == [uid]
    assert WORDS in quotations[0].sentence
    assert uid in quotations[0].sentence
    assert not report.needs_salvage


def test_flipped_bit_beside_marked_words_names_the_annotation_too(filled):
    uid = rows(filled, "SELECT uid FROM annotation WHERE id = 1")[0][0]
    flip(filled, "Number 0. " + WORDS, letter=2)
    quotation = check(filled).faults[1]
    assert (quotation.subject, quotation.uid) == ("quotation", uid)
    assert quotation.sentence.startswith("What stands around")


def test_flipped_bit_that_leaves_no_letter_is_a_fault_and_no_crash(filled):
    edit(
        filled,
        "UPDATE article_text SET content = replace(content, 'Kenya', CAST(x'ff' AS TEXT))"
        " WHERE id = 3",
    )
    report = check(filled)
    assert {fault.article for fault in report.faults if fault.subject == "text"} == {3}


def test_words_changed_in_the_annotation_are_named(filled):
    edit(filled, "UPDATE annotation SET exact = upper(exact) WHERE id = 2")
    fault = next(f for f in check(filled).faults if f.subject == "quotation")
    assert (fault.table, fault.row, fault.article, fault.repair) == ("annotation", 2, 2, "")


PICTURE = "INSERT INTO picture VALUES (1, printf('%064d', 1), 'image/png', 1, 1, x'00')"
NOBODY = "INSERT INTO entity (uid, kind, name) VALUES ('x', 'person', 'Nobody')"
OF_NO_TABLE = """UPDATE journal SET changes = '[["nowhere", 1, null, {}]]' WHERE seq = 1"""


@pytest.mark.parametrize(
    ("statement", "subject", "repair"),
    [
        ("UPDATE mention SET exact = 'Chile' WHERE id = 1", "finding", "findings"),
        ("UPDATE mention SET exact = 'Chile', state = 'confirmed' WHERE id = 1", "finding", ""),
        ("UPDATE quote SET exact = 'nothing!!' WHERE id = 1", "finding", "findings"),
        ("UPDATE article_text SET current = 0 WHERE id = 1", "text", "text"),
        ("UPDATE article SET position = 9999999 WHERE id = 1", "place", "places"),
        ('UPDATE block SET "end" = 9999999 WHERE text_id = 1', "layout", ""),
        ("INSERT INTO mark VALUES (1, 9, 0, 9999999, 'strong', '')", "layout", ""),
        ("INSERT INTO text_picture (text_id, start) VALUES (1, 3)", "layout", ""),
        ("INSERT INTO tag (name, name_key) VALUES ('unused', 'unused')", "orphan", "orphans"),
        (NOBODY, "orphan", "orphans"),
        (PICTURE, "orphan", "orphans"),
        (OF_NO_TABLE, "history", "history"),
        ("UPDATE journal SET changes = '{\"a\": 1}' WHERE seq = 1", "history", "history"),
        ("UPDATE annotation_tag SET tag_id = 99 WHERE id = 1", "keys", ""),
        ("DELETE FROM annotation WHERE id = 1", "keys", ""),
        ("DELETE FROM article_text WHERE id = 1", "text", ""),
    ],
)
def test_what_is_wrong_is_named_with_its_subject(filled, statement, subject, repair):
    edit(filled, statement)
    report = check(filled)
    found = [fault for fault in report.faults if fault.subject == subject]
    assert found, report.faults
    assert found[0].repair == repair
    assert not report.is_sound
    assert not report.needs_salvage


@pytest.mark.parametrize("index", ["text_fts", "article_fts", "annotation_fts", "quote_fts"])
def test_search_index_that_lacks_a_row_is_named(filled, index):
    edit(filled, f"DELETE FROM {index}_docsize WHERE id = 1")
    report = check(filled)
    assert [(f.subject, f.table, f.repair) for f in report.faults] == [("search", index, "search")]


CJK = "国际合作组织在日内瓦举行会议讨论气候变化和公共卫生问题"


@pytest.mark.parametrize(
    ("statement", "table"),
    [
        ("DELETE FROM word WHERE word = 'delegates'", "word"),
        ("INSERT INTO unspaced_fts(unspaced_fts) VALUES ('delete-all')", "unspaced_fts"),
    ],
)
def test_what_the_search_keeps_beside_its_indexes_is_complete(filled, statement, table):
    add(filled, CJK)
    assert check(filled).is_sound
    edit(filled, statement)
    report = check(filled)
    assert [(f.subject, f.table, f.repair) for f in report.faults] == [("search", table, "search")]
    assert repair(filled, report).after.is_sound


def test_search_index_of_other_words_is_named(filled):
    edit(
        filled,
        "INSERT INTO text_fts(text_fts, rowid, content)"
        " SELECT 'delete', id, content FROM article_text WHERE id = 1",
        "INSERT INTO text_fts(rowid, content) VALUES (1, 'other words')",
    )
    assert subjects(check(filled)) == ["search"]


def test_index_that_lacks_a_row_is_told_apart_from_a_damaged_file(filled):
    with closing(sqlite3.connect(filled, isolation_level=None)) as db:
        db.execute("PRAGMA writable_schema = ON")
        sql = "SELECT sql FROM sqlite_master WHERE name = 'annotation_tag_tag'"
        made = db.execute(sql).fetchone()[0]
        db.execute("UPDATE sqlite_master SET sql = ? WHERE name = 'annotation_tag_tag'",
                   (f"{made} WHERE tag_id < 0",))  # fmt: skip
    with closing(sqlite3.connect(filled, isolation_level=None)) as db:
        db.execute("REINDEX annotation_tag_tag")
        db.execute("PRAGMA writable_schema = ON")
        db.execute("UPDATE sqlite_master SET sql = ? WHERE name = 'annotation_tag_tag'", (made,))
    report = check(filled)
    assert {(f.subject, f.repair) for f in report.faults} == {("file", "indexes")}
    assert not report.needs_salvage


def test_what_undo_may_bring_back_is_not_left_over(library):
    article = add_article(library)
    note = make_annotation(library, article, tags=["gone"])
    with library.transaction("Delete"):
        library.annotations.delete([note])
    edit(library.path, "INSERT INTO tag (id, name, name_key) VALUES (1, 'gone', 'gone')")
    assert check(library.path).is_sound


@pytest.mark.parametrize("first", [9, 20, 40])
def test_damaged_file_is_read_as_far_as_it_can_be(filled, first):
    spoil(filled, first, first + 3)
    report = check(filled)
    assert report.needs_salvage
    assert not report.is_sound


def test_file_that_was_cut_off_is_damaged(filled):
    filled.write_bytes(filled.read_bytes()[: 4096 * 30])
    assert check(filled).needs_salvage


def test_report_goes_through_json(filled):
    flip(filled, "Number 0. " + WORDS, letter=14)
    report = check(filled)
    assert from_json(as_json(report)) == report


def test_check_can_be_stopped_at_any_moment(filled):
    said = []
    for moment in range(1, 8):
        asked = iter(range(100))
        with pytest.raises(Cancelled):
            check(filled, lambda what, *_: said.append(what), lambda: next(asked) >= moment)  # noqa: B023
    assert len(set(said)) > 3


def test_many_faults_are_counted_and_some_are_listed(filled):
    edit(filled, *(f"INSERT INTO tag (name, name_key) VALUES ('{n}', '{n}')" for n in range(300)))
    report = check(filled)
    assert report.counts == {"orphan": 300}
    assert len(report.faults) == 200


def test_nothing_and_what_is_no_library_are_refused(tmp_path):
    with pytest.raises(LibraryError, match="There is no library at"):
        check(tmp_path / "none.postil")
    (tmp_path / "x.postil").write_text("no database at all, but long enough to be one")
    with pytest.raises(LibraryError, match="not a Postil library"):
        check(tmp_path / "x.postil")


def test_library_locked_by_another_process_is_busy(filled, monkeypatch):
    monkeypatch.setattr("storage.care.looking.PATIENCE_S", 0.05)
    script = """if True:
        import sqlite3, sys
        db = sqlite3.connect(sys.argv[1], isolation_level=None)
        db.execute("PRAGMA locking_mode = EXCLUSIVE")
        db.execute("BEGIN EXCLUSIVE")
        sys.stdout.write("locked"); sys.stdout.flush(); sys.stdin.read()
    """
    with subprocess.Popen(
        [sys.executable, "-c", script, str(filled)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout.read(6) == "locked"
        with pytest.raises(LibraryBusy):
            check(filled)
        other.stdin.close()


def test_without_room_for_a_copy_the_rest_is_checked(filled, monkeypatch):
    monkeypatch.setattr("storage.care.looking._has_room", lambda *_: False)
    report = check(filled)
    assert report.is_sound
    assert "no room for a copy" in report.notices[0]


def test_library_made_in_another_folder_is_checked_where_nothing_can_be_written(tmp_path):
    with make_library(tmp_path) as library:
        add_article(library)
    tmp_path.chmod(0o555)
    try:
        assert check(tmp_path / "library.postil").is_sound
    finally:
        tmp_path.chmod(0o755)
