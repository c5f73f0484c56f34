"""The headings of the article, to jump to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from gui.controls import label, plain_tip
from gui.fonts import SEMIBOLD, interface_font
from gui.icons import icon
from gui.popover import Popover
from gui.theme import Scale, current_theme

WIDTH: Final = 380
MOST_ROWS: Final = 14  # on screen; the rest scrolls
INDENT: Final = "\u2003"  # a space as wide as the type is high, for each level
FROM_FIELD: Final = (
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
)

Heading = tuple[int, str, int]  # level from 1, words, first character


class OutlinePopover(Popover):
    """A list that narrows down while the reader types; Enter or a click jumps.

    Signals:
        chosen: the position of the heading to show.
    """

    chosen = Signal(int)

    def __init__(self, headings: Sequence[Heading], current: int, parent: QWidget) -> None:
        """Show headings in text order; `current` is the first character that the reader sees."""
        super().__init__(parent)
        self.setAccessibleName("Outline")
        self.setFixedWidth(WIDTH)
        self.content.setContentsMargins(Scale.S, Scale.S, Scale.S, Scale.S)
        self.content.setSpacing(Scale.S)
        self.empty = label("This article has no headings", "muted")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setMargin(Scale.L)
        self.filter = QLineEdit()
        self.filter.setProperty("kind", "search")
        self.filter.setPlaceholderText("Go to heading")
        self.filter.setAccessibleName("Go to heading")
        self.filter.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.filter.textChanged.connect(self._on_filter)
        self.filter.installEventFilter(self)
        self.list = QListWidget()
        self.list.setAccessibleName("Headings")
        self.list.setUniformItemSizes(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.itemClicked.connect(self._choose)
        self._fill(headings, current)
        for widget in (self.filter, self.list, self.empty):
            self.content.addWidget(widget)
        self.filter.setVisible(bool(headings))
        self.list.setVisible(bool(headings))
        self.empty.setVisible(not headings)
        rows = min(MOST_ROWS, max(1, len(headings)))
        self.list.setFixedHeight(rows * Scale.ROW + 2)

    def showEvent(self, event: QShowEvent) -> None:
        """Start at the current section, ready to type."""
        super().showEvent(event)
        self.filter.setFocus()
        if item := self.list.currentItem():
            self.list.scrollToItem(item, QAbstractItemView.ScrollHint.PositionAtCenter)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the keys that move in a list reach it from the field; Enter chooses."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in FROM_FIELD:
                QApplication.sendEvent(self.list, event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if (item := self.list.currentItem()) and not item.isHidden():
                    self._choose(item)
                return True
        return super().eventFilter(watched, event)

    def shown(self) -> list[str]:
        """Give the headings that the filter leaves."""
        return [item.text().strip(INDENT) for item in self._items() if not item.isHidden()]

    def _fill(self, headings: Sequence[Heading], current: int) -> None:
        top = min((level for level, _, _ in headings), default=1)
        here: QListWidgetItem | None = None
        for level, words, position in headings:
            words = " ".join(words.split())
            item = QListWidgetItem(INDENT * (level - top) + words, self.list)
            item.setSizeHint(QSize(0, Scale.ROW))
            item.setToolTip(plain_tip(words))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{words}, level {level}")
            item.setData(Qt.ItemDataRole.UserRole, position)
            if position <= current:
                here = item
        if here is not None:
            here.setFont(interface_font(weight=SEMIBOLD))
            here.setForeground(current_theme().color("link"))
            here.setData(
                Qt.ItemDataRole.AccessibleTextRole,
                f"{here.data(Qt.ItemDataRole.AccessibleTextRole)}, current section",
            )
        self.list.setCurrentItem(here or self.list.item(0))

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(number) for number in range(self.list.count())]

    def _on_filter(self, text: str) -> None:
        words = text.casefold().split()
        for item in self._items():
            item.setHidden(not all(word in item.text().casefold() for word in words))
        left = [item for item in self._items() if not item.isHidden()]
        if left and (self.list.currentItem() is None or self.list.currentItem().isHidden()):
            self.list.setCurrentItem(left[0])

    def _choose(self, item: QListWidgetItem) -> None:
        self.close()
        self.chosen.emit(item.data(Qt.ItemDataRole.UserRole))
