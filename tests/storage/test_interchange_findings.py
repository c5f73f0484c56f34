"""Decisions on quotes and entities go into a JSON export and come back in another library."""

import copy
import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings

from storage.errors import ImportFailed
from storage.exporters.interchange import to_json
from storage.exporters.interchange_reading import from_json
from storage.library import Library
from storage.read_back import read_back
from storage.types import ArticleId
from tests.builders import make_imported, make_library
from tests.library_files import assert_sound, dump
from tests.storage.found_texts import VISIT, add_visit, visit_findings
from tests.storage.test_findings_undo import ACTIONS, act

NAMED = ("entity", "entity_alias", "mention", "quote", "killed_name")


def exported(library: Library, choice="confirmed") -> str:
    ids = map(ArticleId, library.articles.ids())
    return to_json(library.export(ids, originals=True, findings=choice))


def decided_in(library, text):
    """Decide on all that was found: merge two, confirm one, reject one, name a speaker."""
    person, organisation, date = library.entities.of(text.id)
    first, second = library.quotes.on(text.id)
    with library.transaction("Triage"):
        other = library.entities.add("person", "A. Ruiz Sr.")
        library.entities.merge([other], person.id)
        library.entities.accept(person.id)
        library.entities.accept(organisation.id, text.id)
        library.entities.reject(date.id, text.id)
        library.quotes.set_speaker([second.id], person.id)
        library.quotes.reject([first.id])


@pytest.fixture
def text_of_export(tmp_path):
    with make_library(tmp_path) as library:
        decided_in(library, add_visit(library))
        return exported(library)


@pytest.fixture
def other(tmp_path):
    (tmp_path / "other").mkdir()
    with make_library(tmp_path / "other") as library:
        yield library


def test_decisions_come_back_as_they_were(text_of_export, other):
    report = read_back(other, text_of_export)
    assert report.findings.new == 8
    assert exported(other) == text_of_export
    text = other.texts.current(report.ids[0])
    person, organisation = other.entities.of(text.id)
    assert (person.name, person.state, person.count) == ("Ana Ruiz", "confirmed", 2)
    assert organisation.state == "confirmed"
    assert [part.name for part in other.entities.parts_of(person.id)] == ["A. Ruiz Sr."]
    (quote,) = other.quotes.on(text.id)
    assert (quote.speaker_name, quote.is_speaker_confirmed) == ("Ana Ruiz", True)
    assert len(other.quotes.on(text.id, with_rejected=True)) == 2
    assert other.entities.get(person.id).roles == ("WHO head",)


def test_reading_the_same_export_twice_adds_nothing(text_of_export, other, tmp_path):
    read_back(other, text_of_export)
    path = tmp_path / "other" / "library.postil"
    before = dump(path)
    report = read_back(other, text_of_export)
    assert (report.findings.new, report.findings.unchanged, report.findings.kept) == (0, 8, 0)
    assert "Quotes and names: 0 new, 8 unchanged." in report.sentence()
    assert dump(path) == before


def test_undo_takes_the_decisions_back(text_of_export, other):
    article = read_back(other, text_of_export).ids[0]
    text = other.texts.current(article)
    other.undo()
    assert other.quotes.on(text.id, with_rejected=True) == []
    assert other.entities.of(text.id) == []
    assert {entity.state for entity in other.entities.matching("")} <= {"suggested"}
    other.redo()
    assert exported(other) == text_of_export


def test_suggestions_here_take_the_decisions_from_there(text_of_export, other):
    text = add_visit(other)
    read_back(other, text_of_export)
    assert [(e.name, e.state) for e in other.entities.of(text.id)] == [
        ("Ana Ruiz", "confirmed"),
        ("World Health Organization", "confirmed"),
    ]
    (quote,) = other.quotes.on(text.id)
    assert (quote.state, quote.speaker_name) == ("confirmed", "Ana Ruiz")
    with other.unrecorded():
        other.findings.record(text, visit_findings(version="2"))
    assert other.quotes.on(text.id) == [quote]


