"""Dates are written as people write them."""

import pytest

from storage.text.dates import written_date


@pytest.mark.parametrize(
    ("iso", "written"),
    [
        ("2019-11-06/2019-11-07", "6–7 November 2019"),
        ("2019-11-06", "6 November 2019"),
        ("2019-11", "November 2019"),
        ("2019", "2019"),
        ("2019-11-28/2019-12-02", "28 November – 2 December 2019"),
        ("2019-12-30/2020-01-02", "30 December 2019 – 2 January 2020"),
        ("2019-05/2019-06", "May–June 2019"),
        ("2018-12/2019-01", "December 2018 – January 2019"),
        ("2019/2021", "2019–2021"),
        ("2019/2021-03", "2019 – March 2021"),
        ("2019-11-06/2019-11-06", "6 November 2019"),
        ("", ""),
        ("2019-13-01", "2019-13-01"),
        ("2019-00", "2019-00"),
        ("2019-11-06/", "6 November 2019"),
        ("2019-W45", "2019-W45"),
        ("2019-11-06/later", "2019-11-06/later"),
    ],
)
def test_date_is_written_for_people(iso, written):
    assert written_date(iso) == written
