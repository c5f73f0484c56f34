"""A line that shows how far work is, with a button that stops it."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

from gui.care.work import CareWork
from gui.controls import button, column, label, row
from gui.theme import Scale


class ProgressLine(QWidget):
    """Takes no room while nothing is under way."""

    def __init__(self, work: CareWork) -> None:
        """Follow some work."""
        super().__init__()
        self._work = work
        self.words = label("", "muted", wraps=False)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("How far it is")
        self.stopper = button("Stop", self._stop)
        inside = row(column(self.words, self.bar, spacing=Scale.XS), self.stopper, spacing=Scale.L)
        inside.setStretch(0, 1)
        self.setLayout(inside)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()
        work.began.connect(self._begin)
        work.progressed.connect(self._show)
        work.ended.connect(self.hide)

    def _begin(self) -> None:
        self.words.setText("Beginning…")
        self.bar.setRange(0, 0)
        self.stopper.setEnabled(True)
        self.show()

    def _show(self, what: str, done: int, total: int) -> None:
        if not self.stopper.isEnabled():
            return
        self.words.setText(f"{what}…")
        self.bar.setAccessibleDescription(what)
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _stop(self) -> None:
        self.stopper.setEnabled(False)
        self.words.setText("Stopping…")
        self.bar.setRange(0, 0)
        self._work.stop()
