"""Taking files and texts into a library, each as one action."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from storage.errors import ImportFailed
from storage.exported import ArticleExport
from storage.importers.files import shown
from storage.importers.isolation import ReadingProcess
from storage.importers.reading import read_file
from storage.library import Library
from storage.types import ArticleId, ImportedArticle

Status = Literal["added", "already there", "new version", "read back"]
LABEL = "Add article"
LABEL_OF_UPDATE = "Update article"

MOST_EXPORT_BYTES = 1_000_000_000
_START = 65_536  # bytes in which an export says what it is; other files may be of any size


@dataclass(frozen=True, slots=True)
class Intake:
    """What became of a file or text.

    `sentence` is the article's title, or what came of reading an export back. `notices` are
    sentences for the reader about what was guessed or left out.
    """

    status: Status
    articles: tuple[ArticleId, ...]
    sentence: str
    notices: tuple[str, ...] = ()


def take_in_file(library: Library, path: Path) -> Intake:
    """Add a file as an article, or read one of Postil's own exports back.

    Raises: ImportFailed and nothing was added; LibraryError.
    """
    export = export_in(path)
    if export is None:
        return take_in(library, read_file(path))
    with closing(ReadingProcess()) as process:
        exports = exports_in(export, process)
    return take_in_export(library, exports)


def take_in(
    library: Library, imported: ImportedArticle, *, label: str = "", series: str = ""
) -> Intake:
    """Add an article that has been read, as one action. Raises: LibraryError."""
    with library.transaction(label or label_of(library, imported), series=series):
        return put(library, imported)


def put(library: Library, imported: ImportedArticle) -> Intake:
    """Add an article that has been read; inside a transaction, for one action or many."""
    taken = library.articles.take(imported)
    title = library.articles.get(taken.id).title
    said = taken.standings.sentence()
    return Intake(taken.status, (taken.id,), title, (*([said] if said else []), *imported.notices))


def label_of(library: Library, imported: ImportedArticle) -> str:
    """Name the action that taking an article in is."""
    return LABEL_OF_UPDATE if library.articles.is_update(imported) else LABEL


def take_in_export(library: Library, exports: Sequence[ArticleExport]) -> Intake:
    """Add what one of Postil's own exports holds. Raises: LibraryError."""
    from storage.read_back import add_exports

    report = add_exports(library, exports)
    return Intake("read back", tuple(report.ids), report.sentence(), tuple(report.notices))


def export_in(path: Path) -> str | None:
    """Give the text of a file that one of Postil's exports is in, else None.

    Raises: ImportFailed if it is too large to be held.
    """
    if path.suffix.lower() != ".json" or not path.is_file():
        return None  # the importer says what is wrong with a file that is none
    from storage.exporters.interchange_reading import is_export

    try:
        with path.open("rb") as file:
            start = file.read(_START)
            if not is_export(start.decode("utf-8", "replace")):
                return None
            body = start + file.read(MOST_EXPORT_BYTES + 1 - len(start))
    except OSError:
        return None
    if len(body) > MOST_EXPORT_BYTES:
        raise ImportFailed(
            f"{shown(path.name)} has more than {MOST_EXPORT_BYTES // 1_000_000} MB, which is too "
            "much to read back at once. Export fewer articles into one file. Nothing was added."
        )
    return body.decode("utf-8", "replace")


def exports_in(text: str, process: ReadingProcess) -> list[ArticleExport]:
    """Give what an export holds; its pictures are checked in the reading process.

    Raises: ImportFailed; Cancelled.
    """
    from storage.exporters.interchange_reading import from_json

    return from_json(text, lambda body: process.checked_pictures([body])[0])
