"""Paints a row of the tree of places, and lets its name be edited."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gui.fonts import MEDIUM, REGULAR, SEMIBOLD, interface_font
from gui.icons import pixmap
from gui.own_undo import Line
from gui.places.model import NODE_ROLE
from gui.places.nodes import PlaceNode
from gui.tag_dots import paint_dot
from gui.theme import Scale, current_theme

ROW: Final = 27  # pixels
ABOVE: Final = 7  # room above a heading
RIGHT: Final = 12  # room at the right
PLUS: Final = 24  # width of the sign at the end of a heading that makes a new one
Index = QModelIndex | QPersistentModelIndex


class PlacesDelegate(QStyledItemDelegate):
    """Paints the sign of a place, its name and its number; the view paints the ground.

    `chosen` is the key of the place that is listed, `hovered` that under the pointer.

    Signals:
        renamed: (key, name) after the reader has edited a name.
    """

    renamed = Signal(str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        """Prepare the fonts."""
        super().__init__(parent)
        self.chosen = ""
        self.hovered = ""
        self._edited = ""
        self._plain = interface_font(Scale.BODY, REGULAR)
        self._strong = interface_font(Scale.BODY, MEDIUM)
        self._heading = interface_font(Scale.CAPTION, SEMIBOLD)
        self._small = interface_font(Scale.CAPTION, REGULAR, tabular=True)

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give the height of a row; headings have room above them."""
        node = index.data(NODE_ROLE)
        is_heading = isinstance(node, PlaceNode) and node.is_heading
        return QSize(0, ROW + ABOVE if is_heading else ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        node = index.data(NODE_ROLE)
        if not isinstance(node, PlaceNode) or node.key == self._edited:
            return
        painter.save()
        inner = QRectF(option.rect).adjusted(0, 0, -RIGHT, 0)
        if node.is_heading:
            self._paint_heading(painter, inner.adjusted(0, ABOVE, 0, 0), node)
        else:
            self._paint_place(painter, inner, node)
        painter.restore()

    def _paint_heading(self, painter: QPainter, inner: QRectF, node: PlaceNode) -> None:
        painter.setFont(self._heading)
        painter.setPen(current_theme().color("muted"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, node.name)
        if has_plus(node):
            color = "text" if node.key == self.hovered else "muted"
            sign = Scale.ICON_S - 2
            ratio = painter.device().devicePixelRatio()
            left, top = inner.right() - sign + 1, inner.center().y() - sign / 2
            name = "plus" if node.kind == "collections" else "settings-2"
            painter.drawPixmap(round(left), round(top), pixmap(name, sign, color, ratio))

    def _paint_place(self, painter: QPainter, inner: QRectF, node: PlaceNode) -> None:
        theme, is_chosen = current_theme(), node.key == self.chosen
        sign = QRectF(inner.left(), inner.center().y() - 8, Scale.ICON_S, Scale.ICON_S)
        if node.kind == "tag" and node.color:
            paint_dot(painter, sign, node.color)
        else:
            color = "link" if is_chosen else "faint" if node.kind == "tag" else "muted"
            ratio = painter.device().devicePixelRatio()
            picture = pixmap(node.icon, Scale.ICON_S, color, ratio)
            painter.drawPixmap(sign.topLeft().toPoint(), picture)
        if node.count:
            painter.setFont(self._small)
            painter.setPen(theme.color("muted"))
            number = f"{node.count:,}"
            painter.drawText(
                inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, number
            )
            width = QFontMetricsF(self._small).horizontalAdvance(number)
            inner.setRight(inner.right() - width - Scale.S)
        inner.setLeft(sign.right() + Scale.S)
        font = self._strong if is_chosen else self._plain
        painter.setFont(font)
        painter.setPen(theme.color("text"))
        words = QFontMetricsF(font).elidedText(
            node.name, Qt.TextElideMode.ElideRight, max(0.0, inner.width())
        )
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, words)

    # -- editing

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Give a field in place of the row."""
        node = index.data(NODE_ROLE)
        self._edited = node.key if isinstance(node, PlaceNode) else ""
        return _NameField(parent)

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        """Show the row again."""
        self._edited = ""
        super().destroyEditor(editor, index)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Fill the field."""
        if isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))

    def setModelData(self, editor: QWidget, _model: object, index: Index) -> None:
        """Say that a name was edited; the library decides what comes of it."""
        node = index.data(NODE_ROLE)
        if not isinstance(editor, QLineEdit) or not isinstance(node, PlaceNode):
            return
        if editor.text().strip() not in ("", str(index.data(Qt.ItemDataRole.EditRole))):
            self.renamed.emit(node.key, editor.text())

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, _index: Index
    ) -> None:
        """Put the field over the row."""
        rect: QRect = option.rect
        editor.setGeometry(rect.adjusted(Scale.L, 0, -Scale.XS, 0))


class _NameField(Line):
    """Edits a name in its row; Enter keeps it, Esc does not."""

    OWN_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setStyleSheet(f"padding: 0 4px; min-height: {ROW - 4}px;")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep Enter and Esc from the tree below, which would answer them too."""
        super().keyPressEvent(event)
        if event.key() in self.OWN_KEYS and event.type() == QEvent.Type.KeyPress:
            event.accept()


def has_plus(node: PlaceNode) -> bool:
    """Say whether a heading has a sign at its end: to make a collection, to manage tags."""
    return node.kind == "collections" or (node.kind == "tags" and bool(node.inner))
