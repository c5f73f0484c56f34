"""What a check-up has found, in plain sentences under their subjects."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
)

from gui.theme import Scale
from storage.care.reports import HEADS, Fault, Report

FAULT: Final = Qt.ItemDataRole.UserRole
ROOM: Final = 14  # above and below the words of a line, together
EDGE: Final = 28  # left and right of them


class FaultList(QTreeWidget):
    """Enter, or a double click, opens the article that a line is about.

    Signals:
        opened: a Fault of which the reader wants to see the article.
    """

    opened = Signal(object)

    def __init__(self) -> None:
        """Show nothing."""
        super().__init__()
        self.setProperty("kind", "field")
        self.setHeaderHidden(True)
        self.setWordWrap(True)
        self.setUniformRowHeights(False)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setIndentation(Scale.M)
        self.setAccessibleName("What was found")
        self.setItemDelegate(_Wrapping(self))
        self.itemActivated.connect(self._on_activated)

    def show_report(self, report: Report) -> None:
        """Show what is wrong, or nothing."""
        self.clear()
        if report.unread or report.notices:
            self._add("What could not be looked at", [*report.unread, *report.notices], [])
        for subject, number in report.counts.items():
            faults = [fault for fault in report.faults if fault.subject == subject]
            lines = [fault.sentence for fault in faults]
            if number > len(lines):
                lines.append(f"… and {number - len(lines):,} more.")
            head = next(words for key, words in HEADS.items() if key == subject)
            self._add(f"{head} ({number:,})", lines, faults)
        self.expandAll()

    def fault(self) -> Fault | None:
        """Give what the line with the keyboard is about."""
        item = self.currentItem()
        found = item.data(0, FAULT) if item is not None else None
        return found if isinstance(found, Fault) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter wherever the platform does not."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.fault() is not None:
            self.opened.emit(self.fault())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the lines anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _add(self, head: str, lines: list[str], faults: list[Fault]) -> None:
        top = QTreeWidgetItem([head])
        font = self.font()
        font.setBold(True)
        top.setFont(0, font)
        top.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        for place, line in enumerate(lines):
            item = QTreeWidgetItem([line])
            item.setData(0, FAULT, faults[place] if place < len(faults) else None)
            top.addChild(item)
        self.addTopLevelItem(top)

    def _on_activated(self, item: QTreeWidgetItem) -> None:
        if isinstance(fault := item.data(0, FAULT), Fault):
            self.opened.emit(fault)


class _Wrapping(QStyledItemDelegate):
    """Gives a line the height that its words need at the width that there is."""

    def sizeHint(
        self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Measure the words."""
        view = self.parent()
        assert isinstance(view, QTreeWidget)
        depth = 1 if index.parent().isValid() else 0
        width = view.viewport().width() - (depth + 1) * view.indentation() - EDGE
        layout = QTextLayout(str(index.data()), view.font())
        wraps = QTextOption()
        wraps.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(wraps)
        height = 0.0
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(80, width))
            height += line.height()
        layout.endLayout()
        return QSize(max(80, width), int(height) + ROOM)
