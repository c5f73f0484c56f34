"""Taking files and texts into a library, each as one action."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from storage.importers.reading import read_file
from storage.library import Library
from storage.types import ArticleId, ImportedArticle

Status = Literal["added", "already there", "new version", "read back"]
LABEL = "Add article"
LABEL_OF_UPDATE = "Update article"

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
    return take_in(library, read_file(path)) if export is None else take_in_export(library, export)


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


def take_in_export(library: Library, export: str) -> Intake:
    """Read one of Postil's own exports back. Raises: ImportFailed; LibraryError."""
    from storage.read_back import read_back

    report = read_back(library, export)
    return Intake("read back", tuple(report.ids), report.sentence(), tuple(report.notices))


def export_in(path: Path) -> str | None:
    """Give the text of a file that one of Postil's exports is in, else None."""
    if path.suffix.lower() != ".json" or not path.is_file():
        return None  # the importer says what is wrong with a file that is none
    from storage.exporters.interchange_reading import is_export

    try:
        with path.open("rb") as file:
            start = file.read(_START)
            if not is_export(start.decode("utf-8", "replace")):
                return None
            return (start + file.read()).decode("utf-8", "replace")
    except OSError:
        return None
