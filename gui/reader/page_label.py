"""On which page of the printed edition the reader is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QToolButton, QWidget

from gui.actions import Actions
from gui.reader.page import Page
from gui.theme import Scale
from storage.text.printed_pages import label_at
from storage.types import PageStart


class PageLabel(QToolButton):
    """A quiet "p. 12" in the corner of the page; a click asks where to go."""

    _page: Page | None = None  # Qt asks `eventFilter` before __init__ is through

    def __init__(self, page: Page, actions: Actions, parent: QWidget) -> None:
        """Wait, hidden, over a page."""
        super().__init__(parent)
        self._page = page
        self._pages: Sequence[PageStart] = ()
        self._is_wanted = True
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._tip = actions["page"].toolTip()
        self.setProperty("kind", "page")
        self.clicked.connect(actions["page"].trigger)
        page.scrolled.connect(self.refresh)
        page.installEventFilter(self)
        self.hide()

    def show_of(self, pages: Sequence[PageStart], *, is_wanted: bool) -> None:
        """Show where the reader is among these pages; nothing if there are none."""
        self._pages, self._is_wanted = pages, is_wanted
        self.refresh()

    def refresh(self) -> None:
        """Say where the reader is now."""
        page = self._page
        if page is None or not self._pages or not self._is_wanted:
            self.hide()
            return
        here = label_at(self._pages, page.first_visible()) or self._pages[0].label
        said = f"p. {here}"
        if said != self.text() or self.isHidden():
            self.setText(said)
            full = f"Page {here} of {self._pages[-1].label}"
            self.setAccessibleName(full)
            self.setToolTip(f"{full}. {self._tip}")
            self.adjustSize()
            self._place()
            self.show()
            self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the corner."""
        if watched is self._page and event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        if self._page is not None:
            bar = self._page.verticalScrollBar().sizeHint().width()
            corner = self._page.geometry().bottomRight()
            self.move(corner.x() - bar - self.width(), corner.y() - self.height() - Scale.S)
