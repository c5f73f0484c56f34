"""What can go wrong, in words for the reader.

Two families: `PostilError` is what the world did, and its text is shown as it stands: what
happened, to which thing, what can be done. `Bug` is what we did wrong.
"""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

OS_CODES = {  # what SQLite would have said
    errno.EACCES: sqlite3.SQLITE_READONLY,
    errno.EPERM: sqlite3.SQLITE_READONLY,
    errno.EROFS: sqlite3.SQLITE_READONLY,
    errno.ENOSPC: sqlite3.SQLITE_FULL,
    errno.EDQUOT: sqlite3.SQLITE_FULL,
    errno.ENOENT: sqlite3.SQLITE_CANTOPEN,
    errno.ENOTDIR: sqlite3.SQLITE_CANTOPEN,
    errno.EEXIST: sqlite3.SQLITE_CANTOPEN,
    errno.ENAMETOOLONG: sqlite3.SQLITE_CANTOPEN,
}


class PostilError(Exception):
    """Something that the reader can understand and act on; `str()` is the sentence to show."""


class LibraryError(PostilError):
    """The library file cannot be opened or written."""


class LibraryBusy(LibraryError):
    """Another program is writing and did not finish in time."""


class LibraryTooNew(LibraryError):
    """A newer Postil made this file."""


class LibraryForeign(LibraryError):
    """The file is not a Postil library."""


class LibraryDamaged(LibraryError):
    """SQLite finds the file malformed."""


class SearchIndexDamaged(LibraryDamaged):
    """Only what full-text search uses is malformed; `Library.rebuild_search` makes it anew."""


class LibraryReadOnly(LibraryError):
    """The file or its folder cannot be written to."""


class DiskFull(LibraryError):
    """There is no room for what was to be saved."""


class ImportFailed(PostilError):
    """A file or text could not become an article."""


class FetchFailed(PostilError):
    """What was to come over the network did not; `status` is what the server answered, or 0."""

    def __init__(self, sentence: str, status: int = 0) -> None:
        super().__init__(sentence)
        self.status = status


class LocalAddress(FetchFailed):
    """An address of this machine or its local network, which is fetched only on request.

    `fact` says so, without what can be done about it, which depends on where it is said. `host` is
    the one that is at home, which another may have led to.
    """

    def __init__(self, fact: str, host: str) -> None:
        super().__init__(f"{fact} Open it only if you know what is there.")
        self.fact = fact
        self.host = host


class Offline(FetchFailed):
    """This machine is not connected; it says nothing of the address."""


class IsFeed(FetchFailed):
    """There is a feed where an article was asked for."""


class ExportFailed(PostilError):
    """An export could not be written or read back."""


class FinderUnavailable(PostilError):
    """The engine that was chosen for finding names cannot be used."""


class NotFound(PostilError):
    """What was asked for is not in the library."""


class Refused(PostilError):
    """What was asked for cannot be: a name that is taken, a folder inside itself."""


class Cancelled(PostilError):
    """The reader stopped it."""


class Bug(Exception):
    """A mistake of ours: goes to the report window, never to a message bar."""


def explained(
    error: sqlite3.Error | OSError, path: Path, *, thing: str = "the library"
) -> Exception:
    """Turn what SQLite or the file system says of a library into a sentence, or into a Bug."""
    if isinstance(error, OSError):
        code = OS_CODES.get(error.errno or 0, sqlite3.SQLITE_IOERR)
    else:
        extended = getattr(error, "sqlite_errorcode", 0)
        if extended == sqlite3.SQLITE_CORRUPT_VTAB:
            return SearchIndexDamaged(
                f"The search index of the library {path} is damaged; the articles and notes "
                "are not. Nothing was changed. Copies are in the folder "
                f"“{path.stem} backups” beside it."
            )
        code = extended & 0xFF
    where = f"{thing} {path}"
    if code == sqlite3.SQLITE_INTERRUPT:
        return Cancelled("This was stopped.")
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return LibraryBusy(
            f"Another program is writing to {where}, so nothing was saved just now. "
            "Try again in a moment."
        )
    if code == sqlite3.SQLITE_FULL:
        return DiskFull(
            f"There is no room left on the disk for {where}, so this was not saved. "
            "Free some space and do it again."
        )
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return LibraryReadOnly(
            f"Postil may not write to {where}. Nothing was changed. Make the file and its folder "
            "writable, or choose another library."
        )
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return LibraryDamaged(
            f"Part of {where} is damaged. Nothing was changed. Copies are in the folder "
            f"“{path.stem} backups” beside it; “Library care” in the File menu and “postil verify” "
            "say what can be done."
        )
    if code == sqlite3.SQLITE_IOERR:
        return LibraryError(
            f"The disk did not answer properly while using {where}. This was not saved. "
            "Check the disk and try again."
        )
    return Bug(f"{type(error).__name__}: {error}")
