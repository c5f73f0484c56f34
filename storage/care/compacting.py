"""A library made as small as it can be: gaps that were left in the file go, indexes are merged.

SQLite's own VACUUM does it, in place and as one transaction: windows may have the library open, a
kill in the middle leaves it as it was, and application id, schema and WAL stay. A file made beside
it (VACUUM INTO) would have to take its place, which nobody may do who is not alone with it.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from storage.care.looking import Progress, ShouldStop, Watch, size_of
from storage.care.structure_checks import search_indexes
from storage.connecting import connect, use_wal
from storage.errors import Cancelled, DiskFull, explained
from storage.library import Library

PATIENCE_S = 10.0


@dataclass(frozen=True, slots=True)
class Compacted:
    """How many bytes a library took before and takes after."""

    before: int
    after: int

    def sentence(self) -> str:
        """Say it."""
        if self.after >= self.before:
            return f"The library was as small as it can be: {megabytes(self.after)}."
        return f"The library takes {megabytes(self.after)} now, and took {megabytes(self.before)}."


def compact(
    path: Path, progress: Progress | None = None, should_stop: ShouldStop | None = None
) -> Compacted:
    """Make a library smaller; others can read it meanwhile, what they write waits or is refused.

    Needs room on the disk for a second and a third time the library.
    Raises: LibraryError, Cancelled; the library is as it was then.
    """
    watch = Watch(progress, should_stop)
    Library.open(path, create=False).close()
    before = size_of(path)
    _require_room(path, before)
    try:
        with closing(connect(path, timeout_s=PATIENCE_S)) as db:
            use_wal(db, timeout_s=PATIENCE_S)
            watch.over(db)
            names = search_indexes(db)
            for number, name in enumerate(names):
                watch.tell("Merging the search indexes", number, len(names))
                db.execute(f"INSERT INTO {name}({name}) VALUES ('optimize')")
            watch.tell("Closing the gaps")
            db.execute("VACUUM")
            db.set_progress_handler(None, 0)
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.Error as error:
        if watch.is_stopped():
            raise Cancelled("It was stopped; the library is as it was.") from error
        raise explained(error, path) from error
    return Compacted(before, size_of(path))


def megabytes(size: int) -> str:
    """Write a number of bytes for people: "1.4 GB", "23 MB", "640 KB"."""
    for unit, name in ((10**9, "GB"), (10**6, "MB")):
        if size >= unit:
            number = size / unit
            return f"{number:.1f} {name}" if number < 10 else f"{number:,.0f} {name}"
    return f"{max(1, round(size / 1000)):,} KB"


def _require_room(path: Path, size: int) -> None:
    for folder in (path.parent, Path(tempfile.gettempdir())):
        if shutil.disk_usage(folder).free < size:
            raise DiskFull(
                f"Compacting needs {megabytes(size)} of free room in {folder} for a while. Free "
                "some space and do it again. Nothing was changed."
            )
