"""The language of the search on one card, with examples to click."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QToolButton, QWidget

from gui.controls import label
from gui.popover import Popover
from gui.theme import Scale
from storage.searching.fields import FIELDS, SIGNS

WIDTH, HEIGHT = 520, 560  # pixels, at most
SECTIONS: Final = (
    ("Words", tuple((sign.example, sign.explanation) for sign in SIGNS)),
    ("Fields", tuple((field.example, field.explanation) for field in FIELDS)),
)


class HelpCard(Popover):
    """Examples with what they find.

    Signals:
        chosen: an example that the reader wants to try.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        """Show all there is."""
        super().__init__(parent)
        self.setAccessibleName("How to search")
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, Scale.S, 0)
        grid.setHorizontalSpacing(Scale.M)
        grid.setVerticalSpacing(1)
        grid.setColumnStretch(1, 1)
        for title, lines in SECTIONS:
            number = grid.rowCount()
            grid.addWidget(label(title, "strong"), number, 0, 1, 2)
            grid.setRowMinimumHeight(number, Scale.ROW + (Scale.S if number > 1 else 0))
            for shift, (example, explanation) in enumerate(lines, 1):
                grid.addWidget(self._example(example), number + shift, 0)
                grid.addWidget(label(explanation, "muted"), number + shift, 1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidgetResizable(True)
        area.setWidget(inside)
        inside.setAutoFillBackground(False)
        area.viewport().setAutoFillBackground(False)
        room = parent.screen().availableSize()
        self.setFixedSize(min(WIDTH, room.width()), min(HEIGHT, room.height() - 2 * Scale.XXL))
        self.content.setSpacing(Scale.S)
        self.content.addWidget(label("How to search", "heading"))
        self.content.addWidget(area, 1)

    def _example(self, text: str) -> QToolButton:
        made = QToolButton()
        made.setText(text)
        made.setProperty("kind", "chip")
        made.setToolTip("Try this")
        made.setAccessibleName(f"Search for {text}")
        made.clicked.connect(partial(self._on_chosen, text))
        return made

    def _on_chosen(self, text: str) -> None:
        self.hide()
        self.chosen.emit(text)
