"""PDF documents: the text of their pages in reading order, rejoined to what was written."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pypdfium2
import pypdfium2.raw as pdfium

from storage.errors import ImportFailed
from storage.importers import pdf_metadata as metadata
from storage.importers.composition import Draft
from storage.importers.pdf_file import opened, pages_of
from storage.importers.pdf_furniture import without_furniture
from storage.importers.pdf_groups import Group, Type, body_type, groups_in
from storage.importers.pdf_headings import LARGER, Headings
from storage.importers.pdf_layout import Region, regions_of
from storage.importers.pdf_lines import Line, PageText, read_lines
from storage.importers.pdf_links import links_of
from storage.importers.pdf_notes import Note, label_of, parted
from storage.importers.pdf_parts import Link, Picture, Piece, Writer
from storage.importers.pdf_pictures import PlacedPicture, has_pictures, pictures_on
from storage.importers.pdf_tables import Table, tables_in
from storage.importers.pdf_words import words_in
from storage.importers.sources import MAX_CHARACTERS, Source
from storage.importers.titles import clipped, from_name, headed, is_title

EXTRACTOR = "pdf 1"
LONGEST_S = 60.0  # for the pages of one document
MOST_PICTURES = 300
MOST_PICTURE_BYTES = 100_000_000
PICTURES_S = 15.0  # for the pictures of one document; what is left then is left out
FEW_CHARACTERS = 25  # a page with fewer, and a picture over most of it, was scanned
SCANNED = 0.5  # of a page's area, under a picture
MOSTLY = 0.5  # of the text without Unicode: nothing to read
SOME = 0.03
REPEATED = 3  # pages with the same picture: it belongs to none of them
TINY, TINY_SHARE = 4.0, 0.4  # points and times the body's size: labels in drawings made small

_NO_TITLE = re.compile(r"(?:table of )?contents|abstract|inhalt|index|sommaire|summary", re.I)
_LETTERS = re.compile(r"[^\W\d_]{3}")


@dataclass(slots=True)
class _Content:
    """What was found on the pages, in their order."""

    pages: list[PageText] = field(default_factory=list)
    characters: int = 0
    links: dict[int, list[Link]] = field(default_factory=dict)
    pictures: dict[int, list[PlacedPicture]] = field(default_factory=dict)
    picture_count: int = 0
    picture_bytes: int = 0
    picture_s: float = 0.0  # spent on them
    left_out: int = 0  # pictures
    scanned: list[int] = field(default_factory=list)


def read_pdf(source: Source) -> Draft:
    """Read a PDF document. Raises: ImportFailed."""
    with opened(source.data, source.name) as document:
        count = pages_of(document, source.name)
        content = _read(document, count, source)
        _refuse_unreadable(content, source.name)
        title = metadata.title_in(document)
        outline = metadata.outline_of(document)
        labels = metadata.page_labels(document, count)
        facts = Draft(
            title,
            [],
            EXTRACTOR,
            byline=metadata.byline_in(document),
            language=metadata.language_in(document),
            published_at=metadata.date_in(document, datetime.now(UTC)),
            notices=_notices(content, labels),
        )
    kept = without_furniture(content.pages)
    type_ = body_type(kept)
    tiny = min(TINY, TINY_SHARE * type_.size)
    kept = [[line for line in lines if line.size >= tiny] for lines in kept]
    title = title or _title_on(kept[0], type_) or from_name(source.stem)
    pieces: list[Piece] = []
    notes: list[Note] = []
    for number, lines in enumerate(kept):
        asides = content.pages[number].asides
        found, at_foot = _pieces([lines, *asides], content.pictures.get(number, ()), type_, number)
        pieces += found
        notes += at_foot
    groups = [piece.thing for piece in pieces if isinstance(piece.thing, Group)]
    headings = Headings(groups, type_, outline, title)
    words = words_in(line.text for lines in kept for line in lines)
    writer = Writer(type_, headings, words, notes, content.links)
    facts.title = clipped(title)
    facts.parts = headed(facts.title, writer.parts(pieces, labels))
    return facts


def _read(document: pypdfium2.PdfDocument, count: int, source: Source) -> _Content:
    """Read the pages one by one. Raises: ImportFailed if that takes too long or too much."""
    content = _Content()
    looks_for_pictures = has_pictures(source.data)
    began = time.monotonic()
    for number in range(count):
        if time.monotonic() - began > LONGEST_S:
            raise ImportFailed(
                f"{source.name} takes too long to read: after a minute Postil was at page "
                f"{number + 1:,} of {count:,}. Split it into parts and open them one by one."
            )
        with _page(document, number) as (page, textpage):
            if page is None:
                content.pages.append(PageText([], (0, 0, 612, 792), 0, 0.0))
                continue
            text = read_lines(page, textpage, number)
            content.pages.append(text)
            content.characters += text.characters
            if text.characters and (links := links_of(document, page, textpage)):
                content.links[number] = links
            if looks_for_pictures:
                _take_pictures(content, page, number)
        if content.characters > MAX_CHARACTERS:
            raise ImportFailed(
                f"{source.name} has more than {MAX_CHARACTERS:,} characters, the longest text that "
                "Postil reads. Split it into parts and open them one by one."
            )
    _drop_repeated_pictures(content)
    return content


def _take_pictures(content: _Content, page: pdfium.FPDF_PAGE, number: int) -> None:
    """Add the pictures of the page that was read last."""
    start = time.monotonic()
    with_files = (
        content.picture_s < PICTURES_S
        and content.picture_count < MOST_PICTURES
        and content.picture_bytes < MOST_PICTURE_BYTES
    )
    pictures = list(pictures_on(page, with_files=with_files))
    content.picture_s += time.monotonic() - start
    few = content.pages[-1].characters < FEW_CHARACTERS
    if few and sum(picture.share for picture in pictures) > SCANNED:
        content.scanned.append(number)
        return
    if shown := [picture for picture in pictures if picture.body]:
        content.pictures[number] = shown
        content.picture_count += len(shown)
        content.picture_bytes += sum(len(picture.body) for picture in shown)
    content.left_out += len(pictures) - len(shown)


def _drop_repeated_pictures(content: _Content) -> None:
    """Leave out what stands on page after page: a letterhead, an ornament."""
    pages = Counter(
        body for shown in content.pictures.values() for body in {picture.body for picture in shown}
    )
    for number, shown in content.pictures.items():
        content.pictures[number] = [p for p in shown if pages[p.body] < REPEATED]


@contextmanager
def _page(
    document: pypdfium2.PdfDocument, number: int
) -> Iterator[tuple[pdfium.FPDF_PAGE | None, pdfium.FPDF_TEXTPAGE | None]]:
    """Give a page and its text; (None, None) for one that is damaged."""
    page = pdfium.FPDF_LoadPage(document.raw, number)
    textpage = pdfium.FPDFText_LoadPage(page) if page else None
    try:
        yield (page, textpage) if textpage else (None, None)
    finally:
        if textpage:
            pdfium.FPDFText_ClosePage(textpage)
        if page:
            pdfium.FPDF_ClosePage(page)


def _refuse_unreadable(content: _Content, name: str) -> None:
    """Refuse scans and text that no letters are known of. Raises: ImportFailed."""
    characters = sum(len(line.text) for page in content.pages for line in page.lines)
    if content.scanned and characters < FEW_CHARACTERS * max(2, len(content.pages)):
        raise ImportFailed(
            f"{name} is a scan: its pages are pictures without text. Run it through a text "
            "recognition program such as OCRmyPDF, then open the result."
        )
    if not characters:
        raise ImportFailed(
            f"{name} has no text on its pages. If it shows pictures of text, run it through a text "
            "recognition program such as OCRmyPDF, then open the result."
        )
    if _unmapped(content) > MOSTLY:
        raise ImportFailed(
            f"{name} does not say which letters its signs stand for, so its text cannot be read. "
            "Run it through a text recognition program (OCRmyPDF with --force-ocr), then open the "
            "result."
        )


def _unmapped(content: _Content) -> float:
    return sum(page.unmapped * page.characters for page in content.pages) / max(
        1, content.characters
    )


def _notices(content: _Content, labels: Sequence[str]) -> list[str]:
    notices = []
    if content.scanned:
        named = ", ".join(labels[number] for number in content.scanned[:20])
        more = f" and {len(content.scanned) - 20:,} more" if len(content.scanned) > 20 else ""
        pages = "Page" if len(content.scanned) == 1 else "Pages"
        is_scanned = "is a picture" if len(content.scanned) == 1 else "are pictures"
        notices.append(
            f"{pages} {named}{more} {is_scanned} without text and not in the article. "
            "A text recognition program such as OCRmyPDF can add the text."
        )
    if _unmapped(content) > SOME:
        notices.append(
            "Part of this PDF does not say which letters its signs stand for; "
            "some words may be wrong or missing. Compare with the pages."
        )
    if content.left_out:
        what = "1 picture is" if content.left_out == 1 else f"{content.left_out:,} pictures are"
        notices.append(f"{what} not in the article; the pages show them.")
    return notices


def _pieces(
    texts: Sequence[Sequence[Line]], pictures: Sequence[PlacedPicture], type_: Type, number: int
) -> tuple[list[Piece], list[Note]]:
    """Give what stands on a page in reading order, and the notes at its foot.

    `texts` are its upright lines and those that are turned against them.
    """
    labels = {
        label
        for line in texts[0]
        if len(line.runs) > 1
        for run in line.runs
        if (label := label_of(run, line))
    }
    pieces: list[Piece] = []
    notes: list[Note] = []
    for region in (region for lines in texts for region in regions_of(lines)):
        start = len(pieces)
        for part in tables_in(region):
            if isinstance(part, Table):
                pieces.append(Piece(part))
                continue
            groups = groups_in(part, type_)
            if labels:
                groups, at_foot = parted(groups, labels, type_)
                notes += at_foot
            pieces += [Piece(group) for group in groups]
        if start < len(pieces):
            pieces[start].begins = True
    for picture in pictures:
        _insert(pieces, picture, number)
    return pieces, notes


def _insert(pieces: list[Piece], picture: PlacedPicture, number: int) -> None:
    """Put a picture before the first text that stands below it in its columns."""
    at = len(pieces)
    for index, piece in enumerate(pieces):
        line = _first_line(piece)
        if line and line.base < picture.y0 + 4 and _is_over(picture, line):
            at = index
            break
    pieces.insert(at, Piece(Picture(picture.body, number)))


def _is_over(picture: PlacedPicture, line: Line) -> bool:
    """Say whether a picture stands in the column of a line; mirrored ones have no other."""
    return line.x1 <= 0 or (line.x0 < picture.x1 and line.x1 > picture.x0)


def _first_line(piece: Piece) -> Line | None:
    if isinstance(piece.thing, Group):
        return piece.thing.first
    return piece.thing.cells[0][2][0] if isinstance(piece.thing, Table) else None


def _title_on(lines: Sequence[Line], type_: Type) -> str:
    """Give the largest lines of the first page as a title, "" if none stands out."""
    if not lines:
        return ""
    top = max(line.base for line in lines)
    foot = min(line.base for line in lines)
    upper = [line for line in lines if line.base > foot + (top - foot) * 0.3]
    size = max((line.size for line in upper if _LETTERS.search(line.text)), default=0.0)
    if not size:
        return ""
    if size < type_.size * LARGER:
        groups = groups_in(regions_of(lines)[0], type_)
        text = groups[0].text
        return text if is_title(text) and _LETTERS.search(text) else ""
    largest = [[line] for line in upper if size * 0.95 < line.size < size * 1.05]
    right = max(row[0].x1 for row in largest)
    text = groups_in(Region(largest, 0, right), type_)[0].text
    alphabets = {ord(sign) >> 8 for sign in text if "\u0370" <= sign < "\u2000"}
    if len(alphabets) > 1 or _NO_TITLE.fullmatch(text.strip()):  # an ornamental font's signs
        return ""
    return text
