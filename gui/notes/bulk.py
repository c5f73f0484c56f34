"""What takes the inspector's place when several annotations are selected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gui import editing
from gui.actions import Actions
from gui.annotations.swatches import Palette
from gui.annotations.tags_field import TagsField
from gui.controls import button, column, icon_button, label, row
from gui.session import Session
from gui.theme import Scale
from storage.journal import ChangeSet
from storage.types import Annotation, AnnotationId, ColorKey, Style

MOST_TAGS: Final = 8  # chips; the most frequent ones


class Bulk(QWidget):
    """Changes several annotations at once; each change is one action.

    Signals:
        finished: the reader is done with a field.
        deleting: Delete was pressed here.
        dismissed: the selection is to be given up.
    """

    finished = Signal()
    deleting = Signal()
    dismissed = Signal()

    def __init__(self, session: Session, actions: Actions, parent: QWidget | None = None) -> None:
        """Act through a session."""
        super().__init__(parent)
        self._session = session
        self._annotations: list[Annotation] = []
        self.title = label("", "strong")
        self.closer = icon_button("x", "Clear the selection (Esc)", self._on_dismiss)
        self.palette_row = Palette()
        self.palette_row.show_names(session.library.legend.names())
        self.tags = TagsField(session.library)
        self.tags.entry.setAccessibleName("Add tag to all selected")
        self.copier = button("Copy", self.copy)
        self.citer = icon_button("quote", actions["cite"].toolTip(), self.copy_citations)
        self.deleter = button("Delete", self._on_delete, kind="danger")
        content = column(
            row(self.title, self.closer),
            self.palette_row,
            self.tags,
            row(self.copier, self.citer, None, self.deleter, spacing=Scale.XS),
            None,
        )
        content.setContentsMargins(Scale.M, Scale.S, Scale.M, Scale.M)
        self.setLayout(content)
        self.palette_row.color_wanted.connect(self._on_color)
        self.palette_row.style_wanted.connect(self._on_style)
        self.tags.added.connect(self._on_tag_added)
        self.tags.removed.connect(self._on_tag_removed)
        self.tags.left.connect(self.finished)
        session.changed.connect(self._on_changed)

    def show_annotations(self, annotations: Sequence[Annotation]) -> None:
        """Turn to several annotations: what they share is marked, with their tags."""
        self._annotations = list(annotations)
        self.title.setText(f"{len(self._annotations):,} selected")
        colors = {a.color for a in self._annotations if a.passage is not None}
        styles = {a.style for a in self._annotations if a.passage is not None}
        self.palette_row.setEnabled(bool(colors))
        self.palette_row.show_state(
            next(iter(colors)) if len(colors) == 1 else None,
            next(iter(styles)) if len(styles) == 1 else None,
        )
        counts = Counter(tag for annotation in self._annotations for tag in annotation.tags)
        most = [tag for tag, _ in counts.most_common(MOST_TAGS)]
        self.tags.show_tags(sorted(most, key=str.casefold))

    def copy(self) -> None:
        """Copy them with notes and tags."""
        editing.copy_text(self._session, self._annotations)

    def copy_citations(self) -> None:
        """Copy them with where they are from."""
        editing.copy_citations(self._session, self._annotations)

    # -- inside

    def _on_delete(self) -> None:
        self.deleting.emit()

    def _on_dismiss(self) -> None:
        self.dismissed.emit()

    def _marks(self) -> list[AnnotationId]:
        return [a.id for a in self._annotations if a.passage is not None]

    def _on_color(self, color: str) -> None:
        editing.recolor(self._session, self._marks(), cast(ColorKey, color))  # as Palette sent it

    def _on_style(self, style: str) -> None:
        editing.restyle(self._session, self._marks(), cast(Style, style))  # as Palette sent it

    def _on_tag_added(self, words: str) -> None:
        editing.add_tags(self._session, [a.id for a in self._annotations], words)

    def _on_tag_removed(self, name: str) -> None:
        key = name.casefold()
        carriers = [a.id for a in self._annotations if key in map(str.casefold, a.tags)]
        editing.remove_tag(self._session, carriers, name)

    def _on_changed(self, changes: ChangeSet) -> None:
        if changes.touches("color_name"):
            self.palette_row.show_names(self._session.library.legend.names())
