"""A field to choose an entity by its name: those of the article first, then the library's."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from gui.controls import column, label
from gui.icons import icon
from gui.kinds import kind_icon, name_shown
from gui.own_undo import Line
from gui.popover import Popover
from gui.theme import Scale
from storage.entities import name_key
from storage.finding_types import KIND_NAMES, EntityId
from storage.found import EntityKind
from storage.library import Library

MOST: Final = 30  # entities offered
SEEN: Final = 7  # rows in view at once
WIDTH: Final = 320
_ID: Final = Qt.ItemDataRole.UserRole
_EXTRA: Final = Qt.ItemDataRole.UserRole + 1
_MOVES: Final = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Offer(NamedTuple):
    """An entity to choose."""

    id: EntityId
    kind: EntityKind
    name: str


class EntityPicker(QWidget):
    """A field with the entities below it that have a name like what is typed; Enter chooses.

    Signals:
        picked: an entity was chosen; its id.
        named: the reader wants a new one of this name; only with `new_one`.
        other: one of the `extra` rows was chosen; its number.
    """

    picked = Signal(int)
    named = Signal(str)
    other = Signal(int)

    def __init__(
        self,
        library: Library,
        first: Sequence[Offer] = (),
        *,
        kinds: Sequence[EntityKind] = (),
        excluded: Collection[EntityId] = (),
        new_one: str = "",
        extra: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        """Offer `first` before what the library has, both only of some kinds, if any are named.

        `new_one` is what to call somebody who is not there yet ("person"); "" offers no such thing.
        `extra` are rows at the end; "{}" in one stands for what is typed, without which it is not
        offered.
        """
        super().__init__(parent)
        self._library = library
        self._first = [offer for offer in first if not kinds or offer.kind in kinds]
        self._kinds = kinds
        self._excluded = excluded
        self._new_one = new_one
        self._extra = extra
        self.field = _Field(self._move, self._choose)
        self.field.setPlaceholderText("Name")
        self.field.setAccessibleName("Name")
        self.list = QListWidget()
        self.list.setAccessibleName("Entities with such a name")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.setIconSize(QSize(Scale.ICON_S, Scale.ICON_S))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setFixedHeight(SEEN * Scale.ROW + 2)
        self.setLayout(column(self.field, self.list))
        self.setFocusProxy(self.field)
        self.field.textChanged.connect(self._fill)
        self.list.itemClicked.connect(self._take)
        self._fill()

    def offers(self) -> list[str]:
        """Give the names that are offered now."""
        return [self.list.item(row).text() for row in range(self.list.count())]

    # -- inside

    def _fill(self) -> None:
        words = self.field.text().strip()
        key = name_key(words)
        near = [o for o in self._first if key in name_key(o.name)]
        far = [
            Offer(found.id, found.kind, found.name)
            for found in self._library.entities.matching(words, kinds=self._kinds, limit=MOST)
        ]
        likeliest = sorted((*near, *far), key=lambda o: not name_key(o.name).startswith(key))
        offers = {o.id: o for o in likeliest if o.id not in self._excluded}
        self.list.clear()
        for offer in list(offers.values())[:MOST]:
            item = QListWidgetItem(kind_icon(offer.kind), name_shown(offer.kind, offer.name))
            item.setData(_ID, offer.id)
            item.setToolTip(KIND_NAMES[offer.kind][0])
            item.setSizeHint(QSize(0, Scale.ROW))
            self.list.addItem(item)
        is_known = any(name_key(offer.name) == key for offer in offers.values())
        if self._new_one and words and not is_known:
            item = QListWidgetItem(icon("plus"), f"New {self._new_one} “{words}”")
            item.setSizeHint(QSize(0, Scale.ROW))
            self.list.addItem(item)
        for number, title in enumerate(self._extra):
            if words or "{}" not in title:
                item = QListWidgetItem(icon("plus" if "{}" in title else "user"), "")
                item.setText(title.replace("{}", words))
                item.setData(_EXTRA, number)
                item.setSizeHint(QSize(0, Scale.ROW))
                self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _move(self, event: QKeyEvent) -> None:
        step = {_MOVES[0]: -1, _MOVES[1]: 1, _MOVES[2]: -SEEN, _MOVES[3]: SEEN}
        row = self.list.currentRow() + step[Qt.Key(event.key())]
        self.list.setCurrentRow(max(0, min(row, self.list.count() - 1)))

    def _choose(self) -> None:
        if (item := self.list.currentItem()) is not None:
            self._take(item)

    def _take(self, item: QListWidgetItem) -> None:
        id_, extra = item.data(_ID), item.data(_EXTRA)
        if id_ is not None:
            self.picked.emit(id_)
        elif extra is not None:
            self.other.emit(extra)
        else:
            self.named.emit(self.field.text().strip())


class EntityPopover(Popover):
    """An EntityPicker with a sentence above it, below what it belongs to; closes when chosen."""

    def __init__(self, title: str, picker: EntityPicker, parent: QWidget) -> None:
        """Show a title over a picker."""
        super().__init__(parent)
        self.setAccessibleName(title)
        self.setFixedWidth(WIDTH)
        self.picker = picker
        self.content.setSpacing(Scale.S)
        self.content.addWidget(label(title, "strong"))
        self.content.addWidget(picker)
        picker.picked.connect(self.close)
        picker.named.connect(self.close)
        picker.other.connect(self.close)
        self.closed.connect(self.deleteLater)

    def open_below(self, anchor: QWidget) -> None:
        """Show it with the keyboard in the field."""
        super().open_below(anchor)
        self.picker.field.setFocus(Qt.FocusReason.PopupFocusReason)


class _Field(Line):
    """A field whose arrows move in the list below it."""

    OWN_KEYS = _ENTER

    def __init__(self, move: Callable[[QKeyEvent], None], choose: Callable[[], None]) -> None:
        super().__init__()
        self._move = move
        self._choose = choose

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move in the list, choose in it, or type."""
        if event.key() in _MOVES:
            self._move(event)
        elif event.key() in _ENTER:
            self._choose()
        else:
            super().keyPressEvent(event)
