"""Charts as they are painted, on the screen and into pictures: columns over time, bars in order.

One hue says how many; words and numbers say the rest, so that no colour has to be told from
another.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from gui.cards import caption
from gui.lines import Face
from gui.overview.wording import MEASURES
from gui.theme import Scale, Theme
from storage.overview.counting import MEASURES as ROWS
from storage.overview.counting import Card, Measure, Times
from storage.types import COLORS

LINE: Final = 26  # pixels of a bar with its name
BAR: Final = 14
NAME_SHARE: Final = 0.38  # of the width, for names
NUMBER: Final = 56  # for counts
STRIPE: Final = 92  # of one measure over time
HEAD: Final = 22  # its name
AXIS: Final = 22  # names of spans
LEAST: Final = 2  # pixels of the lowest column that is none
WIDEST: Final = 128  # from one column to the next
THICKEST: Final = 40
DOT: Final = 10


@dataclass(frozen=True, slots=True)
class Pointed:
    """Which bar has the keyboard and which one is under the pointer, as row and number."""

    current: tuple[int, int] | None = None
    hovered: tuple[int, int] | None = None


NOTHING: Final = Pointed()


# -- over time


def times_height() -> int:
    """Give the pixels that the measures over time take."""
    return STRIPE * len(ROWS) + AXIS


def column_at(times: Times, area: QRectF, point: QPointF) -> tuple[int, int] | None:
    """Give the measure and the span at a point, by number."""
    row = int((point.y() - area.top()) // STRIPE)
    number = int((point.x() - area.left()) // _step(times, area.width()))
    is_inside = 0 <= row < len(ROWS) and 0 <= number < len(times.spans)
    return (row, number) if is_inside else None


def column_rect(times: Times, area: QRectF, row: int, number: int) -> QRectF:
    """Give the room of a column, from the name of its measure to its foot."""
    step = _step(times, area.width())
    top = area.top() + row * STRIPE
    return QRectF(area.left() + number * step, top + HEAD, step, STRIPE - HEAD)


def draw_times(
    painter: QPainter, theme: Theme, times: Times, area: QRectF, pointed: Pointed = NOTHING
) -> None:
    """Paint each measure as a stripe of columns, all over the same spans."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for row, measure in enumerate(ROWS):
        _draw_stripe(painter, theme, times, area, (row, measure), pointed)
    _draw_axis(painter, theme, times, area)


def _draw_stripe(
    painter: QPainter,
    theme: Theme,
    times: Times,
    area: QRectF,
    stripe: tuple[int, Measure],
    pointed: Pointed,
) -> None:
    row, measure = stripe
    face, counts = caption(), times.counts[measure]
    head = QRectF(area.left(), area.top() + row * STRIPE, area.width(), HEAD)
    painter.setFont(face.font)
    painter.setPen(theme.color("text"))
    painter.drawText(head, _LEFT, MEASURES[measure])
    base = head.top() + STRIPE - 4
    most = max(counts, default=0)
    highest = base - head.bottom() - 18
    shown: list[QRectF] = []
    order = sorted(range(len(counts)), key=lambda number: (-counts[number], number))
    for number in order:
        count = counts[number]
        room = column_rect(times, area, row, number)
        high = max(LEAST, highest * count / most) if count else 0
        gap = 1.5 if room.width() > 8 else 0.5 if room.width() > 3 else 0
        wide = min(THICKEST, room.width() - 2 * gap)
        shape = QRectF(room.center().x() - wide / 2, base - high, wide, high)
        is_hovered = pointed.hovered == (row, number) and count
        painter.fillRect(shape, theme.color("link" if is_hovered else "accent"))
        said = f"{count:,}"
        broad = face.metrics.horizontalAdvance(said) + 4
        above = QRectF(room.center().x() - broad / 2, shape.top() - 15, broad, 14)
        above.moveLeft(min(max(above.left(), area.left()), area.right() - broad))
        if count and not any(above.intersects(other) for other in shown):
            painter.setPen(theme.color("muted"))
            painter.drawText(above, Qt.AlignmentFlag.AlignCenter, said)
            shown.append(above)
        if pointed.current == (row, number):
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.drawRoundedRect(room.adjusted(1, 1, -1, -2), 3, 3)
    if not most:
        painter.setPen(theme.color("muted"))
        painter.drawText(QRectF(area.left(), head.bottom(), area.width(), HEAD), _LEFT, "None")
    painter.setPen(QPen(theme.color("line"), 1))
    painter.drawLine(QPointF(area.left(), base + 0.5), QPointF(area.right(), base + 0.5))


