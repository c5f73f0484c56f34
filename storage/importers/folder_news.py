"""What is new in a folder since the last look: files that are whole by now, each told once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from storage.errors import ImportFailed
from storage.importers.gathering import Gathered, Thing, gather


class Stamp(NamedTuple):
    """By what a file is known to be the same: when it was written, in nanoseconds, and its size."""

    modified: int
    size: int


Stamps = dict[Path, Stamp]


def stamps_in(folder: Path, *, has_subfolders: bool) -> Stamps:
    """Give the files of a folder that Postil reads. Raises: ImportFailed if it is not there."""
    if not folder.is_dir():
        raise ImportFailed(
            f"The watched folder {folder} is not there. It is looked at again when it is back; "
            "take it off the list under “Watched folders…” if it is gone for good."
        )
    found: Stamps = {}
    for thing in gather([folder], _unopened, has_subfolders=has_subfolders).things:
        try:
            status = thing.path.stat()
        except OSError:  # gone in between
            continue
        found[thing.path] = Stamp(status.st_mtime_ns, status.st_size)
    return found


def sign(path: Path, stamp: Stamp) -> str:
    """Give a short sign by which this state of a file is remembered."""
    said = f"{path}\0{stamp.modified}\0{stamp.size}"
    return blake2b(said.encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()


def settled(now: Mapping[Path, Stamp], before: Mapping[Path, Stamp]) -> list[Path]:
    """Give the files that are as they were at the look before, so that nobody writes them."""
    return [path for path, stamp in now.items() if stamp.size and before.get(path) == stamp]


def unknown(now: Mapping[Path, Stamp], known: Iterable[str]) -> Stamps:
    """Give the files whose state is not remembered."""
    signs = set(known)
    return {path: stamp for path, stamp in now.items() if sign(path, stamp) not in signs}


def _unopened(path: Path, name: str) -> Gathered:
    return Gathered([Thing(path, name=name)])
