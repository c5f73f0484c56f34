"""Paints an annotation as a card: colour, passage, note, tags."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem

from gui.cards import (
    BAR_LEFT,
    BAR_WIDTH,
    FOOT,
    GAP,
    PADDING,
    CardDelegate,
    body,
    caption,
    draw_ground,
    quotation,
)
from gui.icons import pixmap
from gui.lines import draw_lines
from gui.notes.model import ANNOTATION, AnnotationModel
from gui.notes.wording import ARTICLE_NOTE, excerpt, plain_note, standing_line
from gui.theme import Scale, Theme, current_theme
from storage.legend import DEFAULT_NAMES
from storage.types import Annotation

Index = QModelIndex | QPersistentModelIndex

EXCERPT_LINES: Final = 3
NOTE_LINES: Final = 2
NOTE_INDENT: Final = 20  # for the icon
BETWEEN: Final = 6  # passage, note and foot
WIDEST_TAG: Final = 96


class Cards(CardDelegate):
    """Paints the rows of an AnnotationModel and knows how high they are."""

    def height(self, annotation: Annotation, has_own_name: bool) -> int:
        """Give the height of a row with the gap below it."""
        width = self.text_width()
        high = GAP + 2 * PADDING
        if annotation.passage is not None:
            words = excerpt(annotation)[:240]
            high += round(quotation().lines(words, width, EXCERPT_LINES) * quotation().leading)
        else:
            high += FOOT
        if annotation.needs_a_look:
            high += BETWEEN + FOOT
        if annotation.note:
            words = plain_note(annotation.note[:200])
            lines = body().lines(words, width - NOTE_INDENT, NOTE_LINES)
            high += (BETWEEN if annotation.passage else 2) + round(lines * body().leading)
        if annotation.tags or (has_own_name and annotation.passage is not None):
            high += BETWEEN + FOOT
        return high

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one card."""
        annotation = index.data(ANNOTATION)
        model = index.model()
        if not isinstance(annotation, Annotation) or not isinstance(model, AnnotationModel):
            return
        theme = current_theme()
        card = self.card_in(QRectF(option.rect))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_ground(painter, theme, card, option.state)
        self._draw_bar(painter, theme, card, annotation)
        area = self.words_in(card)
        top = self._draw_passage(painter, theme, area, annotation)
        if annotation.needs_a_look:
            area.setTop(top + BETWEEN)
            top = _draw_standing(painter, theme, area, annotation)
        if annotation.note:
            area.setTop(top + (BETWEEN if annotation.passage else 2))
            top = self._draw_note(painter, theme, area, annotation)
        name = model.names[annotation.color]
        is_own = annotation.passage is not None and name != DEFAULT_NAMES[annotation.color]
        if annotation.tags or is_own:
            foot = QRectF(area.left(), card.bottom() - PADDING - FOOT, area.width(), FOOT)
            _draw_foot(painter, theme, foot, annotation, name if is_own else "")
        painter.restore()

    def _draw_bar(
        self, painter: QPainter, theme: Theme, card: QRectF, annotation: Annotation
    ) -> None:
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

    def _draw_passage(
        self, painter: QPainter, theme: Theme, area: QRectF, annotation: Annotation
    ) -> float:
        """Paint the passage, or what stands for it, and give where it ends."""
        if annotation.passage is None:
            ratio = painter.device().devicePixelRatioF()
            sign = pixmap("notebook-pen", 14, "muted", ratio)
            painter.drawPixmap(QPointF(area.left(), area.top() + 2), sign)
            title = QRectF(area.left() + NOTE_INDENT, area.top(), area.width() - NOTE_INDENT, FOOT)
            draw_lines(painter, caption(), ARTICLE_NOTE, title, theme.color("muted"), 1)
            return area.top() + FOOT
        words = excerpt(annotation)
        count = quotation().lines(excerpt(annotation)[:240], area.width(), EXCERPT_LINES)
        line = None
        if annotation.style == "underline":
            line = QColor(theme.highlights[annotation.color].line)
        draw_lines(painter, quotation(), words, area, theme.color("text"), count, line)
        return area.top() + round(count * quotation().leading)

    def _draw_note(
        self, painter: QPainter, theme: Theme, area: QRectF, annotation: Annotation
    ) -> float:
        """Paint the note beside its icon and give where it ends."""
        words = plain_note(annotation.note)
        room = area.adjusted(NOTE_INDENT, 0, 0, 0)
        count = body().lines(words, room.width(), NOTE_LINES)
        if annotation.passage is not None:
            sign = pixmap("sticky-note", 14, "muted", painter.device().devicePixelRatioF())
            painter.drawPixmap(QPointF(area.left(), area.top() + (body().leading - 14) / 2), sign)
        draw_lines(painter, body(), words, room, theme.color("muted"), count)
        return area.top() + round(count * body().leading)


def _draw_standing(painter: QPainter, theme: Theme, area: QRectF, annotation: Annotation) -> float:
    """Paint that the reader should look where it stands now, and give where that line ends."""
    sign = pixmap("triangle-alert", 13, "warning", painter.device().devicePixelRatioF())
    painter.drawPixmap(QPointF(area.left(), area.top() + (FOOT - 13) / 2), sign)
    room = QRectF(area.left() + NOTE_INDENT, area.top(), area.width() - NOTE_INDENT, FOOT)
    draw_lines(painter, caption(), standing_line(annotation), room, theme.color("muted"), 1)
    return area.top() + FOOT


def _draw_foot(
    painter: QPainter, theme: Theme, foot: QRectF, annotation: Annotation, name: str
) -> None:
    """Paint the tags from the left, the colour's name at the right."""
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
    left = foot.left()
    for number, tag in enumerate(annotation.tags):
        rest = len(annotation.tags) - number - 1
        more = metrics.horizontalAdvance(f"+{rest}") + Scale.S if rest else 0.0
        room = right - left - 14 - more
        if room < min(metrics.horizontalAdvance(tag), 60):
            painter.setPen(theme.color("muted"))
            box = QRectF(left + 2, foot.top(), right - left, foot.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, f"+{rest + 1}")
            return
        words = metrics.elidedText(tag, Qt.TextElideMode.ElideRight, min(room, WIDEST_TAG))
        chip = QRectF(left, foot.top(), metrics.horizontalAdvance(words) + 14, foot.height())
        painter.setBrush(theme.color("window"))
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawRoundedRect(chip.adjusted(0.5, 0.5, -0.5, -0.5), 8.5, 8.5)
        painter.setFont(caption().font)
        painter.setPen(theme.color("muted"))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, words)
        left = chip.right() + Scale.XS
