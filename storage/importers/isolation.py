"""Reading in a process of its own, so that no file can take the library or the window with it.

A reader of a format may crash, hang or fill the memory on a file that was made for it. The process
has an end to its memory and to its time; when it stops, the file is refused in a sentence and the
next one gets a new process. It never sees the library.
"""

from __future__ import annotations

import io
import pickle
import struct
import subprocess
import sys
import threading
from collections.abc import Iterable
from pathlib import Path
from time import monotonic
from typing import IO, Any

from storage.errors import Bug, Cancelled, ImportFailed
from storage.importers.sources import Source
from storage.types import ImportedArticle, PictureFile

ROOT = Path(__file__).parent.parent.parent
TIME_LIMIT_S = 90.0  # for one file; the slowest real one took 6 s here
HEADER = struct.Struct("<Q")  # how many bytes of pickle follow
MOST_ANSWER = 2_000_000_000  # bytes; the process has no room for more

# What the process may send back. Anything else in its answer is refused, since a file that took
# the process over must not reach further.
_SENT = {
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
}

_MALFORMED = (  # what unpickling raises besides its own error
    *(ArithmeticError, AttributeError, ImportError, LookupError, MemoryError, TypeError),
    *(ValueError, RecursionError),
)


class ReadingProcess:
    """A process that reads files, started when first needed and again after it has stopped.

    One thing at a time; `cancel` may be called from any thread, all else from one.
    """

    def __init__(self, *, time_limit_s: float = TIME_LIMIT_S) -> None:
        """Start nothing yet."""
        self._time_limit_s = time_limit_s
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self._is_cancelled = False

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
        if self._is_cancelled:
            self._is_cancelled = False
            raise Cancelled(f"Reading {name} was stopped.")
        process, started = self._running(), monotonic()
        if self._is_cancelled:  # since it was asked above: there was perhaps no process to stop
            process.kill()
        timer = threading.Timer(self._time_limit_s, process.kill)
        timer.daemon = True
        timer.start()
        try:
            _send(process.stdin, (work, arguments))
            status, result = _received(process.stdout)
        except (OSError, EOFError, pickle.UnpicklingError) as error:
            timed_out = monotonic() - started >= self._time_limit_s
            self.close()
            if self._is_cancelled:
                self._is_cancelled = False
                raise Cancelled(f"Reading {name} was stopped.") from error
            raise ImportFailed(_stopped(name, self._time_limit_s if timed_out else 0)) from error
        finally:
            timer.cancel()
            timer.join()
        if status == "done":
            return result
        if status == "failed":
            raise ImportFailed(result)
        raise ImportFailed(
            f"{name} could not be read; it may be damaged. Save it again, or in another format."
        ) from Bug(result)

    def cancel(self) -> None:
        """Stop what is being read, or what is asked for next, with Cancelled."""
        self._is_cancelled = True
        with self._lock:
            if self._process is not None:
                self._process.kill()

    def renew(self) -> None:
        """Forget a `cancel` that came too late to stop anything."""
        self._is_cancelled = False

    def close(self) -> None:
        """End the process."""
        with self._lock:
            process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    try:
                        stream.close()
                    except OSError:  # what could not be sent is of no use any more
                        continue

    def _checked(self, body: bytes) -> PictureFile | None:
        try:
            file: PictureFile | None = self.ask("checked", body, name="A picture")
        except ImportFailed:
            return None
        return file

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            with self._lock:
                self._process = subprocess.Popen(
                    [sys.executable, "-m", "storage.importers.reading_process"],
                    cwd=ROOT,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                )
        assert self._process is not None
        return self._process


def _send(stream: IO[bytes] | None, message: object) -> None:
    assert stream is not None
    body = pickle.dumps(message, protocol=5)
    stream.write(HEADER.pack(len(body)))
    stream.write(body)
    stream.flush()


def _received(stream: IO[bytes] | None) -> tuple[str, Any]:
    assert stream is not None
    header = stream.read(HEADER.size)
    if len(header) < HEADER.size:
        raise EOFError
    (length,) = HEADER.unpack(header)
    if length > MOST_ANSWER:
        raise pickle.UnpicklingError(f"{length} bytes are not expected")
    body = stream.read(length)
    if len(body) < length:
        raise EOFError
    try:
        status, result = _Narrow(io.BytesIO(body)).load()
    except _MALFORMED as error:
        raise pickle.UnpicklingError("the answer is malformed") from error
    return status, result


class _Narrow(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in _SENT:
            raise pickle.UnpicklingError(f"{module}.{name} is not expected")
        return super().find_class(module, name)


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
