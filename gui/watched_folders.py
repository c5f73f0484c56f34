"""Folders that are watched: what is new in them comes into the library by itself.

Nothing in them is ever changed. The system tells of new files at once where it can; a slow look
finds the rest, as on network drives. The list belongs to one library on this computer.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from threading import Event

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from gui.importing import Batch, Importing
from gui.session import Notice, Session
from gui.tasks import LooseTasks
from storage.errors import ImportFailed
from storage.importers.folder_news import Found, Stamps, look_into, settled, sign, unknown
from storage.importers.gathering import MOST_THINGS

SOON_MS = 2000  # to the second look at a file, and after the system tells of a change
SLOW_MS = 60_000  # between looks when nothing happens
MOST_FOLDERS = 500  # that the system is asked to tell of; systems have few


@dataclass(frozen=True, slots=True)
class Watched:
    """A folder on the list."""

    path: str
    has_subfolders: bool = True


Look = tuple[Watched, Found | str]  # what is there, or why it could not be looked at


class WatchedFolders(QObject):
    """Watches from the start to `stop`.

    Signals:
        changed: the list is another one now; see `folders`.
        looked: a look is over.
    """

    changed = Signal()
    looked = Signal()

    def __init__(
        self,
        session: Session,
        importing: Importing,
        key: str,
        parent: QObject | None = None,
        *,
        soon_ms: int = SOON_MS,
    ) -> None:
        """Begin with what the settings list under a key."""
        super().__init__(parent)
        self._session = session
        self._importing = importing
        self._stopped = Event()
        self._tasks = LooseTasks(self)
        self._soon_ms = soon_ms
        self._key = key
        self._signs = self._saved_signs()  # of files that are done, by watched folder
        self.folders = self._listed()
        self._skipped: set[str] = set()  # added for what is yet to come
        self._missing: set[str] = set()
        self._before: dict[str, Stamps] = {}
        self._under_way: set[Path] = set()
        self._is_looking = self._looks_again = False
        self._system = QFileSystemWatcher(self)
        self._system.directoryChanged.connect(self._look_soon)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.look)
        if self.folders:
            self.look()

    def add(self, path: Path, *, has_subfolders: bool = True, imports_now: bool = True) -> None:
        """Watch a folder; without `imports_now` only what comes from now on is imported."""
        rest = [folder for folder in self.folders if folder.path != str(path)]
        if not imports_now:
            self._skipped.add(str(path))
        self._save([*rest, Watched(str(path), has_subfolders)])
        self.look()

    def remove(self, path: str) -> None:
        """Watch a folder no more; what came from it stays in the library."""
        self._before.pop(path, None)
        self._save([folder for folder in self.folders if folder.path != path])
        self._tell_system()

    def look(self) -> None:
        """Look at all folders now, in a thread that nobody waits for."""
        if self._is_looking:
            self._looks_again = True
            return
        self._timer.stop()
        if self.folders:
            self._is_looking = True
            look = partial(_look_at, self.folders, self._stopped.is_set)
            self._tasks.run(look, self._on_looked, self._on_failed)

    def stop(self) -> None:
        """Watch no more; a look that hangs, as at network folders, is left alone."""
        self._stopped.set()
        self._tasks.close()
        self._timer.stop()
        if watched := self._system.directories():
            self._system.removePaths(watched)

    # -- inside

    def _look_soon(self) -> None:
        if not self._timer.isActive() or self._timer.remainingTime() > self._soon_ms:
            self._timer.start(self._soon_ms)

    def _on_failed(self, error: Exception) -> None:
        self._is_looking = False
        self._timer.start(SLOW_MS)
        self._session.tell(error)

    def _on_looked(self, looks: list[Look]) -> None:
        self._is_looking = False
        ready: dict[str, Stamps] = {}
        waits = False
        known = {sign for signs in self._signs.values() for sign in signs}
        for folder, found in looks:
            if folder not in self.folders:
                continue
            if isinstance(found, str):
                self._say_missing(folder, found)
                continue
            self._missing.discard(folder.path)
            if folder.path in self._skipped:
                self._skipped.discard(folder.path)
                known.update(found.signs.values())
            self._keep_signs(folder.path, found, known)
            new = unknown(found, known)
            new = {path: stamp for path, stamp in new.items() if path not in self._under_way}
            whole = settled(new, self._before.get(folder.path, {}))
            waits = waits or len(whole) < len(new)
            if whole:
                ready[folder.path] = {path: new[path] for path in whole}
            self._before[folder.path] = found.stamps
        self._tell_system()
        if ready:
            self._import(ready)
        self._timer.start(self._soon_ms if waits else SLOW_MS)
        self.looked.emit()
        if self._looks_again:
            self._looks_again = False
            self._look_soon()

    def _import(self, ready: dict[str, Stamps]) -> None:
        paths = tuple(dict.fromkeys(path for stamps in ready.values() for path in stamps))
        self._under_way.update(paths)
        parents = {path.parent.name for path in paths}
        title = parents.pop() if len(parents) == 1 else "Watched folders"

        def over(_report: object) -> None:
            self._under_way.difference_update(paths)
            left = _left_over(batch)
            for folder, stamps in ready.items():
                done = {sign(path, stamps[path]) for path in stamps if path not in left}
                self._signs.setdefault(folder, set()).update(done)
            self._save_signs()

        batch = Batch(title, paths, is_quiet=True, after=over)
        self._importing.run(batch)

    def _keep_signs(self, folder: str, found: Found, known: set[str]) -> None:
        """Keep the signs of what is there; others only if files may be there that were not seen."""
        before = self._signs.get(folder, set())
        kept = known.intersection(found.signs.values())
        kept |= set() if found.is_whole else before
        if kept != before:
            self._signs[folder] = kept
            self._save_signs()

    def _saved_signs(self) -> dict[str, set[str]]:
        try:
            saved = json.loads(self._saved("signs") or "{}")
            return {str(folder): set(signs.split()) for folder, signs in saved.items()}
        except (ValueError, AttributeError):  # what is unreadable counts as unset
            return {}

    def _save_signs(self) -> None:
        text = json.dumps({folder: " ".join(signs) for folder, signs in self._signs.items()})
        self._session.settings.set_text(f"{self._key}/signs", text)

    def _say_missing(self, folder: Watched, sentence: str) -> None:
        self._before.pop(folder.path, None)
        if folder.path not in self._missing:
            self._missing.add(folder.path)
            self._session.noticed.emit(Notice(sentence, "warning"))

    def _tell_system(self) -> None:
        """Ask the system to tell of the folders, and of those inside that hold something."""
        wanted: set[str] = set()
        for folder in self.folders:
            found = self._before.get(folder.path)
            if found is not None:
                inside = {str(path.parent) for path in found if folder.has_subfolders}
                wanted |= {folder.path, *inside}
        wanted = set(sorted(wanted, key=len)[:MOST_FOLDERS])
        watched = set(self._system.directories())
        if gone := watched - wanted:
            self._system.removePaths(sorted(gone))
        if new := wanted - watched:
            self._system.addPaths(sorted(new))

    def _listed(self) -> tuple[Watched, ...]:
        try:
            return tuple(Watched(**one) for one in json.loads(self._saved("folders") or "[]"))
        except (ValueError, TypeError):  # what is unreadable counts as unset
            return ()

    def _save(self, folders: list[Watched]) -> None:
        self.folders = tuple(sorted(folders, key=lambda folder: folder.path.casefold()))
        text = json.dumps([asdict(folder) for folder in self.folders])
        self._session.settings.set_text(f"{self._key}/folders", text)
        self.changed.emit()

    def _saved(self, name: str) -> str:
        return self._session.settings.text(f"{self._key}/{name}")


def _look_at(folders: tuple[Watched, ...], is_cancelled: Callable[[], bool]) -> list[Look]:
    looks: list[Look] = []
    for folder in folders:
        path, inside = Path(folder.path), folder.has_subfolders
        try:
            found = look_into(path, has_subfolders=inside, is_cancelled=is_cancelled)
        except ImportFailed as error:
            looks.append((folder, str(error)))
        else:
            looks.append((folder, found))
    return looks


def _left_over(batch: Batch) -> set[Path]:
    """Give the files to be tried again: the library did not take them, or it was stopped before."""
    report = batch.report
    if not report.total:  # stopped before it was known what there is
        return set(batch.paths)
    told = {outcome.number for outcome in report.outcomes}
    later = {outcome.number for outcome in report.outcomes if outcome.is_for_now}
    is_stopped = report.done < report.total
    found: set[Path] = set()
    left: set[Path] = set()
    for number, wanted in enumerate(batch.wanted):
        if wanted.path is not None:
            found.add(wanted.path)
            if number in later or (is_stopped and number not in told):
                left.add(wanted.path)
    if len(batch.wanted) >= MOST_THINGS:  # of the others it is not known what is in them
        left |= set(batch.paths) - found
    return left
