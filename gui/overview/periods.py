"""The times that the overview offers to look at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from storage.searching.days import Days

YEARS: Final = 12  # that are offered


@dataclass(frozen=True, slots=True)
class Period:
    """A time: its name, and its days as a search has them; ("", "") is all of it."""

    name: str
    days: Days


def periods(first: date | None, today: date) -> list[Period]:
    """Give what can be looked at in a library whose first article came on a day."""
    tomorrow = (today + timedelta(days=1)).isoformat()
    month = today.replace(day=1)
    year_ago = month.replace(year=month.year - 1)
    found = [
        Period("Last 30 days", ((today - timedelta(days=29)).isoformat(), tomorrow)),
        Period("Last 12 months", (_next_month(year_ago).isoformat(), tomorrow)),
    ]
    oldest = max((first or today).year, today.year - YEARS + 1)
    found += [
        Period(str(year), (f"{year}-01-01", f"{year + 1}-01-01"))
        for year in range(today.year, oldest - 1, -1)
    ]
    return [*found, Period("All time", ("", ""))]


def ends(days: Days, first: date | None, today: date) -> tuple[date, date]:
    """Give the first day of a time and the one after the last, for a chart."""
    since, until = days
    begin = date.fromisoformat(since) if since else first or today
    end = date.fromisoformat(until) if until else today + timedelta(days=1)
    return begin, min(max(end, begin + timedelta(days=1)), max(today, begin) + timedelta(days=1))


def _next_month(day: date) -> date:
    return (day + timedelta(days=31)).replace(day=1)
