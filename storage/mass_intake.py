"""Taking many things into a library: each is read in a process of its own, some written at once.

One thread reads ahead while the caller's thread writes. What has been read is written whole or not
at all; a thing that fails, whatever the reason, never stops the others.
"""

from __future__ import annotations

import uuid
from collections import Counter, deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from time import monotonic

from storage.errors import Cancelled, ImportFailed, LibraryBusy, LibraryError, PostilError
from storage.import_reports import Outcome, Report
from storage.importers.archive import TOO_MUCH
from storage.importers.files import shown
from storage.importers.gathering import Gathered, Refused, Thing, entry_parts, gather
from storage.importers.isolation import ReadingProcess
from storage.intake import Intake, export_in, exports_in, label_of, put, take_in, take_in_export
from storage.library import Library
from storage.types import ImportedArticle

Result = ImportedArticle | Callable[[Library], Intake]
AHEAD = 2  # things that are read before they can be written
TOGETHER = 25  # articles in one transaction, so that 1,000 do not fill the history of undo
TOGETHER_BYTES = 30_000_000  # of originals that wait to be written
WAIT_S = 0.3  # that an article which has been read waits for company
LABEL_OF_MANY = "Add articles"
MOST_BOMBS = 3  # in a row in one archive; to find that an entry unpacks to too much takes a second
UNEXPECTED = "{} could not be read; Postil met an error that it did not expect."


@dataclass(frozen=True, slots=True)
class Tools:
    """What work on a thing gets: the process that reads files, and whether to stop."""

    process: ReadingProcess
    is_cancelled: Callable[[], bool] = lambda: False


