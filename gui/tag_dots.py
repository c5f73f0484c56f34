"""The colour of a tag as a dot beside its name."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from gui.icons import icon
from gui.theme import Scale, current_theme
from storage.types import TagColor

DOT: Final = 9.0  # across, in pixels


def paint_dot(painter: QPainter, place: QRectF, color: TagColor) -> None:
    """Paint the dot of a tag in the middle of a place; nothing for a tag without colour."""
    if not color:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(current_theme().highlights[color].line))
    painter.drawEllipse(QPointF(place.center()), DOT / 2, DOT / 2)
    painter.restore()


def tag_icon(color: TagColor) -> QIcon:
    """Give the dot of a tag as an icon, or the sign of tags for one without colour."""
    if not color:
        return icon("tag", "muted")
    side = Scale.ICON_S * 2  # drawn for sharp screens too
    picture = QPixmap(side, side)
    picture.fill(Qt.GlobalColor.transparent)
    picture.setDevicePixelRatio(2)
    painter = QPainter(picture)
    paint_dot(painter, QRectF(0, 0, Scale.ICON_S, Scale.ICON_S), color)
    painter.end()
    made = QIcon(picture)
    made.addPixmap(picture, QIcon.Mode.Selected)
    return made


def marked_icon(sign: QIcon, color: TagColor) -> QIcon:
    """Give a sign with the dot of a tag to the right of it, twice as wide as high."""
    side = Scale.ICON_S
    picture = QPixmap(4 * side, 2 * side)
    picture.fill(Qt.GlobalColor.transparent)
    picture.setDevicePixelRatio(2)
    painter = QPainter(picture)
    sign.paint(painter, QRect(0, 0, side, side))
    paint_dot(painter, QRectF(side, 0, side, side), color)
    painter.end()
    made = QIcon(picture)
    made.addPixmap(picture, QIcon.Mode.Selected)
    return made
