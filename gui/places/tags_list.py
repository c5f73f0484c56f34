"""All tags with what carries them, as a tree with columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from gui.fonts import REGULAR, interface_font
from gui.tag_dots import tag_icon
from gui.theme import Scale
from storage.tag_tree import TagNode
from storage.tags import INSIDE, key_of

COLUMNS: Final = ("Tag", "Articles", "Whole articles", "Annotations")
TIPS: Final = (
    "",
    "Articles with this tag or one below it, on the whole article or on an annotation",
    "Articles that have this very tag themselves",
    "Annotations that have this very tag",
)
WIDTHS: Final = (86, 116, 106)  # of the numbers
_KEYS: Final = {
    Qt.Key.Key_F2: "rename",
    Qt.Key.Key_Delete: "delete",
    Qt.Key.Key_Backspace: "delete",
    Qt.Key.Key_Return: "uses",
    Qt.Key.Key_Enter: "uses",
    Qt.Key.Key_M: "merge",
}


class TagsList(QTreeWidget):
    """Shows TagNodes; several can be selected.

    Signals:
        called: "rename", "merge", "delete" or "uses" of what is selected.
        menu_called: the menu of what is selected is wanted, at a global point.
    """

    called = Signal(str)
    menu_called = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._nodes: list[TagNode] = []
        self._filter = ""
        self._closed: set[str] = set()
        self._items: dict[str, QTreeWidgetItem] = {}  # by name
        self._by_key: dict[str, QTreeWidgetItem] = {}
        self.setAccessibleName("Tags")
        self.setColumnCount(len(COLUMNS))
        self.setHeaderLabels(COLUMNS)
        self.setSelectionMode(QTreeWidget.SelectionMode.ExtendedSelection)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setIconSize(QSize(Scale.ICON_S, Scale.ICON_S))
        self.setIndentation(Scale.L)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for column, tip in enumerate(TIPS):
            self.headerItem().setToolTip(column, tip)
        header = self.header()
        header.setSectionsMovable(False)
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in enumerate(WIDTHS, start=1):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, width)
            self.headerItem().setTextAlignment(
                column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            )
        self.itemCollapsed.connect(lambda item: self._closed.add(key_of(_name(item))))
        self.itemExpanded.connect(lambda item: self._closed.discard(key_of(_name(item))))

    @property
    def nodes(self) -> list[TagNode]:
        """All tags and headings."""
        return self._nodes

    def show_nodes(self, nodes: Sequence[TagNode]) -> None:
        """Show the tags as they are now; what is selected stays so."""
        self._nodes = list(nodes)
        self._fill()

    def filter_by(self, words: str) -> None:
        """Show only tags with these letters, and what they stand under."""
        self._filter = key_of(" ".join(words.split()))
        self._fill()

    def selected(self) -> list[TagNode]:
        """Give the selected tags in the order of the list."""
        wanted = {_name(item) for item in self.selectedItems()}
        return [node for node in self._nodes if node.name in wanted]

    def shown(self) -> list[str]:
        """Give the names that are listed."""
        return list(self._items)

    def select(self, name: str) -> None:
        """Select a tag and bring it into view."""
        if (item := self._by_key.get(key_of(name))) is not None:
            self.setCurrentItem(item)
            self.scrollToItem(item)

    # -- Qt

    def event(self, event: QEvent) -> bool:
        """Claim the list's own keys before the shortcuts of a window."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in _KEYS
            and event.modifiers() == Qt.KeyboardModifier.NoModifier
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what a key stands for, or move."""
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if plain and (called := _KEYS.get(Qt.Key(event.key()))) and self.selectedItems():
            self.called.emit(called)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu."""
        if self.selectedItems():
            self.menu_called.emit(event.globalPos())

    # -- inside

    def _fill(self) -> None:
        kept = {key_of(_name(item)) for item in self.selectedItems()}
        at = self.currentItem()
        current = key_of(_name(at)) if at is not None else ""
        scrolled = self.verticalScrollBar().value()
        self.blockSignals(True)
        self.clear()
        self._items.clear()
        self._by_key.clear()
        wanted = self._wanted()
        for node in self._nodes:
            if node.name in wanted:
                self._add(node)
        for name, item in self._items.items():
            key = key_of(name)
            item.setExpanded(bool(self._filter) or key not in self._closed)
            if key == current:
                self.setCurrentItem(item)
        for name, item in self._items.items():
            item.setSelected(key_of(name) in kept)
        self.blockSignals(False)
        self.verticalScrollBar().setValue(scrolled)
        self.itemSelectionChanged.emit()

    def _wanted(self) -> set[str]:
        if not self._filter:
            return {node.name for node in self._nodes}
        found = {key_of(n.name) for n in self._nodes if self._filter in key_of(n.name)}
        above = {k.rsplit(INSIDE, n)[0] for k in found for n in range(k.count(INSIDE) + 1)}
        return {node.name for node in self._nodes if key_of(node.name) in found | above}

    def _add(self, node: TagNode) -> None:
        numbers = (node.total, node.articles, node.annotations)
        item = QTreeWidgetItem([node.label, *(f"{n:,}" if n else "" for n in numbers)])
        item.setData(0, Qt.ItemDataRole.UserRole, node.name)
        item.setToolTip(0, node.name if node.depth else "")
        item.setIcon(0, tag_icon(node.color))
        item.setSizeHint(0, QSize(0, Scale.ROW))
        for column in range(1, len(COLUMNS)):
            item.setTextAlignment(
                column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            )
            item.setFont(column, interface_font(Scale.CAPTION, REGULAR, tabular=True))
        above = self._by_key.get(key_of(node.name).rpartition(INSIDE)[0])
        if above is None:
            self.addTopLevelItem(item)
        else:
            above.addChild(item)
        self._items[node.name] = self._by_key[key_of(node.name)] = item


def _name(item: QTreeWidgetItem) -> str:
    return str(item.data(0, Qt.ItemDataRole.UserRole))
