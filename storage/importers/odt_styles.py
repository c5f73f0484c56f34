"""The styles of an OpenDocument text: what paragraphs, words and lists in it are."""

from __future__ import annotations

import re
from typing import NamedTuple

from lxml import etree

from storage.importers.office_numbers import as_sign, bullet, counted
from storage.importers.office_styles import NOTHING, Meaning, is_code_words, meaning_of
from storage.importers.office_text import ORDINARY, RunStyle

_URN = "{urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, STYLE, TEXT = f"{_URN}office:1.0}}", f"{_URN}style:1.0}}", f"{_URN}text:1.0}}"
TABLE, DRAW = f"{_URN}table:1.0}}", f"{_URN}drawing:1.0}}"
FO = f"{_URN}xsl-fo-compatible:1.0}}"
SVG = f"{_URN}svg-compatible:1.0}}"
LOEXT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
LONGEST_CHAIN = 20  # styles based on one another
DEEPEST = 10  # levels that lists have
MARGIN_CM = 0.5  # on both sides that set a paragraph off as a quotation

_ESCAPED = re.compile(r"_([0-9a-fA-F]{1,4})_")  # how names of styles hold spaces and the like
_LENGTH = re.compile(r"(-?[\d.]{1,12})(cm|mm|in|pt|pc|px)")
_CM = {"cm": 1.0, "mm": 0.1, "in": 2.54, "pt": 2.54 / 72, "pc": 2.54 / 6, "px": 2.54 / 96}
_PLACE = re.compile(r"%(\d{1,2})%")
_FORMATS = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "": "none",
    "1st": "ordinal",
    "①, ②, ③, ...": "decimalEnclosedCircle",
    "一, 二, 三, ...": "chineseCounting",
    "01, 02, 03, ...": "decimalZero",
}


class ParagraphStyle(NamedTuple):
    """What a paragraph is by its style, and how its words look by what was done to it alone."""

    meaning: Meaning = NOTHING
    run: RunStyle = ORDINARY
    list_style: str = ""
    is_set_off: bool = False


class ListLevel(NamedTuple):
    """One level of a list."""

    start: int = 1
    style: str = "bullet"
    sign: str = "•"
    before: str = ""
    after: str = ""
    shown: int = 1  # how many levels stand in the number
    pattern: str = ""  # newer files say the whole of it: "%1%.%2%."


class Styles:
    """Styles by family and name, those of the document and those made on the way."""

    def __init__(self) -> None:
        """Begin without any."""
        self._named: dict[tuple[str, str], etree._Element] = {}
        self._automatic: dict[tuple[str, str], etree._Element] = {}
        self._lists: dict[str, dict[int, ListLevel]] = {}
        self._paragraphs: dict[str, ParagraphStyle] = {}
        self._runs: dict[str, RunStyle] = {}
        self.language = ""

    def take(self, root: etree._Element | None) -> None:
        """Take the styles that stand in a part; those of the text itself are taken last."""
        for child in root if root is not None else ():
            if child.tag not in (f"{OFFICE}styles", f"{OFFICE}automatic-styles"):
                continue
            is_automatic = child.tag == f"{OFFICE}automatic-styles"
            for style in child:
                name = style.get(f"{STYLE}name", "")
                if style.tag == f"{STYLE}style":
                    family = style.get(f"{STYLE}family", "")
                    (self._automatic if is_automatic else self._named)[family, name] = style
                elif style.tag == f"{TEXT}list-style":
                    self._lists[name] = _levels(style)
                elif style.tag == f"{TEXT}outline-style":
                    self._lists[""] = _levels(style)
                elif style.tag == f"{STYLE}default-style":
                    self._take_language(style)

    def paragraph(self, name: str) -> ParagraphStyle:
        """Give what a paragraph style says."""
        if name not in self._paragraphs:
            self._paragraphs[name] = self._paragraph(name)
        return self._paragraphs[name]

    def run(self, name: str) -> RunStyle:
        """Give what a style of words says."""
        if name not in self._runs:
            style = RunStyle(is_code=is_code_words(shown(name)))
            for element in reversed(self._chain("text", name)):
                style = _look_of(element, style)
                if is_code_words(_shown_name(element)):
                    style = style._replace(is_code=True)
            self._runs[name] = style
        return self._runs[name]

    def has_list(self, name: str) -> bool:
        """Say whether a list style is there; "" is that of the headings."""
        return name in self._lists

    def list_level(self, name: str, depth: int) -> ListLevel:
        """Give a level of a list style, counted from 0."""
        return self._lists.get(name, {}).get(depth, ListLevel())

    def sign(self, name: str, depth: int, counts: dict[int, int]) -> tuple[str, bool]:
        """Give the sign of an item by the counts of all levels, and whether it is a number."""
        level = self.list_level(name, depth)
        if level.style == "bullet":
            return level.sign, False

        def number_at(place: int) -> str:
            above = self.list_level(name, place)
            return counted(counts.get(place, above.start), above.style)

        if level.style == "none":
            return (level.before + level.after).strip(), True
        if level.pattern:
            found = _PLACE.sub(lambda m: number_at(int(m[1]) - 1), level.pattern)
            return found.strip(), True
        first = max(0, depth + 1 - level.shown)
        numbers = [number for place in range(first, depth + 1) if (number := number_at(place))]
        return f"{level.before}{'.'.join(numbers)}{level.after}".strip(), True

    def _chain(self, family: str, name: str) -> list[etree._Element]:
        chain: list[etree._Element] = []
        while name and len(chain) < LONGEST_CHAIN:
            element = self._automatic.get((family, name)) if not chain else None
            if element is None:
                element = self._named.get((family, name))
            if element is None or element in chain:
                break
            chain.append(element)
            name = element.get(f"{STYLE}parent-style-name", "")
        return chain

    def _paragraph(self, name: str) -> ParagraphStyle:
        chain = self._chain("paragraph", name)
        if not chain:
            return ParagraphStyle(meaning_of(shown(name)))
        own = chain[0]
        is_automatic = ("paragraph", name) in self._automatic
        meaning = NOTHING
        list_style: str | None = None
        for element in chain:
            if list_style is None:
                list_style = element.get(f"{STYLE}list-style-name")
            if element is own and is_automatic:
                parent = element.get(f"{STYLE}parent-style-name", "")
                if len(chain) == 1 and parent:  # a style that the file does not describe
                    meaning = meaning_of(shown(parent))
                continue
            meaning = meaning_of(_shown_name(element))
            if meaning.role:
                break
            level = element.get(f"{STYLE}default-outline-level", "")
            if level.isdigit() and len(level) < 3 and int(level):
                meaning = Meaning("heading", min(6, int(level)))
                break
        run = _look_of(own, ORDINARY) if is_automatic else ORDINARY
        return ParagraphStyle(meaning, run, list_style or "", is_automatic and _is_set_off(own))

    def _take_language(self, style: etree._Element) -> None:
        properties = style.find(f"{STYLE}text-properties")
        if properties is None or self.language:
            return
        language, country = properties.get(f"{FO}language", ""), properties.get(f"{FO}country", "")
        if language not in ("", "none", "zxx"):
            self.language = f"{language}-{country}" if country not in ("", "none") else language


