"""What stands above and below the list: name, number, order; the way to the trash."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QToolButton, QWidget

from gui import controls
from gui.fonts import set_role
from gui.icons import icon
from gui.shelf.wording import counted
from gui.theme import Scale
from storage.articles import ShelfOrder

ORDERS: Final[dict[ShelfOrder, str]] = {
    "added": "Date added",
    "opened": "Last opened",
    "title": "Title",
    "published": "Date published",
}


class ShelfHeader(QWidget):
    """The name of the list, how many it has, and how they are sorted.

    Signals:
        order_chosen: a ShelfOrder.
        emptying_asked: the reader wants the trash emptied.
    """

    order_chosen = Signal(object)
    emptying_asked = Signal()

    def __init__(self, order: ShelfOrder) -> None:
        """Show an order as chosen."""
        super().__init__()
        self._name = QLabel("Library")
        set_role(self._name, "heading")
        self._count = QLabel()
        set_role(self._count, "caption")
        self._sort = QToolButton()
        self._sort.setIcon(icon("arrow-up-down"))
        self._sort.setIconSize(QSize(Scale.ICON_S, Scale.ICON_S))
        self._sort.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._sort.setMenu(self._order_menu(order))
        self._say_order(order)
        self._empty = QPushButton("Empty…")
        self._empty.setProperty("kind", "quiet")
        self._empty.setToolTip("Delete all of these for good")
        self._empty.clicked.connect(self.emptying_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(Scale.L + 2, Scale.XS, Scale.S, 0)
        row.setSpacing(Scale.S)
        row.addWidget(self._name)
        row.addWidget(self._count, 1)
        row.addWidget(self._empty)
        row.addWidget(self._sort)
        self.setFixedHeight(Scale.CONTROL + Scale.M)

    def show_count(self, found: int, of: int | None) -> None:
        """Say how many are listed, and of how many when they are searched."""
        self._count.setText(counted(found, of) if found or of else "")

    def show_trash(self, shown: bool, count: int) -> None:
        """Be the head of the trash or of the shelf."""
        self._name.setText("Deleted" if shown else "Library")
        self._empty.setVisible(shown and count > 0)
        self._sort.setVisible(not shown)

    def said(self) -> str:
        """Give the name and the number as they stand there."""
        return f"{self._name.text()} {self._count.text()}".strip()

    def _order_menu(self, order: ShelfOrder) -> QMenu:
        menu = QMenu(self)
        group = QActionGroup(menu)
        for key, title in ORDERS.items():
            action = menu.addAction(title)
            action.setCheckable(True)
            action.setChecked(key == order)
            action.setData(key)
            group.addAction(action)
        group.triggered.connect(lambda action: self._on_chosen(action.data()))
        return menu

    def _on_chosen(self, order: ShelfOrder) -> None:
        self._say_order(order)
        self.order_chosen.emit(order)

    def _say_order(self, order: ShelfOrder) -> None:
        said = f"Sorted by {ORDERS[order][0].lower()}{ORDERS[order][1:]}"
        self._sort.setToolTip(said)
        self._sort.setAccessibleName(said)


class ShelfFooter(QWidget):
    """The way to the trash and back.

    Signals:
        toggled: whether the trash should be shown.
    """

    toggled = Signal(bool)

    def __init__(self) -> None:
        """Start on the shelf."""
        super().__init__()
        self._in_trash = False
        self._button = QToolButton()
        self._button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._button.setIconSize(QSize(Scale.ICON_S, Scale.ICON_S))
        self._button.clicked.connect(self._on_clicked)
        inside = controls.row(self._button, None)
        inside.setContentsMargins(Scale.S, Scale.XS, Scale.S, Scale.XS)
        self.setLayout(controls.column(controls.divider(), inside, spacing=0))

    def show_trash(self, shown: bool, count: int) -> None:
        """Say where the button leads, and how many are there."""
        self._in_trash = shown
        there = f"Deleted ({counted(count)})" if count else "Deleted"
        self._button.setText(f" {'Back to the library' if shown else there}")  # room after the icon
        self._button.setIcon(icon("arrow-left" if shown else "trash-2"))

    def said(self) -> str:
        """Give the text of the button."""
        return self._button.text().strip()

    def click(self) -> None:
        """Press the button."""
        self._button.click()

    def _on_clicked(self) -> None:
        self.toggled.emit(not self._in_trash)
