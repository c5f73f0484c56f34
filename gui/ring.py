"""How much of an article is read, as a ring."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from gui.theme import Theme


def paint_ring(painter: QPainter, rect: QRectF, progress: float, theme: Theme) -> None:
    """Paint how much is read: a full circle is all of it."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.color("slot"), 2))
    painter.drawEllipse(rect)
    painter.setPen(QPen(theme.color("accent"), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
    painter.drawArc(rect, 90 * 16, -round(max(progress, 0.04) * 360 * 16))
    painter.setPen(theme.color("muted"))
