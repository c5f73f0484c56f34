"""Where the reader was before each jump: back and forward, within an article and across them."""

from __future__ import annotations

from dataclasses import dataclass

from storage.types import ArticleId

MOST_PLACES = 200


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere the reader was: an article and its first visible character."""

    article: ArticleId
    position: int


class History:
    """Two piles of places, as a browser has them."""

    def __init__(self) -> None:
        """Begin with none."""
        self._back: list[Place] = []
        self._forward: list[Place] = []

    @property
    def has_back(self) -> bool:
        """Whether there is somewhere to go back to."""
        return bool(self._back)

    @property
    def has_forward(self) -> bool:
        """Whether a "back" can be taken back."""
        return bool(self._forward)

    def keep(self, here: Place) -> None:
        """Keep a place that is about to be left by a jump; what was ahead is forgotten."""
        if not self._back or self._back[-1] != here:
            self._back.append(here)
            del self._back[:-MOST_PLACES]
        self._forward.clear()

    def back(self, here: Place | None) -> Place | None:
        """Give the place before the last jump, and keep where the reader is for "forward"."""
        return _moved(self._back, self._forward, here)

    def forward(self, here: Place | None) -> Place | None:
        """Give the place that the last "back" left."""
        return _moved(self._forward, self._back, here)


def _moved(origin: list[Place], other: list[Place], here: Place | None) -> Place | None:
    while origin and origin[-1] == here:
        origin.pop()
    if not origin:
        return None
    if here is not None:
        other.append(here)
    return origin.pop()
