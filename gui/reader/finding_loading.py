"""Reading what was found in a text, in slices between which the window answers."""

from __future__ import annotations

import time
from collections.abc import Iterable

from PySide6.QtCore import QObject, QTimer, Signal

from gui.reader.finding_index import Finding, FindingIndex
from gui.session import Session
from storage.errors import PostilError
from storage.types import ArticleText, Span

FIRST_MS = 20  # after a text was opened: its first paint comes before its findings
TURN_MS = 6.0  # of reading in one turn of the event loop
SLICE = 20_000  # code points read at once; about 1 ms where names are dense
ABOVE = 4_000  # code points before the place that is read first: a window and more


class FindingLoader(QObject):
    """Reads the findings of the open text into an index, what is in view first.

    Signals:
        given: `index` is another one now.
        grown: what was in view when it began is in it, or all is; what comes in between is not
            told, since each time the page would be painted.
    """

    given = Signal()
    grown = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        """Read from a session's library."""
        super().__init__(parent)
        self._session = session
        self._text: ArticleText | None = None
        self.index = FindingIndex()  # to be drawn
        self._coming = self.index  # what is read into; another one where that is to come at once
        self._rest: list[tuple[int, int]] = []  # what is still to be read, start and end
        self._turns = QTimer(self, singleShot=True)
        self._turns.timeout.connect(self._on_turn)
        session.closing.connect(self._turns.stop)

    @property
    def is_complete(self) -> bool:
        """Whether all was read."""
        return not self._rest

    def open(self, text: ArticleText | None, at: int) -> None:
        """Read what was found in a text, from a position on, soon; of None nothing."""
        self._text = text
        self._begin(at)
        self.index = self._coming
        self.given.emit()
        if text is not None:
            self._turns.start(FIRST_MS)

    def read_again(self, at: int) -> None:
        """Read all anew; what is drawn stays until that is there, in an article at once."""
        if self._text is None:
            return
        if self.is_complete or self._coming is not self.index:
            self._begin(at)
            self._on_turn()
        else:  # it has only begun to grow
            self.open(self._text, at)

    def put(self, finding: Finding) -> None:
        """Take a finding as it is now."""
        for index in (self.index, self._coming):
            index.put(finding)

    def remove(self, mentions: Iterable[int], quotes: Iterable[int]) -> None:
        """Drop what is no longer in the library."""
        for index in (self.index, self._coming):
            for id_ in mentions:
                index.mentions.remove(id_)
            for id_ in quotes:
                index.remove_quote(id_)

    def _begin(self, at: int) -> None:
        self._turns.stop()
        self._coming = FindingIndex()
        length = len(self._text.content) if self._text is not None else 0
        first = max(0, min(at - ABOVE, length))
        self._rest = [part for part in ((first, length), (0, first)) if part[0] < part[1]]

    def _on_turn(self) -> None:
        began, is_first = time.perf_counter(), len(self._coming) == 0
        try:
            while self._rest and (time.perf_counter() - began) * 1000 < TURN_MS:
                self._read_slice()
        except PostilError as error:
            self._rest = []
            self._session.tell(error)
        if self._rest:
            self._turns.start(0)
        if self._coming is self.index:
            if is_first or not self._rest:
                self.grown.emit()
        elif not self._rest:
            self.index = self._coming
            self.given.emit()

    def _read_slice(self) -> None:
        if self._text is None:
            return
        start, end = self._rest.pop(0)
        until = min(start + SLICE, end)
        if until < end:
            self._rest.insert(0, (until, end))
        library, within = self._session.library, Span(start, until)
        for mention in library.mentions.on(self._text.id, within):
            self._coming.put(mention)
        for quote in library.quotes.on(self._text.id, within):
            self._coming.put(quote)
