"""The field above a list that says which of its rows are wanted."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from gui.icons import icon
from gui.own_undo import Line


class FilterField(Line):
    """A field for words that gives the keyboard to the list at Escape, Down or Enter.

    Signals:
        left: the list should have the keyboard.
    """

    OWN_KEYS = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down)
    left = Signal()

    def __init__(self, placeholder: str, name: str, parent: QWidget | None = None) -> None:
        """Show what it is for; `name` says it to screen readers."""
        super().__init__(parent)
        self.setProperty("kind", "search")
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name)
        self.setClearButtonEnabled(True)
        self.addAction(icon("list-filter"), QLineEdit.ActionPosition.LeadingPosition)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Clear at the first Escape; leave at the second, at Down and at Enter."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in self.OWN_KEYS:
            self.left.emit()
        else:
            super().keyPressEvent(event)
