"""Pictures in words: nobody is shown the sign that stands for them in a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.exporters.citation import citation
from storage.exporters.html import html
from storage.exporters.markdown import markdown
from storage.exporters.spreadsheet import csv_table
from storage.library import Library
from storage.text.pictures_in_text import LONGEST, in_words, sign_of, without
from storage.types import PICTURE, ImportedPicture, PictureId, TextPicture
from tests.builders import add_article, export_of, make_annotation, make_imported


def picture(start: int, alt: str = "") -> TextPicture:
    return TextPicture(start, alt, "", PictureId(1), 10, 10)


TEXT = f"See {PICTURE} and {PICTURE}."
PICTURES = (picture(4, "a  bridge\nat night"), picture(10))


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (0, 13, "See [Picture: a bridge at night] and [Picture]."),
        (4, 5, "[Picture: a bridge at night]"),
        (5, 11, " and [Picture]"),
        (0, 3, "See"),
    ],
)
def test_passage_says_what_its_pictures_show(start: int, end: int, said: str) -> None:
    assert in_words(TEXT[start:end], start, PICTURES) == said


def test_words_from_nowhere_say_that_a_picture_is_there() -> None:
    assert in_words(f"{PICTURE} left") == "[Picture] left"


def test_short_line_leaves_pictures_out() -> None:
    assert without(f"{PICTURE} Chapter{PICTURE}one ") == "Chapter one"
    assert without("as  it was ") == "as  it was "


def test_long_description_is_cut_between_words() -> None:
    said = sign_of("word " * 90)
    assert said.endswith("word…]")
    assert len(said) <= LONGEST + 12


@given(st.text(st.sampled_from(["a", " ", "\n", PICTURE])), st.text())
def test_the_sign_never_comes_through(words: str, alt: str) -> None:
    pictures = [picture(n, alt) for n, c in enumerate(words) if c == PICTURE]
    assert PICTURE not in in_words(words, 0, pictures)
    assert PICTURE not in without(words)


def test_what_is_exported_for_people_says_what_a_picture_shows(library: Library) -> None:
    content = f"A title\n\nSee {PICTURE} and\n\n{PICTURE}"
    pictures = (ImportedPicture(13, "a bridge"), ImportedPicture(len(content) - 1, "a ferry"))
    article = add_article(library, make_imported(content, pictures=pictures))
    make_annotation(library, article, content[9:])
    (export,) = export_of(library, article)
    (annotation,) = export.annotations
    assert annotation.passage is not None
    assert annotation.passage.exact == content[9:]  # the library keeps what stands there
    texts = [citation(export.article, annotation, export.text, flavour="text")]
    texts += [write([export]) for write in (markdown, csv_table, html)]
    for made in texts:
        assert PICTURE not in made
        assert "Picture: a bridge" in made
        assert "Picture: a ferry" in made
