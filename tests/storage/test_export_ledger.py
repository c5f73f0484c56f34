"""The ledger of a whole library as Markdown, table and JSON, and as a command."""

import csv
import io
import json

import pytest

from storage.command_arguments import LEDGER_KEYS
from storage.command_arguments import LEDGER_ORDERS as ORDERS_OF_COMMAND
from storage.command_line import run
from storage.exporters.ledger import COLUMNS, LEDGER_FORMATS, LEDGER_SUFFIXES
from storage.ledger import LEDGER_ORDERS
from storage.library import Library
from tests.builders import add_article, make_imported, make_library
from tests.library_files import ROOT
from tests.storage.found_texts import VISIT, add_visit


@pytest.fixture
def path(tmp_path):
    """Give the path of a library with two articles of two quotes; one quote is confirmed."""
    with make_library(tmp_path) as library:
        text = add_visit(library)
        add_visit(library, VISIT.replace("We are here", "=2+3"), "/other.txt")
        with library.transaction("Accept"):
            library.quotes.accept([library.quotes.on(text.id)[0].id])
    return tmp_path / "library.postil"


@pytest.fixture
def ledger(path, capsys):
    """Give a function that runs the command and gives what it prints."""

    def call(*arguments: str) -> str:
        assert run(["ledger", "--library", str(path), *arguments]) == 0
        return capsys.readouterr().out

    return call


def test_confirmed_quotes_are_usual(ledger):
    text = ledger()
    assert text.startswith("# Quotes\n\n> “We are here.”\n>\n> — Ana Ruiz (said) · ")
    assert text.count("\n> —") == 1
    assert "confirmed" not in text


def test_all_marks_what_is_not_confirmed(ledger):
    text = ledger("--all")
    assert text.count("\n> —") == 3
    assert text.count("*quote not confirmed, speaker not known*") == 2
    assert "> In context: Ruiz noted that WHO had left in peace on Friday." in text


def test_table_and_json_have_the_same_in_the_documented_names(ledger):
    table = list(csv.DictReader(io.StringIO(ledger("--format", "csv", "--all")[1:])))
    told = json.loads(ledger("--format", "json", "--all"))
    assert [tuple(row) for row in (table[0], told[0])] == [COLUMNS, COLUMNS]
    assert " ".join(COLUMNS) in " ".join(
        (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8").split()
    )
    assert [row["id"] for row in table] == [one["id"] for one in told]
    assert {one["confirmed"] for one in told} == {True, False}
    assert [one["paragraph"] for one in told if one["kind"] == "indirect"] == [3, 3]
    assert {row["speaker_confirmed"] for row in table} == {"yes", "no"}


def test_quotes_can_be_chosen(ledger):
    def words(*arguments: str) -> list[str]:
        told = json.loads(ledger("--format", "json", "--all", *arguments))
        return [one["quotation"] for one in told]

    assert words("--kind", "indirect") == ["that WHO had left in peace"] * 2
    assert words("--text", "here") == ["“We are here.”"]
    assert words("--speaker", "ana") == ["“We are here.”"]
    assert words("--until", "1999-12-31") == []


def test_no_quotes_are_an_empty_ledger(ledger):
    assert ledger("--text", "nowhere") == "# Quotes\n"
    assert json.loads(ledger("--text", "nowhere", "--format", "json")) == []


def test_ledger_is_written_to_a_file_but_not_over_the_library(path, capsys, tmp_path):
    target = tmp_path / "ledger.csv"
    arguments = ["ledger", "--library", str(path), "--format", "csv", "-o"]
    assert run([*arguments, str(target)]) == 0
    assert capsys.readouterr().out == f"1 quote written to {target}\n"
    assert target.read_bytes().startswith(b"\xef\xbb\xbfspeaker,")
    assert run([*arguments, str(path)]) == 1
    assert "Choose another name" in capsys.readouterr().err


def test_misused_day_is_explained(path, capsys):
    assert run(["ledger", "--library", str(path), "--since", "soon"]) == 2
    assert "soon" in capsys.readouterr().err


def test_words_of_the_command_are_those_of_the_ledger():
    assert ORDERS_OF_COMMAND == LEDGER_ORDERS
    assert tuple(LEDGER_FORMATS) == LEDGER_KEYS == tuple(LEDGER_SUFFIXES)


def test_articles_that_nobody_has_looked_through_are_told(path, capsys):
    assert run(["ledger", "--library", str(path), "--all"]) == 0
    assert capsys.readouterr().err == ""
    with Library.open(path) as library:
        add_article(library, make_imported("Something new\n\nNobody has read it."))
    assert run(["ledger", "--library", str(path), "--all"]) == 0
    assert "yet: 1 article." in capsys.readouterr().err
