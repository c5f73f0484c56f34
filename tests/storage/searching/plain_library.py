"""A library as a search sees it, read into plain objects."""

from __future__ import annotations

from dataclasses import dataclass, field

from storage.library import Library
from storage.searching.query import Node
from storage.searching.tree import asks_for_trash


@dataclass(frozen=True)
class Entity:
    """An entity that is not merged, with all names it has."""

    id: int
    names: tuple[str, ...]


@dataclass(frozen=True)
class Annotation:
    """An annotation as the search sees it; `is_lost`: made on a text that is not read now."""

    id: int
    exact: str
    note: str
    color: str
    is_highlight: bool
    is_lost: bool
    tags: tuple[str, ...]


@dataclass(frozen=True)
class Quote:
    """A quote that is not rejected, of the text that is read now."""

    id: int
    exact: str
    speaker_text: str
    speaker: Entity | None


@dataclass(frozen=True)
class Article:
    """An article with everything in it."""

    row: dict[str, object]
    text: str
    annotations: list[Annotation] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)
    tags: tuple[str, ...] = ()
    collections: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    all_collections: tuple[str, ...] = ()  # paths of those of the library

    @property
    def all_tags(self) -> list[str]:
        """Its tags and those of its annotations."""
        return [*self.tags, *(tag for a in self.annotations for tag in a.tags)]


def read(library: Library) -> list[Article]:
    """Read everything that searches look at."""
    ask = library._store.query
    entities = {
        row["id"]: Entity(
            row["id"],
            tuple(
                r["alias"]
                for r in ask(
                    "SELECT alias FROM entity_alias JOIN entity ON entity.id = entity_id"
                    " WHERE coalesce(merged_into, entity.id) = ?",
                    (row["id"],),
                )
            ),
        )
        for row in ask("SELECT id FROM entity WHERE merged_into IS NULL AND state <> 'rejected'")
    }
    roots = {
        r["id"]: r["root"] for r in ask("SELECT id, coalesce(merged_into, id) AS root FROM entity")
    }
    collections = {c.id: c.path for c in library.collections.all()}
    found = []
    for row in map(dict, ask("SELECT * FROM article")):
        now = ask(
            "SELECT id, content FROM article_text WHERE article_id = ? AND current", (row["id"],)
        )[0]
        tags = "SELECT name FROM {0} JOIN tag ON tag.id = tag_id WHERE {1} = ?"
        annotations = [
            Annotation(
                *(a["id"], a["exact"], a["note"], a["color"], a["start"] is not None),
                a["text_id"] != now["id"],
                tuple(
                    r["name"]
                    for r in ask(tags.format("annotation_tag", "annotation_id"), (a["id"],))
                ),
            )
            for a in ask("SELECT * FROM annotation WHERE article_id = ?", (row["id"],))
        ]
        quotes = [
            Quote(q["id"], q["exact"], q["speaker_text"], entities.get(roots.get(q["speaker_id"])))
            for q in ask(
                "SELECT * FROM quote WHERE text_id = ? AND state <> 'rejected'", (now["id"],)
            )
        ]
        mentioned = {
            roots[m["entity_id"]]
            for m in ask(
                "SELECT entity_id FROM mention WHERE text_id = ? AND state <> 'rejected'",
                (now["id"],),
            )
        }
        of_article = tags.format("article_tag", "article_id")
        own_tags = tuple(r["name"] for r in ask(of_article, (row["id"],)))
        visits = ask("SELECT day FROM visit WHERE article_id = ?", (row["id"],))
        days = tuple(visit["day"] for visit in visits)
        found.append(
            Article(
                row,
                now["content"],
                annotations,
                quotes,
                [entities[e] for e in mentioned if e in entities],
                own_tags,
                tuple(
                    collections[r["collection_id"]]
                    for r in ask(
                        "SELECT collection_id FROM collection_article WHERE article_id = ?",
                        (row["id"],),
                    )
                ),
                days,
                tuple(collections.values()),
            )
        )
    return found


def shelf(articles: list[Article], root: Node | None) -> list[Article]:
    """Give the articles that may be found at all."""
    if asks_for_trash(root):
        return articles
    return [article for article in articles if article.row["deleted_at"] is None]
