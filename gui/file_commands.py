"""What the File menu does: files, texts and libraries in and out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from gui.importing import Importing
from gui.launching import can_take_links, start_another, take_links
from gui.session import Notice, Session

if TYPE_CHECKING:
    from gui.addresses import Addresses
    from gui.feeds_checking import FeedChecks
    from gui.feeds_dialog import FeedsDialog
    from gui.watched_folders import WatchedFolders

KINDS = (  # what the dialog offers to show, by name and endings
    ("Web pages", "html htm xhtml xht mhtml mht"),
    ("Books and documents", "epub pdf docx odt fodt rtf"),
    ("Texts", "txt text md markdown mdown mkd log rst"),
    ("Archives of articles", "zip"),
    ("Feeds", "xml rss atom"),
    ("Postil exports", "json"),
)
LIBRARIES = "Library (*.postil)"
NOT_PASTED = "There is no text on the clipboard."
NOT_DROPPED = "There is nothing in it that Postil can read."
PICTURE = "This is a picture; Postil reads texts. Copy the words, or open the page it is from."


class FileCommands:
    """The commands of one window; dialogs open over it."""

    def __init__(self, session: Session, importing: Importing, window: QWidget) -> None:
        """Act through a session; what comes in goes through `importing`."""
        self._session = session
        self._importing = importing
        self._window = window
        self._watching: WatchedFolders | None = None
        self._addresses: Addresses | None = None
        self._checks: FeedChecks | None = None
        self._feeds_dialog: FeedsDialog | None = None

    def open(self) -> None:
        """Ask for files and import them."""
        folder = self._session.settings.text("folder", str(Path.home()))
        names, _ = QFileDialog.getOpenFileNames(self._window, "Open", folder, file_filter())
        if names:
            self._session.settings.set_text("folder", str(Path(names[0]).parent))
            self._importing.files([Path(name) for name in names])

    def open_address(self) -> None:
        """Ask for an address of the web and open what is there."""
        from gui.address_dialog import AddressDialog

        if address := AddressDialog.ask(self._window):
            self.open_addresses([address])

    def open_addresses(self, addresses: Sequence[str]) -> None:
        """Fetch pages and add them as articles; a single one is opened."""
        if self._addresses is None:
            from gui.addresses import Addresses

            self._addresses = Addresses(
                self._session, self._importing, lambda url: self.checks().follow(url)
            )
        self._addresses.open(addresses)

    def feeds(self) -> None:
        """Show the feeds that are followed; the window stays open beside this one."""
        if self._feeds_dialog is None:
            from gui.feeds_dialog import FeedsDialog

            self._feeds_dialog = FeedsDialog(self._session, self.checks(), self._window)
        self._feeds_dialog.show()
        self._feeds_dialog.raise_()
        self._feeds_dialog.activateWindow()

    def checks(self) -> FeedChecks:
        """Give what checks feeds; it begins with the first call."""
        if self._checks is None:
            from gui.feeds_checking import FeedChecks

            self._checks = FeedChecks(self._session, self._window)
        return self._checks

    def import_folder(self) -> None:
        """Ask for a folder and import what is in it, and in the folders inside."""
        start = self._session.settings.text("folder", str(Path.home()))
        name = QFileDialog.getExistingDirectory(self._window, "Import folder", start)
        if name:
            self._session.settings.set_text("folder", name)
            self._importing.files([Path(name)])

    def watch_folders(self) -> None:
        """Let the reader say which folders are watched for new articles."""
        from gui.watched_dialog import WatchedDialog

        WatchedDialog.ask(self.watching(), self._window)

    def watch(self) -> None:
        """Begin to watch the folders that are listed and the feeds that are followed, if any."""
        if self._session.settings.text(f"{watch_key(self._session)}/folders") not in ("", "[]"):
            self.watching()
        if self._session.library.feeds.all():
            self.checks()

    def watching(self) -> WatchedFolders:
        """Give what watches folders; it begins with the first call."""
        if self._watching is None:
            from gui.watched_folders import WatchedFolders

            self._watching = WatchedFolders(
                self._session, self._importing, watch_key(self._session), self._window
            )
        return self._watching

    def stop(self) -> None:
        """Watch no more."""
        if self._watching is not None:
            self._watching.stop()
        if self._checks is not None:
            self._checks.stop()

    def paste(self) -> None:
        """Import what is on the clipboard; an address is offered to be opened."""
        from gui.clipboard import brought

        data = QGuiApplication.clipboard().mimeData()
        if len(brought(data).addresses) == 1:
            self.open_address()  # its dialog starts with the address on the clipboard
        else:
            self.take(data, NOT_PASTED)

    def take(self, data: QMimeData | None, otherwise: str = NOT_DROPPED) -> None:
        """Import what was pasted or dropped: files, addresses, a text; else say what is wrong."""
        from gui.clipboard import brought

        found = brought(data)
        if found.paths:
            self._importing.files(found.paths)
        elif found.addresses:
            self.open_addresses(found.addresses)
        elif found.rich is not None:
            self._importing.rich_text(found.rich)
        elif found.text.strip():
            self._importing.text(found.text)
        else:
            self._session.noticed.emit(Notice(PICTURE if found.is_picture else otherwise))

    def write(self) -> None:
        """Ask for a text and make it an article."""
        from gui.paste_dialog import PasteDialog

        made = PasteDialog.ask(self._window)
        if made is None:
            return
        if made.rich is not None:
            self._importing.rich_text(made.rich, title=made.title)
        else:
            self._importing.text(made.text, title=made.title)

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


def watch_key(session: Session) -> str:
    """Give where the settings keep the watched folders of a library."""
    place = str(session.library.path.absolute()).encode("utf-8", "surrogateescape")
    return f"watched-{blake2b(place, digest_size=6).hexdigest()}"


def file_filter() -> str:
    """Give the kinds of files for a dialog, all that Postil reads first."""
    kinds = [("All that Postil reads", " ".join(endings for _, endings in KINDS)), *KINDS]
    shown = [
        f"{name} ({' '.join(f'*.{ending}' for ending in endings.split())})"
        for name, endings in kinds
    ]
    return ";;".join((*shown, "All files (*)"))
