"""Paints an annotation as a card: colour, passage, note, tags."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from gui.annotations.card import (
    BETWEEN,
    EXCERPT_LINES,
    NOTE_INDENT,
    NOTE_LINES,
    draw_bar,
    draw_foot,
    draw_note,
    draw_passage,
    draw_standing,
)
from gui.annotations.wording import excerpt, plain_note
from gui.cards import FOOT, GAP, PADDING, CardDelegate, body, draw_ground, quotation
from gui.notes.model import ANNOTATION, AnnotationModel
from gui.theme import current_theme
from storage.legend import DEFAULT_NAMES
from storage.types import Annotation

Index = QModelIndex | QPersistentModelIndex


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
        draw_bar(painter, theme, card, annotation)
        area = self.words_in(card)
        top = draw_passage(painter, theme, area, annotation)
        if annotation.needs_a_look:
            area.setTop(top + BETWEEN)
            top = draw_standing(painter, theme, area, annotation)
        if annotation.note:
            area.setTop(top + (BETWEEN if annotation.passage else 2))
            top = draw_note(painter, theme, area, annotation)
        name = model.names[annotation.color]
        is_own = annotation.passage is not None and name != DEFAULT_NAMES[annotation.color]
        if annotation.tags or is_own:
            foot = QRectF(area.left(), card.bottom() - PADDING - FOOT, area.width(), FOOT)
            draw_foot(painter, theme, foot, annotation, name if is_own else "", model.tag_colors)
        painter.restore()
