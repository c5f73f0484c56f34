"""What was found in the text, as it is drawn there: lines under names, bars beside quotes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from gui.kinds import paint_kind_line
from gui.reader.document import PageDocument
from gui.reader.finding_index import FindingIndex
from gui.reader.geometry import rects
from gui.reader.quote_bars import SeenBlock, bar_at, bars_in, paint_bars
from gui.shown_findings import ShownFindings
from gui.theme import Scale, Theme
from storage.finding_types import Mention, Quote
from storage.types import Span

LOWER = 1.5  # pixels that a line stands below the letters' room, clear of highlights
AROUND = 2.0  # between the words and the frame around them


@dataclass(slots=True)
class FindingsLayer:
    """The findings of the open text, what of them is shown, and the stretch that is framed."""

    index: FindingIndex = field(default_factory=FindingIndex)
    shown: ShownFindings = field(default_factory=ShownFindings)
    framed: Span | None = None

    def mention_at(self, position: int) -> Mention | None:
        """Give the mention that is seen over a character of the text."""
        over = self.index.mentions.over(position, position + 1)
        seen = [mention for mention in over if self.shown.shows(mention)]
        return min(seen, key=lambda mention: mention.end - mention.start, default=None)

    def quote_beside(
        self, page: PageDocument, seen: Sequence[SeenBlock], place: QPointF
    ) -> Quote | None:
        """Give the quote whose bar is at a place of the document, among blocks in view there."""
        if not self.shown.quotes:
            return None
        return bar_at(bars_in(self.index, page, seen), place)

    def paint_names(
        self, painter: QPainter, theme: Theme, page: PageDocument, seen: SeenBlock
    ) -> None:
        """Paint the lines under the names of a block."""
        if not self.shown.names:
            return
        look, positions = page.blocks[seen.number], page.positions
        for mention in self.index.mentions.over(look.start, look.end):
            if self.shown.shows(mention):
                qt_start, qt_end = positions.to_qt(mention.start), positions.to_qt(mention.end)
                found = [
                    rect.adjusted(0, 0, 0, LOWER)
                    for rect in rects(seen.block, seen.origin, qt_start, qt_end)
                ]
                is_confirmed = mention.state == "confirmed"
                paint_kind_line(painter, theme, mention.kind, found, is_confirmed=is_confirmed)

    def paint_quotes(
        self, painter: QPainter, theme: Theme, page: PageDocument, seen: Sequence[SeenBlock]
    ) -> None:
        """Paint the bars beside the quotes of blocks in view."""
        if self.shown.quotes:
            paint_bars(painter, theme, bars_in(self.index, page, seen))


def paint_frame(painter: QPainter, theme: Theme, found: Sequence[QRectF]) -> None:
    """Paint the quiet frame around the stretch that a panel speaks of."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.color("focus"), 1.4))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for rect in found:
        around = rect.adjusted(-AROUND, 0, AROUND, LOWER + 1)
        painter.drawRoundedRect(around, Scale.RADIUS_S, Scale.RADIUS_S)
