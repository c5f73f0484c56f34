"""What is done to many things at once: one step, beside the window where it takes long."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from gui.session import Notice, Session
from gui.tasks import PATIENCE_S
from storage.library import Library

AT_ONCE: Final = 50  # things that a window can change within the time of a frame


def act_on_many(
    session: Session,
    label: str,
    count: int,
    write: Callable[[Library], object],
    *,
    told: str,
) -> None:
    """Do something to `count` things as one action that can be undone.

    `write` knows no widget: for more than `AT_ONCE` it gets a library of its own, in the worker.
    `told` is said when that is done, with Undo; a few are seen to change. What fails is told.
    """
    if count <= AT_ONCE:
        session.act(label, write)
        return
    session.noticed.emit(Notice(f"{label}…"))
    session.tasks.run(
        partial(_written, session.library.path, label, write),
        partial(_tell, session, told),
        session.tell,
        is_lasting=True,
    )


def _written(path: Path, label: str, write: Callable[[Library], object]) -> None:
    with (
        Library.open(path, create=False, busy_timeout_s=PATIENCE_S) as library,
        library.transaction(label),
    ):
        write(library)


def _tell(session: Session, told: str, _done: None) -> None:
    session.look()
    session.announce(told, stays=True)
