"""One thread that has texts looked through by one process, and writes what was found."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from gui.tasks import Tasks
from gui.turns import take_turns
from storage.errors import Cancelled
from storage.library import Library
from storage.types import TextId

if TYPE_CHECKING:
    from storage.finders.isolation import FindingProcess

IDLE_MS = 20_000  # a process is kept so long for what may come next
BUSY_S = 0.2  # for the library's lock, each time; then others go first for a while
HELD_S = 0.25  # how often the queue looks whether it may go on


@dataclass(slots=True)
class Job:
    """One text to be looked through, or with `text` None all that are open.

    The worker fills in the rest: how many articles there are, how many were done before it began,
    how many it did. `taken` are texts that others do; while `held` is set the worker waits.
    """

    text: TextId | None = None
    again: bool = False
    engine: str = ""
    taken: set[TextId] = field(default_factory=set)
    held: Event = field(default_factory=Event)
    stopped: Event = field(default_factory=Event)
    articles: int = 0
    before: int = 0
    done: int = 0
    is_over: bool = False
    unexpected: list[str] = field(default_factory=list)


class Lane(QObject):
    """A thread with a finding process, one job at a time; the process ends when it is idle.

    Signals:
        over: a Job has ended, with what came in its way or None.
    """

    over = Signal(object, object)

    def __init__(self, path: Path, niceness: int, parent: QObject) -> None:
        """Work on the library at a path; nothing is started yet."""
        super().__init__(parent)
        self.job: Job | None = None
        self._path = path
        self._niceness = niceness
        self._tasks = Tasks(self)
        self._process: FindingProcess | None = None
        self._idle = QTimer(self, interval=IDLE_MS, singleShot=True)
        self._idle.timeout.connect(self._end_process)

    @property
    def is_busy(self) -> bool:
        """Whether a job is under way."""
        return self.job is not None and not self.job.is_over

    @property
    def pid(self) -> int | None:
        """The number of the process; None while there is none."""
        return self._process.pid if self._process is not None else None

    def begin(self, job: Job) -> None:
        """Do a job; one that is under way is stopped."""
        self.stop()
        self._idle.stop()
        self.job = job
        take_turns(self, busy=True)
        self._tasks.run(
            lambda: self._work(job),
            lambda _: self._on_over(job, None),
            lambda error: self._on_over(job, error),
        )

    def stop(self) -> None:
        """Stop what is under way; what is half done counts as not done."""
        if self.is_busy and self.job is not None:
            self.job.stopped.set()
            if self._process is not None:
                self._process.cancel()

    def close(self) -> None:
        """Stop, and wait until nothing is under way."""
        self.stop()
        self._idle.stop()
        self._tasks.close()
        take_turns(self, busy=False)
        self._end_process()

    def _work(self, job: Job) -> None:
        """Do a job, in the worker."""
        from storage.finders.isolation import FindingProcess

        if self._process is None:
            self._process = FindingProcess(niceness=self._niceness)
        self._process.renew()
        if not job.stopped.is_set():  # else there was perhaps no process to stop, or it was renewed
            _find(job, self._path, self._process)

    def _on_over(self, job: Job, error: Exception | None) -> None:
        job.is_over = True
        if not self.is_busy:
            take_turns(self, busy=False)
            self._idle.start()
        self.over.emit(job, error)

    def _end_process(self) -> None:
        if self._process is not None:
            self._process.close()
            self._process = None


def _find(job: Job, path: Path, process: FindingProcess) -> None:
    from storage.finders.detector import detector_with
    from storage.mass_finding import LookingThrough

    def moved(done: int) -> None:
        job.done = done
        while job.held.is_set() and not job.stopped.wait(HELD_S):
            pass

    with Library.open(path, create=False, busy_timeout_s=BUSY_S) as library:
        finding = LookingThrough(
            library, process, job.stopped, engine=job.engine, unexpected=job.unexpected.append
        )
        try:
            if job.text is not None:
                job.done = int(finding.look_through(job.text, again=job.again))
            else:
                count = library.findings.count(*detector_with(job.engine))
                job.articles, job.before = count.articles, count.articles - count.open
                finding.work_off(moved, taken=job.taken)
        except Cancelled:
            return
