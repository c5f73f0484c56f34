"""The annotations panel: header, filter, list, and the inspector below."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from gui.actions import Actions
from gui.controls import button, column, divider, label, row
from gui.icons import icon
from gui.notes import editing
from gui.notes.blank import Blank
from gui.notes.bulk import Bulk
from gui.notes.editor import Inspector
from gui.notes.filters import FilterBar
from gui.notes.listing import AnnotationList
from gui.notes.model import AnnotationModel
from gui.session import Session
from gui.theme import Scale
from storage.journal import ChangeSet
from storage.types import COLORS, Annotation, AnnotationFilter, AnnotationId, ColorKey

NARROW = 300  # pixels, below which the header is short


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
        self.inspector = Inspector(session, actions)
        self.bulk = Bulk(session)
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
        if self.list.current() is None and self.model.rowCount():
            self.list.follow(self._session.focus or self.model.annotation(0).id)

    def focus_filter(self) -> None:
        """Give the keyboard to the filter."""
        self.filters.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filters.field.selectAll()

    def flush(self) -> None:
        """Save what is typed, now."""
        self.inspector.flush()

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
        self._unmatched = Blank("list-filter", "No annotation matches the filter")
        self._body = QStackedWidget()
        for page in (self.list, self._closed, self._bare, self._unmatched):
            self._body.addWidget(page)
        self._foot = QStackedWidget()
        self._foot.addWidget(self.inspector)
        self._foot.addWidget(self.bulk)
        below = QFrame()
        below.setLayout(column(divider(), self._foot, spacing=0))
        self._below = below
        self._splitter = QSplitter(Qt.Orientation.Vertical)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self._body)
        self._splitter.addWidget(below)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setHandleWidth(1)
        self._body.setMinimumHeight(80)
        header = row(label("Annotations", "heading", buddy=self.list), self.count, None)
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
        content.addWidget(self._splitter, 1)
        self.setMinimumWidth(240)

    def _connect(self) -> None:
        session = self._session
        session.opened.connect(self._on_opened)
        session.filtered.connect(self._on_filtered)
        session.changed.connect(self._on_changed)
        session.focused.connect(self._on_focused)
        self.model.refreshed.connect(self._on_refreshed)
        self.list.chosen.connect(self._on_chosen)
        self.list.selected.connect(self._settling.start)
        self.list.menu_wanted = self._open_menu
        self.filters.left.connect(self.focus_list)
        for part in (self.inspector, self.bulk):
            part.finished.connect(self._on_finished)
            part.deleting.connect(self._delete)
        self.bulk.dismissed.connect(self._dismiss)
        self.list.keys |= {
            **{str(n): partial(self._recolor, color) for n, color in enumerate(COLORS, start=1)},
            "U": self._toggle_style,
            "Del": self._delete,
            "Backspace": self._delete,
            "Return": self._edit_from_list,
            "Enter": self._edit_from_list,
            "E": self._edit_from_list,
            "T": self.edit_tags,
            "X": self._copy_citations,
            "Ctrl+Shift+C": self._copy_citations,
            "Ctrl+C": self._copy,
            "Esc": self._on_escape,
        }

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
        self._is_loaded = True
        self.model.show_article(article.id if article else None)
        self._on_refreshed()
        self._on_focused()

    def _on_filtered(self) -> None:
        self.model.filter_by(self._session.wanted)
        self._on_focused()

    def _on_changed(self, changes: ChangeSet) -> None:
        if self._is_loaded:
            self.model.apply(changes)
            if self.list.selection_size() > 1:
                self._settling.start()
            elif self._session.focus is not None and not self.list.selection_size():
                self._on_focused()

    def _on_focused(self) -> None:
        self.list.follow(self._session.focus)
        self._show_foot()

    def _on_refreshed(self) -> None:
        total, shown = self.model.total, self.model.rowCount()
        is_filtered = not self._session.wanted.is_empty
        self.count.setText(f"{shown:,} of {total:,} shown" if is_filtered else f"{total or ''}")
        self.clear_button.setVisible(is_filtered and total > 0)
        self.filters.setVisible(total > 0)
        self.filters.offer(self.model.colors_in_use(), self.model.tags_in_use(), self.model.names)
        page: QWidget = self.list
        if self._session.article is None:
            page = self._closed
        elif self._is_loaded and not shown:
            page = self._unmatched if total else self._bare
        self._header.setVisible(page is not self._closed)
        self._body.setCurrentWidget(page)
        self._show_foot()

    def _on_selected(self) -> None:
        if self.list.selection_size() > 1:
            self.bulk.show_annotations(self.list.selection())
        self._show_foot()

    def _show_foot(self) -> None:
        is_many = self.list.selection_size() > 1
        self._foot.setCurrentWidget(self.bulk if is_many else self.inspector)
        self._below.setVisible(is_many or self._session.focus is not None)

    # -- what the reader does

    def _on_chosen(self, annotation: int) -> None:
        self._session.focus_on(AnnotationId(annotation), reveal=True)

    def _selection(self) -> list[Annotation]:
        return self.list.selection()

    def _recolor(self, color: ColorKey) -> None:
        marks = [a.id for a in self._selection() if a.passage is not None]
        editing.recolor(self._session, marks, color)

    def _toggle_style(self) -> None:
        editing.toggle_style(self._session, self._selection())

    def _copy(self) -> None:
        editing.copy_text(self._session, self._selection())

    def _copy_citations(self) -> None:
        editing.copy_citations(self._session, self._selection())

    def _delete(self) -> None:
        """Delete what is selected; the one after it comes into focus."""
        self.flush()
        ids = [a.id for a in self._selection()]
        if not ids and self._session.focus is not None:
            ids = [self._session.focus]
        following = self._after(ids)
        if editing.delete(self._session, ids) and following is not None:
            self._session.focus_on(following, reveal=True)

    def _after(self, ids: list[AnnotationId]) -> AnnotationId | None:
        rows = sorted(row for row in map(self.model.row_of, ids) if row >= 0)
        if not rows:
            return None
        gone = set(rows)
        later = next((r for r in range(rows[0], self.model.rowCount()) if r not in gone), -1)
        row = later if later >= 0 else rows[0] - 1
        return self.model.annotation(row).id if row >= 0 else None

    def _edit_from_list(self) -> None:
        self._edit(from_list=True)

    def _edit(self, *, from_list: bool) -> None:
        if self._session.focus is None:
            return
        self._came_from_list = from_list
        if self.list.selection_size() > 1:
            self.list.clearSelection()
            self.list.follow(self._session.focus)
        self._show_foot()
        self.inspector.note.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_finished(self) -> None:
        self.flush()
        if self._came_from_list:
            self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.left.emit()

    def _on_escape(self) -> None:
        if self.list.selection_size() > 1:
            self._dismiss()
        else:
            self.left.emit()

    def _dismiss(self) -> None:
        """Give up a selection of several; the one in focus stays."""
        self.list.clearSelection()
        self._on_focused()
        self._on_selected()

    def _clear_filter(self) -> None:
        self._session.filter_by(AnnotationFilter())

    def _open_menu(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        is_one = self.list.selection_size() == 1
        colors = menu.addMenu(icon("palette"), "Colour")
        for number, color in enumerate(COLORS, start=1):
            colors.addAction(f"{self.model.names[color]}\t{number}", partial(self._recolor, color))
        menu.addAction(icon("underline"), "Underline or highlight\tU", self._toggle_style)
        if is_one:
            menu.addAction(icon("pen-line"), "Edit note\tEnter", self._edit_from_list)
        menu.addAction(icon("tag"), "Tag\tT", self.edit_tags)
        menu.addSeparator()
        menu.addAction(icon("copy"), "Copy\tCtrl+C", self._copy)
        menu.addAction(icon("quote"), "Copy with citation\tX", self._copy_citations)
        menu.addSeparator()
        menu.addAction(icon("trash-2"), "Delete\tDel", self._delete)
        menu.popup(event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the header when the panel is narrow."""
        super().resizeEvent(event)
        self.clear_button.setText("Clear filter" if self.width() >= NARROW else "Clear")
