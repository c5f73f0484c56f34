"""English-like prose without meaning, the same for the same seed; no third-party text."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import accumulate, islice

_FUNCTION_WORDS = """
    the of and to in a is that it for was on are as with they at be this from have or by one had
    not but what all were when we there can an which their said if do will each about how up out
    them then she many some so these would other into has more her two him see time could no make
    than first been its who now people my made over did down only way
"""
_ONSETS = "b br c ch cl d dr f fl g gr h j k l m n p pl pr r s sh sl st t th tr v w"
_NUCLEI = "a e i o u ai ea ee io oa ou"
_CODAS = "b ck d ft l m n nd ng nt p r rd rt s ss st t th x"
FUNCTION_WORDS = _FUNCTION_WORDS.split()
ONSETS, NUCLEI, CODAS = _ONSETS.split(), _NUCLEI.split(), ["", "", "", *_CODAS.split()]
VOCABULARY = 30_000
COMMON, RARE, TOPIC = 60, 24_000, 700  # ranks of words to search for
FLATTEN = 2.7  # Mandelbrot's constant: the most frequent word is about 6 % of English prose
BATCH = 200_000  # words drawn at once; one by one is five times slower


class Prose:
    """Gives sentences, paragraphs and texts whose word frequencies follow Zipf and Mandelbrot."""

    def __init__(self, seed: int) -> None:
        self._rng = random.Random(seed)
        self.vocabulary = vocabulary()
        self._weights = list(accumulate(1 / (n + FLATTEN) for n in range(1, VOCABULARY + 1)))
        self._words = self._draw()

    def sentence(self) -> str:
        """Give 6 to 28 words; some sentences have a comma, a few are quoted."""
        words = list(islice(self._words, self._rng.randint(6, 28)))
        chance = self._rng.random()
        if chance < 0.6:
            words[len(words) // 2] += ","
        text = " ".join(words)
        text = text[0].upper() + text[1:] + "."
        return f"“{text}”" if chance > 0.94 else text

    def paragraph(self) -> str:
        """Give 2 to 7 sentences; one in 150 paragraphs ends in a character outside the BMP."""
        text = " ".join(self.sentence() for _ in range(self._rng.randint(2, 7)))
        return f"{text} 🌍" if self._rng.random() < 1 / 150 else text

    def title(self) -> str:
        """Give 3 to 9 words without a full stop."""
        words = list(islice(self._words, self._rng.randint(3, 9)))
        return " ".join(words).capitalize()

    def paragraphs(self, length: int) -> list[str]:
        """Give paragraphs that make a text of about so many characters, blank lines included."""
        found: list[str] = []
        size = 0
        while size < length:
            found.append(self.paragraph()[: max(40, length - size)].rstrip())
            size += len(found[-1]) + 2
        return found

    def _draw(self) -> Iterator[str]:
        while True:
            yield from self._rng.choices(self.vocabulary, cum_weights=self._weights, k=BATCH)


def vocabulary() -> list[str]:
    """Give the words by rank: function words first, then words of syllables, short ones first."""
    rng = random.Random(7)
    made: dict[str, float] = {}
    while len(made) < VOCABULARY:
        syllables = rng.choices((1, 2, 3), weights=(2, 5, 3))[0]
        word = "".join(rng.choice(ONSETS) + rng.choice(NUCLEI) for _ in range(syllables))
        word += rng.choice(CODAS)
        made[word] = len(word) + rng.uniform(0, 4)
    by_length = sorted(made, key=made.__getitem__)
    return list(dict.fromkeys((*FUNCTION_WORDS, *by_length)))[:VOCABULARY]
