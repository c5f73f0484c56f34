"""What trafilatura takes for the text of a page's article."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager

from lxml import etree
from lxml.html import HtmlElement
from trafilatura import bare_extraction, core
from trafilatura.external import SANITIZED_XPATH
from trafilatura.settings import Extractor

from storage.importers.html_tree import parsed_html

_NAME = "compare_extraction"
LONGER = 2  # times as long a second opinion has to be for trafilatura to take it

_TAGS = {
    "list": "ul",
    "item": "li",
    "quote": "blockquote",
    "code": "pre",
    "row": "tr",
    "cell": "td",
    "lb": "br",
    "hi": "em",
    "ref": "a",
    **{tag: tag for tag in ("body", "del", "p", "table")},
}
# Of the formats "xml" is the one that makes no text of the result, which we do not need. Nothing
# writes into the options, and making them anew for each page takes a twentieth of its time.
_OPTIONS = Extractor(output_format="xml", comments=False)

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it says what is no article; so do we


def main_text(root: HtmlElement, unlinked: int) -> etree._Element | None:
    """Give trafilatura's elements, or None if it finds nothing. The tree stays as it is.

    `unlinked` counts the letters of the page that are in no link.
    """
    with _second_opinions_where_needed(unlinked):
        document = bare_extraction(root, options=_OPTIONS)
    body: etree._Element | None = getattr(document, "body", None)
    return body if body is not None and any(map(str.strip, map(str, body.itertext()))) else None


def as_html(body: etree._Element) -> HtmlElement:
    """Give trafilatura's own elements as those of HTML, for text that the page does not show."""
    for element in body.iter("*"):
        tag = str(element.tag)
        rank = element.get("rend", "")
        is_heading = tag == "head" and re.fullmatch(r"h[1-6]", rank)
        element.tag = rank if is_heading else "h2" if tag == "head" else _TAGS.get(tag, "div")
    return parsed_html(etree.tostring(body, encoding="unicode", method="html"))


@contextmanager
def _second_opinions_where_needed(unlinked: int) -> Iterator[None]:
    """Spare trafilatura the second opinion that it would not take, a quarter of all its work.

    It asks readability about every page, and takes the answer only if that is twice as long or its
    own is not in paragraphs. Where its own has most of the text of the page, there is no twice.
    WORKAROUND trafilatura 2.3.1, which has no such setting: its function is replaced meanwhile.
    """
    ask = vars(core)[_NAME]

    def compared(
        cleaned: HtmlElement, raw: HtmlElement, body: etree._Element, text: str, options: Extractor
    ) -> tuple[etree._Element, str]:
        letters = len(text) - text.count(" ")
        is_most = unlinked / LONGER < letters <= unlinked * 1.2  # more: it took what is no text
        if is_most and len(text) >= options.min_extracted_size and _is_in_paragraphs(body):
            return body, text
        answer: tuple[etree._Element, str] = ask(cleaned, raw, body, text, options)
        return answer

    setattr(core, _NAME, compared)
    try:
        yield
    finally:
        setattr(core, _NAME, ask)


def _is_in_paragraphs(body: etree._Element) -> bool:
    paragraphs = body.findall(".//p")
    if len(body.findall(".//table")) > len(paragraphs) or body.xpath(SANITIZED_XPATH):
        return False
    return any(str(text) for paragraph in paragraphs for text in paragraph.itertext())
