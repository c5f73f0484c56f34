"""Two articles side by side: what is known of each, and where their texts differ."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

from storage.library import Library
from storage.text.resemblance import resemblance, runs
from storage.types import Article, ArticleId

MOST_LINES = 3_000  # of a text; of longer ones the beginnings are compared
SHOWN = 6  # differences
AROUND = 36  # characters that both have, shown on each side of a difference
LONGEST = 220  # characters of a side that are shown


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two articles, how much their words overlap (0..1), and differences in the order of the text.

    A difference is what the left one has and what the right one has there, "" for nothing. `more`
    counts those that are left out.
    """

    left: Article
    right: Article
    similarity: float
    differences: tuple[tuple[str, str], ...]
    more: int


def compare(library: Library, left: ArticleId, right: ArticleId) -> Comparison:
    """Compare two articles by their present texts. Raises: NotFound."""
    one, other = library.articles.get(left), library.articles.get(right)
    texts = [library.texts.current(article).content for article in (left, right)]
    found = differences(*texts)
    similarity = 1.0 if texts[0] == texts[1] else resemblance(runs(texts[0]), runs(texts[1]))
    return Comparison(one, other, similarity, tuple(found[:SHOWN]), max(0, len(found) - SHOWN))


def differences(left: str, right: str) -> list[tuple[str, str]]:
    """Give where two texts differ, paragraph by paragraph, each with a little around it."""
    one, other = _lines(left), _lines(right)
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return [
        _shown(" ".join(one[a:b]), " ".join(other[c:d]))
        for kind, a, b, c, d in matcher.get_opcodes()
        if kind != "equal"
    ]


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()][:MOST_LINES]


def _shown(left: str, right: str) -> tuple[str, str]:
    """Leave out what both have at the beginning and at the end, but for a few words."""
    before = _shared(left, right)
    after = _shared(left[before:][::-1], right[before:][::-1])
    return _part(left, before, len(left) - after), _part(right, before, len(right) - after)


def _shared(left: str, right: str) -> int:
    """Count the characters with which both begin."""
    pairs = enumerate(zip(left, right, strict=False))
    return next((n for n, (one, other) in pairs if one != other), min(len(left), len(right)))


def _part(text: str, start: int, end: int) -> str:
    first = text.rfind(" ", 0, max(0, start - AROUND)) + 1 if start > AROUND else 0
    last = min(len(text), end + AROUND, first + LONGEST)
    shown = text[first:last].strip()
    return f"{'… ' if first else ''}{shown}{' …' if last < len(text) else ''}"
