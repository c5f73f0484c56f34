"""The text of an OpenDocument: paragraphs, headings, lists, tables, boxes and notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from lxml import etree

from storage.importers.composition import Part
from storage.importers.odt_lists import Lists, Place
from storage.importers.odt_package import TextPackage
from storage.importers.odt_styles import DRAW, OFFICE, TABLE, TEXT, Styles
from storage.importers.odt_text import Inline
from storage.importers.office_draft import Facts
from storage.importers.office_parts import (
    MOST_COLUMNS,
    Body,
    Cell,
    Notes,
    Shape,
    Tables,
)
from storage.importers.office_text import marks_of

_DROPPED = {  # made from the text by the program, or not for readers
    *(f"{TEXT}table-of-content", f"{TEXT}illustration-index", f"{TEXT}table-index"),
    *(f"{TEXT}object-index", f"{TEXT}user-index", f"{TEXT}sequence-decls"),
    *(f"{TEXT}variable-decls", f"{TEXT}user-field-decls", f"{TEXT}index-title-template"),
    *(f"{OFFICE}forms", f"{OFFICE}annotation", f"{TEXT}dde-connection-decls"),
    f"{TEXT}alphabetical-index-auto-mark-file",
}
_THROUGH = {
    *(f"{TEXT}section", f"{TEXT}alphabetical-index", f"{TEXT}bibliography", f"{TEXT}index-body"),
    *(f"{TEXT}index-title", f"{DRAW}text-box", f"{DRAW}page", f"{TEXT}numbered-paragraph"),
}


class Story:
    """Reads the main text and, on demand, the notes."""

    def __init__(self, package: TextPackage, styles: Styles, facts: Facts) -> None:
        """Begin before the text."""
        self._styles = styles
        self._facts = facts
        self._lists = Lists(styles)
        self._notes = Notes()
        self._tables = Tables()
        self._inline = Inline(package, styles, self._notes, facts)

    def parts(self, text: etree._Element) -> list[Part]:
        """Give the parts of the text with its notes at the end."""
        body = Body()
        self._blocks(text, body, None)
        return [*body.close(), *self._notes.parts(self._note)]

    def _note(self, key: str) -> Sequence[Part]:
        body = Body()
        self._blocks(self._inline.notes[key], body, None)
        return body.close()

    def _blocks(self, parent: etree._Element, body: Body, place: Place | None) -> None:
        for child in parent:
            tag = child.tag
            if tag in (f"{TEXT}p", f"{TEXT}h"):
                self._paragraph(child, body, place)
            elif tag == f"{TEXT}list":
                inside = self._lists.enter(child, place)
                for item in child.iterchildren(f"{TEXT}list-item", f"{TEXT}list-header"):
                    self._lists.begin_item(inside, item)
                    self._blocks(item, body, inside)
            elif tag == f"{TABLE}table":
                body.add_parts(self._tables.parts(list(self._cells(child))))
            elif tag in _THROUGH:
                if child.get(f"{TEXT}display") != "none":
                    self._blocks(child, body, place)
            elif tag == f"{TEXT}tracked-changes":
                self._facts.has_changes |= len(child) > 0
            elif tag not in _DROPPED and isinstance(tag, str) and tag.startswith(DRAW):
                self._inline.draw(child, body.writing)
                body.add()
                self._read_boxes(body)

    def _paragraph(self, paragraph: etree._Element, body: Body, place: Place | None) -> None:
        style = self._styles.paragraph(paragraph.get(f"{TEXT}style-name", ""))
        shape = self._shape(paragraph, style.meaning.role, style.meaning.rank, place)
        if style.is_set_off and shape == Shape():
            shape = Shape(quote=1)
        if shape.kind in ("heading", "caption") and shape.marker:
            body.writing.add(f"{shape.marker} ")
            shape = replace(shape, marker="")
        if not style.run.is_hidden:
            self._inline.write(paragraph, body.writing, marks_of(style.run))
        if style.meaning.role == "title" and not self._facts.titled:
            self._facts.titled = "".join(body.writing.pieces)
        if style.meaning.role == "contents":
            body.writing.part()
        elif style.meaning.role == "rule" and not body.writing.has_words:
            body.add()
            body.add_rule()
        else:
            body.add(shape)
        self._read_boxes(body)

    def _shape(self, paragraph: etree._Element, role: str, rank: int, place: Place | None) -> Shape:
        """Give what a paragraph is; a heading's marker is the number that stands before it."""
        if paragraph.tag == f"{TEXT}h" or role in ("heading", "title"):
            level = paragraph.get(f"{TEXT}outline-level", "")
            is_known = level.isdigit() and 0 < len(level) < 3
            number = max(1, int(level)) if is_known else rank or 1
            if role == "title":
                return Shape("heading", 1)
            label = ""
            if place is not None and self._styles.has_list(place.style) and place.style:
                sign, is_number = self._lists.sign(place)
                label = sign if is_number else ""
            elif paragraph.tag == f"{TEXT}h":
                label = self._heading_number(paragraph, number)
            return Shape("heading", min(6, number), 0, label)
        quote = int(role == "quote")
        if role == "code":
            return Shape("code", quote=quote)
        if role == "caption":
            return Shape("caption")
        if place is not None:
            return Shape("item", place.depth + 1, quote, self._lists.sign(place)[0])
        return Shape(quote=quote)

    def _heading_number(self, heading: etree._Element, rank: int) -> str:
        if heading.get(f"{TEXT}is-list-header") == "true":
            return ""
        return self._lists.heading(min(10, rank))

    def _read_boxes(self, body: Body) -> None:
        boxes, self._inline.boxes = self._inline.boxes, []
        for box in boxes:
            self._blocks(box, body, None)
            body.add()

    def _cells(self, table: etree._Element) -> Iterator[Cell]:
        columns = sum(
            _repeated(column, f"{TABLE}number-columns-repeated")
            for column in table.iterfind(f"{TABLE}table-header-columns/{TABLE}table-column")
        )
        for number, (row, is_header) in enumerate(_rows(table)):
            column = 0
            for cell in row.iterchildren(f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
                if cell.tag == f"{TABLE}table-cell" and len(cell):
                    body = Body()
                    self._blocks(cell, body, None)
                    heads = is_header or column < columns or self._is_headed(cell)
                    yield Cell(number, column, body.close(), heads)
                column += _repeated(cell, f"{TABLE}number-columns-repeated")

    def _is_headed(self, cell: etree._Element) -> bool:
        name = cell[0].get(f"{TEXT}style-name", "")
        return self._styles.paragraph(name).meaning.role == "header"


def _rows(
    table: etree._Element, *, is_header: bool = False
) -> Iterator[tuple[etree._Element, bool]]:
    for child in table:
        if child.tag == f"{TABLE}table-row":
            yield child, is_header
        elif child.tag == f"{TABLE}table-header-rows":
            yield from _rows(child, is_header=True)
        elif child.tag in (f"{TABLE}table-rows", f"{TABLE}table-row-group"):
            yield from _rows(child, is_header=is_header)


def _repeated(element: etree._Element, name: str) -> int:
    count = element.get(name, "1")
    return min(MOST_COLUMNS, max(1, int(count))) if count.isdigit() and len(count) < 10 else 1
