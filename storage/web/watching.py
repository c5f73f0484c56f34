"""Ending a fetch from outside: when the reader cancels it, or when its time is up."""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import suppress
from queue import Empty, Queue
from threading import Event, Lock, Thread
from time import monotonic
from types import TracebackType
from typing import Literal, TypeVar

from storage.errors import Cancelled, FetchFailed

TICK_S = 0.1  # how soon a cancelled fetch is noticed

T = TypeVar("T")


class Watch:
    """A time limit and a way out for all that one fetch does, whatever the server does.

    A socket that waits for a silent server is shut down from a thread, which is the one way to end
    this on every system and also inside TLS. `is_cancelled` is asked from that thread.
    """

    def __init__(self, seconds: float, is_cancelled: Callable[[], bool]) -> None:
        """Begin; time runs from now."""
        self._until = monotonic() + seconds
        self._is_cancelled = is_cancelled
        self._sockets: list[socket.socket] = []
        self._lock = Lock()
        self._is_over = Event()
        self._thread = Thread(target=self._look, name="fetch watch", daemon=True)
        self.ended_by: Literal["", "cancelled", "late"] = ""

    def __enter__(self) -> Watch:
        """Begin to look."""
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop looking and let go of the sockets."""
        self._is_over.set()
        self._thread.join()
        for held in self._sockets:
            held.close()

    def extend(self, seconds: float) -> None:
        """Give more time, from now."""
        self._until = max(self._until, monotonic() + seconds)

    def hold(self, connected: socket.socket) -> None:
        """Shut this socket down when it has to end; TLS may take the socket itself over."""
        with self._lock:
            self._sockets.append(connected.dup())

    def check(self, host: str) -> None:
        """Raise what the reader should hear if it has to end. Raises: Cancelled, FetchFailed."""
        if not self.ended_by:
            self._decide()
        if self.ended_by == "cancelled":
            raise Cancelled("Cancelled; nothing was added.")
        if self.ended_by == "late":
            raise FetchFailed(timed_out(host))

    def waited(self, call: Callable[[], T], host: str) -> T:
        """Give what a call gives that cannot be ended, such as a question for an address.

        Raises: Cancelled, FetchFailed, and OSError as the call does.
        """
        answers: Queue[T | OSError] = Queue(1)

        def ask() -> None:
            try:
                answers.put(call())
            except OSError as error:
                answers.put(error)

        Thread(target=ask, name="address of a host", daemon=True).start()
        while True:
            self.check(host)
            with suppress(Empty):
                answer = answers.get(timeout=TICK_S)
                break
        if isinstance(answer, OSError):
            raise answer
        return answer

    def _look(self) -> None:
        while not self._is_over.wait(TICK_S):
            self._decide()
            if self.ended_by:
                with self._lock:
                    for held in self._sockets:
                        with suppress(OSError):  # not connected, or no longer
                            held.shutdown(socket.SHUT_RDWR)

    def _decide(self) -> None:
        if self._is_cancelled():
            self.ended_by = "cancelled"
        elif monotonic() > self._until:
            self.ended_by = "late"


def timed_out(host: str) -> str:
    """Say that a server was too slow."""
    return (
        f"{host} did not answer in time, so nothing was read. Try again later, or save the page "
        "in your browser and open the file."
    )
