"""The inside of a Word paragraph: runs, fields, links, pictures and signs of notes."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from storage.importers.docx_package import Relation, WordPackage
from storage.importers.docx_styles import VAL, Styles, W, look_of
from storage.importers.office_draft import Facts
from storage.importers.office_fields import link_to, look_of_field
from storage.importers.office_parts import Notes
from storage.importers.office_text import ORDINARY, PLAIN, Look, RunStyle, Writing, marks_of, symbol
from storage.text.addresses import is_web
from storage.types import MarkKind

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
V = "{urn:schemas-microsoft-com:vml}"
O = "{urn:schemas-microsoft-com:office:office}"  # noqa: E741  # as the schemas call it
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
BOX = f"{W}txbxContent"

# What stands around runs and says nothing of them.
_THROUGH = {
    *(f"{W}ins", f"{W}moveTo", f"{W}smartTag", f"{W}customXml", f"{W}sdtContent", f"{W}dir"),
    *(f"{W}bdo", f"{W}rubyBase", f"{W}p"),
}
_CHANGES = {f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo"}


@dataclass(slots=True)
class _Field:
    """A field that is open: its instruction comes first, then what it gave."""

    instruction: list[str] = field(default_factory=list)
    is_result: bool = False
    look: Look = PLAIN


class Inline:
    """Writes what stands in paragraphs; fields may reach over several of them."""

    def __init__(self, package: WordPackage, styles: Styles, notes: Notes, facts: Facts) -> None:
        """Begin outside of all fields."""
        self._package = package
        self._styles = styles
        self._notes = notes
        self._facts = facts
        self.relations: dict[str, Relation] = package.relations
        self.closed: set[etree._Element] = set()  # beginnings of fields that have an end
        self.boxes: list[etree._Element] = []  # text boxes that were met, to be read later
        self._fields: list[_Field] = []

    def enter(self, story: etree._Element, relations: dict[str, Relation]) -> None:
        """Begin with another part of the document: its text or one note."""
        self.relations = relations
        self._fields = []
        opened: list[etree._Element] = []
        self.closed = set()
        for sign in story.iter(f"{W}fldChar"):
            kind = sign.get(f"{W}fldCharType")
            if kind == "begin":
                opened.append(sign)
            elif kind == "end" and opened:
                self.closed.add(opened.pop())

    def write(self, parent: etree._Element, writing: Writing, look: Look = PLAIN) -> None:
        """Write what is inside a paragraph or something like it."""
        for child in parent:
            tag = child.tag
            if tag == f"{W}r":
                self._run(child, writing, look)
            elif tag in _THROUGH:
                self._facts.has_changes |= tag in _CHANGES
                self.write(child, writing, look)
            elif tag == f"{W}hyperlink":
                self.write(child, writing, (*look, *self._hyperlink(child)))
            elif tag == f"{W}fldSimple":
                self.write(child, writing, (*look, *look_of_field(child.get(f"{W}instr", ""))))
            elif tag == f"{W}bookmarkStart":
                writing.add_anchor(f"#{child.get(f'{W}name', '')}")
            elif tag == f"{W}sdt":
                content = child.find(f"{W}sdtContent")
                if content is not None:
                    self.write(content, writing, look)
            elif tag in (f"{W}del", f"{W}moveFrom"):
                self._facts.has_changes = True
            elif tag == f"{MC}AlternateContent":
                self.write(chosen(child), writing, look)
            elif tag in (f"{M}oMath", f"{M}oMathPara"):
                _write_formula(child, writing, look)

    def _run(self, run: etree._Element, writing: Writing, look: Look) -> None:
        fonts: etree._Element | None = None
        for child in run:
            tag = child.tag
            if tag == f"{W}t":
                text = child.text
                if text and not self._is_instruction():
                    if not text.isascii() and "\uf000" <= max(text) <= "\uf8ff":
                        font = fonts.get(f"{W}ascii", "") if fonts is not None else ""
                        text = "".join(symbol(character, font) for character in text)
                    writing.add(text, self._under_fields(look))
            elif tag == f"{W}rPr":
                fonts = child.find(f"{W}rFonts")
                style = self._style(child)
                if style.is_hidden:
                    return
                look = (*marks_of(style), *look)
            elif tag == f"{W}fldChar":
                self._take_sign(child)
            elif tag == f"{W}instrText":
                if self._fields and not self._fields[-1].is_result:
                    self._fields[-1].instruction.append(child.text or "")
            elif self._is_instruction():
                continue
            elif sign := _SIGNS.get(tag):
                writing.add(sign, self._under_fields(look))
            elif tag == f"{W}br":
                is_line = child.get(f"{W}type", "textWrapping") == "textWrapping"
                writing.add("\n" if is_line or writing.length else "", look)
            else:
                self._take_rare(child, writing, look)

    def _take_rare(self, child: etree._Element, writing: Writing, look: Look) -> None:
        tag = child.tag
        if tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
            kind = "foot" if tag == f"{W}footnoteReference" else "end"
            self._notes.refer(f"{kind} {child.get(f'{W}id', '')}", writing, look)
        elif tag == f"{W}sym":
            code = child.get(f"{W}char", "")
            if len(code) <= 6 and code.isalnum():
                try:
                    character = chr(int(code, 16))
                except (ValueError, OverflowError):
                    return
                writing.add(symbol(character, child.get(f"{W}font", "")), look)
        elif tag in (f"{W}drawing", f"{W}pict", f"{W}object"):
            self._drawing(child, writing, look)
        elif tag == f"{MC}AlternateContent":
            for inner in chosen(child):
                self._take_rare(inner, writing, look)
        elif tag == f"{W}ruby":
            base = child.find(f"{W}rubyBase")
            if base is not None:
                self.write(base, writing, look)

    def _style(self, properties: etree._Element) -> RunStyle:
        style = properties.find(f"{W}rStyle")
        own = self._styles.run(style.get(VAL, "")) if style is not None else ORDINARY
        return look_of(properties, own)

    def _hyperlink(self, element: etree._Element) -> Look:
        relation = self.relations.get(element.get(f"{R}id", ""))
        place = element.get(f"{W}anchor", "")
        if relation is None:
            return link_to("", place)
        return link_to(relation.target, place) if relation.is_external else PLAIN

    def _take_sign(self, sign: etree._Element) -> None:
        kind = sign.get(f"{W}fldCharType")
        if kind == "begin":
            if sign in self.closed:
                self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            opened = self._fields[-1]
            opened.is_result = True
            opened.look = look_of_field("".join(opened.instruction))
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _is_instruction(self) -> bool:
        return any(not opened.is_result for opened in self._fields)

    def _under_fields(self, look: Look) -> Look:
        for opened in self._fields:
            look = (*look, *opened.look)
        return look

    def _drawing(self, drawing: etree._Element, writing: Writing, look: Look) -> None:
        """Write the pictures of a drawing and note its text boxes."""
        boxes = [box for box in drawing.iter(BOX) if not _is_inside_box(box, drawing)]
        self.boxes += boxes
        alt = ""
        for properties in drawing.iter(f"{WP}docPr"):
            alt = properties.get("descr", "") or properties.get("title", "")
            break
        before = len(writing.pictures)
        look = self._under_fields(look)
        for element in drawing.iter(f"{A}blip", f"{V}imagedata", f"{V}rect"):
            if boxes and _is_inside_box(element, drawing):
                continue
            if element.tag == f"{A}blip":
                body, source = self._picture(element.get(f"{R}embed") or element.get(f"{R}link"))
                writing.add_picture(_own_alt(element) or alt, source, body, look)
            elif element.tag == f"{V}imagedata":
                body, source = self._picture(
                    element.get(f"{R}id") or element.get(f"{R}pict") or element.get(f"{R}href")
                )
                shape = element.getparent()
                said = shape.get("alt", "") if shape is not None else ""
                writing.add_picture(said or element.get(f"{O}title", ""), source, body, look)
            elif element.get(f"{O}hr") in ("t", "true"):
                writing.add("\n")
                writing.is_rule = writing.is_rule or not writing.has_words
        if drawing.tag == f"{W}object" and len(writing.pictures) == before:
            self._facts.embedded += 1
        elif len(writing.pictures) == before and not boxes and alt:
            writing.add_picture(alt, look=look)  # a chart or a diagram, of which this is said

    def _picture(self, identity: str | None) -> tuple[bytes, str]:
        """Give the file and the address of a picture; what is outside is never looked for."""
        relation = self.relations.get(identity or "")
        if relation is None:
            return b"", ""
        if relation.is_external:
            return b"", relation.target if is_web(relation.target) else ""
        return self._package.picture(relation.target), ""


def chosen(alternatives: etree._Element) -> etree._Element:
    """Give the one of several ways to draw something that has words or pictures in it."""
    for choice in alternatives:
        if next(choice.iter(BOX, f"{A}blip", f"{V}imagedata", f"{W}t", f"{M}t"), None) is not None:
            return choice
    return alternatives[0] if len(alternatives) else alternatives


def _is_inside_box(element: etree._Element, drawing: etree._Element) -> bool:
    for above in element.iterancestors():
        if above is drawing:
            return False
        if above.tag == BOX:
            return True
    return False


def _own_alt(blip: etree._Element) -> str:
    """Give what is said of one picture among several of a group."""
    fill = blip.getparent()
    picture = fill.getparent() if fill is not None else None
    if picture is None:
        return ""
    properties = picture.find(f"{PIC}nvPicPr/{PIC}cNvPr")
    return properties.get("descr", "") if properties is not None else ""


def _write_formula(formula: etree._Element, writing: Writing, look: Look) -> None:
    """Write a formula on one line: what is above and below as such, fractions with a stroke."""
    for child in formula:
        tag = child.tag
        if tag == f"{M}t":
            writing.add(child.text or "", look)
        elif tag == f"{M}f":
            for number, part in enumerate(child.iterchildren(f"{M}num", f"{M}den")):
                writing.add("/" if number else "", look)
                is_long = sum(len(t.text or "") for t in part.iter(f"{M}t")) > 1
                writing.add("(" if is_long else "", look)
                _write_formula(part, writing, look)
                writing.add(")" if is_long else "", look)
        elif tag in (f"{M}sup", f"{M}sub"):
            kind: MarkKind = "superscript" if tag == f"{M}sup" else "subscript"
            _write_formula(child, writing, (*look, (kind, "")))
        elif tag == f"{M}d":
            signs = {p.tag: p.get(f"{M}val", "") for p in child.iterfind(f"{M}dPr/*")}
            writing.add(signs.get(f"{M}begChr", "("), look)
            _write_formula(child, writing, look)
            writing.add(signs.get(f"{M}endChr", ")"), look)
        elif tag == f"{M}rad":
            writing.add("√", look)
            _write_formula(child, writing, look)
        elif tag == f"{M}nary":
            sign = child.find(f"{M}naryPr/{M}chr")
            writing.add(sign.get(f"{M}val", "") if sign is not None else "∫", look)
            _write_formula(child, writing, look)
        elif isinstance(tag, str) and not tag.endswith("Pr"):
            _write_formula(child, writing, look)


_SIGNS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "\u2011",
}
