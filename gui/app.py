"""From the command line to the first window, and out again."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

import resources
from gui.fonts import apply_fonts
from gui.main_window import MainWindow
from gui.notices import Problem, ReportWindow, install_hooks
from gui.session import Session
from gui.settings import Settings
from gui.theme import apply_theme, load_theme
from storage.errors import LibraryDamaged, LibraryError, LibraryForeign
from storage.library import Library
from storage.text.addresses import is_web

WELCOME = Path(resources.__file__).parent / "welcome" / "welcome.md"
SETTLED_MS = 1000  # after the start: everything that lives as long as the window is there
COLLECT_AFTER = 50_000  # new objects; Python's 700 means a pass over all for each page of a book
FINDING_MS = 300  # after the start: all is painted, and the open article's findings come next
CARE_MS = 4000  # after the start: when the copy of the day is made
NO_DISPLAY = """\
There is no display, so Postil runs without a window on the screen; press Ctrl+C to stop it.
“postil list”, “postil search” and “postil export” work here; “postil --help” shows all of them.
"""


def run(library_path: Path, things: Sequence[str]) -> int:
    """Open the window on a library with files, addresses and links; gives the exit code."""
    if not has_display():
        names = [thing for thing in things if not (is_link(thing) or is_web(thing))]
        gone = [name for name in names if not Path(name).exists()]
        if gone:
            sys.stderr.write(f"postil: there is no file at {gone[0]}.\n")
            return 1
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        sys.stderr.write(NO_DISPLAY)
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Postil")
    app.setDesktopFileName("postil")
    settings = Settings()
    apply_fonts(app)
    apply_theme(app, load_theme(settings.effective_theme()))
    library = open_or_ask(library_path)
    if library is None:
        return 1
    session = Session(library, settings, app)
    window = MainWindow(session)
    unhook = install_hooks(Reports(window).add)
    signal.signal(signal.SIGINT, lambda *_: window.close())
    signal.signal(signal.SIGTERM, lambda *_: window.close())
    window.show()
    QTimer.singleShot(0, window, lambda: _begin(window, session, things))
    QTimer.singleShot(FINDING_MS, window, window.finding.start)
    keepers = ExitStack()
    QTimer.singleShot(FINDING_MS, window, lambda: keepers.callback(_keep_locked(library.path)))
    QTimer.singleShot(SETTLED_MS, window, calm_collector)
    QTimer.singleShot(CARE_MS, window, lambda: _take_care(session, window))
    QTimer.singleShot(CARE_MS, window, window.watch)
    code = app.exec()
    unhook()
    keepers.close()
    if window.afterwards is not None:
        window.afterwards()
    return code


def _keep_locked(path: Path) -> Callable[[], None]:
    """Keep a library locked for other programs; the result ends it."""
    from storage.lock_keeper import LockKeeper  # subprocess: not on the way to the window

    return LockKeeper(path).close


def open_library(path: Path) -> Library:
    """Open a library; a new one gets the welcome article. Raises: LibraryError."""
    is_new = not path.exists()
    library = Library.open(path)
    if is_new:
        from storage.intake import take_in_file

        take_in_file(library, WELCOME)
    return library


class Reports:
    """The window for unexpected errors, made when there is one."""

    def __init__(self, parent: QWidget) -> None:
        """Wait."""
        self._parent = parent
        self._window: ReportWindow | None = None

    def add(self, problem: Problem) -> None:
        """Show a problem."""
        if self._window is None:
            self._window = ReportWindow(self._parent)
        self._window.add(problem)


def open_or_ask(path: Path) -> Library | None:
    """Open a library; where that fails, say why and let the reader choose another."""
    while True:
        try:
            library = open_library(path)
            try_out(library)
        except LibraryError as error:
            sys.stderr.write(f"postil: {error}\n")
            chosen = _way_out(path, error) if can_ask() else None
            if chosen is None:
                return None
            path = chosen
        else:
            return library


def try_out(library: Library) -> None:
    """Read what the first window needs. Raises: LibraryError, with the library closed."""
    try:
        library.articles.last_opened()
        library.findings.newest()
        library.legend.names()
        library.undo_label()
    except LibraryError:
        library.close()
        raise


def can_ask() -> bool:
    """Say whether somebody sees a question."""
    return QApplication.platformName() not in ("offscreen", "minimal")


def is_link(thing: str) -> bool:
    """Say whether an argument is a link into a library."""
    return thing.startswith("postil://")


def has_display() -> bool:
    """Say whether windows can be seen here; only Linux can be without."""
    if sys.platform != "linux":
        return True
    return any(os.environ.get(n) for n in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _begin(window: MainWindow, session: Session, things: Sequence[str]) -> None:
    """Open what was asked for, or the article that was open last, or the only one there is."""
    links = [thing for thing in things if is_link(thing)]
    addresses = [thing for thing in things if is_web(thing)]
    files = [Path(thing) for thing in things if thing not in (*links, *addresses)]
    window.importing.files(files)
    if addresses:
        window.open_addresses(addresses)
    if links:
        session.open_link(links[0])
    elif not (files or addresses):
        article = session.library.articles.last_opened()
        if article is not None:
            session.open(article)


def calm_collector() -> None:
    """Let the collector of cyclic garbage, off since the start, pass over what stays for good."""
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER, 20, 50)
    gc.enable()


def _take_care(session: Session, window: MainWindow) -> None:
    """Look whether the library is whole, and make the copy of the day, both beside the window.

    At each start: a copy of today says nothing of what happened to the file since then.
    """
    from storage.backup import back_up_if_due

    window.look_whether_whole()
    path = session.library.path
    session.tasks.run(lambda: back_up_if_due(path, datetime.now(UTC)), lambda _: None, session.tell)


def _way_out(path: Path, error: LibraryError) -> Path | None:
    """Let the reader say what to do about a library that does not open; None to quit."""
    from storage.backup import copies_of

    is_spoiled = isinstance(error, LibraryForeign) and path.is_file()  # or another file altogether
    if not isinstance(error, LibraryDamaged) and not (is_spoiled and copies_of(path)):
        return _ask_for_another(path, str(error))
    from gui.care.rescue import RescueDialog, rescued

    choice = RescueDialog.ask(path, str(error))
    if choice == "quit":
        return None
    return _chosen(path) if choice == "another" else rescued(path, choice) or path


def _ask_for_another(path: Path, sentence: str) -> Path | None:
    from gui.confirm import confirm

    title = "The library could not be opened"
    if not confirm(None, title, sentence, "Choose another library…", kind=""):
        return None
    return _chosen(path)


def _chosen(path: Path) -> Path | None:
    name, _ = QFileDialog.getSaveFileName(
        None,
        "Open or make a library",
        str(path.parent),
        "Library (*.postil)",
        options=QFileDialog.Option.DontConfirmOverwrite,
    )
    return Path(name) if name else None
