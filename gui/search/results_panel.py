"""The passages that a search finds, or what is so when there are none."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from gui.search.model import ResultsModel
from gui.search.no_hits import NoHits, Part, parts_of
from gui.search.opening import open_row
from gui.search.rows import ResultRow
from gui.search.view import ResultsView
from gui.session import Session
from storage.searching.query import EVERYTHING, Query
from storage.types import ArticleId

if TYPE_CHECKING:
    from storage.searching.searcher import ArticleOrder


class ResultsPanel(QWidget):
    """The results of one search, in the place of the list of articles.

    Signals:
        counted: how many articles there are, None while they are being counted.
        selected: other articles are selected; see `selected_ids`.
        left_upwards: the field should have the keyboard.
        asked: what to search for instead, as typed.
        menu_asked: a global QPoint; a menu is wanted for the selected articles.
        deletion_asked: the reader wants the selected articles gone.
    """

    counted = Signal(object)
    selected = Signal()
    left_upwards = Signal()
    asked = Signal(str)
    menu_asked = Signal(QPoint)
    deletion_asked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._session = session
        self._opens_first = False  # Enter came before the answer
        self._without_hits: Query | None = None  # the search that `no_hits` speaks of
        self.model = ResultsModel(session, self)
        self.view = ResultsView(self.model)
        self.no_hits = NoHits()
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self.view)
        self._pages.addWidget(self.no_hits)
        self.setFocusProxy(self.view)
        self.model.answered.connect(self._on_answered)
        self.model.counted.connect(self._on_counted)
        self.view.chosen.connect(self._open)
        self.view.peeked.connect(self._peek)
        self.view.selected.connect(self.selected)
        self.view.left_upwards.connect(self.left_upwards)
        self.view.menu_asked.connect(self.menu_asked)
        self.view.deletion_asked.connect(self.deletion_asked)
        self.no_hits.asked.connect(self.asked)

    def show_search(
        self, query: Query, order: ArticleOrder = "added", *, is_reversed: bool = False
    ) -> None:
        """Show what a search finds as soon as it is there; EVERYTHING shows nothing."""
        self._opens_first = False
        self._session.asking.forget("search parts")
        self.model.show(query, order, is_reversed=is_reversed)

    def clear(self) -> None:
        """Show nothing, and mark no words on the page any more."""
        self.show_search(EVERYTHING)
        self.view.show_opened(None)
        self._session.seek(None)

    def open_first(self) -> None:
        """Open the best place of the first article, now or as soon as there is one."""
        self._opens_first = self.model.is_asking
        if not self._opens_first:
            self.view.show_opened(None)
            self.step(1)

    def step(self, delta: int) -> None:
        """Open the next passage of the results or, with -1, the one before."""
        row = self.view.step_passage(delta)
        if row is not None:
            self._open(row)

    def focus_list(self) -> None:
        """Give the list the keyboard, at its first row if it was nowhere."""
        self.view.go_to_first()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def selected_ids(self) -> tuple[ArticleId, ...]:
        """Give the articles of the selected rows, in the order of the list."""
        return self.view.selected_ids()

    # -- Qt

    def hideEvent(self, event: QHideEvent) -> None:
        """Ask nothing unseen."""
        super().hideEvent(event)
        self.model.rest()

    def showEvent(self, event: QShowEvent) -> None:
        """Make up for what was not followed while hidden."""
        super().showEvent(event)
        self.model.follow()

    # -- inside

    def _on_answered(self) -> None:
        if self._opens_first:
            self.open_first()

    def _on_counted(self) -> None:
        query, total = self.model.query, self.model.total
        is_empty = total == 0 and query is not EVERYTHING
        if is_empty and query is not self._without_hits:
            self.no_hits.show_search(query)
        self._without_hits = query if is_empty else None
        if is_empty:
            self._session.asking.ask(
                "search parts",
                lambda library: parts_of(library, query),
                partial(self._on_parts, query),
                self._session.tell,
            )
        self._pages.setCurrentWidget(self.no_hits if is_empty else self.view)
        self.counted.emit(total)

    def _on_parts(self, query: Query, parts: list[Part]) -> None:
        if query is self.model.query and self.model.total == 0:
            self.no_hits.show_parts(parts)

    def _open(self, row: ResultRow) -> None:
        self.view.show_opened(row.key)
        open_row(self._session, row, self.model.query)

    def _peek(self, row: ResultRow) -> None:
        self._open(row)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
