"""A list of cards that are chosen, changed and removed by mouse or by keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from gui.cards import CardDelegate
from gui.measured_table import MeasuredTable
from gui.theme import Scale

Index = QModelIndex | QPersistentModelIndex
SLICE: Final = 250  # rows measured in one turn of the event loop
_SELECT = QItemSelectionModel.SelectionFlag


class CardModel(QAbstractTableModel):
    """What a CardList shows: one column; each row has an id, or none if it is a heading."""

    def id_at(self, row: int) -> int | None:
        """Give the id of a row; None for a heading."""
        raise NotImplementedError

    def row_of(self, id_: int | None) -> int:
        """Give the row of an id, -1 if it is not shown."""
        raise NotImplementedError

    def columnCount(self, parent: Index | None = None) -> int:
        """Give one column."""
        return 0 if parent is not None and parent.isValid() else 1


class CardList(MeasuredTable):
    """A view on a CardModel, with rows as high as their cards.

    Signals:
        chosen: the reader went to a card by mouse or key, not to select several; its id.
        selected: other rows are selected now, whoever did it.
    """

    chosen = Signal(int)
    selected = Signal()

    def __init__(self, model: CardModel, parent: QWidget | None = None) -> None:
        """Show a model."""
        super().__init__(SLICE, parent)
        self.menu_wanted: Callable[[QContextMenuEvent], object] | None = None
        self._model = model
        self._kept: list[int] = []
        self._cards = self._delegate()
        self._revealing = QTimer(self, singleShot=True, interval=0)
        self._revealing.timeout.connect(self._reveal)
        self._dress(3 * Scale.ROW)
        self.setItemDelegate(self._cards)
        self.setModel(model)
        model.modelAboutToBeReset.connect(self._keep_selection)
        model.modelReset.connect(self._on_reset)
        model.rowsInserted.connect(self._on_inserted)
        model.rowsRemoved.connect(self._on_removed)
        model.dataChanged.connect(self._on_data_changed)
        self.selectionModel().selectionChanged.connect(self.selected)
        self.keys["Ctrl+A"] = self.selectAll

    # -- what is selected

    def selected_ids(self) -> list[int]:
        """Give the ids of the selected cards, in order."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [id_ for row in rows if (id_ := self._model.id_at(row)) is not None]

    def selection_size(self) -> int:
        """Give how many are selected."""
        ranges = self.selectionModel().selection()
        return sum(ranges.at(i).height() for i in range(ranges.size()))

    def current(self) -> int | None:
        """Give the id of the card that the keys are at."""
        row = self.currentIndex().row()
        return self._model.id_at(row) if 0 <= row < self._model.rowCount() else None

    def follow(self, id_: int | None) -> None:
        """Select this card only and scroll to it; None or one not shown: select none."""
        row = self._model.row_of(id_)
        if row < 0:
            self.clearSelection()
            self.setCurrentIndex(self._model.index(-1, 0))
            return
        index = self._model.index(row, 0)
        self.selectionModel().setCurrentIndex(index, _SELECT.ClearAndSelect | _SELECT.Rows)
        self._revealing.start()  # after the layout has given the list its height

    # -- events

    def _on_key_moved(self) -> None:
        """Say where a key has gone."""
        if (now := self.current()) is not None:
            self.chosen.emit(now)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select what is pressed; none, below the last one."""
        super().mousePressEvent(event)
        is_plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if event.button() != Qt.MouseButton.LeftButton or not is_plain:
            return
        at = self.indexAt(event.position().toPoint())
        id_ = self._model.id_at(at.row()) if at.isValid() else None
        if id_ is not None:
            self.chosen.emit(id_)
        elif not at.isValid():
            self.follow(None)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done to the selection."""
        if self.menu_wanted is not None and self.selection_size():
            self.menu_wanted(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure anew when the width is another one; keep the current card in view."""
        before = QRect(QPoint(0, 0), event.oldSize())
        was_seen = self.visualRect(self.currentIndex()).intersects(before)
        super().resizeEvent(event)
        if was_seen:
            self._revealing.start()
        if self._text_width() != self._measured_width:
            self._measure_all()

    # -- for those who show cards of their own

    def _delegate(self) -> CardDelegate:
        """Give what paints the cards."""
        raise NotImplementedError

    # -- inside

    def _text_width(self) -> float:
        return self._cards.text_width()

    def _reveal(self) -> None:
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex(), QAbstractItemView.ScrollHint.EnsureVisible)

    def _keep_selection(self) -> None:
        self._kept = self.selected_ids()

    def _on_reset(self) -> None:
        self._measure_all()
        model, selection = self.selectionModel(), self._kept
        for row in sorted(row for id_ in selection if (row := self._model.row_of(id_)) >= 0):
            model.select(self._model.index(row, 0), _SELECT.Select | _SELECT.Rows)
        self._kept = []
        self.selected.emit()

    def _on_inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        self._measure(first, last)
