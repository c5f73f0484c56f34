"""The file of the library is damaged: a notice that stays, until the library is whole again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from gui.care.work import CareWork
from gui.notices import NoticeBar
from gui.session import Notice, Session
from storage.care.apart import apart
from storage.errors import LibraryDamaged, PostilError

SAID: Final = (
    "Part of this library is damaged. Do not go on working in it before you have looked: what is "
    "written into a damaged file can be lost. Your copies are untouched."
)


class Damage(QObject):
    """Looks whether the library is whole, and warns where it is not, at each change again.

    Nothing is kept from the reader: the notice can be closed, and comes back with the next change.
    """

    def __init__(self, session: Session, window: QWidget, open_care: Callable[[], None]) -> None:
        """Warn over a window; `open_care` shows what can be done."""
        super().__init__(window)
        self._session = session
        self._work = CareWork(self)
        self._open_care = open_care
        self.bar = NoticeBar(window, is_above=True)
        self.is_known = False
        session.damaged.connect(self.warn)
        session.changed.connect(self._on_changed)
        session.closing.connect(self._on_closing)

    def look(self) -> None:
        """Look in a process of its own, which others go before."""
        path = self._session.library.path
        self._work.run(
            lambda progress, stop: bool(apart("whole", path, progress, stop)),
            self._on_looked,
            self._on_failed,
        )

    @Slot()
    def warn(self) -> None:
        """Say that the library is damaged."""
        self.is_known = True
        if self.bar.notice is None:
            self.bar.show_notice(Notice(SAID, "warning", "Library care…", self._open_care))

    @Slot()
    def forget(self) -> None:
        """Warn no more: the library is whole again."""
        self.is_known = False
        self.bar.dismiss()

    def _on_looked(self, is_whole: bool) -> None:
        if not is_whole:
            self.warn()

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, LibraryDamaged):
            self.warn()
        elif not isinstance(error, PostilError):  # busy, or gone: others say so
            raise error

    @Slot(object)
    def _on_changed(self, _changes: object) -> None:
        if self.is_known:
            self.warn()

    def _on_closing(self) -> None:
        self._work.close()
        self.bar.dismiss()
