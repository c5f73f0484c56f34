"""Several articles that are one made one: what was made of the others goes along, the rest away.

An annotation keeps the words and the text that it was made on. Where the article that stays has
the very same text, it stands there; otherwise the other text becomes an older text of that article
and the annotation is placed in the present one as after a changed page: exact, moved, changed or
lost, but never gone, and its words are never changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from storage.articles import Articles
from storage.decisions import Decisions
from storage.errors import NotFound
from storage.indexing.indexes import SearchIndexes
from storage.journal import Value
from storage.placements import Placements, Standings
from storage.store import Store, to_iso
from storage.texts import Texts
from storage.types import READING_STATES, AnnotationId, ArticleId, TextId

_COPIED = {  # what belongs to a text and goes along with it, by its columns
    "block": 'ordinal, start, "end", kind, level, quote, marker, table_no, row_no, column_no',
    "mark": 'ordinal, start, "end", kind, target',
    "text_picture": "start, alt, source, picture_id",
    "page": "ordinal, start, label",
    "original": "name, encoding, body",
}


@dataclass(frozen=True, slots=True)
class Merged:
    """What became of articles: how many went, how many annotations came along, how they stand."""

    articles: int
    annotations: int
    standings: Standings

    def sentence(self) -> str:
        """Say it."""
        went = "1 article" if self.articles == 1 else f"{self.articles:,} articles"
        if not self.annotations:
            return f"{went} moved to “Deleted”."
        came = "1 annotation" if self.annotations == 1 else f"{self.annotations:,} annotations"
        return f"{came} moved over, {went} moved to “Deleted”."


class Merging:
    """Merges articles of one library. Every write happens inside `library.transaction`."""

    def __init__(
        self,
        store: Store,
        articles: Articles,
        texts: Texts,
        placements: Placements,
        decisions: Decisions,
    ) -> None:
        """Work on a store; articles, texts and places are written by their own."""
        self._store = store
        self._articles = articles
        self._texts = texts
        self._placements = placements
        self._decisions = decisions
        self._indexes = SearchIndexes(store)

    def merge(self, keep: ArticleId, others: Iterable[ArticleId]) -> Merged:
        """Move what was made of other articles to one, and them to the trash.

        That is annotations with tags and notes, tags and collections of the article, its star, how
        far the reader was where this one is unread, and what was decided of names and quotes.
        Texts that come along stay as older texts when it is undone.
        Raises: NotFound if one is gone.
        """
        current = self._texts.current_id(keep)
        if current is None:
            raise NotFound("This article is no longer in the library.")
        gone = [article for article in dict.fromkeys(others) if article != keep]
        moved = 0
        for other in gone:
            moved += self._move_annotations(keep, current, other)
            self._decide_alike(current, other)
            self._move_links("collection_article", "collection_id", keep, other)
            self._move_links("article_tag", "tag_id", keep, other)
        self._take_over(keep, gone)
        self._articles.move_to_trash(gone)
        return Merged(len(gone), moved, self._placements.standings(keep))

    def keep_apart(self, articles: Sequence[ArticleId]) -> None:
        """Keep that articles are not the same, each pair. Raises: NotFound if one is gone."""
        ordered = sorted(set(articles))
        if len(self._articles.among(ordered)) < len(ordered):
            raise NotFound("This article is no longer in the library.")
        for place, one in enumerate(ordered):
            for other in ordered[place + 1 :]:
                known = self._store.one(
                    "SELECT 1 FROM article_apart WHERE one_id = ? AND other_id = ?", (one, other)
                )
                if known is None:
                    self._store.insert("article_apart", {"one_id": one, "other_id": other})

    def are_open(self, pairs: Sequence[tuple[int, int]]) -> list[bool]:
        """Say of each pair whether both are on the shelf and may still be the same."""
        found: list[bool] = []
        for one, other in pairs:
            row = self._store.one(
                "SELECT count(*) FROM article WHERE id IN (?1, ?2) AND deleted_at IS NULL"
                " AND NOT EXISTS (SELECT 1 FROM article_apart"
                " WHERE one_id = min(?1, ?2) AND other_id = max(?1, ?2))",
                (one, other),
            )
            found.append(row is not None and row[0] == 2)
        return found

    # -- inside

    def _move_annotations(self, keep: ArticleId, current: TextId, other: ArticleId) -> int:
        rows = self._store.query(
            "SELECT id, text_id FROM annotation WHERE article_id = ? ORDER BY id", (other,)
        )
        if not rows:
            return 0
        texts = {text: self._text_in(keep, text) for text in {row["text_id"] for row in rows}}
        for row in rows:
            self._placements.drop([AnnotationId(row["id"])])
            home: dict[str, Value] = {
                "article_id": keep,
                "text_id": texts[row["text_id"]],
            }
            self._store.update("annotation", row["id"], home)
        self._placements.carry(keep, current, current)
        return len(rows)

    def _text_in(self, keep: ArticleId, text: int) -> TextId:
        """Give the text of an article with the words of another's; it gets it if it has none."""
        row = self._store.one("SELECT sha256, extractor FROM article_text WHERE id = ?", (text,))
        if row is None:
            raise NotFound("This article is no longer in the library.")
        if (known := self._texts.of(keep).get(row["sha256"])) is not None:
            return known
        cursor = self._store.execute_unrecorded(
            "INSERT INTO article_text (article_id, version, current, length, sha256, extractor,"
            " created_at, content) SELECT ?, ?, 0, length, sha256, extractor, created_at, content"
            " FROM article_text WHERE id = ?",
            *(keep, self._texts.newest(keep) + 1, text),
        )
        made = TextId(cursor.lastrowid or 0)
        found = self._store.one("SELECT content FROM article_text WHERE id = ?", (made,))
        if found is not None:
            self._indexes.add_text(made, found["content"], self._articles.get(keep).language)
        for table, columns in _COPIED.items():
            self._store.execute_unrecorded(
                f"INSERT INTO {table} (text_id, {columns})"
                f" SELECT ?, {columns} FROM {table} WHERE text_id = ?",
                *(made, text),
            )
        return made

    def _decide_alike(self, current: TextId, other: ArticleId) -> None:
        """Let what was decided on the other's present text hold where it stands in this one."""
        text = self._texts.current_id(other)
        if text is not None:
            self._decisions.carry(text, current, gives_way=False)

    def _move_links(self, table: str, column: str, keep: ArticleId, other: ArticleId) -> None:
        """Give an article the tags, or the collections, of another."""
        own = {
            row[0]
            for row in self._store.query(
                f"SELECT {column} FROM {table} WHERE article_id = ?", (keep,)
            )
        }
        for row in self._store.query(
            f"SELECT id, {column} AS link FROM {table} WHERE article_id = ? ORDER BY id", (other,)
        ):
            if row["link"] in own:
                continue
            own.add(row["link"])
            self._store.insert(table, {column: row["link"], "article_id": keep})

    def _take_over(self, keep: ArticleId, gone: Sequence[ArticleId]) -> None:
        """Keep a star that one of them had, and that one was read where this one was not."""
        others = self._articles.among(gone)
        values: dict[str, Value] = {}
        if any(other.is_starred for other in others):
            values["is_starred"] = 1
        furthest = max(others, key=lambda one: READING_STATES.index(one.state), default=None)
        if furthest is not None and self._articles.get(keep).state == "unread":
            finished = furthest.finished_at
            values["state"] = furthest.state
            values["finished_at"] = to_iso(finished) if finished else None
        self._store.update("article", keep, values)
