"""The row above the list of all annotations: the filter, the groups, table or cards."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QToolButton, QWidget

from gui.browse.groups import TITLES
from gui.browse.view import LOOKS, Look
from gui.controls import icon_button, row
from gui.search.bar import SearchBar
from gui.session import Session
from gui.theme import Scale
from storage.annotation_lists import Grouping
from storage.searching.query import Query

SIGNS: Final[dict[Look, tuple[str, str]]] = {
    "table": ("table-2", "Table (V)"),
    "cards": ("rows-3", "Cards (V)"),
}


class BrowseTools(QWidget):
    """Says which annotations are wanted, and how they are shown.

    Signals:
        changed: other annotations are wanted; see `query`.
        regrouped: other groups are wanted; see `grouping`.
        dressed: the list should look otherwise; see `look`.
        toggled: the side should be shown, or not.
        left: the list should have the keyboard.
    """

    changed = Signal()
    regrouped = Signal()
    dressed = Signal()
    toggled = Signal(bool)
    left = Signal()

    def __init__(self, session: Session) -> None:
        """Show what the reader chose last time."""
        super().__init__()
        self._settings = session.settings
        self._library = session.library
        self.bar = SearchBar(session)
        self.field = self.bar.field
        self.field.say_where("Filter: words, tag:thesis, color:blue, kind:note …")
        self.field.setAccessibleName("Filter annotations")
        self.groups = QComboBox()
        self.groups.setAccessibleName("Groups")
        self.groups.setToolTip("Groups (G)")
        for title, by in TITLES:
            self.groups.addItem(title, by)
        known = self.groups.findData(self._settings.text("browse/groups") or None)
        self.groups.setCurrentIndex(max(0, known))
        self.looks = QButtonGroup(self)
        self.buttons = {look: self._look_button(look) for look in LOOKS}
        last = self._settings.text("browse/look", "table")
        self.buttons["cards" if last == "cards" else "table"].setChecked(True)
        self.sider = icon_button("panel-right", "Details (F9)", self._on_side)
        self.sider.setCheckable(True)
        self.sider.setChecked(self._settings.flag("browse/details", default=True))
        line = row(self.bar, self.groups, *self.buttons.values(), self.sider)
        line.setStretch(0, 1)
        for part in (self.groups, *self.buttons.values(), self.sider):
            line.setAlignment(part, Qt.AlignmentFlag.AlignTop)  # also with a sentence below it
        line.setContentsMargins(Scale.M, Scale.M, Scale.M, Scale.S)
        self.setLayout(line)
        self.field.asked.connect(self._on_asked)
        self.field.left.connect(self.left)
        self.field.entered.connect(self.left)
        self.groups.currentIndexChanged.connect(self._on_grouped)
        self.looks.buttonClicked.connect(self._on_look)

    def query(self) -> Query:
        """Give what is wanted."""
        return self._library.query(self.field.text())

    @property
    def grouping(self) -> Grouping | None:
        """What the groups have in common; None without groups."""
        return TITLES[self.groups.currentIndex()][1]

    @property
    def look(self) -> Look:
        """How the list should look."""
        return "cards" if self.buttons["cards"].isChecked() else "table"

    def next_look(self) -> None:
        """Turn a table into cards, or the other way round."""
        self.buttons["table" if self.look == "cards" else "cards"].click()

    def next_grouping(self) -> None:
        """Group by the next thing, at the end by nothing."""
        self.groups.setCurrentIndex((self.groups.currentIndex() + 1) % self.groups.count())

    def clear(self) -> None:
        """Want everything."""
        self.field.clear_now()

    def stop(self) -> None:
        """Let nothing that was typed have an effect any more."""
        self.field.stop()

    # -- inside

    def _look_button(self, look: Look) -> QToolButton:
        sign, title = SIGNS[look]
        made = icon_button(sign, title, self._nothing)
        made.setCheckable(True)
        self.looks.addButton(made)
        return made

    def _nothing(self) -> None:
        """Leave it to the group of buttons."""

    def _on_asked(self, _typed: str) -> None:
        self.changed.emit()

    def _on_grouped(self) -> None:
        self._settings.set_text("browse/groups", self.grouping or "")
        self.regrouped.emit()

    def _on_look(self) -> None:
        self._settings.set_text("browse/look", self.look)
        self.dressed.emit()

    def _on_side(self) -> None:
        self._settings.set_flag("browse/details", self.sider.isChecked())
        self.toggled.emit(self.sider.isChecked())
