"""What a feed holds once it has been read; apart from the reader, since the window asks for it."""

from __future__ import annotations

import re
from typing import NamedTuple

from storage.types import ImportedArticle

_START = re.compile(
    rb"\s*(?:<\?.{0,500}?\?>\s*|<!--.{0,2000}?-->\s*"
    rb"|<!DOCTYPE\s[^>\[]{0,500}(?:\[[^\]]{0,4000}\]\s*)?>\s*)*+"
    rb"<(?:\w+:)?(?:rss|feed|RDF)\b",
    re.DOTALL,
)
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
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
    start = data[:8192]
    if b"\0" in start[:64]:  # UTF-16 or UTF-32
        start = start.replace(b"\0", b"")
    for mark in _MARKS:
        start = start.removeprefix(mark)
    return _START.match(start) is not None or _JSON.match(start) is not None
