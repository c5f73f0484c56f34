"""What stands in a line of HTML: links, line breaks, quotations, formulas and pictures."""

from __future__ import annotations

from lxml import etree

from storage.importers.html_notes import is_back_link, is_permalink, is_sign, short_text
from storage.importers.html_objects import formula_text, picture_below, picture_in
from storage.importers.html_state import Attributes, Enter, Leave, State, skipped

LAST_LATIN = 0x2E7F  # what follows is Chinese, Japanese or Korean
_XHTML_HREF = "{http://www.w3.org/1999/xlink}href"


def _enter_link(
    state: State, element: etree._Element, _tag: str, attributes: Attributes
) -> Leave | None:
    href = (attributes.get("href") or attributes.get(_XHTML_HREF) or "").strip()
    if not href:
        return None
    inner = state.around.anchor_of(href)
    if not inner:
        if address := state.around.link_of(href):
            state.line.open("link", address)
        return None
    if is_permalink(element) or is_back_link(element, attributes, href):
        return skipped
    is_raised = any(opened.kind == "superscript" for opened in state.line.opened)
    is_note = is_sign(element, attributes, href, is_raised=is_raised)
    state.line.open("note" if is_note else "jump", inner)
    return None


def _enter_quoted(
    state: State, _element: etree._Element, _tag: str, _attributes: Attributes
) -> Leave:
    state.set(quotes=state.setting.quotes + 1)
    is_inner = state.setting.quotes % 2 == 0
    state.line.add("‘" if is_inner else "“")
    return lambda: state.line.add("’" if is_inner else "”")


def _enter_reading(
    state: State, element: etree._Element, _tag: str, _attributes: Attributes
) -> Leave | None:
    text = short_text(element, 1)
    if not text:
        return skipped
    opening, closing = "\uff08\uff09" if ord(text[0]) > LAST_LATIN else "()"
    state.line.add(opening)
    return lambda: state.line.add(closing)


def _enter_break(
    state: State, _element: etree._Element, _tag: str, _attributes: Attributes
) -> Leave:
    """End a line; twice in a row, end a paragraph."""
    if state.setting.is_kept:
        state.line.add_kept("\n")
    elif state.setting.flat == " ":
        state.line.space()
    elif state.line.is_broken and not state.setting.flat:
        state.flush()
    elif state.line.length:
        state.line.break_line()
    return skipped


def _enter_input(
    state: State, _element: etree._Element, _tag: str, attributes: Attributes
) -> Leave:
    if attributes.get("type") == "checkbox" and state.marker and not state.line.length:
        state.marker = "☑" if "checked" in attributes else "☐"
    return skipped


def _enter_formula(
    state: State, element: etree._Element, _tag: str, attributes: Attributes
) -> Leave | None:
    is_block = attributes.get("display") == "block"
    if is_block:
        state.boundary()
    state.line.add(attributes.get("alttext") or formula_text(element))
    if is_block:
        state.boundary()
    return skipped


def _enter_picture(
    state: State, element: etree._Element, tag: str, attributes: Attributes
) -> Leave | None:
    found = picture_in(element, tag, attributes, state.around)
    if found:
        state.line.add_picture(*found)
        state.picture, state.shown = found, element
    return None if tag == "object" and not found else skipped


def _enter_noscript(
    state: State, element: etree._Element, _tag: str, _attributes: Attributes
) -> Leave | None:
    """Take the picture that stands here for browsers without scripts."""
    found = None if short_text(element, 1) else picture_below(element, state.around)
    if not found or not (found.source or found.body):
        return skipped
    before = element.getprevious()
    last = state.picture
    if before is not None and before is state.shown:
        state.line.mend_picture(found.source, found.body)
    elif (found.source, found.body) != (last.source, last.body):
        state.line.add_picture(*found)
        state.picture = found
    return skipped


PHRASE_ENTERS: dict[str, Enter] = {
    "a": _enter_link,
    "q": _enter_quoted,
    "rt": _enter_reading,
    "br": _enter_break,
    "input": _enter_input,
    "math": _enter_formula,
    "noscript": _enter_noscript,
    **dict.fromkeys(("img", "image", "svg", "object", "embed"), _enter_picture),
}
