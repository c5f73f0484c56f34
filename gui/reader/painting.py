"""What the page paints around the text: highlights, underlines, signs, quotation bars, list signs.

All coordinates are the document's. A colour is never the only sign of itself: each palette colour
has its own kind of line too.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from gui.fonts import interface_font
from gui.icons import pixmap
from gui.theme import Scale, Theme
from storage.types import Block, ColorKey, Style

HANDLE = 5.0  # radius of a handle
SIGN = 15  # size of the sign that says that there is a note
ROUND = 2.5
UNSURE_GROUND = 0.4  # of a highlight's opacity
LABEL_HEIGHT = 14.0  # of a page's label in the margin


@dataclass(frozen=True, slots=True)
class Line:
    """How a colour's line is drawn: its width in pixels, and dashes and gaps in widths."""

    width: float
    dashes: tuple[float, ...] = ()


LINES: dict[ColorKey, Line] = {
    "yellow": Line(1.3),
    "red": Line(2.6),
    "green": Line(1.8, (1, 2)),
    "blue": Line(1.6, (5, 2.5)),
    "purple": Line(1.6, (5, 2, 1, 2)),
    "magenta": Line(1.6, (2.5, 2.5)),
    "orange": Line(1.6, (10, 3)),
    "gray": Line(1.8, (1, 5)),
}


def paint_fill(painter: QPainter, theme: Theme, color: ColorKey, rects: list[QRectF]) -> None:
    """Paint a highlight behind the text."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.fill(color))
    for rect in rects:
        painter.drawRoundedRect(rect, ROUND, ROUND)


def paint_line(
    painter: QPainter, theme: Theme, color: ColorKey, rects: list[QRectF], style: Style
) -> None:
    """Paint a colour's line: faint at the foot of a highlight, strong as an underline."""
    look = LINES[color]
    ink = QColor(theme.highlights[color].line)
    pen = QPen(ink)
    if style == "highlight":
        ink.setAlphaF(0.55)
        pen.setColor(ink)
        pen.setWidthF(look.width * 0.75)
    else:
        pen.setWidthF(look.width + 0.6)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if look.dashes:
        pen.setDashPattern(list(look.dashes))
    painter.setPen(pen)
    inset = pen.widthF() / 2
    for rect in rects:
        y = rect.bottom() - inset - (0 if style == "highlight" else 0.5)
        painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y))


def paint_unsure(painter: QPainter, theme: Theme, color: ColorKey, rects: list[QRectF]) -> None:
    """Paint an annotation of which nobody knows yet whether it belongs there: a dashed frame."""
    ground = theme.fill(color)
    ground.setAlphaF(ground.alphaF() * UNSURE_GROUND)
    pen = QPen(QColor(theme.highlights[color].line), 1.5)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setDashPattern([3, 2])
    painter.setPen(pen)
    painter.setBrush(ground)
    for rect in rects:
        painter.drawRoundedRect(rect.adjusted(0.75, 0.75, -0.75, -0.75), ROUND, ROUND)


def paint_hit(painter: QPainter, theme: Theme, rects: list[QRectF], *, is_current: bool) -> None:
    """Paint a place where the words looked for stand: framed, as no highlight is."""
    painter.setPen(QPen(theme.color("accent"), 2.4 if is_current else 1.2))
    ground = theme.color("accent_soft")
    ground.setAlphaF(0.75)
    painter.setBrush(ground)
    for rect in rects:
        painter.drawRoundedRect(rect.adjusted(-1.5, 0.5, 1.5, -0.5), ROUND, ROUND)


