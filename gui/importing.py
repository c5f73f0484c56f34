"""Bringing files and texts into the library, off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from gui.session import Notice, Session
from storage.articles import Added
from storage.errors import PostilError
from storage.importers.reading import read_file, read_text
from storage.library import Library
from storage.types import ImportedArticle

PATIENCE_S = 20.0  # for the library's lock; the worker may wait, the window may not


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the things to import: articles in order, and sentences for the others."""

    added: tuple[Added, ...]
    failures: tuple[str, ...]
    notices: tuple[str, ...]


class Importing(QObject):
    """Imports in the session's worker and opens what came in."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        """Work through a session."""
        super().__init__(parent)
        self._session = session

    def files(self, paths: Sequence[Path]) -> None:
        """Import files and open the first of them."""
        if paths:
            names = paths[0].name if len(paths) == 1 else f"{len(paths)} files"
            self._run([partial(read_file, path) for path in paths], names)

    def text(self, text: str) -> None:
        """Make an article of a text and open it."""
        self._run([partial(read_text, text)], "the text")

    def _run(self, readers: Sequence[Callable[[], ImportedArticle]], names: str) -> None:
        path = self._session.library.path
        self._session.noticed.emit(Notice(f"Reading {names}…"))
        self._session.tasks.run(
            lambda: add_all(path, readers), self._on_done, self._session.tell_failure
        )

    def _on_done(self, outcome: Outcome) -> None:
        self._session.library.poll()
        if outcome.added:
            self._session.open(outcome.added[0].id)
        self._session.noticed.emit(self._told(outcome))

    def _told(self, outcome: Outcome) -> Notice:
        new = sum(added.is_new for added in outcome.added)
        known = len(outcome.added) - new
        if outcome.failures:
            done = _count(outcome) + " " if outcome.added else ""
            return Notice(done + " ".join(outcome.failures), "warning")
        if new == 1 and not known:
            title = self._session.library.articles.get(outcome.added[0].id).title
            text = " ".join((f"Added “{title}”.", *outcome.notices))
            return Notice(text, "success", "Undo", self._session.undo)
        if known == 1 and not new:
            return Notice("This article was in the library already; here it is.")
        return Notice(_count(outcome), "success")


def add_all(path: Path, readers: Sequence[Callable[[], ImportedArticle]]) -> Outcome:
    """Read one thing after another into a library; one that fails does not stop the others.

    For a worker: opens the library for itself. Raises: LibraryError.
    """
    added: list[Added] = []
    failures: list[str] = []
    notices: list[str] = []
    with Library.open(path, create=False, busy_timeout_s=PATIENCE_S) as library:
        for read in readers:
            try:
                article = read()
                with library.transaction("Add article"):
                    added.append(library.articles.add(article))
                notices += article.notices
            except PostilError as error:
                failures.append(str(error))
    return Outcome(tuple(added), tuple(failures), tuple(dict.fromkeys(notices)))


def _count(outcome: Outcome) -> str:
    new = sum(added.is_new for added in outcome.added)
    known = len(outcome.added) - new
    parts = [f"{new} added"] if new else []
    parts += [f"{known} already there"] if known else []
    parts += [f"{len(outcome.failures)} not read"] if outcome.failures else []
    return ", ".join(parts) + "."
