"""The table of the ledger, with its columns and what its keys do."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu

from gui.actions import key_text
from gui.icons import icon
from gui.keyed_table import KeyedTable
from gui.quotes import acting
from gui.quotes.ledger_model import ARTICLE, CUE, DATE, ORDERS, STATE, WHAT, WHO, LedgerModel
from gui.quotes.speakers import choose_speaker
from gui.session import Notice, Session
from gui.theme import Scale
from storage.finding_types import Quote

MOST: Final = 1_000  # quotes that are changed or copied at once
WIDTHS: Final = {WHO: 150, CUE: 100, ARTICLE: 190, DATE: 104, STATE: 116}  # pixels
HIDES_CUE, HIDES_ARTICLE = 960, 800  # pixels, below which a column makes room for the quote
_SELECT = QItemSelectionModel.SelectionFlag


class LedgerView(KeyedTable):
    """A view on a LedgerModel.

    Signals:
        opened: the reader wants to read on where a quote is.
    """

    opened = Signal(object)

    def __init__(self, session: Session, model: LedgerModel) -> None:
        """Show a model, and change quotes through a session."""
        super().__init__()
        self._session = session
        self._ledger = model
        self.setModel(model)
        self._dress()
        decide = self._decide
        self.keys |= {
            "A": partial(decide, acting.accept),
            "Space": partial(decide, acting.accept),
            "R": partial(decide, acting.reject),
            "Del": partial(decide, acting.reject),
            "Backspace": partial(decide, acting.reject),
            "U": partial(decide, acting.reopen),
            "S": self.change_speaker,
            "D": self.toggle_kind,
            "X": self.copy,
            "Ctrl+C": self.copy,
            "Ctrl+Shift+C": self.copy,
            "Return": self.open_current,
            "Enter": self.open_current,
        }
        self.doubleClicked.connect(self.open_current)

    # -- where the reader is

    def at_hand(self) -> list[Quote]:
        """Give the selected quotes, or the current one; none, and say so, if they are too many."""
        ranges = self.selectionModel().selection()
        rows = sorted(
            row for part in ranges.toList() for row in range(part.top(), part.bottom() + 1)
        )
        if len(rows) > MOST:
            self._session.noticed.emit(
                Notice(f"These are too many at once. Select up to {MOST:,} quotes.", "warning")
            )
            return []
        return self._ledger.quotes(rows or [self.currentIndex().row()])

    def go_to(self, row: int) -> None:
        """Select a row and bring it into view."""
        if 0 <= row < self._ledger.rowCount():
            at = self._ledger.index(row, WHAT)
            self.selectionModel().setCurrentIndex(at, _SELECT.ClearAndSelect | _SELECT.Rows)
            self.scrollTo(at)

    def focus(self) -> None:
        """Take the keyboard, at the first row if it was nowhere."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not self.currentIndex().isValid() or not self.selectionModel().hasSelection():
            self.go_to(max(0, self.currentIndex().row()))

    # -- what the reader does

    def open_current(self, _at: QModelIndex | None = None) -> None:
        """Read on where the current quote is."""
        if quotes := self._ledger.quotes([self.currentIndex().row()]):
            self.opened.emit(quotes[0])

    def change_speaker(self) -> None:
        """Ask who speaks."""
        if quotes := self.at_hand():
            row = self._ledger.index(self._ledger.row_of(quotes[0].id), WHO)
            choose_speaker(self._session, quotes, self, row, self._decide_speaker)

    def toggle_kind(self) -> None:
        """Make direct speech indirect, or the other way round."""
        acting.toggle_kind(self._session, self.at_hand())

    def copy(self) -> None:
        """Copy with speaker and source."""
        acting.copy_citations(self._session, self.at_hand())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done to the selection."""
        if not self.currentIndex().isValid():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for sign, title, key in (
            ("check", "Accept", "A"),
            ("x", "Reject", "R"),
            ("rotate-ccw", "Reopen", "U"),
            ("user", "Change speaker…", "S"),
            ("arrow-up-down", "Direct or indirect", "D"),
            ("quote", "Copy with citation", "X"),
            ("book-open-text", "Open in the article", "Return"),
        ):
            menu.addAction(icon(sign), f"{title}\t{key_text(key)}", self.keys[key])
        menu.popup(event.globalPos())

    # -- layout

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave columns out where the quote would have no room."""
        super().resizeEvent(event)
        self.setColumnHidden(CUE, self.width() < HIDES_CUE)
        self.setColumnHidden(ARTICLE, self.width() < HIDES_ARTICLE)

    # -- inside

    def _decide_speaker(self, quotes: Sequence[Quote], choice: acting.SpeakerChoice) -> None:
        if acting.set_speaker(self._session, quotes, choice):
            self._go_on_from(quotes)

    def _decide(self, write: acting.Write) -> None:
        quotes = self.at_hand()
        if quotes and write(self._session, quotes):
            self._go_on_from(quotes)

    def _go_on_from(self, quotes: Sequence[Quote]) -> None:
        """Select the row after the last of some quotes, if there is one."""
        self.go_to(max(self._ledger.row_of(quote.id) for quote in quotes) + 1)

    def _dress(self) -> None:
        self.setAccessibleName("Quotes of the library")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setIconSize(QSize(14, 14))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        rows = self.verticalHeader()
        rows.hide()
        rows.setDefaultSectionSize(Scale.ROW + 2)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        columns = self.horizontalHeader()
        columns.setHighlightSections(False)
        columns.setMinimumSectionSize(48)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        columns.setSectionResizeMode(WHAT, QHeaderView.ResizeMode.Stretch)
        for column, width in WIDTHS.items():
            self.setColumnWidth(column, width)
        columns.setSortIndicator(DATE, Qt.SortOrder.DescendingOrder)
        columns.setSortIndicatorShown(True)
        columns.setSectionsClickable(True)
        columns.sectionClicked.connect(self._on_header)

    def _on_header(self, column: int) -> None:
        """Order by a column, the other way round at the second press."""
        header = self.horizontalHeader()
        if column in ORDERS:
            self._ledger.sort(column, header.sortIndicatorOrder())
        else:
            header.setSortIndicator(*self._ledger.sorted_by)
