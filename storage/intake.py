"""Taking files and texts into a library, each as one action."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from storage.importers.reading import read_file, read_text
from storage.library import Library
from storage.types import ArticleId, ImportedArticle

Status = Literal["added", "already there", "read back"]
LABEL = "Add article"


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
    export = _export_in(path)
    if export is None:
        return _added(library, lambda: read_file(path))
    from storage.read_back import read_back

    report = read_back(library, export)
    return Intake("read back", tuple(report.ids), report.sentence(), tuple(report.notices))


def take_in_text(library: Library, text: str) -> Intake:
    """Add a text as an article. Raises: ImportFailed and nothing was added; LibraryError."""
    return _added(library, lambda: read_text(text))


def _added(library: Library, read: Callable[[], ImportedArticle]) -> Intake:
    imported = read()
    with library.transaction(LABEL):
        added = library.articles.add(imported)
    title = library.articles.get(added.id).title
    status: Status = "added" if added.is_new else "already there"
    return Intake(status, (added.id,), title, imported.notices)


def _export_in(path: Path) -> str | None:
    """Give the text of a file that one of Postil's exports is in, else None."""
    if path.suffix.lower() != ".json" or not path.is_file():
        return None  # the importer says what is wrong with a file that is none
    from storage.exporters.interchange_reading import is_export

    try:
        text = path.read_bytes().decode("utf-8", "replace")
    except OSError:
        return None
    return text if is_export(text) else None
