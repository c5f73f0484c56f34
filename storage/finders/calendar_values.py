"""Values of dates in ISO 8601: days, months, years, and intervals of them with a stroke."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta


def day_of(iso: str) -> date | None:
    """Give the day that a value begins with, None where it is no complete day."""
    try:
        return date.fromisoformat(iso.split("/")[0]) if len(iso) >= 10 else None
    except ValueError:
        return None


def days(
    year: str | None, month: int, day: str, last_month: int, last_day: str | None
) -> str | None:
    """Give a day or an interval of days; "--05-16" without a year; None for an impossible one."""
    first = _day(year, month, day)
    if first is None or last_day is None:
        return first
    last = _day(year, last_month, last_day)
    return None if last is None else first if last <= first else f"{first}/{last}"


def _day(year: str | None, month: int, day: str) -> str | None:
    number = int(re.sub(r"\D", "", day))
    if number > monthrange(int(year or 2000), month)[1]:
        return None
    return f"{year or '-'}-{month:02}-{number:02}"


def months(year: str, first: int, last: int | None) -> str:
    """Give a month or an interval of months of one year."""
    one = f"{year}-{first:02}"
    return one if last is None or last <= first else f"{one}/{year}-{last:02}"


def years(first: str, last: str) -> str | None:
    """Give an interval of years; the last may have two digits; None when it goes backwards."""
    whole = last if len(last) == 4 else first[:2] + last
    return f"{first}/{whole}" if int(whole) > int(first) else None


def decade(first: int) -> str:
    """Give the interval of ten years."""
    return f"{first}/{first + 9}"


def numeric(one: str, two: str, year: str) -> str | None:
    """Give the day of "31.12.2019", the year only where day and month could be either."""
    first, second = int(one), int(two)
    if first > 12 >= second >= 1:
        return _day(year, second, one)
    if second > 12 >= first >= 1:
        return _day(year, first, two)
    if first == second and 1 <= first <= 12:
        return _day(year, first, one)
    return year if 1 <= first <= 12 and 1 <= second <= 12 else None


def nearest(iso: str, reference: date | None) -> str:
    """Give a value without year ("--05-16", also an interval) the year nearest to a day."""
    if reference is None:
        return ""
    month, day = int(iso[2:4]), int(iso[5:7])
    found = [
        date(year, month, day)
        for year in range(reference.year - 1, reference.year + 2)
        if 1 <= year <= 9999 and day <= monthrange(year, month)[1]
    ]
    if not found:
        return ""
    best = min(found, key=lambda one: (abs(one - reference), one))
    return iso.replace("--", f"{best.year:04}-")


def weekday(number: int, reference: date | None, is_future: bool) -> str:
    """Give the latest day of that name up to a day, or the next after it; Monday is 0."""
    if reference is None:
        return ""
    back = (reference.weekday() - number) % 7
    return _moved(reference, 7 - back if is_future else -back)


def month(number: int, reference: date | None, shift: int) -> str:
    """Give the month of that number nearest to a day; `shift` -1 for the last, 1 for the next."""
    if reference is None:
        return ""
    year = reference.year
    if shift < 0 and number >= reference.month:
        year -= 1
    elif shift > 0 and number <= reference.month:
        year += 1
    elif shift == 0 and number - reference.month > 6:
        year -= 1
    return f"{year:04}-{number:02}" if 1 <= year <= 9999 else ""


def shifted(reference: date, unit: str, count: int) -> str:
    """Give what is some days, weeks, months, years or decades from a day, as exact as the unit."""
    if unit in ("day", "week"):
        if unit == "day":
            return _moved(reference, count)
        monday = _moved(reference, 7 * count - reference.weekday())
        first = day_of(monday)
        return f"{monday}/{_moved(first, 6)}" if first else ""
    if unit == "month":
        total = reference.year * 12 + reference.month - 1 + count
        return f"{total // 12:04}-{total % 12 + 1:02}" if 12 <= total < 120_000 else ""
    year = reference.year + count * (10 if unit == "decade" else 1)
    return f"{year:04}" if 1 <= year <= 9999 else ""


def _moved(day: date, count: int) -> str:
    try:
        return (day + timedelta(days=count)).isoformat()
    except OverflowError:
        return ""
