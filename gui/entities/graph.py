"""Who appears with an entity, as a small graph: the more articles they share, the thicker."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from gui.cards import caption
from gui.controls import plain_tip
from gui.entities.delegate import name_face
from gui.entities.graph_layout import Box, Placed, fitting, place
from gui.entities.wording import Named, title_of
from gui.icons import pixmap
from gui.kinds import ICONS, kind_color
from gui.theme import Scale, Theme, current_theme
from storage.entity_pages import Companion
from storage.finding_types import KIND_NAMES, Entity
from storage.found import EntityKind
from storage.printing import counted

THICKEST: Final = 7.0  # pixels of a line
MANY: Final = 5  # shared articles that make the thickest line where nobody shares more
ICON: Final = 14
PAD: Final = 9  # inside a label, left and right
SIZE: Final = QSize(420, 300)


class Graph(QWidget):
    """An entity in the middle and up to twelve around it, to go to by mouse, arrows and Enter.

    Signals:
        chosen: one of those around; its id.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._entity: Entity | None = None
        self._companions: tuple[Companion, ...] = ()
        self._placed: Placed | None = None
        self.current = 0  # the one that the keys are at
        self._hovered = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName("Who appears with it")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(280, 120)

    def show_companions(self, entity: Entity, companions: tuple[Companion, ...]) -> None:
        """Show who shares articles with an entity, most first."""
        if entity != self._entity:
            self.current = 0
        self._entity, self._companions = entity, companions
        self._hovered = -1
        self._place()
        self._describe()
        self.update()

    def boxes(self) -> tuple[Box, ...]:
        """Give where the labels around stand."""
        return self._placed.around if self._placed is not None else ()

    def sizeHint(self) -> QSize:
        """Ask for room for twelve."""
        return SIZE

    # -- events

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the labels anew."""
        super().resizeEvent(event)
        self._place()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keys are."""
        super().focusInEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from one to the next, or to its page."""
        keys, last = Qt.Key, len(self.boxes()) - 1
        steps = {
            **dict.fromkeys((keys.Key_Right, keys.Key_J), 1),
            **dict.fromkeys((keys.Key_Left, keys.Key_K), -1),
            keys.Key_Down: 2,
            keys.Key_Up: -2,
        }
        key = keys(event.key())
        is_plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if key in steps and is_plain and last >= 0:
            self.current = max(0, min(self.current + steps[key], last))
            self._describe()
            self.update()
        elif key in (keys.Key_Return, keys.Key_Enter, keys.Key_Space) and last >= 0:
            self.chosen.emit(self._companions[self.current].id)
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say who is under the pointer."""
        self._hovered = self._at(event.position())
        self.setCursor(
            Qt.CursorShape.PointingHandCursor if self._hovered >= 0 else Qt.CursorShape.ArrowCursor
        )
        if self._hovered >= 0:
            said = plain_tip(_said(self._companions[self._hovered]))
            QToolTip.showText(event.globalPosition().toPoint(), said, self)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Forget the pointer."""
        super().leaveEvent(event)
        self._hovered = -1
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to who is pressed."""
        at = self._at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and at >= 0:
            self.chosen.emit(self._companions[at].id)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint lines, then labels."""
        if self._entity is None or self._placed is None:
            return
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        most = max(MANY, *(one.articles for one in self._companions), 0)
        x, y = self._placed.center.middle
        for number, (one, box) in enumerate(
            zip(self._companions, self._placed.around, strict=False)
        ):
            is_lit = number == self._hovered or (self.hasFocus() and number == self.current)
            pen = QPen(theme.color("accent" if is_lit else "slot"))
            pen.setWidthF(1.0 + (THICKEST - 1.0) * one.articles / most)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            end = box.left if box.left > x else box.left + box.width
            painter.drawLine(QPointF(x, y), QPointF(end, box.middle[1]))
        for number, (one, box) in enumerate(
            zip(self._companions, self._placed.around, strict=False)
        ):
            has_keys = self.hasFocus() and number == self.current
            is_lit = number == self._hovered
            _draw_label(
                painter, theme, box, one, f"{one.articles:,}", has_keys=has_keys, is_lit=is_lit
            )
        _draw_label(painter, theme, self._placed.center, self._entity, "", is_center=True)

    # -- inside

    def _place(self) -> None:
        if self._entity is None:
            self._placed = None
            return
        count = fitting(len(self._companions), self.width(), self.height())
        widths = [_width(one, f"{one.articles:,}") for one in self._companions[:count]]
        area = (self.width() - 2, self.height() - 2)
        self._placed = place(_width(self._entity, "") + 12, widths, *area)
        self.current = max(0, min(self.current, count - 1))

    def _at(self, point: QPointF) -> int:
        for number, box in enumerate(self.boxes()):
            if QRectF(*box).contains(point):
                return number
        return -1

    def _describe(self) -> None:
        if self.boxes():
            self.setAccessibleDescription(_said(self._companions[self.current]))


def _width(entity: Named, count: str) -> float:
    words = name_face(True).metrics.horizontalAdvance(title_of(entity))
    number = caption().metrics.horizontalAdvance(count) + Scale.XS if count else 0
    return 2 * PAD + ICON + Scale.XS + words + number + 4


def _said(one: Companion) -> str:
    kind = KIND_NAMES[one.kind][0].lower()
    return f"{title_of(one)}, {kind}: {counted(one.articles, 'shared article')}"


def _draw_label(
    painter: QPainter,
    theme: Theme,
    box: Box,
    entity: Named,
    count: str,
    *,
    is_center: bool = False,
    has_keys: bool = False,
    is_lit: bool = False,
) -> None:
    """Paint an entity's icon and name on a pill, with a number behind it."""
    kind: EntityKind = entity.kind
    shape = QRectF(*box).adjusted(0.5, 0.5, -0.5, -0.5)
    if has_keys:
        painter.setPen(QPen(theme.color("focus"), 2))
    else:
        painter.setPen(QPen(kind_color(theme, kind), 1.6 if is_center else 1.0))
    painter.setBrush(theme.color("accent_soft" if is_center else "hover" if is_lit else "raised"))
    painter.drawRoundedRect(shape, shape.height() / 2, shape.height() / 2)
    sign = pixmap(ICONS[kind], ICON, kind, painter.device().devicePixelRatioF())
    painter.drawPixmap(QPointF(shape.left() + PAD, shape.center().y() - ICON / 2), sign)
    words = shape.adjusted(PAD + ICON + Scale.XS, 0, -PAD, 0)
    if count:
        painter.setFont(caption().font)
        painter.setPen(theme.color("muted"))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, count)
        words.setRight(words.right() - caption().metrics.horizontalAdvance(count) - Scale.XS)
    face = name_face(is_center)
    painter.setFont(face.font)
    painter.setPen(theme.color("text"))
    name = face.metrics.elidedText(title_of(entity), Qt.TextElideMode.ElideRight, words.width())
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, name)
