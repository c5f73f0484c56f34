"""From a tree of HTML elements to the parts of an article, for all formats with HTML inside."""

from __future__ import annotations

from collections.abc import Iterable

from lxml.html import HtmlElement

from storage.importers.composition import Part
from storage.importers.html_surroundings import Surroundings, no_anchor, no_body, web_link
from storage.importers.html_walk import Walk

__all__ = ["Surroundings", "joined", "no_anchor", "no_body", "parts_of", "web_link"]


def parts_of(root: HtmlElement, around: Surroundings) -> list[Part]:
    """Give the parts of what is inside an element, in order.

    White space is collapsed as CSS does. What a page does not show is left out, links that only
    lead back from a note too. The names of places after which no part comes are in a last part
    without text. Tables are counted from 1 in each tree, see `joined`. Nesting has no limit.
    """
    return Walk(around).through(root)


def joined(trees: Iterable[Iterable[Part]]) -> list[Part]:
    """Give the parts of several trees as those of one text, in which each table has its number."""
    parts: list[Part] = []
    tables = 0
    for tree in trees:
        last = tables
        for part in tree:
            if part.table:
                part.table += last
                tables = max(tables, part.table)
            parts.append(part)
    return parts
