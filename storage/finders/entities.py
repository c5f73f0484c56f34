"""Entities of a text: people, organisations, places, dates, events, groups and laws."""

from __future__ import annotations

from collections.abc import Sequence

from storage.finders.acronyms import LongForms, find_acronyms
from storage.finders.candidates import Candidate, settled
from storage.finders.clusters import clustered
from storage.finders.consistency import joined
from storage.finders.dates import find_dates
from storage.finders.english_names import find_english_names
from storage.finders.groups import find_groups, without_groups
from storage.finders.known_names import KnownNames
from storage.finders.languages import ENGLISH
from storage.finders.lexicon import lexicon
from storage.finders.meetings import short_forms
from storage.finders.other_languages import find_in_other
from storage.finders.sentences import Sentence
from storage.finders.wording import Wording
from storage.found import Asked, FoundEntity, FoundMention


def find_entities(
    asked: Asked,
    sentences: tuple[Sentence, ...],
    language: str,
    instead: Sequence[Candidate] | None = None,
) -> tuple[tuple[FoundEntity, ...], tuple[FoundMention, ...]]:
    """Give the entities of a text and where they are named; mentions by start, none overlapping.

    The reader's confirmed names come before all that is computed; killed ones never come out.
    `instead` are the names that another engine found; they take the place of the tagger's.
    """
    content = asked.content
    known = KnownNames(asked.known)
    wording = Wording(content, sentences)
    confirmed = known.find(wording)
    published = asked.published_at.date() if asked.published_at else None
    acronyms = [
        acronym for one in sentences for acronym in find_acronyms(content, one.start, one.end)
    ]
    long_forms = LongForms(content, acronyms)
    if language == ENGLISH:
        groups = [one for words in wording for one in find_groups(words, lexicon())]
        names = find_english_names(content, sentences, wording, acronyms, instead)
        names = without_groups(content, names, groups, lexicon())
        names = joined(content, settled(confirmed, names), long_forms)
        dates = find_dates(content, asked.paragraphs, published)
        short = short_forms(content, asked.paragraphs, names)
        for one, name in short.items():
            long_forms.also(content[one.start : one.end], name)
        found = settled(confirmed, names, dates, groups, list(short))
    else:
        others = find_in_other(content, asked.paragraphs, language, published)
        found = settled(confirmed, instead or (), others)
    kept = [one for one in found if not known.is_killed(content[one.start : one.end], one.kind)]
    return clustered(content, kept, long_forms, known)
