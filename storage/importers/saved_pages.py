"""What browsers put into and beside a page that they save: its address, its pictures."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from storage.importers.html_parts import no_body
from storage.importers.sources import Source
from storage.text.addresses import is_web

LARGEST_PICTURE = 20_000_000  # bytes
LARGEST_SUM = 200_000_000  # of all pictures of a page
LONGEST_ADDRESS = 2_000  # characters
HEAD = 4_096  # characters of a page in which browsers say where it was saved from

# Chrome, Edge and Internet Explorer write the first, SingleFile the second.
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(https?://[^\s<>\"]+?)\s*-->")
_SINGLE_FILE = re.compile(r"<!--\s*Page saved with SingleFile\s*url:\s*(https?://[^\s<>\"]+)")


def saved_from(text: str) -> str:
    """Give the address that a page says it was saved from, "" if it says none."""
    for pattern in (_SAVED_FROM, _SINGLE_FILE):
        found = pattern.search(text[:HEAD])
        if found and is_web(found[1]):
            return found[1]
    return ""


def pictures_beside(source: Source) -> Callable[[str], bytes]:
    """Give the files that a page names, from its own folder and the folders in that only.

    What a name leads to elsewhere, be it by "..", by a drive or by a symbolic link, is not there.
    """
    if source.beside is not None:
        ask = source.beside
        return _within(lambda path: (ask(path) or b"")[: LARGEST_PICTURE + 1])
    if source.path is None:
        return no_body
    try:
        folder = source.path.absolute().parent.resolve()
    except (OSError, RuntimeError):
        return no_body
    return _within(lambda path: _file_in(folder, path))


def relative_path(address: str) -> str:
    """Give the relative path that an address in a saved page means; "" if it means none."""
    if len(address) > LONGEST_ADDRESS:
        return ""
    try:
        parts = urlsplit(address.strip().replace("\\", "/"))
        path = unquote(parts.path, errors="strict")
    except ValueError:  # also what is no UTF-8
        return ""
    if parts.scheme or parts.netloc or "\0" in path or ":" in path:
        return ""
    pure = PurePosixPath(path.replace("\\", "/"))
    if not pure.parts or pure.is_absolute() or ".." in pure.parts:
        return ""
    return str(pure)


def _within(read: Callable[[str], bytes]) -> Callable[[str], bytes]:
    left = LARGEST_SUM

    def body_of(address: str) -> bytes:
        nonlocal left
        path = relative_path(address)
        body = read(path) if path and left > 0 else b""
        if len(body) > LARGEST_PICTURE:
            return b""
        left -= len(body)
        return body

    return body_of


def _file_in(folder: Path, path: str) -> bytes:
    """Read a file below a folder; b"" if it is not there, elsewhere, no plain file or too large."""
    try:
        file = (folder / path).resolve(strict=True)
        if not file.is_relative_to(folder):
            return b""
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        with os.fdopen(os.open(file, flags | getattr(os, "O_BINARY", 0)), "rb") as opened:
            status = os.fstat(opened.fileno())
            if not stat.S_ISREG(status.st_mode) or status.st_size > LARGEST_PICTURE:
                return b""
            return opened.read(LARGEST_PICTURE + 1)
    except (OSError, ValueError, RuntimeError):  # RuntimeError: links that lead in a circle
        return b""
