"""What the reader calls the eight colours."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QLineEdit, QWidget

from gui.controls import Swatch, button, column, framed, label, row
from gui.key_caps import KeyCaps
from gui.session import Session
from gui.theme import Scale
from storage.journal import ChangeSet
from storage.legend import DEFAULT_NAMES
from storage.library import Library
from storage.types import COLORS, ColorKey

LONGEST = 40  # characters of a name, so that a chip and an exported legend can hold it


class LegendDialog(QDialog):
    """A name for each colour; each change is saved as one action that can be undone."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Show the names of the session's library."""
        super().__init__(parent)
        self.setWindowTitle("Names of the colours")
        self._session = session
        self.fields: dict[ColorKey, QLineEdit] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(Scale.M)
        grid.setVerticalSpacing(Scale.XS)
        for number, color in enumerate(COLORS, start=1):
            field = QLineEdit()
            field.setMaxLength(LONGEST)
            field.setPlaceholderText(DEFAULT_NAMES[color])
            field.setAccessibleName(f"Name of colour {number}, {DEFAULT_NAMES[color].lower()}")
            field.editingFinished.connect(partial(self._save, color))
            self.fields[color] = field
            grid.addWidget(Swatch(color), number, 0)
            grid.addWidget(KeyCaps((str(number),)), number, 1)
            grid.addWidget(field, number, 2)
        self.reset = button("Reset names", self._on_reset, kind="quiet")
        close = button("Done", self.accept, kind="primary")
        head = column(
            label("Names of the colours", "title"),
            label(
                "Say what each colour means to you. The names stand in filters and in exports.",
                "muted",
            ),
            spacing=Scale.XS,
        )
        framed(self, column(head, grid, None, row(self.reset, None, close), spacing=Scale.L))
        self._show_names()
        session.changed.connect(self._on_changed)
        self.resize(420, 480)
        self.fields[COLORS[0]].setFocus()
        self.fields[COLORS[0]].selectAll()

    @classmethod
    def ask(cls, session: Session, parent: QWidget | None = None) -> None:
        """Let the reader name the colours."""
        dialog = cls(session, parent)
        try:
            dialog.exec()
        finally:
            dialog.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the next name at Enter; Escape puts the name back, then closes."""
        field = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(field, QLineEdit):
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Escape and (color := self._edited(field)):
            self.fields[color].setText(self._session.library.legend.names()[color])
        else:
            super().keyPressEvent(event)

    def done(self, result: int) -> None:
        """Save the name that is being written, and close."""
        written = {color: field.text() for color, field in self.fields.items()}
        for color, name in written.items():
            self._rename(color, name)
        self._session.changed.disconnect(self._on_changed)
        super().done(result)

    def _edited(self, field: QWidget | None) -> ColorKey | None:
        names = self._session.library.legend.names()
        return next(
            (c for c, f in self.fields.items() if f is field and f.text() != names[c]), None
        )

    def _save(self, color: ColorKey) -> None:
        field = self.fields[color]
        self._rename(color, field.text())
        field.setText(self._session.library.legend.names()[color])

    def _rename(self, color: ColorKey, name: str) -> None:
        name = " ".join(name.split())
        if (name or DEFAULT_NAMES[color]) != self._session.library.legend.names()[color]:
            self._session.act("Rename colour", lambda library: library.legend.rename(color, name))

    def _on_reset(self) -> None:
        def forget(library: Library) -> None:
            for color in COLORS:
                library.legend.rename(color, "")

        self._session.act("Reset names of colours", forget)
        self._show_names()

    def _on_changed(self, changes: ChangeSet) -> None:
        if changes.touches("color_name"):
            self._show_names()

    def _show_names(self) -> None:
        names = self._session.library.legend.names()
        for color, field in self.fields.items():
            is_being_written = field.hasFocus() and field.isModified()
            if field.text() != names[color] and not is_being_written:
                field.setText(names[color])
        self.reset.setEnabled(names != DEFAULT_NAMES)
