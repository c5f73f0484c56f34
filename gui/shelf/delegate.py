"""Paints one article of the shelf: title, where it is from and when, what was made of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QTextLayout
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from gui.article_wording import date_of, source_of
from gui.fonts import REGULAR, SEMIBOLD, interface_font
from gui.icons import pixmap
from gui.ring import paint_ring
from gui.shelf.bands import Bands
from gui.shelf.model import ARTICLE_ROLE, TAGS_ROLE, ShelfModel
from gui.shelf.star import paint_star
from gui.shelf.title_field import TitleField
from gui.tag_dots import DOT, paint_dot
from gui.theme import Scale, Theme, current_theme
from gui.titles import set_title
from storage.articles import DateColumn
from storage.tags import key_of
from storage.types import Article, ArticleId, TagColor

if TYPE_CHECKING:
    from gui.shelf.cells import CellPainter

ROW_HEIGHT: Final = 64
GAP: Final = 3  # between title and second line
KEPT: Final = 512  # layouts, some screens full
SIGN: Final = 14  # side of the small icons and of the progress ring
ROOM_FOR_TAGS: Final = 72  # pixels that have to be left after source and date
DOT_ROOM: Final = 16  # what stands between date and tags
STATE_SIGNS: Final = {
    "done": ("check", SIGN, "success"),
    "archived": ("archive", SIGN, "muted"),
}
_FSI, _PDI = "\u2068", "\u2069"  # so that a source does not turn the line around

Index = QModelIndex | QPersistentModelIndex
Tags = tuple[tuple[str, TagColor], ...]  # names with their colours


@dataclass(frozen=True, slots=True)
class RowFrame:
    """Where the parts of a row are; `plate` is the rounded ground, `inner` what text may use."""

    plate: QRectF
    inner: QRectF

    @classmethod
    def of(cls, rect: QRect, above: int) -> RowFrame:
        """Measure a row, of which the uppermost pixels belong to a heading."""
        plate = QRectF(rect).adjusted(Scale.XS + 2, above + 1, -Scale.XS - 2, -1)
        return cls(plate, plate.adjusted(Scale.M, 0, -Scale.M + 2, 0))


class ShelfDelegate(QStyledItemDelegate):
    """Paints rows of one fixed height, and lets a title be edited in place.

    `open_article` is the article on screen; `shows_ring` says that the keyboard leads;
    `date_column` is the date that rows show, if not that of publication.

    Signals:
        renamed: (ArticleId, title) after the reader has edited a title.
    """

    renamed = Signal(object, str)

    def __init__(self, bands: Bands, parent: QObject | None = None) -> None:
        """Prepare fonts; layouts are made when rows are painted."""
        super().__init__(parent)
        self._bands = bands
        self.open_article: ArticleId | None = None
        self.shows_ring = False
        self.date_column: DateColumn | None = None
        self.cells: CellPainter | None = None  # while the list is a table
        self._edited: ArticleId | None = None
        self._titles: dict[tuple[str, int, bool], QTextLayout] = {}
        self._strong = interface_font(Scale.BODY, SEMIBOLD)
        self._plain = interface_font(Scale.BODY, REGULAR)
        self._small = interface_font(Scale.CAPTION, REGULAR, tabular=True)
        self._small_metrics = QFontMetricsF(self._small)

    # -- painting

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Give the height that every row has as a card."""
        return QSize(0, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        article = index.data(ARTICLE_ROLE)
        if not isinstance(article, Article):
            return
        above = self._bands.above(index.row())
        if self.cells is not None:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self.cells.paint(painter, option, index, article, self.open_article, above)
            painter.restore()
            return
        theme = current_theme()
        frame = RowFrame.of(option.rect, above)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, frame, option.state, article.id, theme)
        if article.id != self._edited:
            self._paint_text(painter, frame.inner, article, _tags_of(index), theme)
        painter.restore()

    def _paint_ground(
        self,
        painter: QPainter,
        frame: RowFrame,
        state: QStyle.StateFlag,
        article: ArticleId,
        theme: Theme,
    ) -> None:
        ground = None
        if state & QStyle.StateFlag.State_Selected:
            ground = "accent_soft"
        elif state & QStyle.StateFlag.State_MouseOver:
            ground = "hover"
        painter.setPen(Qt.PenStyle.NoPen)
        if ground is not None:
            painter.setBrush(theme.color(ground))
            painter.drawRoundedRect(frame.plate, Scale.RADIUS, Scale.RADIUS)
        if article == self.open_article:
            painter.setBrush(theme.color("accent"))
            bar = QRectF(frame.plate.left() + 3, frame.plate.top() + 12, 3, 0)
            bar.setBottom(frame.plate.bottom() - 12)
            painter.drawRoundedRect(bar, 1.5, 1.5)
        if self.shows_ring and state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.drawRoundedRect(frame.plate.adjusted(1, 1, -1, -1), Scale.RADIUS, Scale.RADIUS)

    def _paint_text(
        self,
        painter: QPainter,
        inner: QRectF,
        article: Article,
        tags: Tags,
        theme: Theme,
    ) -> None:
        title = self._title(article.title, int(inner.width()), article.state == "unread")
        height = title.boundingRect().height()
        line = self._small_metrics.height()
        top = inner.top() + (inner.height() - height - GAP - line) / 2
        painter.setPen(theme.color("muted" if article.state == "archived" else "text"))
        title.draw(painter, QPointF(inner.left(), round(top)))
        second = QRectF(inner.left(), round(top + height + GAP), inner.width(), line)
        self._paint_second_line(painter, second, article, tags, theme)

    def _paint_second_line(
        self,
        painter: QPainter,
        rect: QRectF,
        article: Article,
        tags: Tags,
        theme: Theme,
    ) -> None:
        painter.setFont(self._small)
        painter.setPen(theme.color("muted"))
        right = self._paint_signs(painter, rect, article, theme)
        date = f" · {date_of(article, self.date_column)}"
        room = right - rect.left() - self._small_metrics.horizontalAdvance(date)
        source = self._elided(source_of(article), room)
        left = room - self._small_metrics.horizontalAdvance(source)
        said = f"{_FSI}{source}{_PDI}{date}"
        rect.setRight(right)
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, said)
        if tags and left > ROOM_FOR_TAGS:
            rect.setLeft(rect.left() + self._small_metrics.horizontalAdvance(said))
            self._paint_tags(painter, rect, tags)

    def _paint_tags(self, painter: QPainter, rect: QRectF, tags: Tags) -> None:
        """Paint names of tags behind the date, those with a colour with its dot."""
        advance = self._small_metrics.horizontalAdvance
        for number, (tag, color) in enumerate(tags):
            between = ", " if number else " · "
            painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, between)
            rect.setLeft(rect.left() + advance(between))
            if color:
                paint_dot(painter, QRectF(rect.left(), rect.top(), DOT, rect.height()), color)
                rect.setLeft(rect.left() + DOT + 3)
            words = self._elided(tag, rect.width())
            painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, f"{_FSI}{words}{_PDI}")
            rect.setLeft(rect.left() + advance(tag))
            if words != tag or rect.width() < DOT_ROOM:
                return

    def _elided(self, text: str, room: float) -> str:
        return self._small_metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)

    def _paint_signs(
        self, painter: QPainter, rect: QRectF, article: Article, theme: Theme
    ) -> float:
        """Paint what stands at the right; gives where the text has to end."""
        right = rect.right()
        middle = rect.center().y()
        ratio = painter.device().devicePixelRatio()
        place = QRectF(right - SIGN, round(middle - SIGN / 2), SIGN, SIGN)
        if article.is_starred:
            paint_star(painter, place, theme)
            right -= SIGN + Scale.S
            place.translate(-SIGN - Scale.S, 0)
        if article.state in STATE_SIGNS:
            painter.drawPixmap(place.topLeft(), pixmap(*STATE_SIGNS[article.state], ratio))
            right -= SIGN + Scale.S
        elif article.state == "reading":
            paint_ring(painter, place.adjusted(2, 2, -2, -2), article.progress, theme)
            right -= SIGN + Scale.S
        if article.annotation_count:
            count = str(article.annotation_count)
            width = self._small_metrics.horizontalAdvance(count)
            place = QRectF(right - width, rect.top(), width + 1, rect.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, count)
            corner = QPointF(right - width - SIGN - 2, round(middle - SIGN / 2))
            painter.drawPixmap(corner, pixmap("highlighter", SIGN, "muted", ratio))
            right = corner.x() - Scale.S
        return right

    def _title(self, title: str, width: int, is_strong: bool) -> QTextLayout:
        key = (title, width, is_strong)
        layout = self._titles.pop(key, None)
        if layout is None:
            layout = set_title(title, self._strong if is_strong else self._plain, width)
        self._titles[key] = layout
        if len(self._titles) > KEPT:
            del self._titles[next(iter(self._titles))]
        return layout

    # -- editing

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Give a field in place of the row's text."""
        article = index.data(ARTICLE_ROLE)
        self._edited = article.id if isinstance(article, Article) else None
        return TitleField(parent)

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        """Show the row's text again."""
        self._edited = None
        super().destroyEditor(editor, index)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Fill the field."""
        if isinstance(editor, TitleField) and not editor.isModified():
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))

    def setModelData(self, editor: QWidget, _model: object, index: Index) -> None:
        """Say that the title was edited; the library decides what comes of it."""
        article = index.data(ARTICLE_ROLE)
        if not isinstance(editor, TitleField) or not isinstance(article, Article):
            return
        if editor.text().strip() not in ("", article.title):
            self.renamed.emit(article.id, editor.text())

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Put the field where the title is."""
        if self.cells is not None:
            editor.setGeometry(option.rect.adjusted(0, self._bands.above(index.row()), 0, 0))
            return
        frame = RowFrame.of(option.rect, self._bands.above(index.row()))
        middle = round(frame.plate.center().y())
        left = round(frame.inner.left()) - Scale.S - 2  # the padding of a field: letters stay put
        width = round(frame.plate.right()) - 2 - left
        editor.setGeometry(left, middle - Scale.CONTROL // 2, width, Scale.CONTROL)


def _tags_of(index: Index) -> Tags:
    """Give the tags of a row with their colours."""
    names, model = index.data(TAGS_ROLE), index.model()
    colors = model.tag_colors() if isinstance(model, ShelfModel) else {}
    return tuple((name, colors.get(key_of(name), "")) for name in names or ())
