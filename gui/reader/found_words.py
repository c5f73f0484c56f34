"""The words of a search of the library, marked on the page, and the way from one to the next."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject

from gui.reader.find_bar import FindBar
from gui.reader.page import Page
from gui.session import Session
from storage.types import Span, TextId


class FoundWords(QObject):
    """Marks what the session's search finds in the open text, unless the find bar marks its own."""

    def __init__(self, session: Session, page: Page, find_bar: FindBar, parent: QObject) -> None:
        """Follow the session."""
        super().__init__(parent)
        self._session = session
        self._page = page
        self._find_bar = find_bar
        self._hits: Sequence[Span] = ()
        self._current = -1
        self._place = 0  # where the reader was brought last
        session.sought.connect(self._ask)
        session.opened.connect(self._ask)
        session.revealed.connect(self._on_revealed)
        find_bar.left.connect(self._show)

    def step(self, direction: int) -> bool:
        """Go to the next (1) or previous (-1) of the words; False where none are marked."""
        if not self._hits:
            return False
        if self._current < 0:
            ahead = bisect_left(self._hits, Span(self._place, self._place + 1))
            self._current = (ahead if direction > 0 else ahead - 1) % len(self._hits)
        else:
            self._current = (self._current + direction) % len(self._hits)
        self._session.focus_on(None)
        self._show()
        self._page.select(self._hits[self._current])
        return True

    def _ask(self) -> None:
        search, text = self._session.search, self._session.text
        self._hits, self._current, self._place = (), -1, self._session.position
        if search is None or text is None:
            self._session.asking.forget("words on the page")
            self._show()
            return
        self._session.asking.ask(
            "words on the page",
            lambda library: library.results.hits(search, text.id),
            partial(self._on_hits, text.id),
            self._session.tell,
        )

    def _on_hits(self, text: TextId, hits: list[Span]) -> None:
        if self._session.text is not None and self._session.text.id == text:
            self._hits = hits
            self._current = self._hit_at(self._place)
            self._show()

    def _on_revealed(self, span: Span) -> None:
        self._place = span.start
        current = self._hit_at(span.start)
        if self._hits and current != self._current:
            self._current = current
            self._show()

    def _hit_at(self, position: int) -> int:
        """Give the number of the hit that begins at a position, -1 if there is none."""
        number = bisect_left(self._hits, position, key=lambda hit: hit.start)
        is_there = number < len(self._hits) and self._hits[number].start == position
        return number if is_there else -1

    def _show(self) -> None:
        if self._find_bar.isHidden():
            self._page.set_hits(self._hits, self._current)
