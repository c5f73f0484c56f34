"""Names of an English text: by the tagger, by their form, by what the text says elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from storage.finders.abbreviations import find_bare_acronyms
from storage.finders.acronyms import Acronym
from storage.finders.candidates import Candidate, settled, surer
from storage.finders.certain import find_certain
from storage.finders.consistency import agreed, repeated
from storage.finders.features import Document
from storage.finders.kinds import by_words, is_thing
from storage.finders.lexicon import lexicon
from storage.finders.official import find_official, is_body, is_numbered
from storage.finders.people_by_form import find_east_asian, find_speaking, find_titled
from storage.finders.sentences import Sentence
from storage.finders.sites import find_dateline, find_sites
from storage.finders.tagging import document_of, find_names
from storage.finders.title_case import title_spans, without_title_words
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
    whole = [one for one in forms if one.kind not in ("organisation", "place")]
    bodies = [one for one in forms if one.kind in ("organisation", "place")]
    titles = title_spans(wording)
    first, second = (
        without_title_words(content, layer, titles, document, lexicon())
        for layer in (surer(whole, names), [*surer(bodies, names), *names])
    )
    certain = [one for words in wording for one in find_certain(words, lexicon())]
    speaking = [one for words in wording for one in find_speaking(words, lexicon())]
    datelines = [one for at in sentences for one in find_dateline(content, at.start, at.end)]
    found = settled(
        [*_explained(content, acronyms, names), *datelines],
        first,
        second,
        certain,
        find_bare_acronyms(wording),
        speaking,
    )
    return repeated(content, wording, agreed(content, found), document)


def _tagged(
    content: str, wording: Wording, document: Document, instead: Sequence[Candidate] | None
) -> list[Candidate]:
    """Give the tagger's names with their right ends and kinds."""
    found = find_names(wording, document) if instead is None else instead
    parts = (trimmed(content, part) for one in found for part in parted(content, one))
    return [
        by_words(content, one, lexicon())
        for one in parts
        if one is not None and not is_thing(content, one, lexicon())
    ]


def _by_form(content: str, sentences: Sequence[Sentence], wording: Wording) -> list[Candidate]:
    """Give the names that their own words or the word before them tell."""
    found: list[Candidate] = []
    for sentence, words in zip(sentences, wording, strict=True):
        found += find_official(content, sentence.start, sentence.end)
        found += find_sites(content, sentence.start, sentence.end)
        found += find_east_asian(content, sentence.start, sentence.end)
        found += find_titled(words, lexicon())
    return found


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
