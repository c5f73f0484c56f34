"""The whole passage of the annotation in focus: as high as its words, up to a limit."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QResizeEvent, QTextOption
from PySide6.QtWidgets import QSizePolicy, QTextEdit, QWidget

from gui.fonts import reading_font
from gui.theme import Scale, current_theme
from storage.types import ColorKey

HIGHEST: Final = 84  # pixels: four lines
LOWEST: Final = 24
BAR: Final = 4


class Quotation(QTextEdit):
    """A passage that can be read, scrolled and copied from, with its colour beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._color: ColorKey | None = None
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        self.setAccessibleName("Passage")
        self.setTabChangesFocus(True)
        self.setFrameShape(QTextEdit.Shape.NoFrame)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFont(reading_font(size=14))
        self.document().setDocumentMargin(0)
        self.setViewportMargins(BAR + Scale.S, 0, 0, 0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.viewport().setAutoFillBackground(False)
        self.setStyleSheet("background: transparent;")

    def show_passage(self, words: str, color: ColorKey | None) -> None:
        """Show a passage in its colour."""
        if words != self.toPlainText():
            self.setPlainText(words)
        self._color = color
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for all lines, up to the limit."""
        high = round(self.document().size().height())
        return QSize(200, max(LOWEST, min(HIGHEST, high)))

    def minimumSizeHint(self) -> QSize:
        """Live with a line."""
        return QSize(80, LOWEST)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for another height at another width."""
        super().resizeEvent(event)
        self.verticalScrollBar().setValue(0)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        """Keep the reading face, which a style sheet would take away."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.setFont(reading_font(size=14))

    def event(self, event: QEvent) -> bool:
        """Paint the colour at the left edge, outside the words."""
        done = super().event(event)
        if event.type() == QEvent.Type.Paint and self._color is not None:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(current_theme().highlights[self._color].line))
            painter.drawRoundedRect(0, 1, BAR, self.height() - 2, 2, 2)
            painter.end()
        return done
