"""Paints the cells of the library as a table."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from gui.fonts import REGULAR, SEMIBOLD, interface_font
from gui.shelf.columns import COLUMNS, PROGRESS, STAR, TITLE
from gui.shelf.star import paint_star
from gui.theme import Scale, Theme, current_theme
from storage.types import Article, ArticleId

CELL_HEIGHT: Final = 30
PAD: Final = 8
BAR_HEIGHT: Final = 4
STAR_SIDE: Final = 16

Index = QModelIndex | QPersistentModelIndex


class CellPainter:
    """Paints one article over the columns, as one row.

    `hovered` and `current` are rows, -1 for none; `current` has a ring.
    """

    def __init__(self) -> None:
        """Prepare fonts."""
        self.hovered = -1
        self.current = -1
        self._strong = interface_font(Scale.BODY, SEMIBOLD)
        self._plain = interface_font(Scale.BODY, REGULAR, tabular=True)
        self._strong_metrics = QFontMetricsF(self._strong)
        self._plain_metrics = QFontMetricsF(self._plain)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: Index,
        article: Article,
        opened: ArticleId | None,
        above: int,
    ) -> None:
        """Paint one cell, of which the uppermost pixels belong to a heading."""
        theme = current_theme()
        rect: QRect = option.rect.adjusted(0, above, 0, 0)
        row, column = index.row(), index.column()
        self._paint_ground(painter, rect, option.state, row, theme)
        if column == TITLE and article.id == opened:
            painter.fillRect(
                QRect(rect.left(), rect.top() + 5, 3, rect.height() - 10), theme.color("accent")
            )
        if column == STAR:
            if article.is_starred or row == self.hovered:
                paint_star(painter, _middle(rect), theme, is_full=article.is_starred)
        elif column == PROGRESS:
            _paint_bar(painter, rect, article, theme)
        else:
            self._paint_text(painter, rect, str(index.data() or ""), column, article, theme)

    def _paint_ground(
        self, painter: QPainter, rect: QRect, state: QStyle.StateFlag, row: int, theme: Theme
    ) -> None:
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.color("accent_soft"))
        elif row == self.hovered:
            painter.fillRect(rect, theme.color("hover"))
        if row == self.current:
            ring = theme.color("focus")
            painter.fillRect(rect.left(), rect.top(), rect.width(), 2, ring)
            painter.fillRect(rect.left(), rect.bottom() - 1, rect.width(), 2, ring)

    def _paint_text(
        self,
        painter: QPainter,
        rect: QRect,
        text: str,
        column: int,
        article: Article,
        theme: Theme,
    ) -> None:
        if not text:
            return
        is_title = column == TITLE
        is_strong = is_title and article.state == "unread"
        metrics = self._strong_metrics if is_strong else self._plain_metrics
        room = QRectF(rect).adjusted(PAD + 2 if is_title else PAD, 0, -PAD, 0)
        is_quiet = not is_title or article.state == "archived"
        painter.setFont(self._strong if is_strong else self._plain)
        painter.setPen(theme.color("muted" if is_quiet else "text"))
        side = (
            Qt.AlignmentFlag.AlignRight if COLUMNS[column].is_number else Qt.AlignmentFlag.AlignLeft
        )
        said = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | side, said)


def _middle(rect: QRect) -> QRectF:
    place = QRectF(0, 0, STAR_SIDE, STAR_SIDE)
    place.moveCenter(QRectF(rect).center())
    return place


def _paint_bar(painter: QPainter, rect: QRect, article: Article, theme: Theme) -> None:
    """Paint how far an article is read as a small bar; nothing before it is begun."""
    if article.progress < 0.005 and article.state != "done":
        return
    bar = QRectF(rect).adjusted(PAD, 0, -PAD, 0)
    bar.setTop(round(rect.center().y() - BAR_HEIGHT / 2))
    bar.setHeight(BAR_HEIGHT)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("slot"))
    painter.drawRoundedRect(bar, BAR_HEIGHT / 2, BAR_HEIGHT / 2)
    bar.setWidth(max(BAR_HEIGHT, bar.width() * min(1.0, article.progress)))
    painter.setBrush(theme.color("success" if article.state == "done" else "accent"))
    painter.drawRoundedRect(bar, BAR_HEIGHT / 2, BAR_HEIGHT / 2)
