"""Paints a quote as a card: who says it, the words, the cue, what the reader has said of it."""

from __future__ import annotations

from functools import cache
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem

from gui.card_list import Index
from gui.cards import (
    BAR_LEFT,
    BAR_WIDTH,
    FOOT,
    GAP,
    PADDING,
    SIDE,
    CardDelegate,
    caption,
    draw_ground,
    quotation,
)
from gui.certainty import speaker_name
from gui.fonts import SEMIBOLD, interface_font
from gui.icons import pixmap
from gui.lines import Face, draw_lines
from gui.quotes.model import ROW, QuoteModel, Speaker
from gui.quotes.wording import KIND_SIGNS, STATE_SIGNS, as_written, excerpt, state_words
from gui.theme import Scale, Theme, current_theme
from storage.finding_types import FindingState, Quote

LINES: Final = 4  # of a quote
HEADING: Final = 34  # height of a speaker's row
NAME: Final = 20
BETWEEN: Final = 4  # name, words and foot
SIGN: Final = 13
NARROW: Final = 280  # pixels, below which a heading says less
DASHES: Final = (5.0, 3.0)  # and gaps of the bar of indirect speech, as on the page
STATE_COLORS: Final[dict[FindingState, str]] = {
    "suggested": "muted",
    "confirmed": "success",
    "rejected": "danger",
}


class QuoteCards(CardDelegate):
    """Paints the rows of a QuoteModel and knows how high they are."""

    def height(self, row: Quote | Speaker, *, has_name: bool) -> int:
        """Give the height of a row with the gap below it; `has_name` puts the speaker first."""
        if isinstance(row, Speaker):
            return HEADING
        lines = quotation().lines(excerpt(row)[:320], self.text_width(), LINES)
        named = NAME + BETWEEN if has_name else 0
        return GAP + 2 * PADDING + named + round(lines * quotation().leading) + BETWEEN + FOOT

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        row, model = index.data(ROW), index.model()
        if not isinstance(model, QuoteModel):
            return
        theme = current_theme()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, Speaker):
            self._draw_heading(painter, theme, QRectF(option.rect), row)
        elif isinstance(row, Quote):
            card = self.card_in(QRectF(option.rect))
            draw_ground(painter, theme, card, option.state)
            _draw_bar(painter, theme, card, row)
            self._draw_quote(painter, theme, card, row, has_name=not model.is_by_speaker)
        painter.restore()

    def _draw_heading(self, painter: QPainter, theme: Theme, area: QRectF, row: Speaker) -> None:
        count = f"{row.unseen:,} of {row.total:,}" if row.unseen else f"{row.total:,}"
        if row.unseen and self._view.width() >= NARROW:
            count += " to review"
        metrics = caption().metrics
        right = area.left() + self._view.width() - SIDE - 2
        line = QRectF(area.left() + SIDE + 2, area.bottom() - FOOT - 6, 0, FOOT)
        line.setRight(right - metrics.horizontalAdvance(count) - Scale.S)
        draw_lines(painter, _strong(), row.name, line, theme.color("text"), 1)
        line.setRect(line.right() + Scale.S, line.top(), right - line.right(), FOOT)
        draw_lines(painter, caption(), count, line, theme.color("muted"), 1)

    def _draw_quote(
        self, painter: QPainter, theme: Theme, card: QRectF, quote: Quote, *, has_name: bool
    ) -> None:
        area = self.words_in(card)
        ink = theme.color("muted" if quote.state == "rejected" else "text")
        if has_name:
            name = QRectF(area.left(), area.top(), area.width(), NAME)
            draw_lines(painter, _strong(), speaker_name(quote), name, ink, 1)
            area.setTop(area.top() + NAME + BETWEEN)
        words = excerpt(quote)
        count = quotation().lines(words[:320], area.width(), LINES)
        draw_lines(painter, quotation(), words, area, ink, count)
        foot = QRectF(area.left(), card.bottom() - PADDING - FOOT, area.width(), FOOT)
        _draw_foot(painter, theme, foot, quote, has_name=has_name)


def _draw_bar(painter: QPainter, theme: Theme, card: QRectF, quote: Quote) -> None:
    """Paint the bar that the page has beside the quote: dashed for indirect speech."""
    x = card.left() + BAR_LEFT + BAR_WIDTH / 2
    ink, width = theme.color("muted"), 3.0 if quote.state == "confirmed" else 1.5
    if quote.state == "rejected":
        ink = theme.color("faint")
    pen = QPen(ink, width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if quote.kind == "indirect":
        pen.setDashPattern([length / width for length in DASHES])
    painter.setPen(pen)
    painter.drawLine(QPointF(x, card.top() + PADDING), QPointF(x, card.bottom() - PADDING))


def _draw_foot(
    painter: QPainter, theme: Theme, foot: QRectF, quote: Quote, *, has_name: bool
) -> None:
    """Paint kind and cue from the left, the state at the right."""
    ratio = painter.device().devicePixelRatioF()
    state = state_words(quote)
    color = STATE_COLORS[quote.state]
    left = foot.right() - caption().metrics.horizontalAdvance(state)
    box = QRectF(left, foot.top(), foot.right() - left + 1, FOOT)
    draw_lines(painter, caption(), state, box, theme.color(color), 1)
    left -= SIGN + 4
    top = foot.top() + (FOOT - SIGN) / 2
    painter.drawPixmap(QPointF(left, top), pixmap(STATE_SIGNS[quote.state], SIGN, color, ratio))
    sign = pixmap(KIND_SIGNS[quote.kind], SIGN, "muted", ratio)
    painter.drawPixmap(QPointF(foot.left(), top), sign)
    doubt = "" if has_name or quote.speaker is None else speaker_name(quote)
    parts = ("speaker unsure" if doubt.endswith("?") else "", as_written(quote))
    said = " · ".join(part for part in parts if part)
    room = QRectF(foot.left() + SIGN + 6, foot.top(), left - foot.left() - SIGN - 14, FOOT)
    if said and room.width() > SIGN:
        draw_lines(painter, caption(), said, room, theme.color("muted"), 1)


@cache
def _strong() -> Face:
    return Face(interface_font(Scale.BODY, SEMIBOLD), NAME)
