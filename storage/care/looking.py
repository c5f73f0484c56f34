"""A library looked at without changing it: a private copy of it, progress, and a way to stop."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from storage.connecting import connect, held_off
from storage.errors import Cancelled, LibraryError, explained

Progress = Callable[[str, int, int], None]  # what is done, how far, of how much; 0: unknown
ShouldStop = Callable[[], bool]

PATIENCE_S = 10.0
ROOM = 1.05  # of the library's size, that has to be free where its copy goes
PAGES = 2_000  # copied between two looks at whether to stop
INSTRUCTIONS = 200_000  # of SQLite between two such looks: about 5 ms
SIDE_FILES = ("-wal", "-journal")


class Watch:
    """How far something is, told to whoever asked, who may stop it."""

    def __init__(self, progress: Progress | None = None, should_stop: ShouldStop | None = None):
        """Tell `progress`, ask `should_stop`."""
        self._progress = progress
        self._should_stop = should_stop

    def tell(self, what: str, done: int = 0, total: int = 0) -> None:
        """Say what is being done. Raises: Cancelled."""
        if self.is_stopped():
            raise Cancelled("It was stopped; nothing was changed.")
        if self._progress is not None:
            self._progress(what, done, total)

    def is_stopped(self) -> bool:
        """Say whether to stop."""
        return self._should_stop is not None and self._should_stop()

    def over(self, db: sqlite3.Connection) -> None:
        """Let long statements of a connection be stopped too, with sqlite3.OperationalError."""
        db.set_progress_handler(self.is_stopped, INSTRUCTIONS)


@contextmanager
def looked_at(path: Path, watch: Watch) -> Iterator[tuple[sqlite3.Connection, bool]]:
    """Give a connection on a library as it is at this moment, and whether it may be written to.

    Usually that is a copy, page by page, of which nobody knows: others are not kept waiting, and
    SQLite's own check of an index, which is a write, is possible. Without room for one, and where
    the file cannot be copied, it is the library itself, read only.
    Raises: LibraryError; Cancelled.
    """
    if not path.is_file():
        raise LibraryError(f"There is no library at {path}.")
    with tempfile.TemporaryDirectory(prefix="postil-check-", dir=_folder_with_room(path)) as place:
        copy = Path(place) / "library.postil" if _has_room(Path(place), path) else None
        if copy is not None:
            copy = _copied(path, copy, watch)
        try:
            with closing(_opened(copy or path, is_own=copy is not None)) as db:
                watch.over(db)
                yield db, copy is not None
        except sqlite3.Error as error:
            if watch.is_stopped():
                raise Cancelled("It was stopped; nothing was changed.") from error
            raise explained(error, path) from error


def size_of(path: Path) -> int:
    """Give the bytes that a library takes, with what is beside it while it is in use."""
    beside = [path.with_name(path.name + end) for end in ("", *SIDE_FILES)]
    return sum(file.stat().st_size for file in beside if file.exists())


def _opened(path: Path, *, is_own: bool) -> sqlite3.Connection:
    db = connect(path, timeout_s=PATIENCE_S) if is_own else reader_of(path)
    db.row_factory = sqlite3.Row
    db.text_factory = as_text  # a flipped bit may leave no letter: seen, not stumbled over
    if is_own:
        db.execute("PRAGMA synchronous = OFF")
        db.execute("PRAGMA journal_mode = MEMORY")
        if os.name == "posix":  # so that it goes with this process, however that ends
            path.unlink()
    return db


def reader_of(path: Path) -> sqlite3.Connection:
    """Open a library for reading, also where nothing can be written beside it.

    Raises: sqlite3.Error if it cannot be read at all.
    """
    db: sqlite3.Connection = connect(path, mode="ro", timeout_s=PATIENCE_S)
    try:
        db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError as error:
        db.close()
        if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
            raise
        if any(path.with_name(path.name + end).exists() for end in SIDE_FILES):
            raise
        with held_off(path) as is_open_here:  # no locks: see `connecting`
            if is_open_here:
                raise
            address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
            db = sqlite3.connect(address, uri=True, isolation_level=None)
    except sqlite3.DatabaseError:
        db.close()
        raise
    return db


def as_text(raw: bytes) -> str:
    """Read the bytes of a text, damaged ones too, as a connection's `text_factory`."""
    return raw.decode("utf-8", "replace")


def _copied(path: Path, copy: Path, watch: Watch) -> Path | None:
    """Copy a library page by page; None where the file does not let itself be read like that."""

    def told(_status: int, remaining: int, total: int) -> None:
        watch.tell("Reading the library", total - remaining, total)

    try:
        with (
            closing(reader_of(path)) as source,
            closing(sqlite3.connect(copy)) as target,
        ):
            source.execute("BEGIN")  # as of one moment, however long it takes
            source.execute("SELECT count(*) FROM sqlite_master").fetchone()
            source.backup(target, pages=PAGES, progress=told)
            with suppress(sqlite3.Error):
                target.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_CANTOPEN):
            raise explained(error, path) from error
        return None
    except sqlite3.DatabaseError:
        return None
    return copy


def _folder_with_room(path: Path) -> Path | None:
    """Give the folder for a copy: the system's for temporary files, or else the library's own."""
    if _has_room(Path(tempfile.gettempdir()), path):
        return None
    with suppress(OSError), tempfile.TemporaryDirectory(dir=path.parent):
        return path.parent
    return None


def _has_room(folder: Path, path: Path) -> bool:
    return shutil.disk_usage(folder).free > ROOM * size_of(path)
