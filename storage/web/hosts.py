"""Where an address leads, and whether that is out in the internet or at home."""

from __future__ import annotations

import re
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from socket import EAI_NONAME, SOCK_STREAM, AddressFamily, gaierror, getaddrinfo
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from storage.errors import FetchFailed
from storage.text.addresses import DEFAULT_PORTS, LONGEST

NAT64 = IPv6Network("64:ff9b::/96")
HOME = ("localhost", ".localhost", ".local", ".internal", ".home.arpa", ".lan")
# Ports where something listens that a stray request could harm: "bad port" of the WHATWG Fetch
# standard, https://fetch.spec.whatwg.org/#port-blocking
_BAD_PORTS = (
    "0 1 7 9 11 13 15 17 19 20 21 22 23 25 37 42 43 53 69 77 79 87 95 101 102 103 104 109 110 111"
    " 113 115 117 119 123 135 137 139 143 161 179 389 427 465 512 513 514 515 526 530 531 532 540"
    " 548 554 556 563 587 601 636 989 990 993 995 1719 1720 1723 2049 3659 4045 4190 5060 5061"
    " 6000 6566 6665 6666 6667 6668 6669 6679 6697 10080"
)
BAD_PORTS = frozenset(map(int, _BAD_PORTS.split()))

_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]{0,251}[a-z0-9_])?\.?")
_TYPED = re.compile(r"(?:[\w-]+\.)+[^\W\d_][\w-]+(?::\d{1,5})?(?:[/?#]\S*)?")
_SAFE = "/%:=&?~#+!$,;'@()*[]|"

SocketAddress = tuple[str, int] | tuple[str, int, int, int]
Found = tuple[AddressFamily, SocketAddress]
Resolve = Callable[[str, int], list[Found]]


class Target(NamedTuple):
    """A web address taken apart; `url` is put together again from what was checked."""

    url: str
    scheme: str
    host: str
    port: int


def is_named(host: str, url: str) -> bool:
    """Say whether an address, as typed, names this host, so that the reader can allow it."""
    return target_of(address_in(url) or url).host == host


def target_of(url: str) -> Target:
    """Take a web address apart. Raises: FetchFailed if it is none that Postil goes to."""
    shown = url if len(url) <= 100 else url[:99] + "…"
    try:
        parts = urlsplit(url.strip())
        scheme, port = parts.scheme.lower(), parts.port
        host = _ascii(parts.hostname or "")
    except (ValueError, UnicodeError) as error:
        raise FetchFailed(_no_address(shown)) from error
    if scheme not in DEFAULT_PORTS:
        raise FetchFailed(
            f"“{shown}” is not the address of a web page. "
            "Postil reads addresses that begin with http:// or https://."
        )
    if "@" in parts.netloc:
        raise FetchFailed(
            f"The address at {host or shown} contains a name or password, which Postil does not "
            "send. Open the page in your browser, save it and open the file."
        )
    if len(url) > LONGEST or not (_HOST.fullmatch(host) or ":" in host):
        raise FetchFailed(_no_address(shown))
    port = DEFAULT_PORTS[scheme] if port is None else port
    if port in BAD_PORTS:
        raise FetchFailed(
            f"“{shown}” asks for port {port}, where no web pages are. Check the address."
        )
    named = f"[{host}]" if ":" in host else host
    place = named if port == DEFAULT_PORTS[scheme] else f"{named}:{port}"
    path = quote(parts.path, safe=_SAFE) or "/"
    query = f"?{quote(parts.query, safe=_SAFE)}" if parts.query else ""
    return Target(f"{scheme}://{place}{path}{query}", scheme, host, port)


def address_in(text: str) -> str:
    """Give the one web address that a typed or pasted text is, "" if it is something else.

    “example.org/page” counts, and becomes https.
    """
    text = text.strip().strip("<>")
    if len(text) > LONGEST or any(character.isspace() for character in text):
        return ""
    if text.lower().startswith(("http://", "https://")):
        return text if urlsplit_works(text) else ""
    return f"https://{text}" if _TYPED.fullmatch(text) else ""


def urlsplit_works(url: str) -> bool:
    """Say whether an address can be taken apart and has a host."""
    try:
        return bool(urlsplit(url).hostname)
    except ValueError:
        return False


def is_at_home(host: str) -> bool:
    """Say whether a name can only be one of this machine or its local network."""
    host = host.rstrip(".")
    try:
        return not is_public(host)
    except ValueError:
        return host.endswith(HOME) or "." not in host


def is_public(address: str) -> bool:
    """Say whether an IP address is out in the internet. Raises: ValueError if it is no address."""
    found = ip_address(address.partition("%")[0])
    if isinstance(found, IPv6Address):
        inside = _inside(found)
        if inside is not None:
            return _is_global(inside)
    return _is_global(found)


def system_addresses(host: str, port: int) -> list[Found]:
    """Ask the system for the addresses of a host. Raises: OSError."""
    try:
        found = getaddrinfo(host, port, type=SOCK_STREAM)
    except UnicodeError as error:  # a part of the name is empty or has more than 63 letters
        raise gaierror(EAI_NONAME, str(error)) from error
    return [(family, (str(at[0]), *at[1:])) for family, _, _, _, at in found]


def _inside(address: IPv6Address) -> IPv4Address | None:
    """Give the IPv4 address that an IPv6 address stands for, if it does."""
    if address in NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo[1] if address.teredo else None
    return address.ipv4_mapped or address.sixtofour or teredo


def _is_global(address: IPv4Address | IPv6Address) -> bool:
    is_site_local = isinstance(address, IPv6Address) and address.is_site_local
    return (
        address.is_global
        and not address.is_multicast
        and not address.is_reserved
        and not is_site_local
    )


def _ascii(host: str) -> str:
    if ":" in host:  # urlsplit has checked that it stands in brackets
        return str(ip_address(host))
    return host if host.isascii() else host.encode("idna").decode("ascii")


def _no_address(shown: str) -> str:
    return f"“{shown}” is not a complete web address. Check it, or copy it from your browser."
