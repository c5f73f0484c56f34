"""Entities of a text: people, organisations, places, dates, events, groups and laws."""

from __future__ import annotations

from storage.finders.candidates import Candidate, settled
from storage.finders.clusters import clustered
from storage.finders.dates import find_dates
from storage.finders.groups import find_groups
from storage.finders.lexicon import lexicon
from storage.finders.sentences import Sentence
from storage.finders.tagging import document_of, find_names
from storage.finders.words import words_of
from storage.found import Asked, FoundEntity, FoundMention


def find_entities(
    asked: Asked, sentences: tuple[Sentence, ...], _language: str
) -> tuple[tuple[FoundEntity, ...], tuple[FoundMention, ...]]:
    """Give the entities of a text and where they are named; mentions by start, none overlapping."""
    content = asked.content
    published = asked.published_at.date() if asked.published_at else None
    dates = find_dates(content, asked.paragraphs, published)
    names = find_names(content, sentences, document_of(content, sentences))
    groups: list[Candidate] = []
    for sentence in sentences:
        words = words_of(content, sentence.start, sentence.end)
        groups += find_groups(words, lexicon())
    return clustered(content, settled(names, dates, groups), {})
