"""Paints an annotation of the library as a card: all cards are equally high."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from gui.annotations.card import (
    BETWEEN,
    draw_bar,
    draw_note,
    draw_passage,
    draw_standing,
    draw_tags,
)
from gui.annotations.wording import day
from gui.browse.model import LISTED, BrowseModel
from gui.browse.wording import quoted
from gui.card_list import Index
from gui.cards import (
    BAR_LEFT,
    FOOT,
    GAP,
    PADDING,
    CardDelegate,
    body,
    caption,
    draw_ground,
    quotation,
)
from gui.certainty import speaker_name
from gui.icons import pixmap
from gui.lines import draw_lines
from gui.theme import Scale, Theme, current_theme
from storage.annotation_lists import ListedAnnotation
from storage.mixed_lists import ListedQuote
from storage.types import TagColor

SIGN: Final = 13  # of a quote, in pixels
LINES: Final = 3  # of the passage; two where there is a note
SOURCE: Final = 0.6  # of the width, at most, for where it is from
HEIGHT: Final = GAP + 2 * PADDING + 2 * 20 + BETWEEN + 18 + BETWEEN + FOOT  # pixels


class BrowseCards(CardDelegate):
    """Paints the rows of a BrowseModel as cards, `HEIGHT` high with the gap below."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one card."""
        row = index.data(LISTED)
        model = index.model()
        if not isinstance(model, BrowseModel):
            return
        theme, card = current_theme(), self.card_in(QRectF(option.rect))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_ground(painter, theme, card, option.state)
        if isinstance(row, ListedAnnotation):
            self._draw_annotation(painter, theme, card, row, model.tag_colors)
        elif isinstance(row, ListedQuote):
            self._draw_quote(painter, theme, card, row)
        painter.restore()

    def _draw_annotation(
        self,
        painter: QPainter,
        theme: Theme,
        card: QRectF,
        row: ListedAnnotation,
        colors: Mapping[str, TagColor],
    ) -> None:
        annotation = row.annotation
        draw_bar(painter, theme, card, annotation)
        area = self.words_in(card)
        has_more = bool(annotation.note) or annotation.needs_a_look
        top = draw_passage(painter, theme, area, annotation, 2 if has_more else LINES)
        area.setTop(top + BETWEEN)
        if annotation.note:
            draw_note(painter, theme, area, annotation, 1 if annotation.passage else 2)
        elif annotation.needs_a_look:
            draw_standing(painter, theme, area, annotation)
        foot = QRectF(area.left(), card.bottom() - PADDING - FOOT, area.width(), FOOT)
        _draw_foot(painter, theme, foot, row, colors)

    def _draw_quote(self, painter: QPainter, theme: Theme, card: QRectF, row: ListedQuote) -> None:
        area = self.words_in(card)
        ratio = painter.device().devicePixelRatioF()
        at = QPointF(card.left() + BAR_LEFT - 3, area.top() + 3)
        painter.drawPixmap(at, pixmap("quote", SIGN, "muted", ratio))
        draw_lines(painter, quotation(), quoted(row.quote), area, theme.color("text"), 2)
        area.setTop(card.bottom() - PADDING - 2 * FOOT - BETWEEN)
        who = f"— {speaker_name(row.quote)}"
        draw_lines(painter, body(), who, area, theme.color("muted"), 1)
        foot = QRectF(area.left(), card.bottom() - PADDING - FOOT, area.width(), FOOT)
        draw_lines(painter, caption(), row.title, foot, theme.color("muted"), 1)


def _draw_foot(
    painter: QPainter,
    theme: Theme,
    foot: QRectF,
    row: ListedAnnotation,
    colors: Mapping[str, TagColor],
) -> None:
    """Paint the article and the day at the left, the tags at the right of them."""
    made = f" · {day(row.annotation.created_at)}"
    metrics = caption().metrics
    room = foot.width() * (SOURCE if row.annotation.tags else 1.0)
    title = metrics.elidedText(
        row.title, Qt.TextElideMode.ElideRight, room - metrics.horizontalAdvance(made)
    )
    draw_lines(painter, caption(), title + made, foot, theme.color("muted"), 1)
    foot.setLeft(foot.left() + metrics.horizontalAdvance(title + made) + Scale.M)
    draw_tags(painter, theme, foot, row.annotation.tags, colors)
