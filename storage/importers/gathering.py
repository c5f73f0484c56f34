"""From files, folders and archives to the things that can be imported, in the order people expect.

Nothing is read here but names and first bytes, nothing is unpacked, and nothing outside the
folders that were named is looked at.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from storage.errors import Cancelled, ImportFailed
from storage.importers.files import shown
from storage.importers.recognition import HTML_ENDINGS, MARKDOWN_ENDINGS, MHTML_ENDINGS
from storage.text.signatures import signature

ENDINGS = frozenset(
    (
        *(".txt", ".text", ".log", ".rst", ".json"),
        *MARKDOWN_ENDINGS,
        *HTML_ENDINGS,
        *MHTML_ENDINGS,
        *(".epub", ".pdf", ".docx", ".odt", ".fodt", ".rtf"),
    )
)
ARCHIVE = ".zip"
PACKED = (b"PK\x03\x04", b"PK\x05\x06")  # how a ZIP begins, also an empty one
MOST_THINGS = 50_000  # of one import; a library is made for about that many articles
DEEPEST = 60  # folders in each other

# How browsers call the folder with the pictures of "X.html": "X_files", or in their language.
# Source: Microsoft, "How to: connected files", the list of suffixes that Windows knows.
PAGE_FOLDERS = (
    *("_files", ".files", "-Dateien", "_fichiers", "_archivos", "_arquivos", "_bestanden"),
    *("-filer", "_file", "_ficheiros", "_pliki", "_soubory", "_tiedostot", "_dosyalar", "_fajlovi"),
    *("_elemei", "_datoteke", "_fails", "_failid", "_bylos", "_fitxers", "_fitxategiak"),
)
_JUNK = re.compile(
    r"\..*|~.*|.*~|__MACOSX|Thumbs\.db|desktop\.ini|.*\.(?:tmp|temp|part|partial|crdownload|lock"
    r"|lnk|url|webloc|swp|bak)|node_modules|__pycache__",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"(\d+)")
_START = 2048  # bytes by which a file without a telling name is known
_PAGE = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype html|html)\b", re.IGNORECASE)
_DOCUMENTS = ("a PDF document", "a Rich Text document")


class Thing(NamedTuple):
    """Something to import: a file, or what lies in an archive under these names, outside in."""

    path: Path
    inside: tuple[str, ...] = ()
    name: str = ""  # what the report calls it: with its folder, where one was named


class Refused(NamedTuple):
    """Something that is not even tried, and the sentence that says why."""

    name: str
    sentence: str


@dataclass(slots=True)
class Gathered:
    """What there is to import; `left_out` counts files that are no articles, such as pictures."""

    things: list[Thing] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    left_out: int = 0

    @property
    def is_full(self) -> bool:
        """Whether there are more than one import takes."""
        return len(self.things) > MOST_THINGS


Listing = Callable[[Path, str], Gathered]


def gather(
    paths: Iterable[Path],
    list_archive: Listing,
    *,
    is_cancelled: Callable[[], bool] = lambda: False,
    has_subfolders: bool = True,
) -> Gathered:
    """Give what there is to import in files, folders and archives, each thing once.

    A file that is named is always tried; in a folder only what looks like an article. Links are
    not followed out of a folder. `list_archive` says what an archive holds, given its path and
    name. Raises: Cancelled.
    """
    found = Gathered()
    for path in paths:
        if is_cancelled():
            raise Cancelled("Nothing was imported.")
        if path.is_dir():
            _gather_folder(path, found, list_archive, is_cancelled, has_subfolders)
        else:
            _add_file(path, shown(path.name), found, list_archive)
    found.things = list(dict.fromkeys(found.things))
    if found.is_full:
        said = f"Postil imports {MOST_THINGS:,} things at once. Import the rest in a second go."
        found.refused.append(Refused("More files", said))
        del found.things[MOST_THINGS:]
    return found


def natural(name: str) -> tuple[tuple[bool, int, str], ...]:
    """Give the key by which "Chapter 2" comes before "Chapter 10"."""
    parts = filter(None, _DIGITS.split(name.casefold()))
    return tuple((False, len(p.lstrip("0")), p) if p.isdecimal() else (True, 0, p) for p in parts)


def is_junk(name: str) -> bool:
    """Say whether a file or folder of this name is nobody's article: hidden, temporary, a lock."""
    return _JUNK.fullmatch(name) is not None


def page_folders(names: Iterable[str]) -> frozenset[str]:
    """Give what the folders of the saved pages among these files would be called, case folded."""
    stems = [Path(name).stem for name in names if name.lower().endswith(HTML_ENDINGS)]
    return frozenset((stem + ending).casefold() for stem in stems for ending in PAGE_FOLDERS)


def is_article_name(name: str) -> bool:
    """Say whether a name looks like one of a format that Postil reads."""
    return Path(name).suffix.lower() in ENDINGS


def entry_parts(name: str) -> tuple[str, ...]:
    """Give the parts of a name in an archive, without what would lead out of it."""
    parts = shown(_mended(name)).replace("\\", "/").replace("\0", "").split("/")
    return tuple(p for p in parts if p.strip() not in ("", ".", "..") and not p.endswith(":"))


