"""Bringing files and texts into the library, off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from gui.session import Notice, Session
from gui.tasks import PATIENCE_S
from storage.errors import PostilError
from storage.library import Library

if TYPE_CHECKING:
    from storage.intake import Intake

MOST_TOLD = 3  # sentences about files that failed; the numbers tell of the rest
PROGRESS_EVERY = 10
Take = Callable[[Library], "Intake"]


@dataclass(slots=True)
class Batch:
    """Things that were asked for together, and what has become of them so far."""

    total: int
    intakes: list[Intake] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    @property
    def done(self) -> int:
        """How many of them are over."""
        return len(self.intakes) + len(self.failures)

    def sentence(self) -> str:
        """Say what happened, in numbers."""
        statuses = [intake.status for intake in self.intakes] + ["not read"] * len(self.failures)
        kinds = ("added", "already there", "read back", "not read")
        counts = [(statuses.count(kind), kind) for kind in kinds]
        return ", ".join(f"{number} {kind}" for number, kind in counts if number) + "."


class Importing(QObject):
    """Imports in the session's worker, one task a thing, and opens the first that comes in."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        """Work through a session."""
        super().__init__(parent)
        self._session = session

    def files(self, paths: Sequence[Path]) -> None:
        """Import files and open the first of them; one that fails does not stop the others."""
        from storage.intake import take_in_file

        batch = Batch(len(paths))
        if paths:
            self._say_where(batch, paths[0].name)
        for path in paths:
            self._run(partial(take_in_file, path=path), batch, self._session.tell)

    def text(self, text: str) -> None:
        """Make an article of a text and open it; the text is handed back if that fails."""
        from storage.intake import take_in_text

        batch = Batch(1)
        self._say_where(batch, "the text")
        self._run(partial(take_in_text, text=text), batch, partial(self._hand_back, text))

    def _run(self, take: Take, batch: Batch, failed: Callable[[Exception], None]) -> None:
        session = self._session

        def on_taken(intake: Intake) -> None:
            batch.intakes.append(intake)
            session.look()
            if len(batch.intakes) == 1 and intake.articles:
                session.open(intake.articles[0])
            self._on_one_done(batch)

        def on_failed(error: Exception) -> None:
            if batch.total == 1:
                failed(error)
                return
            batch.failures.append(str(error))
            self._on_one_done(batch)
            if not isinstance(error, PostilError):
                raise error

        work = partial(_taken, session.library.path, take)
        session.tasks.run(work, on_taken, on_failed, is_lasting=failed != session.tell)

    def _on_one_done(self, batch: Batch) -> None:
        if batch.done < batch.total:
            self._say_where(batch, f"{batch.done + 1} of {batch.total}")
        elif batch.total == 1:
            self._say_taken(batch.intakes[0])
        elif batch.failures:
            words = " ".join((batch.sentence(), *batch.failures[:MOST_TOLD]))
            self._session.noticed.emit(Notice(words, "warning"))
        else:
            self._session.noticed.emit(Notice(batch.sentence(), "success"))

    def _say_where(self, batch: Batch, what: str) -> None:
        if batch.total == 1 or batch.done % PROGRESS_EVERY == 0:
            self._session.noticed.emit(Notice(f"Reading {what}…"))

    def _say_taken(self, intake: Intake) -> None:
        if intake.status == "already there":
            self._session.noticed.emit(Notice("The library has this article already; here it is."))
            return
        said = f"Added “{intake.sentence}”." if intake.status == "added" else intake.sentence
        self._session.announce(" ".join((said, *intake.notices)))

    def _hand_back(self, text: str, error: Exception) -> None:
        if not isinstance(error, PostilError):
            raise error
        self._session.noticed.emit(
            Notice(
                str(error),
                "warning",
                "Copy the text",
                lambda: QGuiApplication.clipboard().setText(text),
            )
        )


def _taken(path: Path, take: Take) -> Intake:
    with Library.open(path, create=False, busy_timeout_s=PATIENCE_S) as library:
        return take(library)
