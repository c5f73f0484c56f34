"""The parts of an annotation's card, painted: colour, passage, note, tags."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from gui.annotations.wording import ARTICLE_NOTE, excerpt, plain_note, standing_line
from gui.cards import BAR_LEFT, BAR_WIDTH, FOOT, PADDING, body, caption, quotation
from gui.icons import pixmap
from gui.lines import draw_lines
from gui.tag_dots import DOT, paint_dot
from gui.theme import Scale, Theme
from storage.tags import key_of
from storage.types import Annotation, TagColor

EXCERPT_LINES: Final = 3
NOTE_LINES: Final = 2
NOTE_INDENT: Final = 20  # for the icon
BETWEEN: Final = 6  # passage, note and foot
WIDEST_TAG: Final = 96


def draw_bar(painter: QPainter, theme: Theme, card: QRectF, annotation: Annotation) -> None:
    """Paint the colour at the left of a card, hollow for an underline."""
    bar = QRectF(
        card.left() + BAR_LEFT, card.top() + PADDING, BAR_WIDTH, card.height() - 2 * PADDING
    )
    if annotation.passage is None:
        return
    color = QColor(theme.highlights[annotation.color].line)
    if annotation.style == "underline":
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(color, 1.0))
        painter.drawRoundedRect(bar.adjusted(0.5, 0.5, -0.5, -0.5), 1.5, 1.5)
    else:
        painter.setBrush(color)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(bar, 2, 2)


def draw_passage(
    painter: QPainter, theme: Theme, area: QRectF, annotation: Annotation, most: int = EXCERPT_LINES
) -> float:
    """Paint the passage, or what stands for it, in at most some lines; give where it ends."""
    if annotation.passage is None:
        ratio = painter.device().devicePixelRatioF()
        sign = pixmap("notebook-pen", 14, "muted", ratio)
        painter.drawPixmap(QPointF(area.left(), area.top() + 2), sign)
        title = QRectF(area.left() + NOTE_INDENT, area.top(), area.width() - NOTE_INDENT, FOOT)
        draw_lines(painter, caption(), ARTICLE_NOTE, title, theme.color("muted"), 1)
        return area.top() + FOOT
    words = excerpt(annotation)
    count = quotation().lines(words[: 80 * most], area.width(), most)
    line = None
    if annotation.style == "underline":
        line = QColor(theme.highlights[annotation.color].line)
    draw_lines(painter, quotation(), words, area, theme.color("text"), count, line)
    return area.top() + round(count * quotation().leading)


def draw_note(
    painter: QPainter, theme: Theme, area: QRectF, annotation: Annotation, most: int = NOTE_LINES
) -> float:
    """Paint the note beside its icon in at most some lines; give where it ends."""
    words = plain_note(annotation.note)
    room = area.adjusted(NOTE_INDENT, 0, 0, 0)
    count = body().lines(words, room.width(), most)
    if annotation.passage is not None:
        sign = pixmap("sticky-note", 14, "muted", painter.device().devicePixelRatioF())
        painter.drawPixmap(QPointF(area.left(), area.top() + (body().leading - 14) / 2), sign)
    draw_lines(painter, body(), words, room, theme.color("muted"), count)
    return area.top() + round(count * body().leading)


def draw_standing(painter: QPainter, theme: Theme, area: QRectF, annotation: Annotation) -> float:
    """Paint that the reader should look where it stands now, and give where that line ends."""
    sign = pixmap("triangle-alert", 13, "warning", painter.device().devicePixelRatioF())
    painter.drawPixmap(QPointF(area.left(), area.top() + (FOOT - 13) / 2), sign)
    room = QRectF(area.left() + NOTE_INDENT, area.top(), area.width() - NOTE_INDENT, FOOT)
    draw_lines(painter, caption(), standing_line(annotation), room, theme.color("muted"), 1)
    return area.top() + FOOT


def draw_foot(
    painter: QPainter,
    theme: Theme,
    foot: QRectF,
    annotation: Annotation,
    name: str,
    colors: Mapping[str, TagColor],
) -> None:
    """Paint the tags from the left, in their `colors`; the colour's name at the right."""
    metrics = caption().metrics
    right = foot.right()
    if name:
        name = metrics.elidedText(name, Qt.TextElideMode.ElideRight, foot.width() * 0.5)
        right -= metrics.horizontalAdvance(name)
        painter.setFont(caption().font)
        painter.setPen(QColor(theme.highlights[annotation.color].ink))
        box = QRectF(right, foot.top(), foot.right() - right + 1, foot.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, name)
        right -= Scale.S
    foot.setRight(right)
    draw_tags(painter, theme, foot, annotation.tags, colors)


def draw_tags(
    painter: QPainter,
    theme: Theme,
    foot: QRectF,
    tags: Sequence[str],
    colors: Mapping[str, TagColor],
) -> None:
    """Paint as many tags as there is room for, and how many more there are.

    `colors` are those of tags by their `key_of`: a dot before the name.
    """
    metrics, right = caption().metrics, foot.right()
    painter.setFont(caption().font)
    left = foot.left()
    for number, tag in enumerate(tags):
        rest = len(tags) - number - 1
        more = metrics.horizontalAdvance(f"+{rest}") + Scale.S if rest else 0.0
        color = colors.get(key_of(tag), "")
        dot = DOT + 4 if color else 0.0
        room = right - left - 14 - dot - more
        if room < min(metrics.horizontalAdvance(tag), 60):
            painter.setPen(theme.color("muted"))
            box = QRectF(left + 2, foot.top(), right - left, foot.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, f"+{rest + 1}")
            return
        words = metrics.elidedText(tag, Qt.TextElideMode.ElideRight, min(room, WIDEST_TAG))
        width = metrics.horizontalAdvance(words) + 14 + dot
        chip = QRectF(left, foot.top(), width, foot.height())
        painter.setBrush(theme.color("window"))
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawRoundedRect(chip.adjusted(0.5, 0.5, -0.5, -0.5), 8.5, 8.5)
        painter.setFont(caption().font)
        painter.setPen(theme.color("muted"))
        painter.drawText(chip.adjusted(dot, 0, 0, 0), Qt.AlignmentFlag.AlignCenter, words)
        paint_dot(painter, QRectF(left + 6, foot.top(), DOT, foot.height()), color)
        left = chip.right() + Scale.XS
