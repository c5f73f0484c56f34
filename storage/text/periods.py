"""When things happened, counted by month, year or decade."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from storage.text.dates import written_date

MOST_MONTHS: Final = 36  # from the first to the last; more are counted by year
MOST_YEARS: Final = 60  # more are counted by decade


@dataclass(frozen=True, slots=True)
class Bar:
    """A period and how much falls into it.

    `period` is what the ISO dates in it begin with: "2019-11", "2019", "201" for a decade.
    """

    period: str
    count: int

    @property
    def name(self) -> str:
        """The period in words: "November 2019", "2019", "2010s"."""
        return period_name(self.period)


def bars(dates: Iterable[str]) -> tuple[Bar, ...]:
    """Count ISO dates by period, in order and without gaps; months where these are few enough."""
    months = Counter(date[:7] for date in dates)
    if not months:
        return ()
    first, last = min(months), max(months)
    every = _months(first, last)
    if len(every) > MOST_MONTHS:
        years = int(last[:4]) - int(first[:4]) + 1
        length = 4 if years <= MOST_YEARS else 3
        every = _numbers(first[:length], last[:length])
        shorter: Counter[str] = Counter()
        for month, count in months.items():
            shorter[month[:length]] += count
        months = shorter
    return tuple(Bar(period, months[period]) for period in every)


def period_name(period: str) -> str:
    """Give a period in words."""
    return f"{period}0s" if len(period) == 3 else written_date(period)


def _months(first: str, last: str) -> Sequence[str]:
    start, end = _month_number(first), _month_number(last)
    return [f"{number // 12:04}-{number % 12 + 1:02}" for number in range(start, end + 1)]


def _month_number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def _numbers(first: str, last: str) -> Sequence[str]:
    return [f"{number:0{len(first)}}" for number in range(int(first), int(last) + 1)]
