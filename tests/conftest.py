"""What every test gets: no display, no user's files, a fresh library, and a check for leaks."""

from __future__ import annotations

import atexit
import gc
import os
import shutil
import sqlite3
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# Qt reads the places of settings once, so nothing of the user's may be there from the start.
HOME = Path(tempfile.mkdtemp(prefix="postil-tests-"))
atexit.register(shutil.rmtree, HOME, ignore_errors=True)
PLACES = {
    "HOME": "",
    "USERPROFILE": "",
    "XDG_CONFIG_HOME": ".config",
    "XDG_DATA_HOME": ".local/share",
    "XDG_CACHE_HOME": ".cache",
    "XDG_STATE_HOME": ".local/state",
    "APPDATA": "roaming",
    "LOCALAPPDATA": "local",
}
for name, place in PLACES.items():
    os.environ[name] = str(HOME / place)

settings.register_profile("postil", deadline=None, print_blob=True)  # shared machines are slow
settings.load_profile("postil")

from storage.library import Library  # noqa: E402  after the environment is ours
from tests.builders import make_library  # noqa: E402

_connections_made = 0


def _count_connections(event: str, _arguments: object) -> None:
    global _connections_made
    if event == "sqlite3.connect/handle":
        _connections_made += 1


sys.addaudithook(_count_connections)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """Give a new, empty library whose clock ticks one second each time it is asked."""
    with make_library(tmp_path) as made:
        yield made


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, place in PLACES.items():
        monkeypatch.setenv(name, str(tmp_path / "home" / place))


@pytest.fixture(autouse=True)
def _no_leaks(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail the test that leaves a connection open, a thread running or a timer ticking."""
    threads = set(threading.enumerate())
    made = _connections_made
    uses_qt = "qapp" in request.fixturenames or "qtbot" in request.fixturenames
    timers = set(map(id, _running_timers())) if uses_qt else set()
    yield
    left = [thread.name for thread in set(threading.enumerate()) - threads if thread.is_alive()]
    assert not left, f"threads left running: {left}"
    if _connections_made != made and _open_connections():
        gc.collect()  # a traceback may hold what the test has let go of
        assert not _open_connections(), "a connection to a library was left open"
    if uses_qt:
        _finish_deletions()
        if any(id(timer) not in timers for timer in _running_timers()):
            gc.collect()
            ticking = [timer for timer in _running_timers() if id(timer) not in timers]
            assert not ticking, f"timers left running: {ticking}"


def _open_connections() -> list[sqlite3.Connection]:
    return [o for o in gc.get_objects() if isinstance(o, sqlite3.Connection) and _is_open(o)]


def _is_open(connection: sqlite3.Connection) -> bool:
    try:
        return connection.total_changes >= 0
    except sqlite3.ProgrammingError:
        return False


def _finish_deletions() -> None:
    from PySide6.QtCore import QCoreApplication, QEvent

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _running_timers() -> list[object]:
    from PySide6.QtCore import QTimer
    from shiboken6 import isValid

    objects = [o for o in gc.get_objects() if type(o) is QTimer]
    return [timer for timer in objects if isValid(timer) and timer.isActive()]


def pytest_sessionfinish() -> None:
    """Empty the clipboard: what Python put there must not outlive it, offscreen it would crash."""
    if "PySide6.QtWidgets" in sys.modules:
        from PySide6.QtGui import QGuiApplication

        if QGuiApplication.instance() is not None:
            QGuiApplication.clipboard().clear()
