"""Quotes and entities as exporters write them: where a quote stands, what is not sure about it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import groupby

from storage.exported import ExportedQuote
from storage.finders.paragraphs import asked
from storage.finders.sentences import sentence_around, sentences_of
from storage.finding_types import KIND_NAMES, ArticleEntity, Quote
from storage.found import ENTITY_KINDS
from storage.text.paragraph_numbers import Paragraphs
from storage.text.pictures_in_text import in_words
from storage.types import ArticleText, Span

HEADING = "Quotes"
ENTITIES_HEADING = "People, organisations, places"


def with_places(text: ArticleText, quotes: Sequence[Quote]) -> tuple[ExportedQuote, ...]:
    """Give quotes of a text with the sentences and the paragraph that they stand in."""
    if not quotes:
        return ()
    numbers = Paragraphs(text.blocks)
    paragraphs = asked(text.content, text.blocks).paragraphs
    found: list[ExportedQuote] = []
    for quote in quotes:
        sentences = sentences_of(text.content, _touched(paragraphs, quote.span))
        around = sentence_around(text.content, sentences, quote.span) or one_line(quote.exact)
        found.append(ExportedQuote(quote, one_line(around), numbers.number(quote.span.start)))
    return tuple(found)


def doubt_about_quote(quote: Quote) -> str:
    """Say what the reader has not confirmed of a quote, "" if nothing."""
    if quote.speaker is None:
        speaker = "" if quote.is_speaker_confirmed else "speaker not known"
    else:
        speaker = "" if quote.is_speaker_confirmed else "speaker not confirmed"
    if quote.state == "confirmed":
        return speaker
    if speaker == "speaker not confirmed":
        return "quote and speaker not confirmed"
    return ", ".join(doubt for doubt in ("quote not confirmed", speaker) if doubt)


def speaker_of(quote: Quote) -> str:
    """Give who speaks as far as it is known; where only the words of the text say it, those."""
    return one_line(quote.shown_speaker) or "Unknown speaker"


def context_of(quote: Quote, sentence: str) -> str:
    """Give the sentences around a quote; "" where they say no more than the quote itself."""
    return "" if one_line(sentence) == one_line(quote.exact) else one_line(sentence)


def by_kind(entities: Sequence[ArticleEntity]) -> list[tuple[str, list[ArticleEntity]]]:
    """Give entities under the names of their kinds, those that are named most often first."""
    ordered = sorted(entities, key=lambda entity: ENTITY_KINDS.index(entity.kind))
    return [
        (KIND_NAMES[kind][1], sorted(some, key=lambda entity: -entity.count))
        for kind, some in groupby(ordered, lambda entity: entity.kind)
    ]


def facts_about(entity: ArticleEntity) -> list[str]:
    """Give what else it is called in the article, a date's value, and whether it is confirmed."""
    also = other_forms(entity)
    facts = [f"also {', '.join(also)}"] if also else []
    if entity.confirmed == 0:
        facts.append("not confirmed")
    elif entity.confirmed < entity.count:
        facts.append(f"{entity.confirmed:,} of {entity.count:,} confirmed")
    return facts


def other_forms(entity: ArticleEntity) -> list[str]:
    """Give what else it is called in the article, most frequent first; case makes no other name."""
    known = {entity.name.casefold()}
    forms: list[str] = []
    for form in map(one_line, entity.forms):
        if form.casefold() not in known:
            known.add(form.casefold())
            forms.append(form)
    return forms


def one_line(words: str) -> str:
    """Give words without line breaks; "[Picture]" where one stands."""
    return " ".join(in_words(words).split())


def _touched(paragraphs: Sequence[Span], span: Span) -> Sequence[Span]:
    first = bisect_right(paragraphs, span.start, key=lambda paragraph: paragraph.end)
    return paragraphs[first : bisect_left(paragraphs, span.end, key=lambda one: one.start)]
