"""What a window shows of an import: a strip while it runs, the report when it is over."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QMainWindow

from gui.controls import button
from gui.foot import Foot, Strip
from gui.importing import Importing
from storage.import_reports import Report

if TYPE_CHECKING:
    from gui.import_report import ReportDialog

SHOWN_AFTER_MS: Final = 500  # what is quicker needs no strip


class ImportStrip(Strip):
    """A bar, words, Details, Cancel."""

    def __init__(self, details: Callable[[], object], cancel: Callable[[], object]) -> None:
        """Start empty."""
        self.details = button("Details", details, kind="quiet")
        self.cancel = button("Cancel", cancel, kind="quiet")
        super().__init__("How much is imported", self.details, self.cancel)

    def show_progress(self, sentence: str, report: Report) -> None:
        """Say where the import is."""
        self.say(sentence, report.done, report.total if report.total > 1 else 0)
        self.details.setVisible(report.total > 1)


class ImportDesk(QObject):
    """Shows the queue of a window; strip and report are made when first needed."""

    def __init__(self, importing: Importing, window: QMainWindow) -> None:
        """Follow a queue."""
        super().__init__(window)
        self._importing = importing
        self._window = window
        self.strip: ImportStrip | None = None
        self.dialog: ReportDialog | None = None
        self._wait = QTimer(self, singleShot=True, interval=SHOWN_AFTER_MS)
        self._wait.timeout.connect(self._show_strip)
        importing.moved.connect(self._on_moved)
        importing.stopped.connect(self._on_stopped)
        importing.reported.connect(self.show_report)

    def show_report(self, report: Report, *, is_live: bool = False) -> None:
        """Open the report window, without taking the keyboard from who reads."""
        from gui.import_report import ReportDialog

        if self.dialog is None:
            self.dialog = ReportDialog(self._importing, self._window)
        self.dialog.show_report(report, is_live=is_live)

    def why_not_close(self) -> str:
        """Say what would be dropped if the window closed now; "" for a file or two."""
        left = self._importing.left
        if left <= 1:
            return ""
        return f"{left:,} more are to be imported. What came in already stays in the library."

    def _show_details(self) -> None:
        self.show_report(self._importing.report(), is_live=True)

    def _on_moved(self) -> None:
        if not self._importing.is_busy:
            return
        report = self._importing.report()
        if self.strip is not None and self.strip.isVisible():
            self.strip.show_progress(self._importing.sentence(), report)
        elif not self._wait.isActive():
            self._wait.start()
        if self._is_live():
            self.show_report(report, is_live=True)

    def _on_stopped(self) -> None:
        self._wait.stop()
        if self.strip is not None:
            Foot.of(self._window).hide_strip(self.strip)
        if self._is_live() and (over := self._importing.last_report()) is not None:
            self.show_report(over)

    def _is_live(self) -> bool:
        return self.dialog is not None and self.dialog.isVisible() and self.dialog.is_live

    def _show_strip(self) -> None:
        if not self._importing.is_busy:
            return
        if self.strip is None:
            self.strip = ImportStrip(self._show_details, self._importing.cancel)
        self.strip.show_progress(self._importing.sentence(), self._importing.report())
        Foot.of(self._window).show_strip(self.strip)
