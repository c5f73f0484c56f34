"""Windows on the whole library beside the main one; made when they are first opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from gui.session import Session

if TYPE_CHECKING:
    from gui.quotes.ledger_window import LedgerWindow


class LibraryWindows(QObject):
    """Opens them, and brings the main window to the front when the reader goes to an article."""

    def __init__(self, session: Session, window: QWidget) -> None:
        """Work for a main window."""
        super().__init__(window)
        self._session = session
        self._window = window
        self._ledger: LedgerWindow | None = None

    @property
    def ledger(self) -> LedgerWindow:
        """The quote ledger."""
        if self._ledger is None:
            from gui.quotes.ledger_window import LedgerWindow

            self._ledger = LedgerWindow(self._session)
            self._ledger.shown_in_text.connect(self._come_to_front)
        return self._ledger

    def open_ledger(self) -> None:
        """Open the quote ledger."""
        self.ledger.open()

    def _come_to_front(self) -> None:
        self._window.raise_()
        self._window.activateWindow()
