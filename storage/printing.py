"""Text for a terminal: aligned tables, one line each, nothing that could command the terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

GAP = "  "


def one_line(text: str, longest: int = 0) -> str:
    """Give text on one line without control signs; clipped to so many columns if not 0."""
    shown = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    if not longest or width(shown) <= longest:
        return shown
    while width(shown) > longest - 1:
        shown = shown[:-1]
    return shown.rstrip() + "…"


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Give a table with its columns aligned; the last one is as long as it is."""
    lines = [[one_line(cell) for cell in row] for row in (header, *rows)]
    widths = [max(width(line[column]) for line in lines) for column in range(len(header) - 1)]
    return "\n".join(
        GAP.join([*map(_padded, line, widths), line[-1]]).rstrip()  # the last has no width
        for line in lines
    )


def width(text: str) -> int:
    """Give how many columns of a terminal a text takes: wide letters two, combining marks none."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def counted(number: int, one: str, many: str = "") -> str:
    """Say how many: "1 article", "3 articles"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _padded(text: str, columns: int) -> str:
    return text + " " * (columns - width(text))
