"""The copies of a library in the folder beside it: when each was made, and what is in it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from storage.backup import back_up
from storage.care.looking import reader_of
from storage.migrations import APPLICATION_ID
from storage.paths import backup_folder

ANNOTATIONS = (  # of articles on the shelf, as "All annotations" lists them
    "SELECT count(*) FROM annotation JOIN article ON article.id = article_id"
    " WHERE deleted_at IS NULL"
)
DATED = "%Y-%m-%d %H%M%S"  # in the names of copies that no rotation removes


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of a library; `articles` on the shelf and `annotations` are None if unreadable."""

    path: Path
    made_at: datetime
    size: int
    schema: int = 0
    articles: int | None = None
    annotations: int | None = None

    @property
    def is_readable(self) -> bool:
        """Whether it can be opened and counted."""
        return self.articles is not None


def copies(library: Path) -> list[Copy]:
    """Give all copies in the folder beside a library, newest first, damaged ones too."""
    files = [file for file in backup_folder(library).glob("*.postil") if file.is_file()]
    return sorted(map(copy_at, files), key=lambda copy: copy.made_at, reverse=True)


def newest_good(library: Path) -> Copy | None:
    """Give the newest copy that can be read; None if there is none."""
    return next((copy for copy in copies(library) if copy.is_readable), None)


def copy_at(path: Path) -> Copy:
    """Look into a copy without leaving a trace. Raises: OSError."""
    status = path.stat()
    made = datetime.fromtimestamp(status.st_mtime, UTC)
    try:
        with unlocked(path) as db:
            if db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                return Copy(path, made, status.st_size)
            schema = db.execute("PRAGMA user_version").fetchone()[0]
            shelf = "SELECT count(*) FROM article WHERE deleted_at IS NULL"
            articles = db.execute(shelf).fetchone()[0]
            annotations = db.execute(ANNOTATIONS).fetchone()[0]
    except sqlite3.Error:
        return Copy(path, made, status.st_size)
    return Copy(path, made, status.st_size, schema, articles, annotations)


def inside(library: Path) -> tuple[int, int] | None:
    """Count articles on the shelf and annotations of a library that may be open; None if unread."""
    try:
        with closing(reader_of(library)) as db:
            shelf = "SELECT count(*) FROM article WHERE deleted_at IS NULL"
            articles = db.execute(shelf).fetchone()[0]
            return articles, db.execute(ANNOTATIONS).fetchone()[0]
    except sqlite3.Error:
        return None


def back_up_now(library: Path, now: datetime) -> Copy:
    """Make a copy in the folder beside a library, which no rotation removes.

    Raises: LibraryError.
    """
    return copy_at(back_up(library, named(library, "by hand", now)))


def named(library: Path, occasion: str, now: datetime) -> Path:
    """Give where a copy made on an occasion goes; a name that is not taken yet."""
    stamp = now.astimezone(UTC).strftime(DATED)
    target = backup_folder(library) / f"{library.stem} {occasion} {stamp}.postil"
    number = 2
    while target.exists():
        target = target.with_name(f"{library.stem} {occasion} {stamp} {number}.postil")
        number += 1
    return target


@contextmanager
def unlocked(path: Path) -> Iterator[sqlite3.Connection]:
    """Read a file that nobody writes to, such as a copy, leaving no file beside it."""
    address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(address, uri=True)) as db:
        yield db
