"""The field above the list."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from gui.icons import icon
from gui.theme import Scale

PAUSE_MS: Final = 150  # after the last letter; shorter than one notices, longer than a quick letter
LONG_PAUSE_MS: Final = 600  # a word of one Latin letter is found nearly everywhere: more will come
OWN_KEYS: Final = frozenset(
    (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, Qt.Key.Key_Down)
)


class SearchField(QLineEdit):
    """Searches while one types.

    Signals:
        asked: the words to search for, after a pause or at once with Enter.
        entered: Enter, after `asked`.
        left: Esc or Down; the list should have the keyboard.
    """

    asked = Signal(str)
    entered = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._asked = ""
        self.setProperty("kind", "search")
        self.setTextMargins(-Scale.S, 0, 0, 0)  # Qt leaves more room after the icon than it takes
        self.say_where("Search the library")
        self.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self._clearing = QAction(icon("x"), "Clear search", self)
        self._clearing.triggered.connect(self.clear_now)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.ask_now)
        self.textChanged.connect(self._on_text_changed)

    def say_where(self, text: str) -> None:
        """Say what is searched."""
        self.setPlaceholderText(text)
        self.setAccessibleName(text)

    def ask_now(self) -> None:
        """Search without waiting for a pause."""
        self._pause.stop()
        if self.text().strip() != self._asked:
            self._asked = self.text().strip()
            self.asked.emit(self._asked)

    def clear_now(self) -> None:
        """Empty the field and search for nothing at once."""
        self.clear()
        self.ask_now()

    def forget(self) -> None:
        """Empty the field; whoever asks for that shows everything anyway."""
        self.clear()
        self._pause.stop()
        self._asked = ""

    def stop(self) -> None:
        """Wait for no pause any more."""
        self._pause.stop()

    # -- Qt

    def event(self, event: QEvent) -> bool:
        """Claim the field's own keys before the shortcuts of the window."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in OWN_KEYS
            and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the first hit, Down goes to the list, Esc clears and goes there too."""
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.clear_now()
            self.left.emit()
        elif key == Qt.Key.Key_Down:
            self.ask_now()
            self.left.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.ask_now()
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    # -- inside

    def _on_text_changed(self, text: str) -> None:
        if text and self._clearing not in self.actions():
            self.addAction(self._clearing, QLineEdit.ActionPosition.TrailingPosition)
        elif not text:
            self.removeAction(self._clearing)
        last = text.rsplit(maxsplit=1)[-1:]
        is_begun = text[-1:].isascii() and last != [] and len(last[0]) == 1
        self._pause.start(LONG_PAUSE_MS if is_begun else PAUSE_MS)
