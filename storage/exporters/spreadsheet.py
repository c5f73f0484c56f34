"""Annotations as a table (CSV) that spreadsheet programs open as it is meant."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence

from storage.exported import ArticleExport
from storage.exporters.places import Paragraphs, color_name, iso, link_to, place_in, said
from storage.text.printed_pages import label_at
from storage.types import Annotation

COLUMNS = (
    *("article", "author", "site", "url", "published", "page", "paragraph", "quotation", "note"),
    *("tags", "colour", "style", "created", "start", "end", "link", "id"),
    "standing",
)
BOM = "\ufeff"  # without it Excel takes UTF-8 for the local code page
# What a spreadsheet program may run as a formula, also after white space and in full width
# (OWASP, "CSV Injection"); an apostrophe in front makes it text.
_FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r]")


def csv_table(exports: Sequence[ArticleExport]) -> str:
    """Write one row for each annotation; columns `COLUMNS`, RFC 4180 with CRLF, BOM in front.

    Offsets are code points. Tags are separated by semicolons.
    """
    table = io.StringIO(newline="")
    writer = csv.writer(table, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows(exports))
    return BOM + table.getvalue()


def rows(exports: Sequence[ArticleExport]) -> Iterator[list[str]]:
    """Give the cells of each annotation, safe to open."""
    for export in exports:
        paragraphs = Paragraphs(export.text.blocks)
        for annotation in export.annotations:
            yield [harmless(cell) for cell in _cells(export, paragraphs, annotation)]


def harmless(cell: str) -> str:
    """Give a cell that no spreadsheet program takes for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _cells(export: ArticleExport, paragraphs: Paragraphs, annotation: Annotation) -> list[str]:
    article, passage = export.article, annotation.passage
    place = place_in(annotation, export.text)
    number = paragraphs.number(place.start) if place else 0
    return [
        article.title,
        article.byline,
        article.site,
        article.url,
        iso(article.published_at) if article.published_at else "",
        label_at(export.text.pages, place.start) if place else "",
        str(number) if number else "",
        said(annotation, export.text),
        annotation.note,
        "; ".join(annotation.tags),
        color_name(export, annotation.color),
        annotation.style,
        iso(annotation.created_at),
        str(place.start) if place else "",
        str(place.end) if place else "",
        link_to(annotation),
        annotation.uid,
        annotation.standing if passage else "",
    ]
