"""Library files looked at from outside, through plain sqlite3 and other processes."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from storage.indexing.unspaced import pairs
from storage.indexing.words import english_words, is_english

ROOT = Path(__file__).parent.parent
READERS_TABLES = (
    *("annotation", "placement", "tag", "annotation_tag", "color_name", "review"),
    *("article_tag", "collection", "collection_article", "saved_search"),
)
INDEXES = ("article_fts", "text_fts", "annotation_fts", "quote_fts", "entity_fts")


def rows(path: Path, sql: str, *parameters: object) -> list[tuple[object, ...]]:
    """Give what any SQLite tool would read."""
    with closing(sqlite3.connect(path)) as db:
        return db.execute(sql, parameters).fetchall()


def write(path: Path, *statements: str) -> None:
    """Change a library as another program would."""
    with closing(sqlite3.connect(path)) as db:
        for statement in statements:
            db.execute(statement)
        db.commit()


def dump(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Give every row that the reader made or sees: all but history and the trash's articles."""
    with closing(sqlite3.connect(path)) as db:
        tables = {
            t: db.execute(f"SELECT * FROM {t} ORDER BY id").fetchall() for t in READERS_TABLES
        }
        shelf = "SELECT * FROM article WHERE deleted_at IS NULL ORDER BY id"
        return tables | {"article": db.execute(shelf).fetchall()}


def assert_sound(path: Path) -> None:
    """Hold the file's structure, keys, search indexes, and every quotation against its text."""
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        for index in INDEXES:  # 1: against the indexed tables too
            db.execute(f"INSERT INTO {index}({index}, rank) VALUES ('integrity-check', 1)")
        quotations = db.execute(
            'SELECT content, start, "end", exact FROM annotation'
            " JOIN article_text ON article_text.id = text_id WHERE start IS NOT NULL"
        ).fetchall()
        without_place = db.execute(
            "SELECT annotation.id FROM annotation JOIN article_text AS now"
            " ON now.article_id = annotation.article_id AND current = 1"
            " LEFT JOIN placement ON annotation_id = annotation.id AND placement.text_id = now.id"
            " WHERE annotation.start IS NOT NULL AND (annotation.text_id = now.id)"
            " <> (placement.id IS NULL)"
        ).fetchall()
        _assert_found(db)
    for content, start, end, exact in quotations:
        assert content[start:end] == exact
    assert without_place == []  # either made on the present text or placed in it


def _assert_found(db: sqlite3.Connection) -> None:
    """Hold what searches need beside SQLite's indexes against what the library says."""
    texts = db.execute(
        "SELECT article_text.id, content, title, byline, site, language FROM article_text"
        " JOIN article ON article.id = article_id"
    ).fetchall()
    said = [text[1:5] for text in texts if is_english(text[5])]
    said += db.execute("SELECT note FROM annotation UNION ALL SELECT name FROM tag").fetchall()
    known = {word for (word,) in db.execute("SELECT word FROM word")}
    assert {word for one in said for text in one for word in english_words(text)} <= known
    db.execute("CREATE VIRTUAL TABLE temp.unspaced USING fts5vocab(main, unspaced_fts, instance)")
    kept: dict[int, set[str]] = {}
    for term, text in db.execute("SELECT term, doc FROM temp.unspaced"):
        kept.setdefault(text, set()).add(term)
    wanted = {text[0]: set(pairs(text[1]).split()) for text in texts}
    assert {text: letters for text, letters in wanted.items() if letters} == kept


def schema(path: Path) -> list[tuple[object, ...]]:
    """Give every table, index, view and trigger as it was declared, and both version marks."""
    declared = rows(
        path,
        "SELECT type, name, tbl_name, sql FROM sqlite_master"
        " WHERE tbl_name NOT LIKE '\\_sqlite%' ESCAPE '\\' ORDER BY type, name",
    )
    return [*declared, *rows(path, "PRAGMA user_version"), *rows(path, "PRAGMA application_id")]


def digests(folder: Path) -> dict[str, str]:
    """Give the hash of every file in a folder, to see that nothing changed."""
    return {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def python(script: str, *arguments: object, prefix: tuple[str, ...] = ()) -> str:
    """Run a script in a process of its own and give what it printed."""
    done = subprocess.run(
        [*prefix, sys.executable, "-c", script, *map(str, arguments)],
        cwd=ROOT,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
