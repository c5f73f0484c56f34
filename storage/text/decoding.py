"""From bytes to text: which encoding they are in, and what is no text at all."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of some bytes, what they were read as, and what the reader should know of it."""

    text: str
    encoding: str
    notices: tuple[str, ...] = ()


def decode(data: bytes, name: str = "This file") -> Decoded:
    """Read bytes as text; `name` is what a refusal calls them."""
    return Decoded(data.decode("utf-8", "replace"), "utf-8")
