"""Which addresses a link may have: what a browser or a mail program goes to, nothing that runs."""

from __future__ import annotations

import re
from urllib.parse import urljoin

LONGEST = 2048  # characters; what is longer carries data rather than a place
DEFAULT_PORTS = {"http": 80, "https": 443}

_WEB = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_MAIL = re.compile(r"mailto:[^\s<>\"]+", re.IGNORECASE)


def is_web(address: str) -> bool:
    """Say whether an address is a page of the web."""
    return len(address) <= LONGEST and _WEB.fullmatch(address) is not None


def is_link(address: str) -> bool:
    """Say whether an address may become a link: the web and mail."""
    return is_web(address) or (len(address) <= LONGEST and _MAIL.fullmatch(address) is not None)


def absolute(base: str, address: str) -> str:
    """Give the complete form of an address that may be relative to another one, "" if none is."""
    try:
        return urljoin(base, address.strip())
    except ValueError:  # such as "http://[x"
        return ""
