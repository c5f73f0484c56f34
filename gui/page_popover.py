"""Where to go: a page by its number or label."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from gui.controls import label, row
from gui.popover import Popover
from storage.text.printed_pages import label_at, position_of
from storage.types import PageStart

WIDTH: Final = 240


class PagePopover(Popover):
    """A field for a page; Enter goes there.

    Signals:
        chosen: the position at which the page begins.
    """

    chosen = Signal(int)

    def __init__(self, pages: Sequence[PageStart], current: int, parent: QWidget) -> None:
        """Show the pages of a text; `current` is the first character that the reader sees."""
        super().__init__(parent)
        self._pages = pages
        self.setAccessibleName("Go to page")
        self.setFixedWidth(WIDTH)
        self.field = QLineEdit()
        self.field.setAccessibleName("Page")
        self.field.setText(label_at(pages, current))
        self.field.returnPressed.connect(self._on_enter)
        self.field.textEdited.connect(lambda _: self._say(""))
        self.said = label("", "danger")
        self.said.hide()
        range_ = label(f"{pages[0].label}–{pages[-1].label}", "muted", wraps=False)
        title = label("Go to page", "heading", buddy=self.field)
        self.content.addLayout(row(title, None, range_))
        self.content.addWidget(self.field)
        self.content.addWidget(self.said)

    def showEvent(self, event: QShowEvent) -> None:
        """Wait for a number, ready to type over the present one."""
        super().showEvent(event)
        self.field.setFocus()
        self.field.selectAll()

    def _on_enter(self) -> None:
        position = position_of(self._pages, self.field.text())
        if position is None:
            self._say(f"There is no page {self.field.text().strip() or 'without a number'}.")
            return
        self.close()
        self.chosen.emit(position)

    def _say(self, sentence: str) -> None:
        self.said.setText(sentence)
        self.said.setVisible(bool(sentence))
        self.field.setProperty("invalid", bool(sentence))
        self.field.style().polish(self.field)
        self.resize(self.sizeHint())
