"""A line in a panel that says what the reader should know of it, such as what is not looked for."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QLabel, QWidget

from gui.controls import label, row
from gui.icons import pixmap
from gui.theme import Scale


class NoticeLine(QWidget):
    """Says something in a few words, or takes no room."""

    def __init__(self) -> None:
        """Say nothing yet."""
        super().__init__()
        self._sign = QLabel()
        self._sign.setFixedSize(QSize(14, 16))
        self.words = label("", "muted")
        line = row(self._sign, self.words, spacing=6)
        line.setStretch(1, 1)
        line.setAlignment(self._sign, Qt.AlignmentFlag.AlignTop)
        line.setContentsMargins(Scale.M, Scale.XS, Scale.M, Scale.S)
        self.setLayout(line)
        self._dress()

    def say(self, words: str) -> None:
        """Say something, or nothing."""
        self.words.setText(words)
        self.setVisible(bool(words))

    def changeEvent(self, event: QEvent) -> None:
        """Draw the sign anew in another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._dress()

    def _dress(self) -> None:
        self._sign.setPixmap(pixmap("info", 14, "muted", self.devicePixelRatioF()))
