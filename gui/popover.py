"""A panel that opens below the button it belongs to and closes when the reader looks elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QHideEvent, QPainterPath, QRegion, QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from gui.theme import Scale


class Popover(QFrame):
    """A popup frame in the theme's look; `content` takes what it shows.

    Signals:
        closed: it is off the screen, however that came about.
    """

    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Wait, hidden; `parent` owns it."""
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setProperty("role", "popup")
        # A press on the button that opened it closes it; replayed, it would open it again.
        self.setAttribute(Qt.WidgetAttribute.WA_NoMouseReplay)
        self.content = QVBoxLayout(self)
        self.content.setSpacing(Scale.M)
        self.content.setContentsMargins(Scale.L, Scale.L, Scale.L, Scale.L)

    def open_below(self, anchor: QWidget) -> None:
        """Show it below a widget, centred on it and inside its screen."""
        self.resize(self.sizeHint())  # adjustSize allows two thirds of the screen only
        screen = anchor.screen().availableGeometry()
        corner = anchor.mapToGlobal(
            QPoint((anchor.width() - self.width()) // 2, anchor.height() + Scale.XS)
        )
        left = min(max(corner.x(), screen.left() + Scale.S), screen.right() - self.width())
        top = corner.y()
        if top + self.height() > screen.bottom():
            above = anchor.mapToGlobal(QPoint(0, -Scale.XS)).y() - self.height()
            top = above if above >= screen.top() else screen.bottom() - self.height()
        self.move(left, max(screen.top(), top))
        self.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Round the corners with a mask: translucent ones are black where nothing composes."""
        super().resizeEvent(event)
        path = QPainterPath()
        path.addRoundedRect(QRectF(self.rect()), Scale.RADIUS_L, Scale.RADIUS_L)
        self.setMask(QRegion(path.toFillPolygon().toPolygon()))

    def hideEvent(self, event: QHideEvent) -> None:
        """Tell that it is closed."""
        super().hideEvent(event)
        self.closed.emit()