def paint_focus(
    painter: QPainter,
    theme: Theme,
    color: ColorKey,
    rects: list[QRectF],
    ends: tuple[QRectF, QRectF] | None,
) -> None:
    """Paint the outline of the annotation in focus and the handles at its ends."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ink = QColor(theme.highlights[color].line)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(ink, 1.4))
    for rect in rects:
        painter.drawRoundedRect(rect.adjusted(-0.5, -0.5, 0.5, 0.5), ROUND, ROUND)
    if ends is None:
        return
    for edge, handle in zip(ends, handle_points(ends), strict=True):
        painter.setPen(QPen(ink, 2))
        painter.drawLine(edge.topLeft(), edge.bottomLeft())
        painter.setPen(QPen(theme.color("page"), 1.5))
        painter.setBrush(ink)
        painter.drawEllipse(handle, HANDLE, HANDLE)


def handle_points(ends: tuple[QRectF, QRectF]) -> tuple[QPointF, QPointF]:
    """Give the centres of the handles at the two ends: above the start, below the end."""
    start, end = ends
    return start.topLeft() - QPointF(0, HANDLE - 1), end.bottomLeft() + QPointF(0, HANDLE - 1)


def paint_note_sign(
    painter: QPainter, theme: Theme, color: ColorKey, at: QPointF, ratio: float
) -> None:
    """Paint the sign that an annotation has a note, its top left corner at a point."""
    sign = pixmap("sticky-note", SIGN, theme.highlights[color].line, ratio)
    painter.drawPixmap(at, sign)


def paint_caption(
    painter: QPainter, theme: Theme, caption: str, at: QRectF, *, goes_left: bool = False
) -> None:
    """Paint where an article is from, above its title; at its right if that goes left."""
    painter.save()
    font = interface_font(Scale.BODY)
    painter.setFont(font)
    painter.setPen(theme.color("muted"))
    shown = QFontMetricsF(font).elidedText(caption, Qt.TextElideMode.ElideRight, at.width())
    flags, directions = Qt.AlignmentFlag, Qt.LayoutDirection
    painter.setLayoutDirection(directions.RightToLeft if goes_left else directions.LeftToRight)
    side = flags.AlignRight if goes_left else flags.AlignLeft
    painter.drawText(at, int(side | flags.AlignAbsolute | flags.AlignBottom), shown)
    painter.restore()


def paint_block(
    painter: QPainter,
    theme: Theme,
    block: Block,
    rect: QRectF,
    font: QFont,
    first_line: QRectF,
    *,
    goes_left: bool = False,
) -> None:
    """Paint what belongs to a block but is not its text.

    `rect` is the block's, `first_line` the rectangle of its first line; `goes_left` says that it is
    read from right to left: its signs stand at its right then.
    """
    size = font.pixelSize()
    if block.kind == "code":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("code"))
        painter.drawRoundedRect(
            rect.adjusted(-size * 0.7, -size * 0.4, size * 0.7, size * 0.4), 6, 6
        )
    elif block.kind == "rule":
        painter.setPen(QPen(theme.color("line"), 1))
        middle = rect.center()
        painter.drawLine(
            QPointF(middle.x() - size * 3, middle.y()), QPointF(middle.x() + size * 3, middle.y())
        )
    elif block.kind == "item" and block.marker:
        _paint_marker(painter, theme, block.marker, font, first_line, goes_left=goes_left)
    if block.quote:
        path = QPainterPath()
        left = first_line.right() + size * 1.0 - 3 if goes_left else first_line.left() - size * 1.0
        path.addRoundedRect(QRectF(left, rect.top(), 3, rect.height()), 1.5, 1.5)
        painter.fillPath(path, theme.color("slot"))


def paint_header(painter: QPainter, theme: Theme, rect: QRectF) -> None:
    """Paint the ground of a cell that heads others."""
    painter.fillRect(rect, theme.color("code"))


def paint_page_label(painter: QPainter, theme: Theme, label: str, place: QRectF) -> None:
    """Paint the number of a page where it begins, in the margin."""
    font = interface_font(Scale.CAPTION - 1, tabular=True)
    painter.setFont(font)
    painter.setPen(theme.color("muted"))
    shown = QFontMetricsF(font).elidedText(label, Qt.TextElideMode.ElideRight, place.width())
    painter.drawText(place, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), shown)


def _paint_marker(
    painter: QPainter, theme: Theme, marker: str, font: QFont, line: QRectF, *, goes_left: bool
) -> None:
    size = font.pixelSize()
    width, gap = size * 2.4, size * 0.45
    left = line.right() + gap if goes_left else line.left() - width - gap
    painter.save()
    painter.setFont(font)
    painter.setPen(theme.color("muted"))
    directions = Qt.LayoutDirection
    painter.setLayoutDirection(directions.RightToLeft if goes_left else directions.LeftToRight)
    side = Qt.AlignmentFlag.AlignLeft if goes_left else Qt.AlignmentFlag.AlignRight
    place = QRectF(left, line.top(), width, line.height())
    painter.drawText(place, int(side | Qt.AlignmentFlag.AlignAbsolute), marker)
    painter.restore()
