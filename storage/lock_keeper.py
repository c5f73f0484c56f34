"""A process that keeps a library locked for other programs while a window has it open.

A file dialog looks into the files of a folder to tell what they are, and whoever closes a file
drops all locks that its process has on it, SQLite's among them (see `connecting`). Another program
that closes the library then takes itself for the last one and deletes the WAL that the window is
writing. The locks of this process are not dropped by that: it has the library open, reads once,
and waits for the end of its input, which comes however the window ends.
"""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing, suppress
from pathlib import Path

from storage.connecting import connect

ROOT = Path(__file__).parent.parent
PATIENCE_S = 10.0  # for a library that is busy, and for the process to end


class LockKeeper:
    """Keeps one library locked from its making until `close`."""

    def __init__(self, path: Path) -> None:
        """Start the process; it does not wait until the library is locked."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "storage.lock_keeper", str(path.absolute())],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def wait(self) -> bool:
        """Wait until the library is locked; False if the process could not open it."""
        assert self._process.stdout is not None
        return bool(self._process.stdout.readline())

    def close(self) -> None:
        """End the process; if nobody else has the library open, it leaves one file."""
        try:
            self._process.communicate(timeout=PATIENCE_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.communicate()


def _keep(path: Path) -> None:
    # a library that is gone or damaged is told by the window, which reads it as well
    with suppress(sqlite3.Error), closing(connect(path, timeout_s=PATIENCE_S)) as connection:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()  # from now on locked
        sys.stdout.write("\n")
        sys.stdout.flush()
        sys.stdin.read()


if __name__ == "__main__":
    _keep(Path(sys.argv[1]))
