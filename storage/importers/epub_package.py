"""What an EPUB says of itself: its chapters in order, its title, authors, publisher and date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from lxml import etree

from storage.importers.epub_files import BookFiles
from storage.importers.titles import clipped, tidied
from storage.importers.xml_trees import parsed_xml

MOST_AUTHORS = 10
EARLIEST = 1000  # the year; calibre writes 101 where it knows none

_OPF = "{http://www.idpf.org/2007/opf}"
_PAGES = (".xhtml", ".html", ".htm", ".xml")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_YEAR = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?(?!\d)")


@dataclass(slots=True)
class Package:
    """A book's own description of itself. Chapters and the like are names of entries."""

    title: str = ""
    byline: str = ""
    site: str = ""
    language: str = ""
    published_at: datetime | None = None
    chapters: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    nav: str = ""
    ncx: str = ""


def read_package(files: BookFiles) -> Package:
    """Read the package document; a book without one is its pages in the order of their names."""
    entry = _package_entry(files)
    root = parsed_xml(files.read(entry))
    if root is None:
        return Package(chapters=_all_pages(files))
    package = Package()
    _read_metadata(root, package)
    _read_spine(root, entry, files, package)
    if not package.chapters:
        package.chapters = [page for page in _all_pages(files) if page != package.nav]
    return package


def _package_entry(files: BookFiles) -> str:
    container = files.archive.found("META-INF/container.xml")
    root = parsed_xml(files.read(container))
    if root is not None:
        for rootfile in root.iter("{*}rootfile"):
            entry, _ = files.address("", rootfile.get("full-path", ""))
            if entry:
                return entry
    packages = [name for name in files.archive.names if name.lower().endswith(".opf")]
    return min(packages, key=len, default="")


def _all_pages(files: BookFiles) -> list[str]:
    names = [
        name
        for name in files.archive.names
        if name.lower().endswith(_PAGES) and not name.lower().startswith("meta-inf/")
    ]
    pages = [name for name in names if not name.lower().endswith(".xml")] or names
    return sorted(pages, key=_natural)


def _natural(name: str) -> list[tuple[int, str]]:
    """Give a key by which chapter2 stands before chapter10."""
    return [(int(one), "") if one.isdecimal() else (0, one) for one in re.split(r"(\d{1,9})", name)]


def _read_spine(root: etree._Element, base: str, files: BookFiles, package: Package) -> None:
    items: dict[str, str] = {}
    named: dict[str, str] = {}
    for item in root.iter("{*}item"):
        href, identity = item.get("href", ""), item.get("id", "")
        entry, _ = files.address(base, href)
        items[identity], named[identity] = entry, href
        if "nav" in item.get("properties", "").split():
            package.nav = entry
        if item.get("media-type") == "application/x-dtbncx+xml":
            package.ncx = entry
    spine = next(root.iter("{*}spine"), None)
    if spine is None:
        return
    package.ncx = items.get(spine.get("toc", ""), "") or package.ncx
    first: dict[str, None] = {}
    last: dict[str, None] = {}
    for reference in spine.iter("{*}itemref"):
        identity = reference.get("idref", "")
        if entry := items.get(identity, ""):
            (last if reference.get("linear") == "no" else first)[entry] = None
        else:
            package.missing.append(named.get(identity) or identity)
    package.chapters = list({**first, **last})


def _read_metadata(root: etree._Element, package: Package) -> None:
    metadata = next(root.iter("{*}metadata"), None)
    if metadata is None:
        return
    refined: dict[tuple[str, str], str] = {}
    for meta in metadata.iter("{*}meta"):
        about = meta.get("refines", "").removeprefix("#")
        if about and meta.get("property"):
            refined.setdefault((about, meta.get("property", "")), (meta.text or "").strip())
    package.title = _title(metadata, refined)
    package.byline = clipped(_names(metadata, refined))
    package.site = clipped(next((text for _, text in _said(metadata, "publisher")), ""))
    language = next((text for _, text in _said(metadata, "language")), "")
    if _LANGUAGE.fullmatch(language):
        package.language = language.replace("_", "-")
    dates = {
        one.get(_OPF + "event") or one.get("event") or "": text
        for one, text in _said(metadata, "date")
    }
    for event in ("publication", "original-publication", "", "creation"):
        if event in dates and (moment := _moment(dates[event])):
            package.published_at = moment
            break


def _said(metadata: etree._Element, name: str) -> Iterator[tuple[etree._Element, str]]:
    """Give the elements of Dublin Core by a name that say something, and what they say."""
    for element in metadata.iter(f"{{*}}{name}", f"{{*}}{name.capitalize()}"):
        if text := tidied("".join(map(str, element.itertext()))):
            yield element, text


def _title(metadata: etree._Element, refined: dict[tuple[str, str], str]) -> str:
    titles = [
        (refined.get((one.get("id", ""), "title-type"), ""), text)
        for one, text in _said(metadata, "title")
    ]
    if not titles:
        return ""
    main = next((text for kind, text in titles if kind == "main"), titles[0][1])
    below = next((text for kind, text in titles if kind == "subtitle" and text != main), "")
    if not below or below.casefold() in main.casefold():
        return clipped(main)
    return clipped(f"{main}{' ' if main.endswith((':', '?', '!', '–', '—')) else ': '}{below}")


def _names(metadata: etree._Element, refined: dict[tuple[str, str], str]) -> str:
    """Give the authors, or whoever made the book where no author is named."""
    authors: list[str] = []
    others: list[str] = []
    for one, text in _said(metadata, "creator"):
        role = refined.get((one.get("id", ""), "role"), "") or one.get(_OPF + "role", "")
        (authors if role in ("", "aut") else others).append(text)
    names = list(dict.fromkeys(authors or others))
    return ("; " if any("," in name for name in names) else ", ").join(names[:MOST_AUTHORS])


def _moment(text: str) -> datetime | None:
    """Read a date or time, or a year or month alone, as UTC."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        found = _YEAR.match(text)
        if not found:
            return None
        try:
            moment = datetime(int(found[1]), int(found[2] or 1), int(found[3] or 1), tzinfo=UTC)
        except ValueError:
            return None
    try:
        moment = moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
    except OverflowError:
        return None
    return moment if moment.year >= EARLIEST else None
