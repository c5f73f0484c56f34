"""Pages of a printed or fixed edition: which one a place is on, and where one begins."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from storage.types import PageStart


def label_at(pages: Sequence[PageStart], position: int) -> str:
    """Give the label of the page at a position; "" before the first one."""
    index = bisect_right(pages, position, key=lambda page: page.start) - 1
    return pages[index].label if index >= 0 else ""


def position_of(pages: Sequence[PageStart], wanted: str) -> int | None:
    """Give where the page begins that a reader means: by its label, or "p. 12" for 12."""
    name = wanted.strip().casefold()
    bare = name.removeprefix("page").removeprefix("p.").removeprefix("p").strip()
    for each in (name, bare):
        for page in pages:
            if each and page.label.strip().casefold() == each:
                return page.start
    return None
