"""Words and sentences of a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.finders.paragraphs import asked, paragraphs_of
from storage.finders.sentences import sentence_around, sentences_of
from storage.finders.words import words_of
from storage.types import Block, Span


def split(text: str) -> list[str]:
    return [text[one.start : one.end] for one in sentences_of(text, paragraphs_of(text))]


@pytest.mark.parametrize(
    "sentences",
    [
        ["Dr. Ruiz met J. K. Berg in the U.S. Congress.", "It rained."],
        ["“We won!” she said.", "“They lost.”", "He left."],
        ["He moved to the U.S.", "The year was 1921."],
        ['"Is it true?" asked Ana.', "Nobody knew…", "Then it stopped!"],
        ["Acme Inc. bought Berg Ltd. for $3.5 million.", "Nobody asked why."],
        ["東京は首都です。", "京都は古都です。"],
    ],
    ids=lambda sentences: sentences[0][:12],
)
def test_sentences_end_where_a_reader_stops(sentences):
    glue = "" if sentences[0][-1] == "。" else " "
    assert split(glue.join(sentences)) == sentences


def test_words_keep_their_points_and_lose_their_genitive():
    text = "Mr. O'Neill's U.S.-led group met at 10:30 (www.example.org/a.b)."
    assert "|".join(word.text for word in words_of(text, 0, len(text))) == (
        "Mr.|O'Neill|'s|U.S.|-|led|group|met|at|10:30|(|www.example.org/a.b|)|."
    )


def test_code_and_pictures_are_not_looked_through():
    text = "Title\n\nx = 1\n\n \n\nShe came."
    blocks = [
        Block(0, 5, "heading", 1),
        Block(7, 12, "code"),
        Block(14, 15, "paragraph"),
        Block(17, 26, "paragraph", 0, 1),
    ]
    found = asked(text, blocks)
    assert found.paragraphs == (Span(0, 5), Span(17, 26))
    assert found.headings == (Span(0, 5),)
    assert found.quoted == (Span(17, 26),)


@given(st.text(st.sampled_from("aB .!?\"”'\n。é́-—1U.S"), max_size=80) | st.text(max_size=60))
def test_sentences_have_all_that_is_not_white(text):
    paragraphs = paragraphs_of(text)
    for number, paragraph in enumerate(paragraphs):
        inside = [one for one in sentences_of(text, paragraphs) if one.paragraph == number]
        joined = "".join(text[one.start : one.end] for one in inside)
        whole = text[paragraph.start : paragraph.end]
        assert "".join(joined.split()) == "".join(whole.split())
        assert all(one.start < one.end for one in inside)


@given(st.text(max_size=60))
def test_words_have_all_that_is_not_white(text):
    words = words_of(text, 0, len(text))
    assert "".join("".join(word.text for word in words).split()) == "".join(text.split())
    assert all(text[word.start : word.end] == word.text for word in words)


@pytest.mark.parametrize(
    ("words", "around"),
    [
        ("rained", "It rained."),
        ("two. It", "One is two. It rained."),
        ("One is two.", "One is two."),
        ("sun\nshone", "Then the sun shone"),
    ],
)
def test_sentence_around_a_stretch_is_all_of_those_it_touches(words, around):
    text = "One is two. It rained.\n\nThen the sun\nshone"
    start = text.index(words)
    sentences = sentences_of(text, paragraphs_of(text))
    assert sentence_around(text, sentences, Span(start, start + len(words))) == around
    assert sentence_around(text, (), Span(0, 1)) == ""
