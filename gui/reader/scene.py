"""What is on the page and how it is painted, in document coordinates; knows no widget."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QTextBlock

from gui.reader import painting
from gui.reader.document import PAGE_MARGIN, TOP_MARGIN, PageDocument
from gui.reader.findings_layer import FindingsLayer, paint_frame
from gui.reader.geometry import edge_of, origin_of, rects
from gui.reader.keys import Which
from gui.reader.marks import MarkIndex
from gui.reader.quote_bars import SeenBlock
from gui.reader.tables import PADDING
from gui.theme import Theme
from storage.annotations import PlacedMark
from storage.finding_types import Quote
from storage.types import AnnotationId, Span

CAPTION_GAP = 22  # between the caption and the title, in pixels
HANDLE_REACH = 12.0  # how near to a handle a press takes it, in pixels
SIGN_GAP = 10  # between the text and the signs beside it
LABEL_EDGE = 2  # left of the labels of pages, in the margin
LABEL_WIDTH = PAGE_MARGIN - 12
OVERHANG = 40  # how far what belongs to a block can reach above it


@dataclass(slots=True)
class Scene:
    """An article's document with everything that is drawn around its text.

    `caption` says where the article is from. `dragged` is where the annotation in focus would
    reach to if its handle were let go now. `hits` are in text order.
    """

    page: PageDocument
    marks: MarkIndex
    caption: str = ""
    marks_shown: bool = True
    pages_shown: bool = True
    focus: AnnotationId | None = None
    dragged: Span | None = None
    hits: Sequence[Span] = ()
    current_hit: int = -1
    findings: FindingsLayer = field(default_factory=FindingsLayer)
    _area: QRectF = field(default_factory=QRectF)
    _signs: dict[AnnotationId, tuple[PlacedMark, QPointF]] = field(default_factory=dict)

    def focused_mark(self) -> PlacedMark | None:
        """Give the mark in focus, if it is in this text."""
        return self.marks.get(self.focus) if self.focus is not None else None

    def rects_of(self, span: Span) -> list[QRectF]:
        """Give the rectangles of a span; empty if the document has not grown so far."""
        if not self.page.holds(span.end - 1):
            return []
        document = self.page.document
        qt_start = self.page.positions.to_qt(span.start)
        qt_end = self.page.positions.to_qt(span.end)
        found: list[QRectF] = []
        block = document.findBlock(qt_start)
        while block.isValid() and block.position() < qt_end:
            found.extend(rects(block, origin_of(document, block), qt_start, qt_end))
            block = block.next()
        return found

    def ends_of(self, span: Span) -> tuple[QRectF, QRectF] | None:
        """Give the edges at which a span begins and ends, as it reads; None if not there yet."""
        if not self.page.holds(span.end - 1):
            return None
        qt_start = self.page.positions.to_qt(span.start)
        qt_end = self.page.positions.to_qt(span.end)
        start, end = self._edge(qt_start, is_end=False), self._edge(qt_end - 1, is_end=True)
        return (start, end) if start is not None and end is not None else None

    def handle_at(self, place: QPointF) -> Which | None:
        """Give the handle of the annotation in focus that a press at a place takes."""
        mark = self.focused_mark()
        ends = self.ends_of(Span(mark.start, mark.end)) if mark and self.marks_shown else None
        if ends is None:
            return None
        reaches = [(place - handle).manhattanLength() for handle in painting.handle_points(ends)]
        if min(reaches) > HANDLE_REACH:
            return None
        return "start" if reaches[0] < reaches[1] else "end"

    def paint_under(self, painter: QPainter, theme: Theme, area: QRectF) -> None:
        """Paint what lies under the text in an area of the document."""
        self._signs.clear()
        self._area = area
        if area.top() < TOP_MARGIN:
            self._paint_caption(painter, theme)
        seen = self.seen_in(area)
        self.findings.paint_quotes(painter, theme, self.page, seen)
        for block, number, origin in seen:
            self._paint_block(painter, theme, block, number, origin)
            if self.marks_shown:
                self._paint_marks(painter, theme, block, number, origin)
        # a hairline under a highlight would be lost, and it stands clear of the reader's own lines
        for one in seen:
            self.findings.paint_names(painter, theme, self.page, one)
        for block, number, origin in seen:
            self._paint_hits(painter, theme, block, number, origin)
            if self.page.pages and self.pages_shown:
                self._paint_page_labels(painter, theme, block, number, origin)

    def paint_over(self, painter: QPainter, theme: Theme, ratio: float) -> None:
        """Paint what lies over the text that `paint_under` was last asked for."""
        if self.findings.framed is not None:
            paint_frame(painter, theme, self._rects_in(self._area, self.findings.framed))
        if not self.marks_shown:
            return
        taken: list[float] = []
        for mark, at in self._signs.values():
            place = QPointF(at)
            while any(abs(place.y() - y) < painting.SIGN for y in taken):
                place += QPointF(0, painting.SIGN + 1)
            taken.append(place.y())
            painting.paint_note_sign(painter, theme, mark.color, place, ratio)
        focused = self.focused_mark()
        if focused is not None:
            span = self._span_of(focused)
            seen = self._rects_in(self._area, span)
            painting.paint_focus(painter, theme, focused.color, seen, self.ends_of(span))

    def _paint_caption(self, painter: QPainter, theme: Theme) -> None:
        column = self._column()
        place = QRectF(column.left(), 0, column.width(), TOP_MARGIN - CAPTION_GAP)
        title = self.page.document.firstBlock()
        goes_left = title.textDirection() == Qt.LayoutDirection.RightToLeft
        painting.paint_caption(painter, theme, self.caption, place, goes_left=goes_left)

    def _edge(self, qt_position: int, *, is_end: bool) -> QRectF | None:
        block = self.page.document.findBlock(qt_position)
        return edge_of(block, origin_of(self.page.document, block), qt_position, is_end=is_end)

    def _rects_in(self, area: QRectF, span: Span) -> list[QRectF]:
        """Give the rectangles of a span in the blocks that touch an area."""
        positions = self.page.positions
        qt_start, qt_end = positions.to_qt(span.start), positions.to_qt(span.end)
        return [
            rect
            for block, _ in self.blocks_in(area)
            for rect in rects(block, origin_of(self.page.document, block), qt_start, qt_end)
        ]

    def _paint_block(
        self, painter: QPainter, theme: Theme, block: QTextBlock, number: int, origin: QPointF
    ) -> None:
        look = self.page.blocks[number]
        if self.page.heads(number):
            painting.paint_header(painter, theme, self._cell_of(block, number))
        if not (look.quote or look.kind in ("code", "rule", "item")):
            return
        layout = block.layout()
        rect = layout.boundingRect().translated(origin)
        line = layout.lineAt(0).rect().translated(origin) if layout.lineCount() else rect
        font = self.page.document.defaultFont()
        goes_left = block.textDirection() == Qt.LayoutDirection.RightToLeft
        painting.paint_block(painter, theme, look, rect, font, line, goes_left=goes_left)

    def _cell_of(self, block: QTextBlock, number: int) -> QRectF:
        """Give the area of a cell, as high as the highest one beside it."""
        document, positions = self.page.document, self.page.positions
        layout = document.documentLayout()
        own = layout.blockBoundingRect(block)
        bottom = own.bottom()
        for other in self.page.row_of(number):
            beside = document.findBlock(positions.qt_start_of(other))
            bottom = max(bottom, layout.blockBoundingRect(beside).bottom())
        padding = self.page.typography.size * PADDING
        own.setBottom(bottom)
        return own.adjusted(-padding, -padding, padding, padding)

    def _paint_page_labels(
        self, painter: QPainter, theme: Theme, block: QTextBlock, number: int, origin: QPointF
    ) -> None:
        look, pages = self.page.blocks[number], self.page.pages
        index = bisect_left(pages, look.start, key=lambda page: page.start)
        last_top = -painting.LABEL_HEIGHT
        while index < len(pages) and (
            pages[index].start < look.end or pages[index].start == look.start
        ):
            qt_start = self.page.positions.to_qt(pages[index].start)
            line = block.layout().lineForTextPosition(qt_start - block.position())
            if line.isValid():
                top = origin.y() + line.y() + (line.height() - painting.LABEL_HEIGHT) / 2
                top = max(top, last_top + painting.LABEL_HEIGHT)
                place = QRectF(LABEL_EDGE, top, LABEL_WIDTH, painting.LABEL_HEIGHT)
                painting.paint_page_label(painter, theme, pages[index].label, place)
                last_top = top
            index += 1

    def _paint_marks(
        self, painter: QPainter, theme: Theme, block: QTextBlock, number: int, origin: QPointF
    ) -> None:
        positions = self.page.positions
        for mark in self.marks.in_block(number):
            span = self._span_of(mark)
            qt_start, qt_end = positions.to_qt(span.start), positions.to_qt(span.end)
            found = list(rects(block, origin, qt_start, qt_end))
            if mark.is_unsure:
                painting.paint_unsure(painter, theme, mark.color, found)
            else:
                if mark.style == "highlight":
                    painting.paint_fill(painter, theme, mark.color, found)
                painting.paint_line(painter, theme, mark.color, found, mark.style)
            if mark.has_note and found and positions.block_at(span.start) == number:
                side = self._column().right() + SIGN_GAP
                self._signs[mark.id] = (mark, QPointF(side, found[0].top() + 3))

    def _paint_hits(
        self, painter: QPainter, theme: Theme, block: QTextBlock, number: int, origin: QPointF
    ) -> None:
        look, positions = self.page.blocks[number], self.page.positions
        index = bisect_left(self.hits, look.start + 1, key=lambda hit: hit.end)
        while index < len(self.hits) and self.hits[index].start < look.end:
            hit = self.hits[index]
            found = list(rects(block, origin, positions.to_qt(hit.start), positions.to_qt(hit.end)))
            painting.paint_hit(painter, theme, found, is_current=index == self.current_hit)
            index += 1

    def seen_in(self, area: QRectF) -> list[SeenBlock]:
        """Give the blocks that touch an area of the document, with where their lines begin."""
        document = self.page.document
        return [SeenBlock(b, number, origin_of(document, b)) for b, number in self.blocks_in(area)]

    def quote_beside(self, place: QPointF) -> Quote | None:
        """Give the quote whose bar is at a place of the document."""
        around = QRectF(place.x(), place.y() - OVERHANG, 1, 2 * OVERHANG)
        return self.findings.quote_beside(self.page, self.seen_in(around), place)

    def blocks_in(self, area: QRectF) -> Iterator[tuple[QTextBlock, int]]:
        """Give the blocks that touch an area of the document, with their numbers in the text."""
        document, positions = self.page.document, self.page.positions
        layout = document.documentLayout()
        above = QPointF(PAGE_MARGIN, area.top())
        block = document.findBlock(max(0, layout.hitTest(above, Qt.HitTestAccuracy.FuzzyHit)))
        if block.previous().isValid():
            block = block.previous()  # its ground or sign may reach down
        while block.isValid() and layout.blockBoundingRect(block).top() < area.bottom() + OVERHANG:
            number = positions.block_at_qt(block.position())
            if positions.qt_start_of(number) == block.position():
                yield block, number
            block = block.next()

    def _column(self) -> QRectF:
        """Give the strip in which the text stands."""
        width = self.page.document.textWidth() - 2 * PAGE_MARGIN
        return QRectF(PAGE_MARGIN, 0, width, self.page.document.size().height())

    def _span_of(self, mark: PlacedMark) -> Span:
        if self.dragged is not None and mark.id == self.focus:
            return self.dragged
        return Span(mark.start, mark.end)
