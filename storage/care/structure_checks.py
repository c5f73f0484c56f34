"""Whether the file holds together: SQLite's own check, its keys, its indexes for search."""

from __future__ import annotations

import re
import sqlite3

from storage.care.looking import Watch
from storage.care.reports import MOST, Fault, Notebook, Repair

_OF_AN_INDEX = re.compile(
    r"row \d+ missing from index|wrong # of entries in index|non-unique entry in index"
)
_OF_SEARCH = re.compile(r"malformed inverted index for FTS5 table")
MADE_FROM_TEXTS = ("block", "mark", "page", "original", "finding", "entity_alias")  # by no reader
NO_COPY = (
    "There is no room for a copy of the library, so the search indexes were not compared with "
    "what they index."
)


def check_file(db: sqlite3.Connection, notes: Notebook, watch: Watch) -> None:
    """Let SQLite look through the whole file."""
    watch.tell("Looking through the file")
    for (said,) in db.execute(f"PRAGMA integrity_check({MOST})"):
        for line in str(said).splitlines():
            if line == "ok" or line.startswith("*** in database"):
                continue
            repair: Repair = (
                "indexes"
                if _OF_AN_INDEX.search(line)
                else "search"
                if _OF_SEARCH.search(line)
                else ""
            )
            notes.add(Fault("file", f"SQLite says of the file: {line}.", repair))


def check_keys(db: sqlite3.Connection, notes: Notebook, watch: Watch) -> None:
    """Find rows that name rows which are not there."""
    watch.tell("Following what rows point to")
    for table, row, parent, _ in db.execute("PRAGMA foreign_key_check"):
        notes.add(
            Fault(
                "keys",
                f"Row {row} of the table {table} names a row of {parent} that is not there.",
                "orphans" if table in MADE_FROM_TEXTS else "",
                table=str(table),
                row=int(row or 0),
            )
        )


def check_collections(db: sqlite3.Connection, notes: Notebook, watch: Watch) -> None:
    """Find collections that no path leads to from the top: they stand inside one another."""
    watch.tell("Looking at the collections")
    for row in db.execute(
        "WITH RECURSIVE reached(id) AS (SELECT id FROM collection WHERE parent_id IS NULL UNION"
        " SELECT collection.id FROM collection JOIN reached ON parent_id = reached.id)"
        " SELECT id, name FROM collection WHERE id NOT IN (SELECT id FROM reached)"
        " AND (parent_id IN (SELECT id FROM collection)) ORDER BY id"
    ):
        notes.add(
            Fault(
                "keys",
                f"The collection “{row['name']}” stands inside itself, so that it shows nowhere.",
                "collections",
                table="collection",
                row=row["id"],
            )
        )


def check_search(db: sqlite3.Connection, notes: Notebook, watch: Watch, *, may_write: bool) -> None:
    """Compare each search index with what it indexes."""
    names = search_indexes(db)
    if not may_write:
        notes.notices.append(NO_COPY)
        return
    for number, name in enumerate(names):
        watch.tell("Comparing the search indexes with the texts", number, len(names))
        try:
            # 1: with the rows that it is about, too
            db.execute(f"INSERT INTO {name}({name}, rank) VALUES ('integrity-check', 1)")
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_CORRUPT:
                raise
            notes.add(
                Fault(
                    "search",
                    f"The search index {name} does not agree with what it indexes, so that "
                    "something may not be found.",
                    "search",
                    table=name,
                )
            )


def search_indexes(db: sqlite3.Connection) -> list[str]:
    """Give the full-text indexes of a library, whatever its schema."""
    rows = db.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL TABLE%'"
        " AND sql LIKE '%USING fts5(%' ORDER BY rowid"
    )
    return [str(name) for (name,) in rows]
