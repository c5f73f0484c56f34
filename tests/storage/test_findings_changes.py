"""Decisions on findings while texts change, finders run again and other windows look on."""

import tempfile
from dataclasses import astuple, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.errors import NotFound
from storage.finding_types import Mention
from storage.found import Findings, FoundEntity, FoundMention, KnownName
from storage.journal import ChangeSet
from storage.library import Library
from storage.types import Span
from tests.builders import make_imported, make_library, ticking_clock
from tests.library_files import assert_sound
from tests.storage.found_texts import VISIT, add_visit, span_of, visit_findings
from tests.storage.test_findings_undo import act

NEWER = VISIT.replace("It rained. ", "It rained all day and all night. ")


@pytest.fixture
def visit(tmp_path):
    with make_library(tmp_path) as library:
        yield library, add_visit(library)
    assert_sound(tmp_path / "library.postil")


def update(library, content):
    """Read the article again; give its text."""
    with library.transaction("Update"):
        taken = library.articles.take(make_imported(content, url="", origin="/visit.txt"))
    return library.texts.current(taken.id)


def record(library, text, findings):
    with library.unrecorded():
        library.findings.record(text, findings)


def remove(library, text):
    """Delete the article of a text for good."""
    with library.transaction("Delete"):
        library.articles.move_to_trash([text.article_id])
    with library.transaction("Empty"):
        library.articles.purge([text.article_id])


def told(library, text):
    """Give what is seen, without the ids of rows, which differ between texts."""
    return (
        [(e.name, e.state, e.count, e.forms) for e in library.entities.of(text.id)],
        [
            (q.exact, q.state, q.speaker_name, q.kind)
            for q in library.quotes.on(text.id, with_rejected=True)
            if q.state != "suggested"
        ],
    )


def decide(library, text):
    person, organisation, date = library.entities.of(text.id)
    first, second = library.quotes.on(text.id)
    with library.transaction("Decide"):
        library.entities.accept(person.id, text.id)
        library.entities.accept(organisation.id, text.id)
        library.entities.reject(date.id, text.id)
        library.quotes.accept([first.id])
        library.quotes.set_speaker([second.id], person.id)


def test_decisions_go_to_a_newer_text_and_back_to_the_older_one(visit):
    library, old = visit
    decide(library, old)
    before = told(library, old)
    new = update(library, NEWER)
    assert told(library, new) == before
    assert update(library, VISIT).id == old.id
    assert told(library, old) == before
    record(library, old, visit_findings(version="2"))
    assert told(library, old) == before


def test_what_was_said_last_holds_when_an_older_text_comes_back(visit):
    library, old = visit
    decide(library, old)
    new = update(library, NEWER)
    with library.transaction("Other"):
        library.entities.reject(library.entities.of(new.id)[1].id, new.id)
        library.quotes.reject([library.quotes.on(new.id)[0].id])
    after = told(library, new)
    assert update(library, VISIT).id == old.id
    assert told(library, old) == after
    library.undo()
    assert told(library, new) == after
    assert [e.count for e in library.entities.of(old.id)] == [2, 3]  # as it was when it was left


def test_undo_and_redo_of_an_update_bring_both_sides_back(visit):
    library, old = visit
    decide(library, old)
    before = told(library, old)
    new = update(library, NEWER)
    record(library, new, visit_findings(NEWER))
    after = told(library, new)
    for _ in range(2):
        library.undo()
        assert library.texts.current(old.article_id).id == old.id
        assert told(library, old) == before
        library.redo()
        assert library.texts.current(old.article_id).id == new.id
        assert told(library, new) == after


