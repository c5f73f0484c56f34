"""Where the labels of a graph with one entity in the middle stand: never one over another."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf, sqrt
from typing import Final, NamedTuple

MOST: Final = 12  # neighbours
ROW: Final = 34  # pixels that a label takes with the room below it
HIGH: Final = 26  # height of a label
WIDEST: Final = 190  # of a label
MIDDLE: Final = 0.36  # of the width, at most, for the one in the middle
LEAST: Final = 56  # of a label
BEND: Final = 0.55  # how far the rows at top and bottom come in, as a part of the free room
GAP: Final = 28  # pixels at least between the middle and a label, for the line
CLEAR: Final = 4  # pixels between a line and the labels that it passes
EDGE: Final = 10  # pixels free at the left and at the right


class Box(NamedTuple):
    """A label: left and top in pixels, width and height."""

    left: float
    top: float
    width: float
    height: float

    @property
    def middle(self) -> tuple[float, float]:
        """Its middle, x and y."""
        return (self.left + self.width / 2, self.top + self.height / 2)


class Placed(NamedTuple):
    """The middle label and those around it, in the order in which they were given."""

    center: Box
    around: tuple[Box, ...]


def fitting(count: int, width: float, height: float) -> int:
    """Say how many of so many neighbours there is room for."""
    rows = max(0, int(height // ROW))
    has_sides = width * (1 - MIDDLE) >= 2 * (LEAST + GAP + EDGE)
    return min(count, MOST, 2 * rows) if has_sides else 0


def place(center: float, around: Sequence[float], width: float, height: float) -> Placed:
    """Place labels of these natural widths in an area: right and left in turn, from the top.

    Each side is a row of labels on an arc; a label that has less room than it wants is narrower.
    It comes nearer where the line to it would else run over one between it and the middle.
    """
    around = around[: fitting(len(around), width, height)]
    middle = Box(0, 0, min(center, WIDEST, width * MIDDLE), HIGH + 6)
    middle = middle._replace(left=(width - middle.width) / 2, top=(height - middle.height) / 2)
    boxes: dict[int, Box] = {}
    for side in (range(0, len(around), 2), range(1, len(around), 2)):
        tops = {number: _top(row, len(side), height) for row, number in enumerate(side)}
        steepest = {True: inf, False: inf}  # lines above, below: pixels aside for one up or down
        for number in sorted(side, key=lambda one: abs(tops[one] + HIGH / 2 - height / 2)):
            top = tops[number]
            off = top + HIGH / 2 - height / 2
            is_beside = abs(off) < (middle.height + HIGH) / 2 + GAP
            least = GAP + (middle.width / 2 if is_beside else 0)
            room = width / 2 - least - EDGE
            wide = min(around[number], WIDEST, room)
            bend = (room - wide) * BEND * (1 - sqrt(max(0.0, 1 - (2 * off / height) ** 2)))
            inner = width / 2 - EDGE - wide - bend
            if steepest[off < 0] < inf:
                inner = max(least, min(inner, steepest[off < 0] * abs(off) - CLEAR))
            for half in (True, False) if abs(off) < HIGH / 2 else (off < 0,):
                steepest[half] = min(steepest[half], inner / (abs(off) + HIGH / 2))
            left = width / 2 + inner if number % 2 == 0 else width / 2 - inner - wide
            boxes[number] = Box(left, top, wide, HIGH)
    return Placed(middle, tuple(boxes[number] for number in range(len(around))))


def _top(row: int, rows: int, height: float) -> float:
    """Give the top of a row when the rows share the height evenly."""
    step = min(height / rows, 2.2 * ROW)
    first = (height - step * rows) / 2
    return first + step * row + (step - HIGH) / 2
