"""Finding words in a text that has them with some differences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

SEED = 8  # letters of a quote that have to stand somewhere, or nothing like it does
TIES = 8  # ends with equally few differences that are looked at


class Match(NamedTuple):
    """A stretch of a text that is like a pattern: `similarity` 0..1."""

    start: int
    end: int
    similarity: float


def similarity(one: str, other: str) -> float:
    """Say how alike two texts are, 0..1: the differences against the longer one's length."""
    return Levenshtein.normalized_similarity(one, other)


def occurrences(words: str, text: str, start: int, end: int, most: int) -> list[int]:
    """Give where words stand in a stretch of a text, overlapping ones too, `most` at the most."""
    found: list[int] = []
    at = text.find(words, start, end)
    while at >= 0 and len(found) < most:
        found.append(at)
        at = text.find(words, at + 1, end)
    return found


def nearly(pattern: str, text: str, least: float) -> Match | None:
    """Find the stretch of a text that is most like a pattern; None if none is alike enough.

    rapidfuzz finds the place; its window is as long as the pattern (its issue 323), so the ends
    come from a search by Myers around it.
    """
    if not any(seed in text for seed in _seeds(pattern)):
        return None
    # its window loses what the text has more than the pattern, at one end or both
    place = fuzz.partial_ratio_alignment(pattern, text, score_cutoff=100 * max(0, 2 * least - 1))
    if place is None:
        return None
    room = len(pattern) // 2 + 8
    start = max(0, place.dest_start - room)
    return _with_ends(pattern, text[start : place.dest_end + room], start, least)


def _seeds(pattern: str) -> list[str]:
    length = max(4, min(SEED, len(pattern) // 4))
    return [pattern[at : at + length] for at in range(0, len(pattern) - length + 1, length)]


def _with_ends(pattern: str, text: str, offset: int, least: float) -> Match | None:
    scores = _errors(pattern, text, is_anchored=False)
    fewest = min(scores)
    if fewest > (1 - least) * len(pattern):
        return None
    best: Match | None = None
    for end in [n for n, score in enumerate(scores, start=1) if score == fewest][:TIES]:
        backwards = _errors(
            pattern[::-1], text[max(0, end - 2 * len(pattern)) : end][::-1], is_anchored=True
        )
        lengths = [n for n, score in enumerate(backwards, start=1) if score == fewest]
        if not lengths:
            continue
        start = end - min(lengths, key=lambda n: abs(n - len(pattern)))
        found = Match(offset + start, offset + end, similarity(pattern, text[start:end]))
        if best is None or found.similarity > best.similarity:
            best = found
    return best if best is not None and best.similarity >= least else None


def _errors(pattern: str, text: str, *, is_anchored: bool) -> Sequence[int]:
    """Give for each end in a text how many differences the pattern has with what ends there.

    With `is_anchored` that begins where the text does, else anywhere. All rows of a column are
    bits of one number (Myers 1999, J. ACM 46:3, as Hyyrö 2003 has it).
    """
    bits: dict[str, int] = defaultdict(int)
    for number, sign in enumerate(pattern):
        bits[sign] |= 1 << number
    full, last = (1 << len(pattern)) - 1, 1 << (len(pattern) - 1)
    up, down, score = full, 0, len(pattern)
    scores: list[int] = []
    for sign in text:
        same = bits.get(sign, 0)
        vertical = same | down
        horizontal = (((same & up) + up) ^ up) | same
        plus = down | (full & ~(horizontal | up))
        minus = up & horizontal
        score += bool(plus & last) - bool(minus & last)
        plus = (plus << 1 | is_anchored) & full
        minus = minus << 1 & full
        up = minus | (full & ~(vertical | plus))
        down = plus & vertical
        scores.append(score)
    return scores
