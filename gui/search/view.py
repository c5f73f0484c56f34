"""The list of what a search has found: its keys, its clicks, and that it keeps its place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from gui.measured_table import MeasuredTable
from gui.search.delegate import TITLE_LEFT, ResultsDelegate
from gui.search.model import ResultsModel
from gui.search.rows import Key, ResultRow
from gui.theme import Scale
from storage.types import ArticleId

SLICE: Final = 20  # rows measured in one turn of the event loop, about 4 ms
KEPT: Final = 40  # rows by which the list finds back to where it was
AHEAD: Final = 600  # pixels above the end at which the next page is asked for
_SELECT: Final = QItemSelectionModel.SelectionFlag
_KEYBOARD_REASONS: Final = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
    Qt.FocusReason.OtherFocusReason,
)


class _Kept(NamedTuple):
    """What is selected, what is current, and which rows are in view and at which heights."""

    selected: list[Key]
    current: Key | None
    seen: list[tuple[Key, int]]
    current_number: int


class ResultsView(MeasuredTable):
    """A list of articles and their passages, with rows as high as their words.

    Signals:
        chosen: a ResultRow (article or passage) that the reader wants to read.
        peeked: the same, but the list keeps the keyboard.
        left_upwards: the field should have the keyboard.
        selected: other rows are selected now.
        menu_asked: a global QPoint; a menu is wanted for the selected articles.
        deletion_asked: the reader wants the selected articles gone.
        drag_begun: the reader drags the selected rows.
    """

    drag_begun = Signal()
    chosen = Signal(object)
    peeked = Signal(object)
    left_upwards = Signal()
    selected = Signal()
    menu_asked = Signal(QPoint)
    deletion_asked = Signal()

    def __init__(self, model: ResultsModel, parent: QWidget | None = None) -> None:
        """Show a model."""
        super().__init__(SLICE, parent)
        self._model = model
        self._drawer = ResultsDelegate(self)
        self._kept = _Kept([], None, [], -1)
        self._dress(2 * Scale.ROW)
        self.setAccessibleName("Search results")
        self.setDragEnabled(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setItemDelegate(self._drawer)
        self.setModel(model)
        model.moving.connect(self._keep)
        model.moved.connect(self._restore)
        model.modelReset.connect(self._on_reset)
        model.rowsInserted.connect(self._on_inserted)
        model.rowsRemoved.connect(self._on_removed)
        model.dataChanged.connect(self._on_data_changed)
        model.counted.connect(self._ask_ahead)
        self.verticalScrollBar().valueChanged.connect(self._ask_ahead)
        self.keys |= {
            "Return": self._choose,
            "Enter": self._choose,
            "Space": self._peek,
            "Left": lambda: self._fold(is_folded=True),
            "Right": lambda: self._fold(is_folded=False),
            "Esc": self.left_upwards.emit,
            "Del": self.deletion_asked.emit,
            "Backspace": self.deletion_asked.emit,
        }

    # -- what others may ask of it

    def selected_ids(self) -> tuple[ArticleId, ...]:
        """Give the articles of the selected rows, in the order of the list."""
        ranges = sorted((r.top(), r.bottom()) for r in self.selectionModel().selection().toList())
        rows = (self._model.rows[n] for first, last in ranges for n in range(first, last + 1))
        return tuple(dict.fromkeys(row.article for row in rows))

    def current_row(self) -> ResultRow | None:
        """Give the row that the keyboard is at."""
        number = self.currentIndex().row()
        return self._model.rows[number] if 0 <= number < len(self._model.rows) else None

    def go_to(self, number: int) -> None:
        """Select one row and bring it into view."""
        index = self._model.index(number, 0)
        self.selectionModel().setCurrentIndex(index, _SELECT.ClearAndSelect | _SELECT.Rows)
        self.scrollTo(index)

    def go_to_first(self) -> None:
        """Select the first row if none is current."""
        if self.current_row() is None and self._model.rows:
            self.go_to(0)

    def step_passage(self, delta: int) -> ResultRow | None:
        """Go to the next passage or, with -1, the one before; None at the end."""
        rows = self._model.rows
        opened = self._model.row_of(self._drawer.opened) if self._drawer.opened else -1
        number = (opened if opened >= 0 else (-1 if delta > 0 else len(rows))) + delta
        while 0 <= number < len(rows) and not _is_place(rows[number]):
            number += delta
        if not 0 <= number < len(rows):
            self._model.ask_more()
            return None
        self.go_to(number)
        return rows[number]

    def show_opened(self, row: Key | None) -> None:
        """Mark the row that is on screen."""
        self._drawer.opened = row
        self.viewport().update()

    # -- Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, open, fold; up from the first row is the field."""
        self._lead_by_keyboard(True)
        is_up = event.key() in (Qt.Key.Key_Up, Qt.Key.Key_K) and not (
            event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        )
        if is_up and self.currentIndex().row() <= 0:
            self.left_upwards.emit()
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select; a plain press opens when it is let go, or folds at the arrow."""
        self._lead_by_keyboard(False)
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open what was pressed."""
        super().mouseReleaseEvent(event)
        is_plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        at = self.indexAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or not is_plain or not at.isValid():
            return
        if at != self.currentIndex():
            return
        row = self._model.rows[at.row()]
        if row.kind == "article" and event.position().x() < TITLE_LEFT + Scale.XS:
            self._model.fold(row.article, is_folded=not row.is_folded)
        else:
            self._choose()

    def startDrag(self, _actions: Qt.DropAction) -> None:
        """Drag the articles of the selected rows, onto a collection for example."""
        self.drag_begun.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring when the keyboard led here."""
        self._lead_by_keyboard(event.reason() in _KEYBOARD_REASONS)
        super().focusInEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu, beside the current row when a key called it."""
        if not self.selectionModel().hasSelection():
            return
        where = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            where = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())
        self.menu_asked.emit(where)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Tell that others are selected."""
        super().selectionChanged(selected, deselected)
        self.selected.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure anew when the width is another one."""
        super().resizeEvent(event)
        if self._text_width() != self._measured_width:
            self._measure_all()
        self._ask_ahead()

    # -- inside

    def _text_width(self) -> float:
        return self.width()

    def _heights(self, first: int, last: int) -> Iterable[int]:
        return map(self._drawer.height, self._model.rows[first : last + 1])

    def _lead_by_keyboard(self, leads: bool) -> None:
        if leads != self._drawer.shows_ring:
            self._drawer.shows_ring = leads
            self.viewport().update()

    def _choose(self) -> None:
        row = self.current_row()
        if row is not None and row.kind == "more":
            self._model.unfold_more(row)
        elif row is not None:
            self.chosen.emit(row)

    def _peek(self) -> None:
        row = self.current_row()
        if row is not None and row.kind != "more":
            self.peeked.emit(row)

    def _fold(self, *, is_folded: bool) -> None:
        """Hide the passages of the current article, or show them; from a passage go to its head."""
        row = self.current_row()
        if row is None:
            return
        head = self._model.row_of((row.article, "article"))
        if is_folded and row.kind != "article":
            self.go_to(head)
        else:
            self._model.fold(row.article, is_folded=is_folded)

    def _ask_ahead(self) -> None:
        bar = self.verticalScrollBar()
        if self.isVisible() and bar.value() >= bar.maximum() - AHEAD:
            self._model.ask_more()

    def _on_reset(self) -> None:
        self.scrollToTop()
        self._measure_all()
        self._ask_ahead()

    def _on_inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        if last - first < SLICE:
            self._measure(first, last)
            return
        self._unmeasured = min(first, self._unmeasured) if self._measuring.isActive() else first
        self._measure_some()

    def _keep(self) -> None:
        """Note what is selected and where the list stands, before rows come and go."""
        top = max(0, self.rowAt(0))
        rows = self._model.rows
        numbers = sorted({index.row() for index in self.selectionModel().selectedRows()})
        current = self.current_row()
        self._kept = _Kept(
            [rows[n].key for n in numbers],
            current.key if current is not None else None,
            [
                (row.key, self.rowViewportPosition(top + n))
                for n, row in enumerate(rows[top : top + SLICE])
            ],
            self.currentIndex().row(),
        )

    def _restore(self) -> None:
        """Select what was selected, or what stands in its place, and scroll back."""
        kept = self._kept
        rows = {row.key: number for number, row in enumerate(self._model.rows)}
        selection = QItemSelection()
        chosen = [rows[key] for key in kept.selected if key in rows]
        if kept.selected and not chosen and rows:
            chosen = [min(kept.current_number, len(rows) - 1)]
        for number in chosen:
            selection.select(self._model.index(number, 0), self._model.index(number, 0))
        at = rows.get(kept.current, chosen[0] if chosen else -1) if kept.current else -1
        self.selectionModel().setCurrentIndex(self._model.index(at, 0), _SELECT.NoUpdate)
        self.selectionModel().select(selection, _SELECT.ClearAndSelect | _SELECT.Rows)
        bar = self.verticalScrollBar()
        place = next(((rows[key], y) for key, y in kept.seen if key in rows), None)
        if place is not None and bar.value():
            bar.setValue(bar.value() + self.rowViewportPosition(place[0]) - place[1])


def _is_place(row: ResultRow) -> bool:
    """Say whether a row is a passage, or an article that has none to go to."""
    return row.kind == "passage" or (row.kind == "article" and not row.found.passages)
