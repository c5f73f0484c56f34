"""The entity window: all entities of the library on the left, the page of one on the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from gui.actions import key_text
from gui.blank import Blank
from gui.controls import icon_button
from gui.entities import acting
from gui.entities.excerpts import Excerpt
from gui.entities.fetching import IndexCounter, PageReader
from gui.entities.index_panel import IndexPanel
from gui.entities.page_view import PageView
from gui.entities.questions import ask_kind, ask_merge, ask_name, ask_split
from gui.entities.reading import Item, Listed
from gui.entities.trail import Trail
from gui.entities.wording import Named, title_of
from gui.entity_picker import Offer
from gui.notices import NoticeBar
from gui.session import Notice, Session
from storage.entity_pages import EntityPage
from storage.finding_types import Entity, EntityId
from storage.journal import ChangeSet
from storage.look_alikes import Pair

SIZE: Final = QSize(1080, 720)
SETTLE_MS: Final = 80  # who leafs through the index reads no page in between
COMMANDS: Final = {  # name: title, keys, icon
    "back": ("Back", "Alt+Left", "arrow-left"),
    "forward": ("Forward", "Alt+Right", "arrow-right"),
    "accept": ("Accept in all articles", "Shift+A", "check"),
    "rename": ("Rename", "F2", "pen-line"),
    "kind": ("Change kind", "C", "tags"),
    "merge": ("Merge", "M", "merge"),
    "split": ("Split", "S", "list-tree"),
    "never": ("Never show again", "Shift+R", "eye-off"),
    "revive": ("Show again", "Shift+U", "eye"),
}


class EntityWindow(QWidget):
    """Esc closes it. What is changed here, or anywhere, shows at once.

    Signals:
        shown_in_text: an article was opened at a passage; its window should come to the front.
    """

    shown_in_text = Signal()

    def __init__(self, session: Session) -> None:
        """Wait for `open`."""
        super().__init__()
        self.setWindowTitle("Entities — Postil")
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumSize(640, 420)
        room = self.screen().availableSize()
        self.resize(SIZE.boundedTo(room - QSize(40, 80)))
        self.restoreGeometry(session.settings.state("entities"))
        self._session = session
        self._counter = IndexCounter(session, self)
        self._pages = PageReader(session, self)
        self._trail: Trail[EntityId] = Trail()
        self.index = IndexPanel()
        self.view = PageView()
        self.notice_bar = NoticeBar(self)
        self.tools: dict[str, QToolButton] = {}
        self._settling = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settling.timeout.connect(self._on_selected)
        self._build()
        self._connect()

    # -- for the main window

    def open(self, entity: EntityId | None = None) -> None:
        """Appear, with the page of an entity if one is given."""
        was_hidden = self.isHidden()
        self.show()
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.raise_()
        self.activateWindow()
        if was_hidden:
            self._counter.count_all()
            self._read_page()
        if entity is not None:
            self.go_to(entity)
        else:
            self.index.focus_filter()

    def go_to(self, entity: EntityId) -> None:
        """Show the page of an entity; "back" returns to the one before."""
        self._settling.stop()
        self._trail.go(entity)
        self._read_page()

    # -- building

    def _build(self) -> None:
        slots: dict[str, Callable[[], object]] = {
            "back": partial(self._travel, -1),
            "forward": partial(self._travel, 1),
            "accept": self.accept,
            "rename": self.rename,
            "kind": self.choose_kind,
            "merge": self.merge,
            "split": self.split,
            "never": self.never_again,
            "revive": self.revive,
        }
        for name, (title, keys, sign) in COMMANDS.items():
            tool = icon_button(sign, f"{title} ({key_text(keys)})", slots[name])
            self.tools[name] = tool
            self.view.tools.addWidget(tool)
        own = {keys: slots[name] for name, (_, keys, _) in COMMANDS.items() if "Alt" not in keys}
        self.index.list.keys |= own
        for view in self.view.lists.values():
            view.keys |= own
        strip = self.index.strip
        self.index.list.keys |= {"Y": strip.say_same, "D": strip.say_different}
        self.index.list.keys |= dict.fromkeys(("Return", "Enter"), self.view.focus_list)
        for keys, slot in (
            *(("Alt+Left", slots["back"]), ("Alt+Right", slots["forward"])),
            *(("Ctrl+Z", self._session.undo), ("Ctrl+Shift+Z", self._session.redo)),
            *(("Ctrl+Y", self._session.redo), ("Ctrl+F", self.index.focus_filter)),
            *(("/", self.index.focus_filter), ("F6", self._step_pane), ("Ctrl+W", self.close)),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)
        self._right = QStackedWidget()
        self._right.addWidget(Blank("users", "Choose a name", [("to see all about it", "")]))
        self._right.addWidget(self.view)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.index)
        splitter.addWidget(self._right)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([320, SIZE.width() - 320])
        content = QVBoxLayout(self)
        content.setContentsMargins(0, 0, 0, 0)
        content.addWidget(splitter)

    def _connect(self) -> None:
        session = self._session
        session.changed.connect(self._on_changed)
        session.found.connect(self._on_found)
        session.closing.connect(self._on_closing)
        session.noticed.connect(self._on_noticed)
        self._counter.counted.connect(self._on_counted)
        self._pages.read.connect(self._on_page)
        self._pages.missed.connect(lambda: self._right.setCurrentIndex(0))
        self.index.wanted_changed.connect(lambda: self._counter.want(self.index.wanted))
        self.index.list.selected.connect(self._settling.start)
        self.index.strip.same.connect(self._on_same)
        self.index.strip.different.connect(
            lambda pair: acting.keep_apart(session, pair.long, pair.short)
        )
        self.view.opened.connect(self._on_opened)
        self.view.entity_wanted.connect(lambda id_: self.go_to(EntityId(id_)))
        self.view.more_wanted.connect(self._read_more)
        self.view.period_chosen.connect(self._on_period)
        self.view.unmerged.connect(self._unmerge)

    # -- what can be done to an entity

    def accept(self) -> None:
        """Confirm all its mentions, also later ones."""
        acting.accept_everywhere(self._session, self._chosen())

    def rename(self) -> None:
        """Ask for another name."""
        if (entity := self._entity()) is not None:
            ask_name(self._session, entity, self.tools["rename"])

    def choose_kind(self) -> None:
        """Ask for another kind."""
        ask_kind(self._session, self._chosen(), self.tools["kind"], self._follow)

    def merge(self) -> None:
        """Make the selected ones one; of a single one, ask which one it is."""
        near = [Offer(c.id, c.kind, c.name) for c in self._companions()]
        ask_merge(self._session, self._chosen(), near, self.tools["merge"], self._follow)

    def split(self) -> None:
        """Ask which of the ways in which it is written is somebody else."""
        page = self.view.page
        if page is not None:
            anchor = self.tools["split"]
            ask_split(self._session, page.entity, page.forms, anchor, self._follow)

    def never_again(self) -> None:
        """Show it in no article any more."""
        acting.never_again(self._session, self._chosen())

    def revive(self) -> None:
        """Show again what was never to be shown."""
        entity = self._entity()
        if entity is not None and entity.state == "rejected":
            acting.revive(self._session, entity)

    # -- the index

    def _on_counted(self, listed: Listed) -> None:
        self.index.show_listed(listed)
        page = self.view.page
        if page is None:
            return
        if self.index.list.selection_size() <= 1:
            self._select(page.entity.id)
        row = listed.rows.get(page.entity.id)
        entry = listed.shown[row] if row is not None else None
        counts = (page.article_count, page.mention_count)
        if entry is not None and (entry.articles, entry.mentions) != counts:
            self._read_page()  # more was found since

    def _select(self, entity: EntityId) -> None:
        """Select an entity in the index, as far as it is listed."""
        if self.index.list.selected_ids() != [entity]:
            self.index.list.follow(entity)
            self._settling.stop()  # nobody chose it there

    def _on_selected(self) -> None:
        selected = self.index.list.selected_ids()
        if len(selected) == 1 and EntityId(selected[0]) != self._trail.here:
            self.go_to(EntityId(selected[0]))

    # -- the page

    def _read_page(self) -> None:
        if (entity := self._trail.here) is not None:
            self._pages.ask(entity)

    def _on_page(self, page: EntityPage) -> None:
        self._trail.replace(page.entity.id)  # it may have been merged into that one
        self.view.show_page(page)
        self._right.setCurrentWidget(self.view)
        self._select(page.entity.id)
        self._show_tools()
        if self.view.timeline.period:
            self._on_period(self.view.timeline.period)

    def _read_more(self, name: str, offset: int) -> None:
        period = self.view.timeline.period if name == "mentions" else ""

        def show(items: Sequence[Item]) -> None:
            if name != "mentions" or period == self.view.timeline.period:
                (self.view.add_items if offset else self.view.show_items)(name, items)

        self._pages.ask_more(name, offset, period, show)

    def _on_period(self, _period: str) -> None:
        self._read_more("mentions", 0)

    def _travel(self, step: int) -> None:
        if self._trail.travel(step):
            self._read_page()

    def _show_tools(self) -> None:
        page = self.view.page
        is_killed = page is not None and page.entity.state == "rejected"
        self.tools["back"].setEnabled(self._trail.can_travel(-1))
        self.tools["forward"].setEnabled(self._trail.can_travel(1))
        self.tools["never"].setVisible(not is_killed)
        self.tools["revive"].setVisible(is_killed)
        self.tools["split"].setEnabled(page is not None and len(page.forms) > 1)

    # -- following the session

    def _on_changed(self, changes: ChangeSet) -> None:
        if self.isHidden():
            return  # all is read when it is shown again
        is_of_index = self._counter.follow(changes)
        if is_of_index or changes.touches("annotation", "quote", "killed_name"):
            self._read_page()

    def _on_found(self, _texts: object) -> None:
        if self.isVisible():
            self._counter.count_soon()

    def _on_noticed(self, notice: Notice) -> None:
        if self.isVisible() and self.isActiveWindow():
            self.notice_bar.show_notice(notice)

    def _on_closing(self) -> None:
        self._settling.stop()
        self.index.stop()
        self._counter.close()
        self._pages.close()
        self.close()
        self.deleteLater()

    # -- inside

    def _entity(self) -> Entity | None:
        return self.view.page.entity if self.view.page is not None else None

    def _chosen(self) -> Sequence[Named]:
        """Give the selected entities of the index if they are several, else that of the page."""
        selection = self.index.list.selection()
        if len(selection) > 1:
            return selection
        entity = self._entity()
        return [entity] if entity is not None else []

    def _companions(self) -> Sequence[Named]:
        return self.view.page.companions if self.view.page is not None else ()

    def _follow(self, entity: EntityId) -> None:
        """Show what became of the entities that were chosen."""
        self._select(entity)
        self.go_to(entity)

    def _on_same(self, pair: Pair) -> None:
        if acting.merge(self._session, [pair.short], pair.long):
            self._follow(pair.long.id)

    def _unmerge(self, part: Entity) -> None:
        if acting.unmerge(self._session, part):
            self._session.announce(f"“{title_of(part)}” is one of its own again.")

    def _on_opened(self, excerpt: Excerpt) -> None:
        session = self._session
        session.open(excerpt.article, at=excerpt.span)
        if session.article is not None and session.article.id == excerpt.article:
            session.point_at(excerpt.span, reveal=False)
            self.shown_in_text.emit()

    def _step_pane(self) -> None:
        if self.index.list.hasFocus() or self.index.field.hasFocus():
            self.view.focus_list()
        else:
            self.index.focus_list()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep its place; count nothing for a window that nobody sees."""
        self._counter.rest()
        self._session.settings.set_state("entities", QByteArray(self.saveGeometry()))
        super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close at Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """See at once what was done elsewhere when this window is looked at again."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            QTimer.singleShot(0, self._session, self._session.look)
