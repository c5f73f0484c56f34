"""What stands about an entity in the articles: mentions, quotes, highlights, as lists of cards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QModelIndex, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from gui.card_list import CardList, CardModel, Index
from gui.cards import (
    BAR_LEFT,
    BAR_WIDTH,
    FOOT,
    GAP,
    PADDING,
    CardDelegate,
    caption,
    draw_ground,
    quotation,
)
from gui.certainty import speaker_name
from gui.entities.reading import Item
from gui.icons import pixmap
from gui.kinds import kind_color
from gui.lines import draw_lines
from gui.theme import Scale, Theme, current_theme
from storage.entity_pages import PageMention, PageQuote
from storage.finding_types import FindingState
from storage.found import EntityKind
from storage.text.dates import written_date
from storage.text.pictures_in_text import in_words
from storage.types import ArticleId, ColorKey, Span

EXCERPT: Final = Qt.ItemDataRole.UserRole  # the Excerpt of a row
LINES: Final = 3
LONGEST: Final = 480  # characters of a quote or highlight that a card can need


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Some words of an article; `marked` of them, from `start`, are what it is about.

    `caption` says where they stand and who says them. `color` is that of a highlight, `kind` that
    of a mention's entity, None for what is none.
    """

    article: ArticleId
    span: Span | None
    words: str
    start: int
    marked: int
    caption: str
    state: FindingState
    kind: EntityKind | None = None
    color: ColorKey | None = None


def excerpt_of(item: Item) -> Excerpt:
    """Give what a card shows of a mention, a quote or a highlight."""
    source = item.source
    where = f"{source.title} · {written_date(source.day)}"
    if isinstance(item, PageMention):
        mention = item.mention
        exact = in_words(" ".join(mention.exact.split()))
        words = f"{item.before}{exact}{item.after}"
        span = Span(mention.start, mention.end)
        return Excerpt(
            *(source.article, span, words, len(item.before), len(exact), where),
            state=mention.state,
            kind=mention.kind,
        )
    if isinstance(item, PageQuote):
        quote = item.quote
        words = " ".join(in_words(quote.exact[:LONGEST]).split())
        said = f"{speaker_name(quote)} · {where}"
        return Excerpt(source.article, quote.span, words, 0, 0, said, state=quote.state)
    annotation = item.annotation
    passage = annotation.passage.exact if annotation.passage else ""
    words = " ".join(in_words(passage[:LONGEST]).split())
    return Excerpt(
        *(source.article, annotation.span, words, 0, 0, where),
        state="confirmed",
        color=annotation.color,
    )


class ExcerptModel(CardModel):
    """Excerpts in the order they are given in; the id of a row is its number."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._excerpts: list[Excerpt] = []

    def show(self, items: Sequence[Item]) -> None:
        """Show these; where nothing is another, nothing moves."""
        excerpts = [excerpt_of(item) for item in items]
        if excerpts != self._excerpts:
            self.beginResetModel()
            self._excerpts = excerpts
            self.endResetModel()

    def add(self, items: Sequence[Item]) -> None:
        """Show these behind the others."""
        if items:
            first = len(self._excerpts)
            self.beginInsertRows(QModelIndex(), first, first + len(items) - 1)
            self._excerpts += [excerpt_of(item) for item in items]
            self.endInsertRows()

    def excerpt(self, row: int) -> Excerpt:
        """Give the excerpt of a row."""
        return self._excerpts[row]

    def id_at(self, row: int) -> int | None:
        """Give the number of a row."""
        return row

    def row_of(self, id_: int | None) -> int:
        """Give the row of a number, -1 if there is none."""
        return id_ if id_ is not None and id_ < len(self._excerpts) else -1

    def rowCount(self, parent: Index | None = None) -> int:
        """Give the number of excerpts."""
        return 0 if parent is not None and parent.isValid() else len(self._excerpts)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give the excerpt, or its words."""
        if not index.isValid() or not 0 <= index.row() < len(self._excerpts):
            return None
        found = self._excerpts[index.row()]
        if role == EXCERPT:
            return found
        if role == Qt.ItemDataRole.DisplayRole:
            return found.words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{found.words}. {found.caption}"
        return None


