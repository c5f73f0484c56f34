"""Work off the GUI thread, in one worker or loose; answers are delivered where widgets live."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from threading import Thread, current_thread
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from gui.turns import take_turns

Result = TypeVar("Result")

PATIENCE_S = 20.0  # for the library's lock: the worker may wait, the window may not


@dataclass(frozen=True, slots=True)
class _Job:
    work: Callable[[], Any]
    done: Callable[[Any], None]
    failed: Callable[[Exception], None]


class Answers(QObject):
    """Does work and calls back in the thread of the GUI, until it is closed.

    What a job refers to, a dialog perhaps, is let go in that thread too: the other one knows it by
    its number only. A widget that ended with a reference there would take the program with it.
    """

    _answered = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._closed = False
        self._unwanted: set[int] = set()  # being worked on, and not to be answered
        self._jobs: dict[int, _Job] = {}
        self._numbers = count()
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def _add(
        self,
        work: Callable[[], Result],
        done: Callable[[Result], None],
        failed: Callable[[Exception], None],
    ) -> int:
        number = next(self._numbers)
        self._jobs[number] = _Job(work, done, failed)
        return number

    def _work(self, number: int) -> None:
        """Do a job, in another thread."""
        take_turns(current_thread(), busy=True)
        try:
            result = self._jobs[number].work()
        except Exception as caught:  # every failure of a task is told in the GUI thread
            self._finish((number, None, caught))
        else:
            self._finish((number, result, None))
        finally:
            take_turns(current_thread(), busy=False)

    def _finish(self, answer: tuple[int, object, Exception | None]) -> None:
        if not self._closed:
            with suppress(RuntimeError):  # the window has gone since
                self._answered.emit(answer)

    @Slot(object)
    def _deliver(self, answer: tuple[int, object, Exception | None]) -> None:
        number, result, error = answer
        job = self._jobs.pop(number, None)
        if number in self._unwanted:
            self._unwanted.remove(number)
            return
        if self._closed or job is None:
            return
        if error is None:
            job.done(result)
        else:
            job.failed(error)


class Tasks(Answers):
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
        future = self._pool.submit(self._work, self._add(work, done, failed))
        if not is_lasting:
            self._droppable = [other for other in self._droppable if not other.done()]
            self._droppable.append(future)

    def close(self) -> None:
        """Wait for the task that runs and for lasting ones, drop the others, deliver nothing."""
        self._closed = True
        for future in self._droppable:
            future.cancel()
        self._pool.shutdown(wait=True)
        self._jobs.clear()


class LooseTasks(Answers):
    """Runs each function in a thread that nobody waits for: one may hang, and must save nothing."""

    def run(
        self,
        work: Callable[[], Result],
        done: Callable[[Result], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Do the work in a thread, then call `done` or `failed` in this one."""
        Thread(target=self._work, args=(self._add(work, done, failed),), daemon=True).start()

    def close(self) -> None:
        """Deliver nothing from now on."""
        self._closed = True
