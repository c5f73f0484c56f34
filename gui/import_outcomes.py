"""What became of the things of an import, as rows: the name, and the title or the reason."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from gui.controls import plain_tip
from gui.fonts import SEMIBOLD, interface_font
from gui.theme import Scale, current_theme
from storage.import_reports import Outcome, one_sentence

OUTCOME: Final = Qt.ItemDataRole.UserRole
PAD: Final = Scale.S
LINES_OF_REASON: Final = 2

Index = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()


class OutcomeModel(QAbstractTableModel):
    """One column, one row for each outcome."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._outcomes: list[Outcome] = []

    def show_outcomes(self, outcomes: list[Outcome]) -> None:
        """Show these; where they only became more, the rows that are there stay."""
        old = len(self._outcomes)
        if outcomes[:old] == self._outcomes:
            if len(outcomes) > old:
                self.beginInsertRows(_ROOT, old, len(outcomes) - 1)
                self._outcomes = outcomes
                self.endInsertRows()
            return
        self.beginResetModel()
        self._outcomes = outcomes
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Give how many there are."""
        return 0 if parent.isValid() else len(self._outcomes)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Give 1."""
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give the outcome, or how it is read aloud and copied."""
        if not index.isValid() or index.row() >= len(self._outcomes):
            return None
        outcome = self._outcomes[index.row()]
        if role == OUTCOME:
            return outcome
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{outcome.name}\t{one_sentence(outcome)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(f"{outcome.name}\n{one_sentence(outcome)}")
        return None


class OutcomeDelegate(QStyledItemDelegate):
    """Paints the name strong, and what there is to say below it."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Prepare fonts."""
        super().__init__(parent)
        self._strong = interface_font(Scale.BODY, SEMIBOLD)
        self._plain = interface_font(Scale.BODY)
        self._line = QFontMetrics(self._plain).height()

    def height(self, lines: int) -> int:
        """Give the height of rows whose second part has so many lines."""
        return 2 * PAD + (1 + lines) * self._line

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Give the height of a row with a reason."""
        return QSize(0, self.height(LINES_OF_REASON))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        outcome = index.data(OUTCOME)
        if not isinstance(outcome, Outcome):
            return
        theme = current_theme()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        ground = ""
        if option.state & QStyle.StateFlag.State_Selected:
            ground = "accent_soft"
        elif option.state & QStyle.StateFlag.State_MouseOver:
            ground = "hover"
        if ground:
            painter.setBrush(theme.color(ground))
            plate = QRectF(option.rect).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(plate, Scale.RADIUS, Scale.RADIUS)
        inner = option.rect.adjusted(Scale.M, PAD, -Scale.M, -PAD)
        name = QRect(inner.left(), inner.top(), inner.width(), self._line)
        painter.setFont(self._strong)
        painter.setPen(theme.color("text"))
        metrics = QFontMetrics(self._strong)
        shown = metrics.elidedText(outcome.name, Qt.TextElideMode.ElideMiddle, name.width())
        painter.drawText(name, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        below = inner.adjusted(0, self._line, 0, 0)
        self._paint_words(painter, below, one_sentence(outcome))
        painter.restore()

    def _paint_words(self, painter: QPainter, rect: QRect, words: str) -> None:
        painter.setFont(self._plain)
        painter.setPen(current_theme().color("muted"))
        lines = max(1, rect.height() // self._line)
        metrics = QFontMetrics(self._plain)
        room = int(rect.width() * lines - (lines - 1) * rect.width() * 0.12)  # ragged line ends
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
        flags = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
        painter.drawText(rect, int(flags) | int(Qt.TextFlag.TextWordWrap), shown)


class OutcomeView(QTableView):
    """The rows; a double click or Enter opens an article, Ctrl+C copies the selected lines.

    Signals:
        opened: an Outcome that has an article.
        copied: the lines to be copied, as one text.
    """

    opened = Signal(object)
    copied = Signal(str)

    def __init__(self, model: OutcomeModel) -> None:
        """Show a model."""
        super().__init__()
        self.setModel(model)
        self._drawer = OutcomeDelegate(self)
        self.setItemDelegate(self._drawer)
        self.setProperty("kind", "drawn")
        self.setAccessibleName("What became of each")
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.set_lines(LINES_OF_REASON)
        self.doubleClicked.connect(self._open)

    def set_lines(self, lines: int) -> None:
        """Make every row high enough for a second part of so many lines."""
        self.verticalHeader().setDefaultSectionSize(self._drawer.height(lines))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open at Enter, copy at Ctrl+C."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        elif event.matches(QKeySequence.StandardKey.Copy):
            rows = sorted(self.selectionModel().selectedRows(), key=lambda index: index.row())
            self.copied.emit("\n".join(str(index.data()) for index in rows))
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        outcome = index.data(OUTCOME)
        if isinstance(outcome, Outcome) and outcome.articles:
            self.opened.emit(outcome)
