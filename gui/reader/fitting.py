"""How the page fits into its window: its column in the middle, pictures and tables as wide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from gui.reader.document import PageDocument
from storage.types import Span

if TYPE_CHECKING:
    from gui.reader.page import Page

FIT_MS = 150  # after the window has got another size, before pictures and tables do


class Fitting:
    """Fits the document of a page, which `show_of` gives."""

    def __init__(self, page: Page) -> None:
        """Fit nothing yet."""
        self._page = page
        self._shown: PageDocument | None = None
        self._later = QTimer(page, interval=FIT_MS, singleShot=True)
        self._later.timeout.connect(self._on_later)

    @property
    def is_waiting(self) -> bool:
        """Whether pictures and tables will get other sizes in a moment."""
        return self._later.isActive()

    def show_of(self, shown: PageDocument | None) -> None:
        """Work on a document, or on none; it gets the sizes that there is room for."""
        self._shown = shown
        if shown is not None:
            shown.fit(*self._room())

    def center(self) -> None:
        """Make the viewport as wide as the measure, so that a wider window lays nothing out."""
        if self._shown is None:
            return
        free = self._room()[0] - self._shown.width
        side = max(0, free // 2)
        if self._page.viewportMargins().left() != side:
            self._page.setViewportMargins(side, 0, max(0, free - side), 0)

    def fit_later(self) -> None:
        """Give pictures and tables other sizes when the window has stopped to change its own."""
        self._later.start()

    def _on_later(self) -> None:
        if self._shown is None:
            return
        at = self._page.first_visible()
        self._shown.fit(*self._room())
        if self._shown.fit_again():
            self._page.bring_into_view(Span(at, at + 1), on_top=at > 0)

    def _room(self) -> tuple[int, int]:
        """Give what the window leaves for the page, wide and high."""
        bar = self._page.verticalScrollBar().sizeHint().width()
        return self._page.width() - bar, self._page.height()
