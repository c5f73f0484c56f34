"""Paints the rows of a search: an article, or a place in it with its words."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from gui.article_wording import date_of, source_of
from gui.fonts import MEDIUM, REGULAR, interface_font
from gui.icons import pixmap
from gui.kinds import ICONS
from gui.ring import paint_ring
from gui.search.lettering import Letterings
from gui.search.model import ROW_ROLE
from gui.search.rows import Key, ResultRow
from gui.search.wording import KIND_SIGNS, foot, hashed, more
from gui.theme import Scale, Theme, current_theme
from storage.searching.results import FoundPassage

TITLE_LINES: Final = 2
EXCERPT_LINES: Final = 3
TITLE_LEADING: Final = 18
LEADING: Final = 17
CAPTION: Final = 16
EDGE: Final = Scale.XS + 2  # between the panel's edge and the ground of a row
TITLE_LEFT: Final = 22  # of words in the ground, after the arrow
PLACE_LEFT: Final = 44  # after the sign
RIGHT: Final = 10
ABOVE: Final = 8  # room over an article, so that it stands apart from the one before
PADDING: Final = 5
SIGN: Final = 14
_FSI, _PDI = "\u2068", "\u2069"  # so that a source does not turn the line around

Index = QModelIndex | QPersistentModelIndex


class ResultsDelegate(QStyledItemDelegate):
    """Paints the rows of a ResultsModel and knows how high they are.

    `opened` is the row that was opened last; `shows_ring` says that the keyboard leads.
    """

    def __init__(self, view: QTableView) -> None:
        """Paint for a view."""
        super().__init__(view)
        self._view = view
        self.opened: Key | None = None
        self.shows_ring = False
        self._titles = Letterings(interface_font(Scale.BODY, MEDIUM), TITLE_LEADING)
        self._words = Letterings(interface_font(Scale.BODY, REGULAR), LEADING)
        self._small = interface_font(Scale.CAPTION, REGULAR, tabular=True)
        self._small_metrics = QFontMetricsF(self._small)

    def height(self, row: ResultRow) -> int:
        """Give the height of a row in pixels."""
        if row.kind == "more":
            return CAPTION + 2 * PADDING + 2
        if row.passage is None:
            return ABOVE + self._title(row) + CAPTION + 2 * PADDING + 2
        below = CAPTION if foot(row.passage) else 0
        return self._high(row.passage) + below + 2 * PADDING

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give the height of a row."""
        row = index.data(ROW_ROLE)
        return QSize(0, self.height(row) if isinstance(row, ResultRow) else 0)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        row = index.data(ROW_ROLE)
        if not isinstance(row, ResultRow):
            return
        theme = current_theme()
        top = ABOVE if row.kind == "article" else 0
        plate = QRectF(option.rect).adjusted(EDGE, top, -EDGE, 0)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, plate, option.state, row, theme)
        if row.kind == "more":
            self._paint_more(painter, plate, row, theme)
        elif row.passage is None:
            self._paint_article(painter, plate, row, theme)
        else:
            self._paint_passage(painter, plate, row.passage, theme)
        painter.restore()

    # -- inside

    def _room(self, left: int) -> int:
        """Give the width for words; a scroll bar does not change it."""
        return max(60, self._view.width() - 2 * EDGE - left - RIGHT - 6)

    def _title(self, row: ResultRow) -> int:
        found = row.found
        return self._titles.height(
            found.article.title, found.title_marks, self._room(TITLE_LEFT), TITLE_LINES
        )

    def _high(self, passage: FoundPassage) -> int:
        return self._words.height(
            passage.excerpt, passage.marks, self._room(PLACE_LEFT), EXCERPT_LINES
        )

    def _paint_ground(
        self,
        painter: QPainter,
        plate: QRectF,
        state: QStyle.StateFlag,
        row: ResultRow,
        theme: Theme,
    ) -> None:
        flags = QStyle.StateFlag
        ground = None
        if state & flags.State_Selected:
            ground = "accent_soft"
        elif state & flags.State_MouseOver:
            ground = "hover"
        if ground is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(ground))
            painter.drawRoundedRect(plate, Scale.RADIUS, Scale.RADIUS)
        if row.key == self.opened:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent"))
            bar = QRectF(plate.left() + 2, plate.top() + 6, 3, plate.height() - 12)
            painter.drawRoundedRect(bar, 1.5, 1.5)
        if self.shows_ring and state & flags.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.drawRoundedRect(plate.adjusted(1, 1, -1, -1), Scale.RADIUS, Scale.RADIUS)

    def _paint_article(
        self, painter: QPainter, plate: QRectF, row: ResultRow, theme: Theme
    ) -> None:
        article = row.found.article
        ratio = painter.device().devicePixelRatioF()
        left, top = plate.left() + TITLE_LEFT, plate.top() + PADDING
        if row.found.passages:
            arrow = "chevron-right" if row.is_folded else "chevron-down"
            painter.drawPixmap(
                QPointF(plate.left() + 5, top + 2), pixmap(arrow, SIGN, "muted", ratio)
            )
        title = self._titles.of(
            article.title, row.found.title_marks, self._room(TITLE_LEFT), TITLE_LINES
        )
        painter.setPen(theme.color("muted" if article.state == "archived" else "text"))
        title.draw(painter, QPointF(left, top))
        line = QRectF(left, top + self._title(row) + 2, self._room(TITLE_LEFT), CAPTION)
        painter.setFont(self._small)
        painter.setPen(theme.color("muted"))
        right = self._paint_signs(painter, line, row, theme)
        date = f" · {date_of(article)}"
        if row.found.tags:
            tags = self._small_metrics.elidedText(
                hashed(row.found.tags), Qt.TextElideMode.ElideRight, line.width() / 2
            )
            date += f" · {tags}"
        room = right - line.left() - self._small_metrics.horizontalAdvance(date)
        source = self._small_metrics.elidedText(
            source_of(article), Qt.TextElideMode.ElideRight, room
        )
        line.setRight(right)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, f"{_FSI}{source}{_PDI}{date}")

    def _paint_signs(self, painter: QPainter, line: QRectF, row: ResultRow, theme: Theme) -> float:
        """Paint how far the article is read and how much is marked; gives where words must end."""
        article = row.found.article
        right = line.right()
        ratio = painter.device().devicePixelRatioF()
        place = QRectF(right - SIGN, round(line.center().y() - SIGN / 2), SIGN, SIGN)
        if article.state == "done":
            painter.drawPixmap(place.topLeft(), pixmap("check", SIGN, "success", ratio))
            right -= SIGN + Scale.S
        elif article.state == "reading":
            paint_ring(painter, place.adjusted(2, 2, -2, -2), article.progress, theme)
            right -= SIGN + Scale.S
        if article.annotation_count:
            count = str(article.annotation_count)
            width = self._small_metrics.horizontalAdvance(count)
            painter.drawText(
                QRectF(right - width, line.top(), width + 1, line.height()),
                Qt.AlignmentFlag.AlignVCenter,
                count,
            )
            corner = QPointF(right - width - SIGN - 2, place.top())
            painter.drawPixmap(corner, pixmap("highlighter", SIGN, "muted", ratio))
            right = corner.x() - Scale.S
        return right

    def _paint_passage(
        self, painter: QPainter, plate: QRectF, passage: FoundPassage, theme: Theme
    ) -> None:
        left, top = plate.left() + PLACE_LEFT, plate.top() + PADDING
        self._paint_sign(painter, plate, passage, theme)
        words = self._words.of(
            passage.excerpt, passage.marks, self._room(PLACE_LEFT), EXCERPT_LINES
        )
        painter.setPen(theme.color("text"))
        words.draw(painter, QPointF(left, top))
        if said_below := foot(passage):
            painter.setFont(self._small)
            painter.setPen(theme.color("muted"))
            line = QRectF(left, top + self._high(passage), self._room(PLACE_LEFT), CAPTION)
            said = self._small_metrics.elidedText(
                said_below, Qt.TextElideMode.ElideRight, line.width()
            )
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, said)

    def _paint_sign(
        self, painter: QPainter, plate: QRectF, passage: FoundPassage, theme: Theme
    ) -> None:
        """Paint what kind of place it is, and the colour of an annotation."""
        ratio = painter.device().devicePixelRatioF()
        sign, ink = KIND_SIGNS[passage.kind], "muted"
        if passage.entity is not None:
            sign, ink = ICONS[passage.entity], passage.entity
        if sign:
            corner = QPointF(plate.left() + TITLE_LEFT, plate.top() + PADDING + 2)
            painter.drawPixmap(corner, pixmap(sign, SIGN, ink, ratio))
        if passage.color is not None:
            bar = QRectF(plate.left() + PLACE_LEFT - 6, plate.top() + PADDING + 1, 3, 0)
            bar.setBottom(plate.bottom() - PADDING - 1)
            color = QColor(theme.highlights[passage.color].line)
            if passage.style == "underline":
                painter.setPen(QPen(color, 1))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                bar.adjust(0.5, 0.5, -0.5, -0.5)
            else:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(color)
            painter.drawRoundedRect(bar, 1.5, 1.5)

    def _paint_more(self, painter: QPainter, plate: QRectF, row: ResultRow, theme: Theme) -> None:
        painter.setFont(self._small)
        painter.setPen(theme.color("link"))
        line = plate.adjusted(PLACE_LEFT, 0, -RIGHT, 0)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, more(row.more))
