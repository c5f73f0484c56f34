"""A library that cannot be opened: what can be done about it, before there is a window."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final, Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QLabel, QWidget

from gui.care.leaving import WorkDialog
from gui.care.state import on_day
from gui.controls import button, column, divider, fitted, framed, label, row
from gui.icons import pixmap
from gui.theme import Scale
from storage.care.copies import Copy, newest_good
from storage.care.restoring import Restored, restore
from storage.care.salvaging import Salvage, salvage

Choice = Literal["copy", "salvage", "another", "quit"]
WIDTH: Final = 560


class RescueDialog(QDialog):
    """Says what is wrong and offers each way out with what it would cost."""

    def __init__(
        self, library: Path, sentence: str, copy: Copy | None, parent: QWidget | None = None
    ) -> None:
        """Offer what there is; `copy` is the newest one that can be read."""
        super().__init__(parent)
        self.setWindowTitle("The library could not be opened")
        self.choice: Choice = "quit"
        sign = QLabel()
        sign.setPixmap(pixmap("triangle-alert", Scale.XL, "warning", self.devicePixelRatioF()))
        sign.setAlignment(Qt.AlignmentFlag.AlignTop)
        sign.setFixedWidth(Scale.XL)
        said = column(label("The library could not be opened", "heading"), label(sentence))
        heading = row(sign, said, spacing=Scale.M)
        heading.setStretch(1, 1)
        ways = column(spacing=Scale.M)
        self.buttons = {}
        for choice, title, cost in _ways(library, copy):
            self.buttons[choice] = button(title, partial(self._choose, choice))
            line = row(self.buttons[choice], label(cost, "muted"), spacing=Scale.L)
            line.setStretch(1, 1)
            ways.addLayout(line)
        first = self.buttons["copy" if copy is not None else "salvage"]
        first.setProperty("kind", "primary")
        self.quitter = button("Quit", self.reject)
        framed(
            self,
            column(heading, divider(), ways, row(None, self.quitter), spacing=Scale.L),
        )
        self.setAccessibleDescription(sentence)
        first.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Be as high as the words need, now that their font is known."""
        super().showEvent(event)
        width = max(each.sizeHint().width() for each in self.buttons.values())
        for each in self.buttons.values():
            each.setFixedWidth(width)
        fitted(self, WIDTH)

    @classmethod
    def ask(cls, library: Path, sentence: str) -> Choice:
        """Ask, and give what the reader wants."""
        dialog = cls(library, sentence, newest_good(library))
        try:
            dialog.exec()
            return dialog.choice
        finally:
            dialog.deleteLater()

    def _choose(self, choice: Choice) -> None:
        self.choice = choice
        self.accept()


def rescued(library: Path, choice: Choice) -> Path | None:
    """Do what was chosen; gives the library to open, None if it did not come to that."""
    if choice == "copy":
        copy = newest_good(library)
        if copy is None:
            return None
        dialog = WorkDialog("Opening the newest copy")
        done = dialog.run(partial(restore, library, copy.path))
        dialog.deleteLater()
        return library if isinstance(done, Restored) else None
    target = _free(library.with_name(f"{library.stem} salvaged.postil"))
    dialog = WorkDialog("Reading what can be read")
    made = dialog.run(partial(salvage, library, target))
    dialog.deleteLater()
    if not isinstance(made, Salvage):
        return None
    _tell_salvaged(made)
    return made.path


def _tell_salvaged(made: Salvage) -> None:
    dialog = WorkDialog("What could be read")
    where = f"It is in the new library {made.path}, which opens now."
    said = [made.sentence(), *made.missing, where]
    dialog.say("\n\n".join(said))
    dialog.exec()
    dialog.deleteLater()


def _ways(library: Path, copy: Copy | None) -> list[tuple[Choice, str, str]]:
    ways: list[tuple[Choice, str, str]] = []
    if copy is not None:
        ways.append(
            (
                "copy",
                "Open the newest copy",
                f"From {on_day(copy.made_at)}, with {copy.articles or 0:,} articles. What you did "
                "since then is not in it. The damaged file is kept.",
            )
        )
    ways.append(
        (
            "salvage",
            "Salvage what can be read",
            "Into a new library beside it, which says what is missing. The damaged file is not "
            "changed.",
        )
    )
    ways.append(("another", "Choose another library…", f"{library.name} stays as it is."))
    return ways


def _free(path: Path) -> Path:
    number = 2
    found = path
    while found.exists():
        found = path.with_name(f"{path.stem} {number}.postil")
        number += 1
    return found
