"""Code points and UTF-16 units agree with Python's own encoder."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.text.offsets import Utf16Map

TEXTS = st.text(
    st.sampled_from("aé\u0301\n東🌍👩🏽\u200d\U0010ffff\uffff")
    | st.characters(exclude_categories=["Cs"])
)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@given(TEXTS)
def test_every_position_there_and_back(text):
    positions = Utf16Map(text)
    for point in range(len(text) + 1):
        unit = positions.to_units(point)
        assert unit == _units(text[:point])
        assert positions.to_points(unit) == point


@given(TEXTS)
def test_middle_of_a_pair_is_the_start_of_its_character(text):
    positions = Utf16Map(text)
    for point, character in enumerate(text):
        if ord(character) > 0xFFFF:
            assert positions.to_points(positions.to_units(point) + 1) == point


@given(TEXTS)
def test_units_never_run_backwards(text):
    positions = Utf16Map(text)
    points = [positions.to_points(unit) for unit in range(_units(text) + 1)]
    assert points == sorted(points)


@pytest.mark.parametrize(
    ("text", "point", "unit"),
    [("", 0, 0), ("abc", 3, 3), ("🌍", 1, 2), ("🌍🌍", 1, 2), ("a🌍b", 2, 3), ("a🌍b", 3, 4)],
)
def test_known_positions(text, point, unit):
    positions = Utf16Map(text)
    assert positions.to_units(point) == unit
    assert positions.to_points(unit) == point