Work = Callable[[Tools], Result]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Something to be imported; `work` reads it, or gives what writes it by itself.

    `work` raises PostilError, in words for the reader. `archive` is the file that it lies in, and
    `path` the file in any case.
    """

    name: str
    work: Work
    archive: Path | None = None
    path: Path | None = None


@dataclass(slots=True)
class Intaking:
    """One import: what it works with, and whom it tells; `tell` is called in the writing thread.

    `unexpected` gets errors that are ours; the thing counts as failed.
    """

    tools: Tools
    tell: Callable[[Outcome], None]
    unexpected: Callable[[BaseException], None] = lambda _: None
    _waiting: list[tuple[int, Wanted, ImportedArticle]] = field(default_factory=list)
    _since: float = 0.0
    _series: str = ""  # of an import of many things, which is one step for undo
    _bombs: Counter[Path | None] = field(default_factory=Counter)  # refused in a row
    _rest: Counter[Path] = field(default_factory=Counter)  # not tried after these

    def take_in(self, library: Library, wanted: Sequence[Wanted]) -> None:
        """Take everything in; what is under way when it is cancelled is finished or dropped.

        Raises: LibraryError if the library can take nothing more.
        """
        coming = enumerate(wanted)
        self._series = uuid.uuid4().hex if len(wanted) > 1 else ""
        ahead: deque[tuple[int, Wanted, Future[Result]]] = deque()
        with ThreadPoolExecutor(1, thread_name_prefix="postil-reading") as pool:
            try:
                while True:
                    while len(ahead) < AHEAD and (following := next(coming, None)) is not None:
                        number, one = following
                        ahead.append((number, one, pool.submit(self._done, one)))
                    if not ahead or self.tools.is_cancelled():
                        break
                    number, one, future = ahead.popleft()
                    if self._waiting and not wait([future], WAIT_S).done:
                        self._write(library)
                    self._on_read(library, number, one, future)
            except BaseException:  # such as Ctrl+C: what is being read is not waited for
                self.tools.process.cancel()
                raise
            finally:
                for _, _, future in ahead:
                    future.cancel()
        self._write(library)
        for archive, count in self._rest.items():
            name = shown(archive.name)
            self.tell(Outcome(name, "failed", _rest_refused(name, count), things=count))

    def _done(self, wanted: Wanted) -> Result:
        """Do the work on a thing, in the thread that reads."""
        if self.tools.is_cancelled():
            raise Cancelled(f"{wanted.name} was not read.")
        if wanted.archive is not None and self._bombs[wanted.archive] >= MOST_BOMBS:
            raise ImportFailed(f"{wanted.name} {TOO_MUCH}.")
        return wanted.work(self.tools)

    def _on_read(
        self, library: Library, number: int, wanted: Wanted, future: Future[Result]
    ) -> None:
        try:
            error = future.exception()
        except CancelledError:
            return
        if isinstance(error, Cancelled):
            return
        if error is not None:
            self._on_failed(number, wanted, error)
            return
        result = future.result()
        self._bombs[wanted.archive] = 0
        if not isinstance(result, ImportedArticle):
            self._write(library)  # in the order that was asked for
            self._take_alone(library, number, wanted, result)
            return
        self._waiting.append((number, wanted, result))
        self._since = self._since or monotonic()
        size = sum(len(imported.original) for _, _, imported in self._waiting)
        is_late = monotonic() - self._since > WAIT_S
        if is_late or len(self._waiting) >= TOGETHER or size > TOGETHER_BYTES:
            self._write(library)

    def _on_failed(self, number: int, wanted: Wanted, error: BaseException) -> None:
        if wanted.archive is not None and TOO_MUCH in str(error):
            if self._bombs[wanted.archive] >= MOST_BOMBS:
                self._rest[wanted.archive] += 1
                return
            self._bombs[wanted.archive] += 1
        self._say_failed(number, wanted, error)

    def _write(self, library: Library) -> None:
        """Write what waits as one action; if that fails, one by one, so that each is told."""
        waiting, self._waiting, self._since = self._waiting, [], 0.0
        if not waiting:
            return
        try:
            label = LABEL_OF_MANY if self._series else label_of(library, waiting[0][2])
            with library.transaction(label, series=self._series):
                taken = [put(library, imported) for _, _, imported in waiting]
        except PostilError:
            for number, wanted, imported in waiting:
                many = LABEL_OF_MANY if self._series else ""
                take = partial(take_in, imported=imported, label=many, series=self._series)
                self._take_alone(library, number, wanted, take)
        else:
            for (number, wanted, _), intake in zip(waiting, taken, strict=True):
                self._say_taken(number, wanted, intake)

    def _take_alone(
        self, library: Library, number: int, wanted: Wanted, take: Callable[[Library], Intake]
    ) -> None:
        try:
            intake = take(library)
        except LibraryError as error:
            self._say_failed(number, wanted, error)
            if not isinstance(error, LibraryBusy):
                raise
        except PostilError as error:
            self._say_failed(number, wanted, error)
        else:
            self._say_taken(number, wanted, intake)

    def _say_taken(self, number: int, wanted: Wanted, taken: Intake) -> None:
        fate, sentence = taken.status, taken.sentence
        self.tell(Outcome(wanted.name, fate, sentence, taken.articles, taken.notices, number))

    def _say_failed(self, number: int, wanted: Wanted, error: BaseException) -> None:
        if isinstance(error, PostilError):
            said = str(error)
        else:
            said = UNEXPECTED.format(wanted.name)
            self.unexpected(error)
        for_now = isinstance(error, LibraryError)
        self.tell(Outcome(wanted.name, "failed", said, number=number, is_for_now=for_now))


def things_in(paths: Iterable[Path], tools: Tools) -> tuple[list[Wanted], Report]:
    """Give what there is to import in files, folders and archives, and a report of the rest.

    Raises: Cancelled.
    """
    found = gather(paths, partial(_listed, tools.process), is_cancelled=tools.is_cancelled)
    report = Report(len(found.things) + len(found.refused), left_out=found.left_out)
    report.outcomes += [Outcome(name, "failed", why) for name, why in found.refused]
    return [wanted_thing(thing) for thing in found.things], report


def wanted_thing(thing: Thing) -> Wanted:
    """Give how a file, or what lies in an archive, is to be taken in."""
    archive = thing.path if thing.inside else None
    return Wanted(thing.name, partial(_read, thing), archive, thing.path)


def _rest_refused(name: str, count: int) -> str:
    rest = "another file in it was" if count == 1 else f"{count:,} other files in it were"
    return f"{name} {TOO_MUCH}, so {rest} not read. Unpack it and open the files that you need."


def _read(thing: Thing, tools: Tools) -> Result:
    if not thing.inside:
        export = export_in(thing.path)
        if export is not None:
            return partial(take_in_export, exports=exports_in(export, tools.process))
        return tools.process.read(thing.path)
    name = entry_parts(thing.inside[-1])[-1]
    read: ImportedArticle = tools.process.ask(
        "read_thing", thing.path.absolute(), thing.inside, name, name=name
    )
    return read


def _listed(process: ReadingProcess, path: Path, name: str) -> Gathered:
    things, refused, left_out = process.ask("list_archive", path.absolute(), name, name=name)
    named = [Thing(path, tuple(inside), _named(name, inside)) for inside in things]
    return Gathered(named, [Refused(*one) for one in refused], left_out)


def _named(name: str, inside: Sequence[str]) -> str:
    return "/".join((name, *(part for entry in inside for part in entry_parts(entry))))
