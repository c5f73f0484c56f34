"""The open article's entities as a table of one column, under a heading for each kind."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal

from gui.card_list import CardModel, Index
from gui.controls import plain_tip
from gui.entities.wording import spoken, title_of
from storage.entities import name_key
from storage.finding_types import KIND_NAMES, ArticleEntity, EntityId
from storage.found import ENTITY_KINDS, EntityKind

ROW: Final = Qt.ItemDataRole.UserRole  # the Heading or ArticleEntity of a row


@dataclass(frozen=True, slots=True)
class Heading:
    """The line above the entities of a kind: how many are shown, and how many are to review."""

    kind: EntityKind
    count: int
    open: int


Row = Heading | ArticleEntity


class EntityModel(CardModel):
    """Entities of one article; the most mentioned of a kind first.

    Signals:
        refreshed: other entities, or other things about them, are shown now.
    """

    refreshed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._all: list[ArticleEntity] = []
        self._rows: list[Row] = []
        self._places: dict[int, int] = {}
        self._words: list[str] = []
        self._only_open = False

    # -- what it holds

    @property
    def total(self) -> int:
        """How many entities the article has, shown or not."""
        return len(self._all)

    @property
    def open(self) -> int:
        """How many of them are to review."""
        return sum(entity.state == "suggested" for entity in self._all)

    @property
    def is_filtered(self) -> bool:
        """Whether only some are wanted."""
        return self._only_open or bool(self._words)

    def entities(self) -> list[ArticleEntity]:
        """Give all entities of the article, in text order."""
        return self._all

    def row(self, number: int) -> Row:
        """Give a row."""
        return self._rows[number]

    def entity(self, id_: int | None) -> ArticleEntity | None:
        """Give an entity that is shown."""
        row = self._rows[self.row_of(id_)] if self.row_of(id_) >= 0 else None
        return row if isinstance(row, ArticleEntity) else None

    def id_at(self, row: int) -> int | None:
        """Give the entity of a row; None for a heading."""
        found = self._rows[row]
        return found.id if isinstance(found, ArticleEntity) else None

    def row_of(self, id_: int | None) -> int:
        """Give the row of an entity, -1 if it is not shown."""
        return self._places.get(id_, -1) if id_ is not None else -1

    def next_open(self, row: int, passed: Sequence[int] = ()) -> int | None:
        """Give the next entity to review from a row on, then from the top; none of `passed`."""
        later = [*self._rows[row:], *self._rows[:row]]
        return next(
            (
                found.id
                for found in later
                if isinstance(found, ArticleEntity)
                and found.state == "suggested"
                and found.id not in passed
            ),
            None,
        )

    # -- what happens to it

    def show(self, entities: list[ArticleEntity]) -> None:
        """Show these, in text order, as far as they pass the filter."""
        self._all = entities
        self._replace()

    def update(self, touched: Collection[EntityId], now: Sequence[ArticleEntity]) -> None:
        """Show what has become of some entities; those that are not in `now` are gone."""
        gone = {*touched, *(entity.id for entity in now)}
        kept = [entity for entity in self._all if entity.id not in gone]
        self._all = sorted([*kept, *now], key=lambda entity: entity.first)
        self._replace()

    def filter_by(self, words: str, *, only_open: bool) -> None:
        """Show those with all words in a name or form; `only_open`: those to review."""
        self._words = name_key(words).split()
        self._only_open = only_open
        self._replace()

    # -- QAbstractTableModel

    def rowCount(self, parent: Index | None = None) -> int:
        """Give the number of rows."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give the row, or its words."""
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return KIND_NAMES[row.kind][1] if isinstance(row, Heading) else title_of(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _heading_words(row) if isinstance(row, Heading) else spoken(row)
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(row, ArticleEntity):
            return plain_tip(spoken(row).replace(". ", "\n"))
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let entities be selected and dragged onto each other, headings nothing."""
        flags = Qt.ItemFlag
        if not index.isValid() or self.id_at(index.row()) is None:
            return flags.NoItemFlags
        usual = flags.ItemIsEnabled | flags.ItemIsSelectable | flags.ItemNeverHasChildren
        return usual | flags.ItemIsDragEnabled | flags.ItemIsDropEnabled

    # -- inside

    def _wants(self, entity: ArticleEntity) -> bool:
        if self._only_open and entity.state != "suggested":
            return False
        keys = " ".join(map(name_key, (title_of(entity), *entity.forms)))
        return all(word in keys for word in self._words)

    def _arranged(self) -> list[Row]:
        order = {kind: number for number, kind in enumerate(ENTITY_KINDS)}
        shown = sorted(
            filter(self._wants, self._all), key=lambda e: (order[e.kind], -e.count, e.first)
        )
        rows: list[Row] = []
        for kind, group in groupby(shown, key=lambda entity: entity.kind):
            some = list(group)
            rows.append(Heading(kind, len(some), sum(e.state == "suggested" for e in some)))
            rows += some
        return rows

    def _replace(self) -> None:
        """Bring in other rows between those that stay; what is selected there stays selected."""
        old, new = self._rows, self._arranged()
        head = _common(old, new)
        tail = _common(old[head:][::-1], new[head:][::-1])
        if head + tail < len(old):
            last = len(old) - tail - 1
            self.beginRemoveRows(QModelIndex(), head, last)
            self._take([*old[:head], *old[last + 1 :]])
            self.endRemoveRows()
        if head + tail < len(new):
            last = len(new) - tail - 1
            self.beginInsertRows(QModelIndex(), head, last)
            self._take(new)
            self.endInsertRows()
        self._take(new)
        stay = [*old[:head], *new[head : len(new) - tail], *old[len(old) - tail :]]
        changed = [row for row, (was, is_) in enumerate(zip(stay, new, strict=True)) if was != is_]
        if changed:
            self.dataChanged.emit(self.index(changed[0], 0), self.index(changed[-1], 0))
        self.refreshed.emit()

    def _take(self, rows: list[Row]) -> None:
        self._rows = rows
        self._places = {
            row.id: number for number, row in enumerate(rows) if isinstance(row, ArticleEntity)
        }


def _key(row: Row) -> object:
    return row.kind if isinstance(row, Heading) else row.id


def _common(one: Sequence[Row], other: Sequence[Row]) -> int:
    """Count the rows that two lists begin with."""
    number = 0
    for a, b in zip(one, other, strict=False):
        if _key(a) != _key(b):
            break
        number += 1
    return number


def _heading_words(row: Heading) -> str:
    review = f", {row.open:,} to review" if row.open else ""
    return f"{KIND_NAMES[row.kind][1]}: {row.count:,}{review}"
