"""The whole passage of the annotation in focus: as high as its words, up to a limit."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPen, QResizeEvent, QTextOption
from PySide6.QtWidgets import QSizePolicy, QTextEdit, QWidget

from gui.fonts import reading_font
from gui.theme import Scale, current_theme
from storage.types import ColorKey

HIGHEST: Final = 88  # pixels: four lines
LOWEST: Final = 28
BAR: Final = 4
RING: Final = 2  # room for the ring around the words


class Quotation(QTextEdit):
    """A passage that can be read, scrolled and copied from, with its colour beside it.

    Tab reaches it only where there is something to scroll.
    """

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
        self.setViewportMargins(BAR + Scale.S, RING, RING, RING)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.viewport().setAutoFillBackground(False)
        self.setStyleSheet("background: transparent;")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.verticalScrollBar().rangeChanged.connect(self._on_range_changed)

    def show_passage(self, words: str, color: ColorKey | None) -> None:
        """Show a passage in its colour."""
        if words != self.toPlainText():
            self.setPlainText(words)
        self._color = color
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for all lines, up to the limit."""
        high = round(self.document().size().height()) + 2 * RING
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

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Keep the reading face, which a style sheet would take away."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.setFont(reading_font(size=14))

    def event(self, event: QEvent) -> bool:
        """Paint the colour at the left edge, outside the words, and the ring of the keyboard."""
        done = super().event(event)
        if event.type() == QEvent.Type.Paint and self._color is not None:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(current_theme().highlights[self._color].line))
            painter.drawRoundedRect(0, 1, BAR, self.height() - 2, 2, 2)
            if self.hasFocus():
                painter.setPen(QPen(current_theme().color("focus"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                ring = self.rect().adjusted(BAR + 3, 1, -1, -1)
                painter.drawRoundedRect(ring, Scale.RADIUS_S, Scale.RADIUS_S)
            painter.end()
        return done

    def _on_range_changed(self, _least: int, most: int) -> None:
        reached = Qt.FocusPolicy.StrongFocus if most > 0 else Qt.FocusPolicy.ClickFocus
        self.setFocusPolicy(reached)
