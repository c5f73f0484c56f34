"""A library's whole content exchanged for another, in one piece, whoever has it open.

SQLite writes the pages of the new content into the file as one transaction: a kill in the middle
leaves the old content, and windows on the file see the new one as if another window had written
it. A file put in its place by name would do neither: who had the old one open would go on writing
to a file that is no longer there.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from time import monotonic

from storage.care.copies import named
from storage.care.looking import Watch
from storage.connecting import connect, use_wal
from storage.errors import LibraryBusy, explained
from storage.journal import FORGOTTEN, Kind
from storage.store import to_iso

PATIENCE_S = 10.0  # for others who write
PAGES = 2_000  # written between two looks at whether to stop
SIDE_FILES = ("-wal", "-shm", "-journal")


def newest_step(library: Path) -> int:
    """Give the number of the newest step of a library's history. Raises: LibraryError."""
    try:
        with closing(connect(library, mode="ro", timeout_s=PATIENCE_S)) as db:
            return _newest(db)
    except sqlite3.Error as error:
        raise explained(error, library) from error


def write_into(
    library: Path, content: Path, label: str, now: datetime, watch: Watch, *, known: int
) -> None:
    """Give a sound library the content of another file of the same schema.

    The steps of its history stay those of the content; every window reads all anew. `known` is the
    newest step of what is kept elsewhere: with a later one in the library nothing is written.
    Raises: LibraryError, and nothing has changed; Cancelled likewise.
    """
    watch.tell("Writing the library")
    patience = monotonic() + PATIENCE_S

    def told(status: int, remaining: int, total: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            if monotonic() > patience:
                raise LibraryBusy(
                    f"Another program is writing to the library {library}. Nothing was changed. "
                    "Try again in a moment."
                )
        elif remaining:  # the last step is the commit: too late to stop
            if _newest(reader) != known:  # nobody can write any more, but somebody has
                raise LibraryBusy(
                    f"Something was written to the library {library} meanwhile. Nothing was "
                    "changed. Try again."
                )
            watch.tell("Writing the library", total - remaining, total)

    try:
        with (
            closing(connect(library, timeout_s=PATIENCE_S)) as target,
            closing(connect(library, mode="ro", timeout_s=PATIENCE_S)) as reader,
        ):
            target.execute("PRAGMA synchronous = FULL")
            _tell_everyone(content, known, label, now)
            with closing(sqlite3.connect(content)) as source:
                size = source.execute("PRAGMA page_count").fetchone()[0]
                steps = max(1, min(PAGES, size // 2))  # two at least, so that it can be left
                source.backup(target, pages=steps, progress=told, sleep=0.05)
            use_wal(target, timeout_s=PATIENCE_S)
            reader.close()
            target.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except (sqlite3.Error, OSError) as error:
        raise explained(error, library) from error


def put_in_place(library: Path, content: Path, now: datetime) -> Path:
    """Let a file take the place of a damaged library, which is kept with its WAL; gives where.

    Only while nobody has the library open. A kill leaves the damaged library, or the new one.
    Raises: LibraryError.
    """
    kept = named(library, "damaged", now)
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        for end in ("", *SIDE_FILES):
            beside = library.with_name(library.name + end)
            if beside.exists():
                shutil.copyfile(beside, kept.with_name(kept.name + end))
        _sync(kept.parent, *kept.parent.glob(f"{kept.name}*"), content)
        for end in SIDE_FILES:  # before: SQLite would take them for those of the new file
            library.with_name(library.name + end).unlink(missing_ok=True)
        content.replace(library)
        _sync(library.parent)
    except OSError as error:
        raise explained(error, library) from error
    return kept


def _tell_everyone(content: Path, newest: int, label: str, now: datetime) -> None:
    """Add the step that has every window read all anew, later than any that they have seen."""
    kind: Kind = "do"
    with closing(sqlite3.connect(content, isolation_level=None)) as db:
        own = _newest(db)
        db.execute(
            "INSERT INTO journal (seq, at, kind, state, label, changes)"
            " VALUES (?, ?, ?, 'dropped', ?, ?)",
            (max(own, newest) + 1, to_iso(now), kind, label, FORGOTTEN),
        )
        db.execute("PRAGMA journal_mode = DELETE")


def _newest(db: sqlite3.Connection) -> int:
    return int(db.execute("SELECT max(seq) FROM journal").fetchone()[0] or 0)


def _sync(*paths: Path) -> None:
    """Have files, and on POSIX the names in folders, on the disk."""
    for path in paths:
        if path.is_dir() and os.name == "nt":
            continue
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
