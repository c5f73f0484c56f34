"""The bars in the margin beside quotes: where they stand and how they are drawn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QTextBlock, QTextLine

from gui.reader.document import PAGE_MARGIN, PageDocument
from gui.reader.finding_index import FindingIndex
from gui.theme import Theme
from storage.finding_types import Quote

BESIDE = 8.5  # from the first bar to the text, in pixels; beyond it stand the labels of pages
LANE = 4.0  # from one bar to the next, towards the text
CONFIRMED, SUGGESTED = 3.0, 1.5  # width of a bar
FAINT = 0.7  # opacity of a suggested one
DASHES = (5.0, 3.0)  # and gaps of indirect speech, in pixels
REACH = 4.0  # beside a bar, for the pointer


class SeenBlock(NamedTuple):
    """A block in view: its number in the text, and the point its lines are measured from."""

    block: QTextBlock
    number: int
    origin: QPointF


class Bar(NamedTuple):
    """A bar, in document coordinates: its middle, and from where to where."""

    quote: Quote
    x: float
    top: float
    bottom: float


@dataclass(slots=True)
class _Piece:
    """What of a quote stands in one block: its first and last line, and whether it begins there."""

    quote: Quote
    first: QRectF
    last: QRectF
    begins: bool
    ends: bool
    x: float


def bars_in(index: FindingIndex, page: PageDocument, seen: Sequence[SeenBlock]) -> list[Bar]:
    """Give the bars of the quotes in blocks in view, by start.

    Quotes that follow one another in a line have a part of its height each, so that two bars are
    never one.
    """
    pieces = [piece for one in seen for piece in _pieces(index, page, one)]
    sharing: dict[tuple[float, int], list[int]] = defaultdict(list)
    for piece in pieces:
        for line, is_end in ((piece.first, piece.begins), (piece.last, piece.ends)):
            who = sharing[piece.x, round(line.top())]
            if is_end and piece.quote.id not in who:
                who.append(piece.quote.id)
    found: dict[int, Bar] = {}
    for piece in pieces:
        top, bottom = piece.first.top(), piece.last.bottom()
        if piece.begins:
            number, count = _turn(sharing[piece.x, round(piece.first.top())], piece.quote)
            top += piece.first.height() * number / count + 1
        if piece.ends:
            number, count = _turn(sharing[piece.x, round(piece.last.top())], piece.quote)
            bottom -= piece.last.height() * (count - 1 - number) / count + 1
        bar = found.get(piece.quote.id, Bar(piece.quote, piece.x, top, bottom))
        found[piece.quote.id] = bar._replace(top=min(bar.top, top), bottom=max(bar.bottom, bottom))
    return list(found.values())


def paint_bars(painter: QPainter, theme: Theme, bars: Sequence[Bar]) -> None:
    """Paint bars: dashed for indirect speech, strong for what is confirmed."""
    for bar in bars:
        is_confirmed = bar.quote.state == "confirmed"
        ink, width = theme.color("muted"), CONFIRMED if is_confirmed else SUGGESTED
        if not is_confirmed:
            ink.setAlphaF(FAINT)
        pen = QPen(ink, width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if bar.quote.kind == "indirect":
            pen.setDashPattern([length / width for length in DASHES])
            pen.setDashOffset(bar.top % sum(DASHES) / width)  # stays while its top is out of view
        painter.setPen(pen)
        painter.drawLine(QPointF(bar.x, bar.top), QPointF(bar.x, bar.bottom))


def bar_at(bars: Sequence[Bar], place: QPointF) -> Quote | None:
    """Give the quote whose bar is at a place of the document; the nearest of several."""
    near = [
        bar
        for bar in bars
        if abs(bar.x - place.x()) <= REACH and bar.top - 1 <= place.y() <= bar.bottom + 1
    ]
    return min(near, key=lambda bar: abs(bar.x - place.x())).quote if near else None


def _pieces(index: FindingIndex, page: PageDocument, seen: SeenBlock) -> Iterator[_Piece]:
    look = page.blocks[seen.number]
    layout, begin = seen.block.layout(), seen.block.position()
    goes_left = seen.block.textDirection() == Qt.LayoutDirection.RightToLeft
    edge = page.document.textWidth() - PAGE_MARGIN if goes_left else PAGE_MARGIN
    outwards = 1 if goes_left else -1
    for quote in index.quotes.over(look.start, look.end):
        begins, ends = quote.span.start >= look.start, quote.span.end <= look.end
        start, end = max(quote.span.start, look.start), min(quote.span.end, look.end)
        first = layout.lineForTextPosition(page.positions.to_qt(start) - begin)
        last = layout.lineForTextPosition(page.positions.to_qt(end) - 1 - begin)
        if first.isValid() and last.isValid():
            x = edge + outwards * (BESIDE - index.lane_of(quote) * LANE)
            place = seen.origin
            yield _Piece(quote, _rect(first, place), _rect(last, place), begins, ends, x)


def _rect(line: QTextLine, origin: QPointF) -> QRectF:
    return line.rect().translated(origin)


def _turn(who: Sequence[int], quote: Quote) -> tuple[int, int]:
    """Say as which of how many a quote has its part of a line."""
    return (who.index(quote.id), len(who)) if quote.id in who else (0, 1)
