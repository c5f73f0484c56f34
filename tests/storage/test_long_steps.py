"""A step that changed very much is told and undone otherwise than the rest."""

from __future__ import annotations

from storage.journal import MUCH, ChangeSet
from storage.library import Library
from storage.long_steps import LONG
from tests.builders import add_article, make_annotation, make_imported


def test_long_step_is_known_before_it_is_undone(library):
    mark = make_annotation(library, add_article(library))
    assert not library.undo_is_long()
    with library.transaction("Edit note"):
        library.annotations.write_note(mark, "x" * LONG)
    assert library.undo_is_long()
    assert not library.redo_is_long()
    library.undo()
    assert not library.undo_is_long()
    assert library.redo_is_long()


def test_the_steps_of_a_series_are_long_together(library):
    for n in range(3):
        article = add_article(library, make_imported(f"Some text, {n}"))
        mark = make_annotation(library, article, "Some text")
        with library.transaction("Import", series="one"):
            library.annotations.write_note(mark, "x" * (LONG // 2))
        assert library.undo_is_long() == (n > 0)


def test_others_hear_of_a_long_step_that_everything_changed(library):
    mark = make_annotation(library, add_article(library))
    with Library.open(library.path) as other:
        told: list[ChangeSet] = []
        other.subscribe(told.append)
        with library.transaction("Edit note"):
            library.annotations.write_note(mark, "x" * MUCH)
        other.poll()
        assert [changes.everything for changes in told] == [True]
        with library.transaction("Edit note"):
            library.annotations.write_note(mark, "short")
        library.undo()  # of what is short beside the note, and has it in its changes
        other.poll()
    assert library.annotations.get(mark).note == "x" * MUCH
