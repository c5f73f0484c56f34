"""Copies of a library: at start-up in rotation, before an upgrade, and on demand."""

from __future__ import annotations

import glob
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from storage.connecting import connect
from storage.errors import LibraryDamaged, LibraryError, explained
from storage.paths import backup_folder

KEEP = 7  # copies made at start-up
EVERY = timedelta(hours=20)  # so that one is made on each day of use
SIDE_FILES = ("-journal", "-wal", "-shm")  # what a copy that failed may leave
COPY_TIMEOUT_S = 5.0
STAMP = "%Y%m%d-%H%M%S"


def back_up(library: Path, target: Path, *, is_checked: bool = True) -> Path:
    """Copy a library to a file as it is at this moment, and give the file.

    Safe while others write. The target appears whole or not at all. A copy that does not pass
    SQLite's check is not kept, unless it is to be kept as it is. Raises: LibraryError.
    """
    if not library.is_file():
        raise LibraryError(f"There is no library at {library}.")
    if target.exists() and target.samefile(library):
        raise LibraryError(f"A copy of {library} needs another place than the library itself.")
    partial = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            _copy(library, partial, is_checked=is_checked)
            partial.replace(target)
        finally:
            for left in (partial, *(partial.with_name(partial.name + end) for end in SIDE_FILES)):
                left.unlink(missing_ok=True)
    except (sqlite3.Error, OSError) as error:
        raise explained(error, target, thing="the copy") from error
    return target


def copies_of(library: Path) -> list[Path]:
    """Give the copies made at start-up, newest first."""
    pattern = f"{glob.escape(library.stem)} [0-9]*-[0-9]*.postil"
    return sorted(backup_folder(library).glob(pattern), reverse=True)


def back_up_if_due(library: Path, now: datetime) -> Path | None:
    """Make the copy of the day and drop the oldest beyond `KEEP`; None if there is one already.

    Raises: LibraryError.
    """
    ages = (now - _made_at(library, copy) for copy in copies_of(library))
    if any(timedelta() <= age < EVERY for age in ages):  # one from the future is no copy of today
        return None
    made = back_up(library, backup_folder(library) / _name(library, now))
    for old in copies_of(library)[KEEP:]:
        old.unlink(missing_ok=True)
    return made


def back_up_before_upgrade(library: Path, schema: int) -> Path:
    """Keep the library as the older version left it; once for each schema, never rotated away."""
    target = backup_folder(library) / f"{library.stem} before upgrade from {schema}.postil"
    return target if target.exists() else back_up(library, target)


def _copy(library: Path, partial: Path, *, is_checked: bool) -> None:
    partial.unlink(missing_ok=True)
    with (
        closing(connect(library, mode="ro", timeout_s=COPY_TIMEOUT_S)) as source,
        closing(sqlite3.connect(partial.absolute())) as copy,
    ):
        try:
            source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.Error as error:
            raise explained(error, library) from error
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
        verdict = copy.execute("PRAGMA quick_check(1)").fetchone()[0] if is_checked else "ok"
    if verdict != "ok":
        raise LibraryDamaged(
            f"The library {library} is damaged, so no copy was made of it. "
            "The copies made before are untouched."
        )


def _name(library: Path, now: datetime) -> str:
    return f"{library.stem} {now.astimezone(UTC).strftime(STAMP)}.postil"


def _made_at(library: Path, copy: Path) -> datetime:
    text = copy.stem.removeprefix(library.stem).strip()
    try:
        return datetime.strptime(text, STAMP).replace(tzinfo=UTC)
    except ValueError:
        return datetime.fromtimestamp(0, UTC)
