"""Rich text from the clipboard: everything that was copied is the article."""

from __future__ import annotations

import re

from storage.errors import ImportFailed
from storage.importers.composition import Draft, Part
from storage.importers.html import surroundings
from storage.importers.html_parts import no_body, parts_of
from storage.importers.html_tree import parsed_html
from storage.importers.page_metadata import metadata_of
from storage.importers.plain import read_plain
from storage.importers.sources import MAX_TEXT_BYTES
from storage.importers.titles import CUT_TITLE, UNTITLED, clipped, headed
from storage.text.addresses import is_web
from storage.text.canonical import canonical
from storage.types import PICTURE

EXTRACTOR = "rich text 1"

# Windows puts a header before the markup. Around what was copied there are only the elements that
# it stands in, so that nothing has to be cut. Source: Microsoft, "HTML Clipboard Format".
_HEADER = re.compile(r"\s*Version:\d[\d.]*\s*\r?\n(?:[A-Za-z]+:[^\r\n]*\r?\n?)*")
_SOURCE_URL = re.compile(r"^SourceURL:\s*(\S+)", re.MULTILINE)


def read_rich_text(html: str, url: str, text: str) -> Draft:
    """Read rich text; `url` is the page that it was copied from, `text` the same without markup.

    Raises: ImportFailed.
    """
    if len(html) > MAX_TEXT_BYTES:
        raise ImportFailed("The copied text is too long to be read. Copy a part of it.")
    header = _HEADER.match(html)
    if header:
        found = _SOURCE_URL.search(header[0])
        url = url or (found[1] if found and is_web(found[1]) else "")
        html = html[header.end() :]
    url = url if is_web(url) else ""
    root = parsed_html(html)
    metadata = metadata_of(root, url)
    parts = parts_of(root, surroundings(root, url, "", no_body))
    if not any(part.text.strip() for part in parts):
        return _plain(text, url)
    title = _title(parts)
    return Draft(
        title,
        headed(title, parts),
        EXTRACTOR,
        site=metadata.site,
        url=metadata.url,
        language=metadata.language,
    )


def _plain(text: str, url: str) -> Draft:
    text = canonical(text)
    if not text.strip():
        raise ImportFailed("There is no text on the clipboard. Copy a text and paste it again.")
    draft = read_plain(text)
    draft.url = url
    return draft


def _title(parts: list[Part]) -> str:
    """Give the first heading of the highest rank near the beginning, or the first line."""
    named = [part for part in parts if part.text.replace(PICTURE, "").strip()]
    for part in named[:5]:
        if part.kind == "heading" and (title := clipped(part.text)):
            return title
    for part in named:
        if title := clipped(part.text.replace(PICTURE, "").strip().split("\n")[0], CUT_TITLE):
            return title
    return UNTITLED
