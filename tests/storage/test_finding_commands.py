"""`postil quotes` and `postil entities`: tables for people, JSON for programs, no library."""

import json
import re

import pytest

from storage.command_line import run
from storage.exporters.interchange import to_json
from storage.finding_commands import TYPES, Looked, entity_table, facts, print_tables, quote_table
from storage.found import ENTITY_KINDS, Findings, FoundEntity, FoundMention, FoundQuote
from storage.printing import width
from storage.types import Span
from tests.builders import make_export, make_imported
from tests.library_files import ROOT

CONTENT = (
    "Visit\n\nAna Ruiz of the WHO said: “We are here, and nothing else is to be said of it.” "
    "She left on Friday.\n\nHe noted that it rained."
)


def span(words):
    start = CONTENT.index(words)
    return Span(start, start + len(words))


def mention(words, entity, confidence=0.9):
    place = span(words)
    return FoundMention(place.start, place.end, entity, confidence)


@pytest.fixture
def looked():
    """Give a file with two quotes: one of a known speaker, one of somebody."""
    quotes = (
        FoundQuote(
            *(span("“We are here, and nothing else is to be said of it.”"), "direct"),
            *(span("Ana Ruiz"), 0, span("said"), 0.987654, 0.9),
        ),
        FoundQuote(span("that it rained"), "indirect", span("He"), None, span("noted"), 0.7),
    )
    entities = (
        FoundEntity("person", "Ana Ruiz", ("Ruiz",), roles=("WHO head",)),
        FoundEntity("date", "Friday", iso="2019-11-08"),
        FoundEntity("organisation", "WHO"),
        FoundEntity("place", "Nowhere"),
    )
    mentions = (mention("Ana Ruiz", 0), mention("WHO", 2), mention("Friday", 1))
    found = Findings("postil", "1", "en", entities, mentions, quotes, "Events are not looked for.")
    return Looked("visit.md", make_imported(CONTENT, title="Visit"), found)


def test_quotes_stand_in_text_order_with_who_says_them(looked):
    header, first, second = quote_table(looked).split("\n")
    assert header.split() == ["par.", "kind", "speaker", "cue", "quote"]
    assert re.split("  +", first)[:4] == ["2", "direct", "Ana Ruiz", "said"]
    assert re.split("  +", second) == ["3", "indirect", "He ?", "noted", "that it rained"]
    assert len(quote_table(looked, ["direct"]).split("\n")) == 2


def test_entities_stand_by_kind_with_what_else_they_are_called(looked):
    _, *lines = entity_table(looked).split("\n")
    assert [re.split("  +", line) for line in lines] == [
        ["person", "1", "Ana Ruiz", "Ruiz; WHO head"],
        ["organisation", "1", "WHO"],
        ["date", "1", "Friday", "2019-11-08"],
    ]
    assert entity_table(looked, ["place"]) == ""


@pytest.mark.parametrize("columns", [60, 80, 200])
def test_tables_fit_the_terminal(looked, columns):
    for made in (quote_table, entity_table):
        assert max(map(width, made(looked, (), columns).split("\n"))) <= columns
    assert quote_table(looked, (), 200) == quote_table(looked)
    assert "…" in quote_table(looked, (), 60)


def test_json_has_the_documented_keys_and_offsets_that_hold(looked):
    told = json.loads(json.dumps(facts(looked)))
    text = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
    about = " ".join(text[text.rindex("`quotes` and `entities`: the same") :].split())
    lists = [words.split() for words in re.findall("`([a-z_ ]+)`", about)]
    assert list(told) in lists
    assert list(told["entities"][0]) in lists
    assert list(told["quotes"][0]) in lists
    for one in (*told["quotes"], *(m for e in told["entities"] for m in e["mentions"])):
        assert told["text"][one["start"] : one["end"]] == one["text"]
    first, second = told["quotes"]
    assert (first["speaker"], first["confidence"], first["paragraph"]) == ("Ana Ruiz", 0.988, 2)
    assert first["sentence"].startswith("Ana Ruiz of the WHO said: “We are")
    assert (second["speaker"], second["speaker_text"]) == (None, "He")
    assert [e["name"] for e in facts(looked, entities=["date"])["entities"]] == ["Friday"]
    assert facts(looked, quotes=["direct"])["quotes"] == [first]


def test_every_kind_has_its_name_in_data_sets():
    assert tuple(TYPES) == ENTITY_KINDS


def test_several_files_stand_under_their_names_with_what_is_missing(looked, capsys):
    print_tables([looked, looked], lambda one, _: entity_table(one, ["law"]), "No names.")
    one = "visit.md: Visit\nNo names.\nEvents are not looked for.\n"
    assert capsys.readouterr().out == f"{one}\n{one}"


def test_what_cannot_be_read_is_said_and_stops_nothing(tmp_path, capsys):
    good = tmp_path / "good.md"
    good.write_text("# Rain\n\nIt rained.", encoding="utf-8")
    missing = tmp_path / "missing.md"
    assert run(["quotes", str(missing), str(good), "--json"]) == 1
    captured = capsys.readouterr()
    (told,) = json.loads(captured.out)
    assert (told["file"], told["title"]) == (str(good), "Rain")
    assert captured.err.startswith("postil: ")
    assert str(missing) in captured.err
    assert run(["entities", str(good)]) == 0
    assert f"{good}: Rain\n" in capsys.readouterr().out


def test_files_are_those_of_the_folder_that_one_is_in(tmp_path, monkeypatch, capsys):
    (tmp_path / "rain.md").write_text("# Rain\n\nAna Ruiz said it rained.", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert run(["quotes", "rain.md"]) == 0
    assert "it rained" in capsys.readouterr().out


def test_export_of_a_library_is_for_import(tmp_path, capsys):
    path = tmp_path / "all.json"
    path.write_text(to_json([make_export(make_imported(CONTENT))]), encoding="utf-8")
    assert run(["quotes", str(path)]) == 1
    assert "postil import" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["quotes"], ["entities", "a.md", "--kind", "planet"]])
def test_misuse_is_2(arguments, capsys):
    assert run(arguments) == 2
    assert "usage: postil" in capsys.readouterr().err
