"""Looking texts of a library through: each read in the finding process, written in short steps.

Others write in between: no step keeps the library for longer than a reader would notice.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Collection
from threading import Event

from storage.errors import Cancelled, LibraryBusy, NotFound
from storage.finders.detector import detector_with
from storage.finders.isolation import FindingFailed, FindingProcess
from storage.found import Findings, Known
from storage.library import Library
from storage.types import ArticleText, TextId

PAUSE_S = 0.02  # between two steps: as long as one takes, and others who wait look more often
BUSY_S = 1.0  # until it is tried again when others write
DOUBLES = 2  # so many, and another window works on the same texts
AT_ONCE = 50  # texts that are listed; what is imported meanwhile comes first after them


class LookingThrough:
    """Looks texts of one library through; belongs to the thread that opened it.

    All of it ends with Cancelled soon after `stopped` is set and the process cancelled; what was
    half written then counts as not looked through. Work that another window has done is not done
    again.
    """

    def __init__(
        self,
        library: Library,
        process: FindingProcess,
        stopped: Event,
        *,
        engine: str = "",
        unexpected: Callable[[str], None] = lambda _: None,
    ) -> None:
        """Work on an open library.

        `engine` is as in `finding.find`; `unexpected` is told the trace of a mistake there.
        """
        self._library = library
        self._process = process
        self._stopped = stopped
        self._engine = engine
        self._detector = detector_with(engine)
        self._unexpected = unexpected
        self._known: tuple[int, Known] | None = None  # after which step, and what
        self._doubles = 0  # texts that were done by others before we had them

    def look_through(self, text: TextId, *, again: bool = False) -> bool:
        """Find what is in a text and write it down; says whether there was anything to do.

        A text that its detector has looked through is left, unless it is to be done `again`. One
        that stops the finder counts as looked through, with a sentence that says so.
        Raises: Cancelled; LibraryError.
        """
        if not again and self.is_done(text):
            return False
        try:
            read = self._library.texts.get(text)
            found = self._found(read)
            if not again and self.is_done(text):
                self._doubles += 1
                return False
            for part in self._library.findings.parts(read, found):
                self._write(part)
        except NotFound:
            return False  # deleted meanwhile
        return True

    def work_off(self, moved: Callable[[int], None], *, taken: Collection[TextId] = ()) -> None:
        """Look all texts of the shelf through that are open, newest first.

        `moved` hears how many have been done, after each. Texts in `taken`, which others may
        change meanwhile, are left to them. Raises: Cancelled; LibraryError.
        """
        done = 0
        passed: set[TextId] = set()
        while True:
            open_ = self._library.findings.open_texts(*self._detector, limit=AT_ONCE + len(passed))
            wanted = [text for text in open_ if text not in passed]
            if not wanted:
                return
            while wanted:
                if self._stopped.is_set():
                    raise Cancelled("Finding was stopped.")
                # Two windows that both begin with the newest would do everything twice.
                is_shared = self._doubles >= DOUBLES
                place = random.randrange(len(wanted)) if is_shared else 0
                text = wanted.pop(place)
                if text in taken or not self.look_through(text):
                    passed.add(text)
                else:
                    done += 1
                    moved(done)

    def is_done(self, text: TextId) -> bool:
        """Say whether the detector has looked through a text."""
        run = self._library.findings.run_of(text)
        return run is not None and (run.detector, run.version) == self._detector

    # -- inside

    def _found(self, text: ArticleText) -> Findings:
        article = self._library.articles.get(text.article_id)
        try:
            return self._process.find(
                *(text.content, text.blocks, article.language, article.published_at),
                self._what_is_known(),
                self._engine,
            )
        except FindingFailed as error:
            if error.trace:
                self._unexpected(error.trace)
            return Findings(*self._detector, article.language, missing=str(error))

    def _what_is_known(self) -> Known:
        """Give the reader's decisions; they are read again when there may be others."""
        step = self._library.undo_seq()
        if self._known is None or self._known[0] != step:
            self._known = step, self._library.findings.known()
        return self._known[1]

    def _write(self, part: Callable[[], None]) -> None:
        while not self._stopped.is_set():
            try:
                with self._library.unrecorded():
                    part()
            except LibraryBusy:
                self._stopped.wait(BUSY_S)
            else:
                self._stopped.wait(PAUSE_S)
                return
        raise Cancelled("Finding was stopped.")
