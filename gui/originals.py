"""The file that an article was read from: opened outside, or saved."""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from gui.saving import save_as
from gui.session import Notice, Session
from storage.errors import PostilError
from storage.importers.gathering import ENDINGS
from storage.types import Original

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
    """Writes originals to a folder that only this user reads; it goes with the window."""

    def __init__(self, session: Session, window: QWidget) -> None:
        """Work for one window; nothing is written yet."""
        self._session = session
        self._window = window
        self._folder: Path | None = None
        session.closing.connect(self.clear)

    def show(self) -> None:
        """Open the original of the open article with the program that the desktop has for it."""
        original = self._original()
        if original is None:
            return
        try:
            path = self._written(original)
        except OSError as error:
            said = f"The original could not be written to a temporary folder: {error.strerror}."
            self._session.noticed.emit(Notice(said, "warning"))
            return
        if not open_file(path):
            said = f"No program was found that opens {path.name}. “Save original as…” keeps a copy."
            self._session.noticed.emit(Notice(said, "warning"))

    def save(self) -> None:
        """Ask where to, and write the original there as it came."""
        original = self._original()
        if original is None:
            return
        name = safe_name(original.name)
        path = save_as(self._session, self._window, "Save original as", name, original.body)
        if path is not None:
            self._session.noticed.emit(Notice(f"The original is in {path}.", "success"))

    def clear(self) -> None:
        """Remove what was written."""
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    def _original(self) -> Original | None:
        text = self._session.text
        if text is None:
            return None
        try:
            return self._session.library.texts.original(text.id)
        except PostilError as error:
            self._session.tell(error)
            return None

    def _written(self, original: Original) -> Path:
        """Give a file with the original, read-only and in a folder of its own."""
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="postil-"))  # 0700, whatever the umask
        text = self._session.text
        folder = self._folder / str(text.id if text is not None else 0)
        path = folder / safe_name(original.name)
        if not path.exists():
            folder.mkdir(mode=0o700, exist_ok=True)
            path.write_bytes(original.body)
            path.chmod(0o400)
        return path


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
