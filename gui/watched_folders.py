"""Folders that are watched: what is new in them comes into the library by itself.

Nothing in them is ever changed. The system tells of new files at once where it can; a slow look
finds the rest, as on network drives. The list belongs to one library on this computer.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from gui.importing import Batch, Importing
from gui.session import Notice, Session
from gui.tasks import Tasks
from storage.errors import ImportFailed
from storage.importers.folder_news import Stamps, settled, sign, stamps_in, unknown

SOON_MS = 2000  # to the second look at a file, and after the system tells of a change
SLOW_MS = 60_000  # between looks when nothing happens
MOST_SIGNS = 50_000  # of files that were imported; about 1 MB of settings
MOST_FOLDERS = 500  # that the system is asked to tell of; systems have few


@dataclass(frozen=True, slots=True)
class Watched:
    """A folder on the list."""

    path: str
    has_subfolders: bool = True


Look = tuple[Watched, Stamps | str]  # what is there, or why it could not be looked at


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
        self._tasks = Tasks(self)
        self._soon_ms = soon_ms
        self._key = key
        self._signs: dict[str, None] = dict.fromkeys(self._saved("signs").split())
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
        """Look at all folders now, in the worker."""
        if self._is_looking:
            self._looks_again = True
            return
        self._timer.stop()
        if self.folders:
            self._is_looking = True
            self._tasks.run(partial(_look_at, self.folders), self._on_looked, self._on_failed)

    def stop(self) -> None:
        """Watch no more."""
        self._timer.stop()
        if watched := self._system.directories():
            self._system.removePaths(watched)
        self._tasks.close()

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
        ready: Stamps = {}
        waits = False
        for folder, found in looks:
            if folder not in self.folders:
                continue
            if isinstance(found, str):
                self._say_missing(folder, found)
                continue
            self._missing.discard(folder.path)
            if folder.path in self._skipped:
                self._skipped.discard(folder.path)
                self._remember(found)
            new = unknown(found, self._signs)
            new = {path: stamp for path, stamp in new.items() if path not in self._under_way}
            whole = settled(new, self._before.get(folder.path, {}))
            waits = waits or len(whole) < len(new)
            ready |= {path: new[path] for path in whole}
            self._before[folder.path] = found
        self._tell_system()
        if ready:
            self._import(ready)
        self._timer.start(self._soon_ms if waits else SLOW_MS)
        self.looked.emit()
        if self._looks_again:
            self._looks_again = False
            self._look_soon()

    def _import(self, ready: Stamps) -> None:
        self._under_way.update(ready)
        parents = {path.parent.name for path in ready}
        title = parents.pop() if len(parents) == 1 else "Watched folders"

        def over(_report: object) -> None:
            self._under_way.difference_update(ready)
            self._remember(ready)

        self._importing.run(Batch(title, tuple(ready), is_quiet=True, after=over))

    def _remember(self, stamps: Stamps) -> None:
        for path, stamp in stamps.items():
            self._signs[sign(path, stamp)] = None
        kept = list(self._signs)[-MOST_SIGNS:]
        self._signs = dict.fromkeys(kept)
        self._session.settings.set_text(f"{self._key}/signs", " ".join(kept))

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


def _look_at(folders: tuple[Watched, ...]) -> list[Look]:
    looks: list[Look] = []
    for folder in folders:
        try:
            found = stamps_in(Path(folder.path), has_subfolders=folder.has_subfolders)
        except ImportFailed as error:
            looks.append((folder, str(error)))
        else:
            looks.append((folder, found))
    return looks
