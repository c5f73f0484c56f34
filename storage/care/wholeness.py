"""Whether a library file is whole: a quick look of SQLite's, which writes nothing.

Less than a check-up: it does not ask whether the texts are those that were read.
"""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

from storage.care.copies import Copy, copies, unlocked
from storage.care.looking import ShouldStop, Watch, reader_of
from storage.errors import Cancelled, explained

MOST = 50  # things that SQLite says; those of search, which can be made anew, come among them
_OF_NO_PAGE = re.compile(r"for FTS5 table|missing from index|entries in index|entry in index")
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def is_whole(library: Path, should_stop: ShouldStop | None = None) -> bool:
    """Say whether the file of a library is whole, also while it is open elsewhere.

    What is made from the texts, as the search indexes are, does not count. Raises: LibraryError if
    it cannot be told; Cancelled.
    """
    watch = Watch(None, should_stop)
    try:
        with closing(reader_of(library)) as db:
            watch.over(db)
            return _passes(db)
    except sqlite3.Error as error:
        if watch.is_stopped():
            raise Cancelled("It was stopped; nothing was changed.") from error
        if error.sqlite_errorcode & 0xFF in _DAMAGED:
            return False
        raise explained(error, library) from error


def newest_whole(library: Path) -> Copy | None:
    """Give the newest copy that is whole; None if there is none. It takes as long as reading it."""
    return next((copy for copy in copies(library) if copy.is_readable and _is_whole(copy)), None)


def _is_whole(copy: Copy) -> bool:
    try:
        with unlocked(copy.path) as db:
            return _passes(db)
    except sqlite3.Error:
        return False


def _passes(db: sqlite3.Connection) -> bool:
    said = (str(line) for (line,) in db.execute(f"PRAGMA quick_check({MOST})"))
    return all(line == "ok" or _OF_NO_PAGE.search(line) for line in said)
