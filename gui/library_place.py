"""A part of the library that the shelf can list: all of it, what was deleted, a collection."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from storage.searching.query import Query

ARTICLES_MIME: Final = "application/x-postil-articles"  # dragged: ids as text, spaces between
LIBRARY_KEY: Final = "library"
DELETED_KEY: Final = "deleted"


@dataclass(frozen=True, slots=True)
class LibraryPlace:
    """What is listed, and how it is called.

    `key` tells places apart ("library", "deleted", "collection 12"). Without `query` it is the
    whole library. `nothing` says what is so while nothing is there.
    """

    key: str
    name: str
    query: Query | None = None
    icon: str = "library"
    nothing: str = ""

    @property
    def is_deleted(self) -> bool:
        """Whether what was deleted is listed, which can be restored but not read."""
        return self.key == DELETED_KEY


WHOLE_LIBRARY: Final = LibraryPlace(LIBRARY_KEY, "Library")


def deleted() -> LibraryPlace:
    """Give the place of what was deleted."""
    from storage.searching.query import Choice, Query  # not on the way to the first window

    return LibraryPlace(
        DELETED_KEY,
        "Deleted",
        Query("is:deleted", Choice("is", "deleted")),
        "trash-2",
        "Deleted articles wait here until you delete them for good.",
    )
