"""Fields of word processors: what their instructions say of the words that they gave."""

from __future__ import annotations

import re

from storage.importers.office_text import PLAIN, Look
from storage.text.addresses import is_link

LONGEST_INSTRUCTION = 4000

_WORD = re.compile(r'"((?:[^"\\]|\\.)*)"?|(\\?[^\s"]+)')
_ESCAPE = re.compile(r"\\([\\\"])")


def look_of_field(instruction: str) -> Look:
    """Give the mark over a field's result: a link or a jump to a bookmark, or none."""
    words = [
        _ESCAPE.sub(r"\1", quoted) if quoted or not plain else plain
        for quoted, plain in _WORD.findall(instruction[:LONGEST_INSTRUCTION])
    ]
    if not words:
        return PLAIN
    name = words[0].upper()
    if name == "HYPERLINK":
        return _link(words[1:])
    if name in ("REF", "PAGEREF", "NOTEREF") and len(words) > 1 and "\\h" in words:
        return (("jump", f"#{words[1]}"),)
    return PLAIN


def link_to(address: str, place: str = "") -> Look:
    """Give the mark of a link to an address of the web or to a place inside the document."""
    address = address.strip()
    if address.startswith("#"):
        address, place = "", address[1:]
    if not address:
        return (("jump", f"#{place}"),) if place else PLAIN
    whole = f"{address}#{place}" if place and "#" not in address else address
    whole = whole.replace(" ", "%20")
    return (("link", whole),) if is_link(whole) else PLAIN


def _link(words: list[str]) -> Look:
    address = place = ""
    rest = iter(words)
    for word in rest:
        if word == "\\l":
            place = next(rest, "")
        elif word in ("\\o", "\\t"):
            next(rest, "")
        elif not word.startswith("\\") and not address:
            address = word
    return link_to(address, place)
