"""The window: shelf, page and annotations side by side, with menus and tool bar. No logic."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QMainWindow,
    QSizePolicy,
    QSplitter,
    QToolBar,
    QToolButton,
    QWidget,
)

from gui.actions import COMMANDS, Actions
from gui.appearance import Appearance
from gui.file_commands import FileCommands
from gui.finding_commands import FindingCommands
from gui.finding_strip import FindingDesk
from gui.finishing import Finishing
from gui.import_strip import ImportDesk
from gui.importing import Importing
from gui.left_side import LeftSide
from gui.library_place import ARTICLES_MIME
from gui.library_table import LibraryTable
from gui.library_windows import LibraryWindows
from gui.notices import NoticeBar
from gui.place_commands import PlaceCommands
from gui.reader.pane import ReaderPane
from gui.reading_commands import ReadingCommands
from gui.session import Notice, Session
from gui.side_panel import TABS, SidePanel, TabName
from gui.theme import Scale
from storage.journal import ChangeSet
from storage.types import COLORS

SHELF, PAGE, PANEL = 280, 800, 320  # widths at first, in pixels
HEIGHT = 860
NARROWEST_PAGE = 400  # about 32 letters a line
FOLD_BELOW = 860  # width of a window in which the shelf makes room for the page
FRAME = 48  # what a window manager adds above and below, at most
TOOLS = ("shelf", "back", "forward", "", "open", "write", "export", " ")
TOOLS_RIGHT = ("undo", "redo", "", "find", "outline", "typography", "marks", "panel")


class MainWindow(QMainWindow):
    """One window on the session's library."""

    def __init__(self, session: Session) -> None:
        """Put the window together; `show` it afterwards."""
        super().__init__()
        self._session = session
        self.actions_ = Actions(self)
        self.importing = Importing(session, self)
        self._files = FileCommands(session, self.importing, self)
        self._windows = LibraryWindows(session, self)
        self.afterwards: Callable[[], None] | None = None  # what to do once it has closed
        self._closes_anyway = False
        self._is_folded = False
        # From the outside in: a part that gets another parent is dressed anew, 40 ms for all three.
        self._splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.setCentralWidget(self._splitter)
        self.left = LeftSide(session, self.actions_, self._splitter)
        self.shelf = self.left.shelf
        self.reader = ReaderPane(session, self.actions_, self._splitter)
        self.side = SidePanel(session, self.actions_, self._splitter)
        self.panel = self.side.notes
        self._lay_out()
        self.notice_bar = NoticeBar(self)
        self.import_desk = ImportDesk(self.importing, self)
        self.finding_desk = FindingDesk(session, self.importing, self.actions_, self)
        self.finding = self.finding_desk.finding
        self._make_menus()
        self._make_tool_bar()
        self._appearance = Appearance(session, self.reader, self.actions_, self, self._button)
        self._reading = ReadingCommands(session, self.reader, self.actions_, self, self._button)
        self._findings = FindingCommands(session, self.reader, self.actions_, self, self._button)
        self._places = PlaceCommands(session, self.left, self.actions_, self)
        self._finishing = Finishing(session, self.reader.page)
        self._table = LibraryTable(
            session, self._splitter, (self.reader, self.side), self.actions_, self.shelf.focus_list
        )
        self.actions_.connect_to(self._slots())
        self.addActions(self.actions_.all())
        self.setAcceptDrops(True)
        self._connect()
        self._restore()
        self._show_state()

    # -- making

    def _lay_out(self) -> None:
        splitter = self._splitter
        splitter.setHandleWidth(1)
        splitter.setStretchFactor(0, 0)
        splitter.setStretchFactor(1, 1)
        splitter.setStretchFactor(2, 0)
        splitter.setSizes([SHELF, PAGE, PANEL])
        splitter.setCollapsible(1, False)
        self.reader.setMinimumWidth(NARROWEST_PAGE)
        room = self.screen().availableSize() - QSize(0, FRAME)
        self.resize(min(SHELF + PAGE + PANEL, room.width()), min(HEIGHT, room.height()))
        self.setMinimumHeight(420)  # the width follows from the parts that are shown

    def _make_menus(self) -> None:
        menus = {}
        for command in COMMANDS:
            if not command.in_menu:
                continue
            if command.section not in menus:
                menus[command.section] = self.menuBar().addMenu(f"&{command.section}")
            if command.divided:
                menus[command.section].addSeparator()
            menus[command.section].addAction(self.actions_[command.name])

    def _make_tool_bar(self) -> None:
        bar = QToolBar("Tools", self)
        bar.setObjectName("tools")
        bar.setMovable(False)
        bar.setFloatable(False)
        bar.setIconSize(QSize(Scale.ICON, Scale.ICON))
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        for name in (*TOOLS, *TOOLS_RIGHT):
            if not name:
                bar.addSeparator()
            elif name == " ":
                space = QWidget(bar)
                space.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
                bar.addWidget(space)
            else:
                bar.addAction(self.actions_[name])
        self.addToolBar(bar)
        self._bar = bar

    def _connect(self) -> None:
        session = self._session
        session.noticed.connect(self.notice_bar.show_notice)
        for gone in (session.opened, session.revealed, session.returned):
            gone.connect(self.notice_bar.leave_place)
        session.changed.connect(self._on_changed)
        session.opened.connect(self._show_state)
        session.focused.connect(self._show_focus)
        session.search_called.connect(self._show_answers)
        self.reader.note_wanted.connect(self._edit_note)
        self.reader.page.resize_wanted.connect(self._appearance.resize_text)
        self.side.left.connect(self.reader.page.setFocus)

    def _slots(self) -> dict[str, Callable[[], object]]:
        """Say what each command of `gui.actions` does."""
        reader, shelf = self.reader, self.shelf
        return {
            "open": self._files.open,
            "open_address": self._files.open_address,
            "import_folder": self._files.import_folder,
            "feeds": self._files.feeds,
            "watched": self._files.watch_folders,
            "paste": self._files.paste,
            "write": self._files.write,
            "export": self._export,
            "rename": self._rename,
            "trash": shelf.trash_current,
            "back_up": self._files.back_up,
            "care": self._windows.open_care,
            "duplicates": self._windows.open_duplicates,
            "open_library": self._files.open_library,
            "quit": self.close,
            "undo": self._undo,
            "redo": self._redo,
            "copy": reader.copy,
            "cite": reader.cite,
            "find": self._find,
            "find_next": partial(reader.find_again, 1),
            "find_previous": partial(reader.find_again, -1),
            "search": self._search,
            "save_search": shelf.save_search,
            "next_hit": partial(shelf.step_hit, 1),
            "previous_hit": partial(shelf.step_hit, -1),
            "highlight": self._dropping(reader.highlight),
            "underline": reader.underline,
            "note": reader.write_note,
            "tag": self._tag,
            "article_note": self._article_note,
            **{f"color_{n}": partial(reader.choose_color, c) for n, c in enumerate(COLORS, 1)},
            "keep": reader.placing.keep,
            "find_words": reader.placing.find,
            "delete": reader.delete,
            "edit": self._edit_focused,
            "next_mark": partial(reader.step, 1),
            "previous_mark": partial(reader.step, -1),
            "next_overlap": reader.next_overlap,
            "color_names": self._name_colors,
            "shelf": self._toggle_shelf,
            "panel": partial(self._toggle, "panel", self.side),
            **{f"show_{tab}": partial(self._show_tab, tab) for tab in TABS},
            "all_annotations": self._windows.open_annotations,
            "review": self._windows.open_review,
            "ledger": self._windows.open_ledger,
            "overview": self._windows.open_overview,
            "library_entities": self._windows.open_entities,
            "marks": self._toggle_marks,
            **self._appearance.slots(),
            "full_screen": self._toggle_full_screen,
            "next_article": partial(shelf.step, 1),
            "previous_article": partial(shelf.step, -1),
            "next_pane": partial(self._step_pane, 1),
            "previous_pane": partial(self._step_pane, -1),
            **self._places.slots(),
            **self._table.slots(),
            **self._reading.slots(),
            **self.finding_desk.slots(),
            **self._findings.slots(),
            "keys": self._keys,
            "links": self._files.take_links,
            "about": self._about,
        }

    # -- file

    def watch(self) -> None:
        """Begin to watch the folders that the reader has listed, if any."""
        self._files.watch()

    def look_whether_whole(self) -> None:
        """Look beside the window whether the library is whole, and warn if it is not."""
        self._windows.damage.look()

    def open_addresses(self, addresses: Sequence[str]) -> None:
        """Fetch pages of the web and add them as articles; a single one is opened."""
        self._files.open_addresses(addresses)

    def _export(self) -> None:
        from gui.export_dialog import ExportDialog

        self.panel.flush()
        ExportDialog.ask(self._session, self.shelf.listed_ids(), self)

    def _rename(self) -> None:
        self._show_part("shelf", self.left)
        self.shelf.rename_current()

    # -- edit and annotate

    def _undo(self) -> None:
        self.panel.flush()
        self._session.undo()

    def _redo(self) -> None:
        self.panel.flush()
        self._session.redo()

    def _find(self) -> None:
        focus = QApplication.focusWidget()
        if focus is not None and self.side.isAncestorOf(focus):
            self.side.focus_filter()
        else:
            self.reader.open_find()

    def _search(self) -> None:
        self._show_part("shelf", self.left)
        self.shelf.focus_search()

    def _show_answers(self) -> None:
        """Show the shelf, which answers a search from another window."""
        self._show_part("shelf", self.left)
        self.shelf.focus_list()

    def _edit_note(self) -> None:
        self._show_notes()
        self.panel.edit_note()

    def _edit_focused(self) -> None:
        if self._session.focus is not None:
            self._edit_note()

    def _tag(self) -> None:
        if self.shelf.isAncestorOf(QApplication.focusWidget() or self):
            self._places.tag_articles()
        elif self.reader.ready_for_tags():
            self._show_notes()
            self.panel.edit_tags()

    def _article_note(self) -> None:
        text, library = self._session.text, self._session.library
        if text is None:
            return
        empty = (a.id for a in library.annotations.of(text.article_id) if not (a.passage or a.note))
        note = next(empty, None) or self._session.make(
            "Note on the article", lambda lib: lib.annotations.add(text, None)
        )
        if note is not None:
            self._session.focus_on(note)
            self._edit_note()

    def _name_colors(self) -> None:
        from gui.legend_dialog import LegendDialog

        LegendDialog.ask(self._session, self)

    # -- view

    def _toggle(self, name: str, part: QWidget) -> None:
        shown = self.actions_[name].isChecked()
        part.setVisible(shown)
        self._session.settings.set_flag(name, shown)

    def _toggle_shelf(self, _checked: bool = False) -> None:
        """Show the shelf with the keyboard in its list, or hide it and go on at the page."""
        had_keyboard = self.left.isAncestorOf(QApplication.focusWidget() or self)
        self._toggle("shelf", self.left)
        if self.left.isVisible():
            self.shelf.focus_list()
        elif had_keyboard:
            self.reader.page.setFocus()

    def _show_part(self, name: str, part: QWidget) -> None:
        self.actions_[name].setChecked(True)
        self._toggle(name, part)

    def _show_tab(self, tab: TabName, _checked: bool = False) -> None:
        """Bring a tab of the side to the front, with the keyboard."""
        self._show_part("panel", self.side)
        self.side.show_tab(tab)
        self.side.focus_list()
        if not self.side.isAncestorOf(QApplication.focusWidget() or self):  # there is no list
            self.side.tabs.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_notes(self) -> None:
        self._show_part("panel", self.side)
        self.side.show_tab("notes")

    def _toggle_marks(self) -> None:
        shown = self.actions_["marks"].isChecked()
        self.reader.show_marks(shown)
        self._session.settings.set_flag("marks", shown)

    def _toggle_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    # -- go and help

    def _step_pane(self, step: int) -> None:
        panes = [
            (part, take)
            for part, take in (
                (self.left, self.shelf.focus_list),
                (self.reader, self.reader.page.setFocus),
                (self.side, self.side.focus_list),
            )
            if part.isVisible()
        ]
        focus = QApplication.focusWidget()
        current = next(
            (n for n, (part, _) in enumerate(panes) if focus and part.isAncestorOf(focus)), 0
        )
        for number in range(1, len(panes)):
            part, take = panes[(current + step * number) % len(panes)]
            take()
            taken = QApplication.focusWidget()
            if taken is not None and part.isAncestorOf(taken):
                return

    def _keys(self) -> None:
        from gui.keys_dialog import KeysDialog

        KeysDialog.ask(self)

    def _about(self) -> None:
        from gui.about_dialog import AboutDialog

        AboutDialog.ask(self._session.library.path, self)

    # -- what is shown of the state

    def _on_changed(self, changes: ChangeSet) -> None:
        if self.notice_bar.notice is not None and self.notice_bar.notice.action == "Undo":
            self.notice_bar.dismiss()  # it would take back something else now
        self._show_state()
        if changes.touches("color_name"):
            self._name_color_actions()

    def _show_state(self) -> None:
        session, actions = self._session, self.actions_
        for name, verb, label in (
            ("undo", "Undo", session.library.undo_label()),
            ("redo", "Redo", session.library.redo_label()),
        ):
            actions[name].setText(f"{verb} {label}" if label else verb)
            actions[name].setEnabled(bool(label))
        has_article = session.article is not None
        for name in NEED_ARTICLE:
            actions[name].setEnabled(has_article)
        self._show_focus()
        self._reading.show_state()
        self.setWindowTitle(f"{session.article.title} — Postil" if session.article else "Postil")

    def _show_focus(self) -> None:
        for name in ("edit", "delete"):
            self.actions_[name].setEnabled(self._session.focus is not None)

    def _name_color_actions(self) -> None:
        names = self._session.library.legend.names()
        for number, color in enumerate(COLORS, start=1):
            self.actions_[f"color_{number}"].setText(names[color])

    def _button(self, name: str) -> QWidget:
        found = self._bar.widgetForAction(self.actions_[name])
        return found if isinstance(found, QToolButton) else self._bar

    @staticmethod
    def _dropping(slot: Callable[[], object]) -> Callable[[], object]:
        """Keep an action's `checked` away from a slot whose argument means something else."""
        return lambda: slot()

    # -- layout that comes back, and events

    def _restore(self) -> None:
        settings = self._session.settings
        self.restoreGeometry(settings.state("window"))
        if not (state := settings.state("splitter")).isEmpty():
            self._splitter.restoreState(state)
        for name, part in (("shelf", self.left), ("panel", self.side)):
            shown = settings.flag(name, default=True)
            self.actions_[name].setChecked(shown)
            part.setVisible(shown)
        self.actions_["marks"].setChecked(settings.flag("marks", default=True))
        self._toggle_marks()
        self._name_color_actions()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the shelf make room in a narrow window, and come back in a wide one."""
        super().resizeEvent(event)
        is_narrow = event.size().width() < FOLD_BELOW
        if is_narrow != self._is_folded and self._session.settings.flag("shelf", default=True):
            self.left.setVisible(not is_narrow)
            self.actions_["shelf"].setChecked(not is_narrow)
        self._is_folded = is_narrow

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save the layout, and what is being typed; then let go of the library."""
        settings = self._session.settings
        self._table.leave()
        if (typed_in := self.focusWidget()) is not None:
            typed_in.clearFocus()  # a title that is being edited is saved, too
        is_saved = self._windows.flush() and self.panel.flush()
        if not is_saved and not self._closes_anyway:
            event.ignore()
            said = "The note is not saved yet: another program is writing to the library."
            self._session.noticed.emit(
                Notice(said, "warning", "Close without it", self._close_anyway)
            )
            return
        if not self._closes_anyway and (held := self.import_desk.why_not_close()):
            event.ignore()
            self._session.noticed.emit(
                Notice(held, "warning", "Stop and close", self._close_anyway)
            )
            return
        settings.set_state("window", self.saveGeometry())
        settings.set_state("splitter", QByteArray(self._splitter.saveState()))
        settings.sync()
        self._files.stop()
        self.importing.close()
        self.finding.close()
        self._session.close()
        super().closeEvent(event)

    def _close_anyway(self) -> None:
        self._closes_anyway = True
        self.close()

    def changeEvent(self, event: QEvent) -> None:
        """See at once what another window did when this one is looked at again."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            QTimer.singleShot(0, self._session, self._session.look)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept files, folders, addresses and text."""
        data = event.mimeData()
        if data.hasFormat(ARTICLES_MIME):  # those are in the library already
            return
        if data.hasUrls() or data.hasText() or data.hasHtml():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Import what is dropped."""
        self._files.take(event.mimeData())
        event.acceptProposedAction()


NEED_ARTICLE = (
    *("export", "rename", "cite", "find", "find_next", "find_previous", "highlight", "underline"),
    *("note", "tag", "article_note", "next_mark", "previous_mark", "next_overlap"),
    "find_again",
)
