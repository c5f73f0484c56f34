"""Dates of English texts: how they are written, and their ISO value."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.finders.dates import MONTHS, find_dates
from storage.finders.paragraphs import paragraphs_of

WEDNESDAY = date(2019, 11, 6)


def dates(text: str, published: date | None = WEDNESDAY) -> list[tuple[str, str]]:
    found = find_dates(text, paragraphs_of(text), published)
    return [(text[one.start : one.end], one.iso) for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On 6-7 November 2019 they met.", ("6-7 November 2019", "2019-11-06/2019-11-07")),
        ("from 30 May to 2 June 2019", ("30 May to 2 June 2019", "2019-05-30/2019-06-02")),
        ("On Monday, May 18, 2015, it rained", ("Monday, May 18, 2015", "2015-05-18")),
        ("the 16th of December", ("16th of December", "2019-12-16")),
        ("July 3–5, 2014 was dry", ("July 3–5, 2014", "2014-07-03/2014-07-05")),
        ("In August 2011 he left.", ("August 2011", "2011-08")),
        ("It began in 1868 - 1912 there", ("1868 - 1912", "1868/1912")),
        ("They met since 2013.", ("2013", "2013")),
        ("In the late 1980s he sang", ("late 1980s", "1980/1989")),
        ("It says 2019-11-06 there", ("2019-11-06", "2019-11-06")),
        ("on 31.12.2019 at noon", ("31.12.2019", "2019-12-31")),
        ("on 03/04/2019 at noon", ("03/04/2019", "2019")),
        ("in the summer of 2010", ("summer of 2010", "2010")),
        ("On Friday he left.", ("Friday", "2019-11-01")),
        ("He will leave on Friday.", ("Friday", "2019-11-08")),
        ("It was so yesterday.", ("yesterday", "2019-11-05")),
        ("He came last year.", ("last year", "2018")),
        ("He came two weeks ago.", ("two weeks ago", "2019-10-21/2019-10-27")),
        ("He came last month.", ("last month", "2019-10")),
        ("They met in January.", ("January", "2019-01")),
        ("They will meet in January.", ("January", "2020-01")),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_a_date_is_found_with_its_value(text, expected):
    assert dates(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "He may march in the sun.",
        "May I ask?",
        "It costs $1999 or 2000 dollars.",
        "There were 1709 schoolchildren.",
        "The 2000 people left at 10.30.",
        "Call 555-2019.",
        "It happened last yearly.",
    ],
)
def test_what_only_looks_like_a_date_is_left(text):
    assert dates(text) == []


def test_relative_dates_count_from_the_dateline_where_no_day_is_given():
    text = "Monday, May 18, 2015\n\nOn Friday, boats came. Last year none came."
    assert dates(text, None)[1:] == [("Friday", "2015-05-15"), ("Last year", "2014")]


def test_without_any_day_a_weekday_has_no_value_and_last_year_is_none():
    assert dates("On Friday, boats came. Last year none came.", None) == [("Friday", "")]


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2035, 12, 31)), st.booleans())
def test_every_day_is_read_as_it_is_written(day, american):
    month = MONTHS[day.month - 1]
    text = f"{month} {day.day}, {day.year}" if american else f"{day.day} {month} {day.year}"
    assert dates(f"It was on {text}.") == [(text, day.isoformat())]


@given(
    st.lists(
        st.sampled_from(
            ["May", "6", "-", "7", "2019", "of", "next", "Friday", "last", "/", ".", "31"]
        ),
        max_size=12,
    ),
    st.dates() | st.none(),
)
def test_dates_are_in_order_and_never_raise(words, published):
    text = " ".join(words)
    end = 0
    for one in find_dates(text, paragraphs_of(text), published):
        assert end <= one.start < one.end <= len(text)
        end = one.end
