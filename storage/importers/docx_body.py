"""The text of a Word document: paragraphs, lists, tables, boxes and notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from storage.importers.composition import Part
from storage.importers.docx_numbering import DEEPEST, Numbering
from storage.importers.docx_package import WordPackage
from storage.importers.docx_styles import VAL, Styles, W, is_on, rank_of, whole
from storage.importers.docx_text import MC, Inline, chosen
from storage.importers.office_draft import Facts
from storage.importers.office_parts import (
    MOST_COLUMNS,
    PARAGRAPH,
    Body,
    Cell,
    Notes,
    Shape,
    Tables,
    continues,
    listed_level,
)

INDENT = 300  # twips on both sides that set a paragraph off as a quotation

_CONTENTS = ("Table of Contents", "Table of Figures")


class Story:
    """Reads the main text and, on demand, the notes."""

    def __init__(self, package: WordPackage, facts: Facts) -> None:
        """Read what styles and lists are."""
        self._package = package
        self._facts = facts
        self._styles = Styles(package.companion("styles"))
        self._numbering = Numbering(package.companion("numbering"), self._styles)
        self._notes = Notes()
        self._tables = Tables()
        self._inline = Inline(package, self._styles, self._notes, facts)
        self._stories: dict[str, dict[str, etree._Element]] = {}
        facts.language = facts.language or self._styles.language

    def parts(self, body: etree._Element) -> list[Part]:
        """Give the parts of the text with its notes at the end."""
        self._inline.enter(body, self._package.relations)
        text = Body()
        self._blocks(body, text)
        return [*text.close(), *self._notes.parts(self._note)]

    def _note(self, key: str) -> Sequence[Part]:
        kind, _, identity = key.partition(" ")
        companion = f"{kind}notes"
        if companion not in self._stories:
            root = self._package.companion(companion)
            self._stories[companion] = {
                note.get(f"{W}id", ""): note for note in (root if root is not None else ())
            }
        note = self._stories[companion].get(identity)
        if note is None:
            return []
        self._inline.enter(note, self._package.relations_of(companion))
        text = Body()
        self._blocks(note, text)
        return text.close()

    def _blocks(self, parent: etree._Element, body: Body) -> None:
        for child in parent:
            tag = child.tag
            if tag == f"{W}p":
                self._paragraph(child, body)
            elif tag == f"{W}tbl":
                body.add()
                body.add_parts(self._tables.parts(list(self._cells(child))))
            elif tag == f"{W}sdt":
                content = child.find(f"{W}sdtContent")
                if content is not None and not _is_contents(child):
                    self._blocks(content, body)
            elif tag in (f"{W}ins", f"{W}moveTo", f"{W}customXml", f"{W}smartTag"):
                self._blocks(child, body)
            elif tag == f"{MC}AlternateContent":
                self._blocks(chosen(child), body)
            elif tag == f"{W}bookmarkStart":
                body.writing.add_anchor(f"#{child.get(f'{W}name', '')}")
            elif tag == f"{W}altChunk":
                self._facts.embedded += 1

    def _paragraph(self, paragraph: etree._Element, body: Body) -> None:
        properties = paragraph.find(f"{W}pPr")
        identity = self._styles.default
        if properties is not None:
            named = properties.find(f"{W}pStyle")
            identity = named.get(VAL, "") if named is not None else identity
        style = self._styles.paragraph(identity)
        if style.meaning.role == "contents":
            dropped = Body()
            self._inline.write(paragraph, dropped.writing)
            self._inline.boxes.clear()
            return
        shape, label = self._shape(properties, identity, body)
        if label:
            body.writing.add(f"{label} ")
        self._inline.write(paragraph, body.writing)
        boxes, self._inline.boxes = self._inline.boxes, []
        if style.meaning.role == "title" and not self._facts.titled:
            self._facts.titled = "".join(body.writing.pieces)
        if properties is not None and _goes_on(properties):
            self._facts.has_changes |= properties.find(f"{W}rPr/{W}del") is not None
        elif not body.writing.has_words and (
            body.writing.is_rule or (properties is not None and _is_line(properties))
        ):
            body.add()
            body.add_rule()
        else:
            body.add(shape)
        for box in boxes:
            self._blocks(box, body)
            body.add()

    def _shape(
        self, properties: etree._Element | None, identity: str, body: Body
    ) -> tuple[Shape, str]:
        """Give what a paragraph is, and the number that stands before a heading."""
        style = self._styles.paragraph(identity)
        meaning, (number, level) = style.meaning, style.numbering
        quote = int(meaning.role == "quote")
        if properties is not None:
            numbering = properties.find(f"{W}numPr")
            if numbering is not None:
                for child in numbering:
                    if child.tag == f"{W}numId":
                        number = child.get(VAL, "")
                    elif child.tag == f"{W}ilvl":
                        level = whole(child.get(VAL, ""))
            outline = properties.find(f"{W}outlineLvl")
            if outline is not None and meaning.role in ("", "heading"):
                meaning = rank_of(outline)
            if not meaning.role and not number and _is_set_off(properties):
                quote = 1
        sign: tuple[str, bool] | None = None
        if number and number != "0" and meaning.role != "title":
            if level is None:
                level = self._numbering.level_for(number, identity)
            sign = self._numbering.sign(number, min(level, DEEPEST - 1))
        if meaning.role in ("heading", "title"):
            label = sign[0] if sign and sign[1] else ""
            return Shape("heading", meaning.rank or 1), label
        if meaning.role == "code":
            return Shape("code", quote=quote), ""
        if meaning.role == "caption":
            return Shape("caption"), f"{sign[0]}" if sign and sign[1] else ""
        if sign is not None:
            depth = max((level or 0) + 1, listed_level(style.name))
            return Shape("item", depth, quote, sign[0]), ""
        is_indented = properties is not None and _indent(properties)[0] >= INDENT and not quote
        if not number and (depth := continues(style.name, body.last, is_indented=is_indented)):
            return Shape("item", depth, quote), ""
        return (Shape(quote=quote) if quote else PARAGRAPH), ""

    def _cells(self, table: etree._Element) -> Iterator[Cell]:
        header_row, header_column = self._header(table)
        row_number = 0
        for row in _inner(table, f"{W}tr"):
            properties = row.find(f"{W}trPr")
            column, is_header = 0, False
            if properties is not None:
                if properties.find(f"{W}del") is not None:
                    self._facts.has_changes = True
                    continue
                before = properties.find(f"{W}gridBefore")
                column = _span(before) if before is not None else 0
                heads = properties.find(f"{W}tblHeader")
                is_header = heads is not None and is_on(heads.get(VAL))
            is_header = is_header or (header_row and row_number == 0)
            for cell in _inner(row, f"{W}tc"):
                width, goes_on = _merged(cell)
                if not goes_on:
                    body = Body()
                    self._blocks(cell, body)
                    is_head = is_header or (header_column and column == 0) or self._is_headed(cell)
                    yield Cell(row_number, column, body.close(), is_head)
                column += width
            row_number += 1

    def _is_headed(self, cell: etree._Element) -> bool:
        named = cell.find(f"{W}p/{W}pPr/{W}pStyle")
        return named is not None and (
            self._styles.paragraph(named.get(VAL, "")).meaning.role == "header"
        )

    def _header(self, table: etree._Element) -> tuple[bool, bool]:
        """Say whether the first row and the first column are drawn as headers by a style."""
        properties = table.find(f"{W}tblPr")
        if properties is None:
            return False, False
        style, look = properties.find(f"{W}tblStyle"), properties.find(f"{W}tblLook")
        if style is None or look is None:
            return False, False
        bits = int(look.get(VAL, "0"), 16) if look.get(VAL, "0").isalnum() else 0
        drawn = self._styles.headers(style.get(VAL, ""))
        return (
            "firstRow" in drawn and _flag(look, "firstRow", bits & 0x20),
            "firstCol" in drawn and _flag(look, "firstColumn", bits & 0x80),
        )


def _inner(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Give rows or cells, also those inside content controls and the like."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _AROUND:
            yield from _inner(child, tag)


def _merged(cell: etree._Element) -> tuple[int, bool]:
    """Give how many columns a cell takes, and whether it only goes on from one before."""
    properties = cell.find(f"{W}tcPr")
    if properties is None:
        return 1, False
    span = properties.find(f"{W}gridSpan")
    merged = [properties.find(f"{W}{name}") for name in ("vMerge", "hMerge")]
    goes_on = any(m is not None and m.get(VAL, "continue") == "continue" for m in merged)
    return (_span(span) if span is not None else 1), goes_on


def _span(element: etree._Element) -> int:
    return max(1, min(MOST_COLUMNS, whole(element.get(VAL, "")) or 1))


def _flag(look: etree._Element, name: str, bit: int) -> bool:
    value = look.get(f"{W}{name}")
    return is_on(value) if value is not None else bool(bit)


def _is_contents(control: etree._Element) -> bool:
    gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and gallery.get(VAL) in _CONTENTS


def _goes_on(properties: etree._Element) -> bool:
    """Say whether a paragraph is one with the next: a letter set large, or its end deleted."""
    frame = properties.find(f"{W}framePr")
    if frame is not None and frame.get(f"{W}dropCap") in ("drop", "margin"):
        return True
    marked = properties.find(f"{W}rPr")
    return marked is not None and any(c.tag in (f"{W}del", f"{W}moveFrom") for c in marked)


def _is_line(properties: etree._Element) -> bool:
    """Say whether an empty paragraph draws a line."""
    border = properties.find(f"{W}pBdr/{W}bottom")
    if border is None:
        border = properties.find(f"{W}pBdr/{W}top")
    return border is not None and is_on(border.get(VAL))


def _is_set_off(properties: etree._Element) -> bool:
    return min(_indent(properties)) >= INDENT


def _indent(properties: etree._Element) -> tuple[int, int]:
    """Give how far a paragraph is moved in from left and right, in twentieths of a point."""
    indent = properties.find(f"{W}ind")
    if indent is None or indent.get(f"{W}hanging") is not None:
        return 0, 0
    left = whole(indent.get(f"{W}left") or indent.get(f"{W}start") or "") or 0
    right = whole(indent.get(f"{W}right") or indent.get(f"{W}end") or "") or 0
    return left, right


_AROUND = {
    *(f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins", f"{W}moveTo", f"{W}smartTag"),
}
