"""Library care: how the library is, what a check finds, its copies, its place, its duplicates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget

from gui.care.fault_list import FaultList
from gui.care.progress_line import ProgressLine
from gui.care.state import CareState, on_day, said_of
from gui.care.work import CareWork
from gui.confirm import confirm
from gui.controls import button, column, divider, framed, label, row
from gui.notices import NoticeBar
from gui.session import Notice, Session
from gui.theme import Scale
from storage.care.copies import Copy
from storage.care.reports import Fault, Report
from storage.errors import LibraryDamaged, LibraryError, PostilError
from storage.journal import ChangeSet
from storage.types import AnnotationId, ArticleId

SIZE: Final = QSize(720, 620)
ASKED: Final = (
    "A check reads the whole library and changes nothing: whether the file is whole, every "
    "highlight stands in its text, and everything can be found."
)
DAMAGED: Final = "The file of this library is damaged."
FOUND_IN_USE: Final = "Part of the file could not be read, or does not hold together."


class CareWindow(QWidget):
    """Stays open beside the main window; all that takes long can be stopped.

    Signals:
        shown_in_text: an article was opened; its window should come to the front.
        duplicates_called: the reader wants to see the duplicates.
        move_called: a folder that the library should move to.
        found_whole: the library was checked or restored, and its file is whole.
    """

    shown_in_text = Signal()
    duplicates_called = Signal()
    move_called = Signal(object)
    found_whole = Signal()

    def __init__(self, session: Session) -> None:
        """Wait for `open`."""
        super().__init__()
        self.setWindowTitle("Library care — Postil")
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumSize(680, 460)
        self.resize(SIZE.boundedTo(self.screen().availableSize() - QSize(40, 80)))
        self.restoreGeometry(session.settings.state("care"))
        self._session = session
        self._state = CareState(session)
        self.report: Report | None = None
        self.work = CareWork(self)
        self.notice_bar = NoticeBar(self)
        self.facts: dict[str, QLabel] = {}
        self.checker = button("Check now", self.check, kind="primary")
        self.repairer = button("Repair", self.repair, kind="primary")
        self.placer = button("Put it where its words are", self.put_right)
        self.restorer = button("Restore a copy…", self.show_copies)
        self.salvager = button("Salvage what can be read…", self.salvage)
        self.actions_ = {
            "back_up": button("Back up now", self.back_up),
            "copies": button("Copies…", self.show_copies),
            "duplicates": button("Duplicates…", self.duplicates_called.emit),
            "compact": button("Compact", self.compact),
            "move": button("Move…", self.move_library),
        }
        self.progress = ProgressLine(self.work)
        self.verdict = label(ASKED, "muted")
        self.list = FaultList()
        self._build()
        for keys, slot in (("Ctrl+W", self.close), ("Esc", self._leave)):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)
        for keys, undo in (("Ctrl+Z", session.undo), ("Ctrl+Shift+Z", session.redo)):
            QShortcut(QKeySequence(keys), self).activated.connect(undo)
        self.list.opened.connect(self._open_article)
        self.list.currentItemChanged.connect(lambda *_: self._show_state())
        self.work.began.connect(self._show_state)
        self.work.ended.connect(self._show_state)
        session.closing.connect(self._on_closing)

    def open(self) -> None:
        """Appear, and look how the library is."""
        self.show()
        self.raise_()
        self.activateWindow()
        self._refresh()
        self.checker.setFocus()

    def show_damage(self) -> None:
        """Say that the file is damaged, as it was found in use, and which copy is whole."""
        from storage.care.wholeness import newest_whole

        path = self._session.library.path
        if self.report is None or not self.report.needs_salvage:
            now = datetime.now(UTC).isoformat(timespec="seconds")
            self._show_report(Report(str(path), now, unread=(FOUND_IN_USE,)))
        if not self.work.is_busy:
            self.verdict.setText(f"{DAMAGED} Looking for the newest copy that is whole…")
            self._state.ask_about(lambda: newest_whole(path), self._show_whole)
        self.restorer.setFocus()

    # -- what can be done

    def check(self) -> None:
        """Look the library through, in a process of its own."""
        from storage.care.apart import apart
        from storage.care.reports import from_json

        path = self._session.library.path
        self.work.run(
            lambda progress, stop: from_json(apart("check", path, progress, stop)),
            self._on_checked,
            self._tell,
        )

    def repair(self) -> None:
        """Mend what the last check says can be mended without loss."""
        from storage.care.repairing import Repaired, repair

        report, path = self.report, self._session.library.path
        if report is None:
            return

        def on_repaired(repaired: Repaired) -> None:
            self._read_anew()
            self._on_checked(repaired.after)
            self._say(f"{repaired.sentence()} A copy was made before.", "success")

        self.work.run(partial(repair, path, report), on_repaired, self._tell)

    def put_right(self) -> None:
        """Move the annotation of the line to where its words stand in its text now."""
        from storage.care.proposals import accept, proposals

        fault, report = self.list.fault(), self.report
        if fault is None or report is None:
            return
        library = self._session.library
        found = proposals(library, replace(report, faults=(fault,)))  # of this one text only
        if not found or found[0].span is None:
            self._say("Its words stand nowhere in the text; it stays as it is.")
            return
        try:
            with library.unrecorded():
                accept(library, found)
        except PostilError as error:
            self._tell(error)
        else:
            self._say(f"Put right. {found[0].sentence()}", "success")

    def back_up(self) -> None:
        """Make a copy in the folder beside the library."""
        from storage.care.copies import back_up_now

        path = self._session.library.path

        def on_made(copy: Copy) -> None:
            self._refresh()
            self._say(f"A copy was made: {copy.path.name}", "success")

        self.work.run(lambda *_: back_up_now(path, datetime.now(UTC)), on_made, self._tell)

    def compact(self) -> None:
        """Make the library smaller."""
        from storage.care.compacting import Compacted, compact

        def on_compacted(compacted: Compacted) -> None:
            self._refresh()
            self._say(compacted.sentence(), "success")

        self.work.run(partial(compact, self._session.library.path), on_compacted, self._tell)

    def show_copies(self) -> None:
        """Show the copies; one of them may become the library again."""
        from gui.care.copies_dialog import CopiesDialog

        chosen = CopiesDialog.ask(self._session.library.path, self)
        if chosen is not None:
            self.restore(chosen)

    def restore(self, copy: Path) -> None:
        """Make a copy the library again."""
        from storage.care.restoring import Restored, restore

        session = self._session

        def on_restored(restored: Restored) -> None:
            self._read_anew()
            self._forget_report()
            self.found_whole.emit()
            self._say(restored.sentence(), "success")

        session.close_article()
        self.work.run(partial(restore, session.library.path, copy), on_restored, self._tell)

    def salvage(self) -> None:
        """Read what can be read of a damaged library into a new one."""
        from storage.care.salvaging import Salvage, salvage

        path = self._session.library.path
        start = str(path.with_name(f"{path.stem} salvaged.postil"))
        name, _ = QFileDialog.getSaveFileName(
            self, "Salvage into a new library", start, "Library (*.postil)"
        )

        def on_salvaged(salvaged: Salvage) -> None:
            from gui.launching import start_another

            said = " ".join((salvaged.sentence(), *salvaged.missing))
            self._say(said, "success", "Open it", partial(start_another, salvaged.path))

        if name:
            self.work.run(partial(salvage, path, Path(name)), on_salvaged, self._tell)

    def move_library(self) -> None:
        """Ask for a folder, and have the library moved there."""
        from storage.care.moving import refuse

        path = self._session.library.path
        name = QFileDialog.getExistingDirectory(self, "Move library to", str(path.parent))
        if not name:
            return
        try:
            refuse(path, Path(name))
        except LibraryError as error:
            self._tell(error)
            return
        asked = (
            f"Postil closes its window, copies the library to {name}, checks the copy and opens it "
            "there. The library where it is now stays until you delete it."
        )
        if confirm(self, "Move the library", asked, "Move", kind=""):
            self.move_called.emit(Path(name))

    # -- inside

    def _build(self) -> None:
        state = column(spacing=Scale.S)
        for name in ("Library", "In it", "Last check", "Newest copy"):
            self.facts[name] = label("", wraps=True)
            self.facts[name].setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            head = label(name, "muted", wraps=False)
            head.setFixedWidth(96)
            line = row(head, self.facts[name], spacing=Scale.M)
            line.setAlignment(head, Qt.AlignmentFlag.AlignTop)
            line.setStretch(1, 1)
            state.addLayout(line)
        content = column(
            label("Library care", "title"),
            state,
            row(*self.actions_.values(), None, self.checker),
            divider(),
            self.progress,
            self.verdict,
            self.list,
            row(self.placer, None, self.restorer, self.salvager, self.repairer),
            spacing=Scale.L,
        )
        framed(self, content)
        content.setStretch(6, 1)
        content.addStretch(0)

    def _refresh(self) -> None:
        """Look anew how the library is; counting is done beside the window."""
        self._state.ask(self._show_facts)
        self._show_state()

    def _show_facts(self, facts: dict[str, str]) -> None:
        for name, words in facts.items():
            self.facts[name].setText(words)

    def _show_state(self) -> None:
        busy, report = self.work.is_busy, self.report
        fault = self.list.fault()
        for each in (*self.actions_.values(), self.checker):
            each.setEnabled(not busy)
        damaged = report is not None and report.needs_salvage
        can_repair = report is not None and not damaged and bool(report.repairs)
        self.repairer.setVisible(can_repair)
        self.restorer.setVisible(damaged)
        self.salvager.setVisible(damaged)
        self.placer.setVisible(fault is not None and fault.table == "annotation" and not damaged)
        for each in (self.repairer, self.restorer, self.salvager, self.placer):
            each.setEnabled(not busy)
        self.list.setVisible(report is not None and not report.is_sound)

    def _on_checked(self, report: Report) -> None:
        self._state.keep(report)
        self._show_report(report)
        if report.needs_salvage:
            self._session.damaged.emit()
            self.show_damage()
        else:
            self.found_whole.emit()

    def _show_report(self, report: Report) -> None:
        self.report = report
        self.list.show_report(report)
        self.verdict.setText(said_of(report))
        self._refresh()
        if not report.is_sound:
            self.list.setFocus()

    def _forget_report(self) -> None:
        """Say nothing any more of what another content of the library was found to be."""
        self.report = None
        self._state.forget()
        self.list.clear()
        self.verdict.setText(ASKED)
        self._refresh()

    def _show_whole(self, copy: Copy | None) -> None:
        if self.report is None or not self.report.needs_salvage:  # it was restored meanwhile
            return
        if copy is None:
            said = "There is no copy that is whole: salvage what can be read into a new library."
        else:
            said = (
                f"The newest copy that is whole is from {on_day(copy.made_at)}, with "
                f"{copy.articles or 0:,} articles and {copy.annotations or 0:,} annotations. "
                "Restore it, or salvage what can be read into a new library; the damaged file is "
                "kept as it is. “Check now” says more of what is damaged."
            )
        self.verdict.setText(f"{DAMAGED} {said}")

    def _read_anew(self) -> None:
        """Let every view of this window read all anew, as after another's great change."""
        self._session.look()
        self._session.changed.emit(ChangeSet(everything=True))

    def _open_article(self, fault: Fault) -> None:
        if not fault.article:
            return
        session = self._session
        session.open(ArticleId(fault.article))
        if fault.table == "annotation":
            session.focus_on(AnnotationId(fault.row), reveal=True)
        self.shown_in_text.emit()

    def _tell(self, error: Exception) -> None:
        if not isinstance(error, PostilError):
            raise error
        if isinstance(error, LibraryDamaged):
            self._session.damaged.emit()
            self.show_damage()
        self._say(str(error), "warning")

    def _say(
        self,
        words: str,
        kind: str = "info",
        action: str = "",
        on_action: Callable[[], None] | None = None,
    ) -> None:
        self.notice_bar.show_notice(Notice(words, kind, action, on_action))  # type: ignore[arg-type]

    def _leave(self) -> None:
        if not self.work.is_busy:
            self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep the place of the window; work goes on behind it."""
        self._session.settings.set_state("care", self.saveGeometry())
        super().closeEvent(event)

    def _on_closing(self) -> None:
        self.work.close()
        self._state.close()
        self.notice_bar.dismiss()
        self.close()
        self.deleteLater()
