"""All that Postil finds in a text."""

from __future__ import annotations

from dataclasses import replace

from storage.finders.detector import detector_with
from storage.finders.entities import find_entities
from storage.finders.languages import language_taken, missing_in
from storage.finders.quotes import find_quotes
from storage.finders.sentences import sentences_of
from storage.finders.spacy_engine import find_with_spacy
from storage.found import Asked, Findings


def find(asked: Asked, engine: str = "") -> Findings:
    """Find the entities and the quotes of a text.

    `engine` is the name of an installed spaCy model whose names are taken instead of ours; quotes,
    dates and what belongs together stay ours.
    Raises: FinderUnavailable if that model cannot be used.
    """
    language = language_taken(asked.language, asked.content)
    asked = replace(asked, language=language)
    sentences = sentences_of(asked.content, asked.paragraphs)
    instead = find_with_spacy(asked.content, asked.paragraphs, engine) if engine else None
    entities, mentions = find_entities(asked, sentences, language, instead)
    quotes = find_quotes(asked, sentences, entities, mentions)
    missing = "" if engine else missing_in(language)
    return Findings(*detector_with(engine), language, entities, mentions, quotes, missing)
