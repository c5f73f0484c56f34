"""One address of the web, fetched: within limits of time and size, and never from at home."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPException
from typing import Literal, NamedTuple
from urllib.parse import unquote, urlsplit

from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse

from storage.errors import FetchFailed
from storage.text.addresses import absolute
from storage.version import VERSION
from storage.web.connections import line_to, sent
from storage.web.failures import explained, refused_by_server, too_large
from storage.web.hosts import Resolve, Target, system_addresses, target_of
from storage.web.watching import Watch

USER_AGENT = f"Postil/{VERSION}"
MOST_REDIRECTS = 10
MOST_COOKIES = 50
LONGEST_COOKIE = 4096
STEP = 1 << 16

REDIRECTS = (301, 302, 303, 307, 308)
FOR_EVER = (301, 308)
PACKED = ("gzip", "x-gzip", "deflate", "identity", "")


class Wanted(NamedTuple):
    """What is asked for: its name, an Accept header, and the kinds of media that are no use."""

    name: str
    accept: str
    refused: tuple[str, ...]


PAGE = Wanted(
    "page", "text/html,application/xhtml+xml,*/*;q=0.8", ("video/", "audio/", "image/", "font/")
)
FEED = Wanted(
    "feed",
    "application/atom+xml,application/rss+xml,application/feed+json,application/xml;q=0.9,*/*;q=0.8",
    ("video/", "audio/", "image/", "font/"),
)
PICTURE = Wanted("picture", "image/*", ("video/", "audio/", "text/", "font/"))


@dataclass(frozen=True, slots=True)
class Limits:
    """How much and how long; other files than pages may take `file_s` once they begin to come."""

    total_s: float = 30.0
    file_s: float = 300.0
    bytes: int = 50_000_000


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server sent; `url` is where it was in the end, without a fragment.

    `moved_to` is where the server says that it is for ever now. With status "unchanged" there is
    no data. `charset` and `media_type` are "" where the server says nothing.
    """

    url: str
    data: bytes
    media_type: str
    charset: str
    etag: str
    modified: str
    status: Literal["fresh", "unchanged"]
    name: str
    moved_to: str


def never() -> bool:
    """Never cancel."""
    return False


def fetch(
    url: str,
    *,
    allow_local: bool = False,
    wanted: Wanted = PAGE,
    etag: str = "",
    modified: str = "",
    limits: Limits = Limits(),
    progress: Callable[[int, int | None], None] | None = None,
    is_cancelled: Callable[[], bool] = never,
    resolve: Resolve = system_addresses,
) -> Fetched:
    """Fetch an address; redirects are followed and each is checked like the first.

    `allow_local` lets the host of `url` be at home, but no other that it leads to. With `etag` or
    `modified` of the last time the answer may be "unchanged". `progress` hears of bytes that have
    come and of all, if known; `is_cancelled` is asked from another thread.
    Raises: FetchFailed, LocalAddress, Cancelled.
    """
    target = target_of(url)
    local_host = target.host if allow_local else ""
    cookies = _Cookies()
    headers = {"User-Agent": USER_AGENT, "Accept": wanted.accept, "Accept-Encoding": "gzip,deflate"}
    headers |= {"If-None-Match": etag} if etag else {}
    headers |= {"If-Modified-Since": modified} if modified else {}
    moved_to, is_for_ever = target.url, True
    with Watch(limits.total_s, is_cancelled) as watch:
        for _ in range(MOST_REDIRECTS + 1):
            try:
                line = line_to(
                    target, allow_local=target.host == local_host, resolve=resolve, watch=watch
                )
                asked = headers | cookies.header(target)
                with sent(target, line, asked, resolve=resolve, watch=watch) as response:
                    cookies.keep(target, response.headers.getlist("Set-Cookie"))
                    location = response.headers.get("Location", "")
                    if response.status not in REDIRECTS or not location:
                        return _fetched(response, target, wanted, limits, moved_to, watch, progress)
            except (HTTPError, HTTPException, OSError, ValueError) as error:
                watch.check(target.host)
                raise explained(error, target.host) from error
            is_for_ever = is_for_ever and response.status in FOR_EVER
            target = target_of(absolute(target.url, location))
            moved_to = target.url if is_for_ever else moved_to
    raise FetchFailed(
        f"{target.host} leads from one address to the next without end, so nothing was read. "
        "Open the page in your browser, save it and open the file."
    )


