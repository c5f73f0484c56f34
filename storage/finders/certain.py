"""Names that the lexicon has and that are hardly ever anything else: the tagger's gaps."""

from __future__ import annotations

from collections.abc import Sequence

from storage.finders.candidates import Candidate
from storage.finders.lexicon import Lexicon
from storage.finders.words import Word
from storage.found import EntityKind

_KINDS: dict[str, EntityKind] = {"P": "place", "p": "place", "C": "organisation", "E": "event"}
_OF_ONE_WORD: dict[str, EntityKind] = {"P": "place", "C": "organisation", "E": "event"}
_LARGE = 2  # bias from which a word is mostly a name
_CONFIDENCE = 0.7


def find_certain(words: Sequence[Word], lexicon: Lexicon) -> list[Candidate]:
    """Find in a sentence the names that can be only one thing, by start."""
    found: list[Candidate] = []
    number = 0
    while number < len(words):
        length, kind = _at(words, number, lexicon)
        if kind is not None:
            end = words[number + length - 1].end
            found.append(Candidate(words[number].start, end, kind, _CONFIDENCE))
        number += length
    return found


def _at(words: Sequence[Word], number: int, lexicon: Lexicon) -> tuple[int, EntityKind | None]:
    text = words[number].text
    if not text[0].isupper():
        return 1, None
    in_capitals = text.isupper() and len(text) > 2
    for rest, flag in lexicon.names.get(text.capitalize() if in_capitals else text, ()):
        there = tuple(word.text for word in words[number + 1 : number + 1 + len(rest)])
        if in_capitals and all(word.isupper() for word in there):
            there = tuple(word.capitalize() for word in there)
        if flag in _KINDS and there == rest:
            return 1 + len(rest), _KINDS[flag]
    known = lexicon.known(text)
    if known.flags in _OF_ONE_WORD and (
        known.bias >= _LARGE or known.bias < 0 or known.flags == "P"
    ):
        return 1, _OF_ONE_WORD[known.flags]
    return 1, None
