"""The markers of list items in HTML."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice

from lxml import etree

from storage.importers.roman_numbers import roman

MOST_ITEMS = 10_000  # counted for a list that counts down
LARGEST = 1_000_000_000

_STYLES = {
    **dict.fromkeys(("lower-alpha", "lower-latin"), "a"),
    **dict.fromkeys(("upper-alpha", "upper-latin"), "A"),
    "lower-roman": "i",
    "upper-roman": "I",
    "decimal": "1",
}


class Numbering:
    """How the items of one list are marked."""

    def __init__(self, element: etree._Element, tag: str, attributes: Mapping[str, str]) -> None:
        """Read it from a <ul>, <ol> or their like."""
        style = (
            attributes.get("style", "").lower()
            if "list-style" in attributes.get("style", "")
            else ""
        )
        self._is_bare = "none" in style.partition("list-style")[2].partition(";")[0]
        self._is_ordered = tag == "ol"
        self._type = attributes.get("type", "1").strip()
        for name, type_ in _STYLES.items():
            if name in style:
                self._type = type_
        self._step = 1
        self._next = _number(attributes.get("start"), 1)
        if self._is_ordered and "reversed" in attributes:
            self._step = -1
            items = sum(1 for _ in islice(element.iterchildren(), MOST_ITEMS))
            self._next = _number(attributes.get("start"), items)

    def marker(self, attributes: Mapping[str, str]) -> str:
        """Give the sign of the next item, whose attributes these are."""
        if not self._is_ordered:
            return "" if self._is_bare else "•"
        number = _number(attributes.get("value"), self._next)
        self._next = number + self._step
        return "" if self._is_bare else f"{_written(number, attributes.get('type') or self._type)}."


def _number(written: str | None, otherwise: int) -> int:
    try:
        number = int((written or "").strip()[:12])
    except ValueError:
        return otherwise
    return number if abs(number) <= LARGEST else otherwise


def _written(number: int, type_: str) -> str:
    if type_ in ("a", "A") and number > 0:
        letters = ""
        while number:
            number, letter = divmod(number - 1, 26)
            letters = chr(ord(type_) + letter) + letters
        return letters
    if type_ in ("i", "I"):
        return roman(number) if type_ == "i" else roman(number).upper()
    return str(number)
