"""Headlines In Which Every Word Is Large: capital letters tell nothing there."""

from __future__ import annotations

from collections.abc import Sequence

from storage.finders.candidates import Candidate
from storage.finders.features import Document
from storage.finders.lexicon import Lexicon
from storage.finders.words import Word, words_of

LEAST_WORDS = 3
SHARE = 0.75  # of the longer words, that must be large
_SHORT = 3  # characters up to which a word may be small: "of", "the"
_MOSTLY_SMALL = 1  # bias up to which a word is no name by itself


def is_title(words: Sequence[Word]) -> bool:
    """Tell whether a sentence is written like a headline."""
    if sum(word.text in ",;|•" for word in words) > 1:
        return False  # a list of names
    longer = [word.text for word in words if len(word.text) > _SHORT and word.text[0].isalpha()]
    if len(longer) < LEAST_WORDS or words[-1].text in (".", "”", '"'):
        return False
    return sum(text[0].isupper() for text in longer) >= SHARE * len(longer)


def without_title_words(
    content: str,
    names: Sequence[Candidate],
    titles: Sequence[tuple[int, int]],
    document: Document,
    lexicon: Lexicon,
) -> list[Candidate]:
    """Leave out names in headlines that have a word which is large only because all are."""
    kept: list[Candidate] = []
    number = 0
    for one in sorted(names):
        while number < len(titles) and titles[number][1] <= one.start:
            number += 1
        inside = number < len(titles) and titles[number][0] <= one.start
        if not inside or all(
            _is_name(word.text, document, lexicon)
            for word in words_of(content, one.start, one.end)
            if word.text[0].isupper()
        ):
            kept.append(one)
    return kept


def _is_name(word: str, document: Document, lexicon: Lexicon) -> bool:
    text = word.capitalize() if word.isupper() and len(word) > _SHORT else word
    if text.lower() in document.small:
        return False
    bias = lexicon.known(text).bias
    return not 0 <= bias <= _MOSTLY_SMALL
