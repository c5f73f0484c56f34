"""Whatever is said of findings, undo takes it back and redo says it again, step by step."""

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.found import ENTITY_KINDS, QUOTE_KINDS
from storage.library import Library
from storage.types import Span, TextId
from tests.builders import make_library
from tests.library_files import assert_sound
from tests.storage.found_texts import VISIT, add_visit, visit_findings

NAMES = ("Ana Ruiz", "WHO", "Bo Berg", "Ruiz", "Friday")


def seen(library: Library, texts: list[TextId]) -> tuple[object, ...]:
    """Give all that is shown of findings, and what a finder would be told."""
    shown = [e.id for text in texts for e in library.entities.of(text)]
    return (
        [library.entities.of(text) for text in texts],
        [library.mentions.on(text) for text in texts],
        [library.quotes.on(text, with_rejected=True) for text in texts],
        [library.entities.get(entity) for entity in shown],
        [library.entities.parts_of(entity) for entity in shown],
        library.entities.killed(),
        library.findings.known(),
        [library.entities.count(text) for text in texts],
    )


def act(library: Library, texts: list[TextId], kind: int, one: int, other: int) -> None:
    """Do something to what there is; `one` and `other` choose among it."""
    text = library.texts.get(texts[one % len(texts)])
    entities = [e.id for e in library.entities.of(text.id)]
    mentions = library.mentions.on(text.id)
    quotes = [q.id for q in library.quotes.on(text.id, with_rejected=True)]
    name = NAMES[other % len(NAMES)]
    kind_of = ENTITY_KINDS[other % len(ENTITY_KINDS)]
    if kind == 0:
        library.entities.add("person" if one % 2 else "organisation", name)
    elif kind == 1:
        library.entities.revive(name, "organisation")
    elif kind == 2:
        start = other % (len(text.content) - 9)
        person = library.entities.add("person", name)
        library.mentions.add(text, [Span(start, start + 1 + one % 9)], person)
    elif kind == 3:
        library.quotes.add(text, Span(other % 40, 50), kind=QUOTE_KINDS[one % 2])
    elif kind < 12 and entities:
        entity, another = entities[one % len(entities)], entities[other % len(entities)]
        forms = next(e.forms for e in library.entities.of(text.id) if e.id == entity)
        parts = [part.id for part in library.entities.parts_of(entity)]
        (
            lambda: library.entities.accept(entity, text.id if other % 2 else None),
            lambda: library.entities.reject(entity, text.id),
            lambda: library.entities.reopen(entity, text.id),
            lambda: library.entities.kill(entity),
            lambda: library.entities.rename(entity, name),
            lambda: library.entities.change_kind(entity, kind_of),
            lambda: library.entities.merge([entity], another),
            lambda: (
                library.entities.unmerge(parts[0])
                if parts
                else library.entities.split(entity, forms[:1], name)
            ),
        )[kind - 4]()
    elif kind < 15 and mentions:
        mention = mentions[other % len(mentions)]
        place = Span(mention.start, mention.end)
        (
            lambda: library.mentions.set_state([mention.id], "rejected"),
            lambda: library.mentions.add(text, [place], library.entities.add("person", name)),
            lambda: library.mentions.move(mention.id, text, Span(other % 60, 61)),
        )[kind - 12]()
    elif quotes:
        quote = quotes[other % len(quotes)]
        speaker = entities[one % len(entities)] if entities and one % 3 else None
        (
            lambda: library.quotes.accept([quote]),
            lambda: library.quotes.reject([quote]),
            lambda: library.quotes.reopen([quote]),
            lambda: library.quotes.set_speaker([quote], speaker),
            lambda: library.quotes.set_kind([quote], QUOTE_KINDS[one % 2]),
            lambda: library.quotes.move(quote, text, Span(other % 30, 40)),
        )[kind % 6]()


ACTIONS = st.lists(
    st.tuples(st.integers(0, 20), st.integers(0, 11), st.integers(0, 60)), max_size=12
)


