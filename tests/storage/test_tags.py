"""Tags: found without case, written once, gone when nothing carries them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.tags import cleaned, key_of
from tests.builders import add_article, make_annotation
from tests.library_files import assert_sound


@pytest.mark.parametrize(
    ("names", "clean"),
    [
        pytest.param(["  two   words "], ["two words"], id="spaces"),
        pytest.param(["#tag", "##tag", "# #tag"], ["tag"], id="signs"),
        pytest.param(["a, b,,c"], ["a", "b", "c"], id="commas"),
        pytest.param(["Straße", "STRASSE"], ["Straße"], id="case"),
        pytest.param(["cafe\u0301", "café"], ["café"], id="composed"),
        pytest.param(["c#", "a\x1fb", "x\0y\ud800"], ["c#", "a b", "xy"], id="odd signs"),
        pytest.param(["", " ", "#", ","], [], id="nothing"),
    ],
)
def test_names_as_tags_are_written(names, clean):
    assert cleaned(names) == clean


@given(st.lists(st.text()))
def test_cleaned_names_are_clean_already(names):
    clean = cleaned(names)
    assert cleaned(clean) == clean
    assert len({key_of(name) for name in clean}) == len(clean)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_key_is_the_same_for_every_way_to_type_a_name(name):
    assert key_of(unicodedata.normalize("NFD", name)) == key_of(name)


def test_tag_lives_as_long_as_something_carries_it(library):
    article = add_article(library)
    one = make_annotation(library, article, tags=["Law", "trade"])
    two = make_annotation(library, article, None, tags=["LAW"])
    assert [(tag.name, tag.count) for tag in library.tags.all()] == [("Law", 2), ("trade", 1)]
    with library.transaction("Untag"):
        library.tags.remove([one, two], ["law", "never there"])
    assert [(tag.name, tag.count) for tag in library.tags.all()] == [("trade", 1)]
    with library.transaction("Delete"):
        library.annotations.delete([one])
    assert library.tags.all() == []
    assert_sound(library.path)


def test_replacing_keeps_what_stays(library):
    one = make_annotation(library, add_article(library), tags=["a", "b"])
    heard = []
    library.subscribe(heard.append)
    with library.transaction("Tags"):
        library.tags.replace(one, ["B", "c"])
    assert library.annotations.get(one).tags == ("b", "c")
    assert [c.table for c in heard[0].changes] == [
        "annotation_tag",
        "tag",
        "tag",
        "annotation_tag",
    ]


def test_tags_of_an_annotation_come_in_alphabetical_order(library):
    one = make_annotation(library, add_article(library), tags=["delta", "Beta", "alpha", "Čeština"])
    assert library.annotations.get(one).tags == ("alpha", "Beta", "delta", "Čeština")
