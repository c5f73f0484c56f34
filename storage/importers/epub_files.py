"""The files inside an EPUB, found by the addresses that stand in it."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import unquote, urlsplit

from storage.errors import ImportFailed
from storage.importers.archive import Archive

MOST_PICTURES = 2_000
LARGEST_PICTURE = 20_000_000  # bytes

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


class BookFiles:
    """The entries of a book's archive; nothing outside of it is ever looked at."""

    def __init__(self, archive: Archive) -> None:
        """Look into an archive."""
        self.archive = archive
        self.missing_pictures: set[str] = set()
        self._found: dict[str, str] = {}
        self._by_last_name: dict[str, list[str]] = {}
        self._pictures: dict[str, bytes] = {}
        for name in archive.names:
            last = re.split(r"[/\\]", name)[-1].casefold()
            self._by_last_name.setdefault(last, []).append(name)

    def address(self, base: str, href: str) -> tuple[str, str]:
        """Give the entry that an address in the entry `base` leads to, and the place in it.

        The entry is "" if there is none or the address leads out of the book.
        """
        href = href.strip()
        if _SCHEME.match(href) or href.startswith("//"):
            return "", ""
        path, _, fragment = href.partition("#")
        fragment = unquote(fragment)
        if not path:
            return base, fragment
        folder = posixpath.dirname(base)
        key = f"{folder}\n{path}"
        if key not in self._found:
            self._found[key] = self._entry(folder, path)
        return self._found[key], fragment

    def _entry(self, folder: str, path: str) -> str:
        """Give the entry of a path, also where it is written a little wrong."""
        for written in (path, unquote(path), path.partition("?")[0]):
            joined = posixpath.normpath(posixpath.join("/" + folder, written.replace("\\", "/")))
            name = joined.lstrip("/")
            for attempt in (name, name.encode("utf-8", "replace").decode("cp437", "replace")):
                if found := self.archive.found(attempt):
                    return found
        last = posixpath.basename(unquote(path)).casefold()
        alike = self._by_last_name.get(last, [])
        return alike[0] if len(alike) == 1 else ""

    def read(self, entry: str) -> bytes:
        """Give what says something of the book, b"" if it is not there or cannot be unpacked."""
        try:
            return self.archive.read(entry) if entry else b""
        except ImportFailed:  # the chapters may be whole
            return b""

    def picture(self, base: str, href: str) -> bytes:
        """Give the file of a picture, b"" if it is not there, too large or one too many."""
        if _SCHEME.match(href.strip()) or urlsplit(href).netloc:
            return b""
        name, _ = self.address(base, href)
        if not name or name in self._pictures:
            if not name:
                self.missing_pictures.add(href)
            return self._pictures.get(name, b"")
        body = b""
        is_small = self.archive.size(name) <= LARGEST_PICTURE
        if is_small and len(self._pictures) < MOST_PICTURES:
            try:
                body = self.archive.read(name, most=LARGEST_PICTURE)
            except ImportFailed:  # the rest of the book is still to be read
                body = b""
        if not body:
            self.missing_pictures.add(name)
        self._pictures[name] = body
        return body
