"""What a page says of itself in JSON-LD, as far as it is about an article."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import unescape

from lxml.html import HtmlElement

from storage.importers.titles import tidied

MOST_CHARACTERS = 1_000_000  # of all scripts of a page together
MOST_NODES = 3_000
MOST_NAMES = 20

_INSIDE = ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "hasPart")
_ARTICLES = ("article", "posting", "report", "chapter", "recipe", "review", "scholarlywork")

Node = dict[str, object]


def linked_articles(root: HtmlElement) -> list[Node]:
    """Give the nodes of a page that describe an article, the likeliest first."""
    nodes = list(_nodes(root))
    articles = [node for node in nodes if _is(node, *_ARTICLES)]
    pages = [
        node for node in nodes if _is(node, "webpage", "creativework") and node not in articles
    ]
    return [node for node in articles if "headline" in node or "author" in node] + pages


def linked_sites(root: HtmlElement) -> list[Node]:
    """Give the nodes of a page that describe its site."""
    return [node for node in _nodes(root) if _is(node, "website", "newsmediaorganization")]


def names_in(value: object, nodes: dict[str, Node] | None = None) -> list[str]:
    """Give the names in what JSON-LD says of people or organisations."""
    found: list[str] = []
    for one in (value if isinstance(value, list) else [value])[:MOST_NAMES]:
        if isinstance(one, dict) and nodes and "name" not in one:
            one = nodes.get(str(one.get("@id")), one)
        name = one.get("name") if isinstance(one, dict) else one
        if isinstance(name, list):
            found += [text_in(part) for part in name[:MOST_NAMES]]
        else:
            found.append(text_in(name))
    return [name for name in found if name]


def text_in(value: object) -> str:
    """Give a value as text on one line, "" if it is none."""
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("@value") or value.get("@id") or value.get("url")
    return tidied(unescape(value[:5000])) if isinstance(value, str) else ""


def by_id(root: HtmlElement) -> dict[str, Node]:
    """Give the nodes of a page that others point to, by their names."""
    return {str(node["@id"]): node for node in _nodes(root) if "@id" in node and "name" in node}


def _is(node: Node, *kinds: str) -> bool:
    types = node.get("@type")
    return any(
        str(type_).lower().endswith(kinds)
        for type_ in (types if isinstance(types, list) else [types])
    )


def _nodes(root: HtmlElement) -> Iterator[Node]:
    """Give every object that may be described, outer ones first."""
    waiting = [_parsed(text) for text in _scripts(root)][::-1]
    for _ in range(MOST_NODES):
        if not waiting:
            return
        value = waiting.pop()
        if isinstance(value, list):
            waiting += value[:MOST_NODES][::-1]
        elif isinstance(value, dict):
            yield value
            waiting += [value[key] for key in _INSIDE if key in value][::-1]


def _scripts(root: HtmlElement) -> Iterator[str]:
    left = MOST_CHARACTERS
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or "").lower() and script.text:
            left -= len(script.text)
            if left < 0:
                return
            yield script.text


def _parsed(text: str) -> object:
    text = text.strip().removeprefix("<!--").removesuffix("-->").strip()
    text = text.removeprefix("//<![CDATA[").removeprefix("<![CDATA[").removesuffix("]]>")
    try:
        return json.loads(text.rstrip(" ;\n/"), strict=False)
    except (ValueError, RecursionError):
        return None
