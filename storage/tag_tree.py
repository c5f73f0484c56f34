"""The tags as a tree ("a/b" stands under "a"), and what is done to whole branches of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from storage.article_collections import in_trash
from storage.errors import Refused
from storage.store import Store
from storage.tags import ANNOTATIONS, ARTICLES, INSIDE, Tags, cleaned, key_of
from storage.types import Tag, TagColor, TagId


@dataclass(frozen=True, slots=True)
class TagNode:
    """A tag, or a mere heading over others (`tag` is None).

    `name` is the whole name, `annotations` and `articles` are what carries this very tag, and
    `total` counts the articles of the shelf that have it or one under it, or an annotation with
    either.
    """

    name: str
    tag: TagId | None
    color: TagColor = ""
    annotations: int = 0
    articles: int = 0
    total: int = 0

    @property
    def label(self) -> str:
        """The last part of the name."""
        return self.name.rpartition(INSIDE)[2]

    @property
    def depth(self) -> int:
        """How many it stands under."""
        return self.name.count(INSIDE)


@dataclass(frozen=True, slots=True)
class RenamedTag:
    """What a tag is to be called; `is_merged` when there is one of that name already."""

    tag: TagId
    old: str
    new: str
    is_merged: bool


class TagTree:
    """The tags of one library as a tree. Every write happens inside `library.transaction`."""

    def __init__(self, store: Store, tags: Tags) -> None:
        """Work on a store; the tags are read through their own."""
        self._store = store
        self._tags = tags

    # -- reading

    def nodes(self) -> list[TagNode]:
        """Give all tags and headings, each before those under it, by name; not for each letter."""
        named = nested(self._tags.all())
        totals = self._totals(named)
        return [
            TagNode(name, tag.id, tag.color, tag.count, tag.articles, total)
            if tag
            else TagNode(name, None, total=total)
            for (name, tag), total in zip(named, totals, strict=True)
        ]

    def renaming(self, name: str, new: str) -> list[RenamedTag]:
        """Say what renaming a tag would do to it and to those under it.

        Raises: Refused if that makes no sense; see `rename`.
        """
        target = _one_name(new)
        branch = list(self._branch(name))
        key, steps = key_of(name), name.count(INSIDE) + 1
        if key_of(target).startswith(key + INSIDE) and any(r["name_key"] != key for r in branch):
            raise Refused(f"“{name}” cannot be moved under itself: there are tags under it.")
        moving = {row["name_key"] for row in branch}
        found: list[RenamedTag] = []
        for row in branch:
            becomes = INSIDE.join([target, *row["name"].split(INSIDE)[steps:]])
            is_merged = key_of(becomes) not in moving and self._named(becomes) is not None
            found.append(RenamedTag(row["id"], row["name"], becomes, is_merged))
        return found

    def branches(self, names: Iterable[str]) -> list[str]:
        """Give the tags of these names and those under them."""
        found = {row["id"]: row["name"] for name in names for row in self._branch(name)}
        return list(found.values())

    def uses(self, names: Iterable[str]) -> int:
        """Give how often annotations and articles carry these tags or those under them."""
        ids = {row["id"] for name in names for row in self._branch(name)}
        return sum(
            len(self._links(links, tag))
            for tag in ids
            for links in (ANNOTATIONS.links, ARTICLES.links)
        )

    # -- writing

    def rename(self, name: str, new: str) -> list[RenamedTag]:
        """Rename a tag with those under it, into another place of the tree if the name says so.

        Where a tag has the new name already, the two become one. Gives what was renamed.
        Raises: Refused if the new name is empty, or inside a branch that would move.
        """
        steps = self.renaming(name, new)
        for step in steps:  # those above first, so that a name that one of them had is free
            there = self._named(step.new)
            if there is not None and there["id"] != step.tag:
                self._pour(step.tag, there)
            else:
                values = {"name": step.new, "name_key": key_of(step.new)}
                self._store.update("tag", step.tag, dict(values))
        return steps

    def merge(self, names: Iterable[str], into: str) -> None:
        """Make several tags one, with those under them. Raises: Refused, as `rename`."""
        for name in sorted(
            names, key=lambda name: -name.count(INSIDE)
        ):  # before those above move it
            if key_of(name) != key_of(into):
                self.rename(name, into)

    def recolor(self, names: Iterable[str], color: TagColor) -> None:
        """Give tags a colour, "" for none; a mere heading has none."""
        for name in names:
            if (row := self._named(name)) is not None:
                self._store.update("tag", row["id"], {"color": color})

    def delete(self, names: Iterable[str]) -> int:
        """Take tags, and those under them, from all that carries them; gives how many went."""
        rows = {row["id"] for name in names for row in self._branch(name)}
        for tag in sorted(rows):
            for links in (ANNOTATIONS.links, ARTICLES.links):
                for link in self._links(links, tag):
                    self._store.delete(links, link)
            self._store.delete("tag", tag)
        return len(rows)

    # -- inside

    def _branch(self, name: str) -> Iterator[sqlite3.Row]:
        """Give a tag and those under it, those above first."""
        key = key_of(name)
        rows = self._store.query(  # "0" is the sign after "/"
            "SELECT id, name, name_key FROM tag WHERE name_key = ?1"
            " OR (name_key >= ?1 || '/' AND name_key < ?1 || '0') ORDER BY name_key",
            (key,),
        )
        return iter(sorted(rows, key=lambda row: row["name_key"].count(INSIDE)))

    def _named(self, name: str) -> sqlite3.Row | None:
        return self._store.one("SELECT id, color FROM tag WHERE name_key = ?", (key_of(name),))

    def _links(self, links: str, tag: int) -> Sequence[int]:
        return self._store.ids(f"SELECT id FROM {links} WHERE tag_id = ? ORDER BY id", (tag,))

    def _pour(self, tag: TagId, into: sqlite3.Row) -> None:
        """Let all that carries one tag carry the other one."""
        for carriers in (ANNOTATIONS, ARTICLES):
            both = set(
                self._store.ids(
                    f"SELECT one.id FROM {carriers.links} AS one JOIN {carriers.links} AS other"
                    f" USING ({carriers.column}) WHERE one.tag_id = ? AND other.tag_id = ?",
                    (tag, into["id"]),
                )
            )
            for link in self._links(carriers.links, tag):
                if link in both:
                    self._store.delete(carriers.links, link)
                else:
                    self._store.update(carriers.links, link, {"tag_id": into["id"]})
        row = self._store.one("SELECT color FROM tag WHERE id = ?", (tag,))
        if row is not None and not into["color"]:
            self._store.update("tag", into["id"], {"color": row["color"]})
        self._store.delete("tag", tag)

    def _totals(self, named: Sequence[tuple[str, Tag | None]]) -> list[int]:
        """Give how many articles each of the tree has.

        As sets of ids: SQLite would take ten times as long to leave out what comes twice.
        """
        gone = in_trash(self._store)
        own = [self._articles_with(tag.id) - gone if tag else set() for _, tag in named]
        places = {key_of(name): place for place, (name, _) in enumerate(named)}
        for place in reversed(range(len(named))):  # those under it first
            above = key_of(named[place][0]).rpartition(INSIDE)[0]
            if above:
                own[places[above]] |= own[place]
        return [len(articles) for articles in own]

    def _articles_with(self, tag: TagId) -> set[int]:
        found = set(
            self._store.ids("SELECT article_id AS id FROM article_tag WHERE tag_id = ?", (tag,))
        )
        found.update(
            self._store.ids(
                "SELECT DISTINCT article_id AS id FROM annotation_tag"
                " CROSS JOIN annotation ON annotation.id = annotation_id WHERE tag_id = ?",
                (tag,),
            )
        )
        return found


def nested(tags: Iterable[Tag]) -> list[tuple[str, Tag | None]]:
    """Give tags and the headings that they stand under, each before what is under it, by name."""
    found: dict[tuple[str, ...], tuple[str, Tag | None]] = {}
    for tag in tags:
        for start in _starts(tag.name):
            found.setdefault(tuple(key_of(start).split(INSIDE)), (start, None))
        found[tuple(key_of(tag.name).split(INSIDE))] = (tag.name, tag)
    return [found[key] for key in sorted(found)]


def _starts(name: str) -> list[str]:
    """Give what a name stands under, and itself at the end: "a", "a/b"."""
    parts = name.split(INSIDE)
    return [INSIDE.join(parts[: n + 1]) for n in range(len(parts))]


def _one_name(text: str) -> str:
    names = cleaned([text])
    if len(names) != 1:
        raise Refused("A tag needs a name." if not names else "The name of a tag has no comma.")
    return names[0]
