"""A QTextEdit to read in: it types nothing, loads nothing and leaves the window its shortcuts."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QFrame, QTextEdit, QWidget


class TextView(QTextEdit):
    """What a page is before it shows an article.

    Signals:
        resize_wanted: the text should be larger (1) or smaller (-1).
    """

    resize_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing."""
        super().__init__(parent)
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("role", "page")
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def words_of_selection(self) -> str:
        """Give what is selected as a person reads it."""
        return self.textCursor().selectedText()

    def createMimeDataFromSelection(self) -> QMimeData:
        """Hand out words only, when they are dragged or selected for the middle button."""
        data = QMimeData()
        data.setText(self.words_of_selection())
        return data

    def event(self, event: QEvent) -> bool:
        """Leave shortcuts to the window, and scroll with the wheel beside the column too."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.ignore()  # Qt would keep Ctrl+E and others to move the caret
            return False
        if isinstance(event, QWheelEvent):
            self.wheelEvent(event)
            return True
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl ask for another size, where Qt would change the font of the widget."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            turned = event.angleDelta().y()
            if turned:
                self.resize_wanted.emit(1 if turned > 0 else -1)
            event.accept()
            return
        QApplication.sendEvent(self.verticalScrollBar(), event)
