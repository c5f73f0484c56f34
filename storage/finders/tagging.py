"""Names of people, organisations, places and events by a trained tagger (python-crfsuite)."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

import pycrfsuite

from storage.finders.candidates import Candidate
from storage.finders.features import Document, Features
from storage.finders.lexicon import RESOURCES, lexicon
from storage.finders.sentences import Sentence
from storage.finders.words import Word, words_of
from storage.found import EntityKind

KINDS: dict[str, EntityKind] = {
    "PERSON": "person",
    "ORG": "organisation",
    "PLACE": "place",
    "EVENT": "event",
}
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


def document_of(content: str, sentences: Sequence[Sentence]) -> Document:
    """Count the words of a text."""
    document = Document()
    for sentence in sentences:
        document.add(words_of(content, sentence.start, sentence.end))
    return document


def has_names(words: Sequence[Word]) -> bool:
    """Tell whether a sentence can have a name: a capital letter, or a letter without case."""
    return any(
        word.text[0].isupper() or (word.text.isalpha() and not word.text.islower())
        for word in words
    )


def find_names(content: str, sentences: Sequence[Sentence], document: Document) -> list[Candidate]:
    """Find names in the sentences of a text, by start, each with its probability."""
    tagger = _tagger()
    features = Features(lexicon())
    found: list[Candidate] = []
    for sentence in sentences:
        words = words_of(content, sentence.start, sentence.end)
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
        if tag == OUTSIDE:
            open_kind = ""
            continue
        kind = KINDS[tag[2:]]
        chance = tagger.marginal(tag, number)
        if tag[0] == "I" and open_kind == kind:
            last = found[-1]
            found[-1] = last._replace(end=word.end, confidence=min(last.confidence, chance))
        else:
            found.append(Candidate(word.start, word.end, kind, chance))
        open_kind = kind
    return found
