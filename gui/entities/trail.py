"""Where one was: a row of places, and which of them is here."""

from __future__ import annotations

from typing import Generic, TypeVar

Place = TypeVar("Place")

MOST = 100  # places kept


class Trail(Generic[Place]):
    """Places in the order they were visited; going somewhere drops those ahead."""

    def __init__(self) -> None:
        """Be nowhere."""
        self._places: list[Place] = []
        self._number = -1

    @property
    def here(self) -> Place | None:
        """The place where one is."""
        return self._places[self._number] if self._places else None

    def go(self, place: Place) -> None:
        """Go to a place; nothing happens if one is there."""
        if place != self.here:
            self._places = [*self._places[: self._number + 1], place][-MOST:]
            self._number = len(self._places) - 1

    def replace(self, place: Place) -> None:
        """Call the place where one is something else."""
        if self._places:
            self._places[self._number] = place

    def can_travel(self, step: int) -> bool:
        """Say whether there is a place behind (-1) or ahead (1)."""
        return 0 <= self._number + step < len(self._places)

    def travel(self, step: int) -> bool:
        """Go a place back (-1) or forward (1); says whether there was one."""
        if not self.can_travel(step):
            return False
        self._number += step
        return True
