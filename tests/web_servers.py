"""Servers on this machine for tests, polite and hostile; each answer is the bytes of a reply."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread
from typing import NamedTuple


class Request(NamedTuple):
    path: str
    headers: dict[str, str]  # names in small letters
    text: str


Answer = Callable[[Request], Iterable[bytes]]


class Server:
    """One port; `answer` gives the pieces of a reply, `requests` are those that came.

    An answer may wait for `is_over`, which is set when the test ends.
    """

    def __init__(self, answer: Answer) -> None:
        self.requests: list[Request] = []
        self.is_over = Event()
        self._answer = answer
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self._connections: list[socket.socket] = []
        self._threads = [Thread(target=self._accept, name="test server")]
        self._threads[0].start()

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def close(self) -> None:
        self.is_over.set()
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        for connection in self._connections:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            self._connections.append(connection)
            thread = Thread(target=self._serve, args=(connection,), name="test connection")
            self._threads.append(thread)
            thread.start()

    def _serve(self, connection: socket.socket) -> None:
        with connection, suppress(OSError):
            data = b""
            while b"\r\n\r\n" not in data:
                if not (more := connection.recv(65536)):
                    return
                data += more
            text = data.decode("latin-1")
            first, *lines = text.split("\r\n")
            pairs = [line.partition(":") for line in lines if ":" in line]
            headers = {name.lower(): value.strip() for name, _, value in pairs}
            request = Request(first.split(" ")[1], headers, text)
            self.requests.append(request)
            for piece in self._answer(request):
                connection.sendall(piece)
                if self.is_over.is_set():
                    return


def reply(
    body: bytes | str = b"", *, status: int = 200, length: int | None = None, **headers: str
) -> bytes:
    """Give a whole reply; `content_type="text/html"` becomes Content-Type."""
    data = body.encode() if isinstance(body, str) else body
    named = {name.replace("_", "-").title(): value for name, value in headers.items()}
    named.setdefault("Content-Length", str(len(data) if length is None else length))
    head = "".join(f"{name}: {value}\r\n" for name, value in named.items())
    return f"HTTP/1.1 {status} X\r\nConnection: close\r\n{head}\r\n".encode("latin-1") + data


@contextmanager
def serving(answer: Answer | dict[str, bytes]) -> Iterator[Server]:
    """Give a server; a dict has a whole reply for each path, anything else is a 404."""
    if isinstance(answer, dict):
        replies = answer
        server = Server(lambda request: [replies.get(request.path, reply(status=404))])
    else:
        server = Server(answer)
    try:
        yield server
    finally:
        server.close()
