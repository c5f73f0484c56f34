"""When a widget has been painted: the whole pass over the window is over, and flushed.

A call posted or timed from a paint event would come too late: other things of the same turn, such
as a panel that fills itself, run before it. So the pass itself is run from a filter. Imports
nothing that an empty window does not need.
"""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QWidget

_PASSES = (QEvent.Type.UpdateRequest, QEvent.Type.Expose)


class PaintPass(QObject):
    """Calls back after the next pass that paints a widget while a condition holds.

    One for a window: of two, the second would run the pass without the first.
    """

    def __init__(self, window: QWidget, widget: QWidget, painted: Callable[[], object]) -> None:
        super().__init__(window)
        self._window, self._widget, self._painted = window, widget, painted
        self._wanted: Callable[[], bool] | None = None
        self._is_inside = self._is_seen = False
        for watched in {window, widget}:
            watched.installEventFilter(self)
        if window.windowHandle() is not None:
            window.windowHandle().installEventFilter(self)

    def expect(self, condition: Callable[[], bool]) -> None:
        """Wait for such a pass."""
        self._wanted, self._is_seen = condition, False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Run the passes, notice the paint event."""
        kind = event.type()
        if kind == QEvent.Type.Paint and watched is self._widget:
            if self._wanted is not None and self._wanted():
                self._wanted, self._is_seen = None, True
                QCoreApplication.postEvent(self, QEvent(QEvent.Type.User))  # if there is no pass
        elif kind == QEvent.Type.Show and watched is self._window:
            self._window.windowHandle().installEventFilter(self)  # again: it is there only once
        elif kind in _PASSES and not self._is_inside:
            return self._run(watched, event)
        return False

    def customEvent(self, _event: QEvent) -> None:
        """Tell of a paint outside of any pass."""
        self._tell()

    def _run(self, watched: QObject, event: QEvent) -> bool:
        self._is_inside = True
        if watched is self._window:
            self._window.event(event)
        else:
            QObject.event(watched, event)  # by way of QObject it reaches Qt's own kind of window
        self._is_inside = False
        self._tell()
        return True

    def _tell(self) -> None:
        if self._is_seen:
            self._is_seen = False
            self._painted()
