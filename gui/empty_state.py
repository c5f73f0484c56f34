"""What stands where the list would be, when there is nothing to list."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from gui.fonts import set_role
from gui.icons import pixmap
from gui.theme import Scale


@dataclass(frozen=True, slots=True)
class Message:
    """An icon, what is so, and what can be done about it."""

    icon: str
    title: str
    text: str


class EmptyState(QWidget):
    """A message in the middle, with buttons below."""

    def __init__(self, message: Message, *buttons: QPushButton) -> None:
        """Show a message; the first button should be the likely one."""
        super().__init__()
        self._icon = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._title = _centred("heading")
        self._text = _centred("muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(Scale.L, Scale.XL, Scale.L, Scale.XL)
        column.setSpacing(Scale.S)
        column.addStretch(2)
        column.addWidget(self._icon)
        column.addSpacing(Scale.XS)
        column.addWidget(self._title)
        column.addWidget(self._text)
        column.addSpacing(Scale.S)
        for button in buttons:
            column.addWidget(button, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self.show_message(message)

    def show_message(self, message: Message) -> None:
        """Say something else."""
        self._message = message
        self._title.setText(message.title)
        self._text.setText(message.text)
        self._paint_icon()

    def said(self) -> str:
        """Give the title and the text as they stand there."""
        return f"{self._title.text()}\n{self._text.text()}"

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._paint_icon()

    def _paint_icon(self) -> None:
        ratio = self.devicePixelRatioF()
        self._icon.setPixmap(pixmap(self._message.icon, Scale.ICON_L, "faint", ratio))


def _centred(role: str) -> QLabel:
    label = QLabel(alignment=Qt.AlignmentFlag.AlignHCenter, wordWrap=True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    set_role(label, role)
    return label
