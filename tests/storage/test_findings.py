"""What is found in a text is written down, and what the reader says of it outlasts every finder."""

import itertools
from dataclasses import replace

import pytest

from storage.found import Findings, FoundEntity, FoundMention, FoundQuote
from storage.library import Library
from storage.types import Span
from tests.builders import add_article, make_imported, make_library

CONTENT = (
    "Visit to Tashkent\n\n"
    "Ana Ruiz of the World Health Organization (WHO) said: “We are here.”\n\n"
    "Ruiz left WHO on Friday."
)


def spans(content, words):
    found, at = [], content.find(words)
    while at >= 0:
        found.append(Span(at, at + len(words)))
        at = content.find(words, at + 1)
    return found


def findings(content=CONTENT, version="1"):
    """Give what a finder would say of the text above."""
    entities = (
        FoundEntity("person", "Ana Ruiz", ("Ruiz",), roles=("WHO head",)),
        FoundEntity("organisation", "World Health Organization", ("WHO",)),
    )
    full, *_ = spans(content, "Ana Ruiz")
    mentions = [FoundMention(full.start, full.end, 0, 0.9)]
    mentions += [
        FoundMention(s.start, s.end, 0, 0.8)
        for s in spans(content, "Ruiz")
        if not full.start <= s.start < full.end
    ]
    mentions += [
        FoundMention(s.start, s.end, 1, 0.7)
        for words in ("World Health Organization", "WHO")
        for s in spans(content, words)
    ]
    quotes = [
        FoundQuote(quote, "direct", full, 0, spans(content, "said")[0], 0.99, 0.95)
        for quote in spans(content, "“We are here.”")
    ]
    return Findings("postil", version, "en", entities, tuple(sorted(mentions)), tuple(quotes))


@pytest.fixture
def found(tmp_path):
    """Give a library with a text that was looked through."""
    with make_library(tmp_path) as library:
        article = add_article(library, make_imported(CONTENT, url="", origin="/a.txt"))
        text = library.texts.current(article)
        with library.unrecorded():
            library.findings.record(text, findings())
        yield library, text


def test_found_entities_stand_in_text_order_with_their_forms(found):
    library, text = found
    person, organisation = library.entities.of(text.id)
    assert (person.name, person.kind, person.count) == ("Ana Ruiz", "person", 2)
    assert person.forms == ("Ana Ruiz", "Ruiz")
    assert organisation.forms == ("WHO", "World Health Organization")
    assert library.entities.get(person.id).roles == ("WHO head",)
    assert {person.state, organisation.state} == {"suggested"}


def test_findings_can_be_read_in_slices(found):
    library, text = found
    middle = library.mentions.on(text.id)[2].start
    slices = [Span(0, middle), Span(middle, len(text.content))]
    for findings_on in (library.mentions.on, library.quotes.on):
        parts = [findings_on(text.id, within) for within in slices]
        assert parts[0] + parts[1] == findings_on(text.id)
        assert parts[0] != parts[1]


def test_quote_has_its_speaker_and_its_cue(found):
    library, text = found
    (quote,) = library.quotes.on(text.id)
    assert (quote.speaker_name, quote.speaker_text, quote.cue_text) == (
        "Ana Ruiz",
        "Ana Ruiz",
        "said",
    )
    assert text.content[quote.span.start : quote.span.end] == quote.exact == "“We are here.”"


def test_accepting_and_rejecting_can_be_undone(found):
    library, text = found
    person, organisation = library.entities.of(text.id)
    with library.transaction("Accept"):
        library.entities.accept(person.id, text.id)
        library.quotes.accept([library.quotes.on(text.id)[0].id])
    with library.transaction("Reject"):
        library.entities.reject(organisation.id, text.id)
    assert [e.state for e in library.entities.of(text.id)] == ["confirmed"]
    library.undo()
    library.undo()
    assert [e.state for e in library.entities.of(text.id)] == ["suggested", "suggested"]
    assert library.quotes.on(text.id)[0].state == "suggested"


def test_newer_run_replaces_only_what_nobody_decided_on(found):
    library, text = found
    person, organisation = library.entities.of(text.id)
    with library.transaction("Triage"):
        library.entities.accept(person.id, text.id)
        library.entities.reject(organisation.id, text.id)
    nothing = replace(findings(version="2"), mentions=(), quotes=(), entities=())
    with library.unrecorded():
        library.findings.record(text, nothing)
    assert [e.name for e in library.entities.of(text.id)] == ["Ana Ruiz"]
    with library.unrecorded():
        library.findings.record(text, findings(version="3"))
    assert [(e.name, e.count) for e in library.entities.of(text.id)] == [("Ana Ruiz", 2)]
    assert library.findings.run_of(text.id).version == "3"


