"""The inspector: the annotation in focus, whole, with everything that can be changed in it."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui import editing
from gui.actions import Actions
from gui.annotations.drafts import Draft
from gui.annotations.note_field import NoteField
from gui.annotations.quotation import Quotation
from gui.annotations.swatches import Palette
from gui.annotations.tags_field import TagsField
from gui.annotations.wording import ARTICLE_NOTE, day, exactly, standing_line
from gui.controls import button, column, icon_button, label, row
from gui.session import Session
from gui.theme import Scale
from storage.journal import ChangeSet
from storage.text.pictures_in_text import in_words
from storage.types import Annotation, AnnotationId, ColorKey, Style


class Inspector(QWidget):
    """Shows and changes the annotation in focus.

    Signals:
        finished: the reader is done with a field; the keyboard belongs elsewhere.
        deleting: Delete was pressed here; whoever knows what comes next does it.
    """

    finished = Signal()
    deleting = Signal()

    def __init__(self, session: Session, actions: Actions, parent: QWidget | None = None) -> None:
        """Follow a session."""
        super().__init__(parent)
        self._session = session
        self._annotation: Annotation | None = None
        self._is_brief = False
        self.title = label(ARTICLE_NOTE, "strong")
        self.passage = Quotation()
        self.palette_row = Palette()
        self.palette_row.show_names(session.library.legend.names())
        self.note = NoteField()
        self.draft = Draft(session, self.note)
        self.tags = TagsField(session.library)
        self.dates = label("", "caption")
        self.dates.setWordWrap(False)
        self.dates.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.copier = icon_button("quote", actions["cite"].toolTip(), self.copy_citation)
        self.deleter = icon_button("trash-2", actions["delete"].toolTip(), self._on_delete)
        self.standing = label("", "muted")
        self.keeper = button("Keep", actions["keep"].trigger, kind="quiet")
        self.keeper.setToolTip(actions["keep"].toolTip())
        self.finder = button("Find", actions["find_words"].trigger, kind="quiet")
        self.finder.setToolTip(actions["find_words"].toolTip())
        self._look = QWidget()
        look = row(self.standing, None, self.keeper, self.finder, spacing=Scale.XS)
        look.setContentsMargins(0, 0, 0, 0)
        self._look.setLayout(look)
        content = column(
            self.title,
            self.passage,
            self._look,
            self.palette_row,
            self.note,
            self.tags,
            row(self.dates, self.copier, self.deleter, spacing=Scale.XS),
        )
        content.setStretchFactor(self.note, 1)
        content.setContentsMargins(Scale.M, Scale.M, Scale.M, Scale.S)
        self.setLayout(content)
        self._connect()
        self._show(session.focused_annotation())

    @property
    def annotation(self) -> Annotation | None:
        """The annotation shown."""
        return self._annotation

    def flush(self) -> bool:
        """Save what is typed, now; False if the library does not take the note yet."""
        if self.tags.entry.text().strip():
            self.tags.entry.enter()
        return self.draft.flush()

    def be_brief(self, is_brief: bool) -> None:
        """Leave the passage out, where there is little room; its card shows the beginning."""
        self._is_brief = is_brief
        self.passage.setVisible(self._has_passage() and not is_brief)

    def copy_citation(self) -> None:
        """Copy the passage with where it is from."""
        if self._annotation is not None:
            editing.copy_citations(self._session, [self._annotation])

    # -- inside

    def _connect(self) -> None:
        session = self._session
        session.focused.connect(self._on_focused)
        session.changed.connect(self._on_changed)
        session.leaving.connect(self.flush)
        self.palette_row.color_wanted.connect(self._on_color)
        self.palette_row.style_wanted.connect(self._on_style)
        self.note.finished.connect(self.finished)
        self.tags.added.connect(self._on_tag_added)
        self.tags.removed.connect(self._on_tag_removed)
        self.tags.left.connect(self.finished)

    def _on_focused(self) -> None:
        if self.tags.entry.text().strip():
            self.tags.entry.enter()  # still about the annotation that was in focus
        self._show(self._session.focused_annotation())

    def _on_changed(self, changes: ChangeSet) -> None:
        if changes.touches("color_name"):
            self.palette_row.show_names(self._session.library.legend.names())
        if changes.touches("annotation", "annotation_tag", "placement", "tag"):
            self._show(self._session.focused_annotation())

    def _show(self, annotation: Annotation | None) -> None:
        self.draft.show(annotation)
        self._annotation = annotation
        if annotation is None:
            return
        passage = annotation.passage
        self.title.setVisible(passage is None)
        self.passage.setVisible(passage is not None and not self._is_brief)
        self.palette_row.setVisible(passage is not None)
        if passage is not None:
            self.passage.show_passage(in_words(passage.exact), annotation.color)
            self.palette_row.show_state(annotation.color, annotation.style)
        self._look.setVisible(annotation.needs_a_look)
        self.standing.setText(standing_line(annotation))
        self.keeper.setVisible(annotation.standing != "lost")
        self.tags.show_tags(annotation.tags)
        made, changed = annotation.created_at, annotation.updated_at
        words, hint = day(made), f"Made {exactly(made)}"
        if (changed - made).total_seconds() >= 60:
            words += f" · changed {day(changed)}" if day(changed) != day(made) else " · changed"
            hint += f"\nChanged {exactly(changed)}"
        self.dates.setText(words)
        self.dates.setToolTip(hint)

    def _on_delete(self) -> None:
        self.deleting.emit()

    def _has_passage(self) -> bool:
        return self._annotation is not None and self._annotation.passage is not None

    def _ids(self) -> list[AnnotationId]:
        return [self._annotation.id] if self._annotation is not None else []

    def _on_color(self, color: str) -> None:
        editing.recolor(self._session, self._ids(), cast(ColorKey, color))  # as Palette sent it

    def _on_style(self, style: str) -> None:
        editing.restyle(self._session, self._ids(), cast(Style, style))  # as Palette sent it

    def _on_tag_added(self, words: str) -> None:
        editing.add_tags(self._session, self._ids(), words)

    def _on_tag_removed(self, name: str) -> None:
        editing.remove_tag(self._session, self._ids(), name)
