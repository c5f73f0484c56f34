"""The styles of a Word document: what paragraphs and words in them are."""

from __future__ import annotations

from typing import NamedTuple

from lxml import etree

from storage.importers.office_styles import NOTHING, Meaning, is_code_words, meaning_of
from storage.importers.office_text import ORDINARY, RunStyle

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = f"{W}val"
LONGEST_CHAIN = 20  # styles based on one another


class ParagraphStyle(NamedTuple):
    """What a paragraph is by its style; `numbering` is its list's number and level, if any."""

    meaning: Meaning = NOTHING
    numbering: tuple[str, int | None] = ("", None)
    name: str = ""


class Styles:
    """Paragraph, character and table styles by their ids."""

    def __init__(self, root: etree._Element | None) -> None:
        """Take the root of styles.xml, None if there is none."""
        self._elements: dict[str, etree._Element] = {}
        self._paragraphs: dict[str, ParagraphStyle] = {}
        self._runs: dict[str, RunStyle] = {}
        self._headers: dict[str, frozenset[str]] = {}
        self.language = ""
        self.default = ""
        for style in root.iter(f"{W}style") if root is not None else ():
            identity = style.get(f"{W}styleId", "")
            self._elements.setdefault(identity, style)
            if style.get(f"{W}type") == "paragraph" and is_on(style.get(f"{W}default", "0")):
                self.default = identity
        if root is not None:
            language = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
            self.language = language.get(VAL, "") if language is not None else ""

    def paragraph(self, identity: str) -> ParagraphStyle:
        """Give what a paragraph style says."""
        if identity not in self._paragraphs:
            self._paragraphs[identity] = self._paragraph(identity)
        return self._paragraphs[identity]

    def run(self, identity: str) -> RunStyle:
        """Give what a character style says."""
        if identity not in self._runs:
            style = RunStyle(is_code=identity not in self._elements and is_code_words(identity))
            for element in reversed(self._chain(identity)):
                properties = element.find(f"{W}rPr")
                if properties is not None:
                    style = look_of(properties, style)
                if is_code_words(_value(element, "name")):
                    style = style._replace(is_code=True)
            self._runs[identity] = style
        return self._runs[identity]

    def headers(self, identity: str) -> frozenset[str]:
        """Say which of "firstRow" and "firstCol" a table style draws as headers."""
        if identity not in self._headers:
            self._headers[identity] = frozenset(
                special.get(f"{W}type", "")
                for element in self._chain(identity)
                for special in element.iterfind(f"{W}tblStylePr")
                if (bold := special.find(f"{W}rPr/{W}b")) is not None and is_on(bold.get(VAL))
            )
        return self._headers[identity]

    def _chain(self, identity: str) -> list[etree._Element]:
        """Give a style and what it is based on, in this order."""
        chain: list[etree._Element] = []
        while len(chain) < LONGEST_CHAIN:
            element = self._elements.get(identity)
            if element is None or element in chain:
                break
            chain.append(element)
            identity = _value(element, "basedOn")
        return chain

    def _paragraph(self, identity: str) -> ParagraphStyle:
        chain = self._chain(identity)
        if not chain:
            return ParagraphStyle(meaning_of(identity), name=identity)
        meaning: Meaning | None = None
        number, level = "", None
        for element in chain:
            outline = element.find(f"{W}pPr/{W}outlineLvl")
            if meaning is None:
                own = meaning_of(_value(element, "name"))
                if own is not NOTHING and own.role:
                    meaning = own
                elif outline is not None:
                    meaning = rank_of(outline)
            numbering = element.find(f"{W}pPr/{W}numPr")
            if numbering is not None and not number:
                number = _value(numbering, "numId")
                level = level if level is not None else whole(_value(numbering, "ilvl"))
        return ParagraphStyle(meaning or NOTHING, (number, level), _value(chain[0], "name"))


def look_of(properties: etree._Element, style: RunStyle = ORDINARY) -> RunStyle:
    """Give what run properties say, over what a style says."""
    bold, italic, strike, position, is_hidden, is_code = style
    for child in properties:
        tag = child.tag
        if tag == _B:
            bold = is_on(child.get(VAL))
        elif tag == _I:
            italic = is_on(child.get(VAL))
        elif tag in _STRIKE:
            strike = is_on(child.get(VAL))
        elif tag == _POSITION:
            position = child.get(VAL)
        elif tag == _HIDDEN:
            is_hidden = is_on(child.get(VAL))
    return RunStyle(bold, italic, strike, position, is_hidden, is_code)


def rank_of(outline: etree._Element) -> Meaning:
    """Give what an outline level says: a heading's rank, or that it is none."""
    level = whole(outline.get(VAL, ""))
    return Meaning("heading", min(6, level + 1)) if level is not None and level < 9 else NOTHING


def is_on(value: str | None) -> bool:
    """Read Word's word for yes and no."""
    return value not in ("0", "false", "off", "none")


def whole(text: str) -> int | None:
    """Read a whole number from 0 up; None for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _value(element: etree._Element, name: str) -> str:
    child = element.find(f"{W}{name}")
    return child.get(VAL, "") if child is not None else ""


_B, _I, _POSITION, _HIDDEN = f"{W}b", f"{W}i", f"{W}vertAlign", f"{W}vanish"
_STRIKE = (f"{W}strike", f"{W}dstrike")
