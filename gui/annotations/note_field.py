"""The field that a note is written in: Markdown with three keys, saved by whoever listens."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from gui.own_undo import is_for_window

_MARKS: Final = {"Ctrl+B": ("**", "**"), "Ctrl+I": ("*", "*"), "Ctrl+K": ("[", "]()")}


class NoteField(QPlainTextEdit):
    """A field for Markdown.

    Signals:
        finished: Escape or Ctrl+Enter was pressed.
        blurred: the keyboard went elsewhere.
    """

    finished = Signal()
    blurred = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.setProperty("kind", "field")
        self.setPlaceholderText("Write a note… Markdown works")
        self.setAccessibleName("Note")
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(54)

    def sizeHint(self) -> QSize:
        """Ask for three lines."""
        return QSize(200, 72)

    def minimumSizeHint(self) -> QSize:
        """Live with two lines."""
        return QSize(80, 54)

    def show_text(self, text: str) -> None:
        """Show a text; the cursor stays where it was, as far as there is text."""
        if text == self.toPlainText():
            return
        place = self.textCursor().position()
        self.setPlainText(text)
        cursor = self.textCursor()
        cursor.setPosition(min(place, self.document().characterCount() - 1))
        self.setTextCursor(cursor)

    def event(self, event: QEvent) -> bool:
        """Claim the field's own keys before the window's shortcuts see them."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape or _text_of(event) in _MARKS:
                event.accept()
                return True
            steps = self.document()
            can_undo, can_redo = steps.isUndoAvailable(), steps.isRedoAvailable()
            if is_for_window(event, can_undo=can_undo, can_redo=can_redo):
                event.ignore()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Write, put marks around words, or finish."""
        signs = _MARKS.get(_text_of(event))
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if signs is not None:
            self._surround(*signs)
        elif event.key() == Qt.Key.Key_Escape or (
            control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            self.finished.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the keyboard went elsewhere."""
        super().focusOutEvent(event)
        self.blurred.emit()

    def _surround(self, before: str, after: str) -> None:
        cursor = self.textCursor()
        words = cursor.selectedText().replace("\u2029", "\n")
        cursor.insertText(f"{before}{words}{after}")
        back = len(after) if not words or after == before else 1  # a link wants its address
        if not words or after != before:
            cursor.movePosition(QTextCursor.MoveOperation.Left, n=back)
        self.setTextCursor(cursor)


def _text_of(event: QKeyEvent) -> str:
    return QKeySequence(event.keyCombination()).toString()
