"""What a change of the library means for the articles that are listed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from gui.shelf.listing import Listing
from gui.shelf.orders import ORDERS
from storage.journal import Change, ChangeSet

FEW_MOVED: Final = 64  # articles that are looked up one by one among all rows
LINKS: Final = ("annotation", "article_tag", "collection_article")  # rows that name an article
SEARCHED_TABLES: Final = (
    *("article", "article_text", "annotation", "annotation_tag", "article_tag", "tag"),
    *("collection", "collection_article", "mention", "quote", "entity", "entity_name"),
)


@dataclass(frozen=True, slots=True)
class Effect:
    """What happens to the list.

    `leave` are articles that are no longer listed, without a question to the library. `is_other`:
    others may be listed, or in another order. `may_matter`: what is typed may find others; that
    can wait. `counts`: there are more or fewer than before.
    """

    leave: tuple[int, ...] = ()
    is_other: bool = False
    may_matter: bool = False
    counts: bool = False


def shown_otherwise(changes: ChangeSet) -> set[int]:
    """Give the articles of which a row may show something else now."""
    linked = (c for c in changes.changes if c.table in LINKS)
    return {*changes.ids("article"), *_articles_of(linked)}


def of(changes: ChangeSet, listing: Listing) -> Effect:
    """Say what a change means for what is listed."""
    articles = [change for change in changes.changes if change.table == "article"]
    moved = [change for change in articles if _moves(change, listing)]
    counts = any(_is_membership(change) for change in moved)
    searched = not listing.is_plain and changes.touches(*SEARCHED_TABLES)
    if moved and len(moved) <= FEW_MOVED and all(_leaves(change, listing) for change in moved):
        return Effect(leave=tuple(c.id for c in moved), may_matter=searched)
    is_soon = searched and not listing.typed  # a place follows at once, a search of words later
    return Effect(is_other=bool(moved) or is_soon, may_matter=searched, counts=counts or is_soon)


def _articles_of(links: Iterable[Change]) -> set[int]:
    return {
        int(str(row["article_id"]))
        for change in links
        for row in (change.before, change.after)
        if row is not None and "article_id" in row
    }


def _moves(change: Change, listing: Listing) -> bool:
    """Say whether a change of an article may bring it in, out, or to another place."""
    if _is_membership(change):
        return True
    columns = (change.after or {}).keys()
    return bool(columns & ORDERS[listing.shown_order].columns)


def _leaves(change: Change, listing: Listing) -> bool:
    """Say whether a change takes an article out of what is listed."""
    if change.after is None:
        return True
    if change.before is None or "deleted_at" not in change.after:
        return False
    return (change.after["deleted_at"] is None) == listing.place.is_deleted


def _is_membership(change: Change) -> bool:
    """Say whether a change brings an article into the shelf or the trash, or out."""
    return change.before is None or change.after is None or "deleted_at" in change.after
