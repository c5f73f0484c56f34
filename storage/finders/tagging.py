"""Names of people, organisations, places and events by a trained tagger (python-crfsuite)."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.resources import files

import pycrfsuite

from storage.finders.candidates import Candidate
from storage.finders.features import Document, Features
from storage.finders.lexicon import RESOURCES, lexicon
from storage.finders.words import Word
from storage.found import EntityKind

KINDS: dict[str, EntityKind] = {
    "PERSON": "person",
    "ORG": "organisation",
    "PLACE": "place",
    "EVENT": "event",
}
OTHER = "MISC"  # titles of works and the like: learnt, so that they are not taken for names
OUTSIDE = "O"


@lru_cache(maxsize=1)
def _weights() -> bytes:
    packed = files(RESOURCES).joinpath("weights.crf.gz").read_bytes()
    return zlib.decompress(packed, wbits=31)


@lru_cache(maxsize=1)
def _tagger() -> pycrfsuite.Tagger:
    tagger = pycrfsuite.Tagger()
    tagger.open_inmemory(_weights())  # it reads from these bytes as long as it lives
    return tagger


@lru_cache(maxsize=1)
def _features() -> Features:
    return Features(lexicon())


def document_of(wording: Iterable[Sequence[Word]]) -> Document:
    """Count the words of a text, given sentence by sentence."""
    document = Document(lexicon())
    for words in wording:
        document.add(words)
    return document


def has_names(words: Sequence[Word]) -> bool:
    """Tell whether a sentence can have a name: a capital letter, or a letter without case."""
    return any(
        word.text[0].isupper() or (word.text.isalpha() and not word.text.islower())
        for word in words
    )


def find_names(wording: Iterable[Sequence[Word]], document: Document) -> list[Candidate]:
    """Find names in the sentences of a text, by start, each with its probability."""
    tagger = _tagger()
    features = _features()
    found: list[Candidate] = []
    for words in wording:
        if has_names(words):
            tagger.set(features.of(words, document))
            found += _spans(words, tagger.tag(), tagger)
    return found


def _spans(
    words: Sequence[Word], tags: Sequence[str], tagger: pycrfsuite.Tagger
) -> list[Candidate]:
    found: list[Candidate] = []
    open_kind = ""
    for number, (word, tag) in enumerate(zip(words, tags, strict=True)):
        kind = KINDS.get(tag[2:])
        if kind is None:
            open_kind = ""
            continue
        chance = tagger.marginal(tag, number)
        if tag[0] == "I" and open_kind == kind:
            last = found[-1]
            found[-1] = last._replace(end=word.end, confidence=min(last.confidence, chance))
        else:
            found.append(Candidate(word.start, word.end, kind, chance))
        open_kind = kind
    return found
