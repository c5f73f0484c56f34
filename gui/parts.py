"""What is done to very many articles: in parts, with how far it is, and a way to stop."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QTimer

from gui.article_wording import counted
from gui.many import act_on_many
from gui.session import Notice, Session
from gui.tasks import PATIENCE_S
from storage.library import Library
from storage.types import ArticleId

PART: Final = 2_000  # articles in one step, some 0.1 s in which nobody else can write
REST_S: Final = 0.01  # after a part, so that whoever waits to write can
TOLD_MS: Final = 1_000  # how often it is said how far it is

Write = Callable[[Library, Sequence[ArticleId]], object]


@dataclass(eq=False)  # with slots a signal could not refer to it
class Work:
    """How far a piece of work is, and whether it should stop; shared by two threads."""

    total: int
    done: int = 0
    is_stopped: bool = False

    def stop(self) -> None:
        """Let it end after the part that is being written."""
        self.is_stopped = True


def act_in_parts(
    session: Session, label: str, articles: Sequence[ArticleId], write: Write, *, told: str
) -> None:
    """Do something to articles, which one undo takes back; `told` is said when it is done.

    Up to `PART` are one step. More are a series of steps, each of which is there as a whole
    whatever happens, and between which others can write.
    """
    if len(articles) <= PART:
        act_on_many(session, label, len(articles), partial(_all, articles, write), told=told)
        return
    work = Work(len(articles))
    telling = QTimer(session, interval=TOLD_MS)
    telling.timeout.connect(partial(_tell, session, label, work))
    session.closing.connect(work.stop)

    def end() -> None:
        telling.stop()
        telling.deleteLater()
        session.closing.disconnect(work.stop)
        session.look()

    def done(_: None) -> None:
        end()
        if work.done < work.total:
            said = f"{label}: stopped after {counted(work.done, work.total)}."
            session.announce(said, stays=True)
        else:
            session.announce(told, stays=True)

    def failed(error: Exception) -> None:
        end()
        session.tell(error)

    telling.start()
    _tell(session, label, work)
    session.tasks.run(
        partial(_write, session.library.path, label, articles, write, work),
        done,
        failed,
        is_lasting=True,
    )


def _all(articles: Sequence[ArticleId], write: Write, library: Library) -> None:
    write(library, articles)


def _tell(session: Session, label: str, work: Work) -> None:
    said = f"{label}… {counted(work.done, work.total)}"
    session.noticed.emit(Notice(said, "info", "Stop", work.stop))


def _write(path: Path, label: str, articles: Sequence[ArticleId], write: Write, work: Work) -> None:
    series = uuid.uuid4().hex
    with Library.open(path, create=False, busy_timeout_s=PATIENCE_S) as library:
        for first in range(0, len(articles), PART):
            if work.is_stopped:
                return
            some = articles[first : first + PART]
            with library.transaction(label, series=series):
                write(library, some)
            work.done += len(some)
            time.sleep(REST_S)