def _draw_axis(painter: QPainter, theme: Theme, times: Times, area: QRectF) -> None:
    """Name as many spans as there is room for, the last one always."""
    face = caption()
    painter.setFont(face.font)
    painter.setPen(theme.color("muted"))
    step = _step(times, area.width())
    top = area.top() + STRIPE * len(ROWS)
    widest = max((face.metrics.horizontalAdvance(span.short) for span in times.spans), default=0)
    every = max(1, -(-int(widest + 10) // max(1, int(step))))
    for number in range(len(times.spans) - 1, -1, -every):
        said = times.spans[number].short
        wide = face.metrics.horizontalAdvance(said) + 2
        left = area.left() + (number + 0.5) * step - wide / 2
        left = min(max(left, area.left()), area.right() - wide)
        painter.drawText(QRectF(left, top, wide, AXIS), Qt.AlignmentFlag.AlignCenter, said)


def _step(times: Times, width: float) -> float:
    return min(WIDEST, width / max(1, len(times.spans)))


# -- in order


def bars_height(card: Card) -> int:
    """Give the pixels that the bars of a subject take."""
    return LINE * (len(card.bars) + (1 if card.more else 0))


def bar_at(card: Card, area: QRectF, point: QPointF) -> tuple[int, int] | None:
    """Give the bar at a point."""
    number = int((point.y() - area.top()) // LINE)
    return (number, 0) if 0 <= number < len(card.bars) else None


def bar_rect(area: QRectF, number: int) -> QRectF:
    """Give the line of a bar, with its name and its count."""
    return QRectF(area.left(), area.top() + number * LINE, area.width(), LINE)


def draw_bars(
    painter: QPainter, theme: Theme, card: Card, area: QRectF, pointed: Pointed = NOTHING
) -> None:
    """Paint the bars of a subject below each other: name, bar, count."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    face = caption()
    most = max((bar.count for bar in card.bars), default=1)
    names = min(
        area.width() * NAME_SHARE,
        max((face.metrics.horizontalAdvance(bar.name) for bar in card.bars), default=0)
        + 4
        + (DOT + 6 if card.subject == "color" else 0),
    )
    for number, bar in enumerate(card.bars):
        line = bar_rect(area, number)
        _draw_name(painter, theme, card, number, QRectF(line.left(), line.top(), names, LINE))
        left = line.left() + names + Scale.S
        room = line.right() - NUMBER - left
        wide = max(LEAST, room * bar.count / most)
        shape = QRectF(left, line.center().y() - BAR / 2, wide, BAR)
        is_hovered = pointed.hovered == (number, 0)
        painter.fillRect(shape, theme.color("link" if is_hovered else "accent"))
        painter.setFont(face.font)
        painter.setPen(theme.color("text"))
        painter.drawText(
            QRectF(shape.right() + 6, line.top(), NUMBER, LINE), _LEFT, f"{bar.count:,}"
        )
        if pointed.current == (number, 0):
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.drawRoundedRect(line.adjusted(1, 1, -1, -1), Scale.RADIUS_S, Scale.RADIUS_S)
    if card.more:
        painter.setFont(face.font)
        painter.setPen(theme.color("muted"))
        painter.drawText(bar_rect(area, len(card.bars)), _LEFT, f"and {card.more:,} more")


def _draw_name(painter: QPainter, theme: Theme, card: Card, number: int, area: QRectF) -> None:
    bar = card.bars[number]
    if card.subject == "color":
        key = next(color for color in COLORS if bar.search.endswith(f":{color}"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(theme.highlights[key].line))
        painter.drawEllipse(QRectF(area.left(), area.center().y() - DOT / 2, DOT, DOT))
        area = area.adjusted(DOT + 6, 0, 0, 0)
    face: Face = caption()
    painter.setFont(face.font)
    painter.setPen(theme.color("text"))
    said = face.metrics.elidedText(bar.name, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, _LEFT, said)


_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
