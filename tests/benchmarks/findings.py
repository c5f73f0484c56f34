"""As many names and quotes as a text with many has, made up, as a finder would record them."""

from __future__ import annotations

import random
import re

from storage.finders.detector import DETECTOR, VERSION
from storage.found import ENTITY_KINDS, Findings, FoundEntity, FoundMention, FoundQuote
from storage.library import Library
from storage.types import ArticleId, Span

PER_MENTION = 200  # characters; 15,000 mentions in 3 million
PER_QUOTE = 1_500  # 2,000 quotes
ENTITIES = 400
QUOTE = (40, 400)  # characters of one


def fill_findings(library: Library, article: ArticleId) -> None:
    """Record names and quotes in an article, the same for the same text."""
    text = library.texts.current(article)
    content = text.content
    rng = random.Random(len(content))
    words = [Span(*match.span()) for match in re.finditer(r"\b\w{4,}\b", content)]
    spans = sorted(rng.sample(words, len(content) // PER_MENTION), key=lambda span: span.start)
    names = [f"Entity {number}" for number in range(ENTITIES)]
    entities = tuple(
        FoundEntity(ENTITY_KINDS[number % len(ENTITY_KINDS)], name)
        for number, name in enumerate(names)
    )
    mentions = tuple(
        FoundMention(span.start, span.end, rng.randrange(ENTITIES), rng.uniform(0.5, 1))
        for span in spans
    )
    starts = sorted(rng.sample(range(len(content) - QUOTE[1]), len(content) // PER_QUOTE))
    quotes = tuple(
        FoundQuote(
            Span(start, start + rng.randint(*QUOTE)),
            "indirect" if number % 3 == 0 else "direct",
            entity=rng.randrange(ENTITIES),
        )
        for number, start in enumerate(starts)
    )
    with library.unrecorded():
        library.findings.record(text, Findings(DETECTOR, VERSION, "en", entities, mentions, quotes))
