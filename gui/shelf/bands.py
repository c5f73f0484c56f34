"""The headings between rows: room for them, and what is painted there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QTableView

from gui.fonts import SEMIBOLD, interface_font
from gui.shelf.date_groups import DateGroup
from gui.theme import Scale, current_theme

BAND: Final = 30  # height above the first row of a group


class Bands:
    """Gives the first rows of groups the room for a heading, and paints the headings there."""

    def __init__(self, view: QTableView) -> None:
        """Work on a view whose rows are all of one height otherwise."""
        self._view = view
        self._titles: dict[int, str] = {}
        self._font = interface_font(Scale.CAPTION, SEMIBOLD)
        self._metrics = QFontMetricsF(self._font)

    def show(self, groups: Sequence[DateGroup]) -> None:
        """Show these headings instead of others."""
        rows = self._view.verticalHeader()
        height, count = rows.defaultSectionSize(), rows.count()
        wanted = {group.row: group.title for group in groups if group.row < count}
        for row in self._titles.keys() - wanted.keys():
            if row < count:
                rows.resizeSection(row, height)
        for row in wanted:
            rows.resizeSection(row, height + BAND)
        self._titles = wanted
        self._view.viewport().update()

    def on_inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        """Know where the room is after rows have come: it moved with its row."""
        many = last - first + 1
        self._titles = {r + many if r >= first else r: t for r, t in self._titles.items()}

    def on_removed(self, _parent: QModelIndex, first: int, last: int) -> None:
        """Know where the room is after rows have gone, those with room perhaps."""
        many = last - first + 1
        self._titles = {
            r - many if r > last else r: t
            for r, t in self._titles.items()
            if not first <= r <= last
        }

    def fit(self) -> None:
        """Find the room again after rows have another height."""
        height = self._view.verticalHeader().defaultSectionSize()
        for row in self._titles:
            self._view.verticalHeader().resizeSection(row, height + BAND)

    def above(self, row: int) -> int:
        """Give how many pixels of a row belong to its heading."""
        return BAND if row in self._titles else 0

    def paint(self, painter: QPainter, exposed: QRect) -> None:
        """Paint the headings of the rows that are on screen."""
        view = self._view
        first, last = view.rowAt(exposed.top()), view.rowAt(exposed.bottom())
        last = view.verticalHeader().count() - 1 if last < 0 else last
        for row, title in self._titles.items():
            if first <= row <= last:
                area = QRectF(0, view.rowViewportPosition(row), view.viewport().width(), BAND)
                self._paint_one(painter, area, title)

    def title_above(self, row: int) -> str:
        """Give the heading under which a row stands, "" without headings."""
        return next((t for at, t in reversed(self._titles.items()) if at <= row), "")

    def _paint_one(self, painter: QPainter, area: QRectF, title: str) -> None:
        theme = current_theme()
        words = area.adjusted(Scale.L + 2, 6, -Scale.M, -2)
        painter.setFont(self._font)
        painter.setPen(theme.color("muted"))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, title)
        left = words.left() + self._metrics.horizontalAdvance(title) + Scale.S
        line = round(words.center().y())
        painter.fillRect(QRectF(left, line, words.right() - left, 1), theme.color("line"))
