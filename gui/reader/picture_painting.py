"""Pictures on the page, and what stands where one is still to come or cannot be shown."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QTextOption

from gui.fonts import interface_font
from gui.icons import pixmap
from gui.reader.decoding import Decoded, Ground
from gui.reader.painting import LINES
from gui.theme import Scale, Theme
from storage.types import ColorKey

GROUNDS: Final[dict[Ground, str]] = {"light": "#F7F4EE", "dark": "#33302C"}
FRAME = 3.0  # width of the frame around a picture that is highlighted
TINT = 0.16  # of the highlight's colour over it


def paint_picture(painter: QPainter, theme: Theme, rect: QRectF, made: Decoded) -> None:
    """Paint a picture, on a ground where it would not be seen on the page's own."""
    needs_ground = made.ground == ("light" if theme.is_dark else "dark")
    if needs_ground:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(GROUNDS[made.ground]))
        painter.drawRoundedRect(rect, Scale.RADIUS_S, Scale.RADIUS_S)
    ratio = painter.device().devicePixelRatio()
    at = QPointF(round(rect.left() * ratio) / ratio, round(rect.top() * ratio) / ratio)
    place = QRectF(at, rect.size())
    seen = made.image.size() / ratio
    if abs(seen.width() - rect.width()) < 1.5 and abs(seen.height() - rect.height()) < 1.5:
        place.setSize(made.image.size().toSizeF() / ratio)  # pixel on pixel
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(place, made.image)


def paint_awaited(painter: QPainter, theme: Theme, rect: QRectF) -> None:
    """Paint the quiet ground of a picture that is on its way."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("code"))
    painter.drawRoundedRect(rect, Scale.RADIUS_S, Scale.RADIUS_S)


def paint_description(painter: QPainter, theme: Theme, rect: QRectF, words: str) -> None:
    """Paint a framed description in the place of a picture that cannot be shown."""
    inside = rect.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setPen(QPen(theme.color("line"), 1))
    painter.setBrush(theme.color("surface"))
    painter.drawRoundedRect(inside, Scale.RADIUS_S, Scale.RADIUS_S)
    side = float(Scale.ICON_S)
    room = inside.adjusted(Scale.S, 2, -Scale.S, -2)
    if room.width() > 3 * side:
        sign = pixmap("image-off", Scale.ICON_S, "muted", painter.device().devicePixelRatio())
        painter.drawPixmap(QPointF(room.left(), room.center().y() - side / 2), sign)
        room.adjust(side + Scale.S, 0, 0, 0)
    font = interface_font(Scale.BODY)
    painter.setFont(font)
    painter.setPen(theme.color("muted"))
    metrics = QFontMetricsF(font)
    lines = max(1, int(room.height() // metrics.lineSpacing()))
    shown = metrics.elidedText(
        words, Qt.TextElideMode.ElideRight, room.width() * max(1, lines - 0.3)
    )
    option = QTextOption(Qt.AlignmentFlag.AlignVCenter)
    option.setWrapMode(
        QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere
        if lines > 1
        else QTextOption.WrapMode.NoWrap
    )
    painter.drawText(room, shown, option)


def paint_mark(painter: QPainter, theme: Theme, rect: QRectF, color: ColorKey) -> None:
    """Paint the highlight of a picture: a frame in its colour with its kind of line, and a tint."""
    ink = QColor(theme.highlights[color].line)
    pen = QPen(ink, FRAME)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    if LINES[color].dashes:
        pen.setDashPattern([max(1.0, length / 1.5) for length in LINES[color].dashes])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    tint = QColor(ink)
    tint.setAlphaF(TINT)
    painter.setPen(pen)
    painter.setBrush(tint)
    painter.drawRect(rect.adjusted(FRAME / 2, FRAME / 2, -FRAME / 2, -FRAME / 2))


def paint_selected(painter: QPainter, theme: Theme, rect: QRectF) -> None:
    """Paint that a picture is selected."""
    ground = theme.color("selection")
    ground.setAlphaF(0.45)
    painter.fillRect(rect, ground)
