"""The texts of a library with their layout, their pictures and the files they were read from."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable

from storage.errors import NotFound
from storage.indexing.indexes import SearchIndexes
from storage.store import Store, to_iso
from storage.types import (
    ArticleId,
    ArticleText,
    Block,
    ImportedArticle,
    ImportedPicture,
    Mark,
    Original,
    PageStart,
    PictureFile,
    PictureId,
    TextId,
    TextPicture,
)

GONE = "This article is no longer in the library."
LEVEL = 2  # of zlib: a web page in 0.8 ms, 27 KB of 114; level 6 takes 2.2 ms for 23 KB
PACKED = (b"PK\x03\x04", b"%PDF-", b"\x89PNG", b"\xff\xd8\xff")  # zlib gains little there


class Texts:
    """The texts of one library. Every write happens inside `library.transaction`."""

    def __init__(self, store: Store) -> None:
        """Work on a store."""
        self._store = store
        self._indexes = SearchIndexes(store)

    def current(self, article: ArticleId) -> ArticleText:
        """Give the text of an article that is read now. Raises: NotFound."""
        text = self.current_id(article)
        if text is None:
            raise NotFound(GONE)
        return self.get(text)

    def current_id(self, article: ArticleId) -> TextId | None:
        """Give the id of the text of an article that is read now; None if it is gone."""
        row = self._store.one(
            "SELECT id FROM article_text WHERE article_id = ? AND current = 1", (article,)
        )
        return TextId(row["id"]) if row else None

    def get(self, text: TextId) -> ArticleText:
        """Give a text, current or older, with its layout. Raises: NotFound."""
        row = self._store.one("SELECT * FROM article_text WHERE id = ?", (text,))
        if row is None:
            raise NotFound(GONE)
        query, of_text = self._store.query, (text,)
        blocks = query(
            'SELECT start, "end", kind, level, quote, marker, table_no, row_no, column_no'
            " FROM block WHERE text_id = ? ORDER BY ordinal",
            of_text,
        )
        marks = query(
            'SELECT start, "end", kind, target FROM mark WHERE text_id = ? ORDER BY ordinal',
            of_text,
        )
        pictures = query(
            "SELECT start, alt, source, coalesce(picture_id, 0), coalesce(width, 0),"
            " coalesce(height, 0) FROM text_picture LEFT JOIN picture ON picture.id = picture_id"
            " WHERE text_id = ? ORDER BY start",
            of_text,
        )
        pages = query("SELECT start, label FROM page WHERE text_id = ? ORDER BY ordinal", of_text)
        return ArticleText(
            id=row["id"],
            article_id=row["article_id"],
            version=row["version"],
            content=row["content"],
            blocks=tuple(map(Block._make, blocks)),
            marks=tuple(map(Mark._make, marks)),
            sha256=row["sha256"],
            extractor=row["extractor"],
            pictures=tuple(map(TextPicture._make, pictures)),
            pages=tuple(map(PageStart._make, pages)),
        )

    def original(self, text: TextId) -> Original:
        """Give the file that a text was read from. Raises: NotFound."""
        row = self._store.one(
            "SELECT name, encoding, body FROM original WHERE text_id = ?", (text,)
        )
        if row is None:
            raise NotFound("The original of this article was not kept.")
        body = zlib.decompress(row["body"]) if row["encoding"] == "zlib" else row["body"]
        return Original(row["name"], body)

    def picture(self, picture: PictureId) -> PictureFile:
        """Give a picture's file. Raises: NotFound."""
        row = self._store.one(
            "SELECT body, media_type, width, height FROM picture WHERE id = ?", (picture,)
        )
        if row is None:
            raise NotFound("This picture is no longer in the library.")
        return PictureFile._make(row)

    def add(
        self, article: ArticleId, imported: ImportedArticle, *, version: int, is_current: bool
    ) -> TextId:
        """Write a text of an article with all that belongs to it; never taken back, only purged.

        Blocks and marks are in the order of their columns.
        """
        write, write_many = self._store.execute_unrecorded, self._store.execute_many_unrecorded
        cursor = write(
            "INSERT INTO article_text (article_id, version, current, length, sha256, extractor,"
            " created_at, content) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            *(article, version, int(is_current), len(imported.content), digest(imported.content)),
            *(imported.extractor, to_iso(self._store.clock()), imported.content),
        )
        text = TextId(cursor.lastrowid or 0)
        write_many(
            "INSERT INTO block VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [(text, n, *block) for n, block in enumerate(imported.blocks)],
        )
        write_many(
            "INSERT INTO mark VALUES (?, ?, ?, ?, ?, ?)",
            [(text, n, *mark) for n, mark in enumerate(imported.marks)],
        )
        write_many(
            "INSERT INTO text_picture (text_id, start, alt, source, picture_id)"
            " VALUES (?, ?, ?, ?, ?)",
            [(text, p.start, p.alt, p.source, self._kept(p)) for p in imported.pictures],
        )
        write_many(
            "INSERT INTO page VALUES (?, ?, ?, ?)",
            [(text, n, *page) for n, page in enumerate(imported.pages)],
        )
        is_packed = imported.original.startswith(PACKED)
        write(
            "INSERT INTO original (text_id, name, encoding, body) VALUES (?, ?, ?, ?)",
            *(text, imported.original_name or "article.txt", "none" if is_packed else "zlib"),
            imported.original if is_packed else zlib.compress(imported.original, LEVEL),
        )
        self._indexes.add_text(text, imported.content, imported.language)
        headings = (imported.title, imported.byline, imported.site)
        self._indexes.learn(headings, imported.language)
        return text

    def of(self, article: ArticleId) -> dict[str, TextId]:
        """Give all texts of an article by their SHA-256."""
        rows = self._store.query(
            "SELECT sha256, id FROM article_text WHERE article_id = ?", (article,)
        )
        return {row["sha256"]: row["id"] for row in rows}

    def newest(self, article: ArticleId) -> int:
        """Give the number of an article's newest text."""
        sql = "SELECT max(version) AS newest FROM article_text WHERE article_id = ?"
        row = self._store.one(sql, (article,))
        return int(row["newest"] or 0) if row else 0

    def purge(self, articles: Iterable[ArticleId]) -> None:
        """Remove all texts of articles, and pictures that nothing shows any more."""
        for article in articles:
            self._indexes.drop_texts(article)
            self._store.execute_unrecorded("DELETE FROM article_text WHERE article_id = ?", article)
        self._store.execute_unrecorded(
            "DELETE FROM picture WHERE NOT EXISTS"
            " (SELECT 1 FROM text_picture WHERE picture_id = picture.id)"
        )

    def _kept(self, picture: ImportedPicture) -> int | None:
        """Give the id of a picture's file, which the library has once."""
        if picture.file is None:
            return None
        body, media_type, width, height = picture.file
        sha256 = hashlib.sha256(body).hexdigest()
        known = self._store.one("SELECT id FROM picture WHERE sha256 = ?", (sha256,))
        if known is not None:
            return int(known["id"])
        cursor = self._store.execute_unrecorded(
            "INSERT INTO picture (sha256, media_type, width, height, body) VALUES (?, ?, ?, ?, ?)",
            *(sha256, media_type, width, height, body),
        )
        return cursor.lastrowid


def digest(content: str) -> str:
    """Give the SHA-256 by which two texts are the same."""
    return hashlib.sha256(content.encode("utf-8")).hexdigest()
