"""Entities of a text: people, organisations, places, dates, events, groups and laws."""

from __future__ import annotations

from storage.finders.sentences import Sentence
from storage.found import Asked, FoundEntity, FoundMention


def find_entities(
    _asked: Asked, _sentences: tuple[Sentence, ...], _language: str
) -> tuple[tuple[FoundEntity, ...], tuple[FoundMention, ...]]:
    """Give the entities of a text and where they are named; mentions by start, none overlapping."""
    return (), ()
