"""What somebody said with where it is from, to paste into a text of one's own."""

from __future__ import annotations

from html import escape
from typing import Literal

from storage.exporters.places import day
from storage.exporters.quotations import doubt_about_quote, one_line, speaker_of
from storage.finding_types import LedgerEntry
from storage.text.addresses import is_web

QuoteFlavour = Literal["text", "html"]


def quote_citation(entry: LedgerEntry, *, flavour: QuoteFlavour = "text") -> str:
    """Give a quote with its speaker, then author, title, site, date and paragraph of the article.

    What the reader has not confirmed is said.
    """
    title, words = one_line(entry.title), _words(entry)
    if flavour == "text":
        return f"{words} ({', '.join(_who(entry))}; in: {', '.join(_where(entry, title))})"
    linked = f"<cite>{escape(title)}</cite>"
    if is_web(entry.url):
        linked = f'<a href="{escape(entry.url)}">{linked}</a>'
    who = ", ".join(map(escape, _who(entry)))
    where = ", ".join(linked if part is title else escape(part) for part in _where(entry, title))
    return f"<p>{escape(words)} ({who}; in: {where})</p>"


def _words(entry: LedgerEntry) -> str:
    """Give the words on one line, in quotation marks; most direct quotes bring their own."""
    words = one_line(entry.quote.exact)
    has_marks = entry.quote.kind == "direct" and not words[:1].isalnum()
    return words if has_marks else f"“{words}”"


def _who(entry: LedgerEntry) -> list[str]:
    is_reported = entry.quote.kind == "indirect"
    facts = (
        speaker_of(entry.quote),
        doubt_about_quote(entry.quote),
        "reported speech" if is_reported else "",
    )
    return [fact for fact in facts if fact]


def _where(entry: LedgerEntry, title: str) -> list[str]:
    facts = (
        one_line(entry.byline),
        title,
        one_line(entry.site),
        day(entry.published_at) if entry.published_at else "",
        f"paragraph {entry.paragraph}" if entry.paragraph else "",
    )
    return [fact for fact in facts if fact]
