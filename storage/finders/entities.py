"""Entities of a text: people, organisations, places, dates, events, groups and laws."""

from __future__ import annotations

from collections.abc import Sequence

from storage.finders.acronyms import Acronym, LongForms, find_acronyms
from storage.finders.candidates import Candidate, settled
from storage.finders.certain import find_certain
from storage.finders.clusters import clustered
from storage.finders.consistency import agreed, joined, repeated
from storage.finders.dates import find_dates
from storage.finders.groups import find_groups, without_groups
from storage.finders.known_names import KnownNames
from storage.finders.languages import ENGLISH
from storage.finders.lexicon import lexicon
from storage.finders.meetings import short_forms
from storage.finders.official import find_official
from storage.finders.other_languages import find_in_other
from storage.finders.sentences import Sentence
from storage.finders.tagging import document_of, find_names
from storage.finders.trimming import trimmed
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
    acronyms: list[Acronym] = []
    for sentence in sentences:
        acronyms += find_acronyms(content, sentence.start, sentence.end)
    long_forms = LongForms(content, acronyms)
    if language == ENGLISH:
        groups = [one for words in wording for one in find_groups(words, lexicon())]
        names = _english_names(content, sentences, wording, acronyms, instead)
        names = without_groups(content, names, groups)
        names = joined(content, settled(confirmed, names), long_forms)
        dates = find_dates(content, asked.paragraphs, published)
        short = short_forms(content, asked.paragraphs, names)
        for one, name in short.items():
            long_forms.also(content[one.start : one.end], name)
        found = settled(confirmed, names, dates, groups, short)
    else:
        others = find_in_other(content, asked.paragraphs, language, published)
        found = settled(confirmed, instead or (), others)
    kept = [one for one in found if not known.is_killed(content[one.start : one.end], one.kind)]
    return clustered(content, kept, long_forms, known)


def _english_names(
    content: str,
    sentences: Sequence[Sentence],
    wording: Wording,
    acronyms: Sequence[Acronym],
    instead: Sequence[Candidate] | None,
) -> list[Candidate]:
    """Find names by tagger and by form, one kind for each, and their other mentions."""
    document = document_of(wording)
    tagged = find_names(wording, document) if instead is None else instead
    names = [one for one in (trimmed(content, name) for name in tagged) if one is not None]
    official = [
        one
        for sentence in sentences
        for one in find_official(content, sentence.start, sentence.end)
    ]
    bodies = [one for one in official if one.kind == "organisation"]
    others = [one for one in official if one.kind != "organisation"]
    certain = [one for words in wording for one in find_certain(words, lexicon())]
    names = settled(_explained(acronyms), others, [*bodies, *names], certain)
    return repeated(content, wording, agreed(content, names), document)


def _explained(acronyms: Sequence[Acronym]) -> list[Candidate]:
    return [
        Candidate(span.start, span.end, "organisation", 0.95)
        for one in acronyms
        for span in (one.long, one.short)
    ]
