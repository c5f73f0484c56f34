"""Reading a file's bytes, for what may be no file at all or grow while it is read."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

from storage.errors import ImportFailed
from storage.importers.sources import MAX_BYTES, Source
from storage.text.canonical import canonical

_UNDECODED = re.compile("[\ud800-\udfff]")  # how Python keeps a name that is not UTF-8


def source_in(path: Path) -> Source:
    """Give a file as a source; a folder, a pipe or what is too large is refused unread.

    Raises: ImportFailed.
    """
    name = shown(path.name) or shown(str(path))
    return Source(_bytes_of(path, name), name, canonical(shown(path.stem)), path)


def shown(name: str) -> str:
    """Give a file's name as it can be shown and stored, whatever bytes it is made of."""
    return _UNDECODED.sub("\ufffd", name)


def _bytes_of(path: Path, name: str) -> bytes:
    """Read a regular file; anything else is refused before it could keep us waiting."""
    try:
        _check(path.stat(), name)
        # A named pipe that took the file's place since then must not block the opening either.
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(path, flags), "rb") as file:
            _check(os.fstat(file.fileno()), name)
            data = file.read(MAX_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise ImportFailed(
            f"There is no file at {shown(str(path))}. It may have been moved, renamed or mistyped."
        ) from error
    except PermissionError as error:
        raise ImportFailed(
            f"{name} may not be read by you. Change its permissions, or copy it to a folder of "
            "your own and open the copy."
        ) from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = getattr(error, "strerror", None) or "the name is not one that a file can have"
        raise ImportFailed(
            f"{name} could not be read: {reason}. Copy it to another folder and open the copy."
        ) from error
    if len(data) > MAX_BYTES:
        raise ImportFailed(_too_large(name, f"more than {MAX_BYTES // 1_000_000} MB"))
    return data


def _check(status: os.stat_result, name: str) -> None:
    """Refuse what is no ordinary file or too large. Raises: ImportFailed."""
    if stat.S_ISDIR(status.st_mode):
        raise ImportFailed(f"{name} is a folder. Open the files inside it.")
    if not stat.S_ISREG(status.st_mode):
        raise ImportFailed(
            f"{name} is a device or a pipe, not a file. Save what it gives to a file and open that."
        )
    if status.st_size > MAX_BYTES:
        raise ImportFailed(_too_large(name, f"{status.st_size / 1_000_000:,.0f} MB"))


def _too_large(name: str, size: str) -> str:
    return (
        f"{name} has {size}; Postil reads files of up to {MAX_BYTES // 1_000_000} MB. "
        "Split it into parts and open them one by one."
    )
