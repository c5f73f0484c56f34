"""One long piece of work on the library at a time, off the GUI thread, that can be stopped."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from gui.tasks import Tasks
from storage.care.looking import Progress, ShouldStop
from storage.errors import Cancelled

Result = TypeVar("Result")
Work = Callable[[Progress, ShouldStop], Result]


class CareWork(QObject):
    """Runs it in a thread of its own, so that nothing else has to wait for it.

    Signals:
        began: work has begun.
        progressed: what is done (a phrase), how far, of how much; 0 means that nobody knows.
        ended: no work is under way any more, however it ended.
    """

    began = Signal()
    progressed = Signal(str, int, int)
    ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """Wait."""
        super().__init__(parent)
        self._tasks = Tasks(self)
        self._stopped = threading.Event()
        self.is_busy = False

    def run(
        self,
        work: Work[Result],
        done: Callable[[Result], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Do some work, unless other work is under way; stopping it calls neither."""
        if self.is_busy:
            return
        self.is_busy = True
        self._stopped.clear()
        self.began.emit()

        def on_done(result: Result) -> None:
            self._end()
            done(result)

        def on_failed(error: Exception) -> None:
            self._end()
            if not isinstance(error, Cancelled):
                failed(error)

        self._tasks.run(
            lambda: work(self.progressed.emit, self._stopped.is_set), on_done, on_failed
        )

    def stop(self) -> None:
        """Ask the work to stop; it ends soon, and leaves nothing half done."""
        self._stopped.set()

    def close(self) -> None:
        """Stop, and wait for the end."""
        self.stop()
        self._tasks.close()

    def _end(self) -> None:
        self.is_busy = False
        self.ended.emit()
