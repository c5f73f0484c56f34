"""Another window, on another library or the same one: a process of its own."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QProcess

MAIN = Path(__file__).resolve().parent.parent / "main.py"


def start_another(library: Path) -> None:
    """Start Postil on a library, making it if there is none."""
    QProcess.startDetached(sys.executable, [str(MAIN), "--library", str(library)])
