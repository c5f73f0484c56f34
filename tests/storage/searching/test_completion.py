"""What a search that is being typed may go on with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.found import Findings, FoundEntity, FoundMention, FoundQuote
from storage.library import Library
from storage.searching.fields import FIELDS
from storage.searching.language import parse
from storage.types import ArticleId, Span
from tests.builders import CONTENT, add_article, make_annotation, make_imported, make_library
from tests.storage.query_plans import scans_of


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder: Path = tmp_path_factory.mktemp("completion")
    with make_library(folder) as made:
        for number, language in enumerate(("en", "en", "de")):
            article = add_article(
                made,
                make_imported(
                    f"{CONTENT}\n\nNumber {number}.",
                    language=language,
                    site="www.news.org" if number else "example.org",
                ),
            )
            make_annotation(made, article, tags=["climate/two words", f"number {number}"])
            _find(made, article)
        with made.unrecorded():
            made.collections.put_in([article], made.collections.add("Elections/2026"))
            made.legend.rename("yellow", "Key claim")
        yield made


def _find(library: Library, article: ArticleId) -> None:
    text = library.texts.current(article)
    person, group = text.content.index("Ana Ruiz"), text.content.index("WHO")
    quote = text.content.index("“We will act now,”")
    findings = Findings(
        *("postil", "1", "en"),
        (FoundEntity("person", "Ana Ruiz"), FoundEntity("organisation", "WHO")),
        (FoundMention(person, person + 8, 0, 0.9), FoundMention(group, group + 3, 1, 0.9)),
        (FoundQuote(Span(quote, quote + 18), "direct", entity=0),),
    )
    with library.unrecorded():
        library.findings.record(text, findings)


def offered(library: Library, typed: str) -> list[tuple[str, str]]:
    """Complete at "|"; give what is inserted and the detail."""
    cursor = typed.index("|")
    found = library.completer.complete(typed.replace("|", ""), cursor)
    return [(item.insert, item.detail) for item in found.items]


@pytest.mark.parametrize(
    ("typed", "items"),
    [
        ("sp|", [("speaker:", "with a quote of this person")]),
        ("-SPEA|", [("speaker:", "with a quote of this person")]),
        ("(tit|", [("title:", "in the title")]),
        ("col|", [("color:", "with a highlight of one of the colours")]),
        ("colour|", []),
        ("imp|", []),
        ("tag:cl|", [('"climate/two words"', "3")]),
        ("tag:two|", [('"climate/two words"', "3")]),
        ('tag:"clim|', [('"climate/two words"', "3")]),
        ("tag:x,cl|", [('"climate/two words"', "3")]),
        ("tag:number|", [('"number 0"', "1"), ('"number 1"', "1"), ('"number 2"', "1")]),
        ("speaker:|", [('"Ana Ruiz"', "Person, 3")]),
        ("speaker: rui|", [('"Ana Ruiz"', "Person, 3")]),
        ("speaker:who|", []),
        ("mentions:w|", [("WHO", "Organisation, 3")]),
        ("site:|", [("www.news.org", "2"), ("example.org", "1")]),
        ("site:news|", [("www.news.org", "2")]),
        ("by:wri|", [('"Ana Writer"', "3")]),
        ("in:20|", [("Elections/2026", "1")]),
        ("lang:|", [("en", "2"), ("de", "1")]),
        ("lang:ger|", [("de", "1")]),
        ("color:key|", [("yellow", "yellow")]),
        ("color:r|", [("red", "")]),
        ("is:st|", [("starred", "with a star")]),
        ("has:pic|", [("picture", "at least one picture")]),
        ("kind:h|", [("highlight", "the words stand in a highlight")]),
        ("on:yes|", [("yesterday", "")]),
        ("after:2025|", []),
        ("on:2025..2026-0|", [("2025..2026-01", "")]),
        ("color:red|", []),
        ("clim|", []),
        ('"tag|"', []),
        ("well-|", []),
        ('speaker:"Ana Ruiz"|', []),
        ("title:min|", []),
    ],
)
def test_offered(library: Library, typed: str, items: list[tuple[str, str]]) -> None:
    assert offered(library, typed) == items


def test_all_fields_are_offered_where_nothing_is_typed(library: Library) -> None:
    for typed in ("|", "climate |", "climate -|"):
        assert [insert for insert, _ in offered(library, typed)] == [f"{f.name}:" for f in FIELDS]


@pytest.mark.parametrize(
    ("typed", "becomes"),
    [
        ("a sp| b", "a speaker: b"),
        ("tag:cl|", 'tag:"climate/two words"'),
        ("a tag:cl|i b", 'a tag:"climate/two words" b'),
        ('tag:"cl| b', 'tag:"climate/two words" b'),
        ('tag:"cl|imate" b', 'tag:"climate/two words" b'),
        ("(tag:cl|) b", '(tag:"climate/two words") b'),
        ("tag:cl|,x", 'tag:"climate/two words",x'),
    ],
)
def test_what_is_inserted_takes_the_place_of_what_was_typed(
    library: Library, typed: str, becomes: str
) -> None:
    text, cursor = typed.replace("|", ""), typed.index("|")
    found = library.completer.complete(text, cursor)
    assert text[: found.start] + found.items[0].insert + text[found.end :] == becomes


@pytest.mark.parametrize("field", [field.name for field in FIELDS])
def test_what_is_offered_is_no_mistake(library: Library, field: str) -> None:
    for insert, _ in offered(library, f"{field}:|"):
        query = parse(f"{field}:{insert}", is_typing=False)
        assert query.root is not None
        assert not query.problems


@pytest.mark.parametrize("field", [field.name for field in FIELDS])
@pytest.mark.parametrize("typed", ["", "a"])
def test_nothing_big_is_read_whole(library: Library, field: str, typed: str) -> None:
    assert not scans_of(library, lambda: offered(library, f"{field}:{typed}|"))
