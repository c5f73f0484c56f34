"""The list of the article's entities; one dropped onto another is the same as it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from gui.card_list import CardList
from gui.cards import CardDelegate
from gui.entities.delegate import EntityCards
from gui.entities.model import EntityModel
from storage.finding_types import ArticleEntity

_LEFT: Final = Qt.MouseButton.LeftButton


class EntityList(CardList):
    """A view on an EntityModel.

    Signals:
        walked: an entity was pressed twice; its id.
        dropped: the selected entities were dropped onto another one; its id.
    """

    walked = Signal(int)
    dropped = Signal(int)

    def __init__(self, model: EntityModel, parent: QWidget | None = None) -> None:
        """Show a model."""
        self._entities = model
        super().__init__(model, parent)
        self.setAccessibleName("Entities of the article")
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDragDropOverwriteMode(True)  # onto a row, never between two
        self.setDefaultDropAction(Qt.DropAction.CopyAction)
        self.setDropIndicatorShown(True)

    def selection(self) -> list[ArticleEntity]:
        """Give the selected entities, in order."""
        found = (self._entities.entity(id_) for id_ in self.selected_ids())
        return [entity for entity in found if entity is not None]

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Go to the next mention."""
        at = self.indexAt(event.position().toPoint())
        id_ = self._entities.id_at(at.row()) if at.isValid() else None
        if event.button() == _LEFT and id_ is not None:
            self.walked.emit(id_)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take nothing but own rows."""
        if event.source() is self:
            super().dragEnterEvent(event)
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Say over which rows something may be dropped."""
        super().dragMoveEvent(event)
        if event.source() is self and self._target(event) is not None:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell what was dropped; the rows change when the library has."""
        target = self._target(event)
        self.stopAutoScroll()
        self.setState(QAbstractItemView.State.NoState)
        self.viewport().update()
        if event.source() is self and target is not None:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.dropped.emit(target)
        else:
            event.ignore()

    def _target(self, event: QDropEvent) -> int | None:
        """Give the entity under the pointer, if it is none of those that are dragged."""
        at = self.indexAt(event.position().toPoint())
        id_ = self._entities.id_at(at.row()) if at.isValid() else None
        return id_ if id_ not in self.selected_ids() else None

    def _delegate(self) -> CardDelegate:
        self._painter = EntityCards(self)
        return self._painter

    def _heights(self, first: int, last: int) -> Iterable[int]:
        return [self._painter.height(self._entities.row(row)) for row in range(first, last + 1)]
