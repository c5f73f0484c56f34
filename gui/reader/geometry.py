"""Where text stands on the page, in document coordinates."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF, QTextBlock, QTextCharFormat, QTextDocument, QTextLine

from storage.types import PICTURE

RIGHT_TO_LEFT = frozenset(("R", "AL", "AN", "RLE", "RLO", "RLI"))  # classes of characters (UAX 9)
MAY_GO_LEFT = re.compile(  # all such characters, and some others; most texts have none of them
    "[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff"
    "\U0001e800-\U0001efff]"
)

Edge = tuple[float, int]  # what QTextLine.cursorToX gives: x and the position it snapped to


def origin_of(document: QTextDocument, block: QTextBlock) -> QPointF:
    """Give the point from which a block's lines are measured; lays the text out up to there."""
    return document.documentLayout().blockBoundingRect(block).topLeft()


def rects(block: QTextBlock, origin: QPointF, qt_start: int, qt_end: int) -> Iterator[QRectF]:
    """Give the rectangles that cover a stretch of a block, line by line, as it reads.

    In a line of mixed direction a stretch can be in several pieces.
    """
    layout, text = block.layout(), block.text()
    start, end = qt_start - block.position(), qt_end - block.position()
    at = layout.lineForTextPosition(max(0, start))
    for number in range(at.lineNumber() if at.isValid() else 0, layout.lineCount()):
        line = layout.lineAt(number)
        if line.textStart() >= end:
            return
        first = max(start, line.textStart())
        last = min(end, line.textStart() + line.textLength())
        if first < last:
            for left, right in _stretches(block, text, line, first, last):
                yield QRectF(origin.x() + left, origin.y() + line.y(), right - left, line.height())


def edge_of(block: QTextBlock, origin: QPointF, qt_position: int, *, is_end: bool) -> QRectF | None:
    """Give the side of a character that is read first, or last: as high as its line, not wide.

    None where there is nothing to be seen.
    """
    own = next(rects(block, origin, qt_position, qt_position + 1), None)
    if own is None:
        return None
    position = qt_position - block.position()
    runs = block.layout().lineForTextPosition(position).glyphRuns(position, 1)
    goes_left = bool(runs) and runs[0].isRightToLeft()
    return QRectF(own.left() if goes_left == is_end else own.right(), own.top(), 0, own.height())


def picture_rect(
    block: QTextBlock, origin: QPointF, qt_position: int, size: QSizeF
) -> QRectF | None:
    """Give where a picture of a size stands; None if its block is not laid out.

    Qt gives the same place for both of its edges, so its size tells the other one.
    """
    position = qt_position - block.position()
    line = block.layout().lineForTextPosition(position)
    if not line.isValid():
        return None
    left = _left_of_object(block, line, position, size.width())
    bottom = line.y() + line.ascent()
    look = _format_at(block, position)
    if look.verticalAlignment() == QTextCharFormat.VerticalAlignment.AlignBottom:
        bottom += QFontMetricsF(look.font()).descent()
    return QRectF(origin + QPointF(left, bottom - size.height()), size)


def _left_of_object(block: QTextBlock, line: QTextLine, position: int, width: float) -> float:
    here, following = _x(line, position), _x(line, position + 1)
    if abs(abs(here - following) - width) < 1:
        return min(here, following)
    return here - width if block.textDirection() == Qt.LayoutDirection.RightToLeft else here


def _format_at(block: QTextBlock, position: int) -> QTextCharFormat:
    for run in block.textFormats():
        if run.start <= position < run.start + run.length:
            return QTextCharFormat(run.format)  # a copy: the run dies with the list
    return block.charFormat()


def _stretches(
    block: QTextBlock, text: str, line: QTextLine, first: int, last: int
) -> Iterator[tuple[float, float]]:
    if not _goes_both_ways(text, line):
        left, right = _x(line, first), _x(line, last)
        if last == line.textStart() + line.textLength():  # no space that hangs over the end
            right = min(right, line.naturalTextRect().right())
        yield left, max(left, right)
        return
    # cursorToX is wrong where the direction turns; the glyphs are where they are
    natural = line.naturalTextRect()
    runs = [run.boundingRect() for run in line.glyphRuns(first, last - first)]
    edges = [(run.left(), run.right()) for run in runs]
    edges += _objects(block, text, line, first, last)
    pieces: list[tuple[float, float]] = []
    for left, right in sorted(edges):
        if pieces and left <= pieces[-1][1] + 0.5:
            pieces[-1] = (pieces[-1][0], max(right, pieces[-1][1]))
        elif right > left:
            pieces.append((left, right))
    for left, right in pieces:
        yield max(left, natural.left()), min(right, natural.right())


def _objects(
    block: QTextBlock, text: str, line: QTextLine, first: int, last: int
) -> Iterator[tuple[float, float]]:
    """Give the edges of the pictures in a stretch: they have no glyphs."""
    if PICTURE not in text:
        return
    for run in block.textFormats():
        if run.format.isImageFormat():
            width = run.format.toImageFormat().width()
            for position in range(max(first, run.start), min(last, run.start + run.length)):
                left = _left_of_object(block, line, position, width)
                yield left, left + width


def _goes_both_ways(text: str, line: QTextLine) -> bool:
    """Say whether a line of a block's text has anything written from right to left."""
    if text.isascii() or not MAY_GO_LEFT.search(text):
        return False
    start, end = 2 * line.textStart(), 2 * (line.textStart() + line.textLength())
    own = text.encode("utf-16-le", "surrogatepass")[start:end].decode("utf-16-le", "replace")
    return any(unicodedata.bidirectional(character) in RIGHT_TO_LEFT for character in own)


def _x(line: QTextLine, position: int) -> float:
    answer: Edge | float = line.cursorToX(position)  # type: ignore[assignment]
    return answer[0] if isinstance(answer, tuple) else answer
