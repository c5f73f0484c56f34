"""Whose article a page is, from what it says in many ways."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from storage.importers.titles import tidied

MOST_AUTHORS = 10
LONGEST_NAME = 60  # characters
MOST_WORDS = 6
MOST_LOOKED_AT = 2_000  # elements that say something of authors

_ADDRESS = re.compile(r"\S*(?:://|www\.)\S*|\S+@\S+\.\S+|(?<!\S)@\w+|https?:\S*")
_BY = re.compile(
    r"^\W*(?:(?:written|posted|published|words|text|story|reported|interview)\s+)?"
    r"(?:by|von|par|por|di|door|av|af|autor(?:in)?|author|authors|über)\b\s*:?\s*",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*(?:[,;|/•·&]|\s(?:and|und|et|y|e|en|och|og)\s)\s*", re.IGNORECASE)
_AFTER = re.compile(
    r"\s*(?:[|•·–—]|\s-\s|\bon\s+\w+day\b|\b(?:updated|published|posted|last|for)\b|\bon\s+\d|\d).*$",
    re.IGNORECASE | re.DOTALL,
)
_NO_NAME = re.compile(
    r"(?:admin(?:istrator)?|editor(?:ial)?(?: team)?|author|staff|unknown|none|null|undefined|"
    r"anonymous|webmaster|user|guest|redaktion|by|n/?a|home|share|follow|view all.*|more.*|read.*)",
    re.IGNORECASE,
)
# contains(@class, …) makes a text of what is not there as well, which takes twice as long.
_AUTHORED = etree.XPath(
    "/descendant::*[@class[contains(., 'uthor') or contains(., 'yline')]"
    " or @id[contains(., 'uthor') or contains(., 'yline')]"
    " or @rel[contains(., 'author')] or @itemprop = 'author']"
)
_MARKED = re.compile(
    r"(?:^|[\s_-])(?:byline(?:-?name|-?author)?|author-?name|authorname|post-?author|entry-?author|"
    r"article-?author|by-?author|author|authors|c-byline__author|p-author|fn)(?:$|[\s_-])",
    re.IGNORECASE,
)


def tidied_authors(written: Iterable[str]) -> str:
    """Give the names in texts without “By” and addresses, each once, joined by commas."""
    names: list[str] = []
    for text in islice(written, MOST_AUTHORS):
        text = _AFTER.sub("", _BY.sub("", tidied(_ADDRESS.sub(" ", text[:500]))))
        for part in _BETWEEN.split(text):
            name = part.strip(" .,;:|-–—()[]\"'“”")
            if _is_name(name) and name.casefold() not in map(str.casefold, names):
                names.append(name if not name.isupper() or len(name) < 5 else name.title())
    return ", ".join(names[:MOST_AUTHORS])


def marked_authors(root: HtmlElement) -> list[str]:
    """Give what the elements of a page say that are marked as naming its author."""
    ranked: list[tuple[int, str]] = []
    for element in islice(_named(root), MOST_LOOKED_AT):
        if element.tag in ("script", "style", "body", "meta"):
            continue
        rank = _rank(element)
        if rank < 9:
            text = tidied(" ".join(islice(map(str, element.itertext()), 20))[:400])
            if text and len(text) <= 120 and tidied_authors([text]):
                ranked.append((rank, text))
                if len(ranked) > 30:
                    break
    best = min((rank for rank, _ in ranked), default=9)
    return [text for rank, text in ranked if rank == best][: 5 if best < 2 else 1]


def _named(root: HtmlElement) -> list[HtmlElement]:
    """Give the elements whose attributes say something of authors, in one pass of libxml2."""
    found = _AUTHORED(root)
    return [one for one in found if isinstance(one, HtmlElement)] if isinstance(found, list) else []


def _rank(element: HtmlElement) -> int:
    """Say how clearly an element names the author, 0 the clearest, 9 not at all."""
    if element.get("itemprop") == "author":
        return 0
    if "author" in (element.get("rel") or "").split():
        return 1
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return 2 if _MARKED.search(names[:300]) else 9


def _is_name(name: str) -> bool:
    if not 2 < len(name) <= LONGEST_NAME or not re.search(r"[^\W\d_]{2}", name):
        return False
    if _NO_NAME.fullmatch(name) or len(name.split()) > MOST_WORDS:
        return False
    return name[0].isupper() or not name[0].isascii() or " " not in name
