"""A table that does things by single keys while it has the keyboard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QItemSelectionModel, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QTableView, QWidget

_PLAIN: Final = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
_ARROWS: Final = {Qt.Key.Key_J: Qt.Key.Key_Down, Qt.Key.Key_K: Qt.Key.Key_Up}


class KeyedTable(QTableView):
    """A table with keys of its own; J and K are arrows.

    `keys` maps portable key texts ("Delete", "3") to what they do; it is asked before the window's
    shortcuts, while the table has the keyboard.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without keys."""
        super().__init__(parent)
        self.keys: dict[str, Callable[[], object]] = {}

    def setSelectionModel(self, model: QItemSelectionModel) -> None:
        """Select in a model; the header has one of its own, in which nothing is selected.

        To paint itself it asks every selected row whether it can be selected: 2 s for 100,000.
        """
        super().setSelectionModel(model)
        header = self.horizontalHeader()
        header.setSelectionModel(QItemSelectionModel(model.model(), header))

    def event(self, event: QEvent) -> bool:
        """Claim the table's own keys before the window's shortcuts see them."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and (self._action_for(event) or _as_arrow(event) is not event)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the key stands for, or move."""
        action = self._action_for(event)
        if action is not None:
            action()
            event.accept()
            return
        before = self.currentIndex().row()
        super().keyPressEvent(_as_arrow(event))
        if self.currentIndex().row() != before and not _extends(event):
            self._on_key_moved()

    def keyboardSearch(self, search: str) -> None:
        """Leave letters to the keys of the table."""

    def _on_key_moved(self) -> None:
        """Hear that a key has gone to another row, not to select several."""

    def _action_for(self, event: QKeyEvent) -> Callable[[], object] | None:
        modifiers = event.modifiers()
        if modifiers in _PLAIN:
            return self.keys.get(QKeySequence(event.key()).toString())
        return self.keys.get(QKeySequence(event.keyCombination()).toString())


def _extends(event: QKeyEvent) -> bool:
    """Say whether a key selects more instead of going somewhere."""
    modifiers = Qt.KeyboardModifier
    return bool(event.modifiers() & (modifiers.ShiftModifier | modifiers.ControlModifier))


def _as_arrow(event: QKeyEvent) -> QKeyEvent:
    """Give J and K as the arrows they stand for, Home and End as a table knows them."""
    modifiers, key = event.modifiers(), Qt.Key(event.key())
    if modifiers not in (*_PLAIN, Qt.KeyboardModifier.ShiftModifier):
        return event
    if key in _ARROWS:
        return QKeyEvent(event.type(), _ARROWS[key], modifiers)
    if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
        return QKeyEvent(event.type(), key, modifiers | Qt.KeyboardModifier.ControlModifier)
    return event
