"""Words that a printed page divided, joined or spread are whole again."""

from __future__ import annotations

import pytest

from storage.importers.pdf_words import closed_up, joint_of, mended, without_leaders, words_in

WORDS = words_in(["The entry, and a well-known co-operation. A re-entry TraceMonkey"])


@pytest.mark.parametrize(
    ("before", "after", "whole"),
    [
        pytest.param("an en-", "try in it", "an entry in it", id="a word seen elsewhere"),
        pytest.param("the har-", "bour", "the harbour", id="a word seen nowhere"),
        pytest.param("a well-", "known", "a well-known", id="a hyphen seen elsewhere"),
        pytest.param("state-of-", "the-art", "state-of-the-art", id="several hyphens"),
        pytest.param("Anglo-", "Saxon", "Anglo-Saxon", id="a capital after it"),
        pytest.param("Trace-", "Monkey", "TraceMonkey", id="a name with a capital inside"),
        pytest.param("NATO-", "led", "NATO-led", id="a capital before it"),
        pytest.param("1910-", "1912", "1910-1912", id="digits"),
        pytest.param("pre-", "and post-war", "pre- and post-war", id="a hanging hyphen"),
        pytest.param("so it was -", "or not", "so it was - or not", id="a dash with spaces"),
        pytest.param("it was\u2014", "or not", "it was\u2014or not", id="a long dash"),
        pytest.param("har\u00ad", "bour", "harbour", id="a soft hyphen"),
        pytest.param("under", "sail", "under sail", id="no hyphen"),
        pytest.param(
            "\u6e2f\u53e3\u7684",
            "\u6240\u6709\u8239",
            "\u6e2f\u53e3\u7684\u6240\u6709\u8239",
            id="Chinese",
        ),
        pytest.param("\ud56d\uad6c", "\ubc30", "\ud56d\uad6c \ubc30", id="Korean"),
        pytest.param(
            "https://example.org/", "chapel", "https://example.org/chapel", id="an address"
        ),
        pytest.param("nets and/", "or oars", "nets and/ or oars", id="a stroke"),
    ],
)
def test_lines_are_joined(before, after, whole):
    cut, between = joint_of(before, after, WORDS)

    assert before[: len(before) - cut] + between + after == whole


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("o\ufb03ce \ufb01le", "office file"),
        ("har\u00adbour", "harbour"),
        ("na\u00a8\u0131ve Erd\u02ddos", "na\u00efve Erd\u0151s"),
        ("it\u00b4s \u00a8q", "it\u00b4s \u00a8q"),
        ("a\x02b\x1f", "ab"),
        ("\uf0b7 nets", "\u2022 nets"),
        ("na\u00efve caf\u00e9", "na\u00efve caf\u00e9"),
    ],
)
def test_signs_are_mended(text, clean):
    assert mended(text) == clean


def test_dots_that_lead_to_a_number_become_one_sign():
    assert without_leaders("Nets . . . . . . . . 12") == "Nets \u2026 12"
    assert without_leaders("Oars..............7") == "Oars \u2026 7"
    assert without_leaders("and so on ... they said") == "and so on ... they said"


def test_spread_letters_close_up_and_words_stay_apart():
    edges = []
    x = 0.0
    for sign in "N E T S  O A R S":
        edges.append((x, x + (0 if sign == " " else 6)))
        x += 2 if sign == " " else 7

    assert closed_up("N E T S  O A R S", edges) == "NETS OARS"
