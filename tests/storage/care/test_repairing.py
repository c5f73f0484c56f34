"""Repair: what can be mended without loss is, after a copy; nothing of the reader's is touched."""

import pytest

from storage.backup import back_up
from storage.care.checking import check
from storage.care.proposals import accept, proposals
from storage.care.repairing import repair
from storage.errors import LibraryDamaged
from storage.library import Library
from storage.paths import backup_folder
from tests.builders import add_article, make_annotation, make_imported
from tests.library_files import assert_sound, dump, rows
from tests.storage.care.damage import WORDS, edit, filled_library, flip, spoil


@pytest.fixture
def filled(tmp_path):
    return filled_library(tmp_path)


@pytest.mark.parametrize(
    ("statement", "done"),
    [
        ("UPDATE mention SET exact = 'Chile' WHERE id = 1", ("findings",)),
        ("UPDATE article_text SET current = 0 WHERE id = 1", ("text", "search")),
        ("UPDATE article SET position = 9999999 WHERE id = 1", ("places",)),
        ("INSERT INTO tag (name, name_key) VALUES ('unused', 'unused')", ("orphans",)),
        ("INSERT INTO entity (uid, kind, name) VALUES ('x', 'person', 'Nobody')", ("orphans",)),
        ("INSERT INTO block SELECT 99, ordinal, start, \"end\", kind, 0, 0, '', 0, 0, 0 FROM block"
         " WHERE text_id = 1", ("orphans",)),
        ("UPDATE journal SET changes = '{\"a\": 1}' WHERE seq = 1", ("history",)),
        ("DELETE FROM text_fts_docsize WHERE id = 1", ("search",)),
        ("INSERT INTO text_fts(text_fts) VALUES ('delete-all')", ("search",)),
    ],
)  # fmt: skip
def test_what_can_be_mended_is_and_the_library_is_sound(filled, statement, done):
    before = dump(filled)["annotation"]
    edit(filled, statement)
    repaired = repair(filled, check(filled))
    assert repaired.done == done
    assert repaired.after.is_sound, repaired.after.faults
    assert dump(filled)["annotation"] == before
    assert repaired.copy.exists()
    assert check(repaired.copy).faults  # it is as the library was
    assert_sound(filled)


def test_what_the_reader_uses_since_the_report_is_no_leftover(filled):
    edit(
        filled,
        "INSERT INTO tag (name, name_key) VALUES ('unused', 'unused')",
        "INSERT INTO entity (uid, kind, name) VALUES ('x', 'person', 'Nobody')",
    )
    report = check(filled)
    edit(filled, "UPDATE entity SET state = 'confirmed' WHERE uid = 'x'")
    with Library.open(filled) as library, library.transaction("Tag"):
        library.tags.add_to_articles(library.articles.ids(), ["unused"])
    before = dump(filled)
    assert repair(filled, report).after.is_sound
    assert dump(filled) == before


def test_hundreds_of_faults_are_mended_at_once(filled):
    edit(filled, *(f"INSERT INTO tag (name, name_key) VALUES ('{n}', '{n}')" for n in range(300)))
    assert repair(filled, check(filled)).after.is_sound


def test_text_is_taken_from_a_copy_that_has_it_whole(filled):
    back_up(filled, backup_folder(filled) / "library 20260101-000000.postil")
    before = dump(filled)
    flip(filled, "Number 0. " + WORDS, letter=14)
    repaired = repair(filled, check(filled))
    assert repaired.done == ("text", "search")
    assert repaired.after.is_sound
    assert dump(filled) == before
    content = rows(filled, "SELECT content FROM article_text WHERE id = 1")[0][0]
    assert content.startswith("Number 0. " + WORDS)


def test_text_without_a_whole_copy_is_left_and_told(filled):
    flip(filled, "Number 0. " + WORDS, letter=14)
    repaired = repair(filled, check(filled))
    assert repaired.done == ("search",)  # which says what the text says now
    assert not repaired.after.is_sound


def test_annotation_that_does_not_stand_there_is_never_changed(filled):
    edit(filled, 'UPDATE annotation SET start = start + 3, "end" = "end" + 3 WHERE id = 2')
    before = dump(filled)
    repaired = repair(filled, check(filled))
    assert repaired.done == ()
    assert dump(filled) == before
    assert [fault.row for fault in repaired.after.left] == [2]


def test_where_its_words_stand_is_proposed_and_can_be_accepted(filled):
    edit(filled, 'UPDATE annotation SET start = start + 3, "end" = "end" + 3 WHERE id = 2')
    report = check(filled)
    with Library.open(filled) as library:
        (proposal,) = proposals(library, report)
        assert proposal.now == WORDS
        assert "stands elsewhere in the text" in proposal.sentence()
        with library.unrecorded():
            accept(library, [proposal])
        assert library.annotations.get(proposal.annotation.id).passage.exact == WORDS
        assert library.annotations.get(proposal.annotation.id).note == "n"
    assert check(filled).is_sound


def test_words_that_are_other_ones_now_are_kept_in_the_note(filled):
    flip(filled, "Number 0. " + WORDS, letter=14)
    with Library.open(filled) as library:
        (proposal,) = proposals(library, check(filled))
        with library.unrecorded():
            accept(library, [proposal])
        annotation = library.annotations.get(proposal.annotation.id)
    assert annotation.passage.exact == WORDS.replace("Delegates", "Delefates")
    assert annotation.note == f"n\n\nMarked as: “{WORDS}”"


def test_words_that_stand_nowhere_are_proposed_nowhere(filled):
    edit(
        filled,
        "UPDATE annotation SET exact = substr('Something else entirely, of no text at all',"
        " 1, length(exact)) WHERE id = 2",
    )
    with Library.open(filled) as library:
        (proposal,) = proposals(library, check(filled))
        assert proposal.span is None
        assert "are kept" in proposal.sentence()


def test_annotation_without_a_place_in_the_present_text_gets_one(library):
    address, rest = "https://a.org/a/1", f"Before it came this. {WORDS} And some words more follow."
    article = add_article(library, make_imported(rest, url=address))
    make_annotation(library, article, WORDS)
    add_article(library, make_imported(f"New at the top.\n\n{rest}", url=address))
    edit(library.path, "DELETE FROM placement")
    assert library.annotations.of(article)[0].span is None
    repaired = repair(library.path, check(library.path))
    assert repaired.done == ("places",)
    assert repaired.after.is_sound
    assert library.annotations.of(article)[0].span is not None


def test_damaged_file_is_not_written_to(filled):
    spoil(filled, 9, 12)
    before = filled.read_bytes()
    with pytest.raises(LibraryDamaged, match="salvage"):
        repair(filled, check(filled))
    assert filled.read_bytes() == before
