"""Bringing files and texts into the library, off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from gui.session import Notice, Session
from storage.errors import PostilError
from storage.intake import Intake, Status, take_in_file, take_in_text
from storage.library import Library

PATIENCE_S = 20.0  # for the library's lock; the worker may wait, the window may not


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the things to import: what came in, in order, and sentences for the rest."""

    intakes: tuple[Intake, ...]
    failures: tuple[str, ...]

    def count(self, status: Status) -> int:
        """Say with how many that happened."""
        return sum(intake.status == status for intake in self.intakes)

    def sentence(self) -> str:
        """Say what happened, in numbers."""
        parts = (
            (self.count("added"), "added"),
            (self.count("already there"), "already there"),
            (self.count("read back"), "read back"),
            (len(self.failures), "not read"),
        )
        return ", ".join(f"{number} {what}" for number, what in parts if number) + "."


class Importing(QObject):
    """Imports in the session's worker and opens what came in."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        """Work through a session."""
        super().__init__(parent)
        self._session = session

    def files(self, paths: Sequence[Path]) -> None:
        """Import files and open the first of them."""
        if paths:
            name = paths[0].name if len(paths) == 1 else f"{len(paths)} files"
            self._run([partial(take_in_file, path=path) for path in paths], name)

    def text(self, text: str) -> None:
        """Make an article of a text and open it."""
        self._run([partial(take_in_text, text=text)], "the text")

    def _run(self, takers: Sequence[Callable[[Library], Intake]], name: str) -> None:
        path = self._session.library.path
        self._session.noticed.emit(Notice(f"Reading {name}…"))
        self._session.tasks.run(
            partial(take_all, path, takers), self._on_done, self._session.tell_failure
        )

    def _on_done(self, outcome: Outcome) -> None:
        self._session.look()
        if outcome.intakes and outcome.intakes[0].articles:
            self._session.open(outcome.intakes[0].articles[0])
        self._session.noticed.emit(self._told(outcome))

    def _told(self, outcome: Outcome) -> Notice:
        if outcome.failures:
            done = f"{outcome.sentence()} " if outcome.intakes else ""
            return Notice(done + " ".join(outcome.failures), "warning")
        if len(outcome.intakes) > 1:
            return Notice(outcome.sentence(), "success")
        (intake,) = outcome.intakes
        if intake.status == "already there":
            return Notice("This article was in the library already; here it is.")
        said = f"Added “{intake.sentence}”." if intake.status == "added" else intake.sentence
        text = " ".join((said, *intake.notices))
        return Notice(text, "success", "Undo", self._session.undo)


def take_all(path: Path, takers: Sequence[Callable[[Library], Intake]]) -> Outcome:
    """Take one thing after another into a library; one that fails does not stop the others.

    For a worker: opens the library for itself. Raises: LibraryError.
    """
    intakes: list[Intake] = []
    failures: list[str] = []
    with Library.open(path, create=False, busy_timeout_s=PATIENCE_S) as library:
        for take in takers:
            try:
                intakes.append(take(library))
            except PostilError as error:
                failures.append(str(error))
    return Outcome(tuple(intakes), tuple(failures))
