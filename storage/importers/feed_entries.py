"""What a feed holds once it has been read; apart from the reader, since the window asks for it."""

from __future__ import annotations

import re
from typing import NamedTuple

from storage.types import ImportedArticle

_START = re.compile(
    rb"\s*(?:<\?.{0,500}?\?>\s*|<!--.{0,2000}?-->\s*|<!DOCTYPE\s[^>]{0,2000}>\s*)*+"
    rb"<(?:rss|(?:\w+:)?feed|rdf:RDF)\b",
    re.DOTALL,
)
_JSON = re.compile(rb"\s*\{(?=.{0,4000}?\"https?://(?:www\.)?jsonfeed\.org/version/1)", re.DOTALL)


class FoundEntry(NamedTuple):
    """One entry of a feed; `key` is the same each time it comes, whatever has changed in it."""

    key: str
    url: str
    title: str
    article: ImportedArticle


class FoundFeed(NamedTuple):
    """A feed with its newest entries first; `site_url` is the page that it belongs to."""

    title: str
    site_url: str
    entries: tuple[FoundEntry, ...]


class FeedLink(NamedTuple):
    """A feed that a page offers."""

    url: str
    title: str


def is_feed(data: bytes) -> bool:
    """Say whether bytes begin as a feed does, whatever the server calls them."""
    start = data[:8192].removeprefix(b"\xef\xbb\xbf")
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        start = start[2:].replace(b"\0", b"")
    return _START.match(start) is not None or _JSON.match(start) is not None
