"""How the library is, in a few words; and when it was last checked, which the settings keep."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar

from gui.session import Session
from gui.tasks import Tasks
from storage.care.compacting import megabytes
from storage.care.copies import copies, inside
from storage.care.looking import size_of
from storage.care.reports import Report
from storage.store import from_iso

Result = TypeVar("Result")

NEVER = "never"


class CareState:
    """Reads the state of one library beside the window."""

    def __init__(self, session: Session) -> None:
        """Ask nothing yet."""
        self._session = session
        self._tasks = Tasks()
        place = str(session.library.path.absolute()).encode("utf-8", "surrogateescape")
        self._key = f"care-{blake2b(place, digest_size=6).hexdigest()}/checked"

    def ask(self, done: Callable[[dict[str, str]], None]) -> None:
        """Find out how the library is, and call back with words by their heads."""
        path, last = self._session.library.path, self._last_check()
        self._tasks.run(lambda: {**state_of(path), "Last check": last}, done, self._session.tell)

    def ask_about(self, question: Callable[[], Result], done: Callable[[Result], None]) -> None:
        """Find something else out beside the window, and call back with it."""
        self._tasks.run(question, done, self._session.tell)

    def keep(self, report: Report) -> None:
        """Remember that the library was checked, and how it was."""
        told = json.dumps([report.checked_at, report.sentence()])
        self._session.settings.set_text(self._key, told)

    def forget(self) -> None:
        """Know of no check: the library has another content now."""
        self._session.settings.set_text(self._key, "")

    def close(self) -> None:
        """Ask nothing more."""
        self._tasks.close()

    def _last_check(self) -> str:
        try:
            at, sentence = json.loads(self._session.settings.text(self._key))
            return f"{on_day(from_iso(at))}. {sentence}"
        except (ValueError, TypeError):
            return NEVER


def state_of(path: Path) -> dict[str, str]:
    """Say where a library is, what is in it and how old its newest copy is."""
    counted, made = inside(path), copies(path)
    good = [copy for copy in made if copy.is_readable]
    newest = "There is none yet." if not good else on_day(good[0].made_at)
    if len(made) > 1:
        newest += f", of {len(made):,} copies"
    has = "It cannot be counted."
    if counted is not None:
        has = f"{counted[0]:,} articles, {counted[1]:,} annotations"
    return {
        "Library": f"{path}  ({megabytes(size_of(path))})",
        "In it": has,
        "Newest copy": newest,
    }


def said_of(report: Report) -> str:
    """Say what a check has found."""
    took = f"Checked in {report.seconds:,.0f} s." if report.seconds >= 1 else ""
    return " ".join(filter(None, (report.sentence(), took)))


def on_day(moment: datetime) -> str:
    """Write a time for people: "today, 14:05", "27 November 2026, 14:05"."""
    here, today = moment.astimezone(), datetime.now(UTC).astimezone()
    if here.date() == today.date():
        return f"today, {here:%H:%M}"
    return f"{here.day} {here:%B %Y, %H:%M}"