@settings(max_examples=60, deadline=None)
@given(ACTIONS)
def test_undo_and_redo_give_what_was_seen_before_and_after_each_step(actions):
    with tempfile.TemporaryDirectory() as folder:
        with make_library(Path(folder)) as library:
            texts = [
                add_visit(library).id,
                add_visit(library, VISIT.replace("rained", "snowed"), "/b.txt").id,
            ]
            states = [seen(library, texts)]
            for action in actions:
                first = library.undo_seq()
                with library.transaction("Act"):
                    act(library, texts, *action)
                if library.undo_seq() != first:
                    states.append(seen(library, texts))
                else:
                    assert seen(library, texts) == states[-1]
            for state in reversed(states[:-1]):
                library.undo()
                assert seen(library, texts) == state
            for state in states[1:]:
                library.redo()
                assert seen(library, texts) == state
        assert_sound(Path(folder) / "library.postil")


@pytest.fixture
def visit(tmp_path):
    with make_library(tmp_path) as library:
        yield library, add_visit(library)


def test_merging_a_into_b_and_b_into_c_makes_all_three_one(visit):
    library, text = visit
    a, b, c = (entity.id for entity in library.entities.of(text.id))
    before = seen(library, [text.id])
    with library.transaction("Merge"):
        library.entities.merge([a], b)
    between = seen(library, [text.id])
    with library.transaction("Merge"):
        library.entities.merge([b], c)
    (one,) = library.entities.of(text.id)
    assert (one.id, one.count) == (c, 6)
    assert {part.id for part in library.entities.parts_of(c)} == {a, b}
    assert library.entities.get(a).id == c
    assert library.quotes.on(text.id)[0].speaker == c
    library.undo()
    assert seen(library, [text.id]) == between
    library.undo()
    assert seen(library, [text.id]) == before


def test_merging_into_one_that_is_merged_goes_to_the_whole(visit):
    library, text = visit
    a, b, c = (entity.id for entity in library.entities.of(text.id))
    with library.transaction("Merge"):
        library.entities.merge([b], a)
        library.entities.merge([c], b)
    assert {part.id for part in library.entities.parts_of(a)} == {b, c}
    with library.transaction("Merge with itself"):
        library.entities.merge([a, b, c], c)
    assert library.entities.of(text.id)[0].count == 6


def test_split_goes_back_with_undo_and_leaves_no_name_behind(visit):
    library, text = visit
    person = library.entities.of(text.id)[0]
    with library.transaction("Split"):
        other = library.entities.split(person.id, ["Ruiz"], "Carl Ruiz")
    first = library.entities.of(text.id)[0]
    assert (first.name, first.count) == ("Ana Ruiz", 1)
    assert library.entities.get(other).aliases == ("Ruiz",)
    library.undo()
    assert library.entities.of(text.id)[0] == person
    assert library.entities.get(other).aliases == ()
    assert "Carl Ruiz" not in [one.name for one in library.entities.matching("ruiz")]


def test_redo_after_a_run_that_found_less_does_what_is_left_to_do(visit):
    library, text = visit
    person = library.entities.of(text.id)[0]
    with library.transaction("Accept"):
        library.entities.accept(person.id, text.id)
    library.undo()
    found = visit_findings(version="2")
    less = replace(found, mentions=[m for m in found.mentions if m.end - m.start > len("Ruiz")])
    with library.unrecorded():
        library.findings.record(text, less)
    library.redo()
    first = library.entities.of(text.id)[0]
    assert (first.name, first.state, first.count) == ("Ana Ruiz", "confirmed", 1)


def test_killed_speaker_is_shown_as_nobody_who_is_known(visit):
    library, text = visit
    person = library.entities.of(text.id)[0]
    with library.transaction("Never again"):
        library.entities.kill(person.id)
    quote = library.quotes.on(text.id)[0]
    assert (quote.speaker, quote.speaker_name, quote.shown_speaker) == (None, "", "Ana Ruiz")
    library.undo()
    assert library.quotes.on(text.id)[0].speaker == person.id