def shown(name: str) -> str:
    """Give the name of a style as people see it."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), name)


def _shown_name(element: etree._Element) -> str:
    return element.get(f"{STYLE}display-name") or shown(element.get(f"{STYLE}name", ""))


def _look_of(element: etree._Element, style: RunStyle) -> RunStyle:
    properties = element.find(f"{STYLE}text-properties")
    if properties is None:
        return style
    if weight := properties.get(f"{FO}font-weight"):
        heavy = weight == "bold" or (weight.isdigit() and len(weight) < 5 and int(weight) >= 600)
        style = style._replace(bold=heavy)
    if slant := properties.get(f"{FO}font-style"):
        style = style._replace(italic=slant in ("italic", "oblique"))
    line = properties.get(f"{STYLE}text-line-through-style") or properties.get(
        f"{STYLE}text-line-through-type"
    )
    if line:
        style = style._replace(strike=line != "none")
    if position := properties.get(f"{STYLE}text-position"):
        height = position.split()[0]
        raised = height == "super" or (height[:1].isdigit() and not height.startswith("0%"))
        lowered = height == "sub" or height.startswith("-")
        where = "superscript" if raised else "subscript" if lowered else "baseline"
        style = style._replace(position=where)
    if display := properties.get(f"{TEXT}display"):
        style = style._replace(is_hidden=display == "none")
    return style


def _is_set_off(element: etree._Element) -> bool:
    properties = element.find(f"{STYLE}paragraph-properties")
    if properties is None:
        return False
    return all(
        _centimetres(properties.get(f"{FO}margin-{side}", "")) >= MARGIN_CM
        for side in ("left", "right")
    )


def _centimetres(length: str) -> float:
    found = _LENGTH.fullmatch(length)
    try:
        return float(found[1]) * _CM[found[2]] if found else 0.0
    except ValueError:
        return 0.0


def _levels(style: etree._Element) -> dict[int, ListLevel]:
    levels: dict[int, ListLevel] = {}
    for element in style:
        place = element.get(f"{TEXT}level", "")
        if not (place.isdigit() and 0 < len(place) < 3 and 0 < int(place) <= DEEPEST):
            continue
        levels[int(place) - 1] = _level(element)
    return levels


def _level(element: etree._Element) -> ListLevel:
    if element.tag in (f"{TEXT}list-level-style-number", f"{TEXT}outline-level-style"):
        start = element.get(f"{TEXT}start-value", "1")
        shown_levels = element.get(f"{TEXT}display-levels", "1")
        style = _FORMATS.get(element.get(f"{STYLE}num-format", ""), "decimal")
        pattern = element.get(f"{STYLE}num-list-format") or element.get(f"{LOEXT}num-list-format")
        return ListLevel(
            int(start) if start.isdigit() and len(start) < 8 else 1,
            style,
            "",
            as_sign(element.get(f"{STYLE}num-prefix", "")),
            as_sign(element.get(f"{STYLE}num-suffix", "")),
            int(shown_levels) if shown_levels in "123456789" and shown_levels else 1,
            (pattern or "")[:60],
        )
    properties = element.find(f"{STYLE}text-properties")
    font: str | None = ""
    if properties is not None:
        font = properties.get(f"{STYLE}font-name") or properties.get(f"{FO}font-family", "")
    return ListLevel(sign=bullet(as_sign(element.get(f"{TEXT}bullet-char", ""))[:4], font or ""))
