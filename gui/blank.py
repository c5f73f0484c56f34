"""What the panel says when it has nothing to list."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QVBoxLayout, QWidget

from gui.controls import label
from gui.fonts import MEDIUM, interface_font
from gui.icons import pixmap
from gui.theme import Scale, current_theme

BESIDE: Final = 6  # pixels between a sentence and its key
_MIDDLE: Final = Qt.AlignmentFlag.AlignCenter


class KeyCap(QWidget):
    """A key, drawn as on a keyboard."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        """Show a key."""
        super().__init__(parent)
        self._key = key
        self._font = interface_font(Scale.CAPTION, MEDIUM)
        self.setAccessibleName(key)
        width = QFontMetrics(self._font).horizontalAdvance(key) + 12
        self.setFixedSize(max(width, 22), 22)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the cap and its letter."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        cap = self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(theme.color("outline"), 1))
        painter.setBrush(theme.color("raised"))
        painter.drawRoundedRect(cap, Scale.RADIUS_S, Scale.RADIUS_S)
        painter.setPen(theme.color("text"))
        painter.setFont(self._font)
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self._key)


class Blank(QWidget):
    """An icon, a sentence, and what can be done, with its keys."""

    def __init__(
        self,
        sign: str,
        title: str,
        hints: list[tuple[str, str]] | None = None,
        below: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Show a title and hints, each a sentence and the key it ends with ('' for none)."""
        super().__init__(parent)
        self._sign = sign
        self._icon = QLabel()
        self._icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        heading = label(title, "strong")
        heading.setAlignment(Qt.AlignmentFlag.AlignCenter)
        content = QVBoxLayout(self)
        content.setContentsMargins(Scale.M, Scale.XL, Scale.M, Scale.XL)
        content.setSpacing(Scale.S)
        content.addStretch(2)
        content.addWidget(self._icon)
        content.addSpacing(Scale.XS)
        content.addWidget(heading)
        self._hints = [_Hint(words, key) for words, key in hints or ()]
        for hint in self._hints:
            content.addWidget(hint)
        if below is not None:
            content.addWidget(below, 0, Qt.AlignmentFlag.AlignHCenter)
        content.addStretch(3)
        self._dress()

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icon anew in another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._dress()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put keys below their sentences where there is no room beside them."""
        super().resizeEvent(event)
        for hint in self._hints:
            hint.fit(self.width() - 2 * Scale.M)

    def _dress(self) -> None:
        self._icon.setPixmap(pixmap(self._sign, Scale.ICON_L, "faint", self.devicePixelRatioF()))


class _Hint(QWidget):
    """A sentence and the key that it ends with."""

    def __init__(self, words: str, key: str) -> None:
        super().__init__()
        self._said = label(words, "muted")
        self._said.setAlignment(_MIDDLE)
        self._said.setMinimumWidth(1)  # else nothing could get too narrow for it
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(BESIDE)
        self._line.addStretch(1)
        self._line.addWidget(self._said)
        self._key_room = 0
        if key:
            cap = KeyCap(key)
            self._key_room = BESIDE + cap.width()
            self._line.addWidget(cap, 0, _MIDDLE)
        self._line.addStretch(1)

    def fit(self, room: int) -> None:
        """Put the key behind the sentence, or below it where there are not pixels enough."""
        words = self._said.fontMetrics().horizontalAdvance(self._said.text())
        is_wrapped = words + self._key_room > room
        directions = QBoxLayout.Direction
        self._said.setWordWrap(is_wrapped)
        self._line.setDirection(directions.TopToBottom if is_wrapped else directions.LeftToRight)
