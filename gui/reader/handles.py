"""The handles at the ends of the annotation in focus, and the one that is being dragged."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF
from PySide6.QtWidgets import QTextEdit

from gui.reader.keys import Which
from gui.reader.scene import Scene
from storage.text.passages import meant
from storage.types import Span

AIM = 10  # from a handle to the line that it belongs to
SCROLL_STEP = 20  # while a handle is dragged beyond the edge


class Handles:
    """Takes hold of a handle, drags it, lets it go; the scene shows where the mark would reach."""

    def __init__(self, view: QTextEdit) -> None:
        """Work in a view, on the scene that `show_of` gives."""
        self._view = view
        self._scene: Scene | None = None
        self._content = ""
        self._held: Which | None = None

    def show_of(self, scene: Scene | None, content: str = "") -> None:
        """Work on a scene of a text, or on none; nothing is held any more."""
        self._scene, self._content, self._held = scene, content, None

    @property
    def is_held(self) -> bool:
        """Whether one is being dragged."""
        return self._held is not None

    def at(self, point: QPoint) -> Which | None:
        """Give the handle that a press at a point of the viewport takes."""
        if self._scene is None:
            return None
        scrolled = self._view.verticalScrollBar().value()
        return self._scene.handle_at(QPointF(point) + QPointF(0, scrolled))

    def take(self, point: QPoint) -> bool:
        """Take the handle at a point; says whether there is one."""
        self._held = self.at(point)
        return self.is_held

    def let_go(self) -> Span | None:
        """Let go; gives where the annotation reaches now, None if it was not moved."""
        self._held = None
        if self._scene is None:
            return None
        span, self._scene.dragged = self._scene.dragged, None
        return span

    def drag_to(self, point: QPoint) -> None:
        """Move the held handle to a point, and scroll beyond the edge."""
        mark = self._scene.focused_mark() if self._scene is not None else None
        if mark is None or self._scene is None:
            return
        bar = self._view.verticalScrollBar()
        if not 0 <= point.y() <= self._view.viewport().height():
            bar.setValue(bar.value() + (-SCROLL_STEP if point.y() < 0 else SCROLL_STEP))
        # a handle stands above or below its line: aim at the line
        aim = point + QPoint(0, AIM if self._held == "start" else -AIM)
        qt_position = self._view.cursorForPosition(aim).position()
        position = self._scene.page.positions.to_text(qt_position)
        start, end = (position, mark.end) if self._held == "start" else (mark.start, position)
        moved = meant(self._content, start, end) if start < end else None
        if moved is not None:
            self._scene.dragged = moved
            self._view.viewport().update()
