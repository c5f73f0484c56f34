"""All entities of the library as a list that asks only for the rows in view."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from gui.card_list import CardList, CardModel, Index
from gui.cards import FOOT, CardDelegate, caption, draw_ground
from gui.entities.delegate import NAME, PAD, name_face
from gui.entities.reading import Listed
from gui.entities.wording import title_of
from gui.icons import pixmap
from gui.kinds import ICONS
from gui.lines import draw_lines
from gui.theme import Scale, current_theme
from storage.entity_index import IndexEntry
from storage.finding_types import KIND_NAMES
from storage.printing import counted

ENTRY: Final = Qt.ItemDataRole.UserRole  # the IndexEntry of a row
HEIGHT: Final = 2 * PAD + NAME + FOOT + 4
ICON: Final = 16
LEFT: Final = 38  # of the words, in the card
RIGHT: Final = 10


class IndexModel(CardModel):
    """Entities of the library, in the order they are given in."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._entries: Sequence[IndexEntry] = ()
        self._ids = array("q")
        self._places: Mapping[int, int] = {}

    def show(self, listed: Listed) -> None:
        """Show these; where the same ones stay, nothing is selected or scrolled anew."""
        if listed.ids == self._ids:
            self._entries = listed.shown
            if self._entries:
                last = self.index(len(self._entries) - 1, 0)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self._entries, self._ids, self._places = listed.shown, listed.ids, listed.rows
        self.endResetModel()

    def entry(self, row: int) -> IndexEntry:
        """Give the entity of a row."""
        return self._entries[row]

    def id_at(self, row: int) -> int | None:
        """Give the id of a row."""
        return self._entries[row].id

    def row_of(self, id_: int | None) -> int:
        """Give the row of an entity, -1 if it is not shown."""
        return self._places.get(id_, -1) if id_ is not None else -1

    def rowCount(self, parent: Index | None = None) -> int:
        """Give the number of entities shown."""
        return 0 if parent is not None and parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give the entry, or its words."""
        if not index.isValid() or not 0 <= index.row() < len(self._entries):
            return None
        entry = self._entries[index.row()]
        if role == ENTRY:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return title_of(entry)
        if role == Qt.ItemDataRole.ToolTipRole:
            return None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            kind = KIND_NAMES[entry.kind][0].lower()
            return f"{title_of(entry)}, {kind}. {entry_counts(entry)}. {entry.state.capitalize()}"
        return None


class IndexList(CardList):
    """A view on an IndexModel; every row is as high as the others."""

    def __init__(self, model: IndexModel, parent: QWidget | None = None) -> None:
        """Show a model."""
        self._index = model
        super().__init__(model, parent)
        self.setAccessibleName("Entities of the library")

    def selection(self) -> list[IndexEntry]:
        """Give the selected entities, in order."""
        rows = (self._index.row_of(id_) for id_ in self.selected_ids())
        return [self._index.entry(row) for row in rows if row >= 0]

    def _delegate(self) -> CardDelegate:
        return _IndexCards(self)

    def _heights(self, first: int, last: int) -> Iterable[int]:
        return [HEIGHT] * (last - first + 1)

    def _height_of_all(self) -> int:
        return HEIGHT


class _IndexCards(CardDelegate):
    """Paints an entity of the library: icon, name, counts, whether it is confirmed."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        entry = index.data(ENTRY)
        if not isinstance(entry, IndexEntry):
            return
        theme, ratio = current_theme(), painter.device().devicePixelRatioF()
        state: QStyle.StateFlag = option.state
        card = self.card_in(QRectF(option.rect)).adjusted(0, 0, 0, 2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_ground(painter, theme, card, state)
        sign = pixmap(ICONS[entry.kind], ICON, entry.kind, ratio)
        top = card.top() + PAD
        painter.drawPixmap(QPointF(card.left() + 12, top + (NAME - ICON) / 2), sign)
        line = QRectF(card.left() + LEFT, top, card.width() - LEFT - RIGHT, NAME)
        is_confirmed = entry.state == "confirmed"
        if is_confirmed:
            line.setRight(line.right() - ICON - Scale.XS)
            check = pixmap("check", 14, "success", ratio)
            painter.drawPixmap(QPointF(card.right() - RIGHT - 14, line.center().y() - 7), check)
        draw_lines(painter, name_face(is_confirmed), title_of(entry), line, theme.color("text"), 1)
        below = QRectF(line.left(), line.bottom(), card.right() - RIGHT - line.left(), FOOT)
        draw_lines(painter, caption(), entry_counts(entry), below, theme.color("muted"), 1)
        painter.restore()


def entry_counts(entry: IndexEntry) -> str:
    """Say how often an entity is mentioned, and where."""
    return f"{counted(entry.articles, 'article')} · {counted(entry.mentions, 'mention')}"
