"""What is typed in the shelf's field, shown as passages in the place of the list of articles."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QStackedLayout

from gui.search.mode_bar import ModeBar
from gui.session import Session
from gui.shelf.listing import Listing
from gui.shelf.view import STAR, STATE_KEYS
from storage.types import ArticleId

if TYPE_CHECKING:
    from gui.search.results_panel import ResultsPanel

PASSAGES: Final = "search_shows_passages"  # setting


class PassageSearch(QObject):
    """Shows searches as passages as long as the reader wants that.

    Signals:
        mode_chosen: passages or articles should be shown for what is typed now.
        save_asked: the reader wants to keep the search.
        asked: what to search for instead, as typed.
        selected, left_upwards, menu_asked, deletion_asked, marked: as those of ShelfView.
    """

    mode_chosen = Signal()
    save_asked = Signal()
    asked = Signal(str)
    selected = Signal()
    left_upwards = Signal()
    menu_asked = Signal(QPoint)
    deletion_asked = Signal()
    marked = Signal(str)

    def __init__(self, session: Session, pages: QStackedLayout, parent: QObject) -> None:
        """Show passages as a page among others; the page is made for the first search."""
        super().__init__(parent)
        self._session = session
        self._pages = pages
        self.listing = Listing()
        self._is_asking = False  # for anything; a sign alone asks for nothing, as on a terminal
        self.results: ResultsPanel | None = None
        self.modes = ModeBar(is_passages=session.settings.flag(PASSAGES, default=True))
        self.modes.hide()
        self.modes.chosen.connect(self._on_mode_chosen)
        self.modes.save_asked.connect(self.save_asked)

    @property
    def is_on(self) -> bool:
        """Whether passages are shown, or will be as soon as they are found."""
        place = self.listing.place
        return self._is_asking and not place.is_deleted and self.modes.is_passages

    @property
    def ids(self) -> Sequence[int]:
        """The ids of the articles found, in order, as far as they are known."""
        return self.results.model.ids if self.results is not None else ()

    def search(self, listing: Listing) -> bool:
        """Show a listing as passages; False leaves it to the list of articles."""
        was_on = self.is_on
        self.listing = listing
        typed = self._session.library.query(listing.typed)
        self._is_asking = typed.root is not None or typed.finds_nothing
        self.modes.setVisible(self._is_asking and not listing.place.is_deleted)
        self.modes.show_count(None)
        if self.is_on:
            self._made().show_search(
                listing.query(self._session.library),
                listing.shown_order,
                is_reversed=listing.is_reversed,
            )
        elif was_on and self.results is not None:
            self.results.clear()
        return self.is_on

    def selected_ids(self) -> tuple[ArticleId, ...]:
        """Give the articles of the selected rows."""
        return self.results.selected_ids() if self.results is not None else ()

    def current_id(self) -> ArticleId | None:
        """Give the article of the row that the keyboard is at."""
        row = self.results.view.current_row() if self.results is not None else None
        return row.article if row is not None else None

    def _made(self) -> ResultsPanel:
        if self.results is not None:
            return self.results
        from gui.search.results_panel import ResultsPanel

        results = self.results = ResultsPanel(self._session)
        self._pages.addWidget(results)
        results.counted.connect(self._on_counted)
        results.asked.connect(self.asked)
        results.selected.connect(self.selected)
        results.left_upwards.connect(self.left_upwards)
        results.menu_asked.connect(self.menu_asked)
        results.deletion_asked.connect(self.deletion_asked)
        results.view.drag_begun.connect(self._drag)
        results.view.keys["S"] = partial(self.marked.emit, STAR)
        for key, state in STATE_KEYS.items():
            shifted = QKeySequence(Qt.Modifier.SHIFT | key).toString()
            results.view.keys[shifted] = partial(self.marked.emit, state)
        return results

    def _drag(self) -> None:
        from gui.shelf.dragging import drag

        if self.results is not None:
            drag(self.results.view, self._session.library, self.selected_ids())

    def _on_counted(self, total: int | None) -> None:
        if self.is_on and self.results is not None:
            self.modes.show_count(total)
            self._pages.setCurrentWidget(self.results)

    def _on_mode_chosen(self, is_passages: bool) -> None:
        self._session.settings.set_flag(PASSAGES, is_passages)
        self.mode_chosen.emit()
