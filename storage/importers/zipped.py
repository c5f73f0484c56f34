"""Articles in ZIP archives: what there is, and each read where it lies, not unpacked to disk.

Runs in the reading process: an archive may be made to fill the memory of whoever lists it.
"""

from __future__ import annotations

import posixpath
import weakref
from collections.abc import Iterable
from functools import lru_cache, partial
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from storage.errors import ImportFailed
from storage.importers.archive import Archive
from storage.importers.files import shown
from storage.importers.gathering import (
    ARCHIVE,
    MOST_THINGS,
    entry_parts,
    is_article_name,
    is_junk,
    natural,
    page_folders,
)
from storage.importers.reading import read_file, read_source
from storage.importers.sources import MAX_BYTES, Source
from storage.text.canonical import canonical
from storage.types import ImportedArticle

MOST_ON_DISK = 4_000_000_000  # bytes of an archive; it is not held in memory
MOST_IN_ALL = 10_000_000_000  # bytes that the entries of one archive may unpack to, one by one
MOST_BESIDE = 40_000_000  # bytes of a picture that a page names
MOST_NESTED = 20  # archives in an archive
DOCUMENT_SIGNS = ("mimetype", "META-INF/container.xml", "[Content_Types].xml")  # EPUB, ODF, OOXML

Inside = tuple[str, ...]
Listed = tuple[list[Inside], list[tuple[str, str]], int]


def list_archive(path: Path, name: str) -> Listed:
    """Say what there is to import in an archive, what is refused and why, how many are left out.

    What there is are names, outside in. A document that is a ZIP, such as an EPUB, is one thing
    without inner names. Raises: ImportFailed.
    """
    archive = _opened(path, ())
    if _is_document(archive):
        return [()], [], 0
    things, refused, left_out = _listed(archive, ())
    if not things and not refused:
        raise ImportFailed(f"There is nothing in {name} that Postil reads.")
    return things[: MOST_THINGS + 1], [(f"{name} / {n}", why) for n, why in refused], left_out


def read_thing(path: Path, inside: Inside, name: str) -> ImportedArticle:
    """Read a file, or what lies in an archive under these names. Raises: ImportFailed."""
    if not inside:
        return read_file(path)
    archive = _opened(path, inside[:-1])
    archive.name = name
    entry = inside[-1]
    try:
        data = archive.read(entry, most=MAX_BYTES)
    except KeyError:
        raise ImportFailed(f"{name} is no longer there. Open the archive again.") from None
    parts = [part for outer in inside for part in entry_parts(outer)]
    folder = posixpath.join("", *entry_parts(entry)[:-1])
    return read_source(
        Source(
            data,
            name,
            canonical(PurePosixPath(parts[-1]).stem),
            path.joinpath(*parts),
            beside=partial(_beside, archive, folder),
        )
    )


# -- inside


@lru_cache(maxsize=2)  # an archive in an archive, and the one that it lies in
def _open(path: Path, _modified: int, _size: int, outer: Inside) -> Archive:
    name = shown(path.name)
    if not outer:
        file = path.open("rb")
        try:
            archive = Archive(file, name, most_unpacked=MOST_IN_ALL)
        except ImportFailed:
            file.close()
            raise
        weakref.finalize(archive, file.close)
        return archive
    holder = _opened(path, outer[:-1])
    holder.name = name
    inner = f"{entry_parts(outer[-1])[-1]} in {name}"
    return Archive(holder.read(outer[-1], most=MAX_BYTES), inner, most_unpacked=MOST_IN_ALL)


def _opened(path: Path, outer: Inside) -> Archive:
    name = shown(path.name)
    try:
        status = path.stat()
        if status.st_size > MOST_ON_DISK:
            raise ImportFailed(
                f"{name} has {status.st_size / 1e9:,.0f} GB; Postil opens archives of up to "
                f"{MOST_ON_DISK // 10**9} GB. Unpack it and open the folder."
            )
        return _open(path, status.st_mtime_ns, status.st_size, outer)
    except OSError as error:
        raise ImportFailed(
            f"{name} could not be read: {error.strerror}. Copy it to another folder and open the "
            "copy."
        ) from error


def _is_document(archive: Archive) -> bool:
    return any(sign in archive for sign in DOCUMENT_SIGNS)


def _listed(archive: Archive, outer: Inside) -> Listed:
    things: list[Inside] = []
    refused: list[tuple[str, str]] = []
    left_out = nested = 0
    places = {name: parts for name in archive.names if (parts := entry_parts(name))}
    page_parts = _page_parts(places.values())
    for name in sorted(places, key=lambda name: _order(places[name])):
        parts = places[name]
        if any(is_junk(part) for part in parts):
            continue
        if any("/".join(parts[:n]).casefold() in page_parts for n in range(1, len(parts))):
            continue
        shown_name = "/".join(parts)
        if parts[-1].lower().endswith(ARCHIVE):
            nested += 1
            if outer or nested > MOST_NESTED:
                said = f"{shown_name} is an archive deep in an archive. Unpack it and open it."
                refused.append((shown_name, said))
                continue
            more = _listed_inside(archive, name, shown_name)
            things += more[0]
            refused += more[1]
            left_out += more[2]
        elif is_article_name(parts[-1]) and not parts[-1].lower().endswith(".json"):
            things.append((*outer, name))
        else:
            left_out += 1
    return things, refused, left_out


def _listed_inside(archive: Archive, entry: str, shown_name: str) -> Listed:
    try:
        inner = Archive(archive.read(entry, most=MAX_BYTES), shown_name)
    except ImportFailed as error:
        return [], [(shown_name, str(error))], 0
    if _is_document(inner):
        return [(entry,)], [], 0
    return _listed(inner, (entry,))


def _page_parts(places: Iterable[tuple[str, ...]]) -> frozenset[str]:
    """Give the folders that belong to saved pages, as paths, case folded."""
    found: set[str] = set()
    for parts in places:
        folder = "".join(f"{part}/" for part in parts[:-1]).casefold()
        found.update(folder + name for name in page_folders([parts[-1]]))
    return frozenset(found)


def _order(parts: tuple[str, ...]) -> tuple[tuple[bool, object], ...]:
    """Give the key by which files come before the folders beside them, in natural order."""
    last = len(parts) - 1
    return tuple((n != last, natural(part)) for n, part in enumerate(parts))


def _beside(archive: Archive, folder: str, relative: str) -> bytes | None:
    """Give a file that a page names by a path from its own folder; None if it is not there."""
    for path in dict.fromkeys((relative, unquote(relative))):
        wanted = posixpath.normpath(posixpath.join(folder, path.replace("\\", "/")))
        entry = archive.found(wanted) or _names(archive).get(wanted.casefold(), "")
        if entry:
            try:
                return archive.read(entry, most=MOST_BESIDE)
            except ImportFailed:
                return None
    return None


@lru_cache(maxsize=1)
def _names(archive: Archive) -> dict[str, str]:
    return {"/".join(entry_parts(name)).casefold(): name for name in archive.names}
