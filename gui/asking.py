"""Questions to the library that the window does not wait for."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Condition, Thread
from typing import TypeVar

from PySide6.QtCore import QObject

from gui.tasks import Answers
from storage.errors import PostilError
from storage.library import Library

Result = TypeVar("Result")

CLOSING_S = 0.05


class Asking(Answers):
    """Asks in a thread with a connection of its own that only reads.

    Each question has a key, such as "shelf": a newer one with the same key takes the place of an
    older one, which is stopped and never answered. Others are asked in their order. What takes
    longer than a search belongs to `Session.tasks`.
    """

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        """Ask the library at a path; the first question makes the thread."""
        super().__init__(parent)
        self._path = path
        self._changed = Condition()
        self._waiting: dict[str, int] = {}  # numbers of questions by key, in their order
        self._newest: dict[str, int] = {}
        self._asked = -1  # the number of what is being asked now
        self._library: Library | None = None
        self._thread: Thread | None = None

    def ask(
        self,
        key: str,
        question: Callable[[Library], Result],
        answered: Callable[[Result], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Call the question with a library in the other thread, then `answered` in this one."""

        def work() -> Result:
            if self._library is None:
                self._library = Library.reading(self._path)
            return question(self._library)

        with self._changed:
            self._drop(key)
            self._waiting[key] = self._newest[key] = self._add(work, answered, failed)
            if self._thread is None:
                self._thread = Thread(target=self._answer_all, name="postil-asking")
                self._thread.start()
            self._changed.notify()

    def forget(self, key: str) -> None:
        """Want no answer to a question any more."""
        with self._changed:
            self._drop(key)

    def close(self) -> None:
        """Stop what is being asked and deliver nothing from now on."""
        with self._changed:
            self._closed = True
            self._waiting.clear()
            self._interrupt()
            self._changed.notify()
        while self._thread is not None and self._thread.is_alive():
            self._thread.join(CLOSING_S)
            self._interrupt()  # the first one may have come just before the question
        self._jobs.clear()

    def _drop(self, key: str) -> None:
        number = self._newest.pop(key, -1)
        if self._waiting.pop(key, None) is not None:
            self._jobs.pop(number, None)
        elif number in self._jobs:  # being asked, or answered and not yet heard
            self._unwanted.add(number)
            if number == self._asked:
                self._interrupt()

    def _interrupt(self) -> None:
        if self._asked >= 0 and self._library is not None:
            self._library.interrupt()

    def _answer_all(self) -> None:
        """Answer one question after another, in the other thread."""
        while (number := self._next()) is not None:
            self._work(number)
            with self._changed:
                self._asked = -1
        if self._library is not None:
            with suppress(PostilError):
                self._library.close()

    def _next(self) -> int | None:
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._closed)
            if self._closed:
                return None
            key = next(iter(self._waiting))
            self._asked = number = self._waiting.pop(key)
            if self._library is not None:
                self._library.resume()
            return number
