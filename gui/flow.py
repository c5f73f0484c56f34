"""A layout that puts things side by side and goes on in the next line, as words do."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from gui.theme import Scale


class Flow(QLayout):
    """Lines of widgets; the last one takes what is left of its line if it likes to expand."""

    def __init__(self, parent: QWidget | None = None, gap: int = Scale.XS) -> None:
        """Start empty, with a gap between things."""
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def insert(self, place: int, widget: QWidget) -> None:
        """Add a widget before the others from a place on."""
        self.addWidget(widget)
        self._items.insert(place, self._items.pop())
        self.invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        """Add an item at the end."""
        self._items.append(item)

    def count(self) -> int:
        """Give the number of items."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Give an item, None beyond the last."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Remove an item and give it, None beyond the last."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Say that it takes no more than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Say that narrow is high."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Give the height that all lines need."""
        return self._arrange(QRect(0, 0, width, 0), place=False)

    def sizeHint(self) -> QSize:
        """Give the size in one column at least."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """Give the size of the widest item."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def setGeometry(self, rect: QRect) -> None:
        """Put everything in its place."""
        super().setGeometry(rect)
        self._arrange(rect, place=True)

    def _arrange(self, rect: QRect, *, place: bool) -> int:
        """Put items in lines (or only count) and give the height of all lines."""
        top = rect.top()
        for line in self._lines(rect.width()):
            high = max(size.height() for _, size in line)
            left = rect.left()
            for item, size in line:
                if place:
                    drop = (high - size.height()) // 2
                    item.setGeometry(QRect(QPoint(left, top + drop), size))
                left += size.width() + self._gap
            top += high + self._gap
        return max(0, top - self._gap - rect.top())

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        """Give the items of each line with their sizes; what is hidden takes no room."""
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        used = 0
        shown = [item for item in self._items if not item.isEmpty()]
        for item in shown:
            size = item.sizeHint().boundedTo(QSize(width, 10_000))
            if not lines or used + size.width() > width:
                lines.append([])
                used = 0
            if item is shown[-1] and item.expandingDirections() & Qt.Orientation.Horizontal:
                size.setWidth(width - used)
            lines[-1].append((item, size))
            used += size.width() + self._gap
        return lines
