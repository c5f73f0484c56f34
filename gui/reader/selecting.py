"""What is selected on a page: a run of text, across the cells of a table too.

Across cells Qt selects a rectangle of them and moves the cursor to the start of the last one. An
article's annotations are runs of text, so there the page keeps its own and paints it itself.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import QAbstractTextDocumentLayout, QPainter, QPalette, QTextCharFormat
from PySide6.QtWidgets import QTextEdit

from gui.reader.positions import PositionMap
from gui.reader.scene import Scene
from storage.text.passages import meant
from storage.types import Span


class _Run(NamedTuple):
    """A run of text and the ends of Qt's cursor for which it holds."""

    span: Span
    anchor: int
    position: int


class Selecting:
    """Knows what is selected in a view, follows the mouse across cells, and paints it there."""

    def __init__(self, view: QTextEdit) -> None:
        """Work in a view, on the scene that `show_of` gives."""
        self._view = view
        self._scene: Scene | None = None
        self._content = ""
        self._run: _Run | None = None
        self._is_held = False  # a press has begun to select, and the button is still down

    def show_of(self, scene: Scene | None, content: str = "") -> None:
        """Work on a scene of a text, or on none."""
        self._scene, self._content, self._run, self._is_held = scene, content, None, False

    def span(self) -> Span | None:
        """Give what is selected, whole characters without white space at the edges."""
        scene, cursor = self._scene, self._view.textCursor()
        if scene is None or not cursor.hasSelection():
            return None
        positions = scene.page.positions
        raw = self._own()
        if raw is None:
            first, last = cursor.selectionStart(), cursor.selectionEnd()
            raw = Span(positions.to_text(first), positions.to_text(last))
        return meant(self._content, raw.start, raw.end) if raw.start < raw.end else None

    def qt_ends(self) -> tuple[int, int]:
        """Give the document positions between which is selected."""
        cursor = self._view.textCursor()
        span = self.span() if self._own() is not None else None
        if span is None or self._scene is None:
            return cursor.selectionStart(), cursor.selectionEnd()
        positions = self._scene.page.positions
        return positions.to_qt(span.start), positions.to_qt(span.end)

    # -- what the reader does

    def before_press(self, point: QPoint, *, extends: bool) -> tuple[int, int]:
        """Give a run up that is pressed beside: in Qt's rectangle that would drag its words.

        Gives the ends of Qt's cursor for `press`.
        """
        run = self._own()
        if run is not None and not extends and self._scene is not None:
            pressed = self._scene.page.positions.to_text(self._under(point))
            if not run.start <= pressed < run.end:
                cursor = self._view.textCursor()
                cursor.clearSelection()
                self._view.setTextCursor(cursor)
        return self.cursor_ends()

    def press(self, before: tuple[int, int], point: QPoint, *, extends: bool) -> None:
        """Begin to select; `before` are the ends of Qt's cursor before the press.

        A press on what is selected changes nothing: it may begin to drag the words.
        """
        cursor = self._view.textCursor()
        self._is_held = extends or not cursor.hasSelection() or before != self.cursor_ends()
        if extends:
            self.reach(point)

    def reach(self, point: QPoint) -> None:
        """Select to a point of the viewport, as long as the button is down."""
        cursor = self._view.textCursor()
        if self._scene is None or not self._is_held:
            return
        there, run = self._under(point), None
        positions = self._scene.page.positions
        if _is_across(self._scene, positions, cursor.anchor(), there):
            ends = sorted((positions.to_text(cursor.anchor()), positions.to_text(there)))
            run = _Run(Span(*ends), *self.cursor_ends())
        if run != self._run:
            self._run = run
            self._view.viewport().update()

    def release(self) -> Span | None:
        """Select no further; gives what is selected."""
        self._is_held = False
        return self.span()

    def take(self, span: Span) -> None:
        """Keep a run that has been selected by the program."""
        self._run = _Run(span, *self.cursor_ends())

    def forget(self) -> None:
        """Forget the run: nothing is selected any more."""
        self._run = None

    def cursor_ends(self) -> tuple[int, int]:
        """Give the ends of Qt's cursor."""
        cursor = self._view.textCursor()
        return cursor.anchor(), cursor.position()

    # -- painting

    def paint(self, painter: QPainter, area: QRectF) -> bool:
        """Paint the text in an area of the document with the run; says whether there is one.

        Else Qt is to paint it.
        """
        if self._scene is None or self._own() is None:
            return False
        document = self._scene.page.document
        context = QAbstractTextDocumentLayout.PaintContext()
        context.palette = self._view.palette()
        context.clip = area
        context.cursorPosition = -1
        look = self._look()
        qt_start, qt_end = self.qt_ends()
        pieces = []
        for block, _ in self._scene.blocks_in(area):
            first = max(qt_start, block.position())
            last = min(qt_end, block.position() + block.length() - 1)
            if first < last:
                piece = QAbstractTextDocumentLayout.Selection()
                cursor = self._view.textCursor()
                cursor.setPosition(first)
                cursor.setPosition(last, cursor.MoveMode.KeepAnchor)
                piece.cursor = cursor
                piece.format = look
                pieces.append(piece)
        context.selections = pieces
        painter.save()
        painter.setClipRect(area)
        document.documentLayout().draw(painter, context)
        painter.restore()
        return True

    # -- inside

    def _own(self) -> Span | None:
        """Give the run where Qt's selection is none, before white space is taken off."""
        if self._scene is None:
            return None
        if self._run is not None and self.cursor_ends() == self._run[1:]:
            return self._run.span
        cursor = self._view.textCursor()
        if not cursor.hasComplexSelection():
            return None
        # by keys: from cell to cell
        positions = self._scene.page.positions
        first, last = sorted(self.cursor_ends())
        start = self._scene.page.blocks[positions.block_at_qt(first)].start
        return Span(start, self._scene.page.blocks[positions.block_at_qt(last)].end)

    def _look(self) -> QTextCharFormat:
        palette = self._view.palette()
        groups = QPalette.ColorGroup
        group = groups.Active if self._view.hasFocus() else groups.Inactive
        look = QTextCharFormat()
        look.setBackground(palette.brush(group, QPalette.ColorRole.Highlight))
        look.setForeground(palette.brush(group, QPalette.ColorRole.HighlightedText))
        return look

    def _under(self, point: QPoint) -> int:
        return self._view.cursorForPosition(point).position()


def _is_across(scene: Scene, positions: PositionMap, one: int, other: int) -> bool:
    """Say whether document positions are in two cells, or one is in a cell and one is in none."""
    first, second = positions.block_at_qt(one), positions.block_at_qt(other)
    blocks = scene.page.blocks
    return first != second and bool(blocks[first].table or blocks[second].table)
