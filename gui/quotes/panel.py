"""The quotes panel: who said what in the open article."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.actions import Actions
from gui.blank import Blank
from gui.session import Session
from storage.finding_types import Mention, Quote


class QuotesPanel(QWidget):
    """The open article's quotes.

    Signals:
        left: Escape was pressed; the keyboard belongs to the page.
    """

    left = Signal()

    def __init__(self, session: Session, actions: Actions, parent: QWidget | None = None) -> None:
        """Follow a session."""
        super().__init__(parent)
        self._session = session
        self._actions = actions
        content = QVBoxLayout(self)
        content.addWidget(Blank("message-square-quote", "No quotes yet"))

    def focus_list(self) -> None:
        """Give the keyboard to the list."""
        self.setFocus()

    def focus_filter(self) -> None:
        """Give the keyboard to the filter."""
        self.setFocus()

    def show_chosen(self, found: Mention | Quote) -> None:
        """Go to what the reader chose on the page."""
