"""From one list of ids to the next in few steps, so that a view keeps its place."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import Final

from gui.id_rows import Rows, runs

MOST_STEPS: Final = 32  # beyond this a view is faster when it starts afresh


@dataclass(frozen=True, slots=True)
class RowSteps:
    """Rows to take out of the old list, then rows of the new list to put in; both ascending."""

    removed: tuple[Rows, ...]
    inserted: tuple[Rows, ...]


def row_steps(old: array[int], new: array[int]) -> RowSteps | None:
    """Give the steps from one list to another; None when rows changed places or it takes many.

    Each list holds an id once.
    """
    head = _equal_start(old, new)
    before, after = old[head:], new[head:]
    tail = _equal_start(before[::-1], after[::-1])
    before, after = before[: len(before) - tail], after[: len(after) - tail]
    if not before or not after:  # one run that comes or goes, as when all others follow the first
        return RowSteps(_whole(head, len(before)), _whole(head, len(after)))
    gone, come = set(before) - set(after), set(after) - set(before)
    if [i for i in before if i not in gone] != [i for i in after if i not in come]:
        return None
    removed = runs(head + n for n, i in enumerate(before) if i in gone)
    inserted = runs(head + n for n, i in enumerate(after) if i in come)
    if len(removed) + len(inserted) > MOST_STEPS:
        return None
    return RowSteps(removed, inserted)


def _equal_start(one: array[int], other: array[int]) -> int:
    """Count the ids that are the same from the start; compares slices, not items, for speed."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _whole(first: int, count: int) -> tuple[Rows, ...]:
    return ((first, first + count - 1),) if count else ()
