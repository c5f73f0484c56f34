"""RSS, Atom and JSON Feed, each taken down to the same few facts."""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from html import unescape
from typing import Any, NamedTuple

from storage.errors import ImportFailed
from storage.importers.sources import Source
from storage.text.addresses import is_web

MOST_BYTES = 10_000_000
MOST_ENTRIES = 500
MOST_TAGS = 200_000  # feedparser takes a minute for a million; 500 entries have 20,000
MOST_ITEMS = 5_000
LONGEST_KEY = 500  # characters; a longer one is kept as its digest

_ENCODING = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)")
_CDATA = re.compile(rb"<!\[CDATA\[.*?(?:\]\]>|\Z)", re.DOTALL)
_ITEM = re.compile(rb"<(?:\w+:)?(?:item|entry)\b")
_CROWDED = re.compile(rb"<[^<>\"'=]*+(?:=\s*+(?:\"[^\"<]*+\"|'[^'<]*+')[^<>\"'=]*+){1000}")
_ELEMENT = re.compile(r"<[a-zA-Z/!]")
# Only where a word begins, and white space before it: from everywhere takes the square of the time.
_MAIL = re.compile(r"(?<!\s)\s*+[<(\[]?(?<![^\s@<>()])[^\s@<>()]++@[^\s@<>()]++[>)\]]?\s*+")


class Words(NamedTuple):
    """Text of a feed, as HTML or as it stands."""

    text: str = ""
    is_html: bool = False


class Entry(NamedTuple):
    """The facts of an entry; `base` is what relative addresses in `body` count from."""

    key: str
    url: str
    title: Words
    body: Words
    base: str
    byline: str
    language: str
    published_at: datetime | None


class Feed(NamedTuple):
    """The facts of a feed; `about` is what it says of itself."""

    title: Words
    about: Words
    site_url: str
    entries: list[Entry]


