"""How alike two texts are, and which of very many are: runs of words, and a sketch of them.

After Broder 1997 ("On the resemblance and containment of documents"): a text is the set of its
runs of four words, two texts are as alike as their sets overlap, and the smallest hashes of a set
stand for it.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from heapq import nsmallest
from zlib import crc32

RUN = 4  # words
SKETCH = 32  # hashes that stand for a text: overlap is known to about 0.08
KEYS = 8  # of these, by which texts are brought together; 0.7 alike share one of them in 99.99 %
LEAST_RUNS = 20  # a shorter text has too little to be told by
CROWDED = 24  # texts that share a hash; more than that share a phrase, and are not all compared
NEIGHBOURS = 4  # of a crowd, those next in length, with which each is compared
UNSPACED = 12.0  # letters a word, from which on a script has no spaces: letters count as words

_WORD = re.compile(r"\w+")
_LETTER = re.compile(r"\w")


def runs(text: str) -> set[int]:
    """Give the hashes of all runs of words of a text, the same in every process."""
    folded = text.casefold()
    words = _WORD.findall(folded)
    if words and sum(map(len, words)) > UNSPACED * len(words):
        words = _LETTER.findall(folded)
    numbers = list(map(crc32, "\n".join(words).encode().split(b"\n")))
    return set(map(hash, zip(*(numbers[first:] for first in range(RUN)), strict=False)))


def sketch(found: set[int]) -> array[int]:
    """Give the smallest hashes of a set of runs, `SKETCH` at the most, ascending."""
    return array("q", nsmallest(SKETCH, found))


def resemblance(one: set[int], other: set[int]) -> float:
    """Say how much two sets of runs overlap, 0..1: what they share of all that they have."""
    union = len(one | other)
    return len(one & other) / union if union else 1.0


def estimated(one: Sequence[int], other: Sequence[int]) -> float:
    """Say about how much two texts overlap, from their sketches."""
    smallest = sorted({*one, *other})[:SKETCH]
    both = {*one} & {*other}
    return sum(number in both for number in smallest) / len(smallest) if smallest else 1.0


def alike(sketches: Sequence[array[int]], least: float) -> Iterator[tuple[int, int]]:
    """Give the pairs of texts that may be alike by at least so much, as places in the sequence.

    Each pair once, the smaller place first. Sketches are in the order of the texts' lengths.
    """
    keys = sorted(
        (number, place)
        for place, found in enumerate(sketches)
        for number in (found[:KEYS] if len(found) >= LEAST_RUNS else ())
    )
    seen: set[tuple[int, int]] = set()
    for places in _crowds(keys):
        reach = len(places) if len(places) <= CROWDED else NEIGHBOURS
        for first, place in enumerate(places):
            for other in places[first + 1 : first + 1 + reach]:
                if (place, other) in seen:
                    continue
                seen.add((place, other))
                if estimated(sketches[place], sketches[other]) >= least:
                    yield place, other


def _crowds(keys: list[tuple[int, int]]) -> Iterator[list[int]]:
    """Give the places that share a hash, where there are several."""
    start = 0
    for end in range(1, len(keys) + 1):
        if end == len(keys) or keys[end][0] != keys[start][0]:
            if end - start > 1:
                yield [place for _, place in keys[start:end]]
            start = end
