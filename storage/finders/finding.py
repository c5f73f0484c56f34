"""All that Postil finds in a text."""

from __future__ import annotations

from storage.finders.detector import DETECTOR, VERSION
from storage.finders.entities import find_entities
from storage.finders.quotes import find_quotes
from storage.finders.sentences import sentences_of
from storage.found import Asked, Findings


def find(asked: Asked) -> Findings:
    """Find the entities and the quotes of a text."""
    sentences = sentences_of(asked.content, asked.paragraphs)
    entities, mentions = find_entities(asked, sentences, asked.language)
    quotes = find_quotes(asked, sentences, entities, mentions)
    return Findings(DETECTOR, VERSION, asked.language, entities, mentions, quotes)
