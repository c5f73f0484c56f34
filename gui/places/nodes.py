"""The places of the library as a tree: what was read of it, and how it is called and drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Literal, TypeVar, get_args

from gui.library_place import DELETED_KEY, LIBRARY_KEY
from storage.article_collections import INSIDE, Collection
from storage.journal import ChangeSet
from storage.library import Library
from storage.place_counts import PlaceCounts
from storage.saved_searches import SavedSearch
from storage.searching.writing import quoted
from storage.tag_tree import TagNode
from storage.tags import key_of
from storage.types import ReadingState, SavedSearchId, TagColor

Kind = Literal[
    "shelf",
    "state",
    "starred",
    "collections",
    "collection",
    "unfiled",
    "tags",
    "tag",
    "untagged",
    "searches",
    "search",
    "deleted",
]
HEADINGS: Final[tuple[Kind, ...]] = ("collections", "tags", "searches")
OWN: Final[tuple[Kind, ...]] = ("collection", "tag", "search")  # what the reader has made
STATES: Final[Mapping[ReadingState, tuple[str, str]]] = {
    "unread": ("Unread", "circle"),
    "reading": ("Reading", "book-open"),
    "done": ("Done", "circle-check"),
    "archived": ("Archived", "archive"),
}
Part = Literal["counts", "collections", "tags", "searches"]
ALL_PARTS: Final[frozenset[Part]] = frozenset(get_args(Part))
TABLES: Final[Mapping[str, tuple[Part, ...]]] = {
    "collection": ("collections", "counts"),
    "collection_article": ("collections", "counts"),
    "tag": ("tags",),
    "article_tag": ("tags",),
    "annotation_tag": ("tags",),
    "saved_search": ("searches",),
}
Made = TypeVar("Made", Collection, TagNode)


@dataclass(frozen=True, slots=True)
class PlaceNode:
    """A row of the tree.

    `name` is what stands there, `title` the whole of it (a path, the full name of a tag). `query`
    is what the place finds, "" for the whole library; a heading is no place. `subject` is the id
    of a collection or saved search. `count` is None where it is not known.
    """

    key: str
    kind: Kind
    name: str
    icon: str
    query: str = ""
    count: int | None = None
    title: str = ""
    subject: int = 0
    color: TagColor = ""
    inner: tuple[PlaceNode, ...] = ()

    @property
    def is_heading(self) -> bool:
        """Whether it only stands over others."""
        return self.kind in HEADINGS


@dataclass(frozen=True, slots=True)
class PlacesRead:
    """What the library has of places; `found` is how many articles each saved search finds."""

    counts: PlaceCounts = field(default_factory=PlaceCounts)
    collections: tuple[Collection, ...] = ()
    tags: tuple[TagNode, ...] = ()
    searches: tuple[SavedSearch, ...] = ()
    found: Mapping[SavedSearchId, int] = field(default_factory=dict)


def read_places(
    library: Library, before: PlacesRead | None = None, parts: frozenset[Part] = ALL_PARTS
) -> PlacesRead:
    """Ask a library for its places, but for what saved searches find; not in the GUI thread.

    Only `parts` are asked for, which takes long for some; the others are as `before`.
    """
    was = before or PlacesRead()
    return replace(
        was,
        counts=library.count_places() if "counts" in parts else was.counts,
        collections=(
            tuple(library.collections.tree()) if "collections" in parts else was.collections
        ),
        tags=tuple(library.tag_tree.nodes()) if "tags" in parts else was.tags,
        searches=(tuple(library.saved_searches.all()) if "searches" in parts else was.searches),
    )


def parts_in(changes: ChangeSet) -> frozenset[Part]:
    """Say which parts of the tree changes may have changed."""
    if changes.everything:
        return ALL_PARTS
    found: set[Part] = set()
    for change in changes.changes:
        if change.table == "article":
            after = change.after or {}
            if change.before is None or change.after is None or "deleted_at" in after:
                return ALL_PARTS
            if "state" in after or "is_starred" in after:
                found.add("counts")
        else:
            found.update(TABLES.get(change.table, ()))
    return frozenset(found)


def places_of(read: PlacesRead) -> tuple[PlaceNode, ...]:
    """Give the tree: the whole shelf and its states, then what the reader has made."""
    counts = read.counts
    collections = _tree(read.collections, lambda c: c.path, _collection)
    tags = _tree(read.tags, lambda t: key_of(t.name), _tag)
    unfiled = PlaceNode(
        "unfiled", "unfiled", "In no collection", "folder", "-is:filed", counts.unfiled
    )
    untagged = PlaceNode("untagged", "untagged", "Without a tag", "tag", "-is:tagged")
    return (
        PlaceNode(
            *(LIBRARY_KEY, "shelf", "All articles", "library", "", counts.shelf),
            inner=_by_state(counts),
        ),
        _heading("collections", "Collections", (*collections, *([unfiled] if collections else []))),
        _heading("tags", "Tags", (*tags, *([untagged] if tags else []))),
        _heading("searches", "Saved searches", tuple(_search(s, read) for s in read.searches)),
        PlaceNode(DELETED_KEY, "deleted", "Deleted", "trash-2", "is:deleted", counts.deleted),
    )


def all_of(nodes: Sequence[PlaceNode]) -> list[PlaceNode]:
    """Give nodes with all inside them, each before what is in it."""
    return [one for node in nodes for one in (node, *all_of(node.inner))]


def _by_state(counts: PlaceCounts) -> tuple[PlaceNode, ...]:
    return (
        *(
            PlaceNode(f"state {s}", "state", name, icon, f"is:{s}", counts.states.get(s, 0))
            for s, (name, icon) in STATES.items()
        ),
        PlaceNode("starred", "starred", "Starred", "star", "is:starred", counts.starred),
    )


def _heading(kind: Kind, name: str, inner: tuple[PlaceNode, ...]) -> PlaceNode:
    return PlaceNode(kind, kind, name, "", inner=inner)


def _tree(
    listed: Sequence[Made], path_of: Callable[[Made], str], node_of: Callable[[Made], PlaceNode]
) -> tuple[PlaceNode, ...]:
    """Nest what is listed with each before those in it, by paths."""
    inside: dict[str, list[tuple[str, PlaceNode]]] = {}
    for one in listed:
        path = path_of(one)
        inside.setdefault(path.rpartition(INSIDE)[0], []).append((path, node_of(one)))

    def filled(above: str) -> tuple[PlaceNode, ...]:
        return tuple(replace(node, inner=filled(path)) for path, node in inside.get(above, []))

    return filled("")


def _collection(one: Collection) -> PlaceNode:
    return PlaceNode(
        f"collection {one.id}",
        "collection",
        one.name,
        "folder",
        f"in:{quoted(one.path)}",
        one.total,
        one.path,
        one.id,
    )


def _tag(one: TagNode) -> PlaceNode:
    return PlaceNode(
        f"tag {key_of(one.name)}",
        "tag",
        one.label,
        "tag",
        f"tag:{quoted(one.name)}",
        one.total,
        one.name,
        one.tag or 0,
        one.color,
    )


def _search(one: SavedSearch, read: PlacesRead) -> PlaceNode:
    return PlaceNode(
        f"search {one.id}",
        "search",
        one.name,
        "search",
        one.query,
        read.found.get(one.id),
        one.name,
        one.id,
    )
