"""Paints an entity of the article as a card, and the headings of their kinds."""

from __future__ import annotations

from functools import cache
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from gui.card_list import Index
from gui.cards import FOOT, CardDelegate, caption, draw_ground
from gui.entities.model import ROW, Heading, Row
from gui.entities.wording import is_unsure, second_line, title_of
from gui.fonts import REGULAR, SEMIBOLD, interface_font
from gui.icons import pixmap
from gui.kinds import ICONS, kind_color
from gui.lines import Face, draw_lines
from gui.theme import Scale, Theme, current_theme
from storage.finding_types import KIND_NAMES, ArticleEntity

HEADING: Final = 34  # height of a heading's row
PAD: Final = 7  # inside a card, above and below
NAME: Final = 20  # height of the line with the name
ICON: Final = 14
LEFT: Final = 36  # of the words, in the card
RIGHT: Final = 10
GAP: Final = 4  # between two cards
SIGN: Final = 22  # width of a sign at the right


class EntityCards(CardDelegate):
    """Paints the rows of an EntityModel and knows how high they are."""

    def height(self, row: Row) -> int:
        """Give the height of a row with the gap below it."""
        if isinstance(row, Heading):
            return HEADING
        return GAP + 2 * PAD + NAME + (FOOT if second_line(row) else 0)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        row, area = index.data(ROW), QRectF(option.rect)
        state: QStyle.StateFlag = option.state
        theme = current_theme()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, Heading):
            self._draw_heading(painter, theme, self.card_in(area), row)
        elif isinstance(row, ArticleEntity):
            card = self.card_in(area).adjusted(0, 0, 0, 6 - GAP)
            draw_ground(painter, theme, card, state)
            self._draw_entity(painter, theme, card, row)
        painter.restore()

    def _draw_heading(
        self, painter: QPainter, theme: Theme, area: QRectF, heading: Heading
    ) -> None:
        ratio = painter.device().devicePixelRatioF()
        middle = area.center().y() + 3
        sign = pixmap(ICONS[heading.kind], ICON, heading.kind, ratio)
        painter.drawPixmap(QPointF(area.left() + 2, middle - ICON / 2), sign)
        words = QRectF(area.left() + 24, middle - 10, area.width() - 26, 20)
        painter.setFont(name_face(True).font)
        painter.setPen(theme.color("text"))
        name = KIND_NAMES[heading.kind][1]
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, name)
        words.setLeft(words.left() + name_face(True).metrics.horizontalAdvance(name) + Scale.S)
        review = f"{heading.count:,}"
        if heading.open:
            review += f" · {heading.open:,} to review"
        painter.setFont(caption().font)
        painter.setPen(theme.color("muted"))
        shown = caption().metrics.elidedText(review, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, shown)

    def _draw_entity(
        self, painter: QPainter, theme: Theme, card: QRectF, entity: ArticleEntity
    ) -> None:
        ratio = painter.device().devicePixelRatioF()
        is_confirmed = entity.state == "confirmed"
        _draw_state(painter, theme, card, entity)
        line = QRectF(card.left() + LEFT, card.top() + PAD, card.width() - LEFT - RIGHT, NAME)
        right = line.right() - SIGN
        if is_confirmed:
            sign = pixmap("check", ICON, "success", ratio)
            painter.drawPixmap(QPointF(right + SIGN - ICON, line.center().y() - ICON / 2), sign)
        elif is_unsure(entity):
            _draw_doubt(painter, theme, QRectF(right + SIGN - 15, line.center().y() - 7, 15, 15))
        count = f"{entity.count:,}"
        width = caption().metrics.horizontalAdvance(count)
        painter.setFont(caption().font)
        painter.setPen(theme.color("muted"))
        box = QRectF(right - width - 1, line.top(), width + 2, NAME)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, count)
        line.setRight(box.left() - Scale.S)
        face = name_face(is_confirmed)
        draw_lines(painter, face, title_of(entity), line, theme.color("text"), 1)
        if words := second_line(entity):
            below = QRectF(line.left(), line.bottom(), card.right() - RIGHT - line.left(), FOOT)
            draw_lines(painter, caption(), words, below, theme.color("muted"), 1)


def _draw_state(painter: QPainter, theme: Theme, card: QRectF, entity: ArticleEntity) -> None:
    """Paint a full dot of the kind's ink for what is confirmed, a broken ring for the rest."""
    ink = kind_color(theme, entity.kind)
    dot = QRectF(card.left() + 14, card.top() + PAD + NAME / 2 - 5, 10, 10)
    if entity.state == "confirmed":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawEllipse(dot)
        return
    pen = QPen(ink, 1.2)
    pen.setDashPattern([2.4, 1.6])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(dot.adjusted(0.5, 0.5, -0.5, -0.5))


def _draw_doubt(painter: QPainter, theme: Theme, box: QRectF) -> None:
    """Paint a question mark."""
    painter.setPen(QPen(theme.color("warning"), 1.2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(box)
    painter.setFont(caption().font)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "?")


@cache
def name_face(is_strong: bool) -> Face:
    """Give the face of names; strong for what the reader has confirmed, and for headings."""
    return Face(interface_font(Scale.BODY, SEMIBOLD if is_strong else REGULAR), NAME)
