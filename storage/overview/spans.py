"""Days, weeks, months and years, as charts over time have them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from storage.searching.days import Days

Step = Literal["day", "week", "month", "year"]
MOST_DAYS: Final = 45  # that are shown day by day
MOST_WEEKS: Final = 26
MOST_MONTHS: Final = 60
_MONTHS: Final = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of days, `since` and before `until`, both ISO 8601, and what to call it."""

    since: str
    until: str
    name: str  # by itself: "March 2026"
    short: str  # below a column: "Mar"

    @property
    def days(self) -> Days:
        """Both ends, as a search has them."""
        return self.since, self.until


def step_of(first: date, until: date) -> Step:
    """Give the step in which some days are shown well."""
    days = (until - first).days
    if days <= MOST_DAYS:
        return "day"
    if days <= MOST_WEEKS * 7:
        return "week"
    return "month" if days <= MOST_MONTHS * 31 else "year"


def spans(first: date, until: date, step: Step) -> list[Span]:
    """Give the spans of a step that cover some days; the first and the last may reach beyond."""
    found = []
    start = start_of(first, step)
    while start < until:
        end = _next(start, step)
        found.append(_span(start, end, step))
        start = end
    return found


def start_of(day: date, step: Step) -> date:
    """Give the first day of the week (a Monday), month or year of a day."""
    match step:
        case "day":
            return day
        case "week":
            return day - timedelta(days=day.weekday())
        case "month":
            return day.replace(day=1)
        case "year":
            return day.replace(month=1, day=1)


def _next(start: date, step: Step) -> date:
    match step:
        case "day":
            return start + timedelta(days=1)
        case "week":
            return start + timedelta(days=7)
        case "month":
            return date(start.year + start.month // 12, start.month % 12 + 1, 1)
        case "year":
            return date(start.year + 1, 1, 1)


def _span(start: date, end: date, step: Step) -> Span:
    month = _MONTHS[start.month - 1]
    match step:
        case "day":
            name, short = f"{start.day} {month} {start.year}", f"{start.day} {month}"
        case "week":
            name, short = f"week of {start.day} {month} {start.year}", f"{start.day} {month}"
        case "month":
            name = f"{month} {start.year}"
            short = month if start.month > 1 else name
        case "year":
            name = short = str(start.year)
    return Span(start.isoformat(), end.isoformat(), name, short)
