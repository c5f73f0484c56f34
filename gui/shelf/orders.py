"""The orders of the shelf: how they are called, which way they run, what brings them about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from storage.articles import DateColumn

if TYPE_CHECKING:
    from storage.searching.searcher import ArticleOrder


@dataclass(frozen=True, slots=True)
class Order:
    """One order.

    `ways` says how it runs, and how it runs the other way round. `columns` of an article move it
    when they change; `date` is the column whose days are headings.
    """

    title: str
    ways: tuple[str, str]
    columns: frozenset[str] = frozenset()
    date: DateColumn | None = None


_DATES: Final = ("Newest first", "Oldest first")
_NAMES: Final = ("A to Z", "Z to A")
_SIZES: Final = ("Most first", "Fewest first")

ORDERS: Final[Mapping[ArticleOrder, Order]] = {
    "added": Order("Date added", _DATES, date="imported_at"),
    # by intention: the list does not shuffle while articles are opened, read and marked
    "opened": Order("Last opened", _DATES, date="opened_at"),
    "published": Order("Date published", _DATES, frozenset({"published_at"}), "published_at"),
    "finished": Order("Date finished", _DATES, frozenset({"finished_at"}), "finished_at"),
    "title": Order("Title", _NAMES, frozenset({"title"})),
    "byline": Order("Author", _NAMES, frozenset({"byline"})),
    "site": Order("Site", _NAMES, frozenset({"site"})),
    "language": Order("Language", _NAMES, frozenset({"language"})),
    "state": Order("State", ("Unread first", "Archived first"), frozenset({"state"})),
    "progress": Order("Progress", ("Furthest first", "Least first")),
    "length": Order("Length", ("Longest first", "Shortest first")),
    "annotations": Order("Annotations", _SIZES),
    "deleted": Order("Date deleted", _DATES, frozenset({"deleted_at"}), "deleted_at"),
    "relevance": Order("Best match", ("Best first", "Best last")),
}
ALWAYS: Final[tuple[ArticleOrder, ...]] = (
    *("added", "opened", "published", "finished", "title", "byline", "site"),
    *("language", "state", "progress", "length", "annotations"),
)


def order_named(text: str) -> ArticleOrder:
    """Give an order that was chosen before; "added" for what is none."""
    return next((order for order in ALWAYS if order == text), "added")


def said(order: ArticleOrder, is_reversed: bool) -> str:
    """Say an order in a few words: "Title, Z to A"."""
    known = ORDERS[order]
    return f"{known.title}, {known.ways[is_reversed].lower()}" if is_reversed else known.title
