"""What a web page says about its article: title, names, site, date, language and address."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from html import unescape
from itertools import islice
from typing import NamedTuple
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from storage.importers.linked_data import (
    Node,
    by_id,
    linked_articles,
    linked_sites,
    names_in,
    text_in,
)
from storage.importers.page_authors import marked_authors, tidied_authors
from storage.importers.page_titles import best_title
from storage.importers.titles import clipped, tidied
from storage.text.addresses import absolute, is_web

MOST_METAS = 1_000
MOST_LOOKED_AT = 20_000  # elements; on a larger page a date that nothing marks is not looked for
LONGEST = 1_000  # characters of one thing that a page says

_TITLES = (
    *("og:title", "twitter:title", "citation_title", "dc.title", "dcterms.title", "title"),
    *("parsely-title", "sailthru.title", "headline"),
)
_AUTHORS = (
    *("author", "article:author", "citation_author", "dc.creator", "dcterms.creator"),
    *("dc.contributor", "parsely-author", "sailthru.author", "byl", "authors", "og:author"),
)
_TURNED = ("citation_author", "dc.creator", "dcterms.creator")  # may be “Mar, Ada”
_NAME_FIRST = re.compile(r"([^,;]{1,40}),\s*([^,;]{1,40})")
_SITES = (
    *("og:site_name", "citation_journal_title", "application-name", "dc.publisher", "publisher"),
    *("al:android:app_name", "apple-mobile-web-app-title", "copyright-holder"),
)
_DATES = (
    *("article:published_time", "og:published_time", "datepublished", "citation_publication_date"),
    *("citation_date", "citation_online_date", "dc.date.issued", "dcterms.issued", "dc.date"),
    *("dcterms.date", "dc.date.created", "dcterms.created", "parsely-pub-date", "pubdate"),
    *("sailthru.date", "publishdate", "publish-date", "publish_date", "published", "date"),
    *("article:published", "pub_date", "article.published", "originalpublicationdate"),
    *("datecreated", "rnews:datepublished", "cxenseparse:recs:publishtime"),
)
_TIME_NAMES = re.compile(r"publish|pubdate|posted|entry-date|date-?created|article.?date", re.I)
_LANGUAGE = re.compile(r"([a-z]{2})(?:[-_][\w-]{1,20})?", re.IGNORECASE)
_DAY = re.compile(r"(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})(?!\d)")

logging.getLogger("htmldate").setLevel(logging.CRITICAL)


class PageMetadata(NamedTuple):
    """What is known of an article besides its text; "" and None where a page does not say."""

    title: str = ""
    byline: str = ""
    site: str = ""
    url: str = ""
    language: str = ""
    published_at: datetime | None = None


def metadata_of(root: HtmlElement, url: str = "") -> PageMetadata:
    """Read what a page says; `url` is where it was fetched from, as far as that is known."""
    said = _metas(root)
    articles = linked_articles(root)
    known = by_id(root)
    base = base_of(root, url)
    address = _address(root, said, articles, base, url)
    site = _site(root, said, articles, known, address)
    headlines = [text_in(node.get(key)) for node in articles for key in ("headline", "name")]
    title = best_title(root, [*_all(said, _TITLES[:2]), *headlines, *_all(said, _TITLES)], site)
    authors = articles[0].get("author") if articles else None
    byline = (
        tidied_authors(names_in(authors, known))
        or tidied_authors(_authors_said(said))
        or tidied_authors(marked_authors(root))
    )
    return PageMetadata(
        title=title,
        byline=clipped(_without_site(byline, site)),
        site=clipped(site, 100),
        url=address,
        language=_language(root, said, articles),
        published_at=_published(root, said, articles, address),
    )


def _without_site(byline: str, site: str) -> str:
    """Leave out the site among the names of people, but not if it is the only name."""
    names = byline.split(", ")
    people = [name for name in names if name.casefold() != site.casefold()]
    return ", ".join(people or names)


def base_of(root: HtmlElement, url: str) -> str:
    """Give the address that relative ones on a page are relative to, "" if there is none."""
    for element in islice(root.iter("base"), 1):
        href = absolute(url, element.get("href") or "")
        if is_web(href):
            return href
    return url if is_web(url) else ""


def _metas(root: HtmlElement) -> dict[str, list[str]]:
    """Give what the <meta> elements say, by their names in small letters."""
    said: dict[str, list[str]] = {}
    for meta in islice(root.iter("meta"), MOST_METAS):
        content = tidied(unescape((meta.get("content") or "")[: LONGEST * 2]))[:LONGEST]
        if not content:
            continue
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            for name in (meta.get(attribute) or "")[:200].lower().split():
                said.setdefault(name, []).append(content)
    return said


def _all(said: dict[str, list[str]], names: Iterable[str]) -> Iterator[str]:
    for name in names:
        yield from said.get(name, ())


def _authors_said(said: dict[str, list[str]]) -> list[str]:
    for name in _AUTHORS:
        names = said.get(name, [])
        if name in _TURNED:
            names = [_NAME_FIRST.sub(r"\2 \1", one) for one in names]
        if tidied_authors(names):
            return names
    return []


def _address(
    root: HtmlElement, said: dict[str, list[str]], articles: list[Node], base: str, url: str
) -> str:
    """Give the canonical address of the article, or else the one it was fetched from."""
    written = [
        link.get("href") or ""
        for link in islice(root.iter("link"), MOST_METAS)
        if "canonical" in (link.get("rel") or "").lower().split()
    ]
    written += said.get("og:url", [])
    for node in articles[:1]:
        written += [text_in(node.get("mainEntityOfPage")), text_in(node.get("url"))]
    for href in written:
        address = absolute(base, href) if href.strip() else ""
        if is_web(address) and not (_is_home(address) and not _is_home(url)):
            return address
    return url if is_web(url) else ""


def _is_home(address: str) -> bool:
    """Say whether an address is a site's first page; such a canonical address is a mistake."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return bool(address) and parts.path.strip("/") in ("", "index.html") and not parts.query


