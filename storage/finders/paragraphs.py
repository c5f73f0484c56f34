"""What of a text is looked through: its paragraphs, from blocks or from blank lines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from storage.found import Asked, Known
from storage.types import Block, Span

LOOKED_AT = frozenset(("paragraph", "heading", "item", "cell", "caption"))
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")


def paragraphs_of(content: str) -> tuple[Span, ...]:
    """Give the paragraphs of a text without blocks, by start and without white space around them.

    They are what stands between blank lines; in a text that has none, every line is one.
    """
    separator = re.compile(r"\n\s*\n" if _BLANK_LINE.search(content) else r"\n")
    found: list[Span] = []
    start = 0
    for match in separator.finditer(content):
        found += _trimmed(content, start, match.start())
        start = match.end()
    return (*found, *_trimmed(content, start, len(content)))


def asked(
    content: str,
    blocks: Iterable[Block],
    language: str = "",
    published_at: datetime | None = None,
    known: Known = Known(),  # noqa: B008  (frozen)
) -> Asked:
    """Give what the finder is asked for an article: its blocks of words, code left out."""
    paragraphs: list[Span] = []
    quoted: list[Span] = []
    headings: list[Span] = []
    for block in blocks:
        if block.kind not in LOOKED_AT:
            continue
        for span in _trimmed(content, block.start, block.end):
            paragraphs.append(span)
            if block.quote:
                quoted.append(span)
            if block.kind == "heading":
                headings.append(span)
    return Asked(
        content,
        tuple(paragraphs),
        tuple(quoted),
        tuple(headings),
        language,
        published_at,
        known,
    )


def _trimmed(content: str, start: int, end: int) -> list[Span]:
    text = content[start:end]
    start += len(text) - len(text.lstrip())
    end = start + len(text.strip())
    return [Span(start, end)] if start < end else []