# -- inside


def _mended(name: str) -> str:
    """Give a name that was written as UTF-8 without saying so, which zipfile takes for cp437."""
    try:
        return name if name.isascii() else name.encode("cp437").decode("utf-8")
    except UnicodeError:
        return name


def _gather_folder(
    root: Path,
    found: Gathered,
    list_archive: Listing,
    is_cancelled: Callable[[], bool],
    has_subfolders: bool,
) -> None:
    before = len(found.things) + len(found.refused)
    seen: set[tuple[int, int]] = set()
    base = Path(os.path.realpath(root))
    for folder, files in _folders(root, found, seen, has_subfolders):
        inside = folder.relative_to(root)
        for path in files:
            if is_cancelled():
                raise Cancelled("Nothing was imported.")
            if found.is_full:
                return
            name = shown(str(Path(root.name) / inside / path.name))
            if path.is_symlink() and base not in Path(os.path.realpath(path)).parents:
                found.left_out += 1
            elif path.suffix.lower() == ARCHIVE or _is_article(path):
                _add_file(path, name, found, list_archive)
            else:
                found.left_out += 1
    if len(found.things) + len(found.refused) == before:
        said = f"There is nothing in the folder {shown(root.name)} that Postil reads."
        found.refused.append(Refused(shown(root.name) or shown(str(root)), said))


def _folders(
    root: Path, found: Gathered, seen: set[tuple[int, int]], has_subfolders: bool
) -> Iterator[tuple[Path, list[Path]]]:
    """Give each folder with its files, in natural order, files before the folders inside."""
    waiting = [(root, 0)]
    while waiting:
        folder, depth = waiting.pop()
        try:
            status = folder.stat()
            with os.scandir(folder) as entries:
                listed = [(e.name, e.is_dir(follow_symlinks=False)) for e in entries]
        except OSError as error:
            name = shown(str(Path(root.name) / folder.relative_to(root)))
            said = f"The folder {name} could not be looked into: {error.strerror}."
            found.refused.append(Refused(name, said))
            continue
        if (status.st_dev, status.st_ino) in seen and status.st_ino:  # mounted in itself
            continue
        seen.add((status.st_dev, status.st_ino))
        names = [name for name, is_folder in listed if not is_folder and not is_junk(name)]
        yield folder, [folder / name for name in sorted(names, key=natural)]
        if not has_subfolders:
            continue
        parts = page_folders(names)
        inner = [
            name
            for name, is_folder in listed
            if is_folder and not is_junk(name) and name.casefold() not in parts
        ]
        if depth == DEEPEST and inner:
            name = shown(str(Path(root.name) / folder.relative_to(root)))
            said = f"The folders in {name} are nested deeper than Postil looks."
            found.refused.append(Refused(name, said))
            continue
        waiting += [(folder / name, depth + 1) for name in sorted(inner, key=natural)[::-1]]


def _add_file(path: Path, name: str, found: Gathered, list_archive: Listing) -> None:
    if not _may_be_archive(path):
        found.things.append(Thing(path, name=name))
        return
    try:
        listed = list_archive(path, name)
    except ImportFailed as error:
        found.refused.append(Refused(name, str(error)))
        return
    found.things += listed.things
    found.refused += listed.refused
    found.left_out += listed.left_out


def _is_article(path: Path) -> bool:
    """Say whether a file in a folder is worth trying; only names that say nothing are opened."""
    ending = path.suffix.lower()
    if ending == ".json":
        return _is_export(path)
    if ending in ENDINGS:
        return True
    if ending in _KNOWN_OTHERS:
        return False
    start = _start_of(path)
    return signature(start) in _DOCUMENTS or _PAGE.match(start) is not None


def _is_export(path: Path) -> bool:
    from storage.exporters.interchange_reading import is_export

    return is_export(_start_of(path).decode("utf-8", "replace"))


def _may_be_archive(path: Path) -> bool:
    ending = path.suffix.lower()
    return ending == ARCHIVE or (ending not in ENDINGS and _start_of(path).startswith(PACKED))


def _start_of(path: Path) -> bytes:
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # opening a pipe would wait for its writer
            return b""
        with path.open("rb") as file:
            return file.read(_START)
    except OSError:
        return b""


_KNOWN_OTHERS = frozenset(
    (
        *(".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif", ".bmp", ".tif", ".tiff"),
        *(".ico", ".css", ".js", ".mjs", ".map", ".woff", ".woff2", ".ttf", ".otf", ".mp3"),
        *(".mp4", ".webm", ".m4a", ".wav", ".mov", ".avi", ".exe", ".dll", ".so", ".py", ".c"),
        *(".h", ".db", ".sqlite", ".postil", ".gz", ".xz", ".bz2", ".7z", ".rar", ".tar", ".csv"),
        *(".xlsx", ".xls", ".pptx", ".ppt", ".ods", ".odp", ".xml", ".yml", ".yaml", ".toml"),
    )
)
