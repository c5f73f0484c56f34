"""Elements of HTML that are seen as one thing: pictures in their wrappings, formulas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

from lxml import etree

from storage.importers.html_notes import short_text
from storage.importers.html_pictures import Found, picture_of
from storage.importers.html_surroundings import Surroundings

MOST_SOURCES = 20  # of one picture
MOST_SEEN = 300  # elements looked through for the picture in a drawing
_ENDINGS = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".bmp")


def picture_in(
    element: etree._Element, tag: str, attributes: Mapping[str, str], around: Surroundings
) -> Found | None:
    """Give the picture that <img>, <svg>, <object> or <embed> shows; None if it shows none."""
    if tag in ("object", "embed"):
        address = attributes.get("data") or attributes.get("src") or ""
        if not attributes.get("type", "").startswith("image/") and not address.lower().endswith(
            _ENDINGS
        ):
            return None
        named = {"src": address, "alt": attributes.get("title") or short_text(element)}
        return picture_of(named, "", around.body_of, around.source_of)
    if tag == "svg":
        return _picture_in_drawing(element, attributes, around)
    return picture_of(attributes, next(_offered(element), ""), around.body_of, around.source_of)


def _offered(element: etree._Element) -> Iterator[str]:
    """Give what the <source>s of a <picture> offer instead of an <img>.

    They stand before it, or around it where the parser does not know that they are empty.
    """
    parent = element.getparent()
    sources: list[etree._Element] = []
    while parent is not None and _name(parent) == "source" and len(sources) < MOST_SOURCES:
        sources.insert(0, parent)
        parent = parent.getparent()
    if parent is not None and _name(parent) == "picture":
        sources += islice(parent.iterchildren("source", "{*}source"), MOST_SOURCES)
    for source in sources:
        written = source.get("srcset") or source.get("data-srcset")
        if written and "dark" not in source.get("media", ""):
            yield written


def picture_below(element: etree._Element, around: Surroundings) -> Found | None:
    """Give the first <img> inside an element."""
    for inner in islice(element.iter(etree.Element), 1, MOST_SEEN):
        if _name(inner) == "img":
            return picture_in(inner, "img", _attributes(inner), around)
    return None


def formula_text(element: etree._Element) -> str:
    """Give a formula of MathML as a line of its signs, or as it is annotated for TeX."""
    pieces: list[str] = []
    for inner in element.iter(etree.Element):
        name = _name(inner)
        if name == "annotation" and "tex" in inner.get("encoding", "").lower() and inner.text:
            return inner.text
        if name not in ("annotation", "annotation-xml") and inner.text:
            pieces.append(inner.text)
    return " ".join("".join(pieces).split())


def _picture_in_drawing(
    element: etree._Element, attributes: Mapping[str, str], around: Surroundings
) -> Found | None:
    alt = attributes.get("aria-label", "")
    for inner in islice(element.iter(etree.Element), 1, MOST_SEEN):
        name = _name(inner)
        if name == "title" and not alt:
            alt = inner.text or ""
        elif name == "image":
            own = {"alt": alt, **_attributes(inner)}
            own.pop("width", None)
            own.pop("height", None)
            return picture_of(own, "", around.body_of, around.source_of)
    return None


def _name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2].lower()


def _attributes(element: etree._Element) -> dict[str, str]:
    return {str(name): str(value) for name, value in element.items()}
