"""Where words stand alone in a text."""

import pytest

from storage.text.occurrences import as_words


@pytest.mark.parametrize(
    ("content", "words", "wanted"),
    [
        ("Ana met Anatol. Ana's cat, ana", "Ana", ["Ana", "Ana"]),
        ("U.N. and U.N.", "U.N.", ["U.N.", "U.N."]),
        ("the World\nHealth Organization", "World Health", ["World\nHealth"]),
        ("C++ and C++11", "C++", ["C++", "C++"]),
        ("Ана и Анатолий", "Ана", ["Ана"]),
        ("nothing", " ", []),
    ],
    ids=["whole words", "signs at the edge", "white space", "no letters", "cyrillic", "empty"],
)
def test_words_are_found_where_they_stand_alone(content, words, wanted):
    assert [content[span.start : span.end] for span in as_words(content, words)] == wanted
