"""The field in which the library is searched."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from gui.icons import icon
from gui.own_undo import Line
from gui.theme import Scale

PAUSE_MS: Final = 50  # after the last letter; a question is stopped when another letter comes
LONG_PAUSE_MS: Final = 400  # a word of one Latin letter is found nearly everywhere: more will come
OWN_KEYS: Final = frozenset(
    (
        *(Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, Qt.Key.Key_Down, Qt.Key.Key_Up),
        *(Qt.Key.Key_Tab, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_F1),
    )
)


class SearchField(Line):
    """Searches while one types.

    `offers` is asked first what to do with a key, as long as it shows completions.

    Signals:
        asked: the words to search for, after a pause or at once with Enter.
        entered: Enter, after `asked`.
        left: Esc or Down; the list should have the keyboard.
        recent_asked: Down in the empty field; what was searched for lately is wanted.
        help_asked: F1; the reader wants to know how to search.
        closed: nothing should hang below the field any more.
    """

    asked = Signal(str)
    entered = Signal()
    left = Signal()
    recent_asked = Signal()
    help_asked = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._asked = ""
        self.offers: Callable[[Qt.Key], bool] = lambda _key: False
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
        self.stop()
        self._asked = ""

    def stop(self) -> None:
        """Wait for no pause any more, and show nothing below."""
        self._pause.stop()
        self.closed.emit()

    # -- Qt

    def event(self, event: QEvent) -> bool:
        """Claim the field's own keys before shortcuts and the way from part to part."""
        if (
            isinstance(event, QKeyEvent)
            and event.key() in OWN_KEYS
            and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            if event.type() == QEvent.Type.ShortcutOverride and event.key() != Qt.Key.Key_Tab:
                event.accept()
                return True
            is_tab = event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Tab
            if is_tab and self.offers(Qt.Key.Key_Tab):
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the first hit, Down goes to the list, Esc clears and goes there too."""
        key = Qt.Key(event.key())
        if key in OWN_KEYS and self.offers(key):
            return
        if key == Qt.Key.Key_Escape:
            self.clear_now()
            self.left.emit()
        elif key == Qt.Key.Key_F1:
            self.help_asked.emit()
        elif key == Qt.Key.Key_Down and not self.text():
            self.recent_asked.emit()
        elif key == Qt.Key.Key_Down:
            self.ask_now()
            self.left.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.ask_now()
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show nothing below any more."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.closed.emit()

    # -- inside

    def _on_text_changed(self, text: str) -> None:
        if text and self._clearing not in self.actions():
            self.addAction(self._clearing, QLineEdit.ActionPosition.TrailingPosition)
        elif not text:
            self.removeAction(self._clearing)
        last = text.rsplit(maxsplit=1)[-1:]
        is_begun = text[-1:].isascii() and last != [] and len(last[0]) == 1
        self._pause.start(LONG_PAUSE_MS if is_begun else PAUSE_MS)
