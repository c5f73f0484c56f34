"""The page: an article to read, select in and mark.

It shows and says what the reader did; what becomes of it is decided in `gui.reader.pane`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from gui.reader import pointing
from gui.reader.document import PAGE_MARGIN, PageDocument
from gui.reader.fitting import Fitting
from gui.reader.handles import Handles
from gui.reader.keys import CARET_KEYS, end_move
from gui.reader.marks import MarkIndex
from gui.reader.page_findings import PageFindings
from gui.reader.page_pictures import PagePictures
from gui.reader.scene import Scene
from gui.reader.selecting import Selecting
from gui.reader.text_view import TextView
from gui.settings import Typography
from gui.theme import current_theme
from storage.annotations import PlacedMark
from storage.text.pictures_in_text import in_words
from storage.types import AnnotationId, ArticleText, Span

FIRST_PIECE = 30_000  # characters before the first paint: more than any window shows
ENOUGH_BELOW = 10_000  # characters that must stand below what is put on top: more than a window
NEXT_PIECE = 12_000  # characters added in one turn of the event loop; about 5 ms
AROUND = 24  # above and below an annotation: its handles, and the sign of its note
ON_TOP = 2  # above the first line in view


class Page(TextView):
    """An article on screen.

    Signals:
        selected: the reader has finished selecting; see `selection`.
        unselected: nothing is selected any more.
        clicked: a text position was clicked without selecting.
        link_clicked: the address of a link was clicked.
        reference_clicked: a Mark that leads to a place in the text was clicked.
        picture_clicked: a TextPicture was clicked.
        end_moved: an EndMove: keys ask to move an end of the annotation in focus.
        dragged: a Span: a handle of the annotation in focus was let go there.
        escaped: Esc, with nothing selected.
        hovered: the pointer rests on a text position; where on the screen, for a tip.
        scrolled: another part of the text is in view.
    """

    selected = Signal()
    unselected = Signal()
    clicked = Signal(int)
    link_clicked = Signal(str)
    reference_clicked = Signal(object)
    picture_clicked = Signal(object)
    end_moved = Signal(object)
    dragged = Signal(object)
    escaped = Signal()
    scrolled = Signal()
    hovered = Signal(int, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show an empty page."""
        super().__init__(parent)
        self.setAccessibleName("Article")
        self.viewport().setMouseTracking(True)
        self.text: ArticleText | None = None
        self._scene: Scene | None = None
        self._marks_shown = self._pages_shown = True
        self.handles = Handles(self)
        self.selecting = Selecting(self)
        self._press = QPoint()
        self._awaited: Span | None = None  # to be shown as soon as the document holds it
        self._awaited_on_top = False
        self._placed: tuple[int, int] | None = None  # scrolled to, and the position put on top
        self._growth = QTimer(self, interval=0)
        self._growth.timeout.connect(self._on_grow)
        self._settled = QTimer(self, interval=250, singleShot=True)  # after selecting with keys
        self._settled.timeout.connect(self._on_settled)
        self.pictures = PagePictures(self._seen, self)
        self.pictures.changed.connect(self.viewport().update)
        self.findings = PageFindings(self)
        self._fitting = Fitting(self)
        self.verticalScrollBar().valueChanged.connect(self.scrolled)
        self.verticalScrollBar().valueChanged.connect(self.pictures.fetch_soon)
        self.selectionChanged.connect(self._on_selection_changed)

    # -- what is shown

    def show_text(
        self,
        text: ArticleText,
        marks: Iterable[PlacedMark],
        typography: Typography,
        *,
        at: int = 0,
        caption: str = "",
    ) -> None:
        """Show an article with the position `at` on top; `caption` says where it is from."""
        self._settled.stop()
        old = self._scene
        is_same = self.text is not None and self.text.id == text.id
        page = PageDocument(text, typography, current_theme(), self)
        self.text = text
        self._scene = Scene(page, MarkIndex(page.positions, marks), caption, self._marks_shown)
        self._scene.pages_shown = self._pages_shown
        if old is not None and is_same:
            self._scene.hits, self._scene.current_hit = old.hits, old.current_hit
        self.handles.show_of(self._scene, text.content)
        self.selecting.show_of(self._scene, text.content)
        self.pictures.show_of(self._scene)
        self.findings.show_of(self._scene)
        self._fitting.show_of(page)
        page.grow(FIRST_PIECE)
        self._fitting.center()
        self.setDocument(page.document)
        if old is not None:
            old.page.document.deleteLater()
        if not page.is_complete:
            self._growth.start()
        self.verticalScrollBar().setValue(0)
        self._awaited, self._placed = None, (0, 0)
        if at:
            self.bring_into_view(Span(at, at + 1), on_top=True)

    def clear_text(self) -> None:
        """Show an empty page."""
        self._growth.stop()
        self._settled.stop()
        self.text = self._scene = None
        self.handles.show_of(None)
        self.selecting.show_of(None)
        self.pictures.show_of(None)
        self.findings.show_of(None)
        self._fitting.show_of(None)
        self._awaited = self._placed = None
        self.clear()

    def put_mark(self, mark: PlacedMark) -> None:
        """Draw a mark, new or changed."""
        if self._scene is not None:
            self._repaint_around(mark.id)  # where it was
            self._scene.marks.put(mark)
            self._repaint_around(mark.id)

    def remove_mark(self, annotation: AnnotationId) -> None:
        """Draw a mark no longer."""
        if self._scene is not None:
            self._repaint_around(annotation)
            self._scene.marks.remove(annotation)

    def set_marks(self, marks: Iterable[PlacedMark]) -> None:
        """Draw these marks and no others."""
        if self._scene is not None:
            self._scene.marks = MarkIndex(self._scene.page.positions, marks)
            self.viewport().update()

    def set_focus_mark(self, annotation: AnnotationId | None) -> None:
        """Draw handles at an annotation, or at none."""
        if self._scene is not None:
            self._repaint_around(self._scene.focus)
            self._scene.focus = annotation
            self._repaint_around(annotation)

    def set_hits(self, hits: Sequence[Span], current: int) -> None:
        """Draw the places where the words looked for stand."""
        if self._scene is not None:
            self._scene.hits, self._scene.current_hit = hits, current
            self.viewport().update()

    def show_marks(self, shown: bool) -> None:
        """Draw the annotations, or the bare text."""
        self._marks_shown = shown
        if self._scene is not None:
            self._scene.marks_shown = shown
            self.viewport().update()

    def show_pages(self, shown: bool) -> None:
        """Draw the numbers of printed pages in the margin, or not."""
        self._pages_shown = shown
        if self._scene is not None:
            self._scene.pages_shown = shown
            self.viewport().update()

    @property
    def marks(self) -> MarkIndex | None:
        """The marks on the page; None on an empty one."""
        return self._scene.marks if self._scene is not None else None

    @property
    def is_complete(self) -> bool:
        """Whether the whole article stands in the document by now."""
        return self._scene is None or self._scene.page.is_complete

    @property
    def is_waiting(self) -> bool:
        """Whether the place that the reader wants is not in the document yet."""
        return self._awaited is not None

    def marks_under(self, position: int) -> list[PlacedMark]:
        """Give the marks that are seen over a text position, the shortest and newest first."""
        if self._scene is None or not self._marks_shown:
            return []
        return self._scene.marks.under(position)

    # -- where things are

    def selection(self) -> Span | None:
        """Give what is selected, whole characters without white space at the edges."""
        return self.selecting.span()

    def words_of_selection(self) -> str:
        """Give what is selected as a person reads it."""
        span, text = self.selection(), self.text
        if span is None or text is None:
            return ""
        return in_words(text.content[span.start : span.end], span.start, text.pictures)

    def select(self, span: Span) -> None:
        """Select a span and bring it into view."""
        cursor = self._cursor_at(span.start)
        qt_end = self._cursor_at(span.end).position()
        cursor.setPosition(qt_end, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.selecting.take(span)
        self.bring_into_view(span)

    def unselect(self, *, at: int | None = None) -> None:
        """Select nothing; the caret goes to a text position or stays."""
        cursor = self.textCursor() if at is None else self._cursor_at(at)
        cursor.clearSelection()
        self.setTextCursor(cursor)

    def caret(self) -> int:
        """Give the text position of the caret."""
        return self._to_text(self.textCursor().position())

    def first_visible(self) -> int:
        """Give the text position of the first character in view."""
        if self._awaited is not None and self._awaited_on_top:
            return self._awaited.start
        if self._placed is not None and self._placed[0] == self.verticalScrollBar().value():
            return self._placed[1]  # a line may begin before it, and its layout is not yet sure
        return self._to_text(self.cursorForPosition(QPoint(PAGE_MARGIN, ON_TOP)).position())

    def last_visible(self) -> int:
        """Give the text position of the last character in view."""
        corner = QPoint(self.viewport().width() - PAGE_MARGIN, self.viewport().height() - ON_TOP)
        return self._to_text(self.cursorForPosition(corner).position())

    def position_at(self, point: QPoint) -> int | None:
        """Give the text position of the character under a point of the viewport, or None."""
        layout = self.document().documentLayout()
        qt_position = layout.hitTest(self.to_document(point), Qt.HitTestAccuracy.ExactHit)
        return None if self._scene is None or qt_position < 0 else self._to_text(qt_position)

    def to_document(self, point: QPoint) -> QPointF:
        """Give the place of the document under a point of the viewport."""
        return QPointF(point) + QPointF(0, self.verticalScrollBar().value())

    def visible_rect(self, span: Span) -> QRect:
        """Give the rectangle around a span in the viewport's coordinates."""
        around = QRectF()
        for rect in self._scene.rects_of(span) if self._scene is not None else ():
            around = around.united(rect)
        return around.translated(0, -self.verticalScrollBar().value()).toAlignedRect()

    def bring_into_view(self, span: Span, *, on_top: bool = False) -> None:
        """Scroll so that a span is seen, in the upper third or on top.

        If the document has not grown so far, that happens as soon as it has.
        """
        if self._scene is None:
            return
        if not self._scene.page.holds(span.start + (ENOUGH_BELOW if on_top else 0)):
            self._awaited, self._awaited_on_top = span, on_top
            return
        self._awaited = None
        bar = self.verticalScrollBar()
        first = next(iter(self._scene.rects_of(Span(span.start, span.start + 1))), None)
        if first is None:  # white space has no rectangle
            first = QRectF(self.cursorRect(self._cursor_at(span.start))).translated(0, bar.value())
        if on_top:
            # known before it is told, or the line before `span` would be taken for the first one
            self._placed = (max(0, min(ceil(first.top() - ON_TOP), bar.maximum())), span.start)
            if self._placed[0] == bar.value():
                self.scrolled.emit()
            bar.setValue(self._placed[0])
        elif not (bar.value() + 24 < first.top() < bar.value() + self.viewport().height() - 72):
            bar.setValue(round(first.top() - self.viewport().height() / 3))

    def line_step(self, position: int, direction: int) -> int:
        """Give the text position a line above (-1) or below (1) another."""
        if self._scene is None:
            return position
        cursor = self._cursor_at(position)
        operation = QTextCursor.MoveOperation
        cursor.movePosition(operation.Down if direction > 0 else operation.Up)
        return self._scene.page.positions.to_text(cursor.position())

    # -- events

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what lies under the text, the text, and what lies over it."""
        if self._scene is None:
            super().paintEvent(event)
            return
        theme, scrolled = current_theme(), self.verticalScrollBar().value()
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(0, -scrolled)
        area = QRectF(event.rect()).translated(0, scrolled)
        self._scene.paint_under(painter, theme, area)
        is_painted = self.selecting.paint(painter, area)
        painter.end()
        if not is_painted:
            super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.translate(0, -scrolled)
        self.pictures.paint(painter, theme, area, self.selecting.qt_ends())
        self._scene.paint_over(painter, theme, self.devicePixelRatioF())
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column in the middle; a narrow window sets the text anew at the same place."""
        at, width = self.first_visible(), self.document().textWidth()
        self._fitting.center()
        super().resizeEvent(event)
        if at and self.document().textWidth() != width:
            self.bring_into_view(Span(at, at + 1), on_top=True)
        self._fitting.fit_later()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer the keys that depend on whether an annotation is in focus."""
        move = end_move(event)
        if move is not None and self._has_focus_mark() and not self.textCursor().hasSelection():
            self.end_moved.emit(move)
            return
        if event.key() == Qt.Key.Key_Escape:
            if self.textCursor().hasSelection():
                self.unselect()
            else:
                self.escaped.emit()
            return
        super().keyPressEvent(event)
        if event.matches(QKeySequence.StandardKey.MoveToStartOfDocument):
            self.verticalScrollBar().setValue(0)  # with what stands above the title
        elif event.matches(QKeySequence.StandardKey.MoveToEndOfDocument):
            self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())
        if self.textCursor().hasSelection():
            self._settled.start()
        elif event.key() in CARET_KEYS and self._scene is not None:
            mark = self._scene.focused_mark()
            if mark is not None and not mark.start <= self.caret() <= mark.end:
                self.escaped.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a handle, or begin to select."""
        self._settled.stop()
        self._press = event.position().toPoint()
        if event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        if self.handles.take(self._press):
            return
        extends = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        before = self.selecting.before_press(self._press, extends=extends)
        super().mousePressEvent(event)
        self.selecting.press(before, self._press, extends=extends)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag a handle, select, or show what is under the pointer."""
        point = event.position().toPoint()
        if self.handles.is_held:
            self.handles.drag_to(point)
            return
        super().mouseMoveEvent(event)
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.selecting.reach(point)
        elif not event.buttons():
            self.viewport().setCursor(pointing.pointer_at(self, point))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of a handle, finish selecting, or click."""
        if self.handles.is_held:
            if (span := self.handles.let_go()) is not None:
                self.dragged.emit(span)
            return
        super().mouseReleaseEvent(event)
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if self.selecting.release() is not None:
            self.selected.emit()
            return
        point = event.position().toPoint()
        if (point - self._press).manhattanLength() < QApplication.startDragDistance():
            pointing.click(self, point, event.modifiers())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Go on to the next mention of a name, or select a word: the release says so."""
        self._press, before = QPoint(-100, -100), self.selecting.cursor_ends()
        is_left = event.button() == Qt.MouseButton.LeftButton
        if is_left and self.findings.double_click(event.position().toPoint()):
            return
        super().mouseDoubleClickEvent(event)
        self.selecting.press(before, event.position().toPoint(), extends=False)

    def viewportEvent(self, event: QEvent) -> bool:
        """Say when the pointer rests on something."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            position = self.position_at(event.pos())
            if position is not None:
                self.hovered.emit(position, event.globalPos())
            else:
                QToolTip.hideText()
            return True
        return super().viewportEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll, or ask for another size."""
        self._awaited = None  # the reader goes somewhere else
        super().wheelEvent(event)

    # -- inside

    def _seen(self) -> tuple[QRectF, float]:
        """Give the part of the document in view, and the device pixel ratio."""
        scrolled = self.verticalScrollBar().value()
        return QRectF(self.viewport().rect()).translated(0, scrolled), self.devicePixelRatioF()

    def _on_grow(self) -> None:
        if self._scene is None or self._scene.page.is_complete:
            self._growth.stop()
            return
        self._scene.page.grow(NEXT_PIECE)
        if self._awaited is not None:
            self.bring_into_view(self._awaited, on_top=self._awaited_on_top)

    def _repaint_around(self, annotation: AnnotationId | None) -> None:
        """Paint the lines of an annotation again, with its handles and signs."""
        mark = self._scene.marks.get(annotation) if self._scene and annotation else None
        ends = self._scene.ends_of(Span(mark.start, mark.end)) if self._scene and mark else None
        if ends is not None:
            top, bottom = round(ends[0].top()) - AROUND, round(ends[1].bottom()) + AROUND
            scrolled = self.verticalScrollBar().value()
            self.viewport().update(0, top - scrolled, self.viewport().width(), bottom - top)

    def _has_focus_mark(self) -> bool:
        return self._scene is not None and self._scene.focused_mark() is not None

    def _on_selection_changed(self) -> None:
        if not self.textCursor().hasSelection():
            self.selecting.forget()
            self._settled.stop()
            self.unselected.emit()

    def _on_settled(self) -> None:
        if self.selection() is not None:
            self.selected.emit()

    def _cursor_at(self, position: int) -> QTextCursor:
        cursor = QTextCursor(self.document())
        if self._scene is not None:
            cursor.setPosition(self._scene.page.positions.to_qt(position))
        return cursor

    def _to_text(self, qt_position: int) -> int:
        return self._scene.page.positions.to_text(qt_position) if self._scene is not None else 0
