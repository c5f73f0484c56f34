"""A new article from words that the reader types or pastes."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from gui.controls import button, column, framed, label, row
from gui.fonts import reading_font
from gui.theme import Scale

COUNT_AFTER_MS: Final = 150  # a book takes a tenth of a second to count
LONGEST_SHOWN: Final = 60  # characters of the title


class PasteDialog(QDialog):
    """A large field for plain text; its first line becomes the title."""

    def __init__(self, parent: QWidget | None = None, text: str = "") -> None:
        """Start with some text, or none."""
        super().__init__(parent)
        self.setWindowTitle("New article")
        self.field = QPlainTextEdit()
        self.field.setProperty("kind", "field")
        self.field.setFont(reading_font(size=16))
        self.field.setTabChangesFocus(True)
        self.field.setPlaceholderText("Paste or type the text here")
        self.field.setAccessibleName("Text of the article")
        self.title = label("", "muted", wraps=False)
        self.count = label("", "muted", wraps=False)
        self.count.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.add = button("Add to library", self.accept, kind="primary")
        self.add.setDefault(True)
        self.add.setToolTip("Ctrl+Enter")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(COUNT_AFTER_MS)
        self._timer.timeout.connect(self._on_pause)
        framed(
            self,
            column(
                column(
                    label("New article", "title"),
                    label("Paste or type plain text. Its first line becomes the title.", "muted"),
                    spacing=Scale.XS,
                ),
                self.field,
                row(self.title, None, self.count),
                row(None, button("Cancel", self.reject), self.add),
                spacing=Scale.M,
            ),
        )
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._on_changed)
        self.field.setPlainText(text)
        self.field.moveCursor(QTextCursor.MoveOperation.End)
        self._on_changed()
        self._on_pause()
        self.resize(680, 520)
        self.field.setFocus()

    @classmethod
    def ask(cls, parent: QWidget | None, text: str = "") -> str | None:
        """Give the text that the reader wants as an article, or None."""
        dialog = cls(parent, text)
        try:
            accepted = dialog.exec() == QDialog.DialogCode.Accepted
            return dialog.text() if accepted else None
        finally:
            dialog.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Add at Ctrl+Enter, which the field would take for a new line."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                if self.add.isEnabled():
                    self.accept()
                return True
        return super().eventFilter(watched, event)

    def text(self) -> str:
        """Give what is in the field."""
        return self.field.toPlainText()

    def _on_changed(self) -> None:
        title = self._first_line()
        self.add.setEnabled(bool(title))
        short = title if len(title) <= LONGEST_SHOWN else title[: LONGEST_SHOWN - 1].rstrip() + "…"
        self.title.setText(f"Title: {short}" if title else "")
        self._timer.start()

    def _on_pause(self) -> None:
        count = len(self.text().split())
        self.count.setText(f"{count:,} word{'' if count == 1 else 's'}")

    def _first_line(self) -> str:
        block = self.field.document().begin()
        while block.isValid():
            words = " ".join(block.text().split())
            if words:
                return words
            block = block.next()
        return ""
