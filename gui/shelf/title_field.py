"""The field in which a title is edited in its row."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

ENDING_KEYS: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)


class TitleField(QLineEdit):
    """Edits a title in its row; Enter keeps it, Esc does not."""

    def event(self, event: QEvent) -> bool:
        """Claim the keys that end editing before a shortcut of the window sees them."""
        is_key = isinstance(event, QKeyEvent) and event.key() in ENDING_KEYS
        if is_key and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep Enter from the list below, which would open the article."""
        super().keyPressEvent(event)
        if event.key() in ENDING_KEYS:
            event.accept()
