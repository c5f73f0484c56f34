"""A passage in its paragraph: the passage in its colour, the rest in grey."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import (
    QColor,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextOption,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from gui.fonts import reading_font
from gui.theme import current_theme
from storage.surroundings import Surrounding
from storage.types import ColorKey, Style

NOTHING = Surrounding("", "", "")


class PassageInContext(QTextEdit):
    """Words that can be read, scrolled and copied from; as large as its place allows.

    Tab reaches it only where there is something to scroll.
    """

    def __init__(self, size: int, leading: float, parent: QWidget | None = None) -> None:
        """Start empty; `size` in pixels, `leading` in heights of the font."""
        super().__init__(parent)
        self._size = size
        self._leading = leading
        self._shown: tuple[Surrounding, ColorKey, Style] = (NOTHING, "yellow", "highlight")
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        self.setAccessibleName("Passage in its paragraph")
        self.setTabChangesFocus(True)
        self.setFrameShape(QTextEdit.Shape.NoFrame)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.viewport().setAutoFillBackground(False)
        self.setStyleSheet("background: transparent; border: none;")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.verticalScrollBar().rangeChanged.connect(self._on_range_changed)

    @property
    def surrounding(self) -> Surrounding:
        """What is shown."""
        return self._shown[0]

    def show_passage(self, surrounding: Surrounding, color: ColorKey, style: Style) -> None:
        """Show a passage with what stands around it, its beginning in view."""
        if (surrounding, color, style) != self._shown:
            self._shown = (surrounding, color, style)
            self._write()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the beginning of the passage in view."""
        super().resizeEvent(event)
        self.ensureCursorVisible()

    def changeEvent(self, event: QEvent) -> None:
        """Write anew in another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._write()

    def _write(self) -> None:
        theme = current_theme()
        around, color, style = self._shown
        plain = QTextCharFormat()
        plain.setFont(reading_font(size=self._size))
        plain.setForeground(theme.color("muted"))
        marked = QTextCharFormat(plain)
        marked.setForeground(theme.color("text"))
        if style == "underline":
            marked.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
            marked.setUnderlineColor(QColor(theme.highlights[color].line))
        else:
            marked.setBackground(theme.fill(color))
        spaced = QTextBlockFormat()
        spaced.setLineHeight(
            self._leading * 100, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
        )
        self.clear()
        cursor = self.textCursor()
        cursor.setBlockFormat(spaced)
        cursor.insertText(around.before, plain)
        start = cursor.position()
        cursor.insertText(around.words, marked)
        end = cursor.position()
        cursor.insertText(around.after, plain)
        for position in (end, start):  # the end in view, and the beginning above all
            cursor.setPosition(position)
            self.setTextCursor(cursor)
            self.ensureCursorVisible()

    def _on_range_changed(self, _least: int, most: int) -> None:
        reached = Qt.FocusPolicy.StrongFocus if most > 0 else Qt.FocusPolicy.ClickFocus
        self.setFocusPolicy(reached)
