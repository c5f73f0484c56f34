"""Paints an annotation as a card: colour, passage, note, tags."""

from __future__ import annotations

from functools import cache
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from gui.fonts import MEDIUM, interface_font, reading_font
from gui.icons import pixmap
from gui.lines import Face, draw_lines
from gui.notes.model import ANNOTATION, AnnotationModel
from gui.notes.wording import ARTICLE_NOTE, excerpt, plain_note, standing_line
from gui.theme import Scale, Theme, current_theme
from storage.legend import DEFAULT_NAMES
from storage.types import Annotation

Index = QModelIndex | QPersistentModelIndex

EXCERPT_LINES: Final = 3
NOTE_LINES: Final = 2
SIDE: Final = Scale.M  # room between the panel's edge and a card
GAP: Final = 6  # between two cards
PADDING: Final = 10  # inside a card, above and below
BAR_LEFT: Final = 10  # of the colour bar, in the card
BAR_WIDTH: Final = 4
TEXT_LEFT: Final = 24
TEXT_RIGHT: Final = 12
NOTE_INDENT: Final = 20  # for the icon
BETWEEN: Final = 6  # passage, note and foot
FOOT: Final = 18
WIDEST_TAG: Final = 96


class Cards(QStyledItemDelegate):
    """Paints the rows of an AnnotationModel and knows how high they are."""

    def __init__(self, view: QTableView) -> None:
        """Paint for a view."""
        super().__init__(view)
        self._view = view

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

    def text_width(self) -> float:
        """Give the room for a line of the passage; a scroll bar does not change it."""
        return max(80.0, self._view.width() - 2 * SIDE - TEXT_LEFT - TEXT_RIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one card."""
        annotation = index.data(ANNOTATION)
        model = index.model()
        if not isinstance(annotation, Annotation) or not isinstance(model, AnnotationModel):
            return
        theme = current_theme()
        row = QRectF(option.rect)
        state: QStyle.StateFlag = option.state
        card = QRectF(
            row.left() + SIDE, row.top(), self._view.width() - 2 * SIDE, row.height() - GAP
        )
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_ground(painter, theme, card, state)
        self._draw_bar(painter, theme, card, annotation)
        area = QRectF(
            card.left() + TEXT_LEFT, card.top() + PADDING, self.text_width(), card.height()
        )
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

    def _draw_ground(
        self, painter: QPainter, theme: Theme, card: QRectF, state: QStyle.StateFlag
    ) -> None:
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


@cache
def quotation() -> Face:
    """Give the face of passages."""
    return Face(reading_font(size=14), 20)


@cache
def body() -> Face:
    """Give the face of notes."""
    return Face(interface_font(Scale.BODY), 18)


@cache
def caption() -> Face:
    """Give the face of tags and names of colours."""
    return Face(interface_font(Scale.CAPTION, MEDIUM), FOOT)
