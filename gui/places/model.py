"""The tree of places for a view; asked nothing of the library."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from gui.controls import plain_tip
from gui.places.nodes import OWN, PlaceNode

NODE_ROLE: Final = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()


@dataclass(slots=True)
class _Row:
    node: PlaceNode
    parent: int  # number of the row it is in, -1 at the top
    place: int  # among those beside it
    inner: list[int]


class PlacesModel(QAbstractItemModel):
    """One column of PlaceNodes (`NODE_ROLE`)."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._rows: list[_Row] = []
        self._top: list[int] = []
        self._numbers: dict[str, int] = {}

    def show_nodes(self, nodes: Sequence[PlaceNode]) -> None:
        """Show a tree; where it has the same places as before, only what changed is drawn anew."""
        rows: list[_Row] = []
        top = _laid_out(nodes, -1, rows)
        if [_shape(row) for row in rows] == [_shape(row) for row in self._rows]:
            before, self._rows = self._rows, rows
            for number, (old, new) in enumerate(zip(before, rows, strict=True)):
                if _bare(old.node) != _bare(new.node):
                    index = self._index(number)
                    self.dataChanged.emit(index, index)
            return
        self.beginResetModel()
        self._rows, self._top = rows, top
        self._numbers = {row.node.key: number for number, row in enumerate(rows)}
        self.endResetModel()

    def show_count(self, key: str, count: int) -> None:
        """Show another number of articles at one place."""
        number = self._numbers.get(key, -1)
        if number >= 0 and self._rows[number].node.count != count:
            self._rows[number].node = replace(self._rows[number].node, count=count)
            index = self._index(number)
            self.dataChanged.emit(index, index)

    def node(self, index: Index) -> PlaceNode | None:
        """Give the place of a row."""
        return self._rows[index.internalId()].node if index.isValid() else None

    def nodes(self) -> list[PlaceNode]:
        """Give all places, each before those in it."""
        return [row.node for row in self._rows]

    def index_of(self, key: str) -> QModelIndex:
        """Give the row of a place, an invalid one where there is none."""
        return self._index(self._numbers.get(key, -1))

    # -- Qt

    def index(self, row: int, column: int, parent: Index = _ROOT) -> QModelIndex:
        """Give the index of a row."""
        inner = self._inner(parent)
        if column or not 0 <= row < len(inner):
            return QModelIndex()
        return self.createIndex(row, 0, inner[row])

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]  # QObject.parent()
        """Give the index of what a row is in."""
        return self._index(self._rows[index.internalId()].parent) if index.isValid() else _ROOT

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Give how many are in a row."""
        return 0 if parent.column() > 0 else len(self._inner(parent))

    def columnCount(self, _parent: Index = _ROOT) -> int:
        """Give one."""
        return 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let what the reader has made be dragged and renamed."""
        node = self.node(index)
        if node is None:
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        flags |= Qt.ItemFlag.ItemIsDropEnabled
        if node.kind in OWN:
            flags |= Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give the place, its name, or how it is read aloud."""
        node = self.node(index)
        if node is None:
            return None
        if role == NODE_ROLE:
            return node
        if role == Qt.ItemDataRole.DisplayRole:
            return node.name
        if role == Qt.ItemDataRole.EditRole:
            return node.title if node.kind == "tag" else node.name
        if role == Qt.ItemDataRole.ToolTipRole:
            told = node.query if node.kind == "search" else node.title
            return plain_tip(told) if told else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(node)
        return None

    # -- inside

    def _inner(self, parent: Index) -> list[int]:
        return self._rows[parent.internalId()].inner if parent.isValid() else self._top

    def _index(self, number: int) -> QModelIndex:
        if number < 0:
            return QModelIndex()
        return self.createIndex(self._rows[number].place, 0, number)


def spoken(node: PlaceNode) -> str:
    """Say a row in words: "Unread, 12 articles"; a tag with its colour."""
    parts = [node.title or node.name]
    if node.color:
        parts.append(node.color)
    if node.count is not None:
        parts.append(f"{node.count:,} article{'' if node.count == 1 else 's'}")
    return ", ".join(parts)


def _laid_out(nodes: Sequence[PlaceNode], parent: int, rows: list[_Row]) -> list[int]:
    numbers: list[int] = []
    for place, node in enumerate(nodes):
        number = len(rows)
        numbers.append(number)
        row = _Row(node, parent, place, [])
        rows.append(row)
        row.inner = _laid_out(node.inner, number, rows)
    return numbers


def _shape(row: _Row) -> tuple[str, int]:
    return row.node.key, row.parent


def _bare(node: PlaceNode) -> tuple[object, ...]:
    return node.name, node.icon, node.query, node.count, node.title, node.color