class ExcerptList(CardList):
    """A view on an ExcerptModel.

    Signals:
        opened: an excerpt should be shown in its article; its row.
        ended: the last rows are in view; there may be more to show.
    """

    opened = Signal(int)
    ended = Signal()

    def __init__(self, model: ExcerptModel, name: str, parent: QWidget | None = None) -> None:
        """Show a model; `name` says to screen readers what it holds."""
        self._excerpts = model
        super().__init__(model, parent)
        self.setAccessibleName(name)
        self.setSelectionMode(CardList.SelectionMode.SingleSelection)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))
        self.keys |= dict.fromkeys(("Return", "Enter"), self._open_current)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    def _open_current(self) -> None:
        if self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())

    def _on_scrolled(self, value: int) -> None:
        if value and value >= self.verticalScrollBar().maximum() - Scale.ROW:
            self.ended.emit()

    def _delegate(self) -> CardDelegate:
        self._painter = _ExcerptCards(self)
        return self._painter

    def _heights(self, first: int, last: int) -> Iterable[int]:
        for row in range(first, last + 1):
            yield self._painter.height(self._excerpts.excerpt(row))


class _ExcerptCards(CardDelegate):
    """Paints an excerpt: words, with what they are about in ink, and where they stand."""

    def height(self, excerpt: Excerpt) -> int:
        lines = quotation().lines(excerpt.words, self.text_width(), LINES)
        return round(GAP + 2 * PADDING + lines * quotation().leading + 2 + FOOT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        excerpt = index.data(EXCERPT)
        if not isinstance(excerpt, Excerpt):
            return
        theme = current_theme()
        state: QStyle.StateFlag = option.state
        card = self.card_in(QRectF(option.rect))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_ground(painter, theme, card, state)
        _draw_bar(painter, theme, card, excerpt)
        area = self.words_in(card)
        lines = quotation().lines(excerpt.words, self.text_width(), LINES)
        if excerpt.marked and excerpt.kind is not None:
            ink = kind_color(theme, excerpt.kind)
            _draw_marked(painter, excerpt, area, theme.color("text"), ink, lines)
        else:
            draw_lines(painter, quotation(), excerpt.words, area, theme.color("text"), lines)
        foot = QRectF(area.left(), card.bottom() - PADDING - FOOT, area.width(), FOOT)
        if excerpt.state == "suggested":
            _draw_ring(painter, theme, foot)
            foot.setLeft(foot.left() + 14)
        draw_lines(painter, caption(), excerpt.caption, foot, theme.color("muted"), 1)
        painter.restore()


def _draw_bar(painter: QPainter, theme: Theme, card: QRectF, excerpt: Excerpt) -> None:
    """Paint the colour of a highlight, or a quotation mark."""
    if excerpt.color is not None:
        bar = QRectF(
            card.left() + BAR_LEFT, card.top() + PADDING, BAR_WIDTH, card.height() - 2 * PADDING
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.highlights[excerpt.color].line))
        painter.drawRoundedRect(bar, 2, 2)
    elif excerpt.kind is None:
        sign = pixmap("quote", 12, "muted", painter.device().devicePixelRatioF())
        painter.drawPixmap(QPointF(card.left() + 7, card.top() + PADDING + 3), sign)


def _draw_ring(painter: QPainter, theme: Theme, foot: QRectF) -> None:
    """Paint the broken ring of what is only suggested."""
    pen = painter.pen()
    pen.setColor(theme.color("muted"))
    pen.setWidthF(1.2)
    pen.setDashPattern([1.8, 1.2])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QRectF(foot.left() + 1, foot.center().y() - 4, 8, 8))


def _draw_marked(
    painter: QPainter, excerpt: Excerpt, area: QRectF, color: QColor, ink: QColor, most: int
) -> None:
    """Paint words with some of them in another ink, underlined."""
    form = QTextCharFormat()
    form.setForeground(ink)
    form.setFontUnderline(True)
    marked = QTextLayout.FormatRange()
    before = excerpt.words[: excerpt.start]
    exact = excerpt.words[excerpt.start : excerpt.start + excerpt.marked]
    marked.start = len(before.encode("utf-16-le", "replace")) // 2
    marked.length = len(exact.encode("utf-16-le", "replace")) // 2
    marked.format = form
    layout = QTextLayout(excerpt.words, quotation().font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setFormats([marked])
    layout.beginLayout()
    for number in range(most):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(area.width())
        face = quotation()
        rise = (face.leading + face.metrics.ascent() - face.metrics.descent()) / 2 - line.ascent()
        line.setPosition(QPointF(0, number * face.leading + rise))
    layout.endLayout()
    painter.setPen(color)
    layout.draw(painter, area.topLeft())
