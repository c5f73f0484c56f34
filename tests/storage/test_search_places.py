"""Where the words of a search stand in a text, and which places say the most."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.searching.excerpting import LENGTH, excerpt
from storage.searching.folding import PIECE, folded
from storage.searching.patterns import pattern_of
from storage.searching.places import MOST, Sought, all_of, best_places
from storage.searching.query import Near, Words
from storage.text.canonical import canonical
from storage.types import PICTURE, PictureId, TextPicture

LONG = "Nothing here at all. " * 30


def sought(*words: Words, near: tuple[Near, ...] = ()) -> Sought:
    return Sought.of(words, near, pattern_of)


def marked(text: str, *words: Words) -> str:
    """Give a text with the words found in brackets."""
    finds = all_of(sought(*words).finds(text))
    for start, end in reversed(finds):
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    return text


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Rain in Kenya.", Words(("kenya",)), "Rain in [Kenya]."),
        ("Rain in Kenya.", Words(("ken",), is_unfinished=True), "Rain in [Ken]ya."),
        ("Rain in Kenya.", Words(("ken",)), "Rain in Kenya."),
        ("Un CAFÉ, deux cafés", Words(("cafe",), is_prefix=True), "Un [CAFÉ], deux [café]s"),
        ("A cafe\u0301 and a cafe", Words(("café",)), "A [cafe\u0301] and a [cafe]"),
        ("The World\nHealth Org", Words(("world", "health"), True), "The [World\nHealth] Org"),
        ("The world of health", Words(("world", "health"), True), "The world of health"),
        ("snake_case", Words(("case",)), "snake_[case]"),
        ("concatenate", Words(("cat",)), "concatenate"),
        ("Żółw, Straße, İzmir", Words(("zołw",)), "[Żółw], Straße, İzmir"),
        ("what’s said", Words(("what's",), True), "[what’s] said"),
        ("Kenya’s rain", Words(("Kenya's",)), "[Kenya]’s rain"),
        ("東京都の気候変動", Words(("気候",)), "東京都の[気候]変動"),
        ("", Words(("word",)), ""),
    ],
)
def test_words_are_found_as_the_index_finds_them(text, words, expected):
    assert marked(text, words) == expected


@given(st.text(st.one_of(st.sampled_from("ab éİß“”\n_"), st.characters(codec="utf-8"))))
def test_folding_keeps_the_length(text):
    assert len(folded(text)) == len(text)


@pytest.mark.parametrize("at", [PIECE - 3, PIECE - 12, PIECE, 3 * PIECE - 1])
def test_words_are_found_across_the_pieces_of_a_long_text(at):
    text = "é " * (at // 2) + "x" * (at % 2) + " climate change " + "o " * PIECE
    found = sought(Words(("climate", "change"), True)).finds(text)
    [(start, end)] = next(iter(found.values()))
    assert text[start:end] == "climate change"
    assert len(next(iter(found.values()))) == 1


def test_common_word_is_marked_around_a_rare_one():
    text = "the rain. " * (MOST + 10) + LONG + "the zebra of the king"
    the, zebra = Words(("the",)), Words(("zebra",))
    found = sought(the, zebra).finds(text)
    assert text[slice(*found[zebra][0])] == "zebra"
    assert text[found[the][-1][0] :] == "the king"


def test_words_that_must_be_near_are_found_only_there():
    rain, kenya = Words(("rain",)), Words(("kenya",))
    near = Near((rain, kenya), 2)
    text = "rain is quite alone. kenya in the rain. some more of one kenya of one two three rain"
    found = sought(near=(near,)).finds(text)
    assert found == {near: [(21, 26)], kenya: [(21, 26)], rain: [(34, 38)]}


def test_places_with_the_most_words_are_best():
    rain, kenya = Words(("rain",)), Words(("kenya",))
    text = f"Rain alone. {LONG}Kenya without rain. {LONG}Kenya alone. {LONG}Rain and rain, Kenya."
    weight, places = best_places(sought(rain, kenya).finds(text), len)
    assert weight == 2
    assert [[text[slice(*f)] for f in place] for place in places] == [
        ["Kenya", "rain"],
        ["Rain", "rain", "Kenya"],
    ]


def test_excerpt_stands_in_its_paragraph_at_whole_words():
    text = f"{LONG}\n\nLong ago there was rain in Kenya, and {LONG}\n\nThe next."
    start = text.index("rain")
    words, marks = excerpt(text, [(start, start + 4)])
    assert words.startswith("Long ago there was rain in Kenya")
    assert words.endswith("…")
    assert not words.removesuffix("…").endswith(" ")
    assert [words[m.start : m.end] for m in marks] == ["rain"]
    assert len(words) <= LENGTH + 2


def test_excerpt_says_what_a_picture_shows_and_keeps_its_marks_right():
    text = f"Before {PICTURE}  the  rain."
    start = text.index("rain")
    shown = [TextPicture(7, "A cloud", "", PictureId(0), 0, 0)]
    words, marks = excerpt(text, [(start, start + 4)], pictures=lambda _start, _end: shown)
    assert words == "Before [Picture: A cloud] the rain."
    assert [words[m.start : m.end] for m in marks] == ["rain"]


@given(
    st.text(st.one_of(st.sampled_from("ab é\n"), st.characters(codec="utf-8"))).map(canonical),
    st.text(st.sampled_from("abé"), min_size=1, max_size=3),
)
def test_marks_of_an_excerpt_are_the_words_found(text, word):
    finds = all_of(sought(Words((word,), is_prefix=True)).finds(text))
    words, marks = excerpt(text, finds)
    assert bool(marks) == bool(finds)
    for mark in marks:
        assert folded(words[mark.start : mark.end]).startswith(folded(word))


def test_excerpt_begins_near_the_first_find_where_the_last_is_far():
    text = f"{LONG}with cooperation {'of all of us ' * 5} against terrorism. {LONG}"
    finds = all_of(sought(Words(("cooperation",)), Words(("terrorism",))).finds(text))
    words, marks = excerpt(text, finds)
    assert [words[m.start : m.end] for m in marks] == ["cooperation", "terrorism"]
    assert marks[-1].end <= 105
