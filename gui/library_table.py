"""The library over the whole window, as a table; the page comes back with an article."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QSplitter, QWidget

from gui.actions import Actions
from gui.session import Session

TABLE = "library_table"


class LibraryTable(QObject):
    """Gives the shelf the room of the other parts, and that room back to them."""

    def __init__(
        self,
        session: Session,
        splitter: QSplitter,
        others: Sequence[QWidget],
        actions: Actions,
        focus_list: Callable[[], object],
    ) -> None:
        """Work on a window whose splitter has the shelf and others in it."""
        super().__init__(splitter)
        self._splitter = splitter
        self._others = others
        self._actions = actions
        self._focus_list = focus_list
        self._sizes: list[int] = []
        self._hidden: list[QWidget] = []
        session.opened.connect(self.leave)
        session.page_called.connect(self.leave)

    def slots(self) -> dict[str, Callable[[], object]]:
        """Say what the command does."""
        return {TABLE: self._toggle}

    @property
    def is_on(self) -> bool:
        """Whether the library has the window for itself."""
        return bool(self._sizes)

    def leave(self) -> None:
        """Show page and side panel again as they were."""
        if not self.is_on:
            return
        for part in self._hidden:
            part.show()
        self._splitter.setSizes(self._sizes)
        self._sizes, self._hidden = [], []
        self._actions[TABLE].setChecked(False)

    def _toggle(self) -> None:
        if self.is_on:
            self.leave()
            return
        self._sizes = self._splitter.sizes()
        self._hidden = [part for part in self._others if not part.isHidden()]
        for part in self._hidden:
            part.hide()
        if not self._actions["shelf"].isChecked():
            self._actions["shelf"].trigger()
        self._actions[TABLE].setChecked(True)
        self._focus_list()
