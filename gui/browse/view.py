"""The list of all annotations, as a table or as cards."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import Final, Literal, get_args

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate

from gui.browse.cards import HEIGHT, BrowseCards
from gui.browse.columns import (
    ARTICLE,
    CHANGED,
    COLOR,
    COLUMNS,
    DATES,
    MADE,
    NOTE,
    PASSAGE,
    SITE,
    STANDING,
    TAGS,
)
from gui.browse.model import BrowseModel
from gui.browse.signs import SIZE
from gui.id_rows import rows_among
from gui.keyed_table import KeyedTable
from gui.theme import Scale
from storage.types import AnnotationId

Look = Literal["table", "cards"]
LOOKS: tuple[Look, ...] = get_args(Look)
WIDTHS: Final[Mapping[int, int]] = {  # pixels
    COLOR: 92,
    NOTE: 140,
    TAGS: 112,
    ARTICLE: 156,
    SITE: 120,
    MADE: 104,
    CHANGED: 104,
    STANDING: 150,
}
# pixels of the list, below which a column makes room for the passage
NEEDS: Final[Mapping[int, int]] = {
    STANDING: 1400,
    CHANGED: 1220,
    SITE: 1080,
    MADE: 820,
    TAGS: 740,
    NOTE: 640,
    ARTICLE: 460,
    COLOR: 360,
}
_SELECT = QItemSelectionModel.SelectionFlag


class BrowseView(KeyedTable):
    """A view on a BrowseModel.

    Signals:
        opened: the reader wants to read on where the current annotation is.
        selected: other rows are selected or current now.
    """

    opened = Signal()
    selected = Signal()

    def __init__(self, model: BrowseModel) -> None:
        """Show a model as a table."""
        super().__init__()
        self.menu_wanted: Callable[[QContextMenuEvent], object] | None = None
        self.look: Look = "table"
        self._listed = model
        self.setModel(model)
        self._cards = BrowseCards(self)
        self._cells = QStyledItemDelegate(self)
        self._dress()
        self.keys |= {
            "Return": self.opened.emit,
            "Enter": self.opened.emit,
            "Ctrl+A": self.selectAll,
        }
        self.doubleClicked.connect(self._on_double_clicked)
        self.selectionModel().selectionChanged.connect(self.selected)
        self.selectionModel().currentChanged.connect(self.selected)

    # -- where the reader is

    def selected_ids(self) -> array[int]:
        """Give the selected annotations in order; quick for all of 100,000."""
        ids, found = self._listed.ids, array("q")
        parts = self.selectionModel().selection().toList()
        for top, bottom in sorted({(part.top(), part.bottom()) for part in parts}):
            found += ids[top : bottom + 1]
        return found

    def selection_size(self) -> int:
        """Give how many are selected."""
        parts = self.selectionModel().selection().toList()
        return sum(b - t + 1 for t, b in {(part.top(), part.bottom()) for part in parts})

    def current(self) -> AnnotationId | None:
        """Give the annotation that the keys are at."""
        row = self.currentIndex().row()
        return AnnotationId(self._listed.ids[row]) if 0 <= row < len(self._listed.ids) else None

    def at_hand(self) -> array[int]:
        """Give the selected annotations, or the current one."""
        current = self.current()
        return self.selected_ids() or array("q", [] if current is None else [current])

    def go_to(self, row: int) -> None:
        """Select a row only and bring it into view."""
        if 0 <= row < self._listed.rowCount():
            at = self._listed.index(row, PASSAGE)
            self.selectionModel().setCurrentIndex(at, _SELECT.ClearAndSelect | _SELECT.Rows)
            self.scrollTo(at)

    def select_again(self, annotations: Sequence[int]) -> None:
        """Select those of some annotations that are listed."""
        rows = rows_among(self._listed.ids, set(annotations))
        again = QItemSelection()
        for _, run in groupby(enumerate(rows), lambda pair: pair[1] - pair[0]):
            together = [row for _, row in run]
            first = self._listed.index(together[0], 0)
            again.select(first, self._listed.index(together[-1], len(COLUMNS) - 1))
        self.selectionModel().select(again, _SELECT.ClearAndSelect)

    def focus(self) -> None:
        """Take the keyboard, at the first row if it was nowhere."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not self.selectionModel().hasSelection():
            self.go_to(max(0, self.currentIndex().row()))

    # -- looks

    def show_as(self, look: Look) -> None:
        """Show a table or cards; what is selected stays."""
        self.look = look
        is_table = look == "table"
        self.horizontalHeader().setVisible(is_table)
        self.setItemDelegate(self._cells if is_table else self._cards)
        self.verticalHeader().setDefaultSectionSize(Scale.ROW + 2 if is_table else HEIGHT)
        self.setProperty("kind", "" if is_table else "drawn")
        self.style().polish(self)
        self._share_out()
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex(), QAbstractItemView.ScrollHint.PositionAtCenter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave columns out where the passage would have no room."""
        super().resizeEvent(event)
        self._share_out()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done to the selection."""
        if self.menu_wanted is not None and self.at_hand():
            self.menu_wanted(event)

    # -- inside

    def _share_out(self) -> None:
        is_table = self.look == "table"
        for column, least in NEEDS.items():
            self.setColumnHidden(column, not is_table or self.width() < least)

    def _on_double_clicked(self, at: QModelIndex) -> None:
        if at.isValid():
            self.opened.emit()

    def _dress(self) -> None:
        self.setAccessibleName("Annotations of the library")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setIconSize(QSize(SIZE, SIZE))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setCornerButtonEnabled(False)
        rows = self.verticalHeader()
        rows.hide()
        rows.setMinimumSectionSize(1)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        columns = self.horizontalHeader()
        columns.setHighlightSections(False)
        columns.setMinimumSectionSize(48)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        columns.setSectionResizeMode(PASSAGE, QHeaderView.ResizeMode.Stretch)
        for column, width in WIDTHS.items():
            self.setColumnWidth(column, width)
        columns.setSortIndicator(*self._listed.sorted_by)
        columns.setSortIndicatorShown(True)
        columns.setSectionsClickable(True)
        columns.sectionClicked.connect(self._on_header)

    def _on_header(self, column: int) -> None:
        """Order by a column, the other way round at the second press; dates from the newest."""
        header = self.horizontalHeader()
        before, _ = self._listed.sorted_by
        if column != before and column in DATES:
            header.setSortIndicator(column, Qt.SortOrder.DescendingOrder)
        self._listed.sort(column, header.sortIndicatorOrder())
