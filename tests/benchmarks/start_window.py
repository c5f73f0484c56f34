"""A script for one measured start: of Postil as `main.py` starts it, or of an empty window.

`start_window.py empty` or `start_window.py postil LIBRARY`. Prints when (CLOCK_MONOTONIC, as
`time.monotonic` of the parent) the window was painted, and the peak of resident memory. Nothing
but what the measured program needs is imported before that.
"""

import sys
import time
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer


class Watch(QObject):
    """Sees when a widget has been painted, then tells and closes the window."""

    def __init__(self, window, widget, is_ready):
        super().__init__(window)
        self._window, self._is_ready = window, is_ready
        self._first = 0.0
        self._armed = True
        window.installEventFilter(self)
        widget.installEventFilter(self)

    def eventFilter(self, _watched, event):
        if event.type() == QEvent.Type.Paint and self._armed:
            if not self._first:
                self._first = time.monotonic()
            if self._is_ready():
                self._armed = False
                QTimer.singleShot(0, self, self._tell)  # posted: after this paint is flushed
        return False

    def _tell(self):
        painted = time.monotonic()
        peak = next(
            line.split()[1]
            for line in Path("/proc/self/status").read_text().splitlines()
            if line.startswith("VmHWM")
        )
        print(
            f'{{"painted": {painted}, "first": {self._first}, "peak": {int(peak) / 1024}}}',
            flush=True,
        )
        QTimer.singleShot(0, self._window, self._window.close)


def run_empty():
    """Show a QMainWindow with nothing in it."""
    from PySide6.QtWidgets import QApplication, QMainWindow

    app = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.resize(1320, 800)
    Watch(window, window, lambda: True)
    window.show()
    return app.exec()


def run_postil(library):
    """Start Postil; ready when the page is painted with an article on it, or with none to come."""
    sys.path.insert(0, str(Path(__file__).parents[2]))
    from gui import app
    from main import main

    class Watched(app.MainWindow):
        def __init__(self, session):
            super().__init__(session)
            Watch(self, self.reader.page.viewport(), lambda: session.text is not None)

    app.MainWindow = Watched
    return main(["--library", library])


if __name__ == "__main__":
    sys.exit(run_empty() if sys.argv[1] == "empty" else run_postil(sys.argv[2]))
