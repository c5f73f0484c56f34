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

    chosen = where_to(session, window, title, name, kinds)
    if chosen is None:
        return None
    try:
        write(chosen, body)
    except PostilError as error:
        session.tell(error)
        return None
    return chosen


def where_to(
    session: Session, window: QWidget, title: str, name: str, kinds: str = ""
) -> Path | None:
    """Ask where a file is to be saved; None if it is not."""
    folder = Path(session.settings.text("folder", str(Path.home())))
    chosen, _ = QFileDialog.getSaveFileName(window, title, str(folder / name), kinds)
    return Path(chosen) if chosen else None
