"""The page: an article to read, select in and mark.

It shows and says what the reader did; what becomes of it is decided in `gui.reader.pane`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QFrame, QTextEdit, QToolTip, QWidget

from gui.reader import painting
from gui.reader.document import PAGE_MARGIN, TOP_MARGIN, PageDocument
from gui.reader.geometry import origin_of, rects
from gui.reader.keys import end_move
from gui.reader.marks import MarkIndex
from gui.settings import Typography
from gui.theme import Theme, current_theme
from storage.annotations import PlacedMark
from storage.text.passages import meant
from storage.types import AnnotationId, ArticleText, Span

FIRST_PIECE = 30_000  # characters before the first paint: more than any window shows
NEXT_PIECE = 16_000  # characters added in one turn of the event loop; about 6 ms
CAPTION_GAP = 22  # between the caption and the title, in pixels
HANDLE_REACH = 12.0  # how near to a handle a press takes it, in pixels


class Page(QTextEdit):
    """An article on screen.

    Signals:
        selected: the reader has finished selecting; see `selection`.
        unselected: nothing is selected any more.
        clicked: a text position was clicked without selecting.
        link_clicked: the address of a link was clicked.
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
    end_moved = Signal(object)
    dragged = Signal(object)
    escaped = Signal()
    scrolled = Signal()
    hovered = Signal(int, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show an empty page."""
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
        self.setAccessibleName("Article")
        self.viewport().setMouseTracking(True)
        self.marks_shown = True
        self.caption = ""  # where the article is from; stands above its title
        self._text: ArticleText | None = None
        self._page: PageDocument | None = None
        self._marks: MarkIndex | None = None
        self._typography = Typography()
        self._focus: AnnotationId | None = None
        self._hits: Sequence[Span] = ()
        self._current_hit = -1
        self._drag: tuple[Literal["start", "end"], Span] | None = None
        self._press = QPoint()
        self._awaited: Span | None = None  # to be shown as soon as the document holds it
        self._awaited_on_top = False
        self._growth = QTimer(self, interval=0)
        self._growth.timeout.connect(self._on_grow)
        self._settled = QTimer(self, interval=250, singleShot=True)  # after selecting with keys
        self._settled.timeout.connect(self._on_settled)
        self.verticalScrollBar().valueChanged.connect(self.scrolled)
        self.selectionChanged.connect(self._on_selection_changed)

    # -- what is shown

    def show_text(
        self, text: ArticleText, marks: Iterable[PlacedMark], typography: Typography, *, at: int
    ) -> None:
        """Show an article with the position `at` on top."""
        self._settled.stop()
        old = self._page
        self._text, self._typography = text, typography
        self._hits, self._current_hit, self._drag = (), -1, None
        self._page = PageDocument(text, typography, current_theme(), self)
        self._marks = MarkIndex(self._page.positions, marks)
        self._page.grow(FIRST_PIECE)
        self._fit()
        self.setDocument(self._page.document)
        if old is not None:
            old.document.deleteLater()
        if not self._page.is_complete:
            self._growth.start()
        self.verticalScrollBar().setValue(0)
        if at:
            self.bring_into_view(Span(at, at + 1), on_top=True)

    def clear_text(self) -> None:
        """Show an empty page."""
        self._growth.stop()
        self._text = self._page = self._marks = None
        self.clear()

    def put_mark(self, mark: PlacedMark) -> None:
        """Draw a mark, new or changed."""
        if self._marks is not None:
            self._marks.put(mark)
            self.viewport().update()

    def remove_mark(self, annotation: AnnotationId) -> None:
        """Draw a mark no longer."""
        if self._marks is not None:
            self._marks.remove(annotation)
            self.viewport().update()

    def set_marks(self, marks: Iterable[PlacedMark]) -> None:
        """Draw these marks and no others."""
        if self._page is not None:
            self._marks = MarkIndex(self._page.positions, marks)
            self.viewport().update()

    def set_focus_mark(self, annotation: AnnotationId | None) -> None:
        """Draw handles at an annotation, or at none."""
        self._focus = annotation
        self.viewport().update()

    def set_hits(self, hits: Sequence[Span], current: int) -> None:
        """Draw the places where the words looked for stand."""
        self._hits, self._current_hit = hits, current
        self.viewport().update()

    def show_marks(self, shown: bool) -> None:
        """Draw the annotations, or the bare text."""
        self.marks_shown = shown
        self.viewport().update()

    @property
    def marks(self) -> MarkIndex | None:
        """The marks on the page; None on an empty one."""
        return self._marks

    @property
    def is_complete(self) -> bool:
        """Whether the whole article stands in the document by now."""
        return self._page is None or self._page.is_complete

    # -- where things are

    def selection(self) -> Span | None:
        """Give what is selected, whole characters without white space at the edges."""
        cursor = self.textCursor()
        if self._page is None or self._text is None or not cursor.hasSelection():
            return None
        positions = self._page.positions
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        return meant(self._text.content, positions.to_text(start), positions.to_text(end))

    def select(self, span: Span) -> None:
        """Select a span and bring it into view."""
        if self._page is None:
            return
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._page.positions.to_qt(span.start))
        cursor.setPosition(self._page.positions.to_qt(span.end), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.bring_into_view(span)

    def unselect(self, *, at: int | None = None) -> None:
        """Select nothing; the caret goes to a text position or stays."""
        cursor = self.textCursor()
        if at is not None and self._page is not None:
            cursor.setPosition(self._page.positions.to_qt(at))
        cursor.clearSelection()
        self.setTextCursor(cursor)

    def caret(self) -> int:
        """Give the text position of the caret."""
        return self._page.positions.to_text(self.textCursor().position()) if self._page else 0

    def first_visible(self) -> int:
        """Give the text position of the first character in view."""
        if self._page is None:
            return 0
        if self._awaited is not None and self._awaited_on_top:
            return self._awaited.start
        return self._page.positions.to_text(self._qt_at(QPoint(PAGE_MARGIN, 2)))

    def last_visible(self) -> int:
        """Give the text position of the last character in view."""
        if self._page is None:
            return 0
        corner = QPoint(self.viewport().width() - PAGE_MARGIN, self.viewport().height() - 2)
        return self._page.positions.to_text(self._qt_at(corner))

    def position_at(self, point: QPoint) -> int | None:
        """Give the text position of the character under a point of the viewport, or None."""
        if self._page is None:
            return None
        layout = self.document().documentLayout()
        qt_position = layout.hitTest(self._to_document(point), Qt.HitTestAccuracy.ExactHit)
        if qt_position < 0:
            return None
        return self._page.positions.to_text(qt_position)

    def rects_of(self, span: Span) -> list[QRectF]:
        """Give the rectangles of a span in document coordinates; empty if not laid out yet."""
        if self._page is None or not self._page.holds(span.end - 1):
            return []
        positions = self._page.positions
        qt_start, qt_end = positions.to_qt(span.start), positions.to_qt(span.end)
        found: list[QRectF] = []
        block = self.document().findBlock(qt_start)
        while block.isValid() and block.position() < qt_end:
            found.extend(rects(block, origin_of(self.document(), block), qt_start, qt_end))
            block = block.next()
        return found

    def visible_rect(self, span: Span) -> QRect:
        """Give the rectangle around a span in the viewport's coordinates."""
        around = QRectF()
        for rect in self.rects_of(span):
            around = around.united(rect)
        return around.translated(0, -self.verticalScrollBar().value()).toAlignedRect()

    def bring_into_view(self, span: Span, *, on_top: bool = False) -> None:
        """Scroll so that a span is seen, in the upper third or on top.

        If the document has not grown so far, that happens as soon as it has.
        """
        if self._page is None:
            return
        if not self._page.holds(span.start):
            self._awaited, self._awaited_on_top = span, on_top
            return
        self._awaited = None
        first = next(iter(self.rects_of(span)), None)
        if first is None:
            cursor = QTextCursor(self.document())
            cursor.setPosition(self._page.positions.to_qt(span.start))
            first = QRectF(self.cursorRect(cursor)).translated(0, self.verticalScrollBar().value())
        top, height = self.verticalScrollBar().value(), self.viewport().height()
        if on_top:
            self.verticalScrollBar().setValue(round(first.top() - 2))
        elif not (top + 24 < first.top() and first.bottom() < top + height - 48):
            self.verticalScrollBar().setValue(round(first.top() - height / 3))

    def line_step(self, position: int, direction: int) -> int:
        """Give the text position a line above (-1) or below (1) another."""
        if self._page is None:
            return position
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._page.positions.to_qt(position))
        operation = QTextCursor.MoveOperation
        cursor.movePosition(operation.Down if direction > 0 else operation.Up)
        return self._page.positions.to_text(cursor.position())

    # -- events

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what lies under the text, the text, and what lies over it."""
        if self._page is None:
            super().paintEvent(event)
            return
        theme = current_theme()
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(0, -self.verticalScrollBar().value())
        signs: dict[AnnotationId, tuple[PlacedMark, QPointF]] = {}
        width = self.viewport().width() - 2 * PAGE_MARGIN
        painting.paint_caption(
            painter, theme, self.caption, QRectF(PAGE_MARGIN, 0, width, TOP_MARGIN - CAPTION_GAP)
        )
        for block, number in self._blocks_in(self._to_document_rect(event.rect())):
            self._paint_under(painter, theme, block, number, signs)
        painter.end()
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.translate(0, -self.verticalScrollBar().value())
        if self.marks_shown:
            self._paint_over(painter, theme, signs)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column in the middle; only a narrow window sets the text anew."""
        self._fit()
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer the keys that depend on whether an annotation is in focus."""
        move = end_move(event)
        if move is not None and self._focus is not None and not self.textCursor().hasSelection():
            self.end_moved.emit(move)
            return
        if event.key() == Qt.Key.Key_Escape:
            if self.textCursor().hasSelection():
                self.unselect()
            else:
                self.escaped.emit()
            return
        super().keyPressEvent(event)
        if self.textCursor().hasSelection():
            self._settled.start()
        elif self._focus is not None and event.key() in _CARET_KEYS:
            self._leave_focus_behind()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a handle, or begin to select."""
        self._settled.stop()
        self._press = event.position().toPoint()
        handle = self._handle_at(self._press)
        if event.button() == Qt.MouseButton.LeftButton and handle is not None:
            mark = self._focused_mark()
            if mark is not None:
                self._drag = (handle, Span(mark.start, mark.end))
                return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag a handle, select, or show what is under the pointer."""
        point = event.position().toPoint()
        if self._drag is not None:
            self._drag_to(point)
            return
        super().mouseMoveEvent(event)
        if not event.buttons():
            self._show_pointer(point)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of a handle, finish selecting, or click."""
        if self._drag is not None:
            span, self._drag = self._drag[1], None
            self.dragged.emit(span)
            return
        super().mouseReleaseEvent(event)
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if self.selection() is not None:
            self.selected.emit()
            return
        point = event.position().toPoint()
        if (point - self._press).manhattanLength() < QApplication.startDragDistance():
            self._click(point, event.modifiers())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Select a word; the release of the button says so."""
        self._press = QPoint(-100, -100)
        super().mouseDoubleClickEvent(event)

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

    def event(self, event: QEvent) -> bool:
        """Scroll with the wheel beside the column too."""
        if isinstance(event, QWheelEvent):
            return QApplication.sendEvent(self.verticalScrollBar(), event)
        return super().event(event)

    # -- inside

    def _fit(self) -> None:
        """Make the viewport as wide as the measure, so that a wider window lays nothing out."""
        width = QFontMetricsF(self.document().defaultFont()).averageCharWidth()
        if self._page is not None:
            width = QFontMetricsF(self._page.document.defaultFont()).averageCharWidth()
        column = round(width * self._typography.measure) + 2 * PAGE_MARGIN
        free = self.width() - self.verticalScrollBar().sizeHint().width() - column
        side = max(0, free // 2)
        if self.viewportMargins().left() != side:
            self.setViewportMargins(side, 0, max(0, free - side), 0)

    def _on_grow(self) -> None:
        if self._page is None or self._page.is_complete:
            self._growth.stop()
            return
        self._page.grow(NEXT_PIECE)
        if self._awaited is not None and self._page.holds(self._awaited.start):
            self.bring_into_view(self._awaited, on_top=self._awaited_on_top)

    def _blocks_in(self, area: QRectF) -> Iterator[tuple[QTextBlock, int]]:
        """Give the blocks that touch an area of the document, with their numbers in the text."""
        if self._page is None:
            return
        layout = self.document().documentLayout()
        first = layout.hitTest(QPointF(PAGE_MARGIN, area.top()), Qt.HitTestAccuracy.FuzzyHit)
        block = self.document().findBlock(max(0, first))
        if block.previous().isValid():
            block = block.previous()  # its code ground or note sign may reach down
        while block.isValid():
            if layout.blockBoundingRect(block).top() > area.bottom() + 40:
                return
            number = self._page.positions.block_at_qt(block.position())
            if self._page.positions.qt_start_of(number) == block.position():
                yield block, number
            block = block.next()

    def _paint_under(
        self,
        painter: QPainter,
        theme: Theme,
        block: QTextBlock,
        number: int,
        signs: dict[AnnotationId, tuple[PlacedMark, QPointF]],
    ) -> None:
        if self._page is None or self._marks is None:
            return
        look = self._page.blocks[number]
        origin = origin_of(self.document(), block)
        if look.quote or look.kind in ("code", "rule", "item"):
            layout = block.layout()
            rect = layout.boundingRect().translated(origin)
            line = layout.lineAt(0).rect().translated(origin) if layout.lineCount() else rect
            painting.paint_block(painter, theme, look, rect, self.document().defaultFont(), line)
        positions = self._page.positions
        if self.marks_shown:
            for mark in self._marks.in_block(number):
                span = self._span_of(mark)
                found = list(
                    rects(block, origin, positions.to_qt(span.start), positions.to_qt(span.end))
                )
                if mark.style == "highlight":
                    painting.paint_fill(painter, theme, mark.color, found)
                painting.paint_line(painter, theme, mark.color, found, mark.style)
                if mark.has_note and found and mark.id not in signs:
                    column = self.viewport().width() - PAGE_MARGIN
                    signs[mark.id] = (mark, QPointF(column + 10, found[0].top() + 3))
        for index, hit in self._hits_in(look.start, look.end):
            found = list(rects(block, origin, positions.to_qt(hit.start), positions.to_qt(hit.end)))
            painting.paint_hit(painter, theme, found, is_current=index == self._current_hit)

    def _paint_over(
        self, painter: QPainter, theme: Theme, signs: dict[AnnotationId, tuple[PlacedMark, QPointF]]
    ) -> None:
        taken: list[float] = []
        for mark, at in signs.values():
            if self._marks is not None and self._page is not None:
                block = self._page.positions.block_at(mark.start)
                starts_here = self._page.positions.to_qt(mark.start)
                if self.document().findBlock(starts_here).position() != (
                    self._page.positions.qt_start_of(block)
                ):
                    continue
            while any(abs(at.y() - y) < painting.SIGN for y in taken):
                at += QPointF(0, painting.SIGN + 1)
            taken.append(at.y())
            painting.paint_note_sign(painter, theme, mark.color, at, self.devicePixelRatioF())
        focused = self._focused_mark()
        if focused is not None:
            painting.paint_focus(
                painter, theme, focused.color, self.rects_of(self._span_of(focused))
            )

    def _hits_in(self, start: int, end: int) -> Iterator[tuple[int, Span]]:
        index = bisect_left(self._hits, start, key=lambda hit: hit.end)
        while index < len(self._hits) and self._hits[index].start < end:
            yield index, self._hits[index]
            index += 1

    def _span_of(self, mark: PlacedMark) -> Span:
        if self._drag is not None and mark.id == self._focus:
            return self._drag[1]
        return Span(mark.start, mark.end)

    def _focused_mark(self) -> PlacedMark | None:
        if self._marks is None or self._focus is None:
            return None
        return self._marks.get(self._focus)

    def _handle_at(self, point: QPoint) -> Literal["start", "end"] | None:
        mark = self._focused_mark()
        if mark is None or not self.marks_shown:
            return None
        points = painting.handle_points(self.rects_of(Span(mark.start, mark.end)))
        if points is None:
            return None
        place = self._to_document(point)
        for name, handle in (("end", points[1]), ("start", points[0])):
            if (place - handle).manhattanLength() < HANDLE_REACH:
                return "end" if name == "end" else "start"
        return None

    def _drag_to(self, point: QPoint) -> None:
        if self._drag is None or self._page is None or self._text is None:
            return
        which, span = self._drag
        bar = self.verticalScrollBar()
        if point.y() < 0 or point.y() > self.viewport().height():
            bar.setValue(bar.value() + (-20 if point.y() < 0 else 20))
        # the handle hangs below or above its line: aim at the line
        aim = point - QPoint(0, 10) if which == "end" else point + QPoint(0, 10)
        position = self._page.positions.to_text(self.cursorForPosition(aim).position())
        start, end = (position, span.end) if which == "start" else (span.start, position)
        if start < end:
            moved = meant(self._text.content, start, end)
            if moved is not None:
                self._drag = (which, moved)
                self.viewport().update()

    def _click(self, point: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        link = self.anchorAt(point)
        position = self.position_at(point)
        marked = position is not None and self._marks is not None and self._marks.under(position)
        if link and (not marked or modifiers & Qt.KeyboardModifier.ControlModifier):
            self.link_clicked.emit(link)
        else:
            self.clicked.emit(-1 if position is None else position)

    def _show_pointer(self, point: QPoint) -> None:
        position = self.position_at(point)
        over = position is not None and self._marks is not None and self._marks.under(position)
        if self._handle_at(point) is not None:
            shape = Qt.CursorShape.SizeHorCursor
        elif self.anchorAt(point) or (over and self.marks_shown):
            shape = Qt.CursorShape.PointingHandCursor
        else:
            shape = Qt.CursorShape.IBeamCursor
        self.viewport().setCursor(shape)

    def _leave_focus_behind(self) -> None:
        mark = self._focused_mark()
        if mark is not None and not mark.start <= self.caret() <= mark.end:
            self.escaped.emit()

    def _on_selection_changed(self) -> None:
        if not self.textCursor().hasSelection():
            self._settled.stop()
            self.unselected.emit()

    def _on_settled(self) -> None:
        if self.selection() is not None:
            self.selected.emit()

    def _qt_at(self, point: QPoint) -> int:
        return self.cursorForPosition(point).position()

    def _to_document(self, point: QPoint) -> QPointF:
        return QPointF(point) + QPointF(0, self.verticalScrollBar().value())

    def _to_document_rect(self, rect: QRect) -> QRectF:
        return QRectF(rect).translated(0, self.verticalScrollBar().value())


_CARET_KEYS = frozenset(
    (
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
    )
)
