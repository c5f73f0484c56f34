"""What the File menu does: files, texts and libraries in and out."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from gui.importing import Importing
from gui.launching import can_take_links, start_another, take_links
from gui.session import Notice, Session

FILES = (
    "Texts (*.txt *.text *.md *.markdown *.mdown *.mkd *.log *.rst)"
    ";;Postil exports (*.json);;All files (*)"
)
LIBRARIES = "Library (*.postil)"


class FileCommands:
    """The commands of one window; dialogs open over it."""

    def __init__(self, session: Session, importing: Importing, window: QWidget) -> None:
        """Act through a session; what comes in goes through `importing`."""
        self._session = session
        self._importing = importing
        self._window = window

    def open(self) -> None:
        """Ask for files and import them."""
        folder = self._session.settings.text("folder", str(Path.home()))
        names, _ = QFileDialog.getOpenFileNames(self._window, "Open", folder, FILES)
        if names:
            self._session.settings.set_text("folder", str(Path(names[0]).parent))
            self._importing.files([Path(name) for name in names])

    def paste(self) -> None:
        """Import what is on the clipboard."""
        if not self.take(QGuiApplication.clipboard().mimeData()):
            self._session.noticed.emit(Notice("There is no text on the clipboard."))

    def take(self, data: QMimeData | None) -> bool:
        """Import files or a text, dropped or pasted; says whether there was any."""
        if data is None:  # there may be no clipboard
            return False
        paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        if paths:
            self._importing.files(paths)
        elif data.text().strip():
            self._importing.text(data.text())
        return bool(paths or data.text().strip())

    def write(self) -> None:
        """Ask for a text and make it an article."""
        from gui.paste_dialog import PasteDialog

        text = PasteDialog.ask(self._window)
        if text:
            self._importing.text(text)

    def back_up(self) -> None:
        """Ask where to, and copy the library there."""
        from storage.backup import back_up

        library = self._session.library.path
        start = str(library.with_name(f"{library.stem} copy.postil"))
        name, _ = QFileDialog.getSaveFileName(self._window, "Back up library", start, LIBRARIES)
        if name:
            self._session.tasks.run(
                partial(back_up, library, Path(name)), self._on_backed_up, self._session.tell
            )

    def open_library(self) -> None:
        """Ask for a library, one that is there or a new one, and open it in another window."""
        name, _ = QFileDialog.getSaveFileName(
            self._window,
            "Open or make a library",
            str(self._session.library.path.parent),
            LIBRARIES,
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if name:
            start_another(Path(name))

    def take_links(self) -> None:
        """Make Postil the program that opens the links of its exports."""
        if not can_take_links():
            said = "On this system, postil:// links are opened with “postil LINK” in a terminal."
            self._session.noticed.emit(Notice(said))
            return
        try:
            take_links()
        except OSError as error:
            said = f"The links could not be taken over: {error.strerror}."
            self._session.noticed.emit(Notice(said, "warning"))
        else:
            said = "Links to your articles and annotations open in Postil from now on."
            self._session.noticed.emit(Notice(said, "success"))

    def _on_backed_up(self, made: Path) -> None:
        self._session.noticed.emit(Notice(f"A copy of the library is in {made}.", "success"))
