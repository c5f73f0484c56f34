"""Finding quotes and names beside the window: the open article at once, then all the others."""

from __future__ import annotations

from threading import Event

from PySide6.QtCore import QObject, QTimer, Signal

from gui.finding_lane import Job, Lane
from gui.importing import Importing
from gui.session import Notice, Session
from storage.errors import Bug, LibraryBusy, PostilError
from storage.journal import ChangeSet
from storage.printing import counted
from storage.types import TextId

OPENED_MS = 80  # who leafs through the shelf starts nothing
QUEUE_MS = 3_000  # after the start, and after something came in
TICK_MS = 500  # how often it is looked at how far the queue is

HURRIED, PATIENT = 5, 15  # niceness: for the open article, for the rest of the library


class Finding(QObject):
    """What a window finds; it begins with `start`.

    The open article has a thread and a process of its own, with a higher priority than the queue
    over the rest of the library: it need not wait for a book that is under way there, and nothing
    of that is lost.

    Signals:
        moved: the queue is further, has begun, ended or stopped.
    """

    moved = Signal()

    def __init__(self, session: Session, importing: Importing, parent: QObject) -> None:
        """Wait for `start`."""
        super().__init__(parent)
        self._session = session
        self._importing = importing
        self._is_started = False
        self._has_told = False
        self._is_wanted = False  # the queue, since it was looked at last
        self._taken: set[TextId] = set()
        self._held = Event()
        path = session.library.path
        self.now = Lane(path, HURRIED, self)
        self.later = Lane(path, PATIENT, self)
        self.now.over.connect(self._on_found)
        self.later.over.connect(self._on_queue_over)
        self._soon = QTimer(self, interval=OPENED_MS, singleShot=True)
        self._soon.timeout.connect(self._look_at_open)
        self._queue = QTimer(self, interval=QUEUE_MS, singleShot=True)
        self._queue.timeout.connect(self._work_off)
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self.moved)

    # -- how it stands

    @property
    def is_on(self) -> bool:
        """Whether articles are looked through without being asked."""
        return self._session.settings.flag("find", default=True)

    @property
    def is_paused(self) -> bool:
        """Whether the queue is."""
        return self._session.settings.flag("finding_paused", default=False)

    @property
    def engine(self) -> str:
        """The spaCy model that names are taken from; "" for Postil's own finder."""
        return self._session.settings.text("finding_engine")

    @property
    def left(self) -> int:
        """How many texts the queue has still to do, 0 when it is not at work."""
        job = self.later.job
        return max(0, job.articles - job.before - job.done) if job and self.later.is_busy else 0

    def progress(self) -> tuple[int, int]:
        """Give how many articles are looked through and how many there are, as last counted."""
        job = self.later.job
        return (min(job.before + job.done, job.articles), job.articles) if job else (0, 0)

    # -- what it does

    def start(self) -> None:
        """Begin: the open article, soon the rest, and then whatever comes in."""
        if self._is_started:
            return
        self._is_started = True
        session, importing = self._session, self._importing
        session.opened.connect(self._soon.start)
        session.changed.connect(self._on_changed)
        importing.moved.connect(self._on_import)
        importing.stopped.connect(self._on_import)
        self._look_at_open()
        self._want_queue()

    def find_again(self) -> None:
        """Look the open article through once more, whatever the settings say."""
        self._look_at_open(again=True)

    def pause(self, paused: bool) -> None:
        """Stop the queue over the rest of the library, or let it go on; it is remembered."""
        self._session.settings.set_flag("finding_paused", paused)
        if paused:
            self.later.stop()
        else:
            self._work_off()
        self.moved.emit()

    def turn(self, on: bool) -> None:
        """Say whether articles are looked through without being asked; it is remembered."""
        self._session.settings.set_flag("find", on)
        if on:
            self._look_at_open()
            self._work_off()
        else:
            self.now.stop()
            self.later.stop()
        self.moved.emit()

    def choose_engine(self, engine: str) -> None:
        """Take names from a spaCy model from now on, "" from Postil's own; it is remembered.

        Articles are looked through anew; what the reader has decided stays.
        """
        self._session.settings.set_text("finding_engine", engine)
        self._has_told = False
        self.now.stop()
        self.later.stop()
        self._look_at_open()
        self._want_queue()

    def close(self) -> None:
        """Stop, and wait until nothing is under way."""
        for timer in (self._soon, self._queue, self._tick):
            timer.stop()
        self._is_started = False
        self.now.close()
        self.later.close()

    # -- inside

    def _look_at_open(self, again: bool = False) -> None:
        text = self._session.text
        if text is None or not (again or self.is_on):
            return
        job = self.now.job
        is_at_it = self.now.is_busy and job is not None and not job.stopped.is_set()
        if is_at_it and job is not None and job.text == text.id and not again:
            return
        if not again and self._is_done(text.id):
            self.now.stop()
            return
        self._taken.clear()
        self._taken.add(text.id)
        self.now.begin(Job(text.id, again, self.engine))

    def _is_done(self, text: TextId) -> bool:
        from storage.finders.detector import detector_with

        try:
            run = self._session.library.findings.run_of(text)
        except PostilError:
            return False  # the worker will say why
        return run is not None and (run.detector, run.version) == detector_with(self.engine)

    def _want_queue(self) -> None:
        self._is_wanted = True
        if self._is_started and not self._queue.isActive():
            self._queue.start()

    def _work_off(self) -> None:
        if not self._is_started or self.is_paused or not self.is_on:
            return
        self._is_wanted = self.later.is_busy
        if self.later.is_busy:
            return
        self._tick.start()
        self.later.begin(Job(engine=self.engine, taken=self._taken, held=self._held))
        self.moved.emit()

    def _on_changed(self, changes: ChangeSet) -> None:
        if changes.touches("article"):
            self._soon.start()  # the open article may have another text now
            self._want_queue()

    def _on_import(self) -> None:
        """Let an import have the machine for itself."""
        if self._importing.is_busy:
            self._held.set()
        else:
            self._held.clear()

    def _on_found(self, job: Job, error: Exception | None) -> None:
        if job.text is not None:
            self._taken.discard(job.text)
        self._session.look()
        if job.stopped.is_set() or isinstance(error, LibraryBusy):
            self._want_queue()  # for what was not done
        elif error is None and job.again and job.text is not None:
            self._session.noticed.emit(self._told(job.text))
        self._tell(job, error)

    def _on_queue_over(self, job: Job, error: Exception | None) -> None:
        self._tick.stop()
        if self._is_wanted or isinstance(error, LibraryBusy):
            self._want_queue()
        self.moved.emit()
        self._tell(job, error)

    def _told(self, text: TextId) -> Notice:
        library = self._session.library
        run = library.findings.run_of(text)
        if run is not None and run.missing:
            return Notice(run.missing)
        quotes, names = library.quotes.count(text), library.entities.count(text)
        return Notice(f"Found {counted(quotes, 'quote')} and {counted(names, 'name')}.", "success")

    def _tell(self, job: Job, error: Exception | None) -> None:
        """Say what went wrong, once: a full disk is not told for each article."""
        if error is None and job.unexpected:
            error = Bug(job.unexpected[0])
        if error is None or isinstance(error, LibraryBusy) or (self._has_told and not job.again):
            return
        self._has_told = True
        self._session.tell(error)
