"""What Postil is, whose work it stands on, and where the library lies."""

from __future__ import annotations

import platform
from pathlib import Path
from typing import Final

import PySide6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QLineEdit, QWidget

from gui.controls import button, column, divider, fitted, framed, label, row
from gui.theme import Scale
from storage.version import SQLITE_VERSION, VERSION

WIDTH: Final = 480
ABOUT: Final = (
    "For close reading: highlights, notes and tags in articles, kept in one SQLite file of yours."
)
LICENCE: Final = "Free software under the Apache License 2.0."
CREDITS: Final = (
    ("Qt for Python (PySide6)", "LGPL 3.0"),
    ("Lucide icons", "ISC"),
    ("Literata and Inter typefaces", "SIL Open Font License 1.1"),
    ("SQLite", "public domain"),
    ("sqlite-utils", "Apache 2.0"),
    ("markdown-it-py, mdit-py-plugins", "MIT"),
    ("charset-normalizer, platformdirs, PyYAML", "MIT"),
)


class AboutDialog(QDialog):
    """Version, licence, credits and the place of the library."""

    def __init__(self, library: Path, parent: QWidget | None = None) -> None:
        """Show them for the library that is open."""
        super().__init__(parent)
        self.setWindowTitle("About Postil")
        self.version = label(
            f"Version {VERSION}, with Python {platform.python_version()}, "
            f"PySide6 {PySide6.__version__}, SQLite {SQLITE_VERSION}",
            "muted",
        )
        self.version.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.library = QLineEdit(str(library))  # a path does not wrap: it scrolls, and is copied
        self.library.setReadOnly(True)
        self.library.setCursorPosition(0)
        self.library.setAccessibleName("Library")
        credit = QGridLayout()
        credit.setHorizontalSpacing(Scale.L)
        credit.setVerticalSpacing(Scale.XS)
        credit.setColumnStretch(0, 1)
        for number, (work, licence) in enumerate(CREDITS):
            credit.addWidget(label(work), number, 0)
            credit.addWidget(label(licence, "muted"), number, 1)
        close = button("Close", self.accept)
        close.setDefault(True)
        framed(
            self,
            column(
                column(label("Postil", "display"), self.version, spacing=Scale.XS),
                label(f"{ABOUT} {LICENCE}"),
                divider(),
                column(label("Library", "strong"), self.library, spacing=Scale.XS),
                divider(),
                column(label("Made with", "strong"), credit, spacing=Scale.S),
                row(None, close),
                spacing=Scale.L,
            ),
        )
        fitted(self, WIDTH)
        close.setFocus()

    @classmethod
    def ask(cls, library: Path, parent: QWidget | None = None) -> None:
        """Show it until the reader closes it."""
        dialog = cls(library, parent)
        try:
            dialog.exec()
        finally:
            dialog.deleteLater()
