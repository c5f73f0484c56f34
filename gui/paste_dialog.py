"""A new article from words that the reader types or pastes, with their formatting or without."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QCheckBox, QDialog, QLineEdit, QPlainTextEdit, QWidget

from gui.clipboard import RichText, brought
from gui.controls import button, column, framed, label, row
from gui.fonts import reading_font
from gui.theme import Scale

COUNT_AFTER_MS: Final = 150  # a book takes a tenth of a second to count
LONGEST_SHOWN: Final = 80  # characters of the title
LONGEST_TITLE: Final = 300
HEAD: Final = "Paste or type the text. Its first line becomes the title, unless you give another."
KEEP: Final = "Keep headings, lists, tables and links of what was pasted"
CHANGED: Final = "The text was changed here, so it will be plain."


@dataclass(frozen=True, slots=True)
class Written:
    """What is to become an article; `rich` if its formatting is to be kept."""

    text: str
    title: str = ""
    rich: RichText | None = None


class PasteDialog(QDialog):
    """A large field that shows the words as they will come, and what to call them."""

    def __init__(self, parent: QWidget | None = None, text: str = "") -> None:
        """Start with some text, or none."""
        super().__init__(parent)
        self.setWindowTitle("New article")
        self._rich: RichText | None = None
        self._pasted = ""  # the words that the formatting belongs to
        self.field = _Field()
        self.field.setPlaceholderText("Paste or type the text here")
        self.field.setAccessibleName("Text of the article")
        self.title = QLineEdit()
        self.title.setMaxLength(LONGEST_TITLE)
        self.keep = QCheckBox(KEEP)
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
                column(label("New article", "title"), label(HEAD, "muted"), spacing=Scale.XS),
                row(label("Title", buddy=self.title), self.title, spacing=Scale.M),
                self.field,
                row(self.keep, None, self.count),
                row(None, button("Cancel", self.reject), self.add),
                spacing=Scale.M,
            ),
        )
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._on_changed)
        self.field.pasted.connect(self._on_pasted)
        self.field.setPlainText(text)
        self.field.moveCursor(QTextCursor.MoveOperation.End)
        self._on_changed()
        self._on_pause()
        self.resize(680, 560)
        self.field.setFocus()

    @classmethod
    def ask(cls, parent: QWidget | None, text: str = "") -> Written | None:
        """Give what the reader wants as an article, or None."""
        dialog = cls(parent, text)
        try:
            accepted = dialog.exec() == QDialog.DialogCode.Accepted
            return dialog.written() if accepted else None
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

    def written(self) -> Written:
        """Give what stands here now."""
        keeps = self.keep.isEnabled() and self.keep.isChecked()
        title = " ".join(self.title.text().split())
        return Written(self.text(), title, self._rich if keeps else None)

    def _on_pasted(self, rich: RichText) -> None:
        """Take formatted text that came into the empty field."""
        self._rich, self._pasted = rich, self.text()
        self.keep.setChecked(True)
        self._on_changed()

    def _on_changed(self) -> None:
        first = self._first_line()
        self.add.setEnabled(bool(first))
        is_short = len(first) <= LONGEST_SHOWN
        self.title.setPlaceholderText(first if is_short else f"{first[: LONGEST_SHOWN - 1]}…")
        if not first:
            self._rich = None
        self.keep.setVisible(self._rich is not None)
        is_whole = self._rich is not None and self.text() == self._pasted
        self.keep.setEnabled(is_whole)
        self.keep.setToolTip("" if is_whole else CHANGED)
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


class _Field(QPlainTextEdit):
    """Plain words; says when they came with formatting.

    Signals:
        pasted: a RichText, of which the field has the words now and nothing else.
    """

    pasted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "field")
        self.setFont(reading_font(size=16))
        self.setTabChangesFocus(True)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take the words; formatting belongs to them only where nothing else stands."""
        was_empty = self.document().isEmpty()
        super().insertFromMimeData(source)
        rich = brought(source).rich
        if was_empty and rich is not None and not self.document().isEmpty():
            self.pasted.emit(rich)
