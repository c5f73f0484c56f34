"""Entities of a text: people, organisations, places, dates, events, groups and laws."""

from __future__ import annotations

from collections.abc import Sequence

from storage.finders.acronyms import Acronym, LongForms, find_acronyms
from storage.finders.candidates import Candidate, settled, surer
from storage.finders.certain import find_certain
from storage.finders.clusters import clustered
from storage.finders.consistency import agreed, joined, repeated
from storage.finders.dates import find_dates
from storage.finders.forms import (
    by_words,
    find_bare_acronyms,
    find_east_asian,
    find_titled,
    is_thing,
)
from storage.finders.groups import find_groups, without_groups
from storage.finders.known_names import KnownNames
from storage.finders.languages import ENGLISH
from storage.finders.lexicon import lexicon
from storage.finders.meetings import short_forms
from storage.finders.official import find_official, is_body, is_numbered
from storage.finders.other_languages import find_in_other
from storage.finders.sentences import Sentence
from storage.finders.tagging import document_of, find_names
from storage.finders.title_case import title_spans, without_title_words
from storage.finders.trimming import parted, trimmed
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
        names = without_groups(content, names, groups, lexicon())
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
    parts = [part for name in tagged for part in parted(content, name)]
    names = [one for one in (trimmed(content, part) for part in parts) if one is not None]
    official = [
        one
        for sentence in sentences
        for one in find_official(content, sentence.start, sentence.end)
    ]
    bodies = [one for one in official if one.kind in ("organisation", "place")]
    others = [one for one in official if one.kind not in ("organisation", "place")]
    spans = [(sentence.start, sentence.end) for sentence in sentences]
    people = [one for start, end in spans for one in find_east_asian(content, start, end)]
    people += [one for words in wording for one in find_titled(words, lexicon())]
    certain = [one for words in wording for one in find_certain(words, lexicon())]
    names = [by_words(content, one, lexicon()) for one in names if not is_thing(content, one)]
    titles = title_spans(wording)

    def outside_titles(ones: Sequence[Candidate]) -> list[Candidate]:
        return without_title_words(content, ones, titles, document, lexicon())

    names = settled(
        _explained(content, acronyms, names),
        outside_titles(surer([*others, *people], names)),
        outside_titles([*surer(bodies, names), *names]),
        certain,
    )
    names = settled(names, find_bare_acronyms(wording))
    return repeated(content, wording, agreed(content, names), document)


def _explained(
    content: str, acronyms: Sequence[Acronym], names: Sequence[Candidate]
) -> list[Candidate]:
    """Give both forms of the acronyms that are names: of bodies by their words, else as tagged."""
    kinds = {content[one.start : one.end]: one.kind for one in names}
    found: list[Candidate] = []
    for one in acronyms:
        long = content[one.long.start : one.long.end]
        short = content[one.short.start : one.short.end]
        kind = kinds.get(long) or kinds.get(short)
        if is_body(long):
            before = content[max(0, one.long.start - 12) : one.long.start]
            kind = "event" if is_numbered(before) else "organisation"
        if kind in ("organisation", "place", "event"):
            found += [Candidate(span.start, span.end, kind, 0.95) for span in (one.long, one.short)]
    return found
