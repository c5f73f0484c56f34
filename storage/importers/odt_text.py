"""The inside of an OpenDocument paragraph: spans, links, fields, pictures and signs of notes."""

from __future__ import annotations

import base64
import binascii
import re

from lxml import etree

from storage.importers.odt_package import TextPackage
from storage.importers.odt_styles import DRAW, OFFICE, SVG, TEXT, Styles
from storage.importers.office_draft import Facts
from storage.importers.office_fields import link_to
from storage.importers.office_package import is_showable
from storage.importers.office_parts import Notes
from storage.importers.office_text import ORDINARY, PLAIN, Look, RunStyle, Writing, marks_of
from storage.text.addresses import is_web

HREF = "{http://www.w3.org/1999/xlink}href"
MOST_SPACES = 200  # that one element stands for

_SPACES = re.compile(r"[ \t\r\n]+")
_UNEVEN = re.compile(r"[\t\r\n]|  ")
_SKIPPED = {
    *(f"{TEXT}hidden-text", f"{TEXT}hidden-paragraph", f"{TEXT}ruby-text", f"{TEXT}script"),
    *(f"{TEXT}note-citation", f"{TEXT}tracked-changes", f"{OFFICE}annotation-end"),
    *(f"{TEXT}toc-mark", f"{TEXT}soft-page-break", f"{OFFICE}event-listeners"),
}
_REFERENCES = {f"{TEXT}{kind}-ref" for kind in ("bookmark", "reference", "sequence")}
_PLACES = {f"{TEXT}{kind}" for kind in ("bookmark", "bookmark-start")}
_MARKED = {f"{TEXT}{kind}" for kind in ("reference-mark", "reference-mark-start")}


