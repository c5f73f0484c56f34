"""Connections to library files, and which files this process has open.

On POSIX, closing any descriptor of a file drops all locks that the process holds on it, SQLite's
among them (sqlite.org/howtocorrupt.html, 2.2): another program may then take the file for closed
and delete its WAL. SQLite minds that for its own connections, but not for those it is told to open
without locks. So a file that is open here is never opened by other means.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

CACHE_KIB = 8192  # so that the proof of a quotation in a 3 MB text need not read the file again

_guard = threading.Lock()
_open: Counter[str] = Counter()  # connections of this process by the file's real path


class Connection(sqlite3.Connection):
    """A connection whose file is known to be open here until it is closed."""

    _file = ""

    def hold(self, file: str) -> None:
        """Be the one that has noted this file as open."""
        self._file = file

    def close(self) -> None:
        """Close it."""
        super().close()
        file, self._file = self._file, ""
        if file:
            _release(file)


def connect(path: Path, *, mode: str = "rw", timeout_s: float) -> Connection:
    """Open a file in a mode of SQLite's ("ro", "rw", "rwc"). Raises: sqlite3.Error."""
    file = os.path.realpath(path)
    with _guard:
        _open[file] += 1
    try:
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={mode}",
            uri=True,
            timeout=timeout_s,
            isolation_level=None,
            check_same_thread=False,
            factory=Connection,
        )
    except BaseException:
        _release(file)
        raise
    connection.hold(file)
    return connection


@contextmanager
def held_off(path: Path) -> Iterator[bool]:
    """Keep this process from opening files, and say whether it has this one open already."""
    with _guard:
        yield _open[os.path.realpath(path)] > 0


def use_wal(connection: sqlite3.Connection, *, timeout_s: float) -> None:
    """Put a library in WAL mode, waiting for others: SQLite itself does not wait here."""
    give_up_at = time.monotonic() + timeout_s
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            if time.monotonic() > give_up_at:
                raise
            connection.execute("BEGIN IMMEDIATE")  # this waits its turn
            connection.execute("ROLLBACK")
        else:
            return


def connect_to_library(path: Path, *, read_only: bool, timeout_s: float) -> Connection:
    """Open a connection with the settings of a library in use. Raises: sqlite3.Error."""
    connection = connect(path, mode="ro" if read_only else "rw", timeout_s=timeout_s)
    with ExitStack() as on_failure:
        on_failure.callback(connection.close)
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        if not read_only:
            use_wal(connection, timeout_s=timeout_s)
            connection.execute("PRAGMA synchronous = FULL")
        on_failure.pop_all()
    return connection


def _release(file: str) -> None:
    with _guard:
        _open[file] -= 1
        if not _open[file]:
            del _open[file]
