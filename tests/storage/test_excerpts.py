"""Where the words of a search stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.excerpts import LENGTH, excerpt
from storage.text.canonical import canonical
from tests.builders import add_article, make_annotation, make_imported

LONG = "Nothing here at all. " * 30
MARKS = ("[", "]")


@pytest.mark.parametrize(
    ("text", "search", "expected"),
    [
        ("Rain in Kenya.", "kenya ", "Rain in [Kenya]."),
        ("Rain in Kenya.", "ken", "Rain in [Ken]ya."),
        ("Rain in Kenya.", "ken ", ""),
        ("Un CAFÉ, deux cafés", "cafe", "Un [CAFÉ], deux [café]s"),
        ("A cafe\u0301 and a cafe", "café ", "A [cafe\u0301] and a [cafe]"),
        ("The World Health Organization", '"world health" ', "The [World Health] Organization"),
        ("The world of health", '"world health" ', ""),
        ("snake_case", "case", "snake_[case]"),
        ("concatenate", "cat", ""),
        ("Żółw, Straße, İzmir", "zołw strasse izmir", "[Żółw], Straße, [İzmir]"),
        ("what's said", "what's ", "[what's] said"),
        ("", "word", ""),
        ("word", "", ""),
        ("word", "*", ""),
    ],
)
def test_words_are_found_as_the_index_finds_them(text, search, expected):
    assert excerpt(text, search, MARKS) == expected


def test_excerpt_is_cut_at_words_around_the_find():
    found = excerpt(f"{LONG}Rain in Kenya. {LONG}", "kenya ", MARKS)
    assert found.startswith("…")
    assert "all. Rain in [Kenya]. Nothing here" in found
    assert found.endswith(("here…", "at…", "all.…", "Nothing…"))
    assert len(found) <= LENGTH + 4


def test_place_with_most_of_the_words_is_shown():
    text = f"Rain alone. {LONG}Kenya alone. {LONG}Kenya without rain. {LONG}"
    assert "[Kenya] without [rain]" in excerpt(text, "rain kenya ", MARKS)


@given(
    st.text(st.one_of(st.sampled_from("ab é\n"), st.characters(codec="utf-8"))).map(canonical),
    st.text(st.sampled_from('abé "'), max_size=8),
)
def test_excerpt_without_marks_is_part_of_the_text(text, search):
    assert excerpt(text, search).strip("…") in text


def test_hits_tell_text_and_annotations_in_text_order(library):
    article = add_article(library)
    last = make_annotation(library, article, "They meet again", note="on Kenya")
    first = make_annotation(library, article, "Delegates from Kenya")
    make_annotation(library, article, "Ana Ruiz")
    tagged = make_annotation(library, article, None, note="about", tags=["Kenya"])
    (hit,) = library.excerpts.hits("kenya", [article], marks=MARKS)
    assert "[Kenya] and Peru" in hit.excerpt
    assert hit.annotations == (
        (tagged, "about"),
        (first, "Delegates from [Kenya]"),
        (last, "on [Kenya]"),
    )


def test_annotation_needs_all_the_words_wherever_they_stand(library):
    article = add_article(library)
    both = make_annotation(library, article, "Kenya", note="rain", tags=["season"])
    make_annotation(library, article, "Peru", note="rain")
    (hit,) = library.excerpts.hits("kenya rain season", [article])
    assert [id_ for id_, _ in hit.annotations] == [both]


def test_article_found_by_its_title_has_no_excerpt(library):
    article = add_article(library, make_imported("Some words.", title="Weather"))
    assert library.excerpts.hits("weather", [article])[0].excerpt == ""
    assert library.excerpts.hits("?", [article]) == []
