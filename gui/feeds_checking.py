"""Feeds in a window: followed and checked in a worker, and looked at by a timer."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from gui.session import Notice, Session
from gui.tasks import PATIENCE_S, Tasks
from storage.errors import Cancelled, LocalAddress, NotFound, Offline, PostilError
from storage.library import Library
from storage.printing import counted
from storage.types import FeedId

if TYPE_CHECKING:
    from storage.importers.isolation import ReadingProcess

SOON_MS = 4_000  # after the window opened
LOOK_MS = 60_000  # between looks for feeds whose time has come
TICK_MS = 150  # how often what the worker has done is looked at
MOST_AT_ONCE = 200  # feeds of one look; the others come with the next


@dataclass(slots=True)
class Job:
    """Feeds that are checked together, an address or a list to follow.

    The worker fills in the rest.
    """

    feeds: Sequence[FeedId] = ()
    address: str = ""
    listed: Path | None = None
    allow_local: bool = False
    is_quiet: bool = False
    cancelled: Event = field(default_factory=Event)
    done: int = 0
    new: int = 0
    changed: int = 0
    feeds_with_new: int = 0
    failed: int = 0
    without_page: list[str] = field(default_factory=list)  # why, for each new article of these
    followed: FeedId | None = None
    was_known: bool = False
    said: str = ""  # what came of a list
    problem: PostilError | None = None

    @property
    def can_be_allowed(self) -> bool:
        """Whether the address to follow is at home, so that the reader can say "anyway"."""
        from storage.web.hosts import is_named

        found = self.problem
        return isinstance(found, LocalAddress) and is_named(found.host, self.address)

    def sentence(self) -> str:
        """Say where it is."""
        if self.cancelled.is_set():
            return "Stopping…"
        if self.address:
            return f"Looking for a feed at {self.address.partition('//')[2] or self.address}…"
        if self.listed is not None:
            return f"Reading {self.listed.name}…"
        if len(self.feeds) == 1:
            return "Checking the feed…"
        return f"Checking {min(self.done + 1, len(self.feeds)):,} of {len(self.feeds):,} feeds…"

    def result(self) -> str:
        """Say what came of a check."""
        if not (self.new or self.changed or self.failed):
            return "Nothing new."
        said = []
        if self.new:
            number = self.feeds_with_new
            source = "" if number == 1 and len(self.feeds) == 1 else f" from {_feeds(number)}"
            said.append(f"{counted(self.new, 'new article')}{source}.")
        if self.changed:
            verb = "has" if self.changed == 1 else "have"
            said.append(f"{counted(self.changed, 'article')} {verb} a new text.")
        if self.without_page:
            from storage.feed_checking import without_page_sentence

            said.append(without_page_sentence(self.without_page))
        if self.failed:
            said.append(f"{_feeds(self.failed)} could not be checked; the list says why.")
        return " ".join(said)


class FeedChecks(QObject):
    """What a window does with feeds.

    Signals:
        moved: where the work is has changed; see `sentence`.
        over: a Job has ended, and what it found is in the library.
    """

    moved = Signal()
    over = Signal(object)

    def __init__(
        self, session: Session, parent: QObject | None = None, *, soon_ms: int = SOON_MS
    ) -> None:
        """Begin to look for feeds whose time has come."""
        super().__init__(parent)
        self._session = session
        self._tasks = Tasks(self)
        self._jobs: list[Job] = []
        self._process: ReadingProcess | None = None
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self.moved)
        self._timer = QTimer(self, interval=soon_ms)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    @property
    def is_busy(self) -> bool:
        """Whether something is under way that the reader asked for."""
        return any(not job.is_quiet for job in self._jobs)

    def sentence(self) -> str:
        """Say what is under way, "" if nothing is."""
        return next((job.sentence() for job in self._jobs if not job.is_quiet), "")

    def look(self) -> None:
        """Check the feeds whose time has come, quietly."""
        self._timer.setInterval(LOOK_MS)
        if self._jobs:
            return
        try:
            feeds = self._session.library.feeds
            due = [feed.id for feed in feeds.due(feeds.now())[:MOST_AT_ONCE]]
        except PostilError:
            return  # busy; the next look will see
        if due:
            self._run(Job(due, is_quiet=True))

    def check(self, feeds: Sequence[FeedId]) -> None:
        """Check feeds now."""
        if feeds:
            self._run(Job(tuple(feeds)))

    def follow(self, address: str, *, allow_local: bool = False) -> None:
        """Follow the feed at an address, or the one that the page there offers."""
        self._run(Job(address=address, allow_local=allow_local))

    def follow_list(self, path: Path) -> None:
        """Follow the feeds of a list from another program; they are checked when that is done."""
        self._run(Job(listed=path))

    def cancel(self) -> None:
        """Stop; what has come in stays."""
        for job in self._jobs:
            job.cancelled.set()
        if self._process is not None:
            self._process.cancel()
        self.moved.emit()

    def stop(self) -> None:
        """Stop for good and wait until nothing is under way."""
        self._timer.stop()
        self._tick.stop()
        self.cancel()
        self._tasks.close()

    # -- inside

    def _run(self, job: Job) -> None:
        self._jobs.append(job)
        self._tick.start()
        self._tasks.run(
            partial(self._work, job, self._session.library.path),
            lambda _: self._on_over(job),
            lambda error: self._on_over(job, error),
        )
        self.moved.emit()

    def _work(self, job: Job, path: Path) -> None:
        """Do a job, in the worker."""
        from storage.feed_checking import READING_S
        from storage.importers.isolation import ReadingProcess

        if job.cancelled.is_set():
            return
        with (
            closing(ReadingProcess(time_limit_s=READING_S)) as self._process,
            Library.open(path, create=False, busy_timeout_s=PATIENCE_S) as library,
        ):
            try:
                work = _follow if job.address else _follow_list if job.listed else _check
                work(job, library, self._process)
            except Cancelled:
                job.cancelled.set()
            except PostilError as problem:
                job.problem = problem

    def _on_over(self, job: Job, error: Exception | None = None) -> None:
        self._jobs.remove(job)
        if not self._jobs:
            self._tick.stop()
        self._session.look()
        self.moved.emit()
        self.over.emit(job)
        if error is not None:
            self._session.tell(error)
        elif job.problem is not None:
            self._tell_problem(job, job.problem)
        elif not job.cancelled.is_set():
            self._tell(job)
        if job.said:
            self.look()

    def _tell(self, job: Job) -> None:
        session = self._session
        if job.followed is not None:
            try:
                name = session.library.feeds.get(job.followed).name
            except NotFound:
                return  # unfollowed since
            if job.was_known:
                session.noticed.emit(Notice(f"You follow “{name}” already."))
            else:
                session.announce(
                    f"You follow “{name}” now: {counted(job.new, 'new article')} of it."
                )
        elif job.said:
            session.noticed.emit(Notice(job.said, "success"))
        elif job.new or job.changed:
            session.noticed.emit(Notice(job.result(), "success"))
        elif not job.is_quiet:
            session.noticed.emit(Notice(job.result(), "warning" if job.failed else "info"))

    def _tell_problem(self, job: Job, problem: PostilError) -> None:
        if job.can_be_allowed:
            anyway = partial(self.follow, job.address, allow_local=True)
            self._session.noticed.emit(Notice(str(problem), "warning", "Follow it anyway", anyway))
        elif not (job.is_quiet and isinstance(problem, Offline)):
            self._session.tell(problem)


def _check(job: Job, library: Library, process: ReadingProcess) -> None:
    from storage.feed_checking import check

    for feed in job.feeds:
        try:
            found = check(
                library, library.feeds.get(feed), process, is_cancelled=job.cancelled.is_set
            )
        except NotFound:
            continue  # no longer followed
        job.done += 1
        job.new += len(found.added)
        job.changed += len(found.changed)
        job.feeds_with_new += bool(found.added)
        job.failed += bool(found.error)
        job.without_page += found.without_page


def _follow(job: Job, library: Library, process: ReadingProcess) -> None:
    from storage.feed_checking import followed_at

    followed, found = followed_at(
        library,
        job.address,
        process,
        allow_local=job.allow_local,
        is_cancelled=job.cancelled.is_set,
    )
    job.followed, job.was_known, job.new = followed.id, not followed.is_new, len(found.added)


def _follow_list(job: Job, library: Library, process: ReadingProcess) -> None:
    from storage.importers.files import source_in
    from storage.subscriptions import follow_all

    assert job.listed is not None
    source = source_in(job.listed)
    listed = process.ask("subscriptions_in", source.data, source.name, name=source.name)
    job.said = follow_all(library, listed)


def _feeds(number: int) -> str:
    return counted(number, "feed")
