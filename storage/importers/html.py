"""Web pages: saved by a browser, fetched from the web, or made by hand."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import unquote, urldefrag

from lxml.html import HtmlElement
from trafilatura import __version__ as trafilatura_version

from storage.errors import ImportFailed
from storage.importers.composition import Draft, Part
from storage.importers.extraction import drop_unread, extracted
from storage.importers.html_parts import Surroundings, parts_of, web_link
from storage.importers.html_tree import decoded_html, parsed_html
from storage.importers.page_letters import writable
from storage.importers.page_metadata import base_of, metadata_of
from storage.importers.saved_pages import HEAD, pictures_beside, saved_from
from storage.importers.sources import Source
from storage.importers.titles import bare, clipped, from_name, headed
from storage.text.addresses import absolute
from storage.text.decoding import BOMS
from storage.text.signatures import control_share, signature

EXTRACTOR = f"html 1, trafilatura {trafilatura_version}"
LARGEST_PAGE = 100_000_000  # bytes, with the pictures that are written into it
MOST_CONTROLS = 0.03  # of the bytes, where there are no tags; random ones have 0.1
TITLE_AMONG = 6  # first parts, among which a heading that says the title is looked for

_TAG = re.compile(rb"<(?:!doctype|html|head|body|meta|title|table|span)\b", re.IGNORECASE)
# libxml2 ends a page at an <html/>, and browsers take no notice of the stroke.
_CLOSED_ROOT = re.compile(r"(<(?:!doctype|html|head|body)\b[^<>]*?)\s*/>", re.IGNORECASE)
_CONTROL = re.compile(
    r"&#(?:0*(?:[1-8]|1[124-9]|2\d|3[01])(?!\d)|x0*(?:[1-8bcef]|1[0-9a-f])(?![0-9a-f]));?",
    re.IGNORECASE,
)
_SOFT_HYPHEN = re.compile("&(?:shy|#173|#x0*ad);", re.IGNORECASE)


def read_html(source: Source) -> Draft:
    """Read a web page: its article, without what stands around it. Raises: ImportFailed."""
    return page_draft(source, pictures_beside(source))


def page_draft(source: Source, body_of_picture: Callable[[str], bytes], title: str = "") -> Draft:
    """Read a page whose pictures come from elsewhere; `title` is for one that has none.

    Raises: ImportFailed.
    """
    _check(source)
    text = _SOFT_HYPHEN.sub("", decoded_html(source.data, source.charset)).replace("\xad", "")
    text = _CONTROL.sub("", writable(text))  # with them in it trafilatura gives a page up
    text = _CLOSED_ROOT.sub(r"\1>", text[:HEAD]) + text[HEAD:]
    url = source.url or saved_from(text)
    root = parsed_html(text)
    del text
    has_frames = root.find(".//frame") is not None
    has_scripts = root.find(".//script") is not None
    drop_unread(root)
    metadata = metadata_of(root, url)
    around = surroundings(root, url or metadata.url, metadata.url, body_of_picture)
    extraction = extracted(root)
    parts = parts_of(extraction.root, around)
    if not any(part.text.strip() for part in parts):
        raise ImportFailed(_empty(source.name, has_frames=has_frames, has_scripts=has_scripts))
    title = metadata.title or _heading(parts) or clipped(title) or from_name(source.stem)
    return Draft(
        title,
        headed(title, _without_title(parts, title)),
        EXTRACTOR,
        byline=metadata.byline,
        site=metadata.site,
        url=metadata.url,
        language=metadata.language,
        published_at=metadata.published_at,
        notices=[extraction.notice] if extraction.notice else [],
    )


def surroundings(
    root: HtmlElement, url: str, canonical: str, body_of_picture: Callable[[str], bytes]
) -> Surroundings:
    """Say what the addresses of a page lead to: elsewhere on the web, or to a place in itself."""
    base = base_of(root, url)
    own = {urldefrag(address)[0] for address in (url, canonical) if address}

    def anchor_of(href: str) -> str:
        href = href.strip()
        if href.startswith("#"):
            return f"#{unquote(href[1:])}" if len(href) > 1 else ""
        if "#" not in href:
            return ""
        page, _, place = absolute(base, href).partition("#")
        return f"#{unquote(place)}" if page in own and place else ""

    def link_of(href: str) -> str:
        return web_link(absolute(base, href))

    return Surroundings(
        link_of=link_of, anchor_of=anchor_of, body_of=body_of_picture, source_of=link_of
    )


def _check(source: Source) -> None:
    """Refuse what is no page. Raises: ImportFailed."""
    if not source.data.strip():
        raise ImportFailed(f"{source.name} is empty, so there is nothing to read.")
    if len(source.data) > LARGEST_PAGE:
        raise ImportFailed(
            f"{source.name} has {len(source.data) / 1_000_000:,.0f} MB; Postil reads web pages of "
            f"up to {LARGEST_PAGE // 1_000_000} MB. Save the page without its pictures."
        )
    has_mark = any(source.data.startswith(mark) for mark, _ in BOMS)
    if has_mark:
        return
    if what := signature(source.data):
        raise ImportFailed(f"{source.name} is {what}, not a web page. Nothing was imported.")
    start = source.data[:65_536].replace(b"\0", b"")  # of UTF-16 without a mark
    if control_share(source.data) > MOST_CONTROLS and not _TAG.search(start):
        raise ImportFailed(
            f"{source.name} is not a web page: most of it is not made of characters."
        )


def _empty(name: str, *, has_frames: bool, has_scripts: bool) -> str:
    if has_frames:
        return (
            f"{name} is only a frame around other pages, which are not in the file. Open the page "
            "inside the frame in your browser and save that."
        )
    if has_scripts:
        return (
            f"{name} has no text: its scripts fetch it when a browser shows the page. Open it in "
            "your browser, wait until the text is there, and save the page from there."
        )
    return f"{name} has no text to read."


def _heading(parts: list[Part]) -> str:
    for part in parts:
        if part.kind == "heading" and part.level == 1:
            return clipped(part.text)
    return ""


def _without_title(parts: list[Part], title: str) -> list[Part]:
    """Leave out a heading near the beginning that says the title, since it is put on top anyway."""
    wanted = bare(title)
    for at, part in enumerate(parts[:TITLE_AMONG]):
        if part.kind == "heading" and bare(part.text[:1000]) == wanted:
            return [*parts[:at], *parts[at + 1 :]]
    return parts
