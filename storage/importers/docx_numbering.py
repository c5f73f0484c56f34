"""How a Word document counts the items of its lists."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from storage.importers.docx_styles import VAL, Styles, W, is_on, whole
from storage.importers.office_numbers import as_sign, bullet, counted

DEEPEST = 9  # levels that Word has

_PLACE = re.compile(r"%([1-9])")


class Level(NamedTuple):
    """One level of a list."""

    start: int = 1
    style: str = "decimal"
    text: str = ""
    font: str = ""
    is_legal: bool = False
    restarts: bool = True


@dataclass(slots=True)
class _List:
    """What a `w:num` stands for; lists with the same `key` count on from one another."""

    key: str
    levels: dict[int, Level]
    restarts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Gives the signs of list items, in the order in which the text has them."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        """Take the root of numbering.xml, None if there is none."""
        self._abstract: dict[str, etree._Element] = {}
        self._numbers: dict[str, etree._Element] = {}
        self._styles = styles
        self._lists: dict[str, _List | None] = {}
        self._counts: dict[str, dict[int, int]] = {}
        for child in root if root is not None else ():
            if child.tag == f"{W}abstractNum":
                self._abstract.setdefault(child.get(f"{W}abstractNumId", ""), child)
            elif child.tag == f"{W}num":
                self._numbers.setdefault(child.get(f"{W}numId", ""), child)

    def sign(self, number: str, depth: int) -> tuple[str, bool] | None:
        """Count one item and give its sign, and whether that is a number; None for no list."""
        if number not in self._lists:
            self._lists[number] = self._list(number)
            is_new = True
        else:
            is_new = False
        own = self._lists[number]
        if own is None:
            return None
        counts = self._counts.setdefault(own.key, {})
        if is_new:
            for place, start in own.restarts.items():
                counts.pop(place, None)
                own.levels[place] = own.levels.get(place, Level())._replace(start=start)
        level = own.levels.get(depth, Level(style="bullet"))
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [place for place in counts if place > depth]:
            if own.levels.get(deeper, level).restarts:
                del counts[deeper]
        if level.style == "bullet":
            return bullet(level.text, level.font), False

        def number_at(found: re.Match[str]) -> str:
            place = int(found[1]) - 1
            above = own.levels.get(place, Level())
            style = "decimal" if level.is_legal and above.style != "none" else above.style
            return counted(counts.setdefault(place, above.start), style)

        return _PLACE.sub(number_at, level.text).strip(), True

    def level_for(self, number: str, style: str) -> int:
        """Give the level of a list that belongs to a paragraph style; 0 if none says so."""
        abstract = self._abstract_of(number)
        for level in abstract.iterfind(f"{W}lvl") if abstract is not None else ():
            if _value(level, "pStyle") == style:
                return min(DEEPEST - 1, whole(level.get(f"{W}ilvl", "")) or 0)
        return 0

    def _abstract_of(self, number: str) -> etree._Element | None:
        """Give the definition behind a number, by way of a list style if it names one."""
        for _ in range(3):
            element = self._numbers.get(number)
            if element is None:
                return None
            abstract = self._abstract.get(_value(element, "abstractNumId"))
            link = _value(abstract, "numStyleLink") if abstract is not None else ""
            if not link:
                return abstract
            number = self._styles.paragraph(link).numbering[0]
        return None

    def _list(self, number: str) -> _List | None:
        abstract = self._abstract_of(number)
        if abstract is None:
            return None
        levels = dict(_levels(abstract))
        restarts: dict[int, int] = {}
        for override in self._numbers[number].iterfind(f"{W}lvlOverride"):
            place = whole(override.get(f"{W}ilvl", ""))
            if place is None or place >= DEEPEST:
                continue
            levels |= dict(_levels(override))
            start = override.find(f"{W}startOverride")
            if start is not None:
                restarts[place] = whole(start.get(VAL, "")) or 0
        return _List(abstract.get(f"{W}abstractNumId", ""), levels, restarts)


def _levels(parent: etree._Element) -> list[tuple[int, Level]]:
    levels = []
    for element in parent.iterfind(f"{W}lvl"):
        place = whole(element.get(f"{W}ilvl", ""))
        if place is None or place >= DEEPEST:
            continue
        start = whole(_value(element, "start"))
        fonts = element.find(f"{W}rPr/{W}rFonts")
        legal = element.find(f"{W}isLgl")
        levels.append(
            (
                place,
                Level(
                    start if start is not None else 1,
                    _value(element, "numFmt") or "decimal",
                    as_sign(_value(element, "lvlText")),
                    fonts.get(f"{W}ascii", "") if fonts is not None else "",
                    legal is not None and is_on(legal.get(VAL)),
                    _value(element, "lvlRestart") != "0",
                ),
            )
        )
    return levels


def _value(element: etree._Element, name: str) -> str:
    child = element.find(f"{W}{name}")
    return child.get(VAL, "") if child is not None else ""
