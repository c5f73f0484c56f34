"""Lists of feeds as other programs write them: OPML 1 and 2."""

from __future__ import annotations

from typing import NamedTuple

from lxml import etree

from storage.errors import ImportFailed
from storage.importers.titles import clipped
from storage.importers.xml_trees import parsed_xml
from storage.text.addresses import is_web

MOST_BYTES = 10_000_000
MOST_FEEDS = 5_000


class Subscription(NamedTuple):
    """A feed of a list; `folder` is the name of the outline around it."""

    url: str
    title: str = ""
    site_url: str = ""
    folder: str = ""


def subscriptions_in(data: bytes, name: str) -> list[Subscription]:
    """Give the feeds of a list in order, each once; nested folders become one name.

    Raises: ImportFailed if it is no such list or there is no feed in it.
    """
    root = parsed_xml(data) if len(data) <= MOST_BYTES else None
    if root is None or _tag(root) != "opml":
        raise ImportFailed(
            f"{name} is not a list of feeds (OPML). Export one from your feed reader and open that."
        )
    found: dict[str, Subscription] = {}
    folders: list[str] = []  # the names of the outlines around
    for event, outline in etree.iterwalk(root, ("start", "end")):
        if _tag(outline) != "outline":
            continue
        if event == "end":
            folders.pop()
            continue
        url, title = _attribute(outline, "xmlurl"), _name(outline)
        if is_web(url) and url not in found:
            site_url = _attribute(outline, "htmlurl")
            folder = clipped(" / ".join(filter(None, folders)))
            found[url] = Subscription(url, title, site_url if is_web(site_url) else "", folder)
            if len(found) == MOST_FEEDS:
                break
        folders.append(title)
    if not found:
        raise ImportFailed(f"There is no feed in {name}.")
    return list(found.values())


def _name(outline: etree._Element) -> str:
    return clipped(_attribute(outline, "text") or _attribute(outline, "title"))


def _attribute(element: etree._Element, name: str) -> str:
    """Give an attribute whatever the case of its letters: programs differ."""
    for key, value in element.attrib.items():
        if str(key).lower() == name:
            return str(value).strip()
    return ""


def _tag(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2].lower()
