"""Which format bytes are in: by what they are first, by what their name says last."""

from __future__ import annotations

import re
import zipfile
import zlib
from io import BytesIO

from storage.importers.archive import PACKINGS
from storage.importers.feed_entries import is_feed
from storage.importers.sources import Source
from storage.text.signatures import signature
from storage.types import SourceFormat

MARKDOWN_ENDINGS = (".md", ".markdown", ".mdown", ".mkd")
HTML_ENDINGS = (".html", ".htm", ".xhtml", ".xht")
MHTML_ENDINGS = (".mhtml", ".mht")

_BY_SIGNATURE: dict[str, SourceFormat] = {
    "a PDF document": "pdf",
    "a Rich Text document": "rtf",
}
_OF_ZIPFILE = (OSError, EOFError, RuntimeError, ValueError, KeyError)  # what damage brings there
_OLE = (
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # what Word wrote before .docx, and still when encrypting
)
_WORD_INSIDE = tuple(name.encode("utf-16-le") for name in ("WordDocument", "EncryptedPackage"))
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*+<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_MHTML = re.compile(
    rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,40}?(?i:content-type):\s*multipart/related"
)


def format_of(source: Source) -> SourceFormat:
    """Say which reader takes a source; what no reader takes is left to that of text to refuse."""
    data, ending = source.data, source.path.suffix.lower() if source.path else ""
    if found := _BY_SIGNATURE.get(signature(data)):
        return found
    if data.startswith(b"PK\x03\x04"):
        return _inside_zip(data)
    if data.startswith(_OLE) and any(name in data for name in _WORD_INSIDE):
        return "docx"  # whose reader says what to do
    start = data[:4096].removeprefix(b"\xef\xbb\xbf")
    if ending == ".fodt" or b"<office:document " in start:
        return "odt"
    if _MHTML.match(start.replace(b"\r\n", b"\n")) or ending in MHTML_ENDINGS:
        return "mhtml"
    if ending in MARKDOWN_ENDINGS:
        return "markdown"
    if ending in HTML_ENDINGS or source.media_type in ("text/html", "application/xhtml+xml"):
        return "html"
    is_text = ending == ".txt" or source.media_type == "text/plain"
    if not is_text and _HTML.match(_without_zeros(start)):
        return "html"
    if not is_text and is_feed(data):
        return "feed"
    return "text"


def _inside_zip(data: bytes) -> SourceFormat:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
            is_said = "mimetype" in names and archive.getinfo("mimetype").compress_type in PACKINGS
            kind = archive.open("mimetype").read(100) if is_said else b""
    except (zipfile.BadZipFile, zlib.error, *_OF_ZIPFILE):
        names, kind = set(), data[30:200]
    if b"epub" in kind or "META-INF/container.xml" in names:
        return "epub"
    if b"opendocument.text" in kind or (not kind and {"content.xml", "styles.xml"} <= names):
        return "odt"
    if any(name.startswith("word/") for name in names) or b"word/" in data[:4096]:
        return "docx"
    return "text"


def _without_zeros(start: bytes) -> bytes:
    """Give the beginning of a text that may be in UTF-16, readable for a pattern."""
    return start[2:].replace(b"\0", b"") if start[:2] in (b"\xff\xfe", b"\xfe\xff") else start
