"""What happens after the main window has closed: the library moves, and opens again."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QFile
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QWidget

from gui.care.progress_line import ProgressLine
from gui.care.work import CareWork, Work
from gui.confirm import confirm
from gui.controls import button, column, fitted, framed, label, row
from gui.launching import start_another
from gui.theme import Scale
from storage.care.moving import Moved, move
from storage.errors import PostilError

WIDTH = 520


class WorkDialog(QDialog):
    """Does one piece of work while nothing else of Postil is open; stays to say how it ended."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        """Wait for `run`."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.work = CareWork(self)
        self.words = label("")
        self.closer = button("Close", self.accept, kind="primary")
        self.closer.setDefault(True)
        framed(
            self,
            column(
                label(title, "title"),
                ProgressLine(self.work),
                self.words,
                None,
                row(None, self.closer),
                spacing=Scale.L,
            ),
        )
        self.work.began.connect(partial(self._show, is_busy=True))
        self.work.ended.connect(partial(self._show, is_busy=False))
        self.result_: object = None

    def run(self, work: Work[object]) -> object:
        """Do the work and give what it made; None if it failed or was stopped."""
        self.work.run(work, self._on_done, self._on_failed)
        self.exec()
        return self.result_

    def say(self, words: str) -> None:
        """Say something, in as much height as it needs."""
        self.words.setText(words)
        self.words.show()
        fitted(self, WIDTH)

    def showEvent(self, event: QShowEvent) -> None:
        """Be as high as the words need, now that their font is known."""
        super().showEvent(event)
        fitted(self, WIDTH)

    def done(self, result: int) -> None:
        """Close; work that is under way is stopped first."""
        self.work.close()
        super().done(result)

    def _show(self, *, is_busy: bool) -> None:
        self.closer.setVisible(not is_busy)
        self.words.setVisible(not is_busy and bool(self.words.text()))
        if not is_busy and not self.words.text():
            self.say("It was stopped. Nothing was changed.")
        fitted(self, WIDTH)

    def _on_done(self, made: object) -> None:
        self.result_ = made
        self.accept()

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, PostilError):
            raise error
        self.say(str(error))


def move_and_open(library: Path, folder: Path) -> None:
    """Move a library, and open it where it is then: there, or still where it was."""
    dialog = WorkDialog("Moving the library")
    moved = dialog.run(partial(move, library, folder))
    dialog.deleteLater()
    if not isinstance(moved, Moved):
        start_another(library)
        return
    start_another(moved.path)
    asked = (
        f"The library is in {moved.path.parent} and opens there now. The old file, {moved.old}, "
        "is not used any more; its copies stay where they are."
    )
    if confirm(None, "The library was moved", asked, "Move the old file to the trash", kind=""):
        QFile.moveToTrash(str(moved.old))