def _site(
    root: HtmlElement,
    said: dict[str, list[str]],
    articles: list[Node],
    known: dict[str, Node],
    address: str,
) -> str:
    candidates: list[str] = [
        *said.get("og:site_name", ()),
        *(name for node in articles[:2] for name in names_in(node.get("publisher"), known)),
        *(name for node in linked_sites(root)[:2] for name in names_in(node)),
        *_all(said, _SITES),
    ]
    for name in candidates:
        if not is_web(name) and not name.startswith("@") and len(name) <= 100:
            return name
    try:
        host: str = urlsplit(address).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def _language(root: HtmlElement, said: dict[str, list[str]], articles: list[Node]) -> str:
    html = root.getroottree().getroot()
    written = [html.get("lang"), html.get("{http://www.w3.org/XML/1998/namespace}lang")]
    written += [html.get("xml:lang")]
    written += _all(said, ("content-language", "language", "dc.language", "og:locale"))
    written += [text_in(node.get("inLanguage")) for node in articles[:1]]
    for text in written:
        found = _LANGUAGE.fullmatch((text or "").strip().split(",")[0][:40])
        if found:
            return found[1].lower()
    return ""


def _published(
    root: HtmlElement, said: dict[str, list[str]], articles: list[Node], address: str
) -> datetime | None:
    written = [text_in(node.get(key)) for node in articles for key in ("datePublished",)]
    written += _all(said, _DATES)
    written += [text_in(node.get("dateCreated")) for node in articles]
    for text in (*written, *_times(root)):
        if text and (moment := moment_of(text)):
            return moment
    if sum(1 for _ in islice(root.iter(), MOST_LOOKED_AT + 1)) > MOST_LOOKED_AT:
        return None
    from htmldate import find_date

    # The extensive search takes three times as long and mostly finds years in the small print.
    try:
        found = find_date(root, extensive_search=False, original_date=True, url=address or None)
    except (ValueError, TypeError, AttributeError, OverflowError, IndexError, KeyError):
        return None  # htmldate 1.11 raises them on pages made to
    return moment_of(found) if found else None


def _times(root: HtmlElement) -> Iterator[str]:
    """Give what <time> elements say that are named for when something was published."""
    for element in islice(root.iter("time"), 50):
        names = " ".join(
            element.get(key) or "" for key in ("itemprop", "class", "pubdate", "property", "id")
        )
        if _TIME_NAMES.search(names) or "pubdate" in element.attrib:
            yield (element.get("datetime") or element.get("content") or "")[:100]


def moment_of(text: str) -> datetime | None:
    """Read a date as UTC; a day begins at 00:00 UTC, a time without a zone is taken for UTC."""
    text = text.strip()[:60]
    moment = _iso(text) or _mail_date(text)
    if moment is None and (found := _DAY.match(text)):
        moment = _iso("-".join(found.groups()))
    if moment is None or not 1700 <= moment.year <= 2200:
        return None
    return moment


def _iso(text: str) -> datetime | None:
    text = re.sub(r"(\d)\s+([+-]\d\d:?\d\d)$", r"\1\2", text.replace("/", "-"))
    try:
        moment = datetime.fromisoformat(text)
        return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _mail_date(text: str) -> datetime | None:
    """Read a date such as "Wed, 03 Jul 2019 10:00:00 GMT"."""
    try:
        moment = parsedate_to_datetime(text)
        return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
