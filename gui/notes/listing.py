"""The list of annotations: cards that are chosen, changed and removed by mouse or by keys."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QAbstractItemView, QWidget

from gui.card_list import CardList
from gui.notes.delegate import Cards
from gui.notes.model import AnnotationModel
from storage.legend import DEFAULT_NAMES
from storage.types import Annotation, AnnotationId


class AnnotationList(CardList):
    """A view on an AnnotationModel."""

    def __init__(self, model: AnnotationModel, parent: QWidget | None = None) -> None:
        """Show a model."""
        self._annotations = model
        super().__init__(model, parent)
        self.setAccessibleName("Annotations of the article")

    def selection(self) -> list[Annotation]:
        """Give the selected annotations, in order."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self._annotations.annotation(row) for row in rows]

    def current(self) -> AnnotationId | None:
        """Give the annotation that the keys are at."""
        id_ = super().current()
        return AnnotationId(id_) if id_ is not None else None

    def show_from(self, position: int) -> None:
        """Bring the first mark from a position of the text on into view; select nothing."""
        row = self._annotations.row_from(position)
        if row >= 0:
            at = self._annotations.index(row, 0)
            self.scrollTo(at, QAbstractItemView.ScrollHint.PositionAtTop)

    def _delegate(self) -> Cards:
        self._painted = Cards(self)
        return self._painted

    def _heights(self, first: int, last: int) -> Iterable[int]:
        names = self._annotations.names
        own = {color for color, name in names.items() if name != DEFAULT_NAMES[color]}
        for row in range(first, last + 1):
            annotation = self._annotations.annotation(row)
            yield self._painted.height(annotation, annotation.color in own)
