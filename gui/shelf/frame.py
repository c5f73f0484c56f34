"""What stands above and below the list: name, number, order; the way to the trash."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QToolButton, QWidget

from gui import controls
from gui.article_wording import counted
from gui.fonts import set_role
from gui.icons import icon
from gui.shelf.listing import Listing
from gui.shelf.orders import ALWAYS, ORDERS, said
from gui.theme import Scale

if TYPE_CHECKING:
    from storage.searching.searcher import ArticleOrder

RELEVANCE: Final[tuple[ArticleOrder, ...]] = ("relevance",)


class ShelfHeader(QWidget):
    """The name of the list, how many it has, and how they are sorted.

    Signals:
        order_chosen: an ArticleOrder, and whether it runs the other way round.
        emptying_asked: the reader wants the trash emptied.
    """

    order_chosen = Signal(object, bool)
    emptying_asked = Signal()

    def __init__(self) -> None:
        """Start without anything listed."""
        super().__init__()
        self._listing = Listing()
        self.fill_columns: Callable[[QMenu], object] | None = None  # adds those of a table
        self._name = QLabel("Library")
        self._name.setTextFormat(Qt.TextFormat.PlainText)
        set_role(self._name, "heading")
        self._count = QLabel()
        set_role(self._count, "caption")
        self._sort = QToolButton()
        self._sort.setIcon(icon("arrow-up-down"))
        self._sort.setIconSize(QSize(Scale.ICON_S, Scale.ICON_S))
        self._sort.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._sort.setMenu(QMenu(self))
        self._sort.menu().aboutToShow.connect(self._fill_menu)
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

    def show_listing(self, listing: Listing, count: int) -> None:
        """Say what is listed, and in which order."""
        self._listing = listing
        self._name.setText(listing.place.name)
        self._empty.setVisible(listing.place.is_deleted and count > 0)
        self._sort.setVisible(not listing.place.is_deleted)
        words = said(listing.order, listing.is_reversed)
        tip = f"Sorted by {words[0].lower()}{words[1:]}"
        self._sort.setToolTip(tip)
        self._sort.setAccessibleName(tip)

    def said(self) -> str:
        """Give the name and the number as they stand there."""
        return f"{self._name.text()} {self._count.text()}".strip()

    def open_sort_menu(self) -> None:
        """Open the menu of orders below its button, where there is one."""
        if self._sort.isHidden():
            return
        menu = self._sort.menu()
        menu.popup(self._sort.mapToGlobal(self._sort.rect().bottomLeft()))
        menu.setActiveAction(menu.actions()[0])

    def sort_menu(self) -> QMenu:
        """Give the menu of orders, with the present one checked."""
        self._fill_menu()
        return self._sort.menu()

    def _fill_menu(self) -> None:
        menu, listing = self._sort.menu(), self._listing
        menu.clear()
        orders, ways = QActionGroup(menu), QActionGroup(menu)
        shown: tuple[ArticleOrder, ...] = (*RELEVANCE, *ALWAYS) if listing.typed else ALWAYS
        for order in shown:
            action = menu.addAction(ORDERS[order].title)
            action.setData((order, False))
            action.setCheckable(True)
            action.setChecked(order == listing.order)
            orders.addAction(action)
        menu.addSeparator()
        for is_reversed, way in enumerate(ORDERS[listing.order].ways):
            action = menu.addAction(way)
            action.setData((listing.order, bool(is_reversed)))
            action.setCheckable(True)
            action.setChecked(bool(is_reversed) == listing.is_reversed)
            ways.addAction(action)
        if self.fill_columns is not None:
            self.fill_columns(menu)
        for group in (orders, ways):
            group.triggered.connect(lambda action: self.order_chosen.emit(*action.data()))


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
