"""A text with findings, for tests of what is made of them."""

from __future__ import annotations

from storage.found import Findings, FoundEntity, FoundMention, FoundQuote
from storage.library import Library
from storage.types import ArticleText, Span
from tests.builders import add_article, make_imported

VISIT = (
    "Visit to Tashkent\n\n"
    "Ana Ruiz of the World Health Organization (WHO) said: “We are here.”\n\n"
    "It rained. Ruiz noted that WHO had left in peace on Friday. Nobody knew why."
)


def span_of(content: str, words: str, number: int = 0) -> Span:
    """Give where words stand in a text for the first time, or a later one."""
    start = -1
    for _ in range(number + 1):
        start = content.index(words, start + 1)
    return Span(start, start + len(words))


def visit_findings(content: str = VISIT, version: str = "1") -> Findings:
    """Give what a finder would say of the text, wherever its words are in another one.

    Three entities (person, organisation, date) and two quotes, the second by nobody known.
    """
    entities = (
        FoundEntity("person", "Ana Ruiz", ("Ruiz",), roles=("WHO head",)),
        FoundEntity("organisation", "World Health Organization", ("WHO",)),
        FoundEntity("date", "Friday", iso="2019-11-08"),
    )
    named = (("Ana Ruiz", 0, 0), ("World Health Organization", 0, 1), ("WHO", 0, 1))
    named = (*named, ("Ruiz", 1, 0), ("WHO", 1, 1), ("Friday", 0, 2))
    mentions = [
        FoundMention(place.start, place.end, entity, 0.8)
        for words, number, entity in named
        if content.count(words) > number
        for place in [span_of(content, words, number)]
    ]
    quotes: list[FoundQuote] = []
    if "“We are here.”" in content:
        speaker, cue = span_of(content, "Ana Ruiz"), span_of(content, "said")
        place = span_of(content, "“We are here.”")
        quotes.append(FoundQuote(place, "direct", speaker, 0, cue, 0.99, 0.9))
    if "noted that" in content:
        place = span_of(content, "that WHO had left in peace")
        cue = span_of(content, "noted")
        quotes.append(FoundQuote(place, "indirect", span_of(content, "Ruiz", 1), None, cue, 0.7))
    found = tuple(sorted(mentions)), tuple(quotes)
    return Findings("postil", version, "en", entities, *found)


def add_visit(library: Library, content: str = VISIT, origin: str = "/visit.txt") -> ArticleText:
    """Add an article with the text, and what was found in it."""
    imported = make_imported(content, url="", origin=origin)
    text = library.texts.current(add_article(library, imported))
    with library.unrecorded():
        library.findings.record(text, visit_findings(content))
    return text
