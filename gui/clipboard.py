"""What is on the clipboard or dropped: files, an address, formatted text or plain text."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData

from storage.errors import Cancelled
from storage.types import ImportedArticle

if TYPE_CHECKING:
    from storage.mass_intake import Tools

# Where programs say which page formatted text was copied from.
_URL_FORMATS = ("text/x-moz-url-priv", "chromium/x-source-url", "org.chromium.source-url")
_CF_HTML = (  # Windows' own form, with a header: Qt names it so where it passes it on as it is
    'application/x-qt-windows-mime;value="HTML Format"',
    "HTML Format",
)
_SOURCE = re.compile(rb"^SourceURL:([^\r\n]{1,4000})", re.MULTILINE)
_ADDRESS = re.compile(r"https?://[^\s<>\"]{1,4000}", re.IGNORECASE)
_STRUCTURE = re.compile(
    r"<(?:p|h[1-6]|ul|ol|li|table|blockquote|pre|a|b|i|em|strong|img|br|div)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class RichText:
    """Formatted text: as HTML, where it was copied from, and the same bare."""

    html: str
    url: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Brought:
    """What somebody wants to bring in; empty where there is nothing of a kind."""

    paths: tuple[Path, ...] = ()
    addresses: tuple[str, ...] = ()
    rich: RichText | None = None
    text: str = ""
    is_picture: bool = False


def brought(data: QMimeData | None) -> Brought:
    """Tell what is there; only the most telling kind is filled in."""
    if data is None:  # there may be no clipboard
        return Brought()
    paths = tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())
    if paths:
        return Brought(paths=paths)
    text = data.text()
    if addresses := addresses_in(data, text):
        return Brought(addresses=addresses)
    if data.hasHtml() and (html := data.html()).strip() and _STRUCTURE.search(html):
        return Brought(rich=RichText(html, source_address(data), text), text=text)
    return Brought(text=text, is_picture=data.hasImage() and not text.strip())


def addresses_in(data: QMimeData, text: str) -> tuple[str, ...]:
    """Give the web addresses, if there is nothing else; a dragged link comes with its words."""
    from_links = tuple(
        url.toString() for url in data.urls() if url.scheme().lower() in ("http", "https")
    )
    if from_links:
        return tuple(dict.fromkeys(from_links))
    words = text.split()
    if words and all(_ADDRESS.fullmatch(word) for word in words):
        return tuple(dict.fromkeys(words))
    return ()


def source_address(data: QMimeData) -> str:
    """Give the address of the page that something was copied from; "" if nobody says."""
    for name in _CF_HTML:
        found = _SOURCE.search(bytes(data.data(name).data())[:4000])
        if found and (url := _web_address(found[1])):
            return url
    for name in _URL_FORMATS:
        if url := _web_address(bytes(data.data(name).data())):
            return url
    return ""


def reading_of(rich: RichText, title: str, tools: Tools) -> ImportedArticle:
    """Read formatted text, in the worker. Raises: ImportFailed."""
    words = ("read_rich_text", rich.html, rich.url, rich.text)
    try:
        read: ImportedArticle = tools.process.ask(*words, name="The pasted text")
    except Cancelled:  # meant what was read before: a pasted text exists nowhere else
        read = tools.process.ask(*words, name="The pasted text")
    return replace(read, title=title) if title else read


def _web_address(data: bytes) -> str:
    """Decode an address, which Firefox writes as UTF-16."""
    text = data.decode("utf-16-le" if data[1:2] == b"\0" else "utf-8", "replace")
    found = _ADDRESS.match(text.strip("\0 \r\n"))
    return found[0] if found else ""
