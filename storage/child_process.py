"""A process of Postil's own that does work for it: what files and texts cannot take down is kept.

Work may crash, hang or fill the memory: the process has an end to its time, and in
`child_answers` to its memory. When it stops, the asker hears of it and the next question gets a
new process. It never sees the library.
"""

from __future__ import annotations

import io
import pickle
import struct
import subprocess
import sys
import threading
from collections.abc import Set
from pathlib import Path
from time import monotonic
from typing import IO, Any

from storage.errors import Cancelled

ROOT = Path(__file__).parent.parent
HEADER = struct.Struct("<Q")  # how many bytes of pickle follow
MOST_ANSWER = 2_000_000_000  # bytes; the process has no room for more

_MALFORMED = (  # what unpickling raises besides its own error
    *(ArithmeticError, AttributeError, ImportError, LookupError, MemoryError, TypeError),
    *(ValueError, RecursionError),
)


class Stopped(Exception):
    """The process ended before it answered; `limit_s` is the time that it had, 0 if it died."""

    def __init__(self, limit_s: float) -> None:
        super().__init__(f"stopped, limit {limit_s}")
        self.limit_s = limit_s


class ChildProcess:
    """A process that runs a module, started when first needed and again after it has stopped.

    One thing at a time; `cancel` may be called from any thread, all else from one.
    """

    def __init__(self, module: str, sent: Set[tuple[str, str]], *arguments: str) -> None:
        """Start nothing yet.

        `sent` are the classes that it may send back, as (module, name). Anything else in its
        answer is refused, since what took the process over must not reach further.
        """
        self._command = [sys.executable, "-m", module, *arguments]
        self._sent = sent
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self._is_cancelled = False

    @property
    def pid(self) -> int | None:
        """The number of the process; None while there is none."""
        return self._process.pid if self._process is not None else None

    def ask(self, work: str, *arguments: object, time_limit_s: float) -> tuple[str, Any]:
        """Have something done that the module offers; gives how it went, and what it gave.

        "done" comes with the result, "refused" with a sentence, "broken" with a trace.
        Raises: Stopped if the process stops or takes too long; Cancelled.
        """
        if self._is_cancelled:
            self._is_cancelled = False
            raise Cancelled("It was stopped.")
        process, started = self._running(), monotonic()
        if self._is_cancelled:  # since it was asked above: there was perhaps no process to stop
            process.kill()
        timer = threading.Timer(time_limit_s, process.kill)
        timer.daemon = True
        timer.start()
        try:
            _send(process.stdin, (work, arguments))
            return received(process.stdout, self._sent)
        except (OSError, EOFError, pickle.UnpicklingError) as error:
            timed_out = monotonic() - started >= time_limit_s
            self.close()
            if self._is_cancelled:
                self._is_cancelled = False
                raise Cancelled("It was stopped.") from error
            raise Stopped(time_limit_s if timed_out else 0) from error
        finally:
            timer.cancel()
            timer.join()

    def cancel(self) -> None:
        """Stop what is being done, or what is asked for next, with Cancelled."""
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

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            with self._lock:
                self._process = subprocess.Popen(
                    self._command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
                )
        assert self._process is not None
        return self._process


def received(stream: IO[bytes] | None, sent: Set[tuple[str, str]]) -> tuple[str, Any]:
    """Take an answer of a process from its stream.

    Raises: EOFError at its end; pickle.UnpicklingError for what it may not send.
    """
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
        status, result = _Narrow(io.BytesIO(body), sent).load()
    except _MALFORMED as error:
        raise pickle.UnpicklingError("the answer is malformed") from error
    return status, result


def _send(stream: IO[bytes] | None, message: object) -> None:
    assert stream is not None
    body = pickle.dumps(message, protocol=5)
    stream.write(HEADER.pack(len(body)))
    stream.write(body)
    stream.flush()


class _Narrow(pickle.Unpickler):
    def __init__(self, file: IO[bytes], sent: Set[tuple[str, str]]) -> None:
        super().__init__(file)
        self._sent = sent

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in self._sent:
            raise pickle.UnpicklingError(f"{module}.{name} is not expected")
        return super().find_class(module, name)
