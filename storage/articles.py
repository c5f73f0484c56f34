"""The articles of a library: their texts, their place on the shelf, their trash."""

from __future__ import annotations

import json
import sqlite3
import uuid
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from storage.decisions import Decisions
from storage.errors import Bug, NotFound
from storage.exported import ArticleExport
from storage.journal import Value
from storage.placements import Placements, Standings
from storage.store import Store, from_iso, to_iso
from storage.text.canonical import canonical
from storage.text.web_keys import is_site, url_key
from storage.texts import Texts, digest
from storage.types import (
    Article,
    ArticleId,
    ArticleText,
    ImportedArticle,
    ImportedPicture,
    ReadingState,
    TextId,
)

ShelfOrder = Literal["added", "opened", "title", "published"]
DateColumn = Literal["imported_at", "opened_at", "published_at", "finished_at", "deleted_at"]
ORDERS: dict[ShelfOrder, str] = {
    "added": "imported_at DESC, id DESC",
    "opened": "opened_at IS NULL, opened_at DESC, id DESC",
    "title": "title COLLATE NOCASE, id",
    "published": "published_at IS NULL, published_at DESC, id DESC",
}
FINISHED: frozenset[ReadingState] = frozenset({"done", "archived"})
SELECT = (
    "SELECT article.*, article_text.length AS length,"
    " (SELECT count(*) FROM annotation WHERE article_id = article.id) AS annotation_count"
    " FROM article JOIN article_text ON article_text.article_id = article.id AND current = 1"
)


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of an imported article, and how its annotations stand in its text now.

    "new version": it was there, and another text is read from now on. "already there": nothing
    was written, but that it is on the shelf.
    """

    id: ArticleId
    text: TextId
    status: Literal["added", "already there", "new version"]
    standings: Standings


class Articles:
    """The articles of one library. Every write happens inside `library.transaction`."""

    def __init__(
        self, store: Store, texts: Texts, placements: Placements, decisions: Decisions
    ) -> None:
        """Work on a store; texts and what stands where in them are written by their own."""
        self._store = store
        self._texts = texts
        self._placements = placements
        self._decisions = decisions

    # -- reading

    def get(self, article: ArticleId) -> Article:
        """Give one article, in the trash or not. Raises: NotFound."""
        found = self.among([article])
        if not found:
            raise NotFound("This article is no longer in the library.")
        return found[0]

    def by_uid(self, uid: str) -> Article:
        """Give the article that a link or an export names. Raises: NotFound."""
        row = self._store.one("SELECT id FROM article WHERE uid = ?", (uid,))
        if row is None:
            raise NotFound("The article that this link names is not in this library.")
        return self.get(row["id"])

    def ids(
        self,
        *,
        order: ShelfOrder = "added",
        in_trash: bool = False,
        limit: int = 0,
    ) -> array[int]:
        """Give the ids of the shelf's articles in order; `limit` 0 gives all.

        Those of the trash come in the order of their deletion, the last one first.
        """
        if in_trash:
            where, by = "deleted_at IS NOT NULL", "deleted_at DESC, id DESC"
        else:
            where, by = "deleted_at IS NULL", ORDERS[order]
        return self._store.ids(
            f"SELECT id FROM article WHERE {where} ORDER BY {by}"
            + (f" LIMIT {limit}" if limit else "")
        )

    def count(self, *, in_trash: bool = False) -> int:
        """Give how many articles are on the shelf, or in the trash."""
        where = "NOT NULL" if in_trash else "NULL"
        row = self._store.one(f"SELECT count(*) FROM article WHERE deleted_at IS {where}")
        return int(row[0]) if row else 0

    def moment(self, article: int, column: DateColumn) -> str:
        """Give a date of an article as it stands in the file, "" for none."""
        row = self._store.one(f"SELECT {column} FROM article WHERE id = ?", (article,))
        return str(row[0] or "") if row else ""

    def last_opened(self) -> ArticleId | None:
        """Give the article that was on screen last, or the only one there is; None if neither."""
        rows = self._store.query(
            f"SELECT id, opened_at FROM article WHERE deleted_at IS NULL"
            f" ORDER BY {ORDERS['opened']} LIMIT 2"
        )
        found = rows and (rows[0]["opened_at"] is not None or len(rows) == 1)
        return ArticleId(rows[0]["id"]) if found else None

    def among(self, articles: Sequence[int]) -> list[Article]:
        """Give these articles in the order of the ids; one that is gone is left out."""
        found: dict[int, Article] = {}
        for first in range(0, len(articles), 500):
            some = articles[first : first + 500]
            marks = ",".join("?" * len(some))
            rows = self._store.query(f"{SELECT} WHERE article.id IN ({marks})", tuple(some))
            found |= {row["id"]: _article(row) for row in rows}
        return [found[article] for article in articles if article in found]

    def uids(self, articles: Sequence[int]) -> list[str]:
        """Give the uids of these articles in the order of the ids; one that is gone is left out."""
        rows = self._store.query(
            "SELECT uid FROM json_each(?) CROSS JOIN article ON article.id = value"
            " ORDER BY json_each.key",
            (json.dumps(list(articles)),),
        )
        return [row["uid"] for row in rows]

    def tags_among(self, articles: Sequence[int]) -> dict[int, tuple[str, ...]]:
        """Give the tags of these articles in alphabetical order; those without are left out."""
        found: dict[int, tuple[str, ...]] = {}
        for row in self._store.query(
            "SELECT article_id, name FROM article_tag JOIN tag ON tag.id = tag_id"
            " WHERE article_id IN (SELECT value FROM json_each(?)) ORDER BY name_key",
            (json.dumps(list(articles)),),
        ):
            found[row["article_id"]] = (*found.get(row["article_id"], ()), row["name"])
        return found

    def known(self, uid: str, sha256: str) -> ArticleId | None:
        """Give the article with this uid, or else with the very same text, in the trash or not."""
        row = self._store.one("SELECT id FROM article WHERE uid = ?", (uid,)) or self._store.one(
            "SELECT article_id FROM article_text WHERE sha256 = ? ORDER BY current DESC, id",
            (sha256,),
        )
        return ArticleId(row[0]) if row else None

    # -- writing

    def take(self, imported: ImportedArticle, *, uid: str = "") -> Taken:
        """Put an article on the shelf, or bring back the one that it is, with its new text if any.

        The very same text is the same article, wherever it is from. Another text from the same
        address, or from the same file under the same title, is a new text of that article, whose
        annotations are placed in it. Taking it back with undo moves a new article to the trash
        and makes the older text the one that is read: texts are never unmade.
        """
        same_text = self._with_text(imported)
        known = same_text or self._from_there(imported)
        if known is None:
            article = self._insert_in_trash(imported, uid or uuid.uuid4().hex)
            text = self._texts.add(article, imported, version=1, is_current=True)
            self.restore([article])
            return Taken(article, text, "added", Standings())
        article = ArticleId(known["article_id"])
        self.restore([article])
        now = self._current(article)
        if same_text is not None:
            text = TextId(same_text["id"])
            if text == now:
                return Taken(article, text, "already there", Standings())
        else:
            text = self._texts.add(
                article, imported, version=self._texts.newest(article) + 1, is_current=False
            )
        return Taken(article, text, "new version", self._replace_text(article, now, text, imported))

    def is_update(self, imported: ImportedArticle) -> bool:
        """Say whether to take an article in is to give one that is there another text."""
        same = self._with_text(imported)
        if same is not None:
            return not same["current"]
        return self._from_there(imported) is not None

    def add_exported(self, export: ArticleExport) -> ArticleId:
        """Add an article as another library had it: same uid, times, state, star, place, trash.

        Its annotations are another matter. What undo does is as with `take`.
        """
        article, imported = export.article, _imported(export)
        id_ = self._insert_in_trash(imported, article.uid)
        for older in export.older_texts:
            self.add_older_text(id_, export, older)
        version = len(export.older_texts) + 1
        self._texts.add(id_, imported, version=version, is_current=True)
        self._store.execute_unrecorded(
            "UPDATE article SET imported_at = ?, opened_at = ?, finished_at = ?, state = ?,"
            " is_starred = ?, position = ?, progress = ? WHERE id = ?",
            to_iso(article.imported_at),
            to_iso(article.opened_at) if article.opened_at else None,
            to_iso(article.finished_at) if article.finished_at else None,
            *(article.state, int(article.is_starred), article.position, article.progress, id_),
        )
        deleted = to_iso(article.deleted_at) if article.deleted_at else None
        self._store.update("article", id_, {"deleted_at": deleted})
        return id_

    def add_older_text(
        self, article: ArticleId, export: ArticleExport, text: ArticleText
    ) -> TextId:
        """Add a text that another library has of an article, which is not read here.

        For what was made on it there. Its original and the files of its pictures are left out.
        """
        bare = replace(
            _imported(replace(export, text=text, pictures={})), original=b"", original_name=""
        )
        version = self._texts.newest(article) + 1
        return self._texts.add(article, bare, version=version, is_current=False)

    def rename(self, article: ArticleId, title: str) -> None:
        """Give an article another title; an empty one changes nothing."""
        title = " ".join(canonical(title).split())
        if title:
            self._store.update("article", article, {"title": title, "is_renamed": 1})

    def set_state(self, articles: Iterable[ArticleId], state: ReadingState) -> None:
        """Say how far the reader is with articles, and with that when they were done with them.

        To archive what was done leaves that moment as it is.
        """
        now = to_iso(self._store.clock())
        for article in articles:
            row = self._store.one("SELECT finished_at FROM article WHERE id = ?", (article,))
            was = row["finished_at"] if row else None
            stamp = {"finished_at": (was or now) if state in FINISHED else None}
            self._store.update("article", article, {"state": state}, stamp=stamp)

    def set_starred(self, articles: Iterable[ArticleId], starred: bool) -> None:
        """Give articles a star, or take it away."""
        for article in articles:
            self._store.update("article", article, {"is_starred": int(starred)})

    def move_to_trash(self, articles: Iterable[ArticleId]) -> None:
        """Take articles off the shelf; everything made of them stays."""
        now = to_iso(self._store.clock())
        for article in articles:
            self._store.update("article", article, {"deleted_at": now})

    def restore(self, articles: Iterable[ArticleId]) -> None:
        """Put articles from the trash back on the shelf."""
        for article in articles:
            self._store.update("article", article, {"deleted_at": None})

    def purge(self, articles: Iterable[ArticleId]) -> None:
        """Remove articles from the trash for good, with all that was made of them.

        Cannot be undone, so the steps before it cannot either. What is not in the trash stays.
        """
        purged: list[ArticleId] = []
        named: set[int] = set()
        for article in dict.fromkeys(articles):
            row = self._store.one("SELECT deleted_at FROM article WHERE id = ?", (article,))
            if row is None or row["deleted_at"] is None:
                continue
            purged.append(article)
            named |= self._named_in(article)
            for statement in (
                "DELETE FROM placement WHERE annotation_id IN"
                " (SELECT id FROM annotation WHERE article_id = ?)",
                "DELETE FROM annotation_tag WHERE annotation_id IN"
                " (SELECT id FROM annotation WHERE article_id = ?)",
                "DELETE FROM review WHERE annotation_id IN"
                " (SELECT id FROM annotation WHERE article_id = ?)",
                "DELETE FROM annotation WHERE article_id = ?",
                "DELETE FROM article_tag WHERE article_id = ?",
                "DELETE FROM collection_article WHERE article_id = ?",
                "DELETE FROM mention WHERE text_id IN"
                " (SELECT id FROM article_text WHERE article_id = ?)",
                "DELETE FROM quote WHERE text_id IN"
                " (SELECT id FROM article_text WHERE article_id = ?)",
            ):
                self._store.execute_unrecorded(statement, article)
        if not purged:
            return
        self._texts.purge(purged)  # at once: it looks through all pictures
        for article in purged:
            self._store.delete("article", article)
        self._store.execute_unrecorded(
            "DELETE FROM tag WHERE id NOT IN (SELECT tag_id FROM annotation_tag)"
            " AND id NOT IN (SELECT tag_id FROM article_tag)"
        )
        self._store.execute_unrecorded(  # those of which nothing is left and nothing was said
            "DELETE FROM entity WHERE id IN (SELECT value FROM json_each(?))"
            " AND state = 'suggested' AND merged_into IS NULL"
            " AND NOT EXISTS (SELECT 1 FROM mention WHERE entity_id = entity.id)"
            " AND NOT EXISTS (SELECT 1 FROM quote WHERE speaker_id = entity.id)"
            " AND NOT EXISTS (SELECT 1 FROM entity AS part WHERE part.merged_into = entity.id)",
            json.dumps(sorted(named)),
        )
        self._store.forget_history()

    def remember_place(self, article: ArticleId, position: int, progress: float) -> None:
        """Keep where the reader is; `progress` (0..1) only grows. Not an action to undo."""
        self._store.execute_unrecorded(
            "UPDATE article SET position = ?, progress = max(progress, ?) WHERE id = ?",
            position,
            min(1.0, max(0.0, progress)),
            article,
        )

    def mark_opened(self, article: ArticleId) -> None:
        """Keep that an article is on screen now, no longer unread. Not an action to undo."""
        now = to_iso(self._store.clock())
        self._store.execute_unrecorded(
            "UPDATE article SET opened_at = ?,"
            " state = CASE WHEN state = 'unread' THEN 'reading' ELSE state END WHERE id = ?",
            *(now, article),
        )
        self._store.execute_unrecorded(
            "INSERT OR IGNORE INTO visit (day, article_id) VALUES (?, ?)", now[:10], article
        )

    # -- inside

    def _named_in(self, article: ArticleId) -> set[int]:
        """Give the entities that an article mentions or lets speak, in any of its texts."""
        texts = "(SELECT id FROM article_text WHERE article_id = ?1)"
        rows = self._store.query(
            f"SELECT entity_id AS id FROM mention WHERE text_id IN {texts} UNION"
            f" SELECT speaker_id FROM quote WHERE text_id IN {texts} AND speaker_id IS NOT NULL",
            (article,),
        )
        return {row["id"] for row in rows}

    def _with_text(self, imported: ImportedArticle) -> sqlite3.Row | None:
        """Give the text of an article that has the very same words: best the one from there."""
        return self._store.one(
            "SELECT article_text.id, article_id, current FROM article_text"
            " JOIN article ON article.id = article_id WHERE sha256 = ?"
            " ORDER BY url_key <> '' AND url_key = ? DESC, current DESC, article_text.id",
            (digest(imported.content), _key_of(imported)),
        )

    def _from_there(self, imported: ImportedArticle) -> sqlite3.Row | None:
        """Give the article that was read from the same address or file: best one on the shelf.

        What a whole site shows at its address, or a file has, is the same only under one title.
        """
        key = _key_of(imported)
        return self._store.one(
            "SELECT id AS article_id, deleted_at IS NOT NULL AS is_in_trash, 0 AS is_by_file"
            " FROM article WHERE url_key <> '' AND url_key = ?"
            f"{' AND title = ?' if is_site(key) else ' AND ? IS NOT NULL'}"
            " UNION ALL SELECT id, deleted_at IS NOT NULL, 1"
            " FROM article WHERE origin <> '' AND origin = ? AND title = ?"
            " AND (url_key = '' OR ? = '') ORDER BY is_in_trash, is_by_file, article_id",
            (key, imported.title, imported.origin, imported.title, key),
        )

    def _current(self, article: ArticleId) -> TextId:
        text = self._texts.current_id(article)
        if text is None:
            raise Bug(f"article {article} has no text")
        return text

    def _replace_text(
        self, article: ArticleId, old: TextId, new: TextId, imported: ImportedArticle
    ) -> Standings:
        """Let another text be read, which undo takes back: with what is known of it."""
        # in this order, and in undo the other way round: only one is current at a time
        self._store.update("article_text", old, {"current": 0})
        self._store.update("article_text", new, {"current": 1})
        row = self._store.one("SELECT is_renamed, position FROM article WHERE id = ?", (article,))
        published = to_iso(imported.published_at) if imported.published_at else ""
        facts = {
            "title": "" if row and row["is_renamed"] else imported.title,
            "byline": imported.byline,
            "site": imported.site,
            "url": imported.url,
            "url_key": _key_of(imported),
            "language": imported.language,
            "published_at": published,
            "source": imported.source,
            "origin": imported.origin,
        }
        values: dict[str, Value] = {
            name: fact for name, fact in facts.items() if fact
        }  # what is not known stays
        values["position"] = self._placements.carried(row["position"] if row else 0, old, new)
        self._store.update("article", article, values)
        self._decisions.carry(old, new)
        return self._placements.carry(article, old, new)

    def _insert_in_trash(self, imported: ImportedArticle, uid: str) -> ArticleId:
        now = to_iso(self._store.clock())
        published = to_iso(imported.published_at) if imported.published_at else None
        cursor = self._store.execute_unrecorded(
            "INSERT INTO article (uid, title, byline, site, url, url_key, language, published_at,"
            " imported_at, deleted_at, source, origin) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            *(uid, imported.title, imported.byline, imported.site, imported.url),
            _key_of(imported),
            *(imported.language, published, now, now, imported.source, imported.origin),
        )
        return ArticleId(cursor.lastrowid or 0)


def _imported(export: ArticleExport) -> ImportedArticle:
    """Give an article of another library as if it had been read from a file."""
    article, text = export.article, export.text
    return ImportedArticle(
        title=article.title,
        content=text.content,
        blocks=text.blocks,
        marks=text.marks,
        pictures=tuple(
            ImportedPicture(p.start, p.alt, p.source, export.pictures.get(p.id))
            for p in text.pictures
        ),
        pages=text.pages,
        byline=article.byline,
        site=article.site,
        url=article.url,
        language=article.language,
        published_at=article.published_at,
        source=article.source,
        extractor=text.extractor,
        origin=article.origin,
        original=export.original,
        original_name=export.original_name,
    )


def _key_of(imported: ImportedArticle) -> str:
    return url_key(imported.url)


def _article(row: sqlite3.Row) -> Article:
    return Article(
        id=row["id"],
        uid=row["uid"],
        title=row["title"],
        byline=row["byline"],
        site=row["site"],
        url=row["url"],
        language=row["language"],
        published_at=from_iso(row["published_at"]) if row["published_at"] else None,
        imported_at=from_iso(row["imported_at"]),
        opened_at=from_iso(row["opened_at"]) if row["opened_at"] else None,
        deleted_at=from_iso(row["deleted_at"]) if row["deleted_at"] else None,
        source=row["source"],
        origin=row["origin"],
        state=row["state"],
        position=row["position"],
        progress=row["progress"],
        length=row["length"],
        annotation_count=row["annotation_count"],
        is_starred=bool(row["is_starred"]),
        finished_at=from_iso(row["finished_at"]) if row["finished_at"] else None,
    )