def test_quote_with_other_ends_leaves_no_suggestion_beside_it_in_the_older_text(visit):
    library, old = visit
    new = update(library, NEWER)
    record(library, new, visit_findings(NEWER))
    quote = library.quotes.on(new.id)[1]
    longer = Span(quote.span.start, quote.span.end + len(" on Friday"))
    with library.transaction("Move"):
        library.quotes.move(quote.id, new, longer)
    assert update(library, VISIT).id == old.id
    assert [q.exact for q in library.quotes.on(old.id)] == [
        *("“We are here.”", "that WHO had left in peace on Friday")
    ]
    library.undo()
    assert [q.exact for q in library.quotes.on(old.id)][1] == "that WHO had left in peace"


def test_decisions_inside_one_another_find_their_suggestions_in_the_older_text(visit):
    library, text = visit
    newer = update(library, NEWER)
    whole = span_of(newer.content, "Ana Ruiz")
    part = span_of(newer.content, "Ruiz")
    with library.transaction("Tag"):
        person = library.entities.add("person", "Ana Ruiz")
        library.mentions.add(newer, [part], person)
        library.mentions.add(newer, [whole], person)
    with library.unrecorded():  # in the older text the inner one is what was found
        library.findings.record(
            text,
            Findings(
                *("postil", "2", "en", (FoundEntity("person", "Ruiz"),)),
                (FoundMention(*astuple(span_of(text.content, "Ruiz")), 0, 0.9),),
            ),
        )
    again = update(library, VISIT)
    assert again.id == text.id
    assert [m.exact for m in library.mentions.on(text.id)] == ["Ana Ruiz", "Ruiz"]


def test_what_is_not_in_the_newer_text_stays_with_the_older_one(visit):
    library, old = visit
    decide(library, old)
    new = update(library, VISIT.replace("“We are here.”", "nothing"))
    assert [q.exact for q in library.quotes.on(new.id)] == ["that WHO had left in peace"]
    assert len(library.quotes.on(old.id)) == 2


def test_text_decided_on_in_the_trash_keeps_its_decisions(visit):
    library, text = visit
    decide(library, text)
    before = told(library, text)
    with library.transaction("Delete"):
        library.articles.move_to_trash([text.article_id])
    assert library.findings.open_texts("postil", "9") == []
    library.undo()
    assert told(library, text) == before


def test_suggestions_in_the_way_of_the_readers_words_go_and_come_back_with_undo(visit):
    library, text = visit
    before = library.mentions.on(text.id)
    place = Span(span_of(VISIT, "Ana Ruiz").start, span_of(VISIT, "World").end)
    with library.transaction("Tag"):
        library.mentions.add(text, [place], library.entities.add("group", "Ruiz of the World"))
    shown = library.mentions.on(text.id)
    assert [m.exact for m in shown] == [*("Ana Ruiz of the World", "WHO", "Ruiz", "WHO", "Friday")]
    assert library.findings.known().killed == ()
    record(library, text, visit_findings(version="2"))
    assert library.mentions.on(text.id) == shown
    library.undo()
    assert library.mentions.on(text.id) == before


def test_quote_added_where_one_is_suggested_confirms_that_one(visit):
    library, text = visit
    first, second = library.quotes.on(text.id)
    with library.transaction("Add"):
        same = library.quotes.add(text, second.span, kind="indirect", speaker=first.speaker)
        other = library.quotes.add(text, Span(first.span.start + 1, first.span.end - 1))
    assert same == second.id
    assert [(q.id, q.state) for q in library.quotes.on(text.id)] == [
        (other, "confirmed"),
        (second.id, "confirmed"),
    ]
    library.undo()
    assert library.quotes.on(text.id) == [first, second]


def test_two_at_one_place_become_one_with_the_next_run(visit):
    library, text = visit
    mention = library.mentions.on(text.id)[-1]
    with library.transaction("Move"):
        library.mentions.move(mention.id, text, span_of(VISIT, "Nobody"))
    record(library, text, visit_findings(version="2"))
    library.undo()
    record(library, text, visit_findings(version="3"))
    assert [m.exact for m in library.mentions.on(text.id)].count("Friday") == 1


