"""Canonical text is what every position counts in."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.text.canonical import canonical

ANY_TEXT = st.text(st.characters(codec=None))  # surrogates and non-characters included


@pytest.mark.parametrize(
    "line_end",
    ["\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029", "\n"],
    ids=["CRLF", "CR", "VT", "FF", "NEL", "line separator", "paragraph separator", "LF"],
)
def test_every_line_end_is_one_newline(line_end):
    assert canonical(f"one{line_end}two") == "one\ntwo"


@pytest.mark.parametrize(
    "code",
    [0x0, 0xFEFF, 0xFFFC, 0xD800, 0xDFFF, 0xFDD0, 0xFDEF, 0xFFFE, 0x1FFFF, 0x10FFFF],
    ids="U+{:04X}".format,
)
def test_what_is_no_character_is_dropped(code):
    assert canonical(f"one{chr(code)} two") == "one two"
    assert canonical(f"wörd{chr(code)}") == "wörd"


@pytest.mark.parametrize(
    "text",
    [
        "e\u0301 is not é",
        "a\xa0b",
        "soft\xadhyphen",
        "\u200bzero",
        "👩\u200d👩\u200d👧",
        "\ufb01",
        "\tx",
    ],
    ids=["combining", "no-break space", "soft hyphen", "zero width", "family", "ligature", "tab"],
)
def test_letters_and_spaces_stay_as_they_are(text):
    assert canonical(text) == text


@given(ANY_TEXT)
def test_canonical_text_is_canonical(text):
    assert canonical(canonical(text)) == canonical(text)


@given(ANY_TEXT, ANY_TEXT)
def test_parts_of_canonical_text_are_canonical(one, other):
    joined = canonical(one) + canonical(other)
    assert canonical(joined) == joined


@given(ANY_TEXT)
def test_sqlite_counts_and_slices_canonical_text_as_python_does(text):
    text = canonical(text)
    connection = sqlite3.connect(":memory:")
    try:
        length, middle = connection.execute(
            "SELECT length(?1), substr(?1, 2, 3)", (text,)
        ).fetchone()
    finally:
        connection.close()
    assert (length, middle) == (len(text), text[1:4])