def test_what_was_decided_here_stays(text_of_export, other):
    text = add_visit(other)
    _, organisation, _ = other.entities.of(text.id)
    first, _ = other.quotes.on(text.id)
    with other.transaction("Triage"):
        other.entities.reject(organisation.id, text.id)
        other.quotes.accept([first.id])
    report = read_back(other, text_of_export)
    assert report.findings.kept == 4  # three mentions and a quote
    assert [e.name for e in other.entities.of(text.id)] == ["Ana Ruiz"]
    assert other.quotes.get(first.id).state == "confirmed"


def test_decisions_on_another_text_go_along_as_far_as_it_has_their_words(text_of_export, other):
    newer = VISIT.replace("It rained. ", "It rained all day, and the next one too. ")
    imported = make_imported(newer, url="", origin="/visit.txt")
    with other.transaction("Add"):
        article = other.articles.take(imported).id
    document = json.loads(text_of_export)
    document["articles"][0]["uid"] = other.articles.get(article).uid
    read_back(other, json.dumps(document))
    text = other.texts.current(article)
    assert text.content == newer
    assert [(e.name, e.count) for e in other.entities.of(text.id)] == [
        ("Ana Ruiz", 2),
        ("World Health Organization", 3),
    ]
    (quote,) = other.quotes.on(text.id)
    assert newer[quote.span.start : quote.span.end] == quote.exact
    before = other.quotes.on(text.id)
    read_back(other, json.dumps(document))
    assert other.quotes.on(text.id) == before


def test_what_was_decided_here_stays_in_a_newer_text_too(text_of_export, other):
    newer = VISIT.replace("It rained. ", "It rained all day, and the next one too. ")
    text = add_visit(other, newer)
    _, organisation, _ = other.entities.of(text.id)
    first, _ = other.quotes.on(text.id)
    with other.transaction("Triage"):
        other.entities.reject(organisation.id, text.id)
        other.quotes.accept([first.id])
    document = json.loads(text_of_export)
    document["articles"][0]["uid"] = other.articles.get(text.article_id).uid
    read_back(other, json.dumps(document))
    assert other.texts.current(text.article_id).id == text.id
    assert [e.name for e in other.entities.of(text.id)] == ["Ana Ruiz"]
    assert [q.state for q in other.quotes.on(text.id)] == ["confirmed", "confirmed"]


def test_suggestions_are_in_the_file_when_wanted_and_are_not_read(tmp_path, other):
    with make_library(tmp_path) as library:
        add_visit(library)
        assert json.loads(exported(library))["articles"][0]["quotes"] == []
        text = exported(library, "all")
    document = json.loads(text)
    assert len(document["entities"]) == 3
    assert [q["state"] for q in document["articles"][0]["quotes"]] == ["suggested"] * 2
    assert document["articles"][0]["quotes"][1]["sentence"].startswith("Ruiz noted")
    report = read_back(other, text)
    assert other.quotes.on(other.texts.current(report.ids[0]).id) == []


def test_export_of_an_older_postil_is_read(text_of_export, other):
    document = json.loads(text_of_export) | {"version": 2}
    del document["entities"]
    for name in ("mentions", "quotes"):
        del document["articles"][0][name]
    assert read_back(other, json.dumps(document)).articles.new == 1


def test_only_entities_that_are_named_go_with_an_article(text_of_export):
    (export,) = from_json(text_of_export)
    assert {e.name for e in export.kept.entities} == {
        *("Ana Ruiz", "A. Ruiz Sr.", "World Health Organization", "2019-11-08")
    }


