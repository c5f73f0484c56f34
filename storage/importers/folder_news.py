"""What is new in a folder since the last look: files that are whole by now, each told once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from storage.errors import Cancelled, ImportFailed
from storage.importers.gathering import Gathered, Thing, gather


class Stamp(NamedTuple):
    """By what a file is known to be the same: when it was written, in nanoseconds, and its size."""

    modified: int
    size: int


Stamps = dict[Path, Stamp]


class Found(NamedTuple):
    """The files of a folder, and the signs by which they are remembered.

    Not whole is what files may be missing from: where something could not be looked into, and
    where there is nothing at all, as in the place of a drive that is not there.
    """

    stamps: Stamps
    signs: dict[Path, str]
    is_whole: bool = True


def look_into(
    folder: Path, *, has_subfolders: bool, is_cancelled: Callable[[], bool] = lambda: False
) -> Found:
    """Give the files of a folder that Postil reads.

    Raises: ImportFailed if the folder is not there; Cancelled.
    """
    if not folder.is_dir():
        raise ImportFailed(
            f"The watched folder {folder} is not there. It is looked at again when it is back; "
            "take it off the list under “Watched folders…” if it is gone for good."
        )
    gathered = gather([folder], _unopened, is_cancelled=is_cancelled, has_subfolders=has_subfolders)
    found: Stamps = {}
    for thing in gathered.things:
        if is_cancelled():
            raise Cancelled("The folder was not looked into.")
        try:
            status = thing.path.stat()
        except OSError:  # gone in between
            continue
        found[thing.path] = Stamp(status.st_mtime_ns, status.st_size)
    signs = {path: sign(path, stamp) for path, stamp in found.items()}
    is_whole = not gathered.refused and len(found) == len(gathered.things)
    return Found(found, signs, is_whole)


def sign(path: Path, stamp: Stamp) -> str:
    """Give a short sign by which this state of a file is remembered."""
    said = f"{path}\0{stamp.modified}\0{stamp.size}"
    return blake2b(said.encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()


def settled(now: Mapping[Path, Stamp], before: Mapping[Path, Stamp]) -> list[Path]:
    """Give the files that are as they were at the look before, so that nobody writes them."""
    return [path for path, stamp in now.items() if stamp.size and before.get(path) == stamp]


def unknown(found: Found, known: Set[str]) -> Stamps:
    """Give the files whose state is not remembered."""
    return {path: found.stamps[path] for path, sign in found.signs.items() if sign not in known}


def _unopened(path: Path, name: str) -> Gathered:
    return Gathered([Thing(path, name=name)])
