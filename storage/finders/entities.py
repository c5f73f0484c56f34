"""Entities of a text: people, organisations, places, dates, events, groups and laws."""

from __future__ import annotations

from collections.abc import Sequence

from storage.finders.acronyms import Acronym, LongForms, find_acronyms
from storage.finders.candidates import Candidate, settled
from storage.finders.clusters import clustered
from storage.finders.consistency import agreed, joined, repeated
from storage.finders.dates import find_dates
from storage.finders.groups import find_groups
from storage.finders.lexicon import lexicon
from storage.finders.official import find_official
from storage.finders.sentences import Sentence
from storage.finders.tagging import document_of, find_names
from storage.finders.trimming import trimmed
from storage.finders.words import words_of
from storage.found import Asked, FoundEntity, FoundMention


def find_entities(
    asked: Asked, sentences: tuple[Sentence, ...], _language: str
) -> tuple[tuple[FoundEntity, ...], tuple[FoundMention, ...]]:
    """Give the entities of a text and where they are named; mentions by start, none overlapping."""
    content = asked.content
    published = asked.published_at.date() if asked.published_at else None
    dates = find_dates(content, asked.paragraphs, published)
    document = document_of(content, sentences)
    tagged = find_names(content, sentences, document)
    names = [one for one in (trimmed(content, name) for name in tagged) if one is not None]
    groups: list[Candidate] = []
    official: list[Candidate] = []
    acronyms: list[Acronym] = []
    for sentence in sentences:
        groups += find_groups(words_of(content, sentence.start, sentence.end), lexicon())
        official += find_official(content, sentence.start, sentence.end)
        acronyms += find_acronyms(content, sentence.start, sentence.end)
    bodies = [one for one in official if one.kind == "organisation"]
    others = [one for one in official if one.kind != "organisation"]
    names = settled(_explained(acronyms), others, [*bodies, *names])
    names = agreed(content, names)
    spans = [(sentence.start, sentence.end) for sentence in sentences]
    names = repeated(content, spans, names, document)
    long_forms = LongForms(content, acronyms)
    names = joined(content, names, long_forms)
    return clustered(content, settled(names, dates, groups), long_forms)


def _explained(acronyms: Sequence[Acronym]) -> list[Candidate]:
    return [
        Candidate(span.start, span.end, "organisation", 0.95)
        for one in acronyms
        for span in (one.long, one.short)
    ]
