"""Feeds read: each entry an article, or a whole feed as one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from urllib.parse import urlsplit

from storage.errors import ImportFailed
from storage.importers.composition import Draft, Part, compose
from storage.importers.feed_entries import FeedLink, FoundEntry, FoundFeed
from storage.importers.feed_forms import Entry, Words, taken_down
from storage.importers.html_parts import Surroundings, joined, parts_of, web_link
from storage.importers.html_tree import parsed_html
from storage.importers.sources import MAX_CHARACTERS, Source
from storage.importers.titles import CUT_TITLE, UNTITLED, clipped, headed, tidied
from storage.text.addresses import absolute
from storage.text.canonical import canonical
from storage.types import ImportedArticle, Mark

EXTRACTOR = "feed 1"
MOST_LINKS = 20  # feeds that one page offers

_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json")
_OLDEST = datetime.min.replace(tzinfo=UTC)


def parsed_feed(source: Source) -> FoundFeed:
    """Read a feed with its entries as articles, the newest first. Raises: ImportFailed."""
    feed = taken_down(source)
    title = _title(feed.title) or urlsplit(source.url).hostname or ""
    entries: dict[str, FoundEntry] = {}
    for entry in feed.entries:
        found = _entry(entry, title)
        entries.setdefault(found.key, found)
    newest = sorted(entries.values(), key=lambda e: e.article.published_at or _OLDEST, reverse=True)
    return FoundFeed(title, _absolute(source.url, feed.site_url), tuple(newest))


def read_feed(source: Source) -> Draft:
    """Read a feed that was opened as a file: one text with all its entries. Raises: ImportFailed.

    The entries stand in the order of the feed, each under its title.
    """
    feed = taken_down(source)
    title = _title(feed.title)
    trees = [_parts_of(feed.about, source.url)]
    if not (title or trees[0] or feed.entries):
        raise ImportFailed(f"{source.name} is a feed without entries, so there is nothing to read.")
    for entry in feed.entries:
        heading, url = _title(entry.title), _absolute(source.url, entry.url)
        body = _parts(entry)
        heading = heading or _first_words(body)
        marks = (Mark(0, len(heading), "link", url),) if url and heading else ()
        trees.append([Part(heading, "heading", 2, marks=marks), *body])
    title = title or clipped(source.stem) or UNTITLED
    site_url = _absolute(source.url, feed.site_url)
    count = f"{len(feed.entries)} entries" if len(feed.entries) != 1 else "1 entry"
    notice = f"This is a feed with {count}. Follow its address under Feeds to get new ones."
    return Draft(
        title,
        headed(title, joined(trees)),
        EXTRACTOR,
        site=title,
        url=source.url or site_url,
        language=next((entry.language for entry in feed.entries if entry.language), ""),
        published_at=max((e.published_at for e in feed.entries if e.published_at), default=None),
        notices=[notice],
    )


def feed_links(source: Source) -> tuple[FeedLink, ...]:
    """Give the feeds that a page offers in its head, those for comments last."""
    root = parsed_html(source.data, source.charset)
    base = next((_absolute(source.url, one.get("href", "")) for one in root.iter("base")), "")
    links: dict[str, FeedLink] = {}
    for link in root.iter("link"):
        kinds = link.get("rel", "").lower().split()
        kind = link.get("type", "").partition(";")[0].strip().lower()
        url = _absolute(base or source.url, link.get("href", ""))
        if "alternate" in kinds and kind in _FEED_TYPES and url:
            links.setdefault(url, FeedLink(url, clipped(link.get("title", ""))))
    in_order = sorted(links.values(), key=lambda link: "comment" in link.url.lower())
    return tuple(in_order[:MOST_LINKS])


def _entry(entry: Entry, site: str) -> FoundEntry:
    parts = _parts(entry)
    title = _title(entry.title) or _first_words(parts) or UNTITLED
    url = _absolute(entry.base, entry.url)
    composed = compose(headed(title, parts))
    if len(composed.content) > MAX_CHARACTERS:
        composed = compose([Part(title, "heading", 1)])
    article = ImportedArticle(
        **composed._asdict(),
        title=title,
        byline=clipped(entry.byline),
        site=site,
        url=url,
        language=tidied(entry.language)[:35],
        published_at=entry.published_at,
        source="feed",
        extractor=EXTRACTOR,
        original=entry.body.text.encode("utf-8", "replace"),
        original_name="entry.html" if entry.body.is_html else "entry.txt",
    )
    return FoundEntry(canonical(entry.key), url, title, article)


def _parts(entry: Entry) -> list[Part]:
    return _parts_of(entry.body, entry.base)


def _parts_of(words: Words, base: str) -> list[Part]:
    if not words.is_html:
        text = canonical(words.text)
        pieces = (" ".join(piece.split()) for piece in text.split("\n\n"))
        return [Part(piece) for piece in pieces if piece]

    def link_of(address: str) -> str:
        return web_link(_absolute(base, address))

    around = Surroundings(link_of=link_of, source_of=link_of)
    return parts_of(parsed_html(f"<div>{words.text}</div>"), around)


def _title(words: Words) -> str:
    text = words.text
    if words.is_html and ("<" in text or "&" in text):
        text = str(parsed_html(f"<div>{text}</div>").text_content())
    return clipped(text)


def _first_words(parts: Iterable[Part]) -> str:
    return next((clipped(part.text, CUT_TITLE) for part in parts if part.text.strip()), "")


def _absolute(base: str, address: str) -> str:
    """Give an address of the web that is complete, "" if it is none."""
    return web_link(absolute(base, address)) if address.strip() else ""
