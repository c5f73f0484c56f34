"""Which rows ids are in."""

from __future__ import annotations

from array import array

import pytest

from gui.id_rows import rows_among


@pytest.mark.parametrize(
    ("wanted", "rows"),
    [
        (set(), []),
        ({7}, [0]),
        ({4, 9}, [1, 2]),
        ({5}, []),
        ({7, 9, 4, 2, 100}, [0, 1, 2, 4]),
    ],
    ids=["none", "one", "two", "not listed", "many"],
)
def test_rows_are_ascending_and_leave_out_what_is_not_listed(
    wanted: set[int], rows: list[int]
) -> None:
    assert rows_among(array("q", [7, 9, 4, 3, 2]), wanted) == rows