def _fetched(
    response: BaseHTTPResponse,
    target: Target,
    wanted: Wanted,
    limits: Limits,
    moved_to: str,
    watch: Watch,
    progress: Callable[[int, int | None], None] | None,
) -> Fetched:
    header = response.headers
    media_type, charset = _media(header.get("Content-Type", ""))
    status: Literal["fresh", "unchanged"] = "unchanged" if response.status == 304 else "fresh"
    data = b""
    if status == "fresh":
        if not 200 <= response.status < 300:
            raise refused_by_server(response.status, wanted.name, target.host)
        if media_type.startswith(wanted.refused):
            raise FetchFailed(_no_article(media_type, target.host))
        if media_type not in ("", "text/html", "application/xhtml+xml"):
            watch.extend(limits.file_s)
        data = _body(response, target.host, limits.bytes, watch, progress)
    return Fetched(
        target.url,
        data,
        media_type,
        charset,
        header.get("ETag", "")[:500],
        header.get("Last-Modified", "")[:100],
        status,
        _file_name(header.get("Content-Disposition", ""), target.url),
        moved_to,
    )


def _body(
    response: BaseHTTPResponse,
    host: str,
    most: int,
    watch: Watch,
    progress: Callable[[int, int | None], None] | None,
) -> bytes:
    """Read to the end; what is announced as too large is not begun, what becomes so is left."""
    packing = response.headers.get("Content-Encoding", "").lower()
    if any(one.strip() not in PACKED for one in packing.split(",")):
        raise explained(HTTPException("unknown packing"), host)
    announced = response.headers.get("Content-Length", "")
    total = int(announced) if announced.isascii() and announced.isdigit() else None
    if total and total > most:
        raise too_large(host, most, total)
    pieces: list[bytes] = []
    length = 0
    while piece := response.read1(STEP, decode_content=True):
        watch.check(host)
        pieces.append(piece)
        length += len(piece)
        if length > most:
            raise too_large(host, most)
        if progress is not None:
            progress(length, None if packing else total)
    watch.check(host)  # a connection that was shut down looks as if it had ended
    return b"".join(pieces)


class _Cookies:
    """What servers set along one chain of redirects; each goes back to its own host only."""

    def __init__(self) -> None:
        self._values: dict[tuple[str, str], dict[str, str]] = {}

    def keep(self, target: Target, lines: list[str]) -> None:
        own = self._values.setdefault((target.scheme, target.host), {})
        for line in lines:
            name, sign, value = line.partition(";")[0].strip().partition("=")
            if sign and len(line) <= LONGEST_COOKIE and len(own) < MOST_COOKIES:
                own[name.strip()] = value.strip()

    def header(self, target: Target) -> dict[str, str]:
        own = self._values.get((target.scheme, target.host))
        return {"Cookie": "; ".join(f"{name}={own[name]}" for name in own)} if own else {}


def _media(content_type: str) -> tuple[str, str]:
    """Give media type and charset of a Content-Type header."""
    media_type = content_type.partition(";")[0].strip().lower()
    found = re.search(r"charset\s*=\s*[\"']?([\w.:+-]{1,40})", content_type, re.IGNORECASE)
    return media_type, found[1] if found else ""


def _file_name(disposition: str, url: str) -> str:
    """Give what a file may be called: as the server says, or the end of its address; or ""."""
    found = re.search(
        r"filename\*\s*=\s*[\w-]*'[\w-]*'([^;]+)", disposition, re.IGNORECASE
    ) or re.search(r"filename\s*=\s*(?:\"([^\"]*)\"|([^;]+))", disposition, re.IGNORECASE)
    named = next((part for part in found.groups() if part), "") if found else urlsplit(url).path
    name = re.split(r"[/\\]", unquote(named.strip()))[-1]
    return "".join(c for c in name if c.isprintable())[:150].strip(". ")


def _no_article(media_type: str, host: str) -> str:
    kind = {"video": "a video", "audio": "a sound recording", "image": "a picture"}.get(
        media_type.partition("/")[0], "of another kind"
    )
    return (
        f"What is at this address of {host} is {kind}, not an article. "
        "Open the address of the page that shows it."
    )
