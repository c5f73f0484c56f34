"""A page as one string of letters, so that a text can be found in it whatever stands between."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree
from lxml.html import HtmlElement

# What begins and ends a paragraph of its own; <br> parts two as well, since many pages have no <p>.
BREAKING = frozenset(
    (
        *("address", "article", "aside", "audio", "blockquote", "body", "br", "button", "caption"),
        *("center", "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption"),
        *("figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr"),
        *("html", "iframe", "legend", "li", "main", "menu", "nav", "ol", "option", "p", "pre"),
        *("section", "select", "summary", "table", "tbody", "td", "textarea", "tfoot", "th"),
        *("thead", "tr", "ul", "video"),
    )
)
SILENT = frozenset(
    (
        *("canvas", "datalist", "head", "iframe", "math", "noframes", "noscript", "object"),
        *("script", "select", "style", "svg", "template", "textarea"),
    )
)
LONG = 20  # letters that are rarely in a page twice
SHORT_REACH = 600  # letters from its neighbours within which a shorter piece is looked for
SMALLEST_PART = 12  # letters; a piece that is not there as a whole is looked for in parts
FAR_REACH = 20_000  # letters within which its next part is looked for
MOST_STEPS = 400_000_000  # letters compared while looking for pieces that are in a page once

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NO_LETTERS = re.compile(r"[\W_]+")
# Bytes are gone through many times as fast as characters.
_CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\n\r")
_ASCII_NO_LETTERS = bytes(byte for byte in range(128) if not chr(byte).isalnum())


def writable(text: str) -> str:
    """Give a text without the characters that lxml reads from a page but writes into none."""
    return text if _is_writable(text) else _UNWRITABLE.sub("", text)


def _is_writable(text: str) -> bool:
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError:  # surrogates
        return False
    is_free = len(data.translate(None, _CONTROLS)) == len(data)
    return is_free and "\ufffe" not in text and "\uffff" not in text


def letters_of(text: str) -> str:
    """Give the letters and digits of a text."""
    if text.isascii():
        return text.encode("ascii").translate(None, _ASCII_NO_LETTERS).decode("ascii")
    return _NO_LETTERS.sub("", text)


class Run(NamedTuple):
    """Text without a block boundary inside: its letters' span, and where it is written."""

    start: int
    end: int
    texts: list[int]  # elements whose text is part of it
    tails: list[int]  # elements whose tail is


@dataclass(slots=True)
class PageLetters:
    """The elements of a page in document order, and its letters.

    Element `i` has the letters `begins[i]` up to `ends[i]`, its tail apart; its descendants are
    the elements up to `lasts[i]`. `linked` has a 1 for each letter of a link.
    """

    letters: str
    linked: bytearray
    elements: list[HtmlElement]
    tags: list[str]
    parents: list[int]
    begins: list[int]
    ends: list[int]
    lasts: list[int]
    runs: list[Run]

    def link_share(self, start: int, end: int) -> float:
        """Give how much of a stretch is links, from 0 to 1."""
        return self.linked.count(1, start, end) / max(1, end - start)


def page_letters(root: HtmlElement) -> PageLetters:
    """Read the elements and letters of a page; what is never shown is left out."""
    page = PageLetters("", bytearray(), [], [], [], [], [], [], [])
    elements, tags, parents = page.elements, page.tags, page.parents
    begins, ends, lasts, runs = page.begins, page.ends, page.lasts, page.runs
    pieces: list[str] = []
    linked: list[tuple[int, int]] = []
    opened = [-1]
    texts: list[int] = []  # of the run that grows, which began at `start`
    tails: list[int] = []
    start = length = in_link = 0
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "start":
            tag = element.tag
            at = len(elements)
            is_silent = tag in SILENT or not isinstance(tag, str)
            elements.append(element)
            tags.append("" if is_silent else tag)
            parents.append(opened[-1])
            begins.append(length)
            ends.append(length)
            lasts.append(at)
            opened.append(at)
            if tag in BREAKING and (texts or tails):
                runs.append(Run(start, length, texts, tails))
                texts, tails, start = [], [], length
            if is_silent:
                walk.skip_subtree()
                continue
            if tag == "a":
                in_link += 1
            text, growing = element.text, texts
        else:
            at = opened.pop()
            tag = tags[at]
            ends[at] = length
            lasts[at] = len(elements)
            if tag == "a":
                in_link -= 1
            elif tag in BREAKING and (texts or tails):
                runs.append(Run(start, length, texts, tails))
                texts, tails, start = [], [], length
            if at == 0:
                break
            text, growing = element.tail, tails
        if not text or (text.isspace() and not (texts or tails)):
            continue  # white space at a block's edge is none
        growing.append(at)
        if letters := letters_of(text):
            pieces.append(letters)
            if in_link:
                linked.append((length, length + len(letters)))
            length += len(letters)
    if texts or tails:
        runs.append(Run(start, length, texts, tails))
    page.letters = "".join(pieces)
    page.linked = bytearray(length)
    for begin, end in linked:
        page.linked[begin:end] = b"\1" * (end - begin)
    return page


