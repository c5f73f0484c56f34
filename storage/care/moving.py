"""A library moved to another folder: copied, checked there, and only then left."""

from __future__ import annotations

import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from storage.care.compacting import megabytes
from storage.care.looking import Progress, ShouldStop, Watch, size_of
from storage.care.replacing import SIDE_FILES
from storage.connecting import connect, use_wal
from storage.errors import DiskFull, LibraryBusy, LibraryDamaged, LibraryError, explained
from storage.paths import default_library, note_moved_library

PATIENCE_S = 3.0  # for windows that are just closing
PAGES = 2_000  # copied between two looks at whether to stop
ROOM = 1.05  # of the size of the library, that has to be free
NETWORK = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "sshfs", "fuse.sshfs", "davfs", "afs", "ncpfs"}


@dataclass(frozen=True, slots=True)
class Moved:
    """Where the library is now, and where it was; the old file is still there."""

    path: Path
    old: Path
    is_usual: bool  # whether it opens when no library is named

    def sentence(self) -> str:
        """Say it."""
        return f"The library is in {self.path.parent} now."


def refuse(library: Path, folder: Path) -> None:
    """Refuse a folder into which a library cannot move. Raises: LibraryError with the reason."""
    target = folder / library.name
    if not folder.is_dir():
        raise LibraryError(f"There is no folder {folder}.")
    if target.exists():
        raise LibraryError(f"There is a file {target} already. Choose another folder.")
    if (kind := _file_system(folder)) in NETWORK:
        raise LibraryError(
            f"{folder} is on another computer ({kind}). A library needs a disk of this one: "
            "SQLite cannot keep it whole over a network."
        )
    size = size_of(library)
    if shutil.disk_usage(folder).free < ROOM * size:
        raise DiskFull(
            f"There is not enough room in {folder}: the library takes {megabytes(size)}."
        )
    _try_out(folder)


def move(
    library: Path,
    folder: Path,
    progress: Progress | None = None,
    should_stop: ShouldStop | None = None,
) -> Moved:
    """Copy a library into a folder, check it, and let it be the one that opens from now on.

    Only while nobody has it open, since others would go on writing to the old file, which stays
    where it is. Raises: LibraryError, Cancelled; nothing has changed then.
    """
    watch = Watch(progress, should_stop)
    refuse(library, folder)
    target = folder / library.name
    partial = target.with_name(target.name + ".part")
    is_usual = library.absolute() == default_library().absolute()

    def told(_status: int, remaining: int, total: int) -> None:
        watch.tell("Copying the library", total - remaining, total)

    try:
        with _alone_with(library) as source:
            with closing(sqlite3.connect(partial, isolation_level=None)) as copy:
                source.backup(copy, pages=PAGES, progress=told)
                watch.tell("Checking the copy")
                watch.over(copy)
                verdict = copy.execute("PRAGMA quick_check(1)").fetchone()[0]
            if verdict != "ok":
                raise LibraryDamaged(
                    f"The library {library} is damaged ({verdict}), so it was not moved. Check it."
                )
            partial.replace(target)
            if is_usual:
                note_moved_library(target)
    except sqlite3.OperationalError as error:
        if watch.is_stopped():
            watch.tell("")
        raise explained(error, target) from error
    except (sqlite3.Error, OSError) as error:
        raise explained(error, target) from error
    finally:
        for end in ("", *SIDE_FILES):
            partial.with_name(partial.name + end).unlink(missing_ok=True)
    return Moved(target, library, is_usual)


@contextmanager
def _alone_with(library: Path) -> Iterator[sqlite3.Connection]:
    """Keep everybody else out of a library. Raises: LibraryBusy."""
    with closing(connect(library, timeout_s=PATIENCE_S)) as db:
        try:
            use_wal(db, timeout_s=PATIENCE_S)
            db.execute("PRAGMA journal_mode = DELETE")  # only who is alone with it may
            db.execute("PRAGMA locking_mode = EXCLUSIVE")
            db.execute("BEGIN EXCLUSIVE")  # SQLite copies from no open transaction, so the lock is
            db.execute("COMMIT")  # kept by the mode
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            raise LibraryBusy(
                f"Another window or program has the library {library} open. Close it, then move "
                "the library."
            ) from error
        try:
            yield db
        finally:
            db.execute("PRAGMA locking_mode = NORMAL")
            db.execute("PRAGMA journal_mode = WAL")


def _try_out(folder: Path) -> None:
    """Keep a small library there for a moment, as two programs would."""
    try:
        with tempfile.TemporaryDirectory(prefix=".postil-trial-", dir=folder) as place:
            path = Path(place) / "trial.postil"
            with (
                closing(sqlite3.connect(path, isolation_level=None)) as one,
                closing(sqlite3.connect(path, isolation_level=None)) as other,
            ):
                mode = one.execute("PRAGMA journal_mode = WAL").fetchone()[0]
                one.execute("CREATE TABLE trial (id INTEGER PRIMARY KEY)")
                one.execute("INSERT INTO trial VALUES (1)")
                found = other.execute("SELECT count(*) FROM trial").fetchone()[0]
    except (sqlite3.Error, OSError) as error:
        raise LibraryError(
            f"A library cannot be kept in {folder}: {error}. Choose another folder."
        ) from error
    if mode != "wal" or found != 1:
        raise LibraryError(
            f"A library cannot be kept in {folder}: its disk does not work as SQLite needs it."
        )


def _file_system(folder: Path) -> str:
    """Name the file system that a folder is on, where Linux says it; '' elsewhere."""
    if sys.platform != "linux":
        return ""
    real, best, kind = str(folder.resolve()), "", ""
    try:
        lines = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    for line in lines:
        _, place, named, *_ = line.split(" ")
        place = place.replace("\\040", " ")
        is_above = real == place or real.startswith(place.rstrip("/") + "/")
        if is_above and len(place) >= len(best):
            best, kind = place, named
    return kind
