"""One table of a damaged library, read row by row into the same table of a new one."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from storage.care.survivors import batches, is_interrupted
from storage.migrations import SCHEMA

# Parents first. What is found again or made again is left out: runs of finders, and the history,
# since undo would speak of rows that are not there any more.
LEFT_OUT = ("finding", "journal", "word")
TABLES = (
    *("article", "article_text", "picture", "block", "mark", "original", "text_picture", "page"),
    *("annotation", "placement", "tag", "annotation_tag", "article_tag", "color_name", "review"),
    *("collection", "collection_article", "saved_search", "visit", "article_apart"),
    *("entity", "entity_alias", "killed_name", "entity_apart", "mention", "quote"),
    *("feed", "feed_entry"),
)


@dataclass(frozen=True, slots=True)
class Salvaged:
    """How many rows came along, by table, and in sentences what did not."""

    rows: defaultdict[str, int]
    missing: list[str]


def copy_table(
    old: sqlite3.Connection, new: sqlite3.Connection, table: str, salvaged: Salvaged
) -> None:
    """Copy the rows that can be read, with the columns that both have."""
    there, here = _columns(old, table), _columns(new, table)
    columns = [name for name in here if name in there]
    if not columns:
        if here and not _is_older(old):
            salvaged.missing.append(f"The table {table} cannot be found.")
        return
    names = ", ".join(f'"{name}"' for name in columns)
    lost = 0

    def cannot_read(first: int, last: int) -> None:
        nonlocal lost
        lost += last - first + 1

    if columns[0] == "id":
        found = batches(old, table, names, cannot_read)
    else:
        parent = "article" if "article_id" in columns else "article_text"
        found = _by_parent(old, new, table, parent, names, cannot_read)
    for rows in found:
        for row in rows:
            is_in = _insert(new, table, dict(zip(columns, row, strict=True)), here)
            salvaged.rows[table] += is_in
            lost += not is_in
    if lost:
        salvaged.missing.append(f"Up to {lost:,} rows of {table} cannot be read.")


def _insert(
    new: sqlite3.Connection, table: str, row: dict[str, object], has_usual: dict[str, bool]
) -> bool:
    """Write a row; where a value is one that no row may have, with the usual one in its place."""
    for column in (None, *(name for name in row if has_usual[name])):
        values = {name: value for name, value in row.items() if name != column}
        names, marks = ", ".join(f'"{name}"' for name in values), ", ".join("?" * len(values))
        sql = f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({marks})"
        try:
            if new.execute(sql, tuple(values.values())).rowcount:
                return True
        except sqlite3.IntegrityError:
            continue
    return False


def _by_parent(
    old: sqlite3.Connection,
    new: sqlite3.Connection,
    table: str,
    parent: str,
    names: str,
    cannot_read: Callable[[int, int], None],
) -> Iterator[list[sqlite3.Row]]:
    """Give the rows of a table without ids, for each article or text that is there."""
    column = "article_id" if parent == "article" else "text_id"
    sql = f"SELECT {names} FROM {table} WHERE {column} = ?"
    for (id_,) in new.execute(f"SELECT id FROM {parent} ORDER BY id").fetchall():
        try:
            rows = old.execute(sql, (id_,)).fetchall()
        except sqlite3.DatabaseError as error:
            if is_interrupted(error):
                raise
            cannot_read(id_, id_)
            continue
        yield rows


def _is_older(db: sqlite3.Connection) -> bool:
    """Say whether a library is of an older schema, which did not have all tables."""
    return 0 < int(db.execute("PRAGMA user_version").fetchone()[0]) < SCHEMA


def _columns(db: sqlite3.Connection, table: str) -> dict[str, bool]:
    """Give the columns of a table, and whether there is a usual value for each."""
    try:
        return {row[1]: row[4] is not None for row in db.execute(f"PRAGMA table_info({table})")}
    except sqlite3.DatabaseError:
        return {}