def test_text_that_is_gone_is_said_so(visit):
    library, text = visit
    remove(library, text)
    for findings in (visit_findings(), Findings("postil", "1", "")):
        with pytest.raises(NotFound), library.unrecorded():
            library.findings.record(text, findings)


def test_purging_leaves_what_the_reader_said_of_names(visit):
    library, text = visit
    other = add_visit(library, NEWER, "/other.txt")
    person, organisation, _ = library.entities.of(text.id)
    with library.transaction("Decide"):
        alone = library.entities.add("person", "Zoë Alone")
        library.entities.merge([alone], person.id)
        library.entities.accept(organisation.id, text.id)
    remove(library, text)
    assert [(e.name, e.state) for e in library.entities.of(other.id)][:2] == [
        ("Ana Ruiz", "suggested"),
        ("World Health Organization", "suggested"),
    ]
    assert [part.name for part in library.entities.parts_of(person.id)] == ["Zoë Alone"]
    remove(library, other)
    assert library.entities.get(organisation.id).state == "confirmed"
    assert library.undo() is None


KNOWN = {
    "surname alone is anybody's": ("Ana Ruiz", ("Ruiz",), {"Ana Ruiz"}),
    "longer form is known": ("Ana Ruiz", ("Ana M. Ruiz",), {"Ana Ruiz", "Ana M. Ruiz"}),
    "single name is known": ("Cher", (), {"Cher"}),
}


@pytest.mark.parametrize(("name", "aliases", "known"), KNOWN.values(), ids=KNOWN)
def test_known_names_of_people(visit, name, aliases, known):
    library, _ = visit
    with library.transaction("Add"):
        entity = library.entities.create("person", name, aliases=aliases)
        library.entities.rename(entity, name)
    assert {one.alias for one in library.findings.known().names} == known


def test_known_are_merged_names_and_no_roles_dates_or_names_of_several(visit):
    library, text = visit
    person, organisation, date = library.entities.of(text.id)
    with library.transaction("Decide"):
        for entity in (person, organisation, date):
            library.entities.accept(entity.id, text.id)
        library.entities.merge([library.entities.add("organisation", "OMS")], organisation.id)
        library.entities.call(library.entities.add("organisation", "World Bank"), ["WHO"])
    assert set(library.findings.known().names) == {
        KnownName("Ana Ruiz", "person", "Ana Ruiz"),
        KnownName("World Health Organization", "organisation", "World Health Organization"),
        KnownName("OMS", "organisation", "World Health Organization"),
        KnownName("World Bank", "organisation", "World Bank"),
    }


def test_killed_name_is_known_until_it_is_revived_or_added_by_hand(visit):
    library, text = visit
    organisation = library.entities.of(text.id)[1]
    with library.transaction("Never again"):
        library.entities.kill(organisation.id)
    killed = {("World Health Organization", "organisation"), ("WHO", "organisation")}
    assert set(library.findings.known().killed) == killed
    assert len(library.entities.of(text.id)) == 2
    with library.transaction("Add"):
        assert library.entities.add("organisation", "World Health Organization") == organisation.id
    assert set(library.findings.known().killed) == {("WHO", "organisation")}
    assert len(library.entities.of(text.id)) == 3


def test_reviving_a_name_shows_what_it_was_merged_into(visit):
    library, text = visit
    person, organisation, _ = library.entities.of(text.id)
    with library.transaction("Merge"):
        library.entities.change_kind(organisation.id, "person")
        library.entities.merge([organisation.id], person.id)
    with library.transaction("Kill"):
        library.entities.kill(person.id)
    assert [e.name for e in library.entities.of(text.id)] == ["2019-11-08"]
    with library.transaction("Revive"):
        library.entities.revive("World Health Organization", "person")
    assert [e.name for e in library.entities.of(text.id)] == ["Ana Ruiz", "2019-11-08"]


