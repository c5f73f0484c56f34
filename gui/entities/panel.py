"""The entities panel: who and what the open article speaks of, to review, correct and walk."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QToolButton, QVBoxLayout, QWidget

from gui.actions import Actions
from gui.blank import Blank
from gui.controls import button, column, label, row
from gui.entities.commands import EntityCommands
from gui.entities.listing import EntityList
from gui.entities.model import EntityModel
from gui.entities.reading import read_entities
from gui.entities.tools import ToolRow
from gui.entities.walking import Walk
from gui.filter_field import FilterField
from gui.notice_line import NoticeLine
from gui.session import Session
from gui.theme import Scale
from storage.finding_types import ArticleEntity, EntityId, Mention, Quote, Run
from storage.journal import ChangeSet
from storage.printing import counted
from storage.types import TextId

WAIT_MS = 150  # after the last letter
LONG = 200_000  # characters of a text whose entities are read in the worker: 160 ms in a book
LEAST = 200  # pixels
TABLES = ("entity", "mention")


class EntitiesPanel(QWidget):
    """The open article's entities.

    Signals:
        left: Escape was pressed; the keyboard belongs to the page.
    """

    left = Signal()

    def __init__(self, session: Session, actions: Actions, parent: QWidget | None = None) -> None:
        """Follow a session."""
        super().__init__(parent)
        self._session = session
        self._actions = actions
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._asked = 0  # number of the newest question
        self._is_reading = False
        self._run: Run | None = None
        self.model = EntityModel(self)
        self.list = EntityList(self.model)
        self.commands = EntityCommands(session, self.model, self.list)
        self.walk = Walk(session)
        self.count = label("", "muted", wraps=False)
        self.review = QToolButton()
        self.review.setProperty("kind", "chip")
        self.review.setToolTip("Only those that are suggested")
        self.review.setCheckable(True)
        self.field = FilterField("Filter entities", "Filter entities by words")
        self.missing = NoticeLine()
        self._build()
        self._loading = QTimer(self, singleShot=True, interval=0)
        self._loading.timeout.connect(self._load)
        self._typing = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._typing.timeout.connect(self._filter)
        self._connect()
        self._on_opened()

    # -- for the side

    def focus_list(self) -> None:
        """Give the keyboard to the list, at the first one to review or at the first one."""
        if self._loading.isActive():
            self._load_now()
        if not self.model.rowCount():
            return
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if self.list.current() is None or not self.list.selection_size():
            first = self.model.next_open(0)
            self.list.follow(first if first is not None else self.model.id_at(1))

    def focus_filter(self) -> None:
        """Give the keyboard to the filter."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def show_chosen(self, found: Mention | Quote) -> None:
        """Go to what the reader chose on the page."""
        if isinstance(found, Mention):
            self._load_now()
            if self.model.row_of(found.entity) < 0:
                self._clear_filter()
            self.walk.begin_at(found)
            self.list.follow(found.entity)

    # -- building

    def _build(self) -> None:
        self._closed = Blank("users", "No article is open", [("Names appear here", "")])
        self._looking = Blank("users", "Looking for names…")
        self._unseen = Blank("users", "Not looked through for names")
        self._none = Blank(
            "users",
            "No names found",
            [("Select a name in the text and press", "E"), ("to add it", "")],
        )
        clear = button("Clear filter", self._clear_filter, kind="quiet")
        self._unmatched = Blank("list-filter", "No name matches the filter", below=clear)
        again = button("Show all", self._clear_filter, kind="quiet")
        self._reviewed = Blank("circle-check", "All names are reviewed", below=again)
        self._body = QStackedWidget()
        for page in (
            *(self.list, self._closed, self._looking, self._unseen),
            *(self._none, self._unmatched, self._reviewed),
        ):
            self._body.addWidget(page)
        header = row(self.count, None, self.review)
        header.setContentsMargins(Scale.M, Scale.XS, Scale.M, 0)
        self._header = QWidget()
        self._header.setLayout(header)
        self._header.setFixedHeight(40)
        self._above = QWidget()
        above = column(self.field)
        above.setContentsMargins(Scale.M, 0, Scale.M, Scale.S)
        self._above.setLayout(above)
        self._foot = ToolRow(self.commands)
        self.commands.anchor = self._foot
        content = QVBoxLayout(self)
        content.setContentsMargins(0, 0, 0, 0)
        content.setSpacing(0)
        content.addWidget(self._header)
        content.addWidget(self._above)
        content.addWidget(self.missing)
        content.addWidget(self._body, 1)
        content.addWidget(self._foot)
        self.setMinimumWidth(LEAST)

    def _connect(self) -> None:
        session = self._session
        session.opened.connect(self._on_opened)
        session.leaving.connect(self._loading.stop)
        session.leaving.connect(self._typing.stop)
        session.changed.connect(self._on_changed)
        session.found.connect(self._on_found)
        self.model.refreshed.connect(self._on_refreshed)
        self.list.chosen.connect(self._on_chosen)
        self.list.selected.connect(self._show_tools)
        self.list.walked.connect(lambda _: self._step(1))
        self.commands.walked.connect(self._step)
        self.commands.page_wanted.connect(self._open_page)
        self.review.toggled.connect(self._filter)
        self.field.textEdited.connect(self._typing.start)
        self.field.textChanged.connect(self._on_text_changed)
        self.field.left.connect(self.focus_list)
        self.list.keys["Esc"] = self._on_escape

    # -- following the session

    def _on_opened(self) -> None:
        self.walk.end()
        self._run = None
        if self._session.text is None:
            self._load_now()
        else:
            self._loading.start()  # after the page
            self.model.show([])

    def _on_changed(self, changes: ChangeSet) -> None:
        text, library = self._session.text, self._session.library
        if text is None or not changes.touches(*TABLES):
            return
        touched = library.entity_index.touched_by(changes)
        if touched is None or self._loading.isActive() or self._is_reading:
            self._load_now()
        elif touched:
            self.model.update(touched, library.entities.of(text.id, among=touched))
            self._follow_back(changes, touched)
        self.walk.refresh()

    def _follow_back(self, changes: ChangeSet, touched: set[EntityId]) -> None:
        """Go to the entity that undo or redo was about, if the keyboard is here."""
        shown = [id_ for id_ in touched if self.model.row_of(id_) >= 0]
        if changes.kind != "do" and len(shown) == 1 and self.list.hasFocus():
            self.list.follow(shown[0])
            self.walk.begin(shown[0])

    def _on_found(self, texts: tuple[TextId, ...]) -> None:
        if self._session.text is not None and self._session.text.id in texts:
            self._load_now()
            self.walk.refresh()

    def _load_now(self) -> None:
        self._loading.stop()
        self._load()

    def _load(self) -> None:
        text, library = self._session.text, self._session.library
        self._run = library.findings.run_of(text.id) if text is not None else None
        self._asked += 1
        self._is_reading = text is not None and len(text.content) > LONG
        if text is None:
            self.model.show([])
        elif self._is_reading:
            work = partial(read_entities, library.path, text.id)
            self._session.tasks.run(work, partial(self._on_read, self._asked), self._session.tell)
        else:
            self.model.show(library.entities.of(text.id))

    def _on_read(self, number: int, entities: list[ArticleEntity]) -> None:
        """Show the entities of a book, unless something was asked for since."""
        if number == self._asked:
            self._is_reading = False
            self.model.show(entities)
            self.walk.refresh()

    def _filter(self) -> None:
        self._typing.stop()
        self.model.filter_by(self.field.text(), only_open=self.review.isChecked())

    def _on_text_changed(self, text: str) -> None:
        if not text:
            self._filter()  # cleared by its cross: at once

    def _clear_filter(self) -> None:
        self.field.clear()
        self.review.setChecked(False)
        self._filter()
        self.focus_list()

    # -- showing

    def _on_refreshed(self) -> None:
        model, has_text = self.model, self._session.text is not None
        shown = self._shown()
        had_keys = self.list.hasFocus()
        self._body.setCurrentWidget(shown)
        if had_keys and shown is not self.list:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._header.setVisible(has_text and model.total > 0)
        self._above.setVisible(model.total > 0)
        self.missing.say(self._run.missing if self._run is not None else "")
        self.count.setText(counted(model.total, "name"))
        self.review.setText(f"{model.open:,} to review")
        self.review.setVisible(model.open > 0 or self.review.isChecked())
        self._foot.setVisible(shown is self.list)
        self._show_tools()

    def _shown(self) -> QWidget:
        """Give what stands in the middle: the list, or why there is none."""
        if self._session.text is None:
            return self._closed
        if self._is_reading or self._loading.isActive() or self.model.rowCount():
            return self.list
        if self.model.total:
            return self._unmatched if self.field.text() else self._reviewed
        if self._run is not None:
            return self._none
        is_on = self._session.settings.flag("find", default=True)
        return self._looking if is_on else self._unseen

    def _show_tools(self) -> None:
        self._foot.show_size(self.list.selection_size())

    # -- what the reader does

    def _on_chosen(self, entity: int) -> None:
        self.walk.begin(EntityId(entity))

    def _step(self, step: int) -> None:
        entity = self.list.current()
        if entity is not None:
            self.walk.step(EntityId(entity), step)

    def _open_page(self, entity: int) -> None:
        self._session.entity_called.emit(entity)

    def _on_escape(self) -> None:
        if self.list.selection_size() > 1:
            self.list.follow(self.list.current())
        else:
            self._session.point_at(None)
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Escape leave also where there is no list."""
        if event.key() == Qt.Key.Key_Escape:
            self._on_escape()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Take the frame off the page when the panel is closed or another one is in front."""
        super().hideEvent(event)
        if not event.spontaneous() and self._session.text is not None:
            self._session.point_at(None)