def test_same_findings_again_change_no_row(found):
    library, text = found
    before = library.mentions.on(text.id), library.quotes.on(text.id)
    with library.unrecorded():
        library.findings.record(text, findings(version="2"))
    assert (library.mentions.on(text.id), library.quotes.on(text.id)) == before


def test_decisions_go_along_into_a_changed_text_and_back_with_undo(found):
    library, text = found
    person, _ = library.entities.of(text.id)
    (quote,) = library.quotes.on(text.id)
    with library.transaction("Accept"):
        library.entities.accept(person.id, text.id)
        library.quotes.accept([quote.id])
    newer = CONTENT.replace("\n\nRuiz left", "\n\nIt rained all day in the city.\n\nRuiz left")
    with library.transaction("Import"):
        article = add_text(library, text, newer)
    now = library.texts.current(article)
    assert now.id != text.id
    assert [(e.name, e.state, e.count) for e in library.entities.of(now.id)] == [
        ("Ana Ruiz", "confirmed", 2)
    ]
    assert [(q.exact, q.speaker_name, q.state) for q in library.quotes.on(now.id)] == [
        ("“We are here.”", "Ana Ruiz", "confirmed")
    ]
    library.undo()
    assert library.texts.current(article).id == text.id
    assert library.quotes.on(now.id) == []


def add_text(library, text, content):
    return library.articles.take(make_imported(content, url="", origin="/a.txt")).id


def test_merged_entities_are_one_and_come_apart_again(found):
    library, text = found
    person, organisation = library.entities.of(text.id)
    with library.transaction("Merge"):
        library.entities.merge([organisation.id], person.id)
    (one,) = library.entities.of(text.id)
    assert one.count == 5
    library.undo()
    assert len(library.entities.of(text.id)) == 2


def test_known_names_are_those_of_confirmed_entities_and_killed_those_rejected(found):
    library, text = found
    person, organisation = library.entities.of(text.id)
    with library.transaction("Triage"):
        library.entities.accept(person.id, text.id)
        library.entities.reject(organisation.id, text.id)
    known = library.findings.known()
    assert [name.alias for name in known.names] == ["Ana Ruiz"]
    assert known.killed == (("World Health Organization", "organisation"),)


def test_one_wrong_mention_rejects_no_name(found):
    library, text = found
    mentions = library.mentions.of(library.entities.of(text.id)[1].id, text.id)
    for number, mention in enumerate(mentions, 1):
        with library.transaction("Reject"):
            library.mentions.set_state([mention.id], "rejected")
        rejected = {name for name, _ in library.findings.known().killed}
        assert rejected == ({"World Health Organization"} if number == len(mentions) else set())
    with library.transaction("Confirm"):
        library.mentions.set_state([mentions[0].id], "confirmed")
    assert library.findings.known().killed == ()


def test_one_wrong_mention_rejects_no_name_in_a_newer_text_either(found):
    library, text = found
    mentions = library.mentions.of(library.entities.of(text.id)[1].id, text.id)
    with library.transaction("Reject"):
        library.mentions.set_state([mentions[0].id], "rejected")
    with library.transaction("Import"):
        newer = library.texts.current(add_text(library, text, CONTENT + " It rained."))
    assert library.findings.known().killed == ()
    with library.unrecorded():
        library.findings.record(newer, findings(newer.content))
    assert library.findings.known().killed == ()


def test_text_is_open_until_this_detector_has_looked_through_it(found):
    library, text = found
    assert library.findings.open_texts("postil", "1") == []
    assert library.findings.open_texts("postil", "2") == [text.id]
    assert library.findings.count("postil", "2") == (1, 1)


def test_deleting_for_good_takes_all_that_was_found_along(found):
    library, text = found
    with library.transaction("Delete"):
        library.articles.move_to_trash([text.article_id])
    with library.transaction("Empty"):
        library.articles.purge([text.article_id])
    assert library.mentions.on(text.id) == []
    assert library.entities.matching("") == []


