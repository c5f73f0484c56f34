"""The annotations panel: header, filter, list, and the inspector below."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from gui.actions import Actions
from gui.blank import Blank
from gui.controls import button, label, row
from gui.halves import Halves
from gui.notes.bulk import Bulk
from gui.notes.commands import SelectionCommands
from gui.notes.editor import Inspector
from gui.notes.filters import FilterBar
from gui.notes.listing import AnnotationList
from gui.notes.model import AnnotationModel
from gui.session import Notice, Session
from gui.theme import Scale
from storage.journal import ChangeSet
from storage.types import AnnotationFilter, AnnotationId

NARROW = 300  # pixels, below which the header is short
SLIM = 240  # pixels, below which the buttons for colour and style stand in two rows
LEAST = 200  # pixels
LOW = 560  # pixels, below which the inspector leaves the passage to the card


class NotesPanel(QWidget):
    """The open article's annotations, to read, filter, change and go to.

    Signals:
        left: Escape was pressed; the keyboard belongs to the page.
    """

    left = Signal()

    def __init__(self, session: Session, actions: Actions, parent: QWidget | None = None) -> None:
        """Follow a session; it is filled in a later turn of the event loop, after the page."""
        super().__init__(parent)
        self._session = session
        self._came_from_list = False
        self._is_loaded = False
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.model = AnnotationModel(session.library, self)
        self.list = AnnotationList(self.model)
        self.filters = FilterBar(session)
        self.commands = SelectionCommands(session, actions, self.model, self.list)
        self.inspector = Inspector(session, actions)
        self.bulk = Bulk(session, actions)
        self.count = label("", "muted")
        self.count.setWordWrap(False)
        self.clear_button = button("Clear filter", self._clear_filter, kind="quiet")
        self._build(actions)
        self._loading = QTimer(self, singleShot=True, interval=0)
        self._loading.timeout.connect(self._load)
        self._settling = QTimer(self, singleShot=True, interval=0)
        self._settling.timeout.connect(self._on_selected)
        self._connect()
        self._on_opened()

    # -- for the window

    def edit_note(self) -> None:
        """Put the cursor into the note of the annotation in focus."""
        self._edit(from_list=False)

    def edit_tags(self) -> None:
        """Put the cursor into the tags of the annotation in focus, or of all that are selected."""
        self._came_from_list = self.list.hasFocus()
        if self.list.selection_size() > 1:
            self.bulk.tags.entry.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif self._session.focus is not None:
            self._show_foot()
            self.inspector.tags.entry.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focus_list(self) -> None:
        """Give the keyboard to the list, at the annotation in focus or at the first one."""
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if self.list.current() is None:  # Qt put the keys at the first one, where it could
            self.list.follow(self._session.focus)

    def focus_filter(self) -> None:
        """Give the keyboard to the filter."""
        self.filters.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filters.field.selectAll()

    def flush(self) -> bool:
        """Save what is typed, now; False if the library does not take it yet."""
        return self.inspector.flush()

    # -- building

    def _build(self, actions: Actions) -> None:
        highlight, note = (actions[name].shortcuts()[0] for name in ("highlight", "article_note"))
        self._closed = Blank(
            "notebook-pen", "No article is open", [("Annotations appear here", "")]
        )
        self._bare = Blank(
            "highlighter",
            "No annotations yet",
            [
                ("Select some words, then press", highlight.toString()),
                ("Note on the whole article", note.toString()),
            ],
        )
        clear = button("Clear filter", self._clear_filter, kind="quiet")
        self._unmatched = Blank("list-filter", "No annotation matches the filter", below=clear)
        self._body = QStackedWidget()
        for page in (self.list, self._closed, self._bare, self._unmatched):
            self._body.addWidget(page)
        self._halves = Halves(self._body, self.inspector, self.bulk)
        self._heading = label("Annotations", "heading", buddy=self.list)
        header = row(self._heading, self.count, None)
        header.addWidget(self.clear_button)
        header.setContentsMargins(Scale.M, Scale.XS, Scale.XS, Scale.XS)
        self._header = QWidget()
        self._header.setLayout(header)
        self._header.setFixedHeight(44)
        content = QVBoxLayout(self)
        content.setContentsMargins(0, 0, 0, 0)
        content.setSpacing(0)
        for part in (self._header, self.filters):
            content.addWidget(part)
        content.addWidget(self._halves, 1)
        self.setMinimumWidth(LEAST)

    def _connect(self) -> None:
        session = self._session
        session.opened.connect(self._on_opened)
        session.leaving.connect(self._on_leaving)
        session.filtered.connect(self._on_filtered)
        session.changed.connect(self._on_changed)
        session.focused.connect(self._on_focused)
        session.scrolled.connect(self._on_scrolled)
        self.model.refreshed.connect(self._on_refreshed)
        self.list.chosen.connect(self._on_chosen)
        self.list.selected.connect(self._settling.start)
        self.filters.left.connect(self.focus_list)
        for part in (self.inspector, self.bulk):
            part.finished.connect(self._on_finished)
            part.deleting.connect(self._on_deleting)
        self.bulk.dismissed.connect(self._dismiss)
        self.commands.note_wanted.connect(self._edit_from_list)
        self.commands.tags_wanted.connect(self.edit_tags)
        self.commands.deleting.connect(self.flush)
        self.list.keys["Esc"] = self._on_escape

    # -- following the session

    def _on_opened(self) -> None:
        self._is_loaded = False
        self.model.show_article(None)
        if self._session.article is None:
            self._is_loaded = True
        else:
            self._loading.start()
        self._on_refreshed()

    def _load(self) -> None:
        article = self._session.article
        if article is None:
            return
        if not self._is_loaded:
            self._is_loaded = True
            self.model.show_article(article.id)
            self._on_refreshed()
        else:
            self.model.read_on()
        if not self.model.is_complete:
            self._loading.start()
        if self.list.current() != self._session.focus and not self.list.selection_size():
            self._on_focused()

    def _on_leaving(self) -> None:
        self._loading.stop()  # the library may be closed next
        self._settling.stop()

    def _on_filtered(self) -> None:
        self.model.filter_by(self._session.wanted)
        self._leave_hidden()
        if self.list.selection_size() <= 1:
            self._on_focused()

    def _on_changed(self, changes: ChangeSet) -> None:
        if self._is_loaded:
            was_shown = self.model.row_of(self._session.focus) >= 0
            self.model.apply(changes)
            if was_shown and not self._is_inspecting():  # who writes there sees it there
                self._leave_hidden()
            if self.list.selection_size() > 1:
                self._settling.start()
            elif self._session.focus is not None and not self.list.selection_size():
                self._on_focused()
        self._tell_of_hidden(changes)

    def _leave_hidden(self) -> None:
        """Put nothing in focus that the filter hides: Delete is for what is seen."""
        focused = self._session.focused_annotation()
        if focused is not None and not self._session.wanted.admits(focused):
            self._session.focus_on(None)

    def _tell_of_hidden(self, changes: ChangeSet) -> None:
        session = self._session
        if session.article is None or session.wanted.is_empty or changes.kind != "do":
            return
        inserted = [c.id for c in changes.changes if c.table == "annotation" and c.before is None]
        hidden = [
            annotation
            for annotation in session.library.annotations.among(
                [AnnotationId(id_) for id_ in inserted]
            )
            if annotation.article_id == session.article.id and not session.wanted.admits(annotation)
        ]
        if hidden:
            count = len(hidden)
            what = "The new annotation is" if count == 1 else f"{count:,} new annotations are"
            clear = partial(session.filter_by, AnnotationFilter())
            said = f"{what} hidden by the filter."
            session.noticed.emit(Notice(said, action="Clear filter", on_action=clear))

    def _on_scrolled(self) -> None:
        if self._session.focus is None and not self.list.selection_size():
            self.list.show_from(self._session.position)

    def _on_focused(self) -> None:
        self.list.follow(self._session.focus)
        self._show_foot()
        self._halves.fit()

    def _show_counts(self) -> None:
        total, shown = self.model.total, self.model.rowCount()
        is_filtered = not self._session.wanted.is_empty
        words = f"{shown:,} of {total:,}" if is_filtered else f"{total:,}" if total else ""
        words += " shown" if is_filtered and self.width() >= NARROW else ""
        self.count.setText(words if self.model.is_complete else "")
        self.clear_button.setVisible(is_filtered and total > 0)
        self.clear_button.setText("Clear filter" if self.width() >= NARROW else "Clear")
        self._heading.setVisible(self.width() >= SLIM or not is_filtered)

    def _on_refreshed(self) -> None:
        total, shown = self.model.total, self.model.rowCount()
        self._show_counts()
        self.filters.setVisible(total > 0)
        model = self.model
        self.filters.offer(
            model.colors_in_use(), model.tags_in_use(), model.names, unsure=model.unsure
        )
        page: QWidget = self.list
        if self._session.article is None:
            page = self._closed
        elif self._is_loaded and not shown:
            page = self._unmatched if total else self._bare
        self._header.setVisible(page is not self._closed)
        self._body.setCurrentWidget(page)
        self._show_foot()

    def _on_selected(self) -> None:
        selected = self.list.selection_size()
        if selected == 1:
            self._session.focus_on(self.list.selection()[0].id)
        elif not selected and self.model.row_of(self._session.focus) >= 0:
            self._session.focus_on(None)
        if self.list.selection_size() > 1:
            self.bulk.show_annotations(self.list.selection())
        self._show_foot()
        self._halves.fit()

    def _show_foot(self) -> None:
        if self.list.selection_size() > 1:
            self._halves.show_below(self.bulk)
        else:
            self._halves.show_below(self.inspector if self._session.focus is not None else None)

    # -- what the reader does

    def _on_chosen(self, annotation: int) -> None:
        self._session.focus_on(AnnotationId(annotation), reveal=True)

    def _edit_from_list(self) -> None:
        self._edit(from_list=True)

    def _edit(self, *, from_list: bool) -> None:
        if self._session.focus is None:
            return
        self._came_from_list = from_list
        if self.list.selection_size() > 1:
            self._dismiss()
        self._show_foot()
        self.inspector.note.moveCursor(QTextCursor.MoveOperation.End)
        self.inspector.note.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_finished(self) -> None:
        self.flush()
        if self._came_from_list:
            self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.left.emit()

    def _on_deleting(self) -> None:
        self.commands.delete()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_escape(self) -> None:
        if self.list.selection_size() > 1:
            self._dismiss()
        else:
            self.left.emit()

    def _dismiss(self) -> None:
        """Give up a selection of several; the one in focus stays."""
        self.list.clearSelection()
        self._on_focused()

    def _clear_filter(self) -> None:
        self._session.filter_by(AnnotationFilter())
        self.focus_list()  # the button is gone; the keyboard would go to the empty field

    def _is_inspecting(self) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and self.inspector.isAncestorOf(focus)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the header when the panel is narrow, the inspector when it is low."""
        super().resizeEvent(event)
        self._show_counts()
        self.inspector.be_brief(self.height() < LOW)
        for part in (self.inspector, self.bulk):
            part.palette_row.wrap(self.width() < SLIM)
        self._halves.fit()
