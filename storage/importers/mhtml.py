"""MHTML: a page with its pictures in one file, as Chrome, Edge and Internet Explorer save it.

The parts are told apart by their boundaries here. The email parser of the standard library takes
25 s for 100,000 parts and calls itself for each level of nesting.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from urllib.parse import unquote

from storage.errors import ImportFailed
from storage.importers.composition import Draft
from storage.importers.html import page_draft
from storage.importers.saved_pages import LARGEST_PICTURE, LARGEST_SUM
from storage.importers.sources import Source
from storage.text.addresses import absolute, is_web

MOST_PARTS = 10_000
MOST_HEADER_BYTES = 65_536  # of one part
DEEPEST = 5  # multiparts in each other
LARGEST_PAGE = 100_000_000  # bytes of the page itself

_END_OF_HEADERS = re.compile(rb"\r?\n[ \t]*\r?\n|\r\r")
_HEADER = re.compile(rb"^([\w-]{1,100}):[ \t]*(.*(?:\r?\n[ \t]+.*)*)", re.MULTILINE)
_PARAMETER = re.compile(r";\s*([\w-]+)\s*=\s*(?:\"([^\"]*)\"|([^\s;]+))")
_PAGES = ("text/html", "application/xhtml+xml")


@dataclass(frozen=True, slots=True)
class _Part:
    """One part of the file: its headers by their names in small letters, its body as written."""

    headers: dict[str, str]
    body: bytes

    @property
    def media_type(self) -> str:
        return self.headers.get("content-type", "").split(";")[0].strip().lower()

    @property
    def location(self) -> str:
        return "".join(self.headers.get("content-location", "").split())

    @property
    def id(self) -> str:
        return self.headers.get("content-id", "").strip(" <>")

    def parameter(self, name: str) -> str:
        for found in _PARAMETER.finditer(self.headers.get("content-type", "")):
            if found[1].lower() == name:
                return found[2] if found[2] is not None else found[3]
        return ""

    def decoded(self) -> bytes:
        """Give the body as it was before it was wrapped for mail."""
        way = self.headers.get("content-transfer-encoding", "").strip().lower()
        if way == "quoted-printable":
            return binascii.a2b_qp(self.body)
        if way == "base64":
            try:
                return binascii.a2b_base64(self.body)
            except binascii.Error:
                whole = re.sub(rb"[^A-Za-z0-9+/]", b"", self.body)
                return binascii.a2b_base64(whole[: len(whole) // 4 * 4])
        return self.body


@dataclass(slots=True)
class _Parts:
    """What was found in a file, and whether there was more."""

    leaves: list[_Part] = field(default_factory=list)
    is_cut: bool = False


def read_mhtml(source: Source) -> Draft:
    """Read the page in an MHTML file. Raises: ImportFailed."""
    if not source.data.strip():
        raise ImportFailed(f"{source.name} is empty, so there is nothing to read.")
    outer = _part(source.data.lstrip(b"\xef\xbb\xbf \t\r\n"))
    parts = _Parts()
    _collect(outer, parts, 0)
    page = _page(outer, parts.leaves)
    if page is None:
        raise ImportFailed(
            f"{source.name} has no web page in it; the file may have been cut short. Save the page "
            "again, or save it as a complete page."
        )
    body = page.decoded()
    if len(body) > LARGEST_PAGE:
        raise ImportFailed(f"The page in {source.name} is larger than Postil can read.")
    url = _address(outer, page) or source.url
    inner = replace(
        source,
        data=body,
        url=url,
        charset=page.parameter("charset"),
        media_type=page.media_type,
        path=None,
        beside=None,
    )
    draft = page_draft(inner, _pictures(parts.leaves, page, url), title=_subject(outer))
    if parts.is_cut:
        draft.notices.append(
            f"This file has more than {MOST_PARTS:,} parts; the pictures in the rest are not shown."
        )
    return draft


def _part(data: bytes) -> _Part:
    """Part headers and body."""
    if data.startswith((b"\r\n", b"\n")):
        return _Part({}, data.lstrip(b"\r\n"))
    end = _END_OF_HEADERS.search(data, 0, MOST_HEADER_BYTES)
    if end is None:
        return _Part({}, data)
    headers: dict[str, str] = {}
    for found in _HEADER.finditer(data[: end.start()]):
        value = re.sub(rb"\r?\n[ \t]+", b" ", found[2]).strip()
        headers.setdefault(
            found[1].decode("ascii", "replace").lower(), value.decode("utf-8", "replace")
        )
    return _Part(headers, data[end.end() :])


def _collect(part: _Part, parts: _Parts, depth: int) -> None:
    """Collect the parts that are no multiparts, up to a number and a depth."""
    boundary = part.parameter("boundary")
    if not (part.media_type.startswith("multipart/") and boundary):
        parts.leaves.append(part)
        return
    if depth == DEEPEST:
        parts.is_cut = True
        return
    for piece in _pieces(part.body, boundary.encode("utf-8", "replace")):
        if len(parts.leaves) >= MOST_PARTS:
            parts.is_cut = True
            return
        _collect(_part(piece), parts, depth + 1)


def _pieces(body: bytes, boundary: bytes) -> Iterator[bytes]:
    """Give what stands between the boundaries; the last piece too if the file was cut short."""
    mark = b"--" + boundary
    at = 0 if body.startswith(mark) else body.find(b"\n" + mark) + 1
    if not body.startswith(mark, at):
        return
    while at < len(body):
        start = at + len(mark)
        if body.startswith(b"--", start):
            return
        line = body.find(b"\n", start)
        if line < 0:
            return
        following = body.find(b"\n" + mark, line)
        yield body[line + 1 : following if following >= 0 else len(body)].removesuffix(b"\r")
        if following < 0:
            return
        at = following + 1


def _page(outer: _Part, leaves: list[_Part]) -> _Part | None:
    """Give the part that is the page: the one that the file names, or the first."""
    start = outer.parameter("start").strip(" <>")
    pages = [leaf for leaf in leaves if leaf.media_type in _PAGES]
    for page in pages:
        if start and page.id == start:
            return page
    if pages:
        return pages[0]
    if len(leaves) == 1 and not leaves[0].media_type and leaves[0].body.lstrip().startswith(b"<"):
        return leaves[0]
    return None


def _address(outer: _Part, page: _Part) -> str:
    written = [outer.headers.get("snapshot-content-location", ""), page.location, outer.location]
    for address in map(str.strip, written):
        if is_web(address):
            return address
    return ""


def _pictures(leaves: list[_Part], page: _Part, url: str) -> Callable[[str], bytes]:
    """Give the files that the page names, by their addresses or their ids."""
    by_location: dict[str, _Part] = {}
    by_id: dict[str, _Part] = {}
    for leaf in leaves:
        if leaf is not page and not leaf.media_type.startswith("text/"):
            if leaf.location:
                by_location.setdefault(absolute(url, leaf.location) or leaf.location, leaf)
            if leaf.id:
                by_id.setdefault(leaf.id, leaf)
    base = page.location or url
    left = LARGEST_SUM

    def body_of(address: str) -> bytes:
        nonlocal left
        address = address.strip()
        if address.lower().startswith("cid:"):
            leaf = by_id.get(address[4:]) or by_id.get(unquote(address[4:]))
            leaf = leaf or by_location.get(address)
        else:
            leaf = by_location.get(absolute(base, address)) or by_location.get(address)
        if leaf is None or len(leaf.body) > 2 * LARGEST_PICTURE or left <= 0:
            return b""
        body = leaf.decoded()
        left -= len(body)
        return body

    return body_of


def _subject(outer: _Part) -> str:
    """Give the title that the file as a whole has."""
    written = outer.headers.get("subject", "")[:2000]
    try:
        return str(make_header(decode_header(written)))
    except (HeaderParseError, UnicodeError, LookupError, ValueError):
        return written
