"""Rows read one after the other, also from a damaged file: what cannot be read is stepped over."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator

AT_ONCE = 200  # rows
MOST_STEPS = 200_000  # ids that are stepped over before a table counts as unreadable from there


def batches(
    db: sqlite3.Connection,
    table: str,
    columns: str,
    cannot_read: Callable[[int, int], None],
    *,
    at_once: int = AT_ONCE,
) -> Iterator[list[sqlite3.Row]]:
    """Give all rows of a table that can be read, by id; `columns` begin with it.

    `cannot_read` hears of each run of ids that cannot be, first and last; some may not exist.
    Memory holds one batch. Raises: sqlite3.OperationalError when it is interrupted.
    """
    sql = f"SELECT {columns} FROM {table} WHERE id > ? ORDER BY id LIMIT ?"
    last, wanted = _before_first(db, table), at_once
    while True:
        try:
            rows = db.execute(sql, (last, wanted)).fetchall()
        except sqlite3.DatabaseError as error:
            _raise_if_interrupted(error)
            if wanted > 1:
                wanted = 1
                continue
            after = _first_readable_after(db, table, sql, last)
            cannot_read(last + 1, (after or last + 2) - 1)
            if after is None:
                return
            last = after - 1
            continue
        if rows:
            yield rows
            last = rows[-1][0]
        if len(rows) < wanted:
            return
        wanted = min(at_once, wanted * 2)


def is_interrupted(error: sqlite3.Error) -> bool:
    """Say whether a statement ended because it was to stop."""
    return getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_INTERRUPT


def _first_readable_after(db: sqlite3.Connection, table: str, sql: str, last: int) -> int | None:
    """Give the next id of a row that can be read; None if there is none."""
    top = _last(db, table)
    for step in range(1, MOST_STEPS):
        if top is not None and last + step >= top:
            return None
        try:
            row = db.execute(sql, (last + step, 1)).fetchone()
        except sqlite3.DatabaseError as error:
            _raise_if_interrupted(error)
            continue
        return int(row[0]) if row is not None else None
    return None


def _before_first(db: sqlite3.Connection, table: str) -> int:
    try:
        row = db.execute(f"SELECT min(id) FROM {table}").fetchone()
    except sqlite3.DatabaseError as error:
        _raise_if_interrupted(error)
        return 0
    return int(row[0]) - 1 if row[0] is not None else 0


def _last(db: sqlite3.Connection, table: str) -> int | None:
    try:
        row = db.execute(f"SELECT max(id) FROM {table}").fetchone()
    except sqlite3.DatabaseError as error:
        _raise_if_interrupted(error)
        return None
    return int(row[0]) if row[0] is not None else None


def _raise_if_interrupted(error: sqlite3.DatabaseError) -> None:
    if is_interrupted(error):
        raise error
