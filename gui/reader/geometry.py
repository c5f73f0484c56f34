"""Where text stands on the page, in document coordinates."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTextBlock, QTextDocument, QTextLayout, QTextLine

Edge = tuple[float, int]  # what QTextLine.cursorToX gives: x and the position it snapped to


def origin_of(document: QTextDocument, block: QTextBlock) -> QPointF:
    """Give the point from which a block's lines are measured; lays the text out up to there."""
    return document.documentLayout().blockBoundingRect(block).topLeft()


def rects(block: QTextBlock, origin: QPointF, qt_start: int, qt_end: int) -> Iterator[QRectF]:
    """Give the rectangles that cover a stretch of a block, line by line, as it reads.

    In a line of mixed direction a stretch can be in several pieces.
    """
    layout = block.layout()
    start, end = qt_start - block.position(), qt_end - block.position()
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        first = max(start, line.textStart())
        last = min(end, line.textStart() + line.textLength())
        if first < last:
            for left, right in _stretches(layout, line, first, last):
                yield QRectF(origin.x() + left, origin.y() + line.y(), right - left, line.height())


def _stretches(
    layout: QTextLayout, line: QTextLine, first: int, last: int
) -> Iterator[tuple[float, float]]:
    text = layout.text()[line.textStart() : line.textStart() + line.textLength()]
    if text.isascii() or not any(unicodedata.bidirectional(c) in ("R", "AL", "AN") for c in text):
        left, right = _x(line, first), _x(line, last)
        natural = line.naturalTextRect().right()
        yield left, max(left, min(right, natural) if last == first + len(text) else right)
        return
    pieces: list[tuple[float, float]] = []
    for position in range(first, last):
        edges = sorted((_x(line, position), _x(line, position, trailing=True)))
        if pieces and abs(pieces[-1][1] - edges[0]) < 0.5:
            pieces[-1] = (pieces[-1][0], edges[1])
        elif pieces and abs(pieces[-1][0] - edges[1]) < 0.5:
            pieces[-1] = (edges[0], pieces[-1][1])
        elif edges[1] > edges[0]:
            pieces.append((edges[0], edges[1]))
    yield from pieces


def _x(line: QTextLine, position: int, *, trailing: bool = False) -> float:
    edge = QTextLine.Edge.Trailing if trailing else QTextLine.Edge.Leading
    answer: Edge | float = line.cursorToX(position, edge)  # type: ignore[assignment]
    return answer[0] if isinstance(answer, tuple) else answer
