"""The days, weeks, months and years that rows in the order of a date fall into."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from PySide6.QtCore import QLocale

from storage.store import to_iso

MONTHS: Final = 12  # of the past that have a heading of their own
YEARS: Final = 10  # before these
DAY: Final = timedelta(days=1)
NO_DATE: Final = "No date"
EARLIER: Final = "Earlier"
LATER: Final = "Later"


@dataclass(frozen=True, slots=True)
class DateGroup:
    """A heading above a row."""

    row: int
    title: str


def date_groups(
    count: int, moment: Callable[[int], str], today: date, *, is_day: bool = False
) -> tuple[DateGroup, ...]:
    """Give the groups of rows that run with time or against it, those without a date last.

    `moment` gives the date of a row as the library keeps it, "" for none; it is asked for few
    rows, since the borders are found by halving. `is_day`: dates stand for whole days of UTC.
    """
    bounds = tuple(_bounds(today, is_day=is_day))

    def kind(row: int) -> str:
        at = moment(row)
        if not at:
            return NO_DATE
        return next((title for since, title in bounds if at >= since), EARLIER)

    return tuple(DateGroup(row, title) for row, title in _borders(count, kind))


def without(groups: tuple[DateGroup, ...], removed: list[int], count: int) -> tuple[DateGroup, ...]:
    """Give the groups after rows were taken out, of which `count` are left."""
    moved = [DateGroup(g.row - sum(row < g.row for row in removed), g.title) for g in groups]
    ends = [group.row for group in moved[1:]] + [count]
    return tuple(g for g, end in zip(moved, ends, strict=True) if g.row < end)


def _borders(count: int, kind: Callable[[int], str]) -> Iterator[tuple[int, str]]:
    """Give where a kind begins, by halving between rows whose kinds differ."""
    if not count:
        return
    yield 0, kind(0)
    yield from _between(0, kind(0), count - 1, kind(count - 1), kind)


def _between(
    low: int, low_kind: str, high: int, high_kind: str, kind: Callable[[int], str]
) -> Iterator[tuple[int, str]]:
    if low_kind == high_kind:
        return
    if high - low == 1:
        yield high, high_kind
        return
    middle = (low + high) // 2
    middle_kind = kind(middle)
    yield from _between(low, low_kind, middle, middle_kind, kind)
    yield from _between(middle, middle_kind, high, high_kind, kind)


def _bounds(today: date, *, is_day: bool) -> Iterator[tuple[str, str]]:
    """Give since when each group is, the latest first, with its title."""
    locale = QLocale()
    week = today - DAY * ((today.isoweekday() - locale.firstDayOfWeek().value) % 7)
    month = today.replace(day=1)
    starts = [
        (today + DAY, LATER),
        (today, "Today"),
        (today - DAY, "Yesterday"),
        (week, "This week"),
        (week - 7 * DAY, "Last week"),
    ]
    for _ in range(MONTHS):
        starts.append((month, f"{locale.standaloneMonthName(month.month)} {month.year}"))
        month = (month - DAY).replace(day=1)
    year = month.year
    starts.extend((date(year - n, 1, 1), str(year - n)) for n in range(YEARS + 1))
    latest = None
    for day, title in starts:
        if latest is None or day < latest:  # on a Monday, this week is today
            yield _begin(day, is_day=is_day), title
            latest = day


def _begin(day: date, *, is_day: bool) -> str:
    """Give the first moment of a day, here or in UTC, as the library writes it."""
    midnight = datetime.combine(day, time(), UTC if is_day else None)
    return to_iso(midnight if is_day else midnight.astimezone())
