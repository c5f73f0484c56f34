"""The page of one entity: who it is, when and where it was, what was said, who was there."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QLabel,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui.blank import Blank
from gui.controls import column, divider, label, plain_tip, row
from gui.entities.companion_list import CompanionList, CompanionModel
from gui.entities.excerpts import Excerpt, ExcerptList, ExcerptModel
from gui.entities.graph import Graph
from gui.entities.reading import Item
from gui.entities.timeline import Timeline
from gui.entities.wording import title_of
from gui.flow import Flow
from gui.icons import icon, pixmap
from gui.kinds import ICONS
from gui.theme import Scale
from storage.entity_pages import LIMIT, EntityPage
from storage.finding_types import KIND_NAMES, Entity
from storage.printing import counted

LISTS: Final = {  # name in `EntityPage`, title, what is said where there is none
    "mentions": ("Mentions", "No mentions"),
    "quotes_by": ("Quotes by", "No quotes by it"),
    "quotes_about": ("Quotes about", "No quotes about it"),
    "highlights": ("Highlights", "No highlights touch its mentions"),
}
WITH: Final = len(LISTS)  # number of the tab of those who appear with it
ICON: Final = 24
SHORT: Final = 560  # pixels, below which the buttons stand below the facts
WIDE: Final = 640  # pixels, from which graph and list stand side by side


class PageView(QWidget):
    """Shows an EntityPage; what is to be done about it is for those who listen.

    Signals:
        opened: an Excerpt should be shown in its article.
        entity_wanted: the page of another entity; its id.
        more_wanted: the name of a list that should have more rows, and how many it has.
        period_chosen: mentions of one period only, "" for all.
        unmerged: an Entity that was merged into this one should be one of its own.
    """

    opened = Signal(object)
    entity_wanted = Signal(int)
    more_wanted = Signal(str, int)
    period_chosen = Signal(str)
    unmerged = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.page: EntityPage | None = None
        self._sign = QLabel()
        self._name = label("", "title")
        self._facts = label("", "muted")
        self._called = label("", "muted")
        self._parts = QWidget()
        self._chips = Flow(self._parts, gap=Scale.XS)
        self._part_buttons: list[QToolButton] = []
        self.timeline = Timeline()
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("What there is about it")
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._stack = QStackedWidget()
        self.models: dict[str, ExcerptModel] = {}
        self.lists: dict[str, ExcerptList] = {}
        self._places: dict[str, QStackedWidget] = {}
        self._is_full: dict[str, bool] = {}
        self.graph = Graph()
        self.companions = CompanionModel(self)
        self.companion_list = CompanionList(self.companions)
        self._halves = QSplitter(Qt.Orientation.Horizontal)
        self._build()
        self._connect()

    # -- what it shows

    def show_page(self, page: EntityPage) -> None:
        """Show a page; of the same entity as before, the place in the lists stays."""
        is_same = self.page is not None and self.page.entity.id == page.entity.id
        self.page = page
        self._show_heading(page)
        self.timeline.show_bars(page.timeline)
        if not is_same:
            self.timeline.period = ""
            self.timeline.current = -1
        for name in LISTS:
            items: Sequence[Item] = getattr(page, name)
            if name == "mentions" and self.timeline.period:
                continue  # those of the period come by themselves
            self.show_items(name, items)
        self.companions.show(page.companions)
        self.graph.show_companions(page.entity, page.companions)
        self._with.setCurrentIndex(0 if page.companions else 1)
        self._name_tabs(page)
        if not is_same:
            for view in self.lists.values():
                view.scrollToTop()

    def show_items(self, name: str, items: Sequence[Item]) -> None:
        """Show the beginning of a list."""
        self._is_full[name] = len(items) < LIMIT
        self.models[name].show(items)
        self._places[name].setCurrentIndex(0 if items else 1)

    def add_items(self, name: str, items: Sequence[Item]) -> None:
        """Show more of a list."""
        self._is_full[name] = len(items) < LIMIT
        self.models[name].add(items)

    def focus_list(self) -> None:
        """Give the keyboard to what is in front."""
        number = self.tabs.currentIndex()
        if number == WITH:
            self.graph.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        view = self.lists[list(LISTS)[number]]
        view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not view.currentIndex().isValid():
            view.follow(0)

    # -- building

    def _build(self) -> None:
        self._sign.setFixedSize(ICON, ICON)
        self._name.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self._name.setMinimumWidth(60)
        heading = row(self._sign, spacing=Scale.M)
        heading.addWidget(self._name, 1)
        self.tools = row(spacing=0)
        self._line = row(spacing=Scale.XS)
        self._line.addWidget(self._facts, 1)
        self._line.addLayout(self.tools)
        top = column(heading, self._line, self._called, self._parts, self.timeline)
        top.setSpacing(Scale.XS)
        top.setContentsMargins(Scale.L, Scale.M, Scale.L, Scale.S)
        for name, (title, none) in LISTS.items():
            model = ExcerptModel(self)
            view = ExcerptList(model, title)
            view.opened.connect(partial(self._on_opened, name))
            view.ended.connect(partial(self._on_ended, name))
            place = QStackedWidget()
            place.addWidget(view)
            place.addWidget(Blank("quote" if "quotes" in name else "file-text", none))
            self.models[name], self.lists[name], self._places[name] = model, view, place
            self._is_full[name] = True
            self.tabs.addTab(title)
            self._stack.addWidget(place)
        self.tabs.addTab("With")
        self._halves.addWidget(self.graph)
        self._halves.addWidget(self.companion_list)
        self._halves.setStretchFactor(0, 3)
        self._halves.setStretchFactor(1, 2)
        self._halves.setChildrenCollapsible(False)
        self._with = QStackedWidget()
        self._with.addWidget(self._halves)
        self._with.addWidget(Blank("users", "Nobody else in its articles"))
        self._stack.addWidget(self._with)
        content = QVBoxLayout(self)
        content.setContentsMargins(0, 0, 0, 0)
        content.setSpacing(0)
        content.addLayout(top)
        content.addWidget(self.tabs)
        content.addWidget(divider())
        content.addSpacing(Scale.S)
        content.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._stack.setCurrentIndex)
        self.timeline.chosen.connect(self._on_period)
        self.graph.chosen.connect(self.entity_wanted)
        self.companion_list.opened.connect(self.entity_wanted)

    # -- inside

    def _show_heading(self, page: EntityPage) -> None:
        entity = page.entity
        self._dress()
        self._elide_name()
        articles = counted(page.article_count, "article")
        facts = f"{counted(page.mention_count, 'mention')} in {articles}"
        kind = KIND_NAMES[entity.kind][0]
        self._facts.setText(f"{kind} · {facts} · {_state_words(entity)}")
        called = []
        if names := [name for name in entity.aliases if name != title_of(entity)]:
            called.append(f"Also {', '.join(names)}")
        if entity.roles:
            called.append(", ".join(entity.roles))
        self._called.setText(" · ".join(called))
        self._called.setVisible(bool(called))
        self._show_parts(page.parts)

    def _show_parts(self, parts: Sequence[Entity]) -> None:
        for chip in self._part_buttons:
            self._chips.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._part_buttons = []
        for part in parts:
            chip = QToolButton(self._parts)
            chip.setProperty("kind", "chip")
            chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            name = title_of(part)
            chip.setText(chip.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, 220))
            chip.setIcon(icon("merge"))
            chip.setIconSize(QSize(12, 12))
            chip.setToolTip(plain_tip(f"“{name}” was merged into it. Press to take it out again"))
            chip.setAccessibleName(f"Merged: {name}. Take it out again")
            chip.clicked.connect(partial(self.unmerged.emit, part))
            self._chips.addWidget(chip)
            chip.show()
            self._part_buttons.append(chip)
        self._parts.setVisible(bool(parts))

    def _name_tabs(self, page: EntityPage) -> None:
        for number, (name, (title, _)) in enumerate(LISTS.items()):
            count = page.mention_count if name == "mentions" else len(getattr(page, name))
            more = "+" if name != "mentions" and count == LIMIT else ""
            self.tabs.setTabText(number, f"{title} {count:,}{more}" if count else title)
        count = len(page.companions)
        self.tabs.setTabText(WITH, f"With {count}" if count else "With")

    def _on_opened(self, name: str, number: int) -> None:
        excerpt: Excerpt = self.models[name].excerpt(number)
        self.opened.emit(excerpt)

    def _on_ended(self, name: str) -> None:
        if not self._is_full[name]:
            self._is_full[name] = True  # until what is asked for now has come
            self.more_wanted.emit(name, self.models[name].rowCount())

    def _on_period(self, period: str) -> None:
        self.tabs.setCurrentIndex(0)
        self.period_chosen.emit(period)

    def _elide_name(self) -> None:
        if self.page is not None:
            name = title_of(self.page.entity)
            room = max(60, self._name.width())
            shown = self._name.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, room)
            self._name.setText(shown)
            self._name.setToolTip(plain_tip(name) if shown != name else "")

    def _dress(self) -> None:
        if self.page is not None:
            kind = self.page.entity.kind
            self._sign.setPixmap(pixmap(ICONS[kind], ICON, kind, self.devicePixelRatioF()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Elide the name; put the list below the graph where it is narrow."""
        super().resizeEvent(event)
        self._elide_name()
        directions = QBoxLayout.Direction
        is_short = self.width() < SHORT
        self._line.setDirection(directions.TopToBottom if is_short else directions.LeftToRight)
        is_wide = self.width() >= WIDE
        self._halves.setOrientation(
            Qt.Orientation.Horizontal if is_wide else Qt.Orientation.Vertical
        )

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icon anew in another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._dress()


def _state_words(entity: Entity) -> str:
    if entity.state == "rejected":
        return "never shown"
    if entity.is_everywhere:
        return "accepted in all articles"
    return "confirmed" if entity.state == "confirmed" else "suggested"
