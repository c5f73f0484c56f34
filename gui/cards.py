"""What cards in the side panels have in common: faces, measures, the ground they stand on."""

from __future__ import annotations

from functools import cache
from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QTableView

from gui.fonts import MEDIUM, interface_font, reading_font
from gui.lines import Face
from gui.theme import Scale, Theme

SIDE: Final = Scale.M  # room between the panel's edge and a card
GAP: Final = 6  # between two cards
PADDING: Final = 10  # inside a card, above and below
BAR_LEFT: Final = 10  # of the bar at the left, in the card
BAR_WIDTH: Final = 4
TEXT_LEFT: Final = 24
TEXT_RIGHT: Final = 12
FOOT: Final = 18  # height of a line of small words


class CardDelegate(QStyledItemDelegate):
    """A delegate that paints each row as a card."""

    def __init__(self, view: QTableView) -> None:
        """Paint for a view."""
        super().__init__(view)
        self._view = view

    def text_width(self) -> float:
        """Give the room for a line of words; a scroll bar does not change it."""
        return max(80.0, self._view.width() - 2 * SIDE - TEXT_LEFT - TEXT_RIGHT)

    def card_in(self, row: QRectF) -> QRectF:
        """Give the card of a row, without the gap below it."""
        return QRectF(
            row.left() + SIDE, row.top(), self._view.width() - 2 * SIDE, row.height() - GAP
        )

    def words_in(self, card: QRectF) -> QRectF:
        """Give the area of a card's words, from the top."""
        return QRectF(
            card.left() + TEXT_LEFT, card.top() + PADDING, self.text_width(), card.height()
        )


def draw_ground(painter: QPainter, theme: Theme, card: QRectF, state: QStyle.StateFlag) -> None:
    """Paint the card itself: plain, under the pointer, selected, with the keyboard."""
    flags = QStyle.StateFlag
    is_selected = bool(state & flags.State_Selected)
    if is_selected:
        ground, edge = theme.color("accent_soft"), theme.color("accent")
    elif state & flags.State_MouseOver:
        ground, edge = theme.color("hover"), theme.color("outline")
    else:
        ground, edge = theme.color("surface"), theme.color("line")
    width = 1.0
    if state & flags.State_HasFocus:
        edge, width = theme.color("focus"), 2.0
    painter.setBrush(ground)
    painter.setPen(QPen(edge, width))
    inset = width / 2
    painter.drawRoundedRect(
        card.adjusted(inset, inset, -inset, -inset), Scale.RADIUS_L - 2, Scale.RADIUS_L - 2
    )


@cache
def quotation() -> Face:
    """Give the face of passages and quotes."""
    return Face(reading_font(size=14), 20)


@cache
def body() -> Face:
    """Give the face of notes."""
    return Face(interface_font(Scale.BODY), 18)


@cache
def caption() -> Face:
    """Give the face of small words: tags, names of colours."""
    return Face(interface_font(Scale.CAPTION, MEDIUM), FOOT)
