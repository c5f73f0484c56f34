"""Find in the open article."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from gui.icons import icon
from gui.theme import Scale
from storage.text.occurrences import occurrences
from storage.types import Span

TYPING_MS = 60
OWN_KEYS = frozenset((Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape))


class FindBar(QFrame):
    """A field with its hits counted.

    Signals:
        found: the hits (a list of Span in text order) and the number of the current one, or -1.
        left: the bar is closed; the page should have the focus.
    """

    found = Signal(object, int)
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Make the bar, hidden."""
        super().__init__(parent)
        self.setProperty("role", "bar")
        self._content = ""
        self._hits: Sequence[Span] = ()
        self._current = -1
        self._origin = 0  # where the search began, so that the first hit is one ahead
        self._typing = QTimer(self, interval=TYPING_MS, singleShot=True)
        self._typing.timeout.connect(self._search)
        self.field = QLineEdit(self)
        self.field.setProperty("kind", "search")
        self.field.setPlaceholderText("Find in this article")
        self.field.setAccessibleName("Find in this article")
        self.field.setClearButtonEnabled(True)
        self.field.setMaximumWidth(360)
        self.field.textChanged.connect(lambda _: self._typing.start())
        self.field.installEventFilter(self)
        self.count = QLabel(self)
        self.count.setProperty("role", "muted")
        self.count.setMinimumWidth(90)
        row = QHBoxLayout(self)
        row.setContentsMargins(Scale.M, Scale.S, Scale.M, Scale.S)
        row.setSpacing(Scale.XS)
        row.addWidget(self.field, 1)
        for name, tip, slot in (
            ("chevron-up", "Previous (Shift+F3)", self.previous),
            ("chevron-down", "Next (F3)", self.next),
        ):
            row.addWidget(self._button(name, tip, slot))
        row.addWidget(self.count)
        row.addStretch(1)
        row.addWidget(self._button("x", "Close (Esc)", self.close_bar))
        self.hide()

    def open(self, content: str, origin: int, words: str = "") -> None:
        """Appear for a text; `origin` is where the reader is, `words` what is to be found."""
        self._content, self._origin = content, origin
        self.show()
        if words and "\n" not in words:
            self.field.setText(words)
        self.field.setFocus()
        self.field.selectAll()
        self._search()

    def next(self) -> None:
        """Go to the next hit, from the last to the first."""
        self._step(1)

    def previous(self) -> None:
        """Go to the hit before, from the first to the last."""
        self._step(-1)

    def close_bar(self) -> None:
        """Disappear, and leave the page with the last hit selected."""
        self._typing.stop()
        self.hide()
        self._hits, self._current = (), -1
        self.found.emit([], -1)
        self.left.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Answer Enter, Shift+Enter and Esc in the field, before the window's shortcuts do."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() in OWN_KEYS:
                event.accept()
                return True
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                self.close_bar()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
                self._step(-1 if back else 1)
                return True
        return super().eventFilter(watched, event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Look for nothing unseen: the text may be another one soon."""
        super().hideEvent(event)
        self._typing.stop()

    def _search(self) -> None:
        self._typing.stop()
        self._hits = occurrences(self._content, self.field.text())
        self._current = next(
            (n for n, hit in enumerate(self._hits) if hit.end > self._origin),
            0 if self._hits else -1,
        )
        self._show()

    def _step(self, step: int) -> None:
        if self._typing.isActive():
            self._search()
            return
        if self._hits:
            self._current = (self._current + step) % len(self._hits)
            self._origin = self._hits[self._current].start
        self._show()

    def _show(self) -> None:
        if not self.field.text().strip():
            self.count.setText("")
        elif not self._hits:
            self.count.setText("Not found")
        else:
            self.count.setText(f"{self._current + 1:,} of {len(self._hits):,}")
        nothing = bool(self.field.text().strip()) and not self._hits
        self.field.setProperty("invalid", nothing)
        self.field.style().polish(self.field)
        self.found.emit(list(self._hits), self._current)

    def _button(self, name: str, tip: str, slot: object) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(name))
        button.setToolTip(tip)
        button.setAutoRaise(True)
        button.clicked.connect(slot)
        return button
