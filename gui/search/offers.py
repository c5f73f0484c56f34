"""What a search may go on with: a list below the field that never takes the keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)

from gui.fonts import REGULAR, interface_font
from gui.search.model import Index
from gui.theme import Scale, current_theme

NARROWEST, WIDEST = 256, 420  # pixels
MOST: Final = 8  # rows without scrolling
DETAIL: Final = Qt.ItemDataRole.UserRole
EDGE: Final = 5


@dataclass(frozen=True, slots=True)
class Offer:
    """What may be put in the place of the text from `start` to `end`, and what is said of it."""

    start: int
    end: int
    insert: str
    label: str
    detail: str = ""


class OffersPopup(QFrame):
    """The list below the field.

    Signals:
        taken: the Offer that the reader chose.
    """

    taken = Signal(object)

    def __init__(self, field: QLineEdit) -> None:
        """Belong to the window of a field, hidden."""
        super().__init__(field.window())
        self._field = field
        self._offers: Sequence[Offer] = ()
        self.setProperty("role", "popup")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list = QListWidget()
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setAccessibleName("Completions")
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setProperty("kind", "drawn")
        self._list.setUniformItemSizes(True)
        self._list.setMouseTracking(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setItemDelegate(_Lines(self._list))
        self._list.itemClicked.connect(lambda item: self._take(self._list.row(item)))
        inside = QVBoxLayout(self)
        inside.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        inside.addWidget(self._list)
        self.hide()

    @property
    def shown(self) -> Sequence[Offer]:
        """What is offered now."""
        return self._offers if not self.isHidden() else ()

    def show_offers(self, offers: Sequence[Offer]) -> None:
        """Offer these, with none of them chosen; nothing hides the list."""
        self._offers = tuple(offers)
        if not self._offers:
            self.hide()
            return
        self._list.clear()
        for offer in self._offers:
            item = QListWidgetItem(offer.label)
            item.setData(DETAIL, offer.detail)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, _spoken(offer))
            self._list.addItem(item)
        self._list.setCurrentRow(-1)
        self._place()
        self.show()
        self.raise_()

    def answer(self, key: Qt.Key) -> bool:
        """Do what a key means while something is offered; False leaves it to the field."""
        if self.isHidden():
            return False
        row = self._list.currentRow()
        if key == Qt.Key.Key_Escape:
            self.hide()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_PageDown):
            self._go_to(min(row + 1, len(self._offers) - 1))
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_PageUp) and row >= 0:
            self._go_to(row - 1)
        elif key == Qt.Key.Key_Tab or (key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row >= 0):
            self._take(max(row, 0))
        else:
            self.hide()
            return False
        return True

    def _go_to(self, row: int) -> None:
        self._list.setCurrentRow(row)
        said = _spoken(self._offers[row]) if row >= 0 else ""
        self._field.setAccessibleDescription(said)
        changed = QAccessibleEvent(self._field, QAccessible.Event.DescriptionChanged)
        QAccessible.updateAccessibility(changed)

    def _take(self, row: int) -> None:
        offer = self._offers[row]
        self.hide()
        self._field.setAccessibleDescription("")
        self.taken.emit(offer)

    def _place(self) -> None:
        """Hang below the field, as wide as that: what stands beside it stays to be seen."""
        window, field = self._field.window(), self._field
        corner = field.mapTo(window, QPoint(0, field.height() + Scale.XS))
        wanted = max(NARROWEST, field.width())
        width = min(wanted, WIDEST, window.width() - corner.x() - Scale.S)
        height = min(len(self._offers), MOST) * Scale.ROW + 2 * EDGE + 2
        self.setGeometry(QRect(corner, QSize(width, height)))


class _Lines(QStyledItemDelegate):
    """Paints what is offered at the left and what it is at the right."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give the room of both."""
        metrics = QFontMetrics(interface_font(Scale.BODY, REGULAR))
        small = QFontMetrics(interface_font(Scale.CAPTION, REGULAR))
        words = metrics.horizontalAdvance(str(index.data()))
        detail = small.horizontalAdvance(str(index.data(DETAIL) or ""))
        return QSize(words + detail + 3 * Scale.L, Scale.ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one line."""
        theme = current_theme()
        state: QStyle.StateFlag = option.state
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if state & QStyle.StateFlag.State_Selected:
            painter.setBrush(theme.color("accent_soft"))
            painter.drawRoundedRect(rect, Scale.RADIUS_S, Scale.RADIUS_S)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(theme.color("hover"))
            painter.drawRoundedRect(rect, Scale.RADIUS_S, Scale.RADIUS_S)
        inner = rect.adjusted(Scale.S, 0, -Scale.S, 0)
        words, detail = str(index.data()), str(index.data(DETAIL) or "")
        painter.setFont(interface_font(Scale.BODY, REGULAR))
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideMiddle, inner.width())
        painter.setPen(theme.color("text"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, shown)
        inner.setLeft(inner.left() + metrics.horizontalAdvance(shown) + Scale.M)
        painter.setFont(interface_font(Scale.CAPTION, REGULAR))
        painter.setPen(theme.color("muted"))
        rest = painter.fontMetrics().elidedText(detail, Qt.TextElideMode.ElideRight, inner.width())
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        if inner.width() > Scale.XL:
            painter.drawText(inner, flags, rest)
        painter.restore()


def _spoken(offer: Offer) -> str:
    return f"{offer.label}, {offer.detail}" if offer.detail else offer.label
