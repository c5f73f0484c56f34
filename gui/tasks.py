"""Work off the GUI thread: one worker, answers delivered where widgets live."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

Result = TypeVar("Result")


class Tasks(QObject):
    """Runs functions one after another in a worker thread.

    What a function needs is passed in; it touches no widget and no object of the GUI thread. A
    library is opened anew inside it.
    """

    busy_changed = Signal(bool)
    _answered = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Start without a thread; the first task makes it."""
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="postil-worker")
        self._waiting = 0
        self._closed = False
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[], Result],
        done: Callable[[Result], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Do the work in the worker, then call `done` or `failed` in this thread."""
        self._waiting += 1
        if self._waiting == 1:
            self.busy_changed.emit(True)
        self._pool.submit(self._work, work, done, failed)

    def tell(self, callback: Callable[[], None]) -> None:
        """From inside a task: call something in the GUI thread, such as a step of progress."""
        if not self._closed:
            self._answered.emit((callback, False))

    def close(self) -> None:
        """Wait for the task that runs, drop the ones that wait, deliver nothing more."""
        self._closed = True
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _work(
        self,
        work: Callable[[], Result],
        done: Callable[[Result], None],
        failed: Callable[[Exception], None],
    ) -> None:
        try:
            result = work()
        except Exception as caught:  # every failure of a task is told in the GUI thread
            error = caught
            self._finish(lambda: failed(error))
        else:
            self._finish(lambda: done(result))

    def _finish(self, callback: Callable[[], None]) -> None:
        if not self._closed:
            self._answered.emit((callback, True))

    @Slot(object)
    def _deliver(self, answer: tuple[Callable[[], None], bool]) -> None:
        callback, is_last = answer
        if is_last:
            self._waiting -= 1
            if self._waiting == 0:
                self.busy_changed.emit(False)
        if not self._closed:
            callback()
