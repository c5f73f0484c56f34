"""The report of an import: what came in, what was there, and what could not be read and why."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QTabBar, QWidget

from gui.controls import button, column, framed, label, row
from gui.import_outcomes import LINES_OF_REASON, OutcomeModel, OutcomeView
from gui.theme import Scale
from storage.errors import PostilError
from storage.import_reports import HEADS, Fate, Outcome, Report, left_out_sentence

if TYPE_CHECKING:
    from gui.importing import Importing

COPIED_MS: Final = 1500


class ReportDialog(QDialog):
    """Not modal: the reader can go on, and open articles from it."""

    def __init__(self, importing: Importing, parent: QWidget | None = None) -> None:
        """Wait, hidden."""
        super().__init__(parent)
        self.setWindowTitle("Import")
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self._importing = importing
        self.report = Report()
        self.is_live = False
        self.heading = label("", "title")
        self.sentence = label("", "muted")
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setAccessibleName("What became of them")
        self.tabs.currentChanged.connect(self._on_tab)
        self._fates: list[Fate] = []
        self.model = OutcomeModel(self)
        self.view = OutcomeView(self.model)
        self.view.opened.connect(self._open)
        self.view.copied.connect(lambda text: QGuiApplication.clipboard().setText(text))
        self.copier = button("Copy report", self._copy)
        self.saver = button("Save report…", self._save)
        self.again = button("Try the failed ones again", self._try_again)
        self.closer = button("Close", self.close, kind="primary")
        self.closer.setDefault(True)
        self._uncopied = QTimer(self, singleShot=True, interval=COPIED_MS)
        self._uncopied.timeout.connect(partial(self.copier.setText, "Copy report"))
        framed(
            self,
            column(
                column(self.heading, self.sentence, spacing=Scale.XS),
                column(self.tabs, self.view, spacing=Scale.S),
                row(self.copier, self.saver, None, self.again, self.closer),
                spacing=Scale.L,
            ),
        )
        self.resize(680, 520)

    def show_report(self, report: Report, *, is_live: bool = False) -> None:
        """Show a report, of an import that is over or one that runs."""
        self.report, self.is_live = report, is_live
        if is_live:
            heading = f"{report.done:,} of {report.total:,}"
        elif report.is_cancelled:
            heading = "Import stopped"
        else:
            heading = "Import finished"
        self.heading.setText(heading)
        left_out = left_out_sentence(report.left_out) if report.left_out else ""
        self.sentence.setText(" ".join(filter(None, (report.sentence(), left_out))))
        self._show_tabs(report)
        self._show_outcomes()
        can_retry = not is_live and bool(self._importing.failed(report))
        self.again.setVisible(can_retry)
        self.show()
        if not is_live:
            self.raise_()

    def hideEvent(self, event: object) -> None:
        """Let no timer run unseen."""
        self._uncopied.stop()
        self.copier.setText("Copy report")
        super().hideEvent(event)  # type: ignore[arg-type]  # a QHideEvent

    # -- inside

    def _show_tabs(self, report: Report) -> None:
        counts = report.counts()
        if list(counts) != self._fates:
            chosen = self._fates[self.tabs.currentIndex()] if self._fates else None
            self.tabs.blockSignals(True)
            while self.tabs.count():
                self.tabs.removeTab(0)
            self._fates = list(counts)
            for _ in self._fates:
                self.tabs.addTab("")
            if chosen in self._fates and self.is_live:
                self.tabs.setCurrentIndex(self._fates.index(chosen))
            self.tabs.blockSignals(False)
        for place, (fate, count) in enumerate(counts.items()):
            self.tabs.setTabText(place, f"{HEADS[fate]} ({count:,})")

    def _show_outcomes(self) -> None:
        if not self._fates:
            self.model.show_outcomes([])
            return
        fate = self._fates[max(0, self.tabs.currentIndex())]
        outcomes = self.report.of(fate)
        is_long = fate == "failed" or any(outcome.notices for outcome in outcomes)
        self.view.set_lines(LINES_OF_REASON if is_long else 1)
        self.model.show_outcomes(outcomes)

    def _on_tab(self, _place: int) -> None:
        self._show_outcomes()
        self.view.scrollToTop()

    def _open(self, outcome: Outcome) -> None:
        self._importing.open(outcome.articles[0])

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.text())
        self.copier.setText("Copied")
        self._uncopied.start()

    def _save(self) -> None:
        from storage.exporters.catalogue import write

        start = str(Path.home() / "import report.txt")
        name, _ = QFileDialog.getSaveFileName(self, "Save report", start, "Text (*.txt)")
        if name:
            try:
                write(Path(name), self.report.text())
            except PostilError as error:
                self.sentence.setText(str(error))

    def _try_again(self) -> None:
        self.close()
        self._importing.try_again(self.report)
