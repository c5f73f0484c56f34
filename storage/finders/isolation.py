"""Finding in a process of its own: it computes beside the window, and no text can stop the window.

Threads would not do: the finders are Python, and would keep the window waiting.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from storage.child_process import ChildProcess, Stopped
from storage.errors import Bug, FinderUnavailable
from storage.found import Findings, Known
from storage.types import Block

LEAST_S = 30.0  # for any text; a short one takes 0.1 s, and 0.5 s in a new process
CHARACTERS_A_S = 4_000  # a twentieth of what is usual: others may keep the processor busy
HURRIED, PATIENT = 5, 15  # niceness: for the open article, for the rest of the library

SENT = frozenset(
    (
        ("storage.found", "Findings"),
        ("storage.found", "FoundEntity"),
        ("storage.found", "FoundMention"),
        ("storage.found", "FoundQuote"),
        ("storage.types", "Span"),
    )
)


class FindingFailed(Exception):
    """A text could not be looked through; `trace` says where in our code, "" if it just stopped.

    Its text is the sentence that is kept with the text.
    """

    def __init__(self, sentence: str, trace: str = "") -> None:
        super().__init__(sentence)
        self.trace = trace


class FindingProcess:
    """A process that looks texts through, started when first needed and again after it has stopped.

    One text at a time; `cancel` may be called from any thread, all else from one.
    """

    def __init__(self, *, niceness: int = HURRIED, least_s: float = LEAST_S) -> None:
        """Start nothing yet; `least_s` is the time that any text has."""
        self._least_s = least_s
        self._process = ChildProcess("storage.finders.finding_process", SENT, str(niceness))

    @property
    def pid(self) -> int | None:
        """The number of the process; None while there is none."""
        return self._process.pid

    def find(
        self,
        content: str,
        blocks: Sequence[Block],
        language: str,
        published_at: datetime | None,
        known: Known,
        engine: str = "",
    ) -> Findings:
        """Give what is found in a text; `engine` is as in `finding.find`.

        Raises: FindingFailed; FinderUnavailable if that engine cannot be used; Cancelled.
        """
        limit_s = self._least_s + len(content) / CHARACTERS_A_S
        asked = (content, blocks, language, published_at, known, engine)
        try:
            status, found = self._process.ask("find_in", *asked, time_limit_s=limit_s)
        except Stopped as error:
            raise FindingFailed(_stopped(error.limit_s)) from error
        if status == "refused":
            raise FinderUnavailable(found)
        if status == "broken":
            raise FindingFailed("This text could not be looked through.", str(found))
        if not isinstance(found, Findings):
            raise Bug(f"the finding process answered {type(found).__name__}")
        return found

    def cancel(self) -> None:
        """Stop what is being looked through, or what is asked for next, with Cancelled."""
        self._process.cancel()

    def renew(self) -> None:
        """Forget a `cancel` that came too late to stop anything."""
        self._process.renew()

    def close(self) -> None:
        """End the process."""
        self._process.close()


def _stopped(limit_s: float) -> str:
    if limit_s:
        return f"Looking this text through was given up after {limit_s:.0f} seconds."
    return "This text could not be looked through: it needs more memory than a text should."
