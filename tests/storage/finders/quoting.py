"""What the tests of quotations share: a text looked through, and its quotations in words."""

from typing import NamedTuple

from storage.finders.finding import find
from storage.finders.paragraphs import paragraphs_of
from storage.found import Asked, Findings
from storage.types import Span


class Told(NamedTuple):
    kind: str
    words: str
    speaker: str | None
    who: str | None
    cue: str | None
    speaker_confidence: float


def told(text, language="en", quoted=()) -> list[Told]:
    """Give the quotations of a text; `quoted` are numbers of paragraphs in a block quote."""
    paragraphs = paragraphs_of(text)
    blocks = tuple(paragraphs[number] for number in quoted)
    findings = find(Asked(text, paragraphs, quoted=blocks, language=language))
    return in_words(text, findings)


def in_words(text: str, findings: Findings) -> list[Told]:
    def words(span: Span | None) -> str | None:
        return text[span.start : span.end] if span else None

    return [
        Told(
            quote.kind,
            words(quote.span) or "",
            words(quote.speaker),
            findings.entities[quote.entity].name if quote.entity is not None else None,
            words(quote.cue),
            quote.speaker_confidence,
        )
        for quote in findings.quotes
    ]


def direct(text, **options) -> list[tuple[str, str | None]]:
    """Give the direct quotations without their marks, each with its speaker as written."""
    marks = "\"“”„«»‘’'‚「」 \u00a0"
    return [(q.words.strip(marks), q.speaker) for q in told(text, **options) if q.kind == "direct"]


def indirect(text, **options) -> list[tuple[str, str | None]]:
    return [(q.words, q.speaker) for q in told(text, **options) if q.kind == "indirect"]
