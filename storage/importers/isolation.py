"""Reading in a process of its own, so that no file can take the library or the window with it.

A reader of a format may crash, hang or fill the memory on a file that was made for it. The process
has an end to its memory and to its time; when it stops, the file is refused in a sentence and the
next one gets a new process. It never sees the library.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from storage.child_process import ChildProcess, Stopped
from storage.errors import Bug, Cancelled, ImportFailed
from storage.importers.sources import Source
from storage.types import ImportedArticle, PictureFile

TIME_LIMIT_S = 90.0  # for one file; the slowest real one took 6 s here

SENT = frozenset(
    (
        ("storage.types", "ImportedArticle"),
        ("storage.types", "ImportedPicture"),
        ("storage.types", "PictureFile"),
        ("storage.types", "PageStart"),
        ("storage.types", "Block"),
        ("storage.types", "Mark"),
        ("storage.importers.feed_entries", "FoundFeed"),
        ("storage.importers.feed_entries", "FoundEntry"),
        ("storage.importers.feed_entries", "FeedLink"),
        ("storage.importers.opml", "Subscription"),
        ("datetime", "datetime"),
        ("datetime", "timezone"),
        ("datetime", "timedelta"),
    )
)


class ReadingProcess:
    """A process that reads files, started when first needed and again after it has stopped.

    One thing at a time; `cancel` may be called from any thread, all else from one.
    """

    def __init__(self, *, time_limit_s: float = TIME_LIMIT_S) -> None:
        """Start nothing yet."""
        self._time_limit_s = time_limit_s
        self._process = ChildProcess("storage.importers.reading_process", SENT)

    @property
    def pid(self) -> int | None:
        """The number of the process; None while there is none."""
        return self._process.pid

    def read(self, thing: Path | Source) -> ImportedArticle:
        """Read a file or a source. Raises: ImportFailed; Cancelled."""
        name = thing.name
        if isinstance(thing, Path):
            answer = self.ask("read_file", thing.absolute(), name=name)
        else:
            answer = self.ask("read_source", thing, name=name)
        if not isinstance(answer, ImportedArticle):
            raise Bug(f"the reading process answered {type(answer).__name__}")
        return answer

    def checked_pictures(self, bodies: Iterable[bytes]) -> list[PictureFile | None]:
        """Give pictures with their measures, None for each that cannot be shown safely.

        One that stops the process is such a picture. Raises: Cancelled.
        """
        return [self._checked(body) for body in bodies]

    def ask(self, work: str, *arguments: object, name: str) -> Any:
        """Have one of `reading_process.WORK` done; `name` is what sentences call its subject.

        Raises: ImportFailed if it fails, stops or takes too long; Cancelled.
        """
        try:
            status, result = self._process.ask(work, *arguments, time_limit_s=self._time_limit_s)
        except Stopped as error:
            raise ImportFailed(_stopped(name, error.limit_s)) from error
        except Cancelled as error:
            raise Cancelled(f"Reading {name} was stopped.") from error
        if status == "done":
            return result
        if status == "refused":
            raise ImportFailed(result)
        raise ImportFailed(
            f"{name} could not be read; it may be damaged. Save it again, or in another format."
        ) from Bug(result)

    def cancel(self) -> None:
        """Stop what is being read, or what is asked for next, with Cancelled."""
        self._process.cancel()

    def renew(self) -> None:
        """Forget a `cancel` that came too late to stop anything."""
        self._process.renew()

    def close(self) -> None:
        """End the process."""
        self._process.close()

    def _checked(self, body: bytes) -> PictureFile | None:
        try:
            file: PictureFile | None = self.ask("checked", body, name="A picture")
        except ImportFailed:
            return None
        return file


def _stopped(name: str, limit_s: float) -> str:
    if limit_s:
        return (
            f"{name} was given up after {limit_s:.0f} seconds. It may be damaged or made to keep "
            "a reader busy; nothing was changed."
        )
    return (
        f"{name} could not be read: it needs more memory than a file should, or is damaged in a "
        "way that stops the program that reads it. Nothing was changed."
    )
