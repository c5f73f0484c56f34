"""Work off the GUI thread, in one worker or loose; answers are delivered where widgets live."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from threading import Thread
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

Result = TypeVar("Result")

PATIENCE_S = 20.0  # for the library's lock: the worker may wait, the window may not


class _Answers(QObject):
    """Does work and calls back in the thread of the GUI, until it is closed."""

    _answered = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._closed = False
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

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
            with suppress(RuntimeError):  # the window has gone since
                self._answered.emit(callback)

    @Slot(object)
    def _deliver(self, callback: Callable[[], None]) -> None:
        if not self._closed:
            callback()


class Tasks(_Answers):
    """Runs functions one after another in a worker thread.

    What a function needs is passed in; it touches no widget and no object of the GUI thread. A
    library is opened anew inside it.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        """Start without a thread; the first task makes it."""
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="postil-worker")
        self._droppable: list[Future[None]] = []

    def run(
        self,
        work: Callable[[], Result],
        done: Callable[[Result], None],
        failed: Callable[[Exception], None],
        *,
        is_lasting: bool = False,
    ) -> None:
        """Do the work in the worker, then call `done` or `failed` in this thread.

        Work that is lasting is done even if the window closes first: it saves what exists nowhere
        else, such as a pasted text.
        """
        future = self._pool.submit(self._work, work, done, failed)
        if not is_lasting:
            self._droppable = [other for other in self._droppable if not other.done()]
            self._droppable.append(future)

    def close(self) -> None:
        """Wait for the task that runs and for lasting ones, drop the others, deliver nothing."""
        self._closed = True
        for future in self._droppable:
            future.cancel()
        self._pool.shutdown(wait=True)


class LooseTasks(_Answers):
    """Runs each function in a thread that nobody waits for: one may hang, and must save nothing."""

    def run(
        self,
        work: Callable[[], Result],
        done: Callable[[Result], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Do the work in a thread, then call `done` or `failed` in this one."""
        Thread(target=self._work, args=(work, done, failed), daemon=True).start()

    def close(self) -> None:
        """Deliver nothing from now on."""
        self._closed = True
