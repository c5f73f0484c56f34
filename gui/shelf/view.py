"""The list itself: which keys and clicks it answers, and that it keeps its place."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLineEdit, QMenu, QTableView, QWidget

from gui.id_rows import rows_among
from gui.settings import Settings
from gui.shelf.bands import Bands
from gui.shelf.delegate import ROW_HEIGHT, ShelfDelegate
from gui.shelf.model import ShelfModel
from storage.types import ArticleId, ReadingState

if TYPE_CHECKING:
    from gui.shelf.table_mode import TableMode

_KEY = Qt.Key
_KEYBOARD_REASONS: Final = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
    Qt.FocusReason.OtherFocusReason,
)
OPENING_KEYS: Final = (_KEY.Key_Return, _KEY.Key_Enter)
DELETING_KEYS: Final = (_KEY.Key_Delete, _KEY.Key_Backspace)
MOVING_KEYS: Final = {_KEY.Key_J: _KEY.Key_Down, _KEY.Key_K: _KEY.Key_Up}
STAR: Final = "star"
STATE_KEYS: Final[dict[Qt.Key, ReadingState]] = {
    _KEY.Key_U: "unread",
    _KEY.Key_R: "reading",
    _KEY.Key_D: "done",
    _KEY.Key_A: "archived",
}
OWN_KEYS: Final = frozenset((*OPENING_KEYS, *DELETING_KEYS, *MOVING_KEYS, _KEY.Key_S))
MOST_KEPT: Final = 200  # a larger selection does not outlive another order or search
_PLAIN: Final = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class ShelfView(QTableView):
    """One column of articles, several of which can be selected.

    A QTableView because it asks for the rows on screen only; QListView asks for all of them.

    Signals:
        chosen: an ArticleId, clicked or entered.
        deletion_asked: the reader wants the selected articles gone.
        menu_asked: a global QPoint; a menu is wanted for the selected articles.
        marked: "star", or the ReadingState that the selected articles should have.
        selected: other articles are selected now.
        left_upwards: the reader went up from the first row.
        order_chosen: an ArticleOrder, and whether it runs the other way round.
    """

    chosen = Signal(object)
    deletion_asked = Signal()
    menu_asked = Signal(QPoint)
    marked = Signal(str)
    selected = Signal()
    left_upwards = Signal()
    order_chosen = Signal(object, bool)

    def __init__(
        self, model: ShelfModel, settings: Settings, parent: QWidget | None = None
    ) -> None:
        """Show a model; the settings keep the columns of the table."""
        super().__init__(parent)
        self._model = model
        self._settings = settings
        self._bands = Bands(self)
        self._drawer = ShelfDelegate(self._bands, self)
        self._table: TableMode | None = None
        self._when_filled: Callable[[], object] | None = None
        self._kept: tuple[tuple[ArticleId, ...], ArticleId | None] = ((), None)
        self._click_is_plain = False
        self._was_empty = False
        self._had_selection = False
        self.setProperty("kind", "drawn")
        self.setAccessibleName("Articles")
        self.setItemDelegate(self._drawer)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setDragEnabled(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        rows = self.verticalHeader()
        rows.hide()
        rows.setMinimumSectionSize(1)  # as a table, rows are lower
        rows.setDefaultSectionSize(ROW_HEIGHT)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        columns = self.horizontalHeader()
        columns.hide()
        columns.setMinimumSectionSize(1)
        columns.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        model.rowsAboutToBeRemoved.connect(self._on_rows_leave)  # before Qt drops the selection
        self.setModel(model)
        for column in range(1, model.columnCount()):
            self.hideColumn(column)
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        self.clicked.connect(self._on_clicked)
        self.doubleClicked.connect(self._on_double_clicked)
        model.modelAboutToBeReset.connect(self._keep)
        model.modelReset.connect(self._restore)
        model.rowsRemoved.connect(self._bands.on_removed)
        model.rowsInserted.connect(self._bands.on_inserted)
        model.rowsInserted.connect(self._on_rows_inserted)
        model.rowsRemoved.connect(self._on_rows_removed)
        model.listed.connect(self._show_groups)
        model.listed.connect(self._on_listed)
        model.filled.connect(self._on_filled)
        self._show_groups()

    @property
    def table(self) -> TableMode | None:
        """The list as a table, None while it is cards."""
        return self._table if self._table is not None and self._table.is_on else None

    def show_table(self, on: bool) -> None:
        """Be a table, or a list of cards."""
        if self._table is None:
            if not on:
                return
            self._table = self._made_table()
        self._table.show(on)
        self._drawer.cells = self._table.cells if on else None

    def fill_columns(self, menu: QMenu) -> None:
        """Add the columns of the table to a menu, while there is one."""
        if self.table is not None:
            menu.addSeparator()
            self.table.header.column_menu(menu.addMenu("Columns"))

    @property
    def drawer(self) -> ShelfDelegate:
        """What paints the rows."""
        return self._drawer

    def selected_ids(self) -> tuple[ArticleId, ...]:
        """Give the selected articles in the order of the list."""
        selection = self.selectionModel().selection()
        ranges = sorted((r.top(), r.bottom()) for r in selection.toList())
        ids = self._model.ids
        found = array("q")
        for first, last in ranges:
            found += ids[first : last + 1]
        return cast("tuple[ArticleId, ...]", tuple(found))  # 100,000 calls of ArticleId take long

    def current_id(self) -> ArticleId | None:
        """Give the article that the keyboard is at."""
        row = self.currentIndex().row()
        return ArticleId(self._model.ids[row]) if 0 <= row < len(self._model.ids) else None

    def go_to(self, article: int, *, select: bool = True) -> bool:
        """Make an article the current one and bring it into view; False when it is not listed."""
        row = self._model.row_of(article)
        if row < 0:
            return False
        flag = QItemSelectionModel.SelectionFlag
        index = self._model.index(row, 0)
        self.selectionModel().setCurrentIndex(
            index, flag.ClearAndSelect | flag.Rows if select else flag.NoUpdate
        )
        self.scrollTo(index)
        return True

    def once_filled(self, act: Callable[[], object]) -> None:
        """Do something now, or when all rows are there."""
        if self._model.is_whole:
            act()
        else:
            self._when_filled = act

    def edit_current(self) -> None:
        """Let the reader edit the title of the current article."""
        self.edit(self.currentIndex())
        editor = self.indexWidget(self.currentIndex())
        if isinstance(editor, QLineEdit):
            editor.end(False)
            editor.home(True)  # all is selected, and a long title shows its beginning

    def show_open(self, article: ArticleId | None) -> None:
        """Mark the article that is on screen."""
        self._drawer.open_article = article
        self.viewport().update()

    # -- Qt

    def event(self, event: QEvent) -> bool:
        """Claim the list's own single keys before the shortcuts of the window."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and _is_own(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open, delete, move."""
        self._lead_by_keyboard(True)
        key, is_plain = event.key(), event.modifiers() in _PLAIN
        if is_plain and key in OPENING_KEYS:
            if (article := self.current_id()) is not None:
                self.chosen.emit(article)
        elif is_plain and key in DELETING_KEYS:
            self.deletion_asked.emit()
        elif is_plain and key == _KEY.Key_S:
            self.marked.emit(STAR)
        elif _is_own(event) and key in STATE_KEYS:
            self.marked.emit(STATE_KEYS[_KEY(key)])
        elif is_plain and key == _KEY.Key_Up and self.currentIndex().row() <= 0:
            self.left_upwards.emit()
        elif is_plain and key in MOVING_KEYS:
            moved = QKeyEvent(QEvent.Type.KeyPress, MOVING_KEYS[_KEY(key)], event.modifiers())
            super().keyPressEvent(moved)
        elif key in (_KEY.Key_Home, _KEY.Key_End):
            self.once_filled(partial(self._go_to_end, key, event.modifiers()))
        else:
            super().keyPressEvent(event)

    def selectAll(self) -> None:
        """Select all articles that are listed, also those that are still asked for."""
        self.once_filled(super().selectAll)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, then the headings between them."""
        if self.table is not None:
            is_led = self.hasFocus() and self._drawer.shows_ring
            self.table.cells.current = self.currentIndex().row() if is_led else -1
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        self._bands.paint(painter, event.rect())

    def keyboardSearch(self, search: str) -> None:
        """Do nothing: it would ask for every title, and there is a search field."""

    def startDrag(self, _actions: Qt.DropAction) -> None:
        """Drag what is selected; Qt would make an index for each of its cells."""
        if self._model.listing.place.is_deleted:
            return
        from gui.shelf.dragging import drag  # not on the way to the first window

        drag(self, self._model.library, self.selected_ids())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Note whether this selects only, or opens too."""
        self._lead_by_keyboard(False)
        self._click_is_plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show the row under the pointer."""
        super().mouseMoveEvent(event)
        if self.table is not None:
            self.table.hover(self.rowAt(event.position().toPoint().y()))

    def leaveEvent(self, event: QEvent) -> None:
        """Show no row as under the pointer."""
        super().leaveEvent(event)
        if self.table is not None:
            self.table.hover(-1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring when the keyboard led here."""
        self._lead_by_keyboard(event.reason() in _KEYBOARD_REASONS)
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._model.rowCount():
            self.selectionModel().setCurrentIndex(
                self._model.index(0, 0), QItemSelectionModel.SelectionFlag.NoUpdate
            )

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

    # -- inside

    def _made_table(self) -> TableMode:
        from gui.shelf.table_mode import TableMode  # not on the way to the first window

        made = TableMode(self, self._bands, self._settings)
        self._model.modelReset.disconnect(self._restore)
        self._model.modelReset.connect(self._restore)  # after the new header drops the selection
        made.header.order_chosen.connect(self.order_chosen)
        listing = self._model.listing
        made.header.show_order(listing.shown_order, listing.is_reversed)
        return made

    def _on_filled(self) -> None:
        act, self._when_filled = self._when_filled, None
        if act is not None:
            act()

    def _go_to_open(self) -> None:
        """Select the article on screen, unless the reader has selected another one already."""
        opened = self._drawer.open_article
        if opened is not None and not self.selectionModel().hasSelection():
            self.go_to(opened)

    def _show_groups(self) -> None:
        self._drawer.date_column = self._model.date_column
        self._bands.show(self._model.groups)
        if self._table is not None:
            listing = self._model.listing
            self._table.header.show_order(listing.shown_order, listing.is_reversed)

    def _lead_by_keyboard(self, leads: bool) -> None:
        if leads != self._drawer.shows_ring:
            self._drawer.shows_ring = leads
            self.viewport().update()

    def _go_to_end(self, key: int, modifiers: Qt.KeyboardModifier) -> None:
        """Go to the first or last row; a table's own Home and End move within a row."""
        flag = QItemSelectionModel.SelectionFlag
        row = 0 if key == _KEY.Key_Home else self._model.rowCount() - 1
        index = self._model.index(row, 0)
        extends = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        if extends:
            first = self.currentIndex() if self.currentIndex().isValid() else index
            self.selectionModel().select(
                QItemSelection(first, index), flag.ClearAndSelect | flag.Rows
            )
        how = flag.NoUpdate if extends else flag.ClearAndSelect | flag.Rows
        self.selectionModel().setCurrentIndex(index, how)

    def _on_current_changed(self) -> None:
        if self.table is not None:  # where the ring runs over all columns
            self.viewport().update()

    def _on_double_clicked(self, index: QModelIndex) -> None:
        if self.table is not None and not self.table.is_star(index):
            self.chosen.emit(ArticleId(self._model.ids[index.row()]))

    def _on_clicked(self, index: QModelIndex) -> None:
        """Open an article; in the table a click selects, or turns the star."""
        if self.table is not None:
            if self._click_is_plain and self.table.is_star(index):
                self.marked.emit(STAR)
        elif self._click_is_plain and 0 <= index.row() < len(self._model.ids):
            self.chosen.emit(ArticleId(self._model.ids[index.row()]))

    def _on_rows_leave(self) -> None:
        self._had_selection = self.selectionModel().hasSelection()

    def _on_rows_removed(self, _parent: QModelIndex, first: int) -> None:
        """Select what follows the removed rows, so that the next key has a subject."""
        ids = self._model.ids
        if ids and self._had_selection and not self.selectionModel().hasSelection():
            self.go_to(ids[min(first, len(ids) - 1)])

    def _on_rows_inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        self._was_empty = self._was_empty or last - first + 1 == self._model.rowCount()

    def _on_listed(self) -> None:
        """Show a list that was empty from its first row, as after everything was deleted."""
        was_empty, self._was_empty = self._was_empty, False
        if was_empty:
            self.scrollToTop()

    def _keep(self) -> None:
        self._kept = (self.selected_ids(), self.current_id())

    def _restore(self) -> None:
        """Select again what was selected before the list was made anew, else the open article.

        The hits of a search are shown from the first one.
        """
        articles, current = self._kept
        wanted = set(articles[:MOST_KEPT])
        ids = self._model.ids
        rows = {ids[row]: row for row in rows_among(ids, wanted)}
        opened = self._drawer.open_article
        if not rows and opened is not None and (row := self._model.row_of(opened)) >= 0:
            rows = {opened: row}
        at = current if current in rows else next(iter(rows), None)
        if at is not None:
            self.go_to(at, select=False)
        selection = QItemSelection()
        for row in rows.values():
            index = self._model.index(row, 0)
            selection.select(index, index)
        flag = QItemSelectionModel.SelectionFlag
        self.selectionModel().select(selection, flag.ClearAndSelect | flag.Rows)
        if at is None or self._model.listing.typed:
            self.scrollToTop()
        if not self._model.is_whole:
            self._when_filled = self._go_to_open
        self.selected.emit()


def _is_own(event: QKeyEvent) -> bool:
    """Say whether the list answers a key itself, before the shortcuts of the window."""
    if event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
        return event.key() in STATE_KEYS
    return event.modifiers() in _PLAIN and event.key() in OWN_KEYS