HOSTILE = [
    ("entities", "uid", "a b"),
    ("entities", "uid", None),
    ("entities", "kind", "planet"),
    ("entities", "name", " "),
    ("entities", "name", "\ud800"),
    ("entities", "name", "Ana\0Ruiz"),
    ("entities", "roles", ["a\rb"]),
    ("entities", "state", "maybe"),
    ("entities", "is_everywhere", 1),
    ("entities", "aliases", "WHO"),
    ("entities", "aliases", [1]),
    ("entities", "merged_into", "nobody"),
    ("entities", "merged_into", 7),
    ("mentions", "start", -1),
    ("mentions", "end", 10**12),
    ("mentions", "exact", "other words"),
    ("mentions", "entity", "nobody"),
    ("mentions", "entity", None),
    ("mentions", "state", ""),
    ("mentions", "origin", "machine"),
    ("mentions", "confidence", 2),
    ("mentions", "confidence", "1"),
    ("quotes", "uid", "../x"),
    ("quotes", "start", True),
    ("quotes", "exact", ""),
    ("quotes", "kind", "loud"),
    ("quotes", "speaker", "nobody"),
    ("quotes", "speaker_start", 10**9),
    ("quotes", "speaker_end", None),
    ("quotes", "cue_start", "3"),
    ("quotes", "cue_text", None),
    ("quotes", "is_speaker_confirmed", "yes"),
    ("quotes", "speaker_confidence", -0.1),
]


@pytest.mark.parametrize(("where", "key", "value"), HOSTILE)
def test_what_is_not_as_it_must_be_is_refused(text_of_export, other, where, key, value):
    document = json.loads(text_of_export)
    part = document[where] if where == "entities" else document["articles"][0][where]
    part[0][key] = value
    with pytest.raises(ImportFailed, match="cannot be read back"):
        read_back(other, json.dumps(document))
    assert list(other.articles.ids()) == []
    assert other.entities.matching("") == []


@pytest.mark.parametrize("where", ["entities", "quotes"])
def test_one_id_twice_is_refused(text_of_export, where):
    document = json.loads(text_of_export)
    part = document[where] if where == "entities" else document["articles"][0][where]
    part.append(copy.deepcopy(part[0]))
    with pytest.raises(ImportFailed, match="twice"):
        from_json(json.dumps(document))


def test_entity_cannot_be_merged_into_itself_or_a_merged_one(text_of_export):
    for chain in ("self", "other"):
        document = json.loads(text_of_export)
        merged = next(e for e in document["entities"] if e["merged_into"])
        alone = [e for e in document["entities"] if not e["merged_into"]]
        if chain == "self":
            alone[0]["merged_into"] = alone[0]["uid"]
        else:
            alone[1]["merged_into"] = merged["uid"]
        with pytest.raises(ImportFailed, match="merged into"):
            from_json(json.dumps(document))


def test_library_is_sound_after_reading_back(text_of_export, tmp_path):
    (tmp_path / "third").mkdir()
    with make_library(tmp_path / "third") as library:
        read_back(library, text_of_export)
    assert_sound(tmp_path / "third" / "library.postil")


def decided(text: str) -> object:
    """Give what an export says without what is only suggested, and without when things were."""
    document = json.loads(text)
    for article in document["articles"]:
        for where in ("mentions", "quotes"):
            article[where] = [one for one in article[where] if one["state"] != "suggested"]
        article["older_texts"] = []
    named = {m["entity"] for a in document["articles"] for m in a["mentions"]}
    named |= {q["speaker"] for a in document["articles"] for q in a["quotes"]}
    roots = {e["merged_into"] or e["uid"] for e in document["entities"] if e["uid"] in named}
    document["entities"] = [e for e in document["entities"] if roots & {e["uid"], e["merged_into"]}]
    return document


@settings(max_examples=25, deadline=None)
@given(ACTIONS)
def test_whatever_was_decided_comes_back_the_same(actions):
    with tempfile.TemporaryDirectory() as folder:
        here, there = Path(folder) / "here", Path(folder) / "there"
        here.mkdir()
        there.mkdir()
        with make_library(here) as library, make_library(there) as other:
            texts = [add_visit(library).id, add_visit(library, VISIT + " It ended.", "/b.txt").id]
            for action in actions:
                with library.transaction("Act"):
                    act(library, texts, *action)
            text = exported(library)
            read_back(other, text)
            assert decided(exported(other)) == decided(text)
            before = dump(there / "library.postil")
            assert read_back(other, text).findings.new == 0
            assert dump(there / "library.postil") == before
