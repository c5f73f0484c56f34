"""A small panel that asks for one name."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from gui.controls import button, label, row
from gui.own_undo import Line
from gui.popover import Popover
from gui.theme import Scale

WIDTH: Final = 280


class NamePopover(Popover):
    """Asks for a name; Enter gives it, Esc does not.

    Signals:
        named: what was typed, not empty.
    """

    named = Signal(str)

    def __init__(
        self, title: str, parent: QWidget, *, text: str = "", hint: str = "", action: str = "Create"
    ) -> None:
        """Say what is asked for; `text` is what one may take as it is."""
        super().__init__(parent)
        self.setAccessibleName(title)
        self.setFixedWidth(WIDTH)
        self.field = _Field()
        self.field.setText(text)
        self.field.setAccessibleName(title)
        self.field.setPlaceholderText("Name")
        self.content.setSpacing(Scale.S)
        self.content.addWidget(label(title, "strong"))
        self.content.addWidget(self.field)
        if hint:
            self.content.addWidget(label(hint, "caption"))
        self._action = button(action, self._enter, kind="primary")
        self.content.addLayout(row(None, button("Cancel", self.close), self._action))
        self.field.returnPressed.connect(self._enter)
        self.field.textChanged.connect(self._on_text)
        self._on_text(text)
        self.closed.connect(self.deleteLater)

    def open_at(self, corner: QPoint) -> None:
        """Show it with its upper left corner at a point of the screen, or near it."""
        self.resize(self.sizeHint())
        room = self.screen().availableGeometry()
        left = min(max(corner.x(), room.left() + Scale.S), room.right() - self.width() - Scale.S)
        top = min(max(corner.y(), room.top() + Scale.S), room.bottom() - self.height() - Scale.S)
        self.move(left, top)
        self.show()
        self._take_keyboard()

    def open_below(self, anchor: QWidget) -> None:
        """Show it below a widget."""
        super().open_below(anchor)
        self._take_keyboard()

    def _take_keyboard(self) -> None:
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)
        self.field.selectAll()

    def _on_text(self, text: str) -> None:
        self._action.setEnabled(bool(text.strip()))

    def _enter(self) -> None:
        if name := self.field.text().strip():
            self.close()
            self.named.emit(name)


class _Field(Line):
    """Claims Enter before a shortcut of the window sees it."""

    OWN_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Esc to the panel."""
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)
