"""Pictures near the view, decoded in a thread of their own and kept while there is room."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage

from gui.reader.decoding import Decoded, decoded
from storage.errors import PostilError
from storage.library import Library
from storage.types import PictureId

MOST_BYTES = 64_000_000  # of decoded pictures; a window of 4K pixels is 33 MB
PATIENCE_S = 0.2  # for a thread that is to end
IDLE_S = 4.0  # then the thread ends and lets go of the library


class Wanted(NamedTuple):
    """A picture at a size in device pixels."""

    picture: PictureId
    width: int
    height: int


class Pictures(QObject):
    """Gives pictures of one library that are there, and fetches those that are wanted.

    Signals:
        arrived: a PictureId that was wanted can be shown now.
    """

    arrived = Signal(int)
    _answered = Signal(object, object)

    def __init__(
        self, library: Path, parent: QObject | None = None, *, most_bytes: int = MOST_BYTES
    ) -> None:
        """Start without a thread; the first picture that is wanted makes it."""
        super().__init__(parent)
        self._library = library
        self._most_bytes = most_bytes
        self._kept: OrderedDict[Wanted, Decoded] = OrderedDict()
        self._newest: dict[PictureId, Wanted] = {}
        self.bytes_kept = 0
        self._waiting: list[Wanted] = []  # with `_turn` held; the next one last
        self._turn = threading.Condition()
        self._is_closed = False
        self._thread: threading.Thread | None = None
        self._is_working = False
        self._answered.connect(self._on_answered, Qt.ConnectionType.QueuedConnection)

    def get(self, wanted: Wanted) -> Decoded | None:
        """Give a picture that is there, in another size if need be; None if it is not."""
        found = self._kept.get(wanted)
        if found is not None:
            self._kept.move_to_end(wanted)
            return found
        newest = self._newest.get(wanted.picture)
        return self._kept.get(newest) if newest is not None else None

    def want(self, wanted: Iterable[Wanted]) -> None:
        """Fetch these pictures, the first ones first, and no others."""
        missing = [one for one in wanted if one not in self._kept]
        with self._turn:
            self._waiting = missing[::-1]
            if not missing or self._is_closed:
                return
            if not self._is_working:
                self._is_working = True
                self._thread = threading.Thread(target=self._work, name="postil-pictures")
                self._thread.start()
            self._turn.notify()

    def close(self) -> None:
        """Fetch nothing more and let go of the library; a picture under way is not waited for.

        A large one takes a second or more; its thread then ends by itself.
        """
        with self._turn:
            self._is_closed = True
            self._waiting = []
            thread = self._thread
            self._turn.notify()
        if thread is not None:
            thread.join(PATIENCE_S)

    # -- in the thread

    def _work(self) -> None:
        library: Library | None = None
        try:
            while (wanted := self._next()) is not None:
                made = Decoded(QImage(), "")
                try:
                    library = library or Library.open(self._library, create=False)
                    body = library.texts.picture(wanted.picture).body
                    made = decoded(body, QSize(wanted.width, wanted.height))
                except PostilError:
                    pass
                finally:  # what failed in any other way is not asked for again either
                    self._answer(wanted, made)
        finally:
            if library is not None:
                library.close()
            with self._turn:
                if self._thread is threading.current_thread():  # else it ended, and the next works
                    self._is_working = False

    def _answer(self, wanted: Wanted, made: Decoded) -> None:
        with self._turn:  # so that nothing is sent once `close` is over, which may not wait for us
            if not self._is_closed:
                self._answered.emit(wanted, made)

    def _next(self) -> Wanted | None:
        """Give what is to be fetched; None when the thread should end, which it then does."""
        with self._turn:
            if not self._waiting and not self._is_closed:
                self._turn.wait(IDLE_S)
            if self._is_closed or not self._waiting:
                self._is_working = False
                return None
            return self._waiting.pop()

    # -- in the thread of the window

    @Slot(object, object)
    def _on_answered(self, wanted: Wanted, made: Decoded) -> None:
        if self._is_closed or wanted in self._kept:
            return
        self._kept[wanted] = made
        self._newest[wanted.picture] = wanted
        self.bytes_kept += made.image.sizeInBytes()
        while self.bytes_kept > self._most_bytes and len(self._kept) > 1:
            oldest, dropped = self._kept.popitem(last=False)
            self.bytes_kept -= dropped.image.sizeInBytes()
            if self._newest.get(oldest.picture) == oldest:
                del self._newest[oldest.picture]
        self.arrived.emit(wanted.picture)
