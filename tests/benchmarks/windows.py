"""Inside a measuring process: the window as `gui.app` makes it, and when it was painted."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, qVersion
from PySide6.QtGui import QFontInfo, QTextDocument
from PySide6.QtWidgets import QApplication, QWidget

from gui.app import calm_collector
from gui.fonts import apply_fonts, reading_font
from gui.main_window import MainWindow
from gui.session import Session
from gui.settings import Settings, Typography
from gui.theme import apply_theme, load_theme
from storage.library import Library
from tests.benchmarks.paint_pass import PaintPass

PATIENCE_S = 60.0
BEAT_MS = 2
SCHEDULED = Path("/proc/self/schedstat")


def make_app() -> QApplication:
    """Make the application with Postil's fonts and theme."""
    app = QApplication(["postil"])
    app.setApplicationName("Postil")
    apply_fonts(app)
    apply_theme(app, load_theme("light"))
    return app


def show_window(library: Path, app: QApplication) -> tuple[MainWindow, Session]:
    """Show the window on a library with its short article (the newest) open, all painted.

    It is as it is a second after the start.
    """
    session = Session(Library.open(library, create=False), Settings(), app)
    window = MainWindow(session)
    window.show()
    session.open(window.shelf.listed_ids()[0])
    settle(app)
    calm_collector()
    return window, session


class Beats:
    """A timer of a window that notes when it is heard: how long the window waits in between."""

    def __init__(self, window: MainWindow) -> None:
        self._at: list[tuple[float, float]] = []  # perf_counter; waited for the processor
        self._timer = QTimer(window, interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(lambda: self._at.append((time.perf_counter(), _queued_s())))
        self._timer.start()

    def waits(self) -> list[float]:
        """Give the waits since the last time, in ms beyond a beat, shortest first."""
        found = sorted((b - a) * 1000 - BEAT_MS for (a, _), (b, _) in pairwise(self._at))
        self._at.clear()
        return found

    def own_waits(self) -> list[float]:
        """Give them without the time for which others had the processor; forgets nothing."""
        return sorted((b - a - (q - p)) * 1000 - BEAT_MS for (a, p), (b, q) in pairwise(self._at))


def _queued_s() -> float:
    """Give for how long this process's first thread has been ready and had no processor; Linux."""
    try:
        return int(SCHEDULED.read_text().split()[1]) / 1e9
    except OSError:
        return 0.0


class Painted:
    """Says when a widget has been painted."""

    def __init__(self, app: QApplication, widget: QWidget) -> None:
        self.app = app
        self.at = 0.0  # perf_counter
        self._pass = PaintPass(widget.window(), widget, self._stamp)

    def expect(self, condition: Callable[[], bool] = lambda: True) -> None:
        """Wait for the next paint at which a condition holds."""
        self.at = 0.0
        self._pass.expect(condition)

    def wait(self) -> float:
        """Turn the event loop until it is painted; gives when. Raises: TimeoutError."""
        limit = time.perf_counter() + PATIENCE_S
        while not self.at:
            self.app.processEvents()
            if time.perf_counter() > limit:
                raise TimeoutError("nothing was painted")
        return self.at

    def _stamp(self) -> None:
        self.at = time.perf_counter()


def until_painted(painted: Painted, act: Callable[[], object]) -> float:
    """Act and wait until the widget shows it; milliseconds."""
    painted.expect()
    start = time.perf_counter()
    act()
    return (painted.wait() - start) * 1000


def turns_until(app: QApplication, done: Callable[[], bool], since: float = 0.0) -> list[float]:
    """Turn the event loop until something holds; milliseconds of each turn.

    With `since`, the first turn is what is left of one that began then. Raises: TimeoutError.
    """
    took = [(time.perf_counter() - since) * 1000] if since else []
    limit = time.perf_counter() + PATIENCE_S
    while not done():
        start = time.perf_counter()
        app.processEvents()
        took.append((time.perf_counter() - start) * 1000)
        if start > limit:
            raise TimeoutError("it never came to pass")
    return took


def settle(app: QApplication, seconds: float = 0.25) -> None:
    """Let everything happen that is under way."""
    limit = time.perf_counter() + seconds
    while time.perf_counter() < limit:
        app.processEvents()
        time.sleep(0.002)


def is_laid_out(document: QTextDocument) -> bool:
    """Say whether the last block has its lines; asking lays nothing out."""
    return document.lastBlock().layout().lineCount() > 0


def facts() -> dict[str, object]:
    """Give the font that texts are set in, the version of Qt and its platform."""
    app = make_app()
    typography = Typography()
    info = QFontInfo(reading_font(typography.family, typography.size))
    return {
        "font": f"{info.family()} {info.pixelSize()} px",
        "qt": qVersion(),
        "platform_name": app.platformName(),
    }


def timed_paint(make: Callable[[], Painted]) -> tuple[float, Painted]:
    """Make and show something that expects to be painted; milliseconds until it is."""
    start = time.perf_counter()
    painted = make()
    return (painted.wait() - start) * 1000, painted
