"""What indexing needs of a library in a transaction."""

from __future__ import annotations

import sqlite3
from typing import Protocol

Value = str | int | float | bytes | None


class Writing(Protocol):
    """Reads and writes a library; a `Store` is one."""

    def query(self, sql: str, parameters: tuple[Value, ...] = ()) -> list[sqlite3.Row]:
        """Give all rows of a question."""
        ...

    def execute_unrecorded(self, sql: str, *parameters: Value) -> sqlite3.Cursor:
        """Write something."""
        ...

    def execute_many_unrecorded(self, sql: str, rows: list[tuple[Value, ...]]) -> None:
        """Write many rows."""
        ...


class Direct:
    """A connection that is no store, as while a library is brought up to date."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Work on a connection in a transaction."""
        self._connection = connection

    def query(self, sql: str, parameters: tuple[Value, ...] = ()) -> list[sqlite3.Row]:
        """Give all rows of a question, with columns by name."""
        cursor = self._connection.cursor()
        cursor.row_factory = sqlite3.Row
        return cursor.execute(sql, parameters).fetchall()

    def execute_unrecorded(self, sql: str, *parameters: Value) -> sqlite3.Cursor:
        """Write something."""
        return self._connection.execute(sql, parameters)

    def execute_many_unrecorded(self, sql: str, rows: list[tuple[Value, ...]]) -> None:
        """Write many rows."""
        self._connection.executemany(sql, rows)
