"""A file saved where the reader wants it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from gui.session import Session
from storage.errors import PostilError


def save_as(
    session: Session, window: QWidget, title: str, name: str, body: bytes, kinds: str = ""
) -> Path | None:
    """Ask where to, and write a file there as it is; gives where it is, None if it is not."""
    from storage.exporters.catalogue import write

    folder = Path(session.settings.text("folder", str(Path.home())))
    chosen, _ = QFileDialog.getSaveFileName(window, title, str(folder / name), kinds)
    if not chosen:
        return None
    try:
        write(Path(chosen), body)
    except PostilError as error:
        session.tell(error)
        return None
    return Path(chosen)