def found_in(page: PageLetters, pieces: Iterable[str]) -> tuple[bytearray, float]:
    """Give a 1 for each letter of the page that the pieces say, and how much of them was found.

    The pieces are in the order of the page. What is in the page more than once is taken where its
    neighbours are.
    """
    letters = page.letters
    wanted = [piece for piece in map(letters_of, pieces) if piece]
    places = _anchors(letters, wanted)
    flags = bytearray(len(letters))
    found = 0
    next_known = _next_known(places, len(letters))
    cursor = -1
    for number, piece in enumerate(wanted):
        at = places[number]
        if at < 0:
            at = _nearest(letters, piece, cursor, next_known[number])
        if at >= 0:
            flags[at : at + len(piece)] = b"\1" * len(piece)
            found += len(piece)
            cursor = at + len(piece)
        elif len(piece) >= SMALLEST_PART:
            cursor, more = _in_parts(letters, piece, cursor, next_known[number], flags)
            found += more
    return flags, found / max(1, sum(map(len, wanted)))


def _anchors(letters: str, pieces: list[str]) -> list[int]:
    """Give for each piece where it stands if it is there once, else -1."""
    steps = 0
    places = []
    for piece in pieces:
        at = -1
        if len(piece) >= LONG and steps < MOST_STEPS:
            at = letters.find(piece)
            steps += len(letters)
            if at >= 0 and letters.find(piece, at + 1) >= 0:
                at = -1
        places.append(at)
    return places


def _next_known(places: list[int], end: int) -> list[int]:
    known = []
    following = end
    for place in reversed(places):
        known.append(following)
        if place >= 0:
            following = place
    return known[::-1]


def _nearest(letters: str, piece: str, cursor: int, limit: int) -> int:
    """Give where a piece stands between its neighbours, or else close to them."""
    if cursor < 0:  # nothing is known before: as near as possible to what comes
        reach = 0 if len(piece) >= LONG else max(0, limit - SHORT_REACH)
        at = letters.rfind(piece, reach, limit)
        if at < 0 and limit >= len(letters):
            at = letters.find(piece)
        return at
    is_long = len(piece) >= LONG
    if cursor <= limit:
        end = limit if is_long else min(limit, cursor + SHORT_REACH + len(piece))
        at = letters.find(piece, cursor, end)
        if at >= 0 or not is_long:
            return at
    if not is_long:
        return -1
    at = letters.find(piece, cursor)
    return at if at >= 0 else letters.rfind(piece, 0, cursor)


def _in_parts(
    letters: str, piece: str, cursor: int, limit: int, flags: bytearray
) -> tuple[int, int]:
    """Flag what is found of a piece that is not there as a whole; give where it ends, how much."""
    found = at_piece = 0
    while at_piece < len(piece):
        head = piece[at_piece : at_piece + SMALLEST_PART]
        reach = limit if cursor < 0 else min(limit, cursor + FAR_REACH)
        at = letters.find(head, max(cursor, 0), reach)
        if at < 0:
            at_piece += SMALLEST_PART // 3
            continue
        rest = letters[at : at + len(piece) - at_piece]
        length = _shared(rest, piece[at_piece:])
        flags[at : at + length] = b"\1" * length
        found += length
        at_piece += length
        cursor = at + length
    return cursor, found


def _shared(one: str, other: str) -> int:
    """Count the letters with which both begin."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))