def test_completion_finds_names_by_any_word_confirmed_ones_first(found):
    library, text = found
    person, organisation = library.entities.of(text.id)

    def names(words, **other):
        return [entity.name for entity in library.entities.matching(words, **other)]

    assert names("") == names("  ") == ["Ana Ruiz", "World Health Organization"]
    assert names("health ORG") == names("who") == ["World Health Organization"]
    assert names("rui") == ["Ana Ruiz"]
    assert names("head") == names("uiz") == names("-") == names('"') == []
    assert names("", kinds=("organisation",)) == ["World Health Organization"]
    with library.transaction("Add"):
        made = library.entities.add("person", "Zoë Ruiz-Berg")
        library.entities.merge([library.entities.add("person", "Z. B.")], made)
    assert names("ruiz") == ["Zoë Ruiz-Berg", "Ana Ruiz"]
    assert names("z. b") == ["Zoë Ruiz-Berg"]
    assert names("", limit=1) == ["Zoë Ruiz-Berg"]
    with library.transaction("Never again"):
        library.entities.kill(organisation.id)
    assert names("world") == []
    assert person.name in names("an")


def test_lists_are_of_one_moment_while_a_finder_writes(found, tmp_path):
    library, text = found
    connection, again = (
        library._store._connection,
        itertools.cycle([Findings("x", "1", "en"), findings()]),
    )
    person = library.entities.of(text.id)[0].id
    with Library.open(tmp_path / "library.postil") as other:

        def write(sql):
            with other.unrecorded():
                other.findings.record(text, next(again))

        for read in (
            lambda: library.entities.of(text.id),
            lambda: library.entity_pages.page(person),
            lambda: library.entity_pages.quotes_by(person),
            lambda: library.entity_pages.highlights(person),
        ):
            for _ in range(2):  # with and without findings before the first question
                connection.set_trace_callback(write)
                read()
                connection.set_trace_callback(None)
                next(again)


def test_interactive_questions_read_no_whole_table(found):
    library, text = found
    connection, asked = library._store._connection, []
    connection.set_trace_callback(asked.append)
    for words in ("", "ana", "zzz"):
        library.entities.matching(words)
    library.entities.of(text.id)
    library.entities.named("Ana Ruiz", "person")
    library.entities.count(text.id)
    library.mentions.on(text.id)
    library.quotes.on(text.id)
    library.findings.known()
    connection.set_trace_callback(None)
    whole = ("SCAN mention", "SCAN quote", "SCAN entity_alias", "SCAN article", "AUTOMATIC")
    questions = [sql for sql in asked if sql.startswith("SELECT") and "fts.'" not in sql]
    assert len(questions) > 9
    for sql in questions:
        plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}")]
        read = [step for step in plan if step.startswith((*whole, "MATERIALIZE entity"))]
        assert [step for step in read if "mention_rejected" not in step] == [], sql


def test_entities_are_read_anew_only_where_asked(found):
    library, text = found
    person, organisation = library.entities.of(text.id)
    assert library.entities.of(text.id, among=[organisation.id]) == [organisation]
    assert library.entities.of(text.id, among=[]) == []
    with library.transaction("Merge"):
        library.entities.merge([organisation.id], person.id)
    (one,) = library.entities.of(text.id, among=[organisation.id])
    assert (one.id, one.count) == (person.id, 5)


def test_what_was_merged_and_split_off_again_is_itself_and_known(found):
    library, text = found
    person, organisation = library.entities.of(text.id)
    with library.transaction("Accept"):
        library.entities.accept(organisation.id, text.id)
    with library.transaction("Merge"):
        library.entities.merge([organisation.id], person.id)
    with library.transaction("Split"):
        forms = ["World Health Organization", "WHO"]
        assert library.entities.split(person.id, forms, forms[0]) == organisation.id
    assert [e.name for e in library.entities.of(text.id)] == ["Ana Ruiz", forms[0]]
    known = {name.alias: name.name for name in library.findings.known().names}
    assert known["WHO"] == known[forms[0]] == forms[0]
    library.undo()
    library.undo()
    assert [e.id for e in library.entities.of(text.id)] == [person.id, organisation.id]


def test_who_was_confirmed_in_one_article_is_known_in_the_next(found):
    library, text = found
    with library.transaction("Accept"):
        library.entities.accept(library.entities.of(text.id)[0].id, text.id)
    again = library.texts.current(add_article(library, make_imported(CONTENT + " Yes.", url="")))
    with library.unrecorded():
        library.findings.record(again, findings(again.content))
    known = {entity.name: entity.is_known for entity in library.entities.of(again.id)}
    assert known == {"Ana Ruiz": True, "World Health Organization": False}
