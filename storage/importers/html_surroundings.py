"""Where a tree of HTML elements stands: what its addresses lead to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from storage.text.addresses import is_link


def no_anchor(_href: str) -> str:
    """Take every address for one that leads outside."""
    return ""


def no_body(_address: str) -> bytes:
    """Have no picture."""
    return b""


def web_link(href: str) -> str:
    """Give an absolute address of the web or of mail as it is, nothing for any other."""
    return href if is_link(href) else ""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where a tree of elements stands, as far as its links and pictures need to know.

    `link_of` gives the address that a link leads to, "" if Postil follows none such. `anchor_of`
    gives the name of a place inside the article that an address leads to, "" if it is outside; the
    places of this tree are named `name` + "#" + id. `body_of` gives the file of a picture by its
    address as written, b"" if it is not there; `source_of` its absolute address on the web.
    """

    name: str = ""
    link_of: Callable[[str], str] = web_link
    anchor_of: Callable[[str], str] = no_anchor
    body_of: Callable[[str], bytes] = no_body
    source_of: Callable[[str], str] = web_link
