"""The numbers of a chart as a table, for those who would rather read or hear them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from gui.overview.wording import MEASURES
from gui.theme import Scale
from storage.overview.counting import MEASURES as ROWS
from storage.overview.counting import Card, Times

Index = QModelIndex | QPersistentModelIndex
Cell = tuple[str, str]  # what it says, and the search for what it counts
SHOWN: Final = 12  # rows, before the table scrolls
_SEARCH: Final = Qt.ItemDataRole.UserRole


class NumbersModel(QAbstractTableModel):
    """Rows of cells below a header."""

    def __init__(self) -> None:
        """Be empty at first."""
        super().__init__()
        self._header: tuple[str, ...] = ()
        self._rows: Sequence[tuple[Cell, ...]] = ()

    def show_rows(self, header: tuple[str, ...], rows: Sequence[tuple[Cell, ...]]) -> None:
        """Show other numbers."""
        self.beginResetModel()
        self._header, self._rows = header, rows
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Give the number of rows."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """Give the number of columns."""
        return 0 if parent is not None and parent.isValid() else len(self._header)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give a cell: a name on the left, numbers on the right."""
        if not index.isValid():
            return None
        shown, search = self._rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return shown
        if role == _SEARCH:
            return search
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column():
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(
        self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Name the columns."""
        if way == Qt.Orientation.Horizontal and section < len(self._header):
            if role == Qt.ItemDataRole.DisplayRole:
                return self._header[section]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                side = Qt.AlignmentFlag.AlignRight if section else Qt.AlignmentFlag.AlignLeft
                return side | Qt.AlignmentFlag.AlignVCenter
        return None


class NumbersView(QTableView):
    """The table.

    Signals:
        opened: the search for what a cell counts.
    """

    opened = Signal(str)

    def __init__(self, name: str) -> None:
        """Show no numbers yet; `name` is for screen readers."""
        super().__init__()
        self.numbers = NumbersModel()
        self.setModel(self.numbers)
        self.setAccessibleName(name)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(Scale.ROW)
        self.horizontalHeader().setHighlightSections(False)
        self.doubleClicked.connect(self._open)

    def show_times(self, times: Times) -> None:
        """Show a row for each span, the newest first, and a column for each measure."""
        header = ("When", *(MEASURES[measure] for measure in ROWS))
        rows = [
            (
                (span.name, ""),
                *(_counted(times.counts[m][n], times.search(m, n)) for m in ROWS),
            )
            for n, span in enumerate(times.spans)
        ]
        self._show(header, rows[::-1])

    def show_card(self, title: str, card: Card) -> None:
        """Show a row for each bar."""
        unit = "Highlights" if card.subject == "color" else "Articles"
        rows = [((bar.name, bar.search), _counted(bar.count, bar.search)) for bar in card.bars]
        self._show((title, unit), rows)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open what a cell counts."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _show(self, header: tuple[str, ...], rows: Sequence[tuple[Cell, ...]]) -> None:
        self.numbers.show_rows(header, rows)
        stretch, fit = QHeaderView.ResizeMode.Stretch, QHeaderView.ResizeMode.ResizeToContents
        for column in range(len(header)):
            self.horizontalHeader().setSectionResizeMode(column, fit if column else stretch)
        lines = min(SHOWN, len(rows))
        self.setFixedHeight(lines * Scale.ROW + self.horizontalHeader().sizeHint().height() + 4)
        if rows:
            self.setCurrentIndex(self.numbers.index(0, 0))

    def _open(self, index: QModelIndex) -> None:
        if search := index.data(_SEARCH):
            self.opened.emit(search)


def _counted(count: int, search: str) -> Cell:
    return f"{count:,}", search if count else ""
