"""What of a page is the article.

Trafilatura says which text it is; the elements are the page's own, so that tables, pictures, lists
and code are what they were. Its own output has lost much of that.
"""

from __future__ import annotations

from typing import NamedTuple

from lxml.html import HtmlElement

from storage.importers.article_elements import Selection
from storage.importers.main_text import as_html, main_text
from storage.importers.page_letters import PageLetters, found_in, page_letters, writable
from storage.importers.photo_credits import without_credit

LEAST_FOUND = 0.8  # of trafilatura's letters; with less of them its own output is taken
MOST_ELEMENTS = 30_000  # trafilatura's time grows with their square: 200,000 take minutes
MOST_LETTERS = 3_000_000
MOST_NESTING = 1_000_000  # of tables, as `_nesting` counts it; pages of the web have some hundreds
UNSURE = (
    "It was not clear which part of this page is the article, so more of the page may be shown "
    "than belongs to it."
)
TOO_LARGE = (
    "This page is too large to look for its article, so more of the page may be shown than belongs "
    "to it."
)

_UNREAD = ("style", "template")
_BESIDE = frozenset(("nav", "header", "footer", "aside", "form", "menu", "dialog", "button"))
MOST_LINKED = 0.5  # of a paragraph; one with more links leads to something else
LEAST_MAIN = 0.4  # of the text of a page, for an element that says it is the main one


class Extraction(NamedTuple):
    """The elements of an article, and what the reader should know of how they were found."""

    root: HtmlElement
    notice: str = ""


def extracted(root: HtmlElement) -> Extraction:
    """Give the article of a page; the tree of the page is cut down to it.

    It should be without what holds no text (`drop_unread`).
    """
    body = body_of(root)
    page = page_letters(body)
    is_large = len(page.elements) > MOST_ELEMENTS or len(page.letters) > MOST_LETTERS
    if is_large or _nesting(page) > MOST_NESTING:
        return _cut(page, _likely(page), TOO_LARGE)
    elements = main_text(root, page.linked.count(0))
    if elements is None:
        return _cut(page, _likely(page), UNSURE)
    wanted, share = found_in(page, map(str, elements.itertext()))
    if share < LEAST_FOUND:
        return Extraction(body_of(as_html(elements)))
    return _cut(page, wanted, "")


def _nesting(page: PageLetters) -> int:
    """Count the steps that trafilatura takes for tables in each other.

    For each table it looks through all of those inside, each with everything that is inside of it.
    """
    steps = 0
    around: list[int] = []  # where the tables end that are open
    for at, tag in enumerate(page.tags):
        while around and at >= around[-1]:
            around.pop()
        steps += len(around) ** 2
        if tag == "table":
            around.append(page.lasts[at])
    return steps


def _cut(page: PageLetters, wanted: bytearray, notice: str) -> Extraction:
    selection = Selection(page, wanted)
    selection.complete()
    selection.cut()
    body = page.elements[0]
    _cut_credits(body)
    return Extraction(body, notice)


def drop_unread(root: HtmlElement) -> None:
    """Take out what holds no text, so that it is not copied again and again."""
    for element in list(root.iter(*_UNREAD)):
        element.drop_tree()
    for script in list(root.iter("script")):
        if "ld+json" not in (script.get("type") or ""):
            script.drop_tree()
    for drawing in list(root.iter("svg")):
        del drawing[:]
        drawing.text = None


def body_of(root: HtmlElement) -> HtmlElement:
    """Give the body of a page, or what there is of it."""
    found = root.find("body")
    return root if found is None else found


def _likely(page: PageLetters) -> bytearray:
    """Want what a page says is its main part, without what stands beside, above and under it."""
    flags = bytearray(len(page.letters))
    start, end = _main(page)
    for run in page.runs:
        if start <= run.start < run.end <= end and (
            page.link_share(run.start, run.end) <= MOST_LINKED
        ):
            flags[run.start : run.end] = b"\1" * (run.end - run.start)
    past = 0
    for at, tag in enumerate(page.tags):
        if at >= past and tag in _BESIDE and page.begins[at] < page.ends[at]:
            share = (page.ends[at] - page.begins[at]) / max(1, end - start)
            if share < LEAST_MAIN:  # a page that is one form still has to be readable
                span = slice(page.begins[at], page.ends[at])
                flags[span] = bytes(span.stop - span.start)
            past = page.lasts[at]
    if not any(flags):
        flags[start:end] = b"\1" * (end - start)
    return flags


def _main(page: PageLetters) -> tuple[int, int]:
    spans = [
        (page.begins[at], page.ends[at])
        for at, element in enumerate(page.elements)
        if page.tags[at] in ("article", "main") or element.get("role") == "main"
    ]
    start, end = max(spans, key=lambda span: span[1] - span[0], default=(0, 0))
    whole = len(page.letters)
    return (start, end) if end - start >= LEAST_MAIN * whole else (0, whole)


def _cut_credits(body: HtmlElement) -> None:
    for caption in body.iter("figcaption"):
        for element in caption.iter():
            if element.text and isinstance(element.tag, str):
                element.text = writable(without_credit(element.text))
            if element.tail and element is not caption:
                element.tail = writable(without_credit(element.tail))
