"""Row images: what they say, how two steps join, how they survive the file."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.journal import Change, ChangeSet, from_json, merged, to_json
from storage.library import Library
from tests.builders import START, add_article, make_annotation
from tests.library_files import assert_sound, dump, rows

VALUES = st.none() | st.integers(-(2**63), 2**63 - 1) | st.text() | st.floats(allow_nan=False)
ROWS = st.dictionaries(st.sampled_from("abc"), VALUES, min_size=1)
CHANGES = st.builds(
    Change, st.sampled_from(["annotation", "tag"]), st.integers(1, 9), st.none() | ROWS, ROWS
)


@given(st.lists(CHANGES).map(tuple))
def test_changes_come_back_from_the_file_as_they_were(changes):
    assert from_json(to_json(changes)) == changes


@given(st.lists(CHANGES).map(tuple))
def test_inverse_of_the_inverse_is_the_step(changes):
    step = ChangeSet("Label", changes)
    assert step.inverse("undo").inverse("do") == step


def _play(state: dict, changes: tuple[Change, ...]) -> dict:
    state = {key: dict(row) for key, row in state.items()}
    for change in changes:
        key = (change.table, change.id)
        if change.after is None:
            del state[key]
        elif change.before is None:
            assert key not in state
            state[key] = dict(change.after)
        else:
            state[key] |= change.after
    return state


@st.composite
def histories(draw) -> tuple[dict, tuple[Change, ...], tuple[Change, ...]]:
    """Give a state of one table and two steps that happened to it one after the other."""
    row = st.fixed_dictionaries({"a": st.integers(0, 2), "b": st.integers(0, 2)})
    start = draw(st.dictionaries(st.tuples(st.just("t"), st.integers(1, 3)), row))
    state, steps = {key: dict(value) for key, value in start.items()}, []
    for _ in range(2):
        changes = []
        for id_ in draw(st.lists(st.integers(1, 3), max_size=6)):
            key = ("t", id_)
            if key not in state:
                change = Change("t", id_, None, draw(row))
            elif draw(st.booleans()):
                name = draw(st.sampled_from("ab"))
                change = Change("t", id_, {name: state[key][name]}, {name: draw(st.integers(0, 2))})
            else:
                change = Change("t", id_, dict(state[key]), None)
            changes.append(change)
            state = _play(state, (change,))
        steps.append(tuple(changes))
    return start, steps[0], steps[1]


@given(histories())
def test_joined_steps_do_and_undo_what_the_two_did(history):
    start, first, second = history
    joined = merged(ChangeSet("One", first), ChangeSet("Two", second))
    end = _play(_play(start, first), second)
    assert _play(start, joined.changes) == end
    assert _play(end, joined.inverse("undo").changes) == start
    assert joined.label == "Two"


def test_joined_typing_keeps_one_image_for_each_row():
    first = ChangeSet("Note", (Change("annotation", 1, {"note": ""}, {"note": "a"}),))
    for note in ("ab", "abc"):
        change = Change("annotation", 1, {"note": note[:-1]}, {"note": note})
        first = merged(first, ChangeSet("Note", (change,)))
    assert first.changes == (Change("annotation", 1, {"note": ""}, {"note": "abc"}),)


def _type(library: Library, annotation: int, note: str, key: str = "note:1") -> None:
    with library.transaction("Write note", merge_key=key):
        library.annotations.write_note(annotation, note)


def test_note_typed_within_ten_seconds_is_one_step(library):
    annotation = make_annotation(library, add_article(library))
    before = dump(library.path)
    for note in ("H", "He", "Hey"):
        _type(library, annotation, note)
    after = dump(library.path)
    assert library.undo_label() == "Write note"
    library.undo()
    assert dump(library.path) == before
    assert library.undo_label() == "Add annotation"
    library.redo()
    assert dump(library.path) == after
    assert library.annotations.get(annotation).note == "Hey"


def test_views_hear_only_what_each_key_stroke_changed(library):
    annotation = make_annotation(library, add_article(library))
    heard: list[ChangeSet] = []
    library.subscribe(heard.append)
    for note in ("H", "He"):
        _type(library, annotation, note)
    assert [c.changes[0].before["note"] for c in heard] == ["", "H"]
    assert not any(changes.everything for changes in heard)


@pytest.mark.parametrize(
    ("seconds", "joins"), [(0, True), (10, True), (10.001, False), (-1, False), (-86400, False)]
)
def test_steps_join_only_when_close_in_time(tmp_path, seconds, joins):
    now = START
    with Library.open(tmp_path / "a.postil", clock=lambda: now) as library:
        annotation = make_annotation(library, add_article(library))
        _type(library, annotation, "a")
        now += timedelta(seconds=seconds)
        _type(library, annotation, "ab")
        library.undo()
        assert library.annotations.get(annotation).note == ("" if joins else "a")


def test_another_action_another_key_and_undo_end_the_joining(library):
    article = add_article(library)
    annotation = make_annotation(library, article)
    _type(library, annotation, "a")
    with library.transaction("Colour"):
        library.annotations.recolor([annotation], "red")
    _type(library, annotation, "ab")
    _type(library, annotation, "abc", key="note:other")
    library.undo()
    _type(library, annotation, "abx")
    labels = rows(library.path, "SELECT label FROM journal WHERE kind = 'do' AND state = 'done'")
    assert [label for (label,) in labels][2:] == [
        "Write note",
        "Colour",
        "Write note",
        "Write note",
    ]
    library.undo()
    assert library.annotations.get(annotation).note == "ab"


def test_new_annotation_and_its_first_words_are_one_step(library):
    text = library.texts.current(add_article(library))
    before = dump(library.path)
    with library.transaction("Add note", merge_key="note:new"):
        annotation = library.annotations.add(text, None, tags=["t"])
    for note in ("a", "ab", "abc"):
        _type(library, annotation, note, key="note:new")
    after = dump(library.path)
    library.undo()
    assert dump(library.path) == before
    library.redo()
    assert dump(library.path) == after
    (changes,) = rows(
        library.path, "SELECT changes FROM journal WHERE label = 'Write note' LIMIT 1"
    )
    assert [c.table for c in from_json(changes[0])].count("annotation") == 2
    assert_sound(library.path)
