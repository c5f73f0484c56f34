"""What typed searches mean."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.searching.choices import HAVINGS, KINDS, LENGTHS, STATES
from storage.searching.fields import FIELD_NAMES, FIELDS, SIGNS
from storage.searching.language import LONGEST, MOST_PARTS, parse
from storage.searching.query import (
    AllOf,
    AnyOf,
    Choice,
    Dated,
    Having,
    InField,
    Kind,
    Length,
    Near,
    Node,
    Not,
    State,
    Words,
)
from storage.searching.writing import quoted, unparse

TODAY = date(2026, 11, 27)
read = partial(parse, today=TODAY, is_typing=False)


def word(text: str) -> Words:
    return Words((text,))


def tagged(name: str) -> InField:
    return InField("tag", word(name))


A, B, C = word("a"), word("b"), word("c")


@pytest.mark.parametrize(
    ("typed", "root"),
    [
        ("climate", word("climate")),
        ("  climate   policy ", AllOf((word("climate"), word("policy")))),
        ('"climate policy"', Words(("climate", "policy"), is_exact=True)),
        ("“climate policy”", Words(("climate", "policy"), is_exact=True)),
        ("„climate policy“", Words(("climate", "policy"), is_exact=True)),
        ("«climate policy»", Words(("climate", "policy"), is_exact=True)),
        ("「气候 变化」", Words(("气候", "变化"), is_exact=True)),
        ("clim*", Words(("clim",), is_prefix=True)),
        ('"climate pol"*', Words(("climate", "pol"), is_exact=True, is_prefix=True)),
        ('"climate pol*"', Words(("climate", "pol"), is_exact=True, is_prefix=True)),
        ("well-known", Words(("well", "known"))),
        ("l'été d’Ana", AllOf((word("l'été"), word("d’Ana")))),
        ("नमस्ते", word("नमस्ते")),
        ("a OR b", AnyOf((A, B))),
        ("a | b|c", AnyOf((A, B, C))),
        ("a OR b c", AllOf((AnyOf((A, B)), C))),
        ("a b OR c", AllOf((A, AnyOf((B, C))))),
        ("(a b) OR c", AnyOf((AllOf((A, B)), C))),
        ("（a b） OR c", AnyOf((AllOf((A, B)), C))),
        ("(a b) c", AllOf((AllOf((A, B)), C))),
        ("a AND b", AllOf((A, B))),
        ("a or b", AllOf((A, word("or"), B))),
        ("-a b", AllOf((Not(A), B))),
        ("\u2212a", Not(A)),
        ("NOT a", Not(A)),
        ("NOT -a", A),
        ("-(a OR b)", Not(AnyOf((A, B)))),
        ("-(-a)", A),
        ("-tag:x", Not(tagged("x"))),
        ("a -b OR c", AllOf((A, AnyOf((Not(B), C))))),
        ("a ~near b", Near((A, B), 10)),
        ("a ~NEAR5 b", Near((A, B), 5)),
        ("a ~5 b", Near((A, B), 5)),
        ('"a b"~5', Near((A, B), 5)),
        ('"a b" ~3 c', Near((Words(("a", "b"), is_exact=True), C), 3)),
        ("a ~2 b ~7 c", Near((A, B, C), 7)),
        ("a ~near b OR c", AnyOf((Near((A, B)), C))),
        ("tag:x", tagged("x")),
        ("TAG:x", tagged("x")),
        ("tag：x", tagged("x")),
        ("tag: x", tagged("x")),
        ("tag:#x", tagged("x")),
        ("tag:a/b", tagged("a/b")),
        ("tag:C++", tagged("C++")),
        ('tag:"two  words"', tagged("two words")),
        ("tag:x,y", AnyOf((tagged("x"), tagged("y")))),
        ('tag:x,"two words"', AnyOf((tagged("x"), tagged("two words")))),
        ("tag:x|y", AnyOf((tagged("x"), tagged("y")))),
        ("tag:x|tag:y z", AllOf((AnyOf((tagged("x"), tagged("y"))), word("z")))),
        ("tag:x | y", AnyOf((tagged("x"), word("y")))),
        ("tag:x|", tagged("x")),
        ("tag:x|-y", AnyOf((tagged("x"), Not(word("y"))))),
        ("kind:highlight|note", AnyOf((Choice("kind", "highlight"), Choice("kind", "note")))),
        ("tag:(x OR y)", AnyOf((tagged("x"), tagged("y")))),
        ("tag:cli*", InField("tag", Words(("cli",), is_prefix=True))),
        ("tag:1,000", tagged("1,000")),
        ('speaker:"Ana Ruiz"', InField("speaker", Words(("Ana", "Ruiz")))),
        ('note:"buy milk"', InField("note", Words(("buy", "milk"), is_exact=True))),
        ("site:https://x.org/a?b=c", InField("site", word("https://x.org/a?b=c"))),
        ("author:ruiz", InField("by", word("ruiz"))),
        ("color:red", Choice("color", "red")),
        ("colour:Grey", Choice("color", "gray")),
        ("color:pink", Choice("color", "magenta")),
        ("kind:notes", Choice("kind", "note")),
        ("is:favourite", Choice("is", "starred")),
        ("has:notes", Choice("has", "note")),
        ("length:Short", Choice("length", "short")),
        ("lang:EN", Choice("lang", "en")),
        ("lang:german", Choice("lang", "de")),
        ("lang:pt_BR", Choice("lang", "pt-br")),
        ("before:2026-02", Dated(until="2026-02-01")),
        ("after:2026", Dated(since="2026-01-01")),
        ("since:2026/1/5", Dated(since="2026-01-05")),
        ("on:2026", Dated("2026-01-01", "2027-01-01")),
        ("on:2026-12", Dated("2026-12-01", "2027-01-01")),
        ("on:2024-02-29", Dated("2024-02-29", "2024-03-01")),
        ("on:today", Dated("2026-11-27", "2026-11-28")),
        ("on:Yesterday", Dated("2026-11-26", "2026-11-27")),
        ("after:7d", Dated(since="2026-11-20")),
        ("after:2w", Dated(since="2026-11-13")),
        ("after:9m", Dated(since="2026-02-27")),
        ("before:1y", Dated(until="2025-11-27")),
        ("on:2026-01..2026-03", Dated("2026-01-01", "2026-04-01")),
        ("on:2026-03..2026-01", Dated("2026-01-01", "2026-04-01")),
        ("read:7d", Dated("2026-11-20", "2026-11-28", "read")),
        ("finished:2026-01..", Dated("2026-01-01", "", "finished")),
        ("added:..2026", Dated("", "2027-01-01", "added")),
    ],
)
def test_meaning(typed: str, root: Node) -> None:
    query = read(typed)
    assert query.root == root
    assert not query.problems
    assert query.text == typed


@pytest.mark.parametrize(
    ("typed", "root"),
    [
        ("https://x.org/a", Words(("https", "x", "org", "a"))),
        ("foo:bar", Words(("foo", "bar"))),
        ('say "a b', AllOf((word("say"), A, B))),
        ('5" disk 3"', AllOf((word("5"), word("disk"), word("3")))),
        ("(a", A),
        ("a)) b", AllOf((A, B))),
        ("article(s)", Words(("article", "s"))),
        ("a OR", A),
        ("OR a", A),
        ("a OR OR b", AnyOf((A, B))),
        ("a NOT", A),
        ("a -", A),
        ("- a", A),
        ("a *", A),
        ("*a", A),
        ("a ~near", A),
        ("~near a", A),
        ("a ~ b", AllOf((A, B))),
        ("()", None),
        ("OR", Words(("OR",), is_exact=True)),
        ("(" * 3000 + "a" + ")" * 900, A),
    ],
)
def test_signs_that_mean_nothing_where_they_stand_are_text(typed: str, root: Node | None) -> None:
    query = read(typed)
    assert query.root == root
    assert not query.problems


@pytest.mark.parametrize(
    ("typed", "wrong", "sentence"),
    [
        (
            "a color:pnk",
            "pnk",
            "There is no colour “pnk”. Colours are yellow, red, green, blue, purple, magenta, "
            "orange, gray. Do you mean pink?",
        ),
        ("color:red,nix", "nix", "There is no colour “nix”."),
        ("is:redd", "redd", "There is no state “redd”. States are unread, reading, done,"),
        ("kind:hilight", "hilight", "Do you mean highlight?"),
        ("has:nothing", "nothing", "There is no part “nothing”."),
        ("lang:germn", "germn", "Do you mean german?"),
        (
            "before:2026-13",
            "2026-13",
            "“2026-13” is no date. Write 2026, 2026-01, 2026-01-31, today, yesterday, 7d, 2w, 3m "
            "or 1y.",
        ),
        ("on:2026-02-30", "2026-02-30", "is no date"),
        ("after:soon", "soon", "is no date"),
        ("after:99999y", "99999y", "is no date"),
        ("tag: color:red", "tag:", "A name is missing after “tag:”."),
        ("tag:", "tag:", "A name is missing after “tag:”."),
        ("color: -a", "color:", "A value is missing after “color:”."),
        ("title:()", "title:", ""),
        ("title:!!", "!!", "“!!” has no letters to search for."),
        ("a ~near tag:x", "~near", "“~near” stands between two words or phrases"),
    ],
)
def test_mistake_is_told_and_left_out(typed: str, wrong: str, sentence: str) -> None:
    query = read(typed)
    if typed == "title:()":
        assert query.root is None
        return
    (problem,) = query.problems
    assert sentence in problem.sentence
    assert typed[problem.start : problem.end] == wrong


def test_colours_have_the_names_that_the_reader_gave_them() -> None:
    names = {"yellow": "Key claim", "red": "Blue"}
    assert parse('color:"key claim"', colors=names).root == Choice("color", "yellow")
    assert parse("color:key-claim", colors=names).root == Choice("color", "yellow")
    assert parse("color:blue", colors=names).root == Choice("color", "blue")  # a key comes first
    (problem,) = read("color:key-clam", colors=names).problems
    assert "gray, key claim." in problem.sentence
    assert problem.sentence.endswith("Do you mean key claim?")


@pytest.mark.parametrize(
    ("typed", "is_open"),
    [
        ("clim", True),
        ("clim ", False),
        ("a b", True),
        ('"a b"', False),
        ("clim*", False),
        ("speaker:rui", True),
        ('speaker:"Ana Ru', True),
        ('speaker:"Ana Ruiz"', False),
        ("tag:c+", True),
        ("title:(a b)", False),
        ("a.", False),
    ],
)
def test_last_word_may_go_on_while_it_is_typed(typed: str, is_open: bool) -> None:
    def last(node: Node | None) -> Words:
        if isinstance(node, AllOf):
            return last(node.parts[-1])
        found = node.words if isinstance(node, InField) else node
        assert isinstance(found, Words)
        return found

    assert last(parse(typed).root).is_unfinished is is_open
    assert not last(read(typed).root).is_unfinished


@pytest.mark.parametrize("typed", ["tag:", "tag: ", "color:p", "is:unr", "before:20", "after:yes"])
def test_value_that_is_being_typed_is_no_mistake_yet(typed: str) -> None:
    query = parse(typed)
    assert query.root is None
    assert not query.problems
    assert not query.finds_nothing
    assert read(typed).problems
    assert read(typed).finds_nothing


@pytest.mark.parametrize(
    ("typed", "finds_nothing"),
    [("", False), ("  ", False), ("-", False), ('"', False), ("(", False), ("?!", True)],
)
def test_signs_alone(typed: str, finds_nothing: bool) -> None:
    query = parse(typed)
    assert query.root is None
    assert query.finds_nothing is finds_nothing


def test_long_text_is_read_in_part() -> None:
    many = read("a " * (MOST_PARTS + 5))
    assert isinstance(many.root, AllOf)
    assert len(many.root.parts) == MOST_PARTS
    assert f"first {MOST_PARTS} words" in many.problems[0].sentence
    long = read("b" * (LONGEST + 1))
    assert long.root == word("b" * LONGEST)
    assert long.problems[0].start == LONGEST


@pytest.mark.parametrize("name", ["x", "two words", "a/b", "1,000", 'a "b"', "a » b", "(x", "-x"])
def test_quoted_names_are_read_as_they_are(name: str) -> None:
    query = read(f"tag:{quoted(name)}")
    assert query.root == tagged(name)


CHOSEN = ((KINDS, Kind), (STATES, State), (HAVINGS, Having), (LENGTHS, Length))


def test_choices_are_those_of_the_tree() -> None:
    for named, literal in CHOSEN:
        assert set(named) == set(get_args(literal))


def test_examples_of_the_help_mean_something() -> None:
    for example in [*FIELDS, *SIGNS]:
        query = read(example.example)
        assert query.root is not None
        assert not query.problems
    assert len(FIELD_NAMES) == sum(1 + len(field.aliases) for field in FIELDS)  # no name twice


PIECES = st.sampled_from(
    [
        *(*FIELD_NAMES, *":-*|()\"“”«»'’~,.#/ \n", "OR", "AND", "NOT", "~near", "~5", "red"),
        *("climate", "ана", "气候", "é", "e\u0301", "5", "on:7d", "is:", "tag:", "..", "（", "１"),
        "2026-01",
    ]
)
TYPED = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=14).map("".join))


@given(TYPED, st.booleans())
def test_reading_never_fails(typed: str, is_typing: bool) -> None:
    query = parse(typed, today=TODAY, is_typing=is_typing)
    for problem in query.problems:
        assert 0 <= problem.start < problem.end <= len(typed)
        assert problem.sentence.endswith((".", "?"))


@given(TYPED)
def test_what_is_written_is_read_as_the_same(typed: str) -> None:
    root = read(typed).root
    again = read(unparse(root))
    assert again.root == root
    assert not again.problems


@given(st.text(min_size=1, max_size=20).map(lambda name: " ".join(name.split())))
def test_any_tag_can_be_written(name: str) -> None:
    plain = name.lstrip("#").strip("/ ")
    if plain and not set(plain) & set('"“”„‟＂»」』'):
        assert read(f"tag:{quoted(plain)}").root == tagged(plain)
