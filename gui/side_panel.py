"""The right side of the window: annotations, quotes and entities, one of them in front."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, get_args

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QIcon, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from gui.actions import Actions, key_text
from gui.controls import divider
from gui.icons import icon
from gui.notes.panel import NotesPanel
from gui.session import Session
from gui.theme import Scale
from storage.finding_types import Mention, Quote
from storage.journal import ChangeSet

if TYPE_CHECKING:
    from gui.entities.panel import EntitiesPanel
    from gui.quotes.panel import QuotesPanel

TabName = Literal["notes", "quotes", "entities"]
TABS: Final[tuple[TabName, ...]] = get_args(TabName)
TITLES: Final[dict[TabName, str]] = {
    "notes": "Annotations",
    "quotes": "Quotes",
    "entities": "Entities",
}
SIGNS: Final[dict[TabName, str]] = {
    "notes": "highlighter",
    "quotes": "quote",
    "entities": "users",
}
SAID: Final = (  # icon, title, count: what the tabs say, as long as there is room
    (True, True, True),
    (False, True, True),
    (True, False, True),
    (True, False, False),
)
REMEMBERED: Final = "side"  # name of the setting that keeps the tab in front


class SidePanel(QWidget):
    """Three panels on the open article; the two that are not annotations are made when needed.

    Signals:
        left: Escape was pressed in one of them; the keyboard belongs to the page.
    """

    left = Signal()

    def __init__(self, session: Session, actions: Actions, parent: QWidget | None = None) -> None:
        """Put the panel of annotations in its place, and the tab that was last in front."""
        super().__init__(parent)
        self._session = session
        self._actions = actions
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.tabs = QTabBar(self)
        self.tabs.setAccessibleName("What the side shows")
        self.tabs.setIconSize(QSize(Scale.ICON_S, Scale.ICON_S))
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setExpanding(False)
        self.tabs.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.tabs.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for name in TABS:
            self.tabs.addTab(icon(SIGNS[name]), TITLES[name])
        self._stack = QStackedWidget(self)
        # From the outside in, as the window does: what gets another parent is dressed anew.
        self.notes = NotesPanel(session, actions, self._stack)
        self.notes.left.connect(self.left)
        self._panels: dict[TabName, NotesPanel | QuotesPanel | EntitiesPanel] = {
            "notes": self.notes
        }
        self._places: dict[TabName, QWidget] = {"notes": self.notes}
        for name in TABS[1:]:
            self._places[name] = QWidget(self._stack)
        for place in self._places.values():
            self._stack.addWidget(place)
        self._counts: dict[TabName, int] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(divider())
        column.addWidget(self._stack, 1)
        self._making = QTimer(self, singleShot=True, interval=0)
        self._making.timeout.connect(self._make_shown)
        self._counting = QTimer(self, singleShot=True, interval=0)
        self._counting.timeout.connect(self._count)
        last = session.settings.text(REMEMBERED, "notes")
        self._bring(next((name for name in TABS if name == last), "notes"))
        self.tabs.currentChanged.connect(self._on_tab)
        self.tabs.tabBarClicked.connect(self._on_clicked)
        session.opened.connect(self._counting.start)
        session.changed.connect(self._on_changed)
        session.found.connect(self._counting.start)
        session.leaving.connect(self._counting.stop)
        session.closing.connect(self._making.stop)
        session.chosen.connect(self._on_chosen)

    @property
    def current(self) -> TabName:
        """Which tab is in front."""
        return TABS[max(0, self.tabs.currentIndex())]

    def show_tab(self, name: TabName) -> None:
        """Bring a tab to the front; its panel is made now if it was not there yet."""
        self._bring(name)
        self._panel(name)

    def focus_list(self) -> None:
        """Give the keyboard to the list in front."""
        self._panel(self.current).focus_list()

    def focus_filter(self) -> None:
        """Give the keyboard to the filter in front."""
        self._panel(self.current).focus_filter()

    def showEvent(self, event: QShowEvent) -> None:
        """Make what is in front, after the window is there."""
        super().showEvent(event)
        self._making.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say as much on the tabs as there is room for."""
        super().resizeEvent(event)
        self._name_tabs()

    # -- inside

    def _bring(self, name: TabName) -> None:
        self.tabs.setCurrentIndex(TABS.index(name))
        self._stack.setCurrentIndex(TABS.index(name))

    def _on_tab(self, _number: int) -> None:
        self._stack.setCurrentIndex(self.tabs.currentIndex())
        self._session.settings.set_text(REMEMBERED, self.current)
        if self.isVisible():
            self._panel(self.current)

    def _on_clicked(self, number: int) -> None:
        """Give the keyboard to a list that is reviewed by single keys; on the page they mark."""
        if 0 <= number < len(TABS):
            self.show_tab(TABS[number])
            if self.current != "notes":
                self.focus_list()

    def _make_shown(self) -> None:
        if self.isVisible():
            self._panel(self.current)

    def _panel(self, name: TabName) -> NotesPanel | QuotesPanel | EntitiesPanel:
        """Give a panel, after making it where it is not there yet."""
        if (made := self._panels.get(name)) is not None:
            return made
        panel = self._made(name)
        place = self._places[name]
        self._stack.insertWidget(TABS.index(name), panel)
        self._stack.removeWidget(place)
        place.deleteLater()
        self._places[name] = self._panels[name] = panel
        self._stack.setCurrentIndex(self.tabs.currentIndex())
        return panel

    def _made(self, name: TabName) -> QuotesPanel | EntitiesPanel:
        if name == "quotes":
            from gui.quotes.panel import QuotesPanel

            quotes = QuotesPanel(self._session, self._actions, self._stack)
            quotes.left.connect(self.left)
            return quotes
        from gui.entities.panel import EntitiesPanel

        entities = EntitiesPanel(self._session, self._actions, self._stack)
        entities.left.connect(self.left)
        return entities

    def _on_chosen(self, found: Mention | Quote) -> None:
        """Follow what was chosen on the page, unless the reader is with the annotations."""
        if not self.isVisible() or self.current == "notes":
            return
        name: TabName = "quotes" if isinstance(found, Quote) else "entities"
        self.show_tab(name)
        panel = self._panel(name)
        if not isinstance(panel, NotesPanel):
            panel.show_chosen(found)

    def _on_changed(self, changes: ChangeSet) -> None:
        if changes.touches("quote", "mention", "entity"):
            self._counting.start()

    def _count(self) -> None:
        text, library = self._session.text, self._session.library
        self._counts = {}
        if text is not None:
            self._counts["quotes"] = library.quotes.count(text.id)
            self._counts["entities"] = library.entities.count(text.id)
        self._name_tabs()

    def _name_tabs(self) -> None:
        """Give each tab its icon, title and count, or less where there is no room for that.

        What a tab does not say, its tool tip does.
        """
        for number, name in enumerate(TABS):
            count = self._counts.get(name, 0)
            said = f"{TITLES[name]}: {count:,}" if count else TITLES[name]
            key = key_text(self._actions[f"show_{name}"].shortcut().toString())
            self.tabs.setTabToolTip(number, f"{said} ({key})")
            self.tabs.setAccessibleTabName(number, said)
        for has_icons, has_titles, has_counts in SAID:
            for number, name in enumerate(TABS):
                count = self._counts.get(name, 0)
                words = (TITLES[name] if has_titles else "", f"{count:,}" if count else "")
                shown = words if has_counts else words[:1]
                self.tabs.setTabText(number, " ".join(part for part in shown if part))
                self.tabs.setTabIcon(number, icon(SIGNS[name]) if has_icons else QIcon())
            if self.tabs.sizeHint().width() <= self.width():
                return
