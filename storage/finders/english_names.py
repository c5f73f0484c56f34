"""Names of an English text: by the tagger, by their form, by what the text says elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from storage.finders.abbreviations import find_bare_acronyms
from storage.finders.acronyms import Acronym
from storage.finders.candidates import Candidate, settled, surer
from storage.finders.certain import find_certain
from storage.finders.consistency import agreed, repeated
from storage.finders.features import Document
from storage.finders.kinds import by_words, is_thing
from storage.finders.lexicon import lexicon
from storage.finders.official import find_official, is_body, is_numbered
from storage.finders.people_by_form import (
    extended,
    find_aged,
    find_east_asian,
    find_nicknamed,
    find_of_state,
    find_speaking,
    find_titled,
    of_body,
)
from storage.finders.sentences import Sentence
from storage.finders.sites import find_called, find_dateline, find_sites, find_us_states
from storage.finders.surroundings import by_surroundings
from storage.finders.tagging import document_of, find_names
from storage.finders.title_case import is_title, without_title_words
from storage.finders.trimming import parted, trimmed
from storage.finders.wording import Wording


def find_english_names(
    content: str,
    sentences: Sequence[Sentence],
    wording: Wording,
    acronyms: Sequence[Acronym],
    instead: Sequence[Candidate] | None = None,
) -> list[Candidate]:
    """Find people, organisations, places, events and laws, by start, none overlapping.

    What is more certain comes first: explained acronyms, then names whose form leaves no doubt,
    then the tagger's (or those of another engine, `instead`) beside official names, the longer one
    standing; what only the lexicon or the place in the sentence tells fills the gaps. In the end a
    name that is written alike has one kind and is found everywhere.
    """
    document = document_of(wording)
    names = _tagged(content, wording, document, instead)
    forms = _by_form(content, sentences, wording)
    first, second = (
        without_title_words(content, layer, forms.titles, document, lexicon())
        for layer in (surer(forms.whole, names), [*surer(forms.bodies, names), *names])
    )
    found = settled(
        [*_explained(content, acronyms, names), *forms.datelines],
        first,
        second,
        forms.certain,
        find_bare_acronyms(wording),
        forms.speaking,
    )
    found = by_surroundings(content, agreed(content, found), lexicon())
    found = repeated(content, wording, found, document)
    return settled(extended(content, one, lexicon()) for one in found)


@dataclass(slots=True)
class _Forms:
    """What forms tell in a text, each by start."""

    whole: list[Candidate] = field(default_factory=list)  # laws, events, people: beyond doubt
    bodies: list[Candidate] = field(default_factory=list)  # bodies and places
    certain: list[Candidate] = field(default_factory=list)
    speaking: list[Candidate] = field(default_factory=list)
    datelines: list[Candidate] = field(default_factory=list)
    titles: list[tuple[int, int]] = field(default_factory=list)  # sentences like headlines


def _tagged(
    content: str, wording: Wording, document: Document, instead: Sequence[Candidate] | None
) -> list[Candidate]:
    """Give the tagger's names with their right ends and kinds."""
    found = find_names(wording, document) if instead is None else instead
    whole = (part for one in found for part in of_body(content, one, lexicon()))
    parts = (trimmed(content, part) for one in whole for part in parted(content, one))
    return [
        by_words(content, one, lexicon())
        for one in parts
        if one is not None and not is_thing(content, one, lexicon())
    ]


def _by_form(content: str, sentences: Sequence[Sentence], wording: Wording) -> _Forms:
    """Look at each sentence for what its words and their form tell."""
    forms = _Forms()
    known = lexicon()
    for sentence, words in zip(sentences, wording, strict=True):
        start, end = sentence.start, sentence.end
        for one in find_official(content, start, end):
            (forms.bodies if one.kind == "organisation" else forms.whole).append(one)
        forms.bodies += find_sites(content, start, end)
        forms.whole += find_east_asian(content, start, end, known)
        forms.whole += find_aged(content, start, end)
        forms.whole += find_nicknamed(content, start, end)
        forms.whole += find_of_state(content, start, end)
        forms.whole += find_titled(words, known)
        forms.certain += find_called(content, start, end)
        forms.certain += find_certain(words, known)
        forms.speaking += find_speaking(words, known)
        forms.datelines += find_dateline(content, start, end)
        forms.datelines += find_us_states(content, start, end)
        if is_title(words):
            forms.titles.append((start, end))
    return forms


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
