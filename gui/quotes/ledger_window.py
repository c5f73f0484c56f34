"""The quote ledger: who said what, over the whole library, in a window of its own."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final, get_args

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from gui.blank import Blank
from gui.controls import button, divider, label, row
from gui.library_window import LibraryWindow
from gui.quotes.ledger_filters import LedgerFilters
from gui.quotes.ledger_model import ORDERS, LedgerModel
from gui.quotes.ledger_view import LedgerView
from gui.quotes.wording import counted
from gui.saving import where_to
from gui.session import Notice, Session
from gui.tasks import PATIENCE_S, Tasks
from gui.theme import Scale
from storage.exporters.ledger import LEDGER_FORMATS, LEDGER_SUFFIXES, LedgerFormat
from storage.finding_types import EntityId, Quote
from storage.journal import ChangeSet
from storage.ledger import LedgerFilter, LedgerOrder
from storage.library import Library

SIZE: Final = QSize(1060, 680)
SETTLE_MS: Final = 200  # after a change, until the list is asked for anew
TABLES: Final = ("quote", "entity", "entity_alias", "article", "article_text")
FORMATS: Final = "Markdown (*.md);;Table (*.csv);;JSON (*.json)"


class LedgerWindow(LibraryWindow):
    """All quotes of the library, filtered and in order.

    Signals:
        shown_in_text: an article was opened at a quote; its window should come to the front.
    """

    shown_in_text = Signal()

    def __init__(self, session: Session) -> None:
        """Wait for `open`."""
        super().__init__(session, "Quote ledger", "ledger", SIZE)
        self._asked = 0  # number of the newest question
        self._is_answered = False
        self._is_writing = False
        self._tasks = Tasks(self)
        self.model = LedgerModel(session.library, self)
        self.filters = LedgerFilters(session)
        self.view = LedgerView(session, self.model)
        self.count = label("", "muted", wraps=False)
        self.exporter = button("Export…", self.export)
        self.exporter.setToolTip("Export what is listed (Ctrl+E)")
        self._build()
        self._settling = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settling.timeout.connect(self._ask)
        self._connect()

    # -- for the window

    def open(self, speaker: EntityId | None = None, name: str = "") -> None:
        """Come to the front; with a speaker, listing the quotes of that one only."""
        self._come_to_front()
        if speaker is not None:
            self.filters.show_speaker(speaker, name)
        self.view.setFocus(Qt.FocusReason.ActiveWindowFocusReason)
        self._ask()

    def export(self) -> None:
        """Write what is listed into a file."""
        ids = array("q", self.model.ids)
        if not ids or self._is_writing:
            return
        target = where_to(self._session, self, "Export quotes", "Quotes.md", FORMATS)
        if target is None:
            return
        if target.suffix.lower() not in LEDGER_SUFFIXES.values():
            target = target.with_name(f"{target.name}.md")
        self._session.settings.set_text("folder", str(target.parent))
        self._is_writing = True
        self._show_exporter()
        self._session.tasks.run(  # not the worker that lists: 100,000 quotes take half a minute
            partial(_written, self._session.library.path, ids, target),
            partial(self._on_written, target, len(ids)),
            self._on_not_written,
        )

    # -- building

    def _build(self) -> None:
        clear = button("Clear filter", self._clear, kind="quiet")
        self._bare = Blank("message-square-quote", "No quotes yet", [("Open an article first", "")])
        self._unmatched = Blank("list-filter", "No quote matches the filter", below=clear)
        self._body = QStackedWidget()
        for page in (self.view, self._bare, self._unmatched):
            self._body.addWidget(page)
        foot = row(self.count, None, self.exporter)
        foot.setContentsMargins(Scale.M, Scale.S, Scale.M, Scale.S)
        content = QVBoxLayout(self)
        content.setContentsMargins(0, 0, 0, 0)
        content.setSpacing(0)
        content.addWidget(self.filters)
        content.addWidget(divider())
        content.addWidget(self._body, 1)
        content.addWidget(divider())
        content.addLayout(foot)

    def _connect(self) -> None:
        session = self._session
        session.changed.connect(self._on_changed)
        session.found.connect(self._on_found)
        self.filters.changed.connect(self._ask)
        self.filters.left.connect(self.view.focus)
        self.model.ordered.connect(self._ask)
        self.view.opened.connect(self._show_in_text)
        for keys, slot in (
            ("Ctrl+Z", session.undo),
            ("Ctrl+Shift+Z", session.redo),
            ("Ctrl+Y", session.redo),
            ("Ctrl+F", self.filters.focus),
            ("/", self.filters.focus),
            ("Ctrl+E", self.export),
            ("Ctrl+W", self.close),
        ):
            QShortcut(QKeySequence(keys), self, slot)

    # -- following

    def _on_changed(self, changes: ChangeSet) -> None:
        if self.isVisible() and changes.touches(*TABLES):
            self.model.refresh()  # at once, where it stands; then what belongs there
            self._settling.start()

    def _on_found(self) -> None:
        if self.isVisible():
            self._settling.start()

    def _on_closing(self) -> None:
        self._tasks.close()
        super()._on_closing()

    def _rest(self) -> None:
        self.filters.stop()
        self._settling.stop()

    # -- asking

    def _ask(self) -> None:
        """Have the ids looked up in the worker: 100,000 take longer than a frame."""
        self._settling.stop()
        self._asked += 1
        column, way = self.model.sorted_by
        self._tasks.run(
            partial(
                _found,
                self._session.library.path,
                self.filters.wanted(),
                ORDERS[column],
                way == Qt.SortOrder.DescendingOrder,
            ),
            partial(self._on_answer, self._asked),
            self._session.tell,
        )

    def _on_answer(self, number: int, ids: array[int]) -> None:
        if number != self._asked:
            return  # something else is wanted by now
        view, bar = self.view, self.view.verticalScrollBar()
        was, top = view.currentIndex().row(), bar.value()
        here = self.model.ids[was] if 0 <= was < len(self.model.ids) else -1
        had_selection = view.selectionModel().hasSelection()
        if self.model.show_ids(ids):
            row = self.model.row_of(here) if here >= 0 else -1
            if row < 0:
                row = min(max(was, 0), len(ids) - 1)
            if had_selection or not self._is_answered:
                view.go_to(row)
            if here >= 0:
                bar.setValue(top + (row - was) * view.verticalHeader().defaultSectionSize())
        self._is_answered = True
        self.count.setText(counted(len(ids)))
        self._show_exporter()
        is_bare = self.filters.wanted() == LedgerFilter()
        nothing = self._bare if is_bare else self._unmatched
        self._body.setCurrentWidget(view if ids else nothing)

    # -- what the reader does

    def _show_in_text(self, quote: Quote) -> None:
        if self._opened_at_quote(quote):
            self.shown_in_text.emit()

    def _show_exporter(self) -> None:
        self.exporter.setText("Exporting…" if self._is_writing else "Export…")
        self.exporter.setEnabled(bool(self.model.ids) and not self._is_writing)

    def _on_not_written(self, error: Exception) -> None:
        self._is_writing = False
        self._show_exporter()
        self._session.tell(error)

    def _on_written(self, target: Path, count: int, _done: None) -> None:
        self._is_writing = False
        self._show_exporter()
        said = f"{counted(count).capitalize()} written to “{target.name}”."
        self._session.noticed.emit(Notice(said, "success"))

    def _clear(self) -> None:
        self.filters.clear()
        self.filters.focus()


def _found(
    library: Path, wanted: LedgerFilter, order: LedgerOrder, is_descending: bool
) -> array[int]:
    """Ask for the ids, in the worker."""
    with Library.open(library, create=False, busy_timeout_s=PATIENCE_S) as opened:
        return opened.ledger.ids(wanted, order=order, is_descending=is_descending)


def _written(library: Path, ids: Sequence[int], target: Path) -> None:
    """Write quotes into a file, in the worker; its ending says how."""
    from storage.exporters.catalogue import write

    kinds: tuple[LedgerFormat, ...] = get_args(LedgerFormat)
    kind = next(k for k in kinds if LEDGER_SUFFIXES[k] == target.suffix.lower())
    with Library.open(library, create=False, busy_timeout_s=PATIENCE_S) as opened:
        entries = opened.ledger.entries(ids)
    write(target, LEDGER_FORMATS[kind](entries))
