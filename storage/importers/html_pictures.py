"""Which picture an element of HTML shows, and where its file is."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

from storage.text.canonical import canonical

LARGEST_DATA = 20_000_000  # bytes of a picture written into its address
WIDEST_WANTED = 2000  # pixels; the smallest at least as wide is taken, else the widest
THINNEST = 2  # pixels; what is thinner is there to count readers or to hold a place
LONGEST_ALT = 2000  # characters

_LAZY = (  # where scripts keep the address until the picture scrolls into view, the usual first
    *("data-src", "data-lazy-src", "data-original", "data-orig-file", "data-full-src"),
    *("data-hi-res-src", "data-large-file", "data-srcset", "data-lazy-srcset", "data-url"),
    *("data-image", "data-img-src", "data-actualsrc", "data-echo", "data-lazyload"),
)
_CANDIDATE = re.compile(r"\s*,*\s*([^\s,]\S*[^\s,]|[^\s,])(?:\s+([^,]*))?(?:,|$)")
_WIDTH = re.compile(r"(\d+(?:\.\d+)?)([wx])")
_SMALL = re.compile(rf"\s*0*[0-{THINNEST}](?:\.\d+)?(?:px)?\s*")
_SMALL_STYLE = re.compile(r"(?<![\w-])(?:width|height)\s*:\s*[0-2]px", re.IGNORECASE)
_SPACER = re.compile(
    r"(?:^|[/_-])(?:spacer|blank|transparent|pixel|clear|1x1|shim|placeholder|loading|lazy|grey|"
    r"gray)[\w-]*\.(?:gif|png|svg|jpe?g|webp)(?:$|\?)",
    re.IGNORECASE,
)
_DRAWN = re.compile(rb"<(?:\w+:)?(?:path|image|rect|text|circle|ellipse|line|poly\w+|use)\b")
_DATA = re.compile(r"\s*data:([^,;]*)((?:;[^,;]*)*),", re.IGNORECASE)


class Found(NamedTuple):
    """A picture: its description, its address on the web and its file, each empty if unknown."""

    alt: str
    source: str
    body: bytes


def picture_of(
    attributes: Mapping[str, str],
    offered: str,
    body_of: Callable[[str], bytes],
    source_of: Callable[[str], str],
) -> Found | None:
    """Give what an <img> or its like shows; None if it is no picture for readers.

    `offered` is the srcset of a <source> beside it.
    """
    if any(_SMALL.fullmatch(attributes.get(side, "")) for side in ("width", "height")):
        return None
    if _SMALL_STYLE.search(attributes.get("style", "")):
        return None
    alt = next(
        (
            " ".join(canonical(text).split())[:LONGEST_ALT]
            for name in ("alt", "aria-label", "title")
            if (text := attributes.get(name, "")).strip()
        ),
        "",
    )
    source, body = "", b""
    for address in _addresses(attributes, offered):
        if _DATA.match(address):
            body = body or data_in(address)
        elif not _SPACER.search(address):
            source = source or source_of(address)
            body = body or body_of(address)
        if body and source:
            break
    return Found(alt, source, body) if alt or source or body else None


def _addresses(attributes: Mapping[str, str], offered: str) -> Iterator[str]:
    """Give where the picture may be, the best first."""
    lazy = [attributes[name].strip() for name in _LAZY if attributes.get(name, "").strip()]
    for text in lazy:
        if text.lstrip()[:1] not in ("{", "["):
            yield from _best(text) if re.search(r"\s\d+(?:\.\d+)?[wx]\b", text) else (text,)
    sets = (attributes.get("srcset", ""), offered)
    plain = next(
        (
            attributes[name].strip()
            for name in ("src", "href", "{http://www.w3.org/1999/xlink}href", "xlink:href", "data")
            if attributes.get(name, "").strip()
        ),
        "",
    )
    is_best = plain and not _DATA.match(plain) and not any(sets)
    if is_best:
        yield plain
        return
    for text in sets:
        yield from _best(text)
    if plain:
        yield plain


def _best(srcset: str) -> list[str]:
    """Give the addresses of a srcset, the one that suits a page best first."""
    sized: list[tuple[float, str]] = []
    for found in _CANDIDATE.finditer(srcset[:50_000]):
        size = _WIDTH.search(found[2] or "")
        width = float(size[1]) * (1 if size[2] == "w" else 1000) if size else 1000.0
        sized.append((width, found[1]))
    enough = sorted(one for one in sized if one[0] >= WIDEST_WANTED)
    less = sorted((one for one in sized if one[0] < WIDEST_WANTED), reverse=True)
    return [address for _, address in (*enough[:1], *less, *enough[1:])][:20]


def data_in(address: str) -> bytes:
    """Give the picture in a data address, b"" if it is too large, malformed, none or a mere dot."""
    if len(address) > LARGEST_DATA * 3:
        return b""
    found = _DATA.match(address)
    if not found or not found[1].lower().strip().startswith("image/"):
        return b""
    written = address[found.end() :]
    if "base64" not in found[2].lower():
        body = unquote_to_bytes(written)
    else:
        try:
            body = base64.b64decode("".join(unquote_to_bytes(written).decode("latin-1").split()))
        except (binascii.Error, ValueError):
            return b""
    return b"" if len(body) > LARGEST_DATA or _is_dot(body) else body


def _is_dot(body: bytes) -> bool:
    if body.startswith(b"GIF8"):
        sides = (int.from_bytes(body[6:8], "little"), int.from_bytes(body[8:10], "little"))
        return min(sides) <= THINNEST
    if body.startswith(b"\x89PNG"):
        return min(int.from_bytes(body[16:20]), int.from_bytes(body[20:24])) <= THINNEST
    return b"<svg" in body[:1000] and not _DRAWN.search(body)
