"""The table of contents of an EPUB and its list of printed pages."""

from __future__ import annotations

from typing import NamedTuple

from lxml import etree

from storage.importers.epub_files import BookFiles
from storage.importers.epub_package import Package
from storage.importers.html_notes import types_of
from storage.importers.html_tree import parsed_xhtml
from storage.importers.titles import clipped
from storage.importers.xml_trees import parsed_xml

MOST_ENTRIES = 50_000


class Entry(NamedTuple):
    """A line of the contents; `depth` counts from 0, `file` and `place` are where it leads."""

    label: str
    depth: int
    file: str
    place: str


class Contents(NamedTuple):
    """What leads into a book; `pages` have the labels of the printed edition."""

    entries: list[Entry]
    pages: list[Entry]


def read_contents(files: BookFiles, package: Package) -> Contents:
    """Read the navigation of EPUB 3, or the NCX of EPUB 2 where there is none."""
    contents = Contents([], [])
    if package.nav and (data := files.read(package.nav)):
        contents = _of_nav(parsed_xhtml(data), files, package.nav)
    if package.ncx and not (contents.entries and contents.pages):
        root = parsed_xml(files.read(package.ncx))
        if root is not None:
            older = _of_ncx(root, files, package.ncx)
            contents = Contents(contents.entries or older.entries, contents.pages or older.pages)
    return contents


def _of_nav(root: etree._Element, files: BookFiles, base: str) -> Contents:
    contents = Contents([], [])
    read: etree._Element | None = None  # with all in it
    for nav in root.iter("nav", "{*}nav"):
        types = types_of({str(name): str(value) for name, value in nav.items()})
        found = contents.pages if {"page-list", "pagelist"} & types else contents.entries
        if found or not (types & {"toc", "page-list", "pagelist"} or not types):
            continue
        if read is not None and read in nav.iterancestors():
            continue
        read, depth = nav, -1
        for event, element in etree.iterwalk(nav, events=("start", "end")):
            name = str(element.tag).rpartition("}")[2]
            if name == "ol":
                depth += 1 if event == "start" else -1
            elif event == "start" and depth >= 0 and name in ("a", "span"):
                entry = _entry(element, element.get("href", ""), depth, files, base)
                is_inside = name == "span" and _name(element.getparent()) != "li"
                if entry and not is_inside and len(found) < MOST_ENTRIES:
                    found.append(entry)
    return contents


def _of_ncx(root: etree._Element, files: BookFiles, base: str) -> Contents:
    contents = Contents([], [])
    depth = -1
    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = _name(element)
        if name not in ("navPoint", "pageTarget"):
            continue
        if name == "navPoint":
            depth += 1 if event == "start" else -1
        if event == "end":
            continue
        label, source = element.find("{*}navLabel"), element.find("{*}content")
        href = source.get("src", "") if source is not None else ""
        found = contents.entries if name == "navPoint" else contents.pages
        if label is not None and len(found) < MOST_ENTRIES:
            entry = _entry(label, href, max(0, depth), files, base)
            if entry:
                found.append(entry)
    return contents


def _entry(
    label: etree._Element, href: str, depth: int, files: BookFiles, base: str
) -> Entry | None:
    text = clipped("".join(map(str, label.itertext())))
    file, place = files.address(base, href) if href else ("", "")
    return Entry(text, depth, file, place) if text else None


def _name(element: etree._Element | None) -> str:
    return "" if element is None else str(element.tag).rpartition("}")[2]
