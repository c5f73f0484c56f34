"""The tree of places: its keys and clicks, what is dragged and dropped, how its ground looks."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QMimeData,
    QModelIndex,
    QPoint,
    QRect,
    QRectF,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QStyleOptionViewItem, QTreeView, QWidget

from gui.icons import pixmap
from gui.library_place import ARTICLES_MIME, LIBRARY_KEY
from gui.places.delegate import ABOVE, PLUS, RIGHT, PlacesDelegate, has_plus
from gui.places.drops import (
    PLACE_MIME,
    Drop,
    articles_in,
    data_of,
    key_in,
    place_drop,
    takes_articles,
    where_in,
)
from gui.places.model import Index, PlacesModel
from gui.places.nodes import OWN, PlaceNode
from gui.theme import Scale, current_theme

INDENT: Final = 16
PAUSE_MS: Final = 160  # after an arrow: who goes on passes by without listing anything
SCROLLS_AT: Final = 8  # pixels from an edge, in a drag: less than half a row
EXPAND_MS: Final = 600  # a drag waits so long over a closed row
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_DELETE: Final = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_PLAIN: Final = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.KeypadModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
_KEYBOARD: Final = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
    Qt.FocusReason.OtherFocusReason,
)


class PlacesView(QTreeView):
    """Shows a PlacesModel.

    Signals:
        chosen: the key of a place that should be listed.
        entered: Enter or Esc; the list should have the keyboard.
        removal_asked: the key of what the reader wants gone.
        menu_asked: a key ("" beside all rows) and the global point for its menu.
        plus_pressed: the key of a heading whose sign was pressed.
        articles_dropped: ids, the key of the place, and whether they leave the one that is listed.
        place_dropped: the key of a place, and a Drop.
        opened: other rows are open now.
    """

    chosen = Signal(str)
    entered = Signal()
    removal_asked = Signal(str)
    menu_asked = Signal(str, QPoint)
    plus_pressed = Signal(str)
    articles_dropped = Signal(object, str, bool)
    place_dropped = Signal(str, object)
    opened = Signal()

    def __init__(self, model: PlacesModel, parent: QWidget | None = None) -> None:
        """Show a model with the shelf and the headings open."""
        super().__init__(parent)
        self._model = model
        self._open = {LIBRARY_KEY, "collections", "tags", "searches"}
        self._drop: Drop | None = None
        self._shows_ring = False
        self._kept: tuple[str, int] = ("", 0)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._choose_current)
        self.drawer = PlacesDelegate(self)
        self.setItemDelegate(self.drawer)
        self.setProperty("kind", "drawn")
        self.setAccessibleName("Places")
        self.setHeaderHidden(True)
        self.setIndentation(INDENT)
        self.setExpandsOnDoubleClick(False)
        self.setAutoExpandDelay(EXPAND_MS)
        self.setAutoScrollMargin(SCROLLS_AT)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)  # drawn here
        self.setMouseTracking(True)
        self.setModel(model)
        model.modelAboutToBeReset.connect(self._keep)
        model.modelReset.connect(self._restore)
        self.expanded.connect(self._on_expanded)
        self.collapsed.connect(self._on_collapsed)

    # -- what others ask of it

    @property
    def open_keys(self) -> frozenset[str]:
        """The keys of open rows."""
        return frozenset(self._open)

    def open_rows(self, keys: frozenset[str]) -> None:
        """Open exactly these rows."""
        self.collapseAll()
        self._open = set(keys)
        self._keep()
        self._restore()

    def show_chosen(self, key: str) -> None:
        """Mark the place that is listed, and bring it into view."""
        if key == self.drawer.chosen:
            return
        self.drawer.chosen = key
        index = self._model.index_of(key)
        if index.isValid() and self._current_key() != key:
            self._go_to(index)
        self.viewport().update()

    def current_node(self) -> PlaceNode | None:
        """Give the place that the keyboard is at."""
        return self._model.node(self.currentIndex())

    def go_to(self, key: str) -> bool:
        """Make a place the current one, with all that it is in open; False if it is not there."""
        index = self._model.index_of(key)
        if index.isValid():
            self._go_to(index)
        return index.isValid()

    def edit_name(self, key: str) -> None:
        """Let the reader edit a name in its row."""
        index = self._model.index_of(key)
        node = self._model.node(index)
        if node is None or node.kind not in OWN:
            return
        self._go_to(index)
        self.edit(index)
        if isinstance(field := self.indexWidget(index), QLineEdit):
            field.selectAll()

    def stop(self) -> None:
        """Choose nothing by itself any more."""
        self._pause.stop()

    # -- keys

    def event(self, event: QEvent) -> bool:
        """Claim the tree's own keys, and letters, which go to what begins with them."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            is_own = event.key() in (*_ENTER, *_DELETE, Qt.Key.Key_F2, Qt.Key.Key_Escape)
            is_letter = event.text().isalnum() and event.modifiers() in _PLAIN
            if is_letter or (is_own and event.modifiers() in _PLAIN[:2]):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose, rename, remove, open and close; an arrow chooses after a pause."""
        self._lead_by_keyboard(True)
        node, key = self.current_node(), event.key()
        if node is None or event.modifiers() not in _PLAIN[:2]:
            self._moved_by(event)
        elif key in _ENTER:
            self._pause.stop()
            if node.is_heading:
                self.setExpanded(self.currentIndex(), not self.isExpanded(self.currentIndex()))
            else:
                self.chosen.emit(node.key)
                self.entered.emit()
        elif key == Qt.Key.Key_F2:
            self.edit_name(node.key)
        elif key == Qt.Key.Key_Escape:
            self.entered.emit()
        elif key in _DELETE:
            if node.kind in OWN:
                self.removal_asked.emit(node.key)
        else:
            self._moved_by(event)

    def keyboardSearch(self, search: str) -> None:
        """Go to what begins so, and choose it after a pause."""
        super().keyboardSearch(search)
        self._pause.start()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is when it led here."""
        self._lead_by_keyboard(event.reason() in _KEYBOARD)
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.go_to(self.drawer.chosen)

    def hideEvent(self, event: QHideEvent) -> None:
        """Let no timer run unseen."""
        self.stop()
        super().hideEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of a row, beside the current one when a key called it."""
        index, where = self.indexAt(event.pos()), event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            index = self.currentIndex()
            where = self.viewport().mapToGlobal(self.visualRect(index).center())
        node = self._model.node(index)
        self.menu_asked.emit(node.key if node else "", where)

    # -- mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Lead by the mouse from here on."""
        self._lead_by_keyboard(False)
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose a place, open or close a heading, or press its sign."""
        index = self.indexAt(event.position().toPoint())
        is_click = self.state() == QAbstractItemView.State.NoState
        super().mouseReleaseEvent(event)
        node = self._model.node(index)
        if node is None or not is_click or event.button() != Qt.MouseButton.LeftButton:
            return
        x, rect = event.position().x(), self.visualRect(index)
        if x < rect.left():
            return  # the sign that opens it
        self._pause.stop()
        if not node.is_heading:
            self.chosen.emit(node.key)
        elif has_plus(node) and x > self.viewport().width() - RIGHT - PLUS:
            self.plus_pressed.emit(node.key)
        else:
            self.setExpanded(index, not self.isExpanded(index))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what is under the pointer."""
        super().mouseMoveEvent(event)
        self._hover(self._model.node(self.indexAt(event.position().toPoint())))

    def leaveEvent(self, event: QEvent) -> None:
        """Show nothing as under the pointer."""
        super().leaveEvent(event)
        self._hover(None)

    # -- drag and drop

    def startDrag(self, _actions: Qt.DropAction) -> None:
        """Drag a collection, a tag or a saved search."""
        node = self.current_node()
        if node is None or node.kind not in OWN:
            return
        drag = QDrag(self)
        drag.setMimeData(data_of(node))
        drag.exec(Qt.DropAction.MoveAction)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take articles and places."""
        if event.mimeData().hasFormat(ARTICLES_MIME) or event.mimeData().hasFormat(PLACE_MIME):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show where it would go; a closed row opens after a while."""
        super().dragMoveEvent(event)
        point = event.position().toPoint()
        self._show_drop(self.drop_at(point, event.mimeData()))
        if self._drop is None:
            event.ignore()
        else:
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Show no place to drop at."""
        super().dragLeaveEvent(event)
        self._show_drop(None)

    def dropEvent(self, event: QDropEvent) -> None:
        """Say what was dropped where."""
        data = event.mimeData()
        drop = self.drop_at(event.position().toPoint(), data)
        self._show_drop(None)
        self.setState(QAbstractItemView.State.NoState)
        if drop is None:
            event.ignore()
            return
        event.acceptProposedAction()
        if data.hasFormat(ARTICLES_MIME):
            moves = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.articles_dropped.emit(articles_in(data), drop.node.key, moves)
        else:
            self.place_dropped.emit(key_in(data), drop)

    def drop_at(self, point: QPoint, data: QMimeData) -> Drop | None:
        """Say what a drop at a point of the viewport would mean; None if nothing."""
        index = self.indexAt(point)
        node = self._model.node(index)
        if node is None:
            return None
        if data.hasFormat(ARTICLES_MIME):
            return Drop(node) if takes_articles(node) else None
        moved = self._model.node(self._model.index_of(key_in(data)))
        if moved is None:
            return None
        where = where_in(self.visualRect(index), point.y())
        return place_drop(moved, node, self._above(index), where)

    # -- painting

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the ground of a row from edge to edge, then the row."""
        node = self._model.node(index)
        if node is not None:
            self._paint_ground(painter, option.rect, node, index == self.currentIndex())
        super().drawRow(painter, option, index)
        if node is not None and self._drop is not None and self._drop.node.key == node.key:
            self._paint_drop(painter, self.visualRect(index), option.rect, self._drop)

    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Paint the sign that opens or closes a row, no lines."""
        if not self._model.hasChildren(index):
            return
        side = 12
        name = "chevron-down" if self.isExpanded(index) else "chevron-right"
        picture = pixmap(name, side, "muted", painter.device().devicePixelRatio())
        node = self._model.node(index)
        middle = rect.center().y() + (ABOVE / 2 if node is not None and node.is_heading else 0)
        painter.drawPixmap(rect.right() - side - 1, round(middle - side / 2 + 1), picture)

    def _paint_ground(
        self, painter: QPainter, rect: QRect, node: PlaceNode, is_current: bool
    ) -> None:
        theme = current_theme()
        plate = QRectF(rect).adjusted(Scale.XS, 0.5, -Scale.XS, -0.5)
        is_chosen = node.key == self.drawer.chosen
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if is_chosen or (node.key == self.drawer.hovered and not node.is_heading):
            painter.setBrush(theme.color("accent_soft" if is_chosen else "hover"))
            painter.drawRoundedRect(plate, Scale.RADIUS, Scale.RADIUS)
        if is_current and self._shows_ring and self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.drawRoundedRect(plate.adjusted(1, 1, -1, -1), Scale.RADIUS, Scale.RADIUS)
        painter.restore()

    def _paint_drop(self, painter: QPainter, inner: QRect, rect: QRect, drop: Drop) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(current_theme().color("accent"), 2))
        if drop.where == "on":
            plate = QRectF(rect).adjusted(Scale.XS + 1, 1.5, -Scale.XS - 1, -1.5)
            painter.drawRoundedRect(plate, Scale.RADIUS, Scale.RADIUS)
        else:
            y = rect.top() + 1 if drop.where == "above" else rect.bottom()
            painter.drawEllipse(QRectF(inner.left() - 3, y - 3, 6, 6))
            painter.drawLine(inner.left() + 4, y, rect.right() - Scale.S, y)
        painter.restore()

    # -- inside

    def _moved_by(self, event: QKeyEvent) -> None:
        before = self.currentIndex()
        super().keyPressEvent(event)
        if self.currentIndex() != before:
            self._pause.start()

    def _choose_current(self) -> None:
        node = self.current_node()
        if node is not None and not node.is_heading and node.key != self.drawer.chosen:
            self.chosen.emit(node.key)

    def _current_key(self) -> str:
        node = self.current_node()
        return node.key if node else ""

    def _go_to(self, index: QModelIndex) -> None:
        above = index.parent()
        while above.isValid():
            self.expand(above)
            above = above.parent()
        flag = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flag.ClearAndSelect)
        self.scrollTo(index)

    def _above(self, index: QModelIndex) -> list[str]:
        keys: list[str] = []
        above = index.parent()
        while (node := self._model.node(above)) is not None:
            keys.append(node.key)
            above = above.parent()
        return keys

    def _lead_by_keyboard(self, leads: bool) -> None:
        if leads != self._shows_ring:
            self._shows_ring = leads
            self.viewport().update()

    def _hover(self, node: PlaceNode | None) -> None:
        key = node.key if node else ""
        if key != self.drawer.hovered:
            self.drawer.hovered = key
            self.viewport().update()

    def _show_drop(self, drop: Drop | None) -> None:
        if drop != self._drop:
            self._drop = drop
            self.viewport().update()

    def _on_expanded(self, index: QModelIndex) -> None:
        if (node := self._model.node(index)) is not None and node.key not in self._open:
            self._open.add(node.key)
            self.opened.emit()

    def _on_collapsed(self, index: QModelIndex) -> None:
        if (node := self._model.node(index)) is not None and node.key in self._open:
            self._open.discard(node.key)
            self.opened.emit()

    def _keep(self) -> None:
        self._kept = (self._current_key(), self.verticalScrollBar().value())

    def _restore(self) -> None:
        """Open what was open before the tree was made anew, and go back to where the reader was."""
        for key in self._open:
            index = self._model.index_of(key)
            if index.isValid():
                self.setExpanded(index, True)
        key, scrolled = self._kept
        for wanted in (key, self.drawer.chosen):
            index = self._model.index_of(wanted)
            if index.isValid():
                flag = QItemSelectionModel.SelectionFlag
                self.selectionModel().setCurrentIndex(index, flag.ClearAndSelect)
                break
        self.verticalScrollBar().setValue(scrolled)
