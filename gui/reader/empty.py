"""What stands in the middle of the window while no article is open."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gui.actions import Actions
from gui.fonts import set_role
from gui.icons import icon
from gui.theme import Scale

HINT_WIDTH = 340  # two lines
HINT = "Open a file, drop it here, paste a text, or choose an article from the library (F8)."


class EmptyPage(QFrame):
    """Says what to do first, with the two ways to do it."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        """Make the page."""
        super().__init__(parent)
        self.setProperty("role", "page")
        sign = QLabel(self)
        sign.setPixmap(icon("book-open-text").pixmap(QSize(Scale.ICON_L, Scale.ICON_L)))
        title = QLabel("Open something to read", self)
        set_role(title, "title")
        hint = QLabel(HINT, self)
        set_role(hint, "muted")
        hint.setWordWrap(True)
        hint.setFixedSize(HINT_WIDTH, hint.heightForWidth(HINT_WIDTH))
        hint.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        buttons = QHBoxLayout()
        buttons.setSpacing(Scale.S)
        buttons.addStretch(1)
        for name, text, kind in (
            ("open", "Open file…", "primary"),
            ("write", "New article…", "quiet"),
        ):
            button = QPushButton(text, self)
            button.setProperty("kind", kind)
            button.clicked.connect(actions[name].trigger)
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setSpacing(Scale.M)
        column.addStretch(2)
        for widget in (sign, title, hint):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(Scale.S)
        column.addLayout(buttons)
        column.addStretch(3)
