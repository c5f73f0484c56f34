"""Books of version 3 (and 2, with an NCX) as bytes, small or as long as a novel."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO

from tests.builders import picture_file

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
    '<rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/>'
    "</rootfiles></container>"
)
PAGE = (
    '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"'
    ' xmlns:epub="http://www.idpf.org/2007/ops"><head><title>x</title></head><body>{}</body></html>'
)
METADATA = (
    "<dc:title>The Book</dc:title><dc:creator>Ada Mar</dc:creator><dc:language>en</dc:language>"
)


def opf(chapters: list[str], metadata: str = METADATA, items: str = "", spine: str = "") -> str:
    listed = "".join(
        f'<item id="c{n}" href="{href}" media-type="application/xhtml+xml"/>'
        for n, href in enumerate(chapters)
    )
    references = spine or "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
    return (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/" '
        f'xmlns:opf="http://www.idpf.org/2007/opf">{metadata}</metadata>'
        f'<manifest>{listed}{items}</manifest><spine toc="ncx">{references}</spine>'
        "</package>"
    )


def nav(inner: str, pages: str = "") -> str:
    listed = f'<nav epub:type="page-list"><ol>{pages}</ol></nav>' if pages else ""
    return PAGE.format(f'<nav epub:type="toc"><h1>Contents</h1><ol>{inner}</ol></nav>{listed}')


NAV_ITEM = '<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>'
NCX_ITEM = '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'


def zipped(entries: dict[str, str | bytes]) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        for name, body in entries.items():
            archive.writestr(name, body)
    return file.getvalue()


def book(
    chapters: dict[str, str], files: dict[str, str | bytes] | None = None, **known: str
) -> bytes:
    entries: dict[str, str | bytes] = {
        "META-INF/container.xml": CONTAINER,
        "OEBPS/content.opf": opf(list(chapters), **known),
    }
    entries |= {f"OEBPS/{name}": PAGE.format(body) for name, body in chapters.items()}
    return zipped(entries | (files or {}))


def novel(paragraphs: Iterator[str], chapters: int, length: int) -> bytes:
    """Give a book of so many chapters of at least so many characters, with notes and pictures."""
    pages: dict[str, str] = {}
    for number in range(chapters):
        text, notes, written = "", "", 0
        while written < length:
            words = next(paragraphs).replace("&", "&amp;").replace("<", "&lt;")
            first, _, rest = words.partition(" ")
            written += len(words)
            sign = f"{number}-{len(text)}"
            text += (
                f'<p class="text"><i>{first}</i> {rest}'
                f'<sup><a epub:type="noteref" href="#n{sign}">1</a></sup></p>'
            )
            notes += f'<aside epub:type="footnote" id="n{sign}"><p>1. {first}.</p></aside>'
        figure = '<figure><img src="p.png" alt="plate"/><figcaption>Plate</figcaption></figure>'
        pages[f"c{number}.xhtml"] = (
            f"<section><h1>Chapter {number + 1}</h1>{text}{figure if number % 4 == 0 else ''}"
            f"{notes}</section>"
        )
    entries = "".join(
        f'<li><a href="c{number}.xhtml">Chapter {number + 1}</a></li>' for number in range(chapters)
    )
    files: dict[str, str | bytes] = {
        "OEBPS/nav.xhtml": nav(entries),
        "OEBPS/p.png": picture_file((600, 400)),
    }
    return book(pages, files, items=NAV_ITEM)