def test_other_window_hears_of_decisions_and_can_undo_them(tmp_path, visit):
    library, text = visit
    with Library.open(tmp_path / "library.postil", clock=ticking_clock()) as other:
        heard: list[ChangeSet] = []
        other.subscribe(heard.append)
        person = library.entities.of(text.id)[0]
        before = library.entities.of(text.id)
        with library.transaction("Accept"):
            library.entities.accept(person.id, text.id)
        other.poll()
        assert heard[0].touches("mention", "entity")
        assert other.entities.of(text.id) == library.entities.of(text.id)
        run = other.findings.newest()
        record(library, text, visit_findings(version="2"))
        assert other.findings.texts_since(run) == [text.id]
        other.undo()
    assert library.entities.of(text.id) == before


def test_decision_on_what_another_window_had_looked_through_anew_is_refused_whole(tmp_path, visit):
    library, text = visit
    mention = library.mentions.on(text.id)[0]
    with Library.open(tmp_path / "library.postil", clock=ticking_clock()) as other:
        record(other, text, replace(visit_findings(version="2"), mentions=()))

    def decide_late():
        with library.transaction("Decide"):
            library.entities.add("person", "Bo")
            library.mentions.set_state([mention.id], "confirmed")

    with pytest.raises(NotFound):
        decide_late()
    assert library.undo_label() != "Decide"
    assert library.findings.known().names == ()


def test_findings_of_a_large_text_are_written_once(visit):
    library, _ = visit
    content = "Ana Ruiz left. " * 3_000
    text = add_visit(library, content, "/book.txt")
    mentions = tuple(FoundMention(15 * n, 15 * n + 8, 0, 0.5) for n in range(3_000))
    findings = replace(visit_findings(content), mentions=mentions)
    record(library, text, findings)
    ids = [m.id for m in library.mentions.on(text.id)]
    assert len(ids) == 3_000
    record(library, text, replace(findings, version="2"))
    assert [m.id for m in library.mentions.on(text.id)] == ids
    assert library.entities.of(text.id)[0].count == 3_000


STEPS = st.lists(st.tuples(st.integers(0, 27), st.integers(0, 11), st.integers(0, 60)), max_size=25)


def step(library, text, kind, one, other):
    """Do something of findings, or undo, redo, find again, read the article anew."""
    if kind <= 20:
        with library.transaction("Act"):
            act(library, [text.id], kind, one, other)
    elif kind == 21:
        library.undo()
    elif kind == 22:
        library.redo()
    elif kind <= 24:
        found = visit_findings(text.content, str(other))
        fewer = [m for m in found.mentions if (m.start + one) % 3]
        record(library, text, replace(found, mentions=fewer, quotes=found.quotes[one % 3 :]))
    else:
        update(library, NEWER if kind == 25 else VISIT)


def assert_agreed(library, text):
    """Hold that lists, page and counts say the same of a text."""
    entities, mentions = library.entities.of(text.id), library.mentions.on(text.id)
    assert sum(entity.count for entity in entities) == len(mentions)
    assert library.entities.count(text.id) == len(entities)
    assert {mention.entity for mention in mentions} == {entity.id for entity in entities}
    for entity in entities:
        assert library.mentions.of(entity.id, text.id)[0].start == entity.first.start
        assert library.entities.get(entity.id).id == entity.id
    for one in (*mentions, *library.quotes.on(text.id)):
        start, end = (one.start, one.end) if isinstance(one, Mention) else astuple(one.span)
        assert text.content[start:end] == one.exact
    library.findings.known()


@settings(max_examples=40, deadline=None)
@given(STEPS)
def test_anything_in_any_order_keeps_the_library_sound(steps):
    with tempfile.TemporaryDirectory() as folder:
        with make_library(Path(folder)) as library:
            article = add_visit(library).article_id
            for one in steps:
                step(library, library.texts.current(article), *one)
                assert_agreed(library, library.texts.current(article))
        assert_sound(Path(folder) / "library.postil")
