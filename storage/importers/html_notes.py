"""Which links of HTML are signs of notes, which lead back from a note, and what a note is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice

from lxml import etree

TYPE = "{http://www.idpf.org/2007/ops}type"
SIGN_CLASSES = {
    *("footnote-ref", "footnoteref", "footnote-anchor", "noteref", "note-ref", "fn-ref", "fnref"),
    *("footnote", "footnote-link", "footnote-reference", "endnote-ref", "endnoteref"),
    *("footnotelink",),
}
BACK_CLASSES = {
    *("footnote-back", "footnote-backref", "footnote-back-link", "reversefootnote"),
    *("data-footnote-backref",),
    *("footnote-return", "fn-backref", "back-reference", "footnotebackref"),
}
LONGEST_SIGN = 8  # characters: "[123]", "*", "note 4"
MOST_SEEN = 200  # elements that are looked through for a short text

_BACK = re.compile(r"[\s\[(]*[↩↵⏎↑⬆⤴↖⮐⮌^⇑⇧«⤶⬑⇐←\ufe0e\ufe0f\s]+[\])\s]*")
_TO_NOTE = re.compile(
    r"[^#]*#(?:user-content-)?_?(?:fn|ftn|edn|footnote|endnote|cite_note|note)[-_.:]?\w*\d\w*"
    r"|[^#]*#.*(?:footnote|endnote|cite_note).*",
    re.IGNORECASE,
)
_TO_SIGN = re.compile(
    r"[^#]*#(?:user-content-)?_?(?:fnref|ftnref|ednref|footnote-?ref|endnote-?ref|cite_ref|noteref|"
    r"fn-?back|r_?fn|rfn)",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"[\s\[({]*(?:note\s*)?(?:\d{1,4}|[ivxlc]{1,6}|[a-z]|[*†‡§¶‖#]{1,4})[\])}.:\s]*", re.I
)
_PERMALINK = re.compile(r"[\s¶#§🔗\ufe0f\uf0c1]*")
_LABEL = re.compile(r"\s*[\[(]?(\d{1,4}|[*†‡§‖]{1,4})[\])]?[.:]?\s+(?=\S)")


def types_of(attributes: Mapping[str, str]) -> set[str]:
    """Give what an element is by its epub:type and role, without their prefixes."""
    words = (
        (attributes.get(TYPE) or attributes.get("epub:type") or "")
        + " "
        + attributes.get("role", "")
    )
    return {word.removeprefix("doc-") for word in words.lower().split()} if words != " " else set()


def short_text(element: etree._Element, most: int = 40) -> str:
    """Give the text of an element as far as it is short, not much more if it is long."""
    if len(element) == 0:
        return (element.text or "").strip()
    pieces: list[str] = []
    length = 0
    # not `itertext`, which goes on through elements without text to the end
    for event, inner in islice(etree.iterwalk(element, ("start", "end")), 2 * MOST_SEEN):
        piece = inner.text if event == "start" else inner.tail if inner is not element else None
        if piece:
            pieces.append(piece)
            length += len(piece)
            if length > most:
                break
    return "".join(pieces).strip()


def is_back_link(element: etree._Element, attributes: Mapping[str, str], href: str) -> bool:
    """Say whether a link inside the text only leads back from a note to its sign."""
    text = short_text(element)
    if not text:
        return False
    if _BACK.fullmatch(text):
        return True
    classes = attributes.get("class", "").lower().split()
    is_marked = (
        not BACK_CLASSES.isdisjoint(classes)
        or not {"backlink", "referrer"}.isdisjoint(types_of(attributes))
        or attributes.get("rev") == "footnote"
    )
    return (
        bool(is_marked or _TO_SIGN.match(href))
        and not re.search(r"\d|^\W$", text)
        and len(text) < 30
    )


def is_permalink(element: etree._Element) -> bool:
    """Say whether a link only names the place where it stands, as beside a heading."""
    text = short_text(element)
    return bool(text) and _PERMALINK.fullmatch(text) is not None


def is_sign(
    element: etree._Element, attributes: Mapping[str, str], href: str, *, is_raised: bool
) -> bool:
    """Say whether a link inside the text is the sign of a note."""
    if "noteref" in types_of(attributes):
        return True
    classes = attributes.get("class", "").lower().split()
    text = short_text(element)
    if len(text) > LONGEST_SIGN or not text:
        return False
    if not SIGN_CLASSES.isdisjoint(classes) or attributes.get("rel") == "footnote":
        return True
    if _TO_SIGN.match(href):
        return False
    if (
        not is_raised
        and len(element) == 1
        and element[0].tag in ("sup", "{http://www.w3.org/1999/xhtml}sup")
    ):
        is_raised = True
    return _NUMBER.fullmatch(text) is not None and (is_raised or bool(_TO_NOTE.fullmatch(href)))


def label_of(text: str) -> tuple[str, int]:
    """Give the number or sign that a note begins with, and how long it is with what follows."""
    found = _LABEL.match(text)
    if not found:
        return "", 0
    return (f"{found[1]}." if found[1].isdigit() else found[1]), found.end()
