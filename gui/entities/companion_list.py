"""Who appears with an entity, as a list: the same as the graph, for eyes, keys and ears."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from gui.card_list import CardList, CardModel, Index
from gui.cards import CardDelegate, caption, draw_ground
from gui.entities.delegate import ICON, LEFT, NAME, PAD, RIGHT, name_face
from gui.entities.wording import title_of
from gui.icons import pixmap
from gui.kinds import ICONS
from gui.lines import draw_lines
from gui.theme import Scale, current_theme
from storage.entity_pages import Companion
from storage.finding_types import KIND_NAMES
from storage.printing import counted

COMPANION: Final = Qt.ItemDataRole.UserRole  # the Companion of a row
HEIGHT: Final = 2 * PAD + NAME + 4


class CompanionModel(CardModel):
    """Companions, most shared articles first."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Show nobody yet."""
        super().__init__(parent)
        self._companions: Sequence[Companion] = ()

    def show(self, companions: Sequence[Companion]) -> None:
        """Show these."""
        if companions != self._companions:
            self.beginResetModel()
            self._companions = companions
            self.endResetModel()

    def id_at(self, row: int) -> int | None:
        """Give the entity of a row."""
        return self._companions[row].id

    def row_of(self, id_: int | None) -> int:
        """Give the row of an entity, -1 if it is not there."""
        ids = [companion.id for companion in self._companions]
        return ids.index(id_) if id_ in ids else -1  # type: ignore[arg-type]  # ids are ints

    def rowCount(self, parent: Index | None = None) -> int:
        """Give the number of companions."""
        return 0 if parent is not None and parent.isValid() else len(self._companions)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give the companion, or its words."""
        if not index.isValid() or not 0 <= index.row() < len(self._companions):
            return None
        found = self._companions[index.row()]
        if role == COMPANION:
            return found
        if role == Qt.ItemDataRole.DisplayRole:
            return title_of(found)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            kind = KIND_NAMES[found.kind][0].lower()
            return f"{title_of(found)}, {kind}: {counted(found.articles, 'shared article')}"
        return None


class CompanionList(CardList):
    """A view on a CompanionModel.

    Signals:
        opened: the page of one is wanted; its id.
    """

    opened = Signal(int)

    def __init__(self, model: CompanionModel, parent: QWidget | None = None) -> None:
        """Show a model."""
        super().__init__(model, parent)
        self.setAccessibleName("Who appears with it")
        self.setSelectionMode(CardList.SelectionMode.SingleSelection)
        self.setMinimumWidth(180)
        self.doubleClicked.connect(lambda _: self._open())
        self.keys |= dict.fromkeys(("Return", "Enter"), self._open)

    def _open(self) -> None:
        if (id_ := self.current()) is not None:
            self.opened.emit(id_)

    def _delegate(self) -> CardDelegate:
        return _CompanionCards(self)

    def _heights(self, first: int, last: int) -> Iterable[int]:
        return [HEIGHT] * (last - first + 1)

    def _height_of_all(self) -> int:
        return HEIGHT


class _CompanionCards(CardDelegate):
    """Paints an icon, a name and the number of shared articles."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        found = index.data(COMPANION)
        if not isinstance(found, Companion):
            return
        theme = current_theme()
        state: QStyle.StateFlag = option.state
        card = self.card_in(QRectF(option.rect)).adjusted(0, 0, 0, 2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_ground(painter, theme, card, state)
        middle = card.top() + PAD + NAME / 2
        sign = pixmap(ICONS[found.kind], ICON, found.kind, painter.device().devicePixelRatioF())
        painter.drawPixmap(QPointF(card.left() + 12, middle - ICON / 2), sign)
        line = QRectF(card.left() + LEFT, card.top() + PAD, card.width() - LEFT - RIGHT, NAME)
        count = f"{found.articles:,}"
        painter.setFont(caption().font)
        painter.setPen(theme.color("muted"))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(line, right, count)
        line.setRight(line.right() - caption().metrics.horizontalAdvance(count) - Scale.S)
        draw_lines(painter, name_face(False), title_of(found), line, theme.color("text"), 1)
        painter.restore()
