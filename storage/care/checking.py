"""The check-up of a library: is the file whole, and does it still say what was read and marked."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from time import monotonic

from storage.care.article_checks import check_articles
from storage.care.history_checks import Referenced, check_history
from storage.care.looking import Progress, ShouldStop, Watch, looked_at, size_of
from storage.care.orphan_checks import check_orphans
from storage.care.reports import MOST, Notebook, Report
from storage.care.structure_checks import check_collections, check_file, check_keys, check_search
from storage.care.survivors import is_interrupted
from storage.care.text_checks import check_texts
from storage.errors import Cancelled, LibraryDamaged, LibraryError
from storage.migrations import SCHEMA, schema_of
from storage.store import to_iso, utc_now

UNREADABLE = {  # what cannot be said when a check breaks off
    check_file: "SQLite cannot look through the whole file.",
    check_keys: "Whether rows point to others that are there cannot be said.",
    check_search: "The search indexes cannot be compared.",
    check_texts: "The texts cannot be compared with what is quoted of them.",
    check_collections: "The collections cannot be read.",
    check_articles: "The list of articles cannot be read.",
    check_history: "The undo history cannot be read.",
    check_orphans: "What is left over cannot be told.",
}


def check(
    path: Path,
    progress: Progress | None = None,
    should_stop: ShouldStop | None = None,
    *,
    now: datetime | None = None,
    most: int = MOST,
) -> Report:
    """Look through a library without changing it, also while it is open elsewhere.

    Each part is on its own: of a damaged file as much is said as can be read, and what cannot is
    said, too. At most so many faults of a subject are listed. Memory holds some hundred texts.
    Raises: LibraryError if it is no library of this schema, or busy; Cancelled.
    """
    started = monotonic()
    watch, notes = Watch(progress, should_stop), Notebook(most)
    try:
        _require_present(path)
    except LibraryDamaged:
        notes.cannot_read("Nothing of the file can be read as it is.")
        return _report(path, notes, started, now)
    with looked_at(path, watch) as (db, may_write):
        referenced: Referenced = {}

        def read_history() -> None:
            nonlocal referenced
            referenced = check_history(db, notes, watch)

        parts: tuple[tuple[Callable[..., object], Callable[[], object]], ...] = (
            (check_file, partial(check_file, db, notes, watch)),
            (check_keys, partial(check_keys, db, notes, watch)),
            (check_collections, partial(check_collections, db, notes, watch)),
            (check_articles, partial(check_articles, db, notes, watch)),
            (check_texts, partial(check_texts, db, notes, watch)),
            (check_search, partial(check_search, db, notes, watch, may_write=may_write)),
            (check_history, read_history),
            (check_orphans, lambda: check_orphans(db, notes, watch, referenced)),
        )
        for part, run in parts:
            _guarded(part, run, notes, watch)
    return _report(path, notes, started, now)


def _report(path: Path, notes: Notebook, started: float, now: datetime | None) -> Report:
    return Report(
        library=str(path),
        checked_at=to_iso(now or utc_now()),
        size=size_of(path),
        articles=notes.numbers["articles"],
        texts=notes.numbers["texts"],
        quotations=notes.numbers["quotations"],
        faults=tuple(notes.faults),
        counts=dict(notes.counts),
        unread=tuple(notes.unread),
        notices=tuple(notes.notices),
        seconds=round(monotonic() - started, 2),
    )


def _guarded(
    part: Callable[..., object], run: Callable[[], object], notes: Notebook, watch: Watch
) -> None:
    try:
        run()
    except sqlite3.DatabaseError as error:
        if is_interrupted(error) or watch.is_stopped():
            raise Cancelled("It was stopped; nothing was changed.") from error
        notes.cannot_read(f"{UNREADABLE[part]} SQLite says: {error}.")


def _require_present(path: Path) -> None:
    """Refuse what cannot be checked: no library, or one that Postil brings up to date first."""
    schema = schema_of(path)
    if schema == 0:
        raise LibraryError(f"There is no library at {path}.")
    if schema < SCHEMA:
        raise LibraryError(
            f"The library {path} was made by an older Postil (schema {schema}). Open it once, "
            "which brings it up to date and keeps a copy; then check it."
        )
