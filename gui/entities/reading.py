"""What the entity window shows, read in the worker through a connection of its own."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from gui.tasks import PATIENCE_S
from storage.entity_index import IndexEntry, IndexOrder, narrowed, updated
from storage.entity_pages import EntityPage, PageHighlight, PageMention, PageQuote
from storage.finding_types import ArticleEntity, EntityId
from storage.found import EntityKind
from storage.library import Library
from storage.look_alikes import Pair, look_alikes, still_alike
from storage.types import TextId

COMPARED: Final = 20_000  # entities in the most articles that are looked at for being the same

Item = PageMention | PageQuote | PageHighlight


@dataclass(frozen=True, slots=True)
class IndexFilter:
    """Which entities are listed, and in what order; no kinds are all kinds."""

    words: str = ""
    kinds: tuple[EntityKind, ...] = ()
    is_confirmed: bool = False
    order: IndexOrder = "count"

    @property
    def is_empty(self) -> bool:
        """Whether all entities pass."""
        return not (self.words.strip() or self.kinds or self.is_confirmed)


@dataclass(frozen=True, slots=True)
class Listed:
    """All entities of the library in no order, and those that pass a filter in its order.

    `ids` are those of `shown`, and `rows` says where each stands. `alike` are pairs that may be the
    same, as they were when all was counted, `pairs` those of them that still may.
    """

    entries: Sequence[IndexEntry]
    shown: Sequence[IndexEntry]
    ids: array[int]
    rows: Mapping[int, int]
    alike: Sequence[Pair]
    pairs: Sequence[Pair]


def read_index(
    path: Path,
    wanted: IndexFilter,
    known: Listed | None,
    touched: frozenset[EntityId] | None,
) -> Listed:
    """Give the index, filtered; what is `known` is counted anew only for those that are touched.

    `touched` None has all counted anew.
    """
    with Library.open(path, create=False, busy_timeout_s=PATIENCE_S) as library:
        index = library.entity_index
        if known is None or touched is None:
            entries: Sequence[IndexEntry] = index.entries()
        elif touched:
            entries = updated(known.entries, touched, index.entries(sorted(touched)))
        else:
            entries = known.entries
        named = index.named(wanted.words)
        apart = library.entities.apart()
    if known is None or touched is None:
        alike: Sequence[Pair] = look_alikes(narrowed(entries)[:COMPARED])
    else:
        alike = known.alike
    pairs = still_alike(alike, {entry.id: entry for entry in entries}, apart)
    shown = narrowed(
        entries,
        kinds=wanted.kinds,
        is_confirmed=wanted.is_confirmed,
        among=named,
        order=wanted.order,
    )
    ids = array("q", [entry.id for entry in shown])
    rows = dict(zip(ids, range(len(ids)), strict=True))
    return Listed(entries, shown, ids, rows, alike, pairs)


def read_entities(path: Path, text: TextId) -> list[ArticleEntity]:
    """Give the entities of a text."""
    with Library.open(path, create=False, busy_timeout_s=PATIENCE_S) as library:
        return library.entities.of(text)


def read_page(path: Path, entity: EntityId) -> EntityPage:
    """Give the page of an entity."""
    with Library.open(path, create=False, busy_timeout_s=PATIENCE_S) as library:
        return library.entity_pages.page(entity)


def read_more(path: Path, entity: EntityId, what: str, offset: int, period: str) -> Sequence[Item]:
    """Give more of a list of a page: "mentions", "quotes_by", "quotes_about", "highlights"."""
    with Library.open(path, create=False, busy_timeout_s=PATIENCE_S) as library:
        pages = library.entity_pages
        if what == "mentions":
            return pages.mentions(entity, offset=offset, period=period)
        if what == "quotes_by":
            return pages.quotes_by(entity, offset=offset)
        if what == "quotes_about":
            return pages.quotes_about(entity, offset=offset)
        return pages.highlights(entity, offset=offset)
