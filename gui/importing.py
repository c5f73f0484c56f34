"""Bringing things into the library: one queue for all that comes in, off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from gui.session import Notice, Session
from gui.tasks import PATIENCE_S, Tasks
from gui.turns import take_turns
from storage.errors import Cancelled, PostilError
from storage.import_reports import Outcome, Report, merged
from storage.library import Library
from storage.types import ArticleId

if TYPE_CHECKING:
    from gui.clipboard import RichText
    from storage.importers.isolation import ReadingProcess
    from storage.mass_intake import Wanted

LIBRARY = ".postil"
TICK_MS = 100  # how often what the worker has done is looked at
MOST_OPENED = 3  # of so many things the first is opened; of more the shelf tells
IDLE_MS = 60_000  # the reading process is kept so long for what may come next
KEPT = 20  # batches whose failures can be tried again


@dataclass(slots=True)
class Batch:
    """Things that were asked for together; the worker fills in what becomes of them.

    `title` is what is said of it while it runs. One that is quiet opens nothing and shows no
    report by itself. One that is lasting is finished even if the window closes. `hand_back` is
    called where a single thing fails, and `after` when all is over.
    """

    title: str
    paths: tuple[Path, ...] = ()
    wanted: list[Wanted] = field(default_factory=list)
    is_quiet: bool = False
    is_lasting: bool = False
    hand_back: Callable[[Exception], None] | None = None
    after: Callable[[Report], None] | None = None
    report: Report = field(default_factory=Report)
    cancelled: Event = field(default_factory=Event)
    unexpected: list[BaseException] = field(default_factory=list)
    has_opened: bool = False

    @property
    def left(self) -> int:
        """How many things are not over; more than one while nobody has counted them."""
        return self.report.total - self.report.done if self.report.total else len(self.paths) or 1


class Importing(QObject):
    """The queue of one window; works in a thread of its own, and reads in a process.

    Signals:
        moved: more is done, or something was put into the queue; not at every step.
        stopped: the queue is empty.
        reported: a Report with failures is there to be shown.
    """

    moved = Signal()
    stopped = Signal()
    reported = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        """Work through a session."""
        super().__init__(parent)
        self._session = session
        self._tasks = Tasks(self)
        self._batches: list[Batch] = []  # the first one is under way
        self._over: list[Batch] = []  # the newest last
        self._process: ReadingProcess | None = None
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self._on_tick)
        self._idle = QTimer(self, interval=IDLE_MS, singleShot=True)
        self._idle.timeout.connect(self._end_process)

    # -- what can be asked for

    def files(self, paths: Sequence[Path]) -> None:
        """Import files, folders and archives; one thing that fails does not stop the others.

        A library among them is no article: it is offered to be opened.
        """
        libraries = [path for path in paths if path.suffix.casefold() == LIBRARY]
        if libraries:
            self._offer_library(libraries[0])
            paths = [path for path in paths if path not in libraries]
        if paths:
            title = paths[0].name if len(paths) == 1 else f"{len(paths):,} files"
            self.run(Batch(title, tuple(paths)))

    def _offer_library(self, path: Path) -> None:
        from gui.launching import start_another

        said = f"“{path.name}” is a library, not an article."
        opens = partial(start_another, path)
        self._session.noticed.emit(Notice(said, "info", "Open it in another window", opens))

    def text(self, text: str, *, title: str = "") -> None:
        """Make an article of a text and open it; the text is handed back if that fails."""
        from storage.importers.reading import read_text
        from storage.mass_intake import Wanted

        wanted = Wanted("the text", lambda _: read_text(text, title=title))
        self.run(
            Batch(
                "the text",
                wanted=[wanted],
                is_lasting=True,
                hand_back=partial(self._hand_back, text),
            )
        )

    def rich_text(self, rich: RichText, *, title: str = "") -> None:
        """Make an article of formatted text and open it; handed back as `text` is."""
        from gui.clipboard import reading_of
        from storage.mass_intake import Wanted

        self.run(
            Batch(
                "the text",
                wanted=[Wanted("the text", partial(reading_of, rich, title))],
                is_lasting=True,
                hand_back=partial(self._hand_back, rich.text),
            )
        )

    def take(self, wanted: Sequence[Wanted], title: str) -> None:
        """Import things of any kind."""
        if wanted:
            self.run(Batch(title, wanted=list(wanted)))

    def try_again(self, report: Report) -> None:
        """Import once more what failed in a report."""
        wanted = self.failed(report)
        self.take(wanted, wanted[0].name if len(wanted) == 1 else f"{len(wanted):,} again")

    def failed(self, report: Report) -> list[Wanted]:
        """Give what can be tried again of a report; none once it is long over."""
        found = [batch.wanted for batch in self._over if batch.report is report]
        return [found[0][o.number] for o in report.of("failed") if found and o.number >= 0]

    def run(self, batch: Batch) -> None:
        """Put a batch into the queue."""
        self._batches.append(batch)
        self._idle.stop()
        if not self._tick.isActive():
            self._tick.start()
            take_turns(self, busy=True)
        path, process = self._session.library.path, self._reading()
        self._tasks.run(
            lambda: _take_in(batch, path, process),
            lambda _: self._on_over(batch),
            lambda error: self._on_over(batch, error),
            is_lasting=batch.is_lasting,
        )
        self.moved.emit()

    # -- how it stands

    @property
    def is_busy(self) -> bool:
        """Whether anything is under way or waits."""
        return bool(self._batches)

    @property
    def left(self) -> int:
        """How many things would be dropped if the window closed now."""
        return sum(batch.left for batch in self._batches if not batch.is_lasting)

    def report(self) -> Report:
        """Give what has become of all that is in the queue now."""
        return merged(batch.report for batch in self._batches)

    def last_report(self) -> Report | None:
        """Give the report of what was over last, None before that."""
        return self._over[-1].report if self._over else None

    def open(self, article: ArticleId) -> None:
        """Open an article that a report names."""
        self._session.open(article)

    def sentence(self) -> str:
        """Say where the queue is."""
        if not self._batches:
            return ""
        report, batch = self.report(), self._batches[0]
        if batch.cancelled.is_set():
            return "Stopping…"
        if not batch.report.total:
            return f"Looking through {batch.title}…" if batch.paths else f"Reading {batch.title}…"
        if report.total == 1:
            return f"Reading {batch.title}…"
        said = f"Reading {min(report.done + 1, report.total):,} of {report.total:,}"
        failed = report.counts().get("failed", 0)
        return f"{said} · {failed:,} could not be read" if failed else said

    # -- ending it

    def cancel(self) -> None:
        """Stop: what is being read is dropped, what has been read is written whole."""
        for batch in self._batches:
            if not batch.is_lasting:
                batch.cancelled.set()
        if self._process is not None and self._batches and not self._batches[0].is_lasting:
            self._process.cancel()
        self.moved.emit()

    def close(self) -> None:
        """Stop and wait until nothing is under way; pasted texts are still written."""
        self._tick.stop()
        self._idle.stop()
        take_turns(self, busy=False)
        self.cancel()
        self._tasks.close()
        self._end_process()

    # -- inside

    def _reading(self) -> ReadingProcess:
        if self._process is None:
            from storage.importers.isolation import ReadingProcess

            self._process = ReadingProcess()
        return self._process

    def _end_process(self) -> None:
        if self._process is not None:
            self._process.close()

    def _on_tick(self) -> None:
        for batch in self._batches[:1]:
            self._open_first(batch)
        self.moved.emit()

    def _on_over(self, batch: Batch, error: Exception | None = None) -> None:
        self._batches.remove(batch)
        report = batch.report
        report.is_cancelled = batch.cancelled.is_set()
        self._session.look()
        self._open_first(batch)
        self._over = [*self._over[1 - KEPT :], batch]
        self.moved.emit()
        if batch.after is not None:
            batch.after(report)
        self._tell(batch, error)
        if not self._batches:
            self._tick.stop()
            take_turns(self, busy=False)
            self._idle.start()
            self.stopped.emit()
        for unexpected in batch.unexpected[:1]:
            raise unexpected

    def _open_first(self, batch: Batch) -> None:
        if batch.is_quiet or batch.has_opened or not 0 < batch.report.total <= MOST_OPENED:
            return
        first = next((o for o in batch.report.outcomes if o.articles), None)
        if first is not None:
            batch.has_opened = True
            self._session.look()
            self._session.open(first.articles[0])

    def _tell(self, batch: Batch, error: Exception | None) -> None:
        report, session = batch.report, self._session
        if error is not None and not isinstance(error, Cancelled):
            session.tell(error)
        elif batch.is_quiet:
            self._tell_quietly(batch)
        elif report.is_cancelled and report.total == 1:
            session.noticed.emit(Notice(f"{batch.title} was not imported."))
        elif report.is_cancelled:
            session.noticed.emit(Notice(report.sentence(), "info", *self._showing(report)))
        elif report.total == 1 and report.outcomes:
            self._tell_one(batch, report.outcomes[0])
        elif report.of("failed"):
            session.noticed.emit(Notice(report.sentence(), "warning", *self._showing(report)))
            self.reported.emit(report)
        else:
            session.noticed.emit(Notice(report.sentence(), "success", *self._showing(report)))

    def _tell_one(self, batch: Batch, outcome: Outcome) -> None:
        session = self._session
        if outcome.fate == "failed":
            if batch.unexpected:
                return  # the report window tells
            failed = PostilError(outcome.sentence)
            (batch.hand_back or session.tell)(failed)
        elif outcome.fate == "already there":
            session.noticed.emit(Notice("The library has this article already; here it is."))
        else:
            words = {
                "added": f"Added “{outcome.sentence}”.",
                "new version": f"“{outcome.sentence}” has changed; this is its new text.",
            }
            said = words.get(outcome.fate, outcome.sentence)
            session.announce(" ".join((said, *outcome.notices)))

    def _tell_quietly(self, batch: Batch) -> None:
        report, counts = batch.report, batch.report.counts()
        said = f"{batch.title}: {report.sentence()}"
        if counts.get("added") or counts.get("new version"):
            self._session.noticed.emit(Notice(said, "success", *self._showing(report)))
        elif counts.get("failed"):
            self._session.noticed.emit(Notice(said, "warning", *self._showing(report)))

    def _showing(self, report: Report) -> tuple[str, Callable[[], None]]:
        return "Show report", lambda: self.reported.emit(report)

    def _hand_back(self, text: str, error: Exception) -> None:
        self._session.noticed.emit(
            Notice(
                str(error),
                "warning",
                "Copy the text",
                lambda: QGuiApplication.clipboard().setText(text),
            )
        )


def _take_in(batch: Batch, path: Path, process: ReadingProcess) -> None:
    """Do a batch, in the worker."""
    from storage.mass_intake import Intaking, Tools, things_in

    tools = Tools(process, batch.cancelled.is_set)
    if batch.cancelled.is_set():
        return
    process.renew()
    if batch.paths:
        wanted, report = things_in(batch.paths, tools)
        batch.wanted = wanted
        batch.report.outcomes += report.outcomes
        batch.report.left_out = report.left_out
        batch.report.total = report.total
    else:
        batch.report.total = len(batch.wanted)
    if not batch.wanted:
        return
    with Library.open(path, create=False, busy_timeout_s=PATIENCE_S) as library:
        Intaking(tools, batch.report.outcomes.append, batch.unexpected.append).take_in(
            library, batch.wanted
        )
