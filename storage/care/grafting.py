"""The list of tables of a damaged library, taken from a copy of it.

Without that list SQLite reads nothing of a file. A copy is made page by page, so its list stands
on the same pages and names the same places, as long as nothing has written the file anew since:
what can still be read of the list is compared. The format of the file is that of
sqlite.org/fileformat2.html.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from storage.migrations import SQLITE_HEADER as HEADER

FIRST = 100  # bytes of the header of the file, before the first page's own
INTERIOR = 0x05  # the kind of a page of a table that leads to others
KINDS = (b"\x02", b"\x05", b"\x0a", b"\x0d")  # what any page of a table or an index begins with
READ_VERSION = slice(18, 20)  # 1: journal, 2: WAL
CHANGES, PAGES, VALID_FOR = slice(24, 28), slice(28, 32), slice(92, 96)
MOST_PAGES = 10_000  # of a list; a longer one is no list of tables


def graft(damaged: Path, copy: Path, *, has_wal: bool) -> bool:
    """Write the pages of a copy's list of tables into a damaged file; False if they do not fit.

    `damaged` is a private copy of the damaged file. Raises: OSError.
    """
    size = _page_size(copy)
    with copy.open("rb") as whole, damaged.open("r+b") as file:
        head, own = whole.read(size), file.read(size)
        if not head.startswith(HEADER) or len(own) < size:
            return False
        pages = dict(_list_of(whole, head, size))
        if not all(_fits(file, number, page, size) for number, page in pages.items()):
            return False  # compacted or brought up to date since
        first = bytearray(pages.pop(1))
        if own.startswith(HEADER):
            first[:FIRST] = own[:FIRST]
        else:
            first[READ_VERSION] = b"\2\2" if has_wal else b"\1\1"
        first[PAGES] = struct.pack(">I", damaged.stat().st_size // size)
        first[VALID_FOR] = first[CHANGES]
        for number, page in {1: bytes(first), **pages}.items():
            file.seek((number - 1) * size)
            file.write(page)
    return True


def _fits(file: IO[bytes], number: int, page: bytes, size: int) -> bool:
    """Say whether a page of the damaged file is the one of the copy, or none at all."""
    file.seek((number - 1) * size)
    own, start = file.read(size), FIRST if number == 1 else 0
    return own[start:] == page[start:] or own[start : start + 1] not in KINDS


def _page_size(path: Path) -> int:
    with path.open("rb") as file:
        size = int.from_bytes(file.read(FIRST)[16:18], "big")
    return 65536 if size == 1 else size


def _list_of(file: IO[bytes], head: bytes, size: int) -> Iterator[tuple[int, bytes]]:
    """Give the pages of the tree that begins on the first page, with their numbers."""
    waiting, seen = [(1, head)], 0
    while waiting and seen < MOST_PAGES:
        number, page = waiting.pop()
        seen += 1
        yield number, page
        start = FIRST if number == 1 else 0
        if not page or page[start] != INTERIOR:
            continue
        cells = int.from_bytes(page[start + 3 : start + 5], "big")
        children = [int.from_bytes(page[start + 8 : start + 12], "big")]
        for cell in range(cells):
            at = start + 12 + 2 * cell
            place = int.from_bytes(page[at : at + 2], "big")
            children.append(int.from_bytes(page[place : place + 4], "big"))
        for child in children:
            file.seek((child - 1) * size)
            waiting.append((child, file.read(size)))
