"""Annotations, quotes and entities as a table (CSV) that spreadsheet programs open safely."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence

from storage.exported import ArticleExport, ExportedQuote
from storage.exporters.places import color_name, iso, link_to, place_in, said
from storage.exporters.quotations import other_forms
from storage.finding_types import ArticleEntity
from storage.text.paragraph_numbers import Paragraphs
from storage.text.pictures_in_text import in_words
from storage.text.printed_pages import label_at
from storage.types import Annotation, Span

COLUMNS = (
    *("article", "author", "site", "url", "published", "page", "paragraph", "quotation", "note"),
    *("tags", "colour", "style", "created", "start", "end", "link", "id"),
    *("standing", "type", "kind", "speaker", "speaker_confirmed", "cue", "sentence"),
    *("confirmed", "name", "aliases", "count"),
    *("article_tags", "collections"),
)
BOM = "\ufeff"  # without it Excel takes UTF-8 for the local code page
# What a spreadsheet program may run as a formula, also after white space and in full width
# (OWASP, "CSV Injection"); an apostrophe in front makes it text.
_FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r]")


def csv_table(exports: Sequence[ArticleExport]) -> str:
    """Write one row for each annotation, quote and entity, as its `type` says.

    Columns `COLUMNS`, RFC 4180 with CRLF, BOM in front. Offsets are code points. Tags, aliases
    and paths of collections are separated by semicolons. What a row of its type does not have is
    empty; `confirmed` and `speaker_confirmed` are "yes" or "no".
    """
    table = io.StringIO(newline="")
    writer = csv.writer(table, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows(exports))
    return BOM + table.getvalue()


def rows(exports: Sequence[ArticleExport]) -> Iterator[list[str]]:
    """Give the cells of each annotation, then of each quote, then of each entity, safe to open."""
    for export in exports:
        paragraphs = Paragraphs(export.text.blocks)
        article = _article_cells(export)
        told = (
            *(_annotation_cells(export, paragraphs, a) for a in export.annotations),
            *(_quote_cells(export, exported) for exported in export.quotes),
            *(_entity_cells(export, paragraphs, entity) for entity in export.entities),
        )
        for cells in told:
            row = article | cells
            yield [harmless(row.get(column, "")) for column in COLUMNS]


def harmless(cell: str) -> str:
    """Give a cell that no spreadsheet program takes for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _article_cells(export: ArticleExport) -> dict[str, str]:
    article = export.article
    return {
        "article": article.title,
        "author": article.byline,
        "site": article.site,
        "url": article.url,
        "published": iso(article.published_at) if article.published_at else "",
        "article_tags": "; ".join(export.tags),
        "collections": "; ".join(export.collections),
    }


def _place_cells(export: ArticleExport, place: Span | None, paragraph: int) -> dict[str, str]:
    if place is None:
        return {}
    return {
        "page": label_at(export.text.pages, place.start),
        "paragraph": str(paragraph or ""),
        "start": str(place.start),
        "end": str(place.end),
    }


def _annotation_cells(
    export: ArticleExport, paragraphs: Paragraphs, annotation: Annotation
) -> dict[str, str]:
    place = place_in(annotation, export.text)
    return _place_cells(export, place, paragraphs.number(place.start) if place else 0) | {
        "quotation": said(annotation, export.text),
        "note": annotation.note,
        "tags": "; ".join(annotation.tags),
        "colour": color_name(export, annotation.color),
        "style": annotation.style,
        "created": iso(annotation.created_at),
        "link": link_to(annotation),
        "id": annotation.uid,
        "standing": annotation.standing if annotation.passage else "",
        "type": "annotation",
    }


def _quote_cells(export: ArticleExport, exported: ExportedQuote) -> dict[str, str]:
    quote = exported.quote
    return _place_cells(export, quote.span, exported.paragraph) | {
        "quotation": in_words(quote.exact, quote.span.start, export.text.pictures),
        "id": quote.uid,
        "type": "quote",
        "kind": quote.kind,
        "speaker": quote.shown_speaker,
        "speaker_confirmed": _yes(quote.is_speaker_confirmed),
        "cue": quote.cue_text,
        "sentence": exported.sentence,
        "confirmed": _yes(quote.state == "confirmed"),
    }


def _entity_cells(
    export: ArticleExport, paragraphs: Paragraphs, entity: ArticleEntity
) -> dict[str, str]:
    """Give an entity with its first place."""
    return _place_cells(export, entity.first, paragraphs.number(entity.first.start)) | {
        "type": "entity",
        "kind": entity.kind,
        "name": entity.name,
        "aliases": "; ".join(other_forms(entity)),
        "count": str(entity.count),
        "confirmed": _yes(entity.confirmed > 0),
    }


def _yes(is_so: bool) -> str:
    return "yes" if is_so else "no"
