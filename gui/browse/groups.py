"""The groups of the annotations listed, beside the list: all of them, then each with its count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QDate, QLocale, QObject, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView

from gui.browse.signs import color_sign
from gui.card_list import Index
from gui.controls import plain_tip
from gui.keyed_table import KeyedTable
from gui.theme import Scale
from storage.annotation_lists import Group, Grouping
from storage.types import COLORS, ColorKey

TITLES: Final[tuple[tuple[str, Grouping | None], ...]] = (
    ("No groups", None),
    ("By article", "article"),
    ("By tag", "tag"),
    ("By colour", "color"),
    ("By speaker", "speaker"),
    ("By month", "month"),
)
_NONE: Final[Mapping[Grouping, str]] = {"tag": "Without a tag", "speaker": "Not in a quote"}
TITLE, COUNT = range(2)
_Role = Qt.ItemDataRole


class GroupModel(QAbstractTableModel):
    """Groups with their counts; the first row is everything."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._groups: Sequence[Group] = ()
        self._by: Grouping = "article"
        self._total = 0
        self._names: Mapping[ColorKey, str] = {}

    def show_groups(
        self, groups: Sequence[Group], by: Grouping, total: int, names: Mapping[ColorKey, str]
    ) -> None:
        """Show groups of `total` annotations; `names` are those of the colours."""
        self.beginResetModel()
        self._groups, self._by, self._total, self._names = groups, by, total, names
        self.endResetModel()

    def group(self, row: int) -> Group | None:
        """Give the group of a row; None for everything."""
        return self._groups[row - 1] if 0 < row <= len(self._groups) else None

    def row_of(self, title: str | None) -> int:
        """Give the row of a group by its title; 0, everything, if it is not there."""
        return next((n for n, group in enumerate(self._groups, 1) if group.title == title), 0)

    # -- QAbstractTableModel

    def rowCount(self, parent: Index | None = None) -> int:
        """Give the number of groups and one."""
        return 0 if parent is not None and parent.isValid() else len(self._groups) + 1

    def columnCount(self, parent: Index | None = None) -> int:
        """Give two: title and count."""
        return 0 if parent is not None and parent.isValid() else 2

    def data(self, index: Index, role: int = _Role.DisplayRole) -> object:
        """Give what a cell says or shows."""
        if not index.isValid():
            return None
        group, column = self.group(index.row()), index.column()
        if role == _Role.DisplayRole:
            if column == COUNT:
                return f"{self._total if group is None else len(group.ids):,}"
            return "All" if group is None else self._title(group)
        if role == _Role.DecorationRole and column == TITLE and group and self._by == "color":
            color = next((key for key in COLORS if key == group.title), None)
            return color_sign(color, "highlight") if color else None
        if role == _Role.TextAlignmentRole and column == COUNT:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == _Role.ToolTipRole and group is not None:
            return plain_tip(self._title(group))
        return None

    def _title(self, group: Group) -> str:
        if not group.title:
            return _NONE.get(self._by, "")
        if self._by == "color":
            return next((name for key, name in self._names.items() if key == group.title), "")
        if self._by == "month":
            year, month = map(int, group.title.split("-"))
            return QLocale().toString(QDate(year, month, 1), "MMMM yyyy")
        return group.title


class GroupView(KeyedTable):
    """The list of groups.

    Signals:
        chosen: the reader went to a group; its row.
        left: the list of annotations should have the keyboard.
    """

    chosen = Signal(int)
    left = Signal()

    def __init__(self, model: GroupModel) -> None:
        """Show a model."""
        super().__init__()
        self.setModel(model)
        self.setAccessibleName("Groups")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setMinimumWidth(120)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        self.setColumnWidth(COUNT, 68)
        rows = self.verticalHeader()
        rows.hide()
        rows.setDefaultSectionSize(Scale.ROW)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.keys |= dict.fromkeys(("Return", "Enter", "Right"), self.left.emit)
        self.clicked.connect(self._on_clicked)

    def go_to(self, row: int) -> None:
        """Select a group without choosing it."""
        self.selectRow(row)
        self.scrollTo(self.model().index(row, TITLE))

    def _on_key_moved(self) -> None:
        self.chosen.emit(self.currentIndex().row())

    def _on_clicked(self, at: Index) -> None:
        self.chosen.emit(at.row())
