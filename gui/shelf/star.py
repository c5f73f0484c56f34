"""The star of an article, painted full."""

from __future__ import annotations

from functools import cache
from math import cos, pi, sin
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from gui.theme import Theme

POINTS: Final = 5
INNER: Final = 0.45  # of the outer radius, where the hollows are


def paint_star(painter: QPainter, place: QRectF, theme: Theme, *, is_full: bool = True) -> None:
    """Paint a star into a place; one that is not full is an outline."""
    painter.save()
    painter.translate(place.center())
    scale = place.width() / 2 - 1.5
    painter.scale(scale, scale)
    color = theme.color("warning" if is_full else "faint")
    pen = QPen(color, 1.2 / scale)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(color if is_full else Qt.BrushStyle.NoBrush)
    painter.drawPolygon(_shape())
    painter.restore()


@cache
def _shape() -> QPolygonF:
    corners = []
    for n in range(2 * POINTS):
        radius = INNER if n % 2 else 1.0
        angle = pi * n / POINTS - pi / 2
        corners.append(QPointF(radius * cos(angle), radius * sin(angle) + 0.06))
    return QPolygonF(corners)
