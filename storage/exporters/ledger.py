"""The quote ledger as Markdown, table or JSON: quotes of many articles, each with its source."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from storage.exporters.markdown import escaped, quoted, web_link
from storage.exporters.places import day, iso
from storage.exporters.quotations import context_of, doubt_about_quote, one_line, speaker_of
from storage.exporters.spreadsheet import BOM, harmless
from storage.finding_types import LedgerEntry

LedgerFormat = Literal["markdown", "csv", "json"]
COLUMNS = (
    *("speaker", "speaker_confirmed", "cue", "quotation", "kind", "confirmed", "sentence"),
    *("article", "author", "site", "url", "published", "added", "paragraph", "id", "article_id"),
)


def ledger_markdown(entries: Sequence[LedgerEntry]) -> str:
    """Write quotes in their order, each with who said it, its source and what it is part of.

    What the reader has not confirmed is marked.
    """
    return "\n\n".join(["# Quotes", *map(_as_markdown, entries)]) + "\n"


def ledger_csv(entries: Sequence[LedgerEntry]) -> str:
    """Write one row for each quote; columns `COLUMNS`, RFC 4180 with CRLF, BOM in front."""
    table = io.StringIO(newline="")
    writer = csv.writer(table, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for entry in entries:
        facts = _facts(entry)
        writer.writerow([harmless(_cell(facts[column])) for column in COLUMNS])
    return BOM + table.getvalue()


def ledger_json(entries: Sequence[LedgerEntry]) -> str:
    """Write an array of quotes with the columns of the table as keys; what is unknown is null."""
    told = [
        {column: None if facts[column] == "" else facts[column] for column in COLUMNS}
        for facts in map(_facts, entries)
    ]
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


LEDGER_FORMATS: Mapping[LedgerFormat, Callable[[Sequence[LedgerEntry]], str]] = {
    "markdown": ledger_markdown,
    "csv": ledger_csv,
    "json": ledger_json,
}
LEDGER_SUFFIXES: Mapping[LedgerFormat, str] = {"markdown": ".md", "csv": ".csv", "json": ".json"}


def _as_markdown(entry: LedgerEntry) -> str:
    quote = entry.quote
    cue = f" ({escaped(quote.cue_text)})" if quote.cue_text.strip() else ""
    facts = [
        f"— {escaped(speaker_of(quote))}{cue}",
        web_link(entry.title, entry.url),
        escaped(entry.byline),
        escaped(entry.site),
        day(entry.published_at) if entry.published_at else "",
        f"paragraph {entry.paragraph}" if entry.paragraph else "",
        f"*{doubt}*" if (doubt := doubt_about_quote(quote)) else "",
    ]
    return quoted(quote, facts, context_of(quote, entry.sentence))


def _facts(entry: LedgerEntry) -> dict[str, str | int | bool]:
    quote = entry.quote
    return {
        "speaker": quote.shown_speaker,
        "speaker_confirmed": quote.is_speaker_confirmed,
        "cue": quote.cue_text,
        "quotation": "\n".join(one_line(line) for line in quote.exact.split("\n")),
        "kind": quote.kind,
        "confirmed": quote.state == "confirmed",
        "sentence": entry.sentence,
        "article": entry.title,
        "author": entry.byline,
        "site": entry.site,
        "url": entry.url,
        "published": iso(entry.published_at) if entry.published_at else "",
        "added": iso(entry.imported_at),
        "paragraph": entry.paragraph or "",
        "id": quote.uid,
        "article_id": entry.article_uid,
    }


def _cell(value: str | int | bool) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