def taken_down(source: Source) -> Feed:
    """Give the facts of a feed in any form. Raises: ImportFailed if it is none."""
    if len(source.data) > MOST_BYTES:
        raise ImportFailed(
            f"{source.name} has more than {MOST_BYTES // 1_000_000} MB, which is too large for a "
            "feed, so it was not read."
        )
    if source.data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{":
        return _json_feed(source)
    if _takes_too_long(source.data):
        raise ImportFailed(
            f"{source.name} has more elements than any real feed, so it was not read."
        )
    return _xml_feed(source)


# -- RSS and Atom


def _xml_feed(source: Source) -> Feed:
    import feedparser  # type: ignore[import-untyped]  # it has no types

    headers = {"content-type": f"application/xml; charset={_charset(source)}"}
    if source.url:
        headers["content-location"] = source.url
    # As a stream: feedparser takes other bytes for the name of a file first. What it would clean
    # of HTML is not shown here but read by our own reader, which follows nothing and runs nothing.
    try:
        found = feedparser.parse(
            io.BytesIO(source.data),
            response_headers=headers,
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    # its parsers let these through on damaged feeds
    except (ArithmeticError, AssertionError, AttributeError, LookupError) as error:
        raise ImportFailed(_no_feed(source.name)) from error
    except (RecursionError, TypeError, ValueError) as error:
        raise ImportFailed(_no_feed(source.name)) from error
    if not found.entries and not found.get("version") and not found.feed.get("title"):
        raise ImportFailed(_no_feed(source.name))
    feed = found.feed
    byline, language = _names(feed), str(feed.get("language") or "")
    entries = [
        _xml_entry(entry, source.url, byline, language) for entry in found.entries[:MOST_ENTRIES]
    ]
    about = _body(feed.get("subtitle_detail") or {})
    return Feed(_words(feed, "title"), about, str(feed.get("link") or ""), entries)


def _takes_too_long(data: bytes) -> bool:
    """Say whether feedparser would be kept busy, by elements, entries or attributes."""
    if b"\0" in data[:64]:  # UTF-16 or UTF-32
        data = data.replace(b"\0", b"")
    bare = _CDATA.sub(b"", data)
    if bare.count(b"<") > MOST_TAGS or _CROWDED.search(bare):
        return True
    return sum(1 for _ in _ITEM.finditer(bare)) > MOST_ITEMS


def _charset(source: Source) -> str:
    """Give "utf-8" where the bytes are: servers and feeds often say something else."""
    declared = _ENCODING.match(source.data[:1000].lstrip())
    name = declared[1].decode("ascii").lower() if declared else ""
    if b"\0" not in source.data[:1000] and not name.startswith(("iso-2022", "hz", "utf-7")):
        try:
            source.data.decode("utf-8")
        except UnicodeDecodeError:
            pass
        else:
            return "utf-8"
    return source.charset


def _xml_entry(entry: Mapping[str, Any], base: str, byline: str, language: str) -> Entry:
    bodies = [one for one in entry.get("content") or [] if _is_text(one)]
    if (summary := entry.get("summary_detail")) and _is_text(summary):
        bodies.append(summary)
    body: Mapping[str, Any] = max(bodies, key=lambda one: len(one.get("value") or ""), default={})
    link = str(entry.get("feedburner_origlink") or entry.get("link") or "")
    key = str(entry.get("id") or "")
    if not is_web(link):
        link = key if is_web(key) else ""
    title, words = _words(entry, "title"), _body(body)
    return Entry(
        _key(key or link, title, words),
        link,
        title,
        words,
        str(body.get("base") or link or base),
        _names(entry) or byline,
        str(body.get("language") or language or ""),
        _time(entry),
    )


def _words(of: Mapping[str, Any], name: str) -> Words:
    detail = of.get(f"{name}_detail") or {}
    return Words(str(of.get(name) or ""), _is_html(detail))


def _body(detail: Mapping[str, Any]) -> Words:
    """Give what an entry says; RSS calls everything HTML, also what has no element in it."""
    text = str(detail.get("value") or "")
    if _is_html(detail) and not _ELEMENT.search(text):
        return Words(unescape(text))
    return Words(text, _is_html(detail))


def _is_text(detail: Mapping[str, Any]) -> bool:
    kind = str(detail.get("type") or "text/plain")
    return bool(detail.get("value")) and (kind.startswith("text/") or "html" in kind)


def _is_html(detail: Mapping[str, Any]) -> bool:
    return "html" in str(detail.get("type") or "")


def _names(of: Mapping[str, Any]) -> str:
    people = [one for one in of.get("authors") or [] if one] or [of.get("author_detail") or {}]
    names = [str(person.get("name") or "") for person in people]
    if not any(names):
        names = [str(of.get("author") or "")]
    return ", ".join(
        dict.fromkeys(filter(None, (_MAIL.sub("", name).strip("() ") for name in names)))
    )


def _time(entry: Mapping[str, Any]) -> datetime | None:
    for name in ("published_parsed", "updated_parsed", "created_parsed"):
        if parsed := entry.get(name):
            try:
                year, month, day, hour, minute, second = parsed[:6]
                return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
            except (ValueError, TypeError):
                continue
    return None


# -- JSON Feed, https://www.jsonfeed.org/version/1.1/


def _json_feed(source: Source) -> Feed:
    try:
        found = json.loads(source.data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise ImportFailed(_no_feed(source.name)) from error
    if not isinstance(found, dict) or "jsonfeed.org" not in _text(found, "version"):
        raise ImportFailed(_no_feed(source.name))
    items = found.get("items")
    entries = [
        _json_entry(item, found, source.url)
        for item in (items if isinstance(items, list) else [])[:MOST_ENTRIES]
        if isinstance(item, dict)
    ]
    title, about = Words(_text(found, "title")), Words(_text(found, "description"))
    return Feed(title, about, _text(found, "home_page_url"), entries)


def _json_entry(item: dict[str, object], feed: dict[str, object], base: str) -> Entry:
    html = _text(item, "content_html")
    body = Words(html, is_html=True) if html else Words(_text(item, "content_text"))
    body = body if body.text else Words(_text(item, "summary"))
    url = _text(item, "url") or _text(item, "external_url")
    title = Words(_text(item, "title"))
    return Entry(
        _key(_text(item, "id") or url, title, body),
        url,
        title,
        body,
        url or base,
        _people(item) or _people(feed),
        _text(item, "language") or _text(feed, "language"),
        _json_time(_text(item, "date_published") or _text(item, "date_modified")),
    )


def _text(of: dict[str, object], name: str) -> str:
    value = of.get(name)
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return ""
    return str(value)


def _people(of: dict[str, object]) -> str:
    people = of.get("authors") or [of.get("author")]
    if not isinstance(people, list):
        return ""
    names = [_text(person, "name") for person in people if isinstance(person, dict)]
    return ", ".join(dict.fromkeys(name for name in names if name))


def _json_time(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


# -- both


def _key(named: str, title: Words, body: Words) -> str:
    """Give what an entry is known by: its id or address, or a digest of what it says."""
    if 0 < len(named) <= LONGEST_KEY:
        return named
    text = named or f"{title.text}\n{body.text}"
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def _no_feed(name: str) -> str:
    return (
        f"{name} is no feed that Postil knows (RSS, Atom or JSON Feed). "
        "Look for a feed's address on the site itself."
    )
