"""Making a library file and bringing an older one up to date.

A released step is never edited. Each step sets `user_version`, so that other programs and older
versions of Postil see what they have before them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from storage.connecting import connect, held_off, use_wal
from storage.errors import LibraryError, LibraryForeign, LibraryTooNew, explained

if TYPE_CHECKING:
    from sqlite_utils import Database

SCHEMA = 4  # the newest step below
APPLICATION_ID = 1347375468  # 'POQl', set by the first step
SQLITE_HEADER = b"SQLite format 3\x00"
OTHERS_UPGRADE_S = 10.0  # how long another process may take over the same upgrade
SIDE_FILES = ("-wal", "-journal")  # beside a library that is in use or was not closed
SQL = Path(__file__).parent / "sql"


def schema_of(path: Path, *, busy_timeout_s: float = 1.5) -> int:
    """Give the schema number of a library file without changing it; 0 where nothing is yet.

    Nothing is: no file, an empty one, or a database without a table, as a first start that was
    cut short leaves it. Raises: LibraryForeign, LibraryTooNew, LibraryDamaged and others of
    LibraryError.
    """
    try:
        if not path.exists():
            return 0
        if not path.is_file():
            raise LibraryForeign(_foreign(path))
        with held_off(path) as is_open_here:
            if not is_open_here:
                with path.open("rb") as file:
                    header = file.read(len(SQLITE_HEADER))
                if not header:
                    return 0
                if header != SQLITE_HEADER:
                    raise LibraryForeign(_foreign(path))
                if not any(path.with_name(path.name + end).exists() for end in SIDE_FILES):
                    # SQLite would leave files beside one that is not ours
                    address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
                    with closing(sqlite3.connect(address, uri=True)) as db:
                        return _checked(path, *_facts(db))
        with closing(connect(path, mode="ro", timeout_s=busy_timeout_s)) as db:
            db.execute("BEGIN")  # so that another process that makes it is seen before or after
            return _checked(path, *_facts(db))
    except OSError as error:
        raise explained(error, path) from error
    except sqlite3.Error as error:
        raise explained(error, path) from error


def _facts(db: sqlite3.Connection) -> tuple[int, int, bool]:
    """Give a file's application id, its schema number, and whether there is nothing in it."""
    application = db.execute("PRAGMA application_id").fetchone()[0]
    schema = db.execute("PRAGMA user_version").fetchone()[0]
    is_empty = db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    return application, schema, is_empty


def _checked(path: Path, application: int, schema: int, is_empty: bool) -> int:
    """Give the schema number of a library that this Postil can open; 0 for an empty file."""
    if is_empty and not application and not schema:
        return 0
    if application != APPLICATION_ID:
        raise LibraryForeign(_foreign(path))
    if schema > SCHEMA:
        raise LibraryTooNew(
            f"The library {path} was made by a newer Postil (schema {schema}, this one knows "
            f"{SCHEMA}). Update Postil to open it. Nothing was changed."
        )
    return schema


def upgrade(path: Path) -> None:
    """Make the file a library of the current schema, new or from an older one.

    Whoever calls it has made a copy of an older library. All steps happen or none.
    Raises: LibraryError.
    """
    from sqlite_utils import Database, Migrations  # 0.1 to 0.25 s: only when there is work

    migrations = Migrations("postil")

    @migrations(name="0001_first")
    def first(db: Database) -> None:
        _run(db, "0001_first.sql")

    @migrations(name="0002_formats")
    def formats(db: Database) -> None:
        from storage.text.web_keys import url_key

        _run(db, "0002_formats.sql")
        db.conn.create_function("url_key", 1, url_key, deterministic=True)
        db.conn.execute("UPDATE article SET url_key = url_key(url) WHERE url <> ''")

    @migrations(name="0003_findings")
    def findings(db: Database) -> None:
        _run(db, "0003_findings.sql")

    @migrations(name="0004_library")
    def library(db: Database) -> None:
        from storage.indexing.indexes import SearchIndexes
        from storage.indexing.writing import Direct

        _run(db, "0004_library.sql")
        SearchIndexes(Direct(db.conn)).fill()

    try:
        with closing(connect(path, mode="rwc", timeout_s=OTHERS_UPGRADE_S)) as connection:
            use_wal(connection, timeout_s=OTHERS_UPGRADE_S)
            connection.execute("PRAGMA foreign_keys = OFF")
            connection.execute("BEGIN IMMEDIATE")  # two first starts at once: one waits
            migrations.apply(Database(connection, execute_plugins=False))
            broken = connection.execute("PRAGMA foreign_key_check").fetchall()
            if broken:
                raise LibraryError(
                    f"The library {path} has {len(broken)} rows that point nowhere, so it was "
                    "not brought up to date. Nothing was changed."
                )
            connection.commit()
    except sqlite3.Error as error:
        raise explained(error, path) from error


def _run(db: Database, name: str) -> None:
    for statement in _statements((SQL / name).read_text(encoding="utf-8")):
        db.conn.execute(statement)


def _statements(script: str) -> Iterator[str]:
    """Cut a script into its statements; triggers stay whole.

    `executescript` would commit the migration's transaction first.
    """
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""


def _foreign(path: Path) -> str:
    return f"{path} is not a Postil library, so it was left as it is. Choose another library."
