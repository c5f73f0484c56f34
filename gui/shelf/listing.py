"""What the shelf lists, and asking the library for it; in whatever thread."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from gui.library_place import WHOLE_LIBRARY, LibraryPlace
from gui.shelf.date_groups import DateGroup, date_groups
from gui.shelf.orders import ORDERS
from gui.shelf.rows import RowSteps, row_steps
from storage.articles import ORDERS as PLAIN_ORDERS
from storage.library import Library

if TYPE_CHECKING:
    from storage.searching.query import Query
    from storage.searching.searcher import ArticleOrder

FEW: Final = 256  # rows that are read at once, 1 ms; the others follow


@dataclass(frozen=True, slots=True)
class Listing:
    """A part of the library, what is typed there, and the order."""

    place: LibraryPlace = WHOLE_LIBRARY
    typed: str = ""
    order: ArticleOrder = "added"
    is_reversed: bool = False

    @property
    def shown_order(self) -> ArticleOrder:
        """The order in which it is listed: what was deleted comes by that moment."""
        return "deleted" if self.place.is_deleted else self.order

    @property
    def is_plain(self) -> bool:
        """Whether it needs no search, so that the first rows are there at once."""
        return not self.typed and (self.place.query is None or self.place.is_deleted)

    def query(self, library: Library) -> Query:
        """Give what is searched for; colours are called as in the library."""
        from storage.searching.query import EVERYTHING, both

        place = self.place.query or EVERYTHING
        return both(place, library.query(self.typed)) if self.typed else place


@dataclass(frozen=True, slots=True)
class Listed:
    """The ids of a listing with the groups of days that they fall into.

    `total` is how many there would be if nothing was typed; None where it is not known.
    `is_whole` says that no row is left out.
    """

    ids: array[int]
    groups: tuple[DateGroup, ...]
    total: int | None
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Renewed:
    """A listing as it is now, and the steps there from what is shown; None for a fresh start."""

    listed: Listed
    steps: RowSteps | None


def listed(
    library: Library, listing: Listing, today: date, *, limit: int = 0, total: int | None = None
) -> Listed:
    """Ask for a listing; `limit` 0 is all. `total` is given back when it is known already."""
    ids = _ids(library, listing, limit)
    is_whole = not limit or len(ids) < limit
    if not listing.typed:
        total = len(ids) if is_whole else None
    elif total is None and is_whole:
        total = count(library, listing)
    return Listed(ids, groups(library, listing, ids, today), total, is_whole)


def renewed(
    library: Library, listing: Listing, today: date, shown: array[int] | None, total: int | None
) -> Renewed:
    """Ask for all of a listing, and how to get there from the rows that are shown, if any."""
    now = listed(library, listing, today, total=total)
    return Renewed(now, None if shown is None else row_steps(shown, now.ids))


def count(library: Library, listing: Listing) -> int:
    """Give how many articles there are where something is typed."""
    place = replace(listing, typed="")
    if place.is_plain:
        return library.articles.count(in_trash=place.place.is_deleted)
    return library.search.count(place.query(library))


def groups(
    library: Library, listing: Listing, ids: array[int], today: date
) -> tuple[DateGroup, ...]:
    """Give the days, weeks, months and years of rows that are in the order of a date."""
    column = ORDERS[listing.shown_order].date
    if column is None:
        return ()
    moment = library.articles.moment
    return date_groups(
        len(ids), lambda row: moment(ids[row], column), today, is_day=column == "published_at"
    )


def _ids(library: Library, listing: Listing, limit: int) -> array[int]:
    order = listing.order
    if listing.is_plain and listing.place.is_deleted:
        return library.articles.ids(in_trash=True, limit=limit)
    if listing.is_plain and not listing.is_reversed and order in PLAIN_ORDERS:
        return library.articles.ids(order=order, limit=limit)
    return library.search.articles(
        listing.query(library),
        order=listing.shown_order,
        is_reversed=listing.is_reversed,
        limit=limit,
    )
