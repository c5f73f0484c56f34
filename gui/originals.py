"""The file that an article was read from: opened outside, or saved."""

from __future__ import annotations

import re
import shutil
import tempfile
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from gui.saving import where_to
from gui.session import Notice, Session
from gui.tasks import PATIENCE_S, Tasks
from storage.importers.gathering import ENDINGS
from storage.library import Library
from storage.types import Original, TextId

LONGEST_NAME = 100  # characters
FALLBACK = "article.txt"
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')
# A desktop may start what has any other ending instead of showing it. A server says what the file
# is called that it sends, so a list of bad endings would never be long enough.
_SHOWN = ENDINGS | frozenset(
    (
        *(".docm", ".dotx", ".xml", ".rss", ".atom", ".opml", ".csv", ".tsv", ".tex"),
        *(".bib", ".org", ".adoc", ".asc", ".srt", ".vtt", ".yaml", ".yml", ".toml"),
    )
)


class Originals:
    """Writes originals to a folder that only this user reads; it goes with the window.

    They may have hundreds of megabytes, so a worker reads and writes them.
    """

    def __init__(self, session: Session, window: QWidget) -> None:
        """Work for one window; nothing is written yet."""
        self._session = session
        self._window = window
        self._folder: Path | None = None
        self._tasks = Tasks(window)
        session.closing.connect(self.clear)

    def show(self) -> None:
        """Open the original of the open article with the program that the desktop has for it."""
        text = self._session.text
        if text is None:
            return
        if self._folder is None:
            try:
                self._folder = Path(tempfile.mkdtemp(prefix="postil-"))  # 0700, whatever the umask
            except OSError as error:
                self._on_not_written(error)
                return
        work = partial(_written, self._session.library.path, text.id, self._folder / str(text.id))
        self._tasks.run(work, self._on_written, self._on_not_written)

    def save(self) -> None:
        """Ask where to, and write the original there as it came."""
        text = self._session.text
        if text is not None:
            work = partial(_original, self._session.library.path, text.id)
            self._tasks.run(work, self._on_read, self._session.tell)

    def clear(self) -> None:
        """Remove what was written."""
        self._tasks.close()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    def _on_written(self, path: Path) -> None:
        if not open_file(path):
            said = f"No program was found that opens {path.name}. “Save original as…” keeps a copy."
            self._session.noticed.emit(Notice(said, "warning"))

    def _on_not_written(self, error: Exception) -> None:
        if not isinstance(error, OSError):
            self._session.tell(error)
            return
        said = f"The original could not be written to a temporary folder: {error.strerror}."
        self._session.noticed.emit(Notice(said, "warning"))

    def _on_read(self, original: Original) -> None:
        path = where_to(self._session, self._window, "Save original as", safe_name(original.name))
        if path is not None:
            said = Notice(f"The original is in {path}.", "success")
            self._tasks.run(
                partial(_write, path, original.body),
                lambda _: self._session.noticed.emit(said),
                self._session.tell,
                is_lasting=True,
            )


def _original(library: Path, text: TextId) -> Original:
    """Read an original, in the worker. Raises: LibraryError."""
    with Library.open(library, create=False, busy_timeout_s=PATIENCE_S) as opened:
        return opened.texts.original(text)


def _written(library: Path, text: TextId, folder: Path) -> Path:
    """Give a file with the original, read-only and in a folder of its own, in the worker.

    Raises: LibraryError; OSError.
    """
    if folder.exists() and (there := next(folder.iterdir(), None)) is not None:
        return there
    original = _original(library, text)
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / safe_name(original.name)
    try:
        path.write_bytes(original.body)
        path.chmod(0o400)
    except OSError:
        path.unlink(missing_ok=True)  # half a file must not be taken for the original
        raise
    return path


def _write(path: Path, body: bytes) -> None:
    from storage.exporters.catalogue import write

    write(path, body)


def safe_name(name: str) -> str:
    """Give a file's name without folders; one that is not known to be only shown ends in .txt."""
    plain = _UNSAFE.sub(" ", name.replace("\\", "/").rsplit("/", 1)[-1]).strip(" .")
    stem, dot, ending = plain.rpartition(".")
    if not dot:
        stem, ending = plain, "txt"
    if f".{ending.casefold()}" not in _SHOWN:
        stem, ending = plain, "txt"
    stem = " ".join(stem.split())[: LONGEST_NAME - len(ending) - 1]
    return f"{stem}.{ending}" if stem else FALLBACK


def open_file(path: Path) -> bool:
    """Open a file outside; says whether a program was found."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
