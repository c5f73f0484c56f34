"""A script for one measured start: of Postil as `main.py` starts it, or of an empty window.

`start_window.py empty` or `start_window.py postil LIBRARY`. Prints when (CLOCK_MONOTONIC, as
`time.monotonic` of the parent) the window was painted, and the peak of resident memory. Nothing
but what the measured program needs is imported before that.
"""

import sys
import time
from pathlib import Path

from paint_pass import PaintPass
from PySide6.QtCore import QTimer


def watch(window, widget, is_ready):
    """Tell when a widget has been painted while it was ready, then close the window."""

    def tell():
        painted = time.monotonic()
        lines = Path("/proc/self/status").read_text().splitlines()
        peak = next(line.split()[1] for line in lines if line.startswith("VmHWM"))
        print(f'{{"painted": {painted}, "peak": {int(peak) / 1024}}}', flush=True)
        QTimer.singleShot(0, window, window.close)

    PaintPass(window, widget, tell).expect(is_ready)


def run_empty():
    """Show a QMainWindow with nothing in it."""
    from PySide6.QtWidgets import QApplication, QMainWindow

    app = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.resize(1320, 800)
    watch(window, window, lambda: True)
    window.show()
    return app.exec()


def run_postil(library):
    """Start Postil; ready when the page is painted with an article on it, or with none to come."""
    sys.path.insert(0, str(Path(__file__).parents[2]))
    from gui.sources import leave_unread

    leave_unread()  # as main does before it imports the rest
    from gui import app
    from main import main

    class Watched(app.MainWindow):
        def __init__(self, session):
            super().__init__(session)
            watch(self, self.reader.page.viewport(), lambda: session.text is not None)

    app.MainWindow = Watched
    return main(["--library", library])


if __name__ == "__main__":
    sys.exit(run_empty() if sys.argv[1] == "empty" else run_postil(sys.argv[2]))
