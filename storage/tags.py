"""The reader's tags, and which annotations and articles carry them."""

from __future__ import annotations

import json
import sqlite3
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from storage.errors import NotFound
from storage.journal import ChangeSet
from storage.store import Store
from storage.text.canonical import canonical
from storage.types import AnnotationId, ArticleId, Tag, TagColor, TagId

INSIDE: Final = "/"  # "a/b" is a tag under "a"


@dataclass(frozen=True, slots=True)
class Carriers:
    """A table of what carries tags, and the one that says which."""

    table: str
    links: str
    column: str
    gone: str  # what to say when one is not in the library


ANNOTATIONS: Final = Carriers(
    "annotation",
    "annotation_tag",
    "annotation_id",
    "This annotation is no longer in the library.",
)
ARTICLES: Final = Carriers(
    "article", "article_tag", "article_id", "This article is no longer in the library."
)


class Tags:
    """The tags of one library; a tag exists as long as something carries it."""

    def __init__(self, store: Store) -> None:
        """Work on a store."""
        self._store = store

    def all(self) -> list[Tag]:
        """Give every tag with its counts, in alphabetical order."""
        rows = self._store.query(
            "SELECT id, name, color,"
            " (SELECT count(*) FROM annotation_tag WHERE tag_id = tag.id) AS count,"
            " (SELECT count(*) FROM article_tag WHERE tag_id = tag.id) AS articles"
            " FROM tag ORDER BY name_key"
        )
        return [
            Tag(TagId(row["id"]), row["name"], row["count"], row["articles"], row["color"])
            for row in rows
        ]

    def names(self) -> list[str]:
        """Give the names of all tags in alphabetical order; quicker than with their counts."""
        return [row["name"] for row in self._store.query("SELECT name FROM tag ORDER BY name_key")]

    def colors(self) -> dict[str, TagColor]:
        """Give the palette keys of those tags that have a colour, by their `key_of`."""
        rows = self._store.query("SELECT name_key, color FROM tag WHERE color <> ''")
        return {row["name_key"]: row["color"] for row in rows}

    # -- of annotations

    def add(self, annotations: Iterable[AnnotationId], names: Iterable[str]) -> None:
        """Give tags to annotations; what has a tag already keeps it. Raises: NotFound."""
        self._give(ANNOTATIONS, annotations, names)

    def remove(self, annotations: Iterable[AnnotationId], names: Iterable[str]) -> None:
        """Take tags from annotations."""
        self._take(ANNOTATIONS, annotations, names)

    def replace(self, annotation: AnnotationId, names: Iterable[str]) -> None:
        """Give an annotation exactly these tags."""
        wanted = cleaned(names)
        keys = {key_of(name) for name in wanted}
        for row in self._links(ANNOTATIONS, [annotation]):
            if row["name_key"] not in keys:
                self._unlink(ANNOTATIONS, row)
        self.add([annotation], wanted)

    # -- of articles

    def add_to_articles(self, articles: Iterable[ArticleId], names: Iterable[str]) -> None:
        """Give tags to articles; what has a tag already keeps it. Raises: NotFound."""
        self._give(ARTICLES, articles, names)

    def remove_from_articles(self, articles: Iterable[ArticleId], names: Iterable[str]) -> None:
        """Take tags from articles; those of their annotations stay."""
        self._take(ARTICLES, articles, names)

    def of_article(self, article: ArticleId) -> tuple[str, ...]:
        """Give the names of an article's own tags in alphabetical order."""
        return tuple(self.of_articles([article]))

    def of_articles(self, articles: Iterable[ArticleId]) -> dict[str, int]:
        """Give the tags of some articles, each with how many of them have it, alphabetically."""
        rows = self._store.query(
            "SELECT name, count(*) AS count FROM article_tag JOIN tag ON tag.id = tag_id"
            " WHERE article_id IN (SELECT value FROM json_each(?))"
            " GROUP BY tag.id ORDER BY name_key",
            (json.dumps(list(articles)),),
        )
        return {row["name"]: row["count"] for row in rows}

    # -- inside

    def _give(self, to: Carriers, carriers: Iterable[int], names: Iterable[str]) -> None:
        wanted, ids = cleaned(names), list(dict.fromkeys(carriers))
        if not wanted or not ids:
            return
        listed = json.dumps(ids)
        if self._store.one(
            "SELECT 1 FROM json_each(?) WHERE NOT EXISTS"
            f" (SELECT 1 FROM {to.table} WHERE id = value) LIMIT 1",
            (listed,),
        ):
            raise NotFound(to.gone)
        for tag in [self._id_of(name) for name in wanted]:
            having = self._store.ids(
                f"SELECT {to.column} AS id FROM {to.links} WHERE tag_id = ?"
                f" AND {to.column} IN (SELECT value FROM json_each(?))",
                (tag, listed),
            )
            has = set(having)
            for carrier in ids:
                if carrier not in has:
                    self._store.insert(to.links, {to.column: carrier, "tag_id": tag})

    def _take(self, of: Carriers, carriers: Iterable[int], names: Iterable[str]) -> None:
        keys = {key_of(name) for name in names}
        for row in self._links(of, carriers):
            if row["name_key"] in keys:
                self._unlink(of, row)

    def _links(self, of: Carriers, carriers: Iterable[int]) -> Sequence[sqlite3.Row]:
        return self._store.query(
            f"SELECT {of.links}.id, tag_id, name_key FROM {of.links}"
            " JOIN tag ON tag.id = tag_id"
            f" WHERE {of.column} IN (SELECT value FROM json_each(?)) ORDER BY {of.links}.id",
            (json.dumps(list(carriers)),),
        )

    def _unlink(self, of: Carriers, link: sqlite3.Row) -> None:
        self._store.delete(of.links, link["id"])
        if not is_carried(self._store, link["tag_id"]):
            self._store.delete("tag", link["tag_id"])

    def _id_of(self, name: str) -> int:
        row = self._store.one("SELECT id FROM tag WHERE name_key = ?", (key_of(name),))
        if row is not None:
            return int(row["id"])
        return self._store.insert("tag", {"name": name, "name_key": key_of(name), "color": ""})


def is_carried(store: Store, tag: int) -> bool:
    """Say whether any annotation or article has a tag."""
    found = store.one(
        "SELECT 1 FROM annotation_tag WHERE tag_id = ?1 UNION ALL"
        " SELECT 1 FROM article_tag WHERE tag_id = ?1 LIMIT 1",
        (tag,),
    )
    return found is not None


def changes_tags(changes: ChangeSet) -> bool:
    """Say whether tags have other names or colours now, or were merged.

    Whoever shows tags has to read them anew; it is not said whose they are.
    """
    links = (ANNOTATIONS.links, ARTICLES.links)
    return changes.everything or any(
        change.table in ("tag", *links) and change.before is not None and change.after is not None
        for change in changes.changes
    )


def cleaned(names: Iterable[str]) -> list[str]:
    """Give names as tags are written: single spaces, no '#' in front, no comma, each once.

    No part of a nested name ("a/b") is empty.
    """
    clean: dict[str, str] = {}
    for name in names:
        for part in canonical(name).split(","):
            text = unicodedata.normalize("NFC", " ".join(part.split()))
            steps = (step.strip() for step in text.lstrip("#/ ").split(INSIDE))
            if text := INSIDE.join(step for step in steps if step):
                clean.setdefault(key_of(text), text)
    return list(clean.values())


def key_of(name: str) -> str:
    """Give the form under which a tag is found: NFC, without case."""
    return unicodedata.normalize("NFC", name).casefold()
