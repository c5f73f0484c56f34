"""Whose undo a key means: the field's own, or the window's where the field has no steps."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit


def is_for_window(event: QKeyEvent, *, can_undo: bool, can_redo: bool) -> bool:
    """Say whether a key for undo or redo passes a field that can do no such thing itself."""
    keys = QKeySequence.StandardKey
    return (event.matches(keys.Undo) and not can_undo) or (
        event.matches(keys.Redo) and not can_redo
    )


class Line(QLineEdit):
    """A field of one line that leaves undo and redo to the window where it has no steps.

    `OWN_KEYS` are those that its `keyPressEvent` answers, before a shortcut of the window does.
    """

    OWN_KEYS: ClassVar[tuple[Qt.Key, ...]] = ()

    def event(self, event: QEvent) -> bool:
        """Claim the field's own keys, and none for undo that it could do nothing with."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() in self.OWN_KEYS:
                event.accept()
                return True
            if is_for_window(
                event, can_undo=self.isUndoAvailable(), can_redo=self.isRedoAvailable()
            ):
                event.ignore()
                return True
        return super().event(event)
