"""The header of the library as a table: sorts by a click, moves, resizes and hides columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetricsF, QPainter
from PySide6.QtWidgets import QHeaderView, QMenu, QWidget

from gui.fonts import SEMIBOLD, interface_font
from gui.icons import pixmap
from gui.shelf.columns import COLUMNS, STAR, TITLE
from gui.theme import Scale, current_theme

if TYPE_CHECKING:
    from storage.searching.searcher import ArticleOrder

HEIGHT: Final = 30
PAD: Final = 8
ARROW: Final = 12
NARROWEST: Final = 30
SCROLL_BAR: Final = 12


class TableHeader(QHeaderView):
    """Names the columns.

    It paints for itself: Qt's own painting asks for each column whether all of its 100,000 rows
    are selected, which takes seconds.

    Signals:
        order_chosen: an ArticleOrder, and whether it runs the other way round.
        arranged: columns have other widths or places, or others are shown.
    """

    order_chosen = Signal(object, bool)
    arranged = Signal()

    def __init__(self, view: QWidget) -> None:
        """Give columns their first places; they are hidden until the table is shown."""
        super().__init__(Qt.Orientation.Horizontal, view)
        self._view = view
        self._order: ArticleOrder = "added"
        self._is_reversed = False
        self._font = interface_font(Scale.CAPTION, SEMIBOLD)
        self._metrics = QFontMetricsF(self._font)
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setMouseTracking(True)
        self.setAccessibleName("Columns")
        self.sectionClicked.connect(self._on_clicked)

    def lay_out(self, state: QByteArray) -> None:
        """Show the columns as the reader has left them, or as they are at first."""
        self.setMinimumSectionSize(NARROWEST)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        if state.isEmpty() or not self.restoreState(state) or self.count() != len(COLUMNS):
            for number, column in enumerate(COLUMNS):
                self.resizeSection(number, column.width)
                self.setSectionHidden(number, not column.is_shown)
            QTimer.singleShot(0, self, self._fill_width)  # when the view has its width
            self.moveSection(self.visualIndex(STAR), 0)
        self.setSectionResizeMode(STAR, QHeaderView.ResizeMode.Fixed)
        self.setSectionHidden(TITLE, False)

    def show_order(self, order: ArticleOrder, is_reversed: bool) -> None:
        """Mark the column that the rows are in the order of."""
        self._order, self._is_reversed = order, is_reversed
        self.viewport().update()

    def column_menu(self, menu: QMenu) -> None:
        """Fill a menu with the columns that can be shown and hidden."""
        for number, column in enumerate(COLUMNS):
            if number == TITLE:
                continue
            action = menu.addAction(column.title)
            action.setCheckable(True)
            action.setChecked(not self.isSectionHidden(number))
            action.toggled.connect(lambda shown, number=number: self._show_column(number, shown))

    # -- Qt

    def sizeHint(self) -> QSize:
        """Give the height of a header."""
        return QSize(super().sizeHint().width(), HEIGHT)

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        """Paint a title, with an arrow where the rows are in its order."""
        theme, column = current_theme(), COLUMNS[logical]
        painter.fillRect(rect, theme.color("window"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.color("line"))
        painter.fillRect(rect.right(), rect.top() + 8, 1, rect.height() - 16, theme.color("line"))
        if logical == STAR:
            return
        is_sorted = column.order is not None and column.order == self._order
        left = PAD + 2 if logical == TITLE else PAD
        room = QRectF(rect).adjusted(left, 0, -PAD - (ARROW + 2 if is_sorted else 0), 0)
        painter.setFont(self._font)
        painter.setPen(theme.color("text" if is_sorted else "muted"))
        said = self._metrics.elidedText(column.title, Qt.TextElideMode.ElideRight, room.width())
        side = Qt.AlignmentFlag.AlignRight if column.is_number else Qt.AlignmentFlag.AlignLeft
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | side, said)
        if is_sorted:
            sign = "chevron-up" if self._is_reversed else "chevron-down"
            ratio = painter.device().devicePixelRatio()
            shown = pixmap(sign, ARROW, "muted", ratio)
            top = round(rect.center().y() - ARROW / 2)
            at = room.right() + 2
            if not column.is_number:
                at = min(at, room.left() + self._metrics.horizontalAdvance(said) + 4)
            painter.drawPixmap(round(at), top, shown)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Let the reader show and hide columns."""
        menu = QMenu(self)
        self.column_menu(menu)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(event.globalPos())

    # -- inside

    def _fill_width(self) -> None:
        """Give the title what others leave."""
        rest = self._view.width() - self.length() - SCROLL_BAR
        if self.sectionSize(TITLE) == COLUMNS[TITLE].width and rest > 0:
            self.resizeSection(TITLE, COLUMNS[TITLE].width + rest)

    def _show_column(self, number: int, shown: bool) -> None:
        self.setSectionHidden(number, not shown)
        if shown and self.sectionSize(number) < NARROWEST:
            self.resizeSection(number, COLUMNS[number].width)
        self.arranged.emit()

    def _on_clicked(self, logical: int) -> None:
        order = COLUMNS[logical].order
        if order is not None:
            self.order_chosen.emit(order, order == self._order and not self._is_reversed)
