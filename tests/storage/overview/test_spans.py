"""Days, weeks, months and years of a chart."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.overview.spans import Step, spans, start_of, step_of

DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))


@pytest.mark.parametrize(
    ("days", "step"),
    [
        *((1, "day"), (45, "day"), (46, "week"), (182, "week")),
        *((183, "month"), (366, "month"), (1860, "month"), (1861, "year")),
    ],
)
def test_step_suits_the_days(days: int, step: Step) -> None:
    first = date(2026, 1, 1)
    assert step_of(first, first + timedelta(days=days)) == step


def test_spans_have_names() -> None:
    first, until = date(2025, 12, 30), date(2026, 1, 2)
    assert [(s.name, s.short) for s in spans(first, until, "day")] == [
        ("30 Dec 2025", "30 Dec"),
        ("31 Dec 2025", "31 Dec"),
        ("1 Jan 2026", "1 Jan"),
    ]
    assert [(s.name, s.days) for s in spans(first, until, "week")] == [
        ("week of 29 Dec 2025", ("2025-12-29", "2026-01-05"))
    ]
    assert [(s.name, s.short) for s in spans(first, until, "month")] == [
        ("Dec 2025", "Dec"),
        ("Jan 2026", "Jan 2026"),
    ]
    assert [s.days for s in spans(first, until, "year")] == [
        ("2025-01-01", "2026-01-01"),
        ("2026-01-01", "2027-01-01"),
    ]


@given(DAYS, st.integers(1, 4000), st.sampled_from(["day", "week", "month", "year"]))
def test_spans_follow_one_another_and_cover_all(first: date, days: int, step: Step) -> None:
    until = first + timedelta(days=days)
    found = spans(first, until, step)
    assert all(one.until == other.since for one, other in pairwise(found))
    assert found[0].since == start_of(first, step).isoformat() <= first.isoformat()
    assert found[-1].since < until.isoformat() <= found[-1].until
