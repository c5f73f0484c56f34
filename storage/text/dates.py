"""Dates as finders give them, written for people."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


class _Date(NamedTuple):
    year: int
    month: int  # 0: the whole year
    day: int  # 0: the whole month


def written_date(iso: str) -> str:
    """Write an ISO date or interval: "6–7 November 2019", "May–June 2019", "2019"; else as it is.

    What both ends have in common is written once.
    """
    first, _, last = iso.partition("/")
    start, end = _parsed(first), _parsed(last)
    if start is None or (last and end is None):
        return iso
    if end is None or end == start:
        return _written(start)
    if bool(start.day) != bool(end.day) or bool(start.month) != bool(end.month):
        return f"{_written(start)} – {_written(end)}"
    if start.year == end.year and start.month == end.month:
        return f"{start.day}–{_written(end)}"
    if start.year == end.year and not start.day:
        return f"{MONTHS[start.month - 1]}–{_written(end)}"
    if start.year == end.year:
        return f"{start.day} {MONTHS[start.month - 1]} – {_written(end)}"
    between = " – " if start.month else "–"
    return f"{_written(start)}{between}{_written(end)}"


def _parsed(iso: str) -> _Date | None:
    match = _ISO.fullmatch(iso)
    if match is None:
        return None
    date = _Date(int(match[1]), int(match[2] or 0), int(match[3] or 0))
    is_real = date.month <= 12 and date.day <= 31 and not (match[2] and not date.month)
    return date if is_real and not (match[3] and not date.day) else None


def _written(date: _Date) -> str:
    parts = [str(date.day)] if date.day else []
    if date.month:
        parts.append(MONTHS[date.month - 1])
    return " ".join((*parts, str(date.year)))
