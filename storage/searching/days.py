"""Days as they are typed in a search: 2026, 2026-01, 2026-01-31, yesterday, 2w, 2026..2027-03."""

from __future__ import annotations

import re
from datetime import date, timedelta

WRITTEN = "2026, 2026-01, 2026-01-31, today, yesterday, 7d, 2w, 3m or 1y"
Days = tuple[str, str]  # the first day and the day after the last, ISO 8601; "" is open

_ISO = re.compile(r"([0-9]{4})(?:[-/.]([0-9]{1,2})(?:[-/.]([0-9]{1,2}))?)?")
_AGO = re.compile(r"([0-9]{1,5})([dwmy])")
_BEGUN = re.compile(r"[0-9]{1,4}|[0-9]{4}[-/.][01]?|[0-9]{4}[-/.][0-9]{1,2}[-/.][0-3]?")
_NAMED = ("today", "yesterday")
NAMED_TIMES = {
    "today": "",
    "yesterday": "",
    "7d": "7 days ago",
    "2w": "two weeks ago",
    "3m": "three months ago",
    "1y": "a year ago",
}


def days_of(text: str, today: date) -> Days | None:
    """Read a day, month, year, time ago ("7d": that day until now) or range; None if it is none.

    A range `a..b` runs from the first day of `a` to the last of `b`; either may be left out, and
    the later one may come first.
    """
    first, dots, last = text.partition("..")
    if not dots:
        return _period(text, today)
    since = _period(first, today) if first else ("", "")
    until = _period(last, today) if last else ("", "")
    if since is None or until is None or not (first or last):
        return None
    if since[0] and until[1] and since[0] >= until[1]:
        return until[0], since[1]
    return since[0], until[1]


def first_day(text: str, today: date) -> str | None:
    """Give the day on which what was typed begins; None if it is no time."""
    period = _period(text, today)
    return period[0] if period else None


def may_become_days(text: str) -> bool:
    """Say whether what was typed may be the beginning of a day or a range."""
    end = text.rpartition("..")[2].casefold()
    return not end or bool(_BEGUN.fullmatch(end)) or any(name.startswith(end) for name in _NAMED)


def written(days: Days) -> str:
    """Write days so that `days_of` reads them again, as short as it goes."""
    since, until = days
    if since and until:
        first, after = date.fromisoformat(since), date.fromisoformat(until)
        if after == first + timedelta(days=1):
            return since
        if first.day == after.day == 1:
            if first.month == 1 and (after.year, after.month) == (first.year + 1, 1):
                return since[:4]
            if _months(first, 1) == after:
                return since[:7]
    return f"{since}..{_day_before(until) if until else ''}"


def _period(text: str, today: date) -> Days | None:
    folded = text.casefold()
    if folded in _NAMED:
        return _one(today - timedelta(days=_NAMED.index(folded)))
    try:
        if ago := _AGO.fullmatch(folded):
            return _ago(int(ago[1]), ago[2], today).isoformat(), _one(today)[1]
        if iso := _ISO.fullmatch(folded):
            year, month, day = (int(part) if part else 0 for part in iso.groups())
            if day:
                return _one(date(year, month, day))
            first = date(year, month or 1, 1)
            return first.isoformat(), _months(first, 1 if month else 12).isoformat()
    except (ValueError, OverflowError):  # no such month or day, or before the year 1
        return None
    return None


def _one(day: date) -> Days:
    return day.isoformat(), (day + timedelta(days=1)).isoformat()


def _ago(count: int, unit: str, today: date) -> date:
    if unit in "dw":
        return today - timedelta(days=count * (7 if unit == "w" else 1))
    return _months(today, -count * (12 if unit == "y" else 1))


def _months(day: date, count: int) -> date:
    """Give the same day of a later or earlier month, or the last one where it has none such."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    for last in (day.day, 30, 29, 28):
        if last <= day.day:
            try:
                return date(year, month + 1, last)
            except ValueError:
                continue
    raise ValueError("no such month")


def _day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()
