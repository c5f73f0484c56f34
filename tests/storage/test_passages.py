"""What a selection means: whole characters as people see them, no white space at the edges."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.text.passages import describe, is_boundary, meant
from storage.types import CONTEXT, Span

CLUSTERS = {
    "accent": "e\u0301",
    "two accents": "a\u0323\u0302",
    "keycap": "1\ufe0f\u20e3",
    "heart": "❤\ufe0f",
    "skin tone": "👍🏽",
    "family": "👩\u200d👩\u200d👧\u200d👦",
    "firefighter": "👩🏽\u200d🚒",
    "flag": "🇨🇭",
    "rainbow flag": "🏳\ufe0f\u200d🌈",
    "Devanagari vowel": "हि",
    "Tamil": "நி",
    "Thai": "\u0e17\u0e35\u0e48",
    "Thai am": "\u0e19\u0e49\u0e33",
    "Hangul": "\ud55c",
    "Hangul jamo": "\u1112\u1161\u11ab",
    "Hangul open jamo": "\u1100\u1161",
    "Hangul syllable and final": "\uac00\u11a8",
    "England": "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
}


@pytest.mark.parametrize("cluster", CLUSTERS.values(), ids=CLUSTERS)
def test_cluster_is_never_split(cluster):
    content = f"x{cluster}y"
    inside = range(2, 1 + len(cluster))
    assert [is_boundary(content, position) for position in inside] == [False] * len(inside)
    assert is_boundary(content, 1)
    assert is_boundary(content, 1 + len(cluster))
    if cluster.strip():
        for start in range(1, 1 + len(cluster)):
            assert meant(content, start, start + 1) == Span(1, 1 + len(cluster))


def test_flags_in_a_row_are_pairs():
    content = "🇨🇭🇫🇷🇩🇪"
    assert [p for p in range(7) if is_boundary(content, p)] == [0, 2, 4, 6]


def test_families_in_a_row_are_apart():
    family = CLUSTERS["family"]
    assert meant(family * 3, 8, 9) == Span(7, 14)


@pytest.mark.parametrize(
    ("content", "start", "end", "span"),
    [
        (" a b ", 0, 5, Span(1, 4)),
        (" a b ", 5, 0, Span(1, 4)),
        ("\u00a0\u2003a\n", 0, 4, Span(2, 3)),
        ("a   b", 1, 4, None),
        ("abc", 1, 1, None),
        ("abc", -5, 99, Span(0, 3)),
        ("", 0, 0, None),
        ("a \u0301b", 2, 3, Span(1, 3)),
    ],
)
def test_edges(content, start, end, span):
    assert meant(content, start, end) == span


PIECES = st.sampled_from([*CLUSTERS.values(), " ", "\n", "\u00a0", "a", "Z", "東", "'"])
CONTENTS = st.lists(PIECES, max_size=12).map("".join) | st.text(max_size=20)


@given(CONTENTS, st.data())
def test_what_is_meant_is_whole_trimmed_and_stays_so(content, data):
    start = data.draw(st.integers(0, len(content)))
    end = data.draw(st.integers(0, len(content)))
    span = meant(content, start, end)
    low, high = sorted((start, end))
    if span is None:
        assert not content[low:high].strip()
        return
    assert is_boundary(content, span.start)
    assert is_boundary(content, span.end)
    assert meant(content, span.start, span.end) == span
    wanted = content[low:high].strip()
    assert wanted in content[span.start : span.end]


@given(st.text(min_size=1), st.data())
def test_passage_is_its_slice_with_what_stands_around(content, data):
    start = data.draw(st.integers(0, len(content) - 1))
    end = data.draw(st.integers(start + 1, len(content)))
    passage = describe(content, Span(start, end))
    assert passage.exact == content[start:end]
    assert content[:start].endswith(passage.prefix)
    assert content[end:].startswith(passage.suffix)
    assert len(passage.prefix) == min(CONTEXT, start)
    assert len(passage.suffix) == min(CONTEXT, len(content) - end)


@pytest.mark.parametrize(("start", "end"), [(0, 0), (2, 1), (-1, 2)])
def test_empty_and_backward_spans_are_refused(start, end):
    with pytest.raises(ValueError, match="not a span"):
        Span(start, end)