class Inline:
    """Writes what stands in paragraphs."""

    def __init__(self, package: TextPackage, styles: Styles, notes: Notes, facts: Facts) -> None:
        """Begin without notes and boxes."""
        self._package = package
        self._styles = styles
        self._notes = notes
        self._facts = facts
        self._is_spaced = True  # a space more would be one too many
        self.notes: dict[str, etree._Element] = {}
        self.boxes: list[etree._Element] = []  # text boxes that were met, to be read later

    def write(self, paragraph: etree._Element, writing: Writing, look: Look) -> None:
        """Write what is inside a paragraph."""
        self._is_spaced = True
        self._inside(paragraph, writing, look)

    def _inside(self, parent: etree._Element, writing: Writing, look: Look) -> None:
        if parent.text:
            self._words(parent.text, writing, look)
        for child in parent:
            tag = child.tag
            if tag == f"{TEXT}span":
                style = self._styles.run(child.get(f"{TEXT}style-name", ""))
                if not style.is_hidden:
                    self._inside(child, writing, _over(marks_of(style), style, look))
            elif isinstance(tag, str) and tag not in _SKIPPED:
                self._take(child, writing, look)
            if child.tail:
                self._words(child.tail, writing, look)

    def _words(self, text: str, writing: Writing, look: Look) -> None:
        """Write text with its white space as one space each, none at the beginning."""
        if _UNEVEN.search(text):
            text = _SPACES.sub(" ", text)
        if self._is_spaced:
            text = text.removeprefix(" ")
        if text:
            writing.add(text, look)
            self._is_spaced = text.endswith(" ")

    def _take(self, child: etree._Element, writing: Writing, look: Look) -> None:
        tag = child.tag
        if tag in _SIGNS or tag == f"{TEXT}s":
            count = child.get(f"{TEXT}c", "1")
            count = count if count.isdigit() and len(count) < 6 else "1"
            writing.add(_SIGNS.get(tag) or " " * min(MOST_SPACES, int(count)), look)
            self._is_spaced = False
        elif tag in (f"{TEXT}a", f"{DRAW}a"):
            address = child.get(HREF, "")
            address = address.partition("|")[0] if address.startswith("#") else address
            self._inside(child, writing, (*look, *link_to(address)))
        elif tag == f"{TEXT}note":
            body = child.find(f"{TEXT}note-body")
            if body is not None:
                key = str(len(self.notes) + 1)
                self.notes[key] = body
                self._notes.refer(key, writing, look)
                self._is_spaced = False
        elif tag in _PLACES or tag in _MARKED:
            writing.add_anchor(f"#{child.get(f'{TEXT}name', '')}")
        elif tag in _REFERENCES:
            target = child.get(f"{TEXT}ref-name", "")
            self._inside(child, writing, (*look, *((("jump", f"#{target}"),) if target else ())))
        elif tag == f"{TEXT}sequence":
            writing.add_anchor(f"#{child.get(f'{TEXT}ref-name', '')}")
            self._inside(child, writing, look)
        elif tag == f"{OFFICE}annotation":
            self._facts.comments += 1
        elif tag.startswith("{urn:oasis:names:tc:opendocument:xmlns:drawing"):
            self.draw(child, writing, look)
        else:
            self._inside(child, writing, look)

    def draw(self, shape: etree._Element, writing: Writing, look: Look = PLAIN) -> None:
        """Write the picture of a frame or drawing and note the text in it for later."""
        if shape.tag == f"{DRAW}a":
            self._inside(shape, writing, (*look, *link_to(shape.get(HREF, ""))))
            return
        if shape.tag == f"{DRAW}g":
            for child in shape.iterchildren():
                if isinstance(child.tag, str) and child.tag.startswith(DRAW):
                    self.draw(child, writing, look)
            return
        images = shape.findall(f"{DRAW}image")
        box = shape.find(f"{DRAW}text-box")
        if box is not None:
            self.boxes.append(box)
        elif (formula := self._formula(shape)) is not None:
            writing.add(formula, look)
            self._is_spaced = False
        elif images:
            self._picture(shape, images, writing, look)
        elif shape.find(f"{DRAW}object") is not None or shape.find(f"{DRAW}object-ole") is not None:
            self._facts.embedded += 1
        else:
            self.boxes.append(shape)

    def _picture(
        self,
        frame: etree._Element,
        images: list[etree._Element],
        writing: Writing,
        look: Look,
    ) -> None:
        """Write the first of several renderings that can be shown."""
        alt = frame.findtext(f"{SVG}desc") or frame.findtext(f"{SVG}title") or ""
        body, source = b"", ""
        for image in images:
            address = image.get(HREF, "")
            inside = image.findtext(f"{OFFICE}binary-data")
            if inside is not None:
                body = _decoded(inside)
            elif is_web(address):
                source = address
            else:
                body = self._package.picture(address.removeprefix("./"))
            if body:
                break
        writing.add_picture(alt, source, body, look)
        self._is_spaced = False

    def _formula(self, frame: etree._Element) -> str | None:
        """Give a formula as its writer typed it or by its signs; None if there is none."""
        thing = frame.find(f"{DRAW}object")
        if thing is None:
            return None
        root = self._package.object(thing)
        if root is None or etree.QName(root).localname != "math":
            return None
        signs = [
            (element.text or "").strip()
            for element in root.iter()
            if isinstance(element.tag, str)
            and etree.QName(element).localname in ("mi", "mn", "mo", "mtext")
        ]
        return " ".join(filter(None, signs))


def _over(marks: Look, style: RunStyle, look: Look) -> Look:
    """Put a span's look over that around it: a span may also take something away."""
    if style == ORDINARY:
        return look
    taken = {
        *(("strong",) if style.bold is False else ()),
        *(("emphasis",) if style.italic is False else ()),
        *(("strike",) if style.strike is False else ()),
        *(("superscript", "subscript") if style.position is not None else ()),
    }
    kept = tuple(mark for mark in look if mark[0] not in taken and mark not in marks)
    return (*marks, *kept)


def _decoded(text: str) -> bytes:
    try:
        body = base64.b64decode(text)
    except (binascii.Error, ValueError):
        return b""
    return body if is_showable(body) else b""


_SIGNS = {f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}
