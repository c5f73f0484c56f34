"""All annotations of the library in a window of their own: found, grouped, changed, opened."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from gui.blank import Blank
from gui.browse import acting
from gui.browse.commands import BrowseCommands
from gui.browse.details import Details
from gui.browse.groups import GroupModel, GroupView
from gui.browse.listing import Listing
from gui.browse.model import BrowseModel
from gui.browse.quote_details import QuoteDetails
from gui.browse.several import Several
from gui.browse.tools import BrowseTools
from gui.browse.view import BrowseView
from gui.controls import button, divider, label, row
from gui.library_window import LibraryWindow
from gui.session import Session
from gui.theme import Scale
from storage.annotation_lists import ListedAnnotation
from storage.journal import ChangeSet
from storage.mixed_lists import ListedQuote, lists_quotes
from storage.searching.tree import waits_for_letters

SIZE: Final = QSize(1180, 720)
GROUPS, LIST, SIDE = 240, 600, 340  # widths at first, in pixels
NARROW: Final = 760  # width below which the details make room for the list


class BrowseWindow(LibraryWindow):
    """Every highlight, underline and note of the library.

    Signals:
        shown_in_text: an article was opened at an annotation; its window should come to the front.
    """

    shown_in_text = Signal()

    def __init__(self, session: Session) -> None:
        """Wait for `open`."""
        super().__init__(session, "All annotations", "browse", SIZE)
        self.model = BrowseModel(session.library, self)
        self.view = BrowseView(self.model)
        self.tools = BrowseTools(session)
        self.group_model = GroupModel(self)
        self.groups = GroupView(self.group_model)
        self.details = Details(session)
        self.quote_details = QuoteDetails(session)
        self.several = Several(session)
        self.listing = Listing(session, self)
        self.commands = BrowseCommands(session, self)
        self.count = label("", "muted", wraps=False)
        self.exporter = button("Export…", self.commands.export)
        self.exporter.setToolTip("Export what is selected, or all that is listed (Ctrl+E)")
        self._build()
        self._settling = QTimer(self, singleShot=True, interval=0)
        self._settling.timeout.connect(self.show_side)
        self._connect()
        self.view.show_as(self.tools.look)

    # -- for the window

    def open(self) -> None:
        """Come to the front."""
        self._come_to_front()
        (self.body.currentWidget() or self).setFocus(Qt.FocusReason.ActiveWindowFocusReason)
        self.listing.ask()

    def flush(self) -> bool:
        """Save what is being typed; False if the library does not take the note yet."""
        return self.details.flush()

    # -- building

    def _build(self) -> None:
        clear = button("Clear filter", self._clear, kind="quiet")
        self._bare = Blank(
            "highlighter",
            "No annotations yet",
            [("Select some words in an article, then press", "H")],
        )
        self._unmatched = Blank("list-filter", "No annotation matches the filter", below=clear)
        self._begun = Blank("search", "Type one more letter")
        self._unread = QWidget()  # until the first answer: neither rows nor "no annotations"
        self.body = QStackedWidget()
        for page in (self._unread, self.view, self._bare, self._unmatched, self._begun):
            self.body.addWidget(page)
        self.side = QStackedWidget()
        self._nothing = QWidget()
        for page in (self._nothing, self.details, self.quote_details, self.several):
            self.side.addWidget(page)
        self.parts = QSplitter(Qt.Orientation.Horizontal)
        for part in (self.groups, self.body, self.side):
            self.parts.addWidget(part)
        self.parts.setChildrenCollapsible(False)
        self.parts.setHandleWidth(1)
        self.parts.setStretchFactor(1, 1)
        self.parts.setSizes([GROUPS, LIST, SIDE])
        if not (state := self._session.settings.state("browse parts")).isEmpty():
            self.parts.restoreState(state)
        foot = row(self.count, None, self.exporter)
        foot.setContentsMargins(Scale.M, Scale.S, Scale.M, Scale.S)
        content = QVBoxLayout(self)
        content.setContentsMargins(0, 0, 0, 0)
        content.setSpacing(0)
        content.addWidget(self.tools)
        content.addWidget(divider())
        content.addWidget(self.parts, 1)
        content.addWidget(divider())
        content.addLayout(foot)
        self.groups.setVisible(self.tools.grouping is not None)
        self._fit()

    def _connect(self) -> None:
        session = self._session
        session.changed.connect(self._on_changed)
        self.listing.listed.connect(self._on_listed)
        self.tools.changed.connect(self.listing.ask)
        self.tools.regrouped.connect(self._on_regrouped)
        self.tools.dressed.connect(lambda: self.view.show_as(self.tools.look))
        self.tools.toggled.connect(self._fit)
        self.tools.left.connect(self.view.focus)
        self.model.ordered.connect(self.listing.ask)
        self.groups.chosen.connect(self.listing.choose)
        self.groups.left.connect(self.view.focus)
        self.view.selected.connect(self._settling.start)
        self.view.opened.connect(self.show_in_text)
        for part in (self.details, self.several):
            part.finished.connect(self._on_finished)
            part.deleting.connect(self.commands.delete)
        self.details.opening.connect(self.show_in_text)
        self.quote_details.opening.connect(self.show_in_text)
        self.several.exporting.connect(self.commands.export)
        self.several.dismissed.connect(self.dismiss)
        for keys, slot in (
            ("Ctrl+Z", partial(self._replay, session.undo)),
            ("Ctrl+Shift+Z", partial(self._replay, session.redo)),
            ("Ctrl+Y", partial(self._replay, session.redo)),
            ("Ctrl+F", self.focus_filter),
            ("/", self.focus_filter),
            ("Ctrl+E", self.commands.export),
            ("F6", self._next_part),
            ("F9", self.tools.sider.click),
            ("Ctrl+W", self.close),
        ):
            QShortcut(QKeySequence(keys), self, slot)

    # -- following

    def _on_changed(self, changes: ChangeSet) -> None:
        if self.isVisible():
            self.listing.follow(changes)
            self._settling.start()

    def _on_listed(self) -> None:
        listed, total = len(self.model.ids), self.listing.total
        has_quotes = lists_quotes(self.tools.query())
        if has_quotes:
            self.count.setText(f"{listed:,} quote{'' if listed == 1 else 's'}")
        else:
            of = f"{listed:,} of " if listed != total else ""
            self.count.setText(f"{of}{acting.counted(total)}")
        self.exporter.setEnabled(listed > 0 and not has_quotes)
        is_begun = waits_for_letters(self.tools.query().root)
        unmatched = self._begun if is_begun else self._unmatched
        nothing = unmatched if total else self._bare
        was_unread = self.body.currentWidget() is self._unread
        self.body.setCurrentWidget(self.view if listed else nothing)
        if was_unread and not self.tools.field.text():
            self.view.setFocus(Qt.FocusReason.ActiveWindowFocusReason)
        self._settling.start()

    def _on_regrouped(self) -> None:
        self.groups.setVisible(self.tools.grouping is not None)
        self.listing.regroup()

    def _rest(self) -> None:
        self._session.settings.set_state("browse parts", self.parts.saveState())
        self.tools.stop()
        self.listing.stop()
        self.details.stop()
        self._settling.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give up a selection of several, or close, at Escape."""
        if event.key() == Qt.Key.Key_Escape and self.view.selection_size() > 1:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the details out where the list would have no room."""
        super().resizeEvent(event)
        self._fit()

    # -- what the reader sees and does

    def show_side(self) -> None:
        """Show what is selected beside the list."""
        if self.view.selection_size() > 1:
            self.details.show_row(None)
            self.several.show_ids(self.view.selected_ids())
            self.side.setCurrentWidget(self.several)
            return
        found = self.model.row(self.view.currentIndex().row())
        self.details.show_row(found if isinstance(found, ListedAnnotation) else None)
        if isinstance(found, ListedQuote):
            self.quote_details.show_quote(found)
            self.side.setCurrentWidget(self.quote_details)
        else:
            self.side.setCurrentWidget(self.details if found is not None else self._nothing)

    def open_side(self) -> None:
        """Show the side, where the reader has hidden it or the window is narrow."""
        self.show_side()
        self.side.show()

    def show_in_text(self) -> None:
        """Read on where the current annotation is."""
        found = self.model.row(self.view.currentIndex().row())
        if found is None:
            return
        self.details.flush()
        is_open = (
            self._opened_at_quote(found.quote)
            if isinstance(found, ListedQuote)
            else self._opened_at(found.annotation)
        )
        if is_open:
            self.shown_in_text.emit()

    def dismiss(self) -> None:
        """Give up a selection of several; the current one stays."""
        self.view.go_to(self.view.currentIndex().row())
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_filter(self) -> None:
        """Give the keyboard to the filter."""
        self.tools.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.tools.field.selectAll()

    def _clear(self) -> None:
        self.tools.clear()
        self.focus_filter()

    def _on_finished(self) -> None:
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self._fit()

    def _replay(self, replay: Callable[..., None]) -> None:
        self.details.flush()
        replay(stays=True)

    def _next_part(self) -> None:
        """Give the keyboard to the groups, the list or the note in turn."""
        around: list[QWidget] = [self.groups, self.view, self.details.note]
        shown = [part for part in around if part.isVisible()]
        at = next((n for n, part in enumerate(shown) if part.hasFocus()), -1)
        if shown:
            shown[(at + 1) % len(shown)].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _fit(self) -> None:
        is_wide = self.width() >= NARROW
        self.side.setVisible(self.tools.sider.isChecked() and is_wide)
