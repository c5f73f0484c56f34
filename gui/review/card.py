"""One annotation in the middle of the window: passage, note, tags, where it is from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QWidget

from gui import editing
from gui.annotations.drafts import Draft
from gui.annotations.in_context import PassageInContext
from gui.annotations.note_field import NoteField
from gui.annotations.swatches import Palette
from gui.annotations.tags_field import TagsField
from gui.annotations.wording import ARTICLE_NOTE, day
from gui.controls import column, label, row
from gui.session import Session
from gui.theme import Scale
from storage.annotation_lists import ListedAnnotation
from storage.journal import ChangeSet
from storage.surroundings import Surrounding
from storage.types import COLORS, AnnotationId, ColorKey, Style

WIDEST: Final = 680  # pixels: about 66 letters of the passage
SIZE, LEADING = 20, 1.35
SCROLLED: Final = 60  # pixels with a key
_PLAIN: Final = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class ReviewCard(QWidget):
    """Shows an annotation, and does things to it by single keys while no field has the keyboard.

    `keys` maps keys to what the window does; those that change the annotation are its own.
    """

    def __init__(self, session: Session) -> None:
        """Show nothing yet."""
        super().__init__()
        self._session = session
        self._row: ListedAnnotation | None = None
        self.keys: dict[Qt.Key, Callable[[], object]] = {}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Annotation")
        self.source = label("", "muted")
        self.passage = PassageInContext(SIZE, LEADING)
        self.passage.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.note = NoteField()
        self.note.setMaximumHeight(110)
        self.draft = Draft(session, self.note)
        self.tags = TagsField(session.library)
        self.palette_row = Palette()
        self.palette_row.show_names(session.library.legend.names())
        self._palette_place = QWidget()
        self._palette_place.setLayout(row(self.palette_row, None))
        self.palette_row.setFixedWidth(320)
        inside = column(
            self.source, self.passage, self.note, self.tags, self._palette_place, spacing=Scale.M
        )
        inside.setStretch(1, 1)
        middle = QWidget()
        middle.setLayout(inside)
        middle.setMaximumWidth(WIDEST)
        line = row(None, middle, None)
        line.setStretch(1, 100)
        line.setContentsMargins(Scale.XL, Scale.XL, Scale.XL, Scale.M)
        self.setLayout(line)
        self.note.finished.connect(self._on_finished)
        self.note.blurred.connect(self._fit_note)
        self.tags.left.connect(self._on_finished)
        self.tags.added.connect(self._on_tag_added)
        self.tags.removed.connect(self._on_tag_removed)
        self.palette_row.color_wanted.connect(self._on_color)
        self.palette_row.style_wanted.connect(self._on_style)
        session.changed.connect(self._on_changed)

    @property
    def annotation(self) -> AnnotationId | None:
        """The annotation shown."""
        return self._row.annotation.id if self._row is not None else None

    def show_row(self, listed: ListedAnnotation | None) -> None:
        """Turn to an annotation, or follow a change of the one there is."""
        is_other = listed is None or listed.annotation.id != self.annotation
        if is_other and self.tags.entry.text().strip():
            self.tags.entry.enter()  # still about the one before
        self.draft.show(listed.annotation if listed is not None else None)
        self._row = listed
        self._session.asking.forget("review passage")
        if listed is None:
            return
        annotation = listed.annotation
        where = " · ".join(part for part in (listed.title, listed.site) if part)
        self.source.setText(f"{where} · {day(annotation.created_at)}")
        self.tags.show_tags(annotation.tags)
        has_passage = annotation.passage is not None
        self._palette_place.setVisible(has_passage)
        self.palette_row.show_state(annotation.color, annotation.style)
        self._fit_note()
        if not has_passage:
            self._show(annotation.id, Surrounding("", ARTICLE_NOTE, ""))
        elif is_other:
            self._session.asking.ask(
                "review passage",
                lambda library: library.surroundings.of(annotation),
                lambda around: self._show(annotation.id, around),
                self._session.tell,
            )
        else:
            self._show(annotation.id, self.passage.surrounding)

    def edit_note(self) -> None:
        """Write the note."""
        self.note.show()
        self.note.moveCursor(QTextCursor.MoveOperation.End)
        self.note.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def edit_tags(self) -> None:
        """Write tags."""
        self.tags.entry.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def flush(self) -> bool:
        """Save what is typed, now; False if the library does not take the note yet."""
        if self.tags.entry.text().strip():
            self.tags.entry.enter()
        return self.draft.flush()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the key stands for."""
        key = Qt.Key(event.key())
        action = self._own_keys().get(key) or self.keys.get(key)
        if action is None or event.modifiers() not in _PLAIN:
            super().keyPressEvent(event)
        else:
            action()

    # -- inside

    def _own_keys(self) -> dict[Qt.Key, Callable[[], object]]:
        colors = {
            Qt.Key(Qt.Key.Key_1 + number): lambda c=color: self._on_color(c)
            for number, color in enumerate(COLORS)
        }
        bar = self.passage.verticalScrollBar()
        return colors | {
            Qt.Key.Key_N: self.edit_note,
            Qt.Key.Key_E: self.edit_note,
            Qt.Key.Key_T: self.edit_tags,
            Qt.Key.Key_Down: lambda: bar.setValue(bar.value() + SCROLLED),
            Qt.Key.Key_Up: lambda: bar.setValue(bar.value() - SCROLLED),
        }

    def _show(self, annotation: AnnotationId, around: Surrounding) -> None:
        if self._row is not None and annotation == self.annotation:
            shown = self._row.annotation
            self.passage.show_passage(around, shown.color, shown.style)

    def _fit_note(self) -> None:
        """Show the field where there is a note, or one is being written."""
        self.note.setVisible(bool(self.note.toPlainText()) or self.note.hasFocus())

    def _on_finished(self) -> None:
        self.flush()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._fit_note()

    def _on_changed(self, changes: ChangeSet) -> None:
        if changes.touches("color_name"):
            self.palette_row.show_names(self._session.library.legend.names())

    def _ids(self) -> list[AnnotationId]:
        return [self.annotation] if self.annotation is not None else []

    def _on_color(self, color: str) -> None:
        if self._row is not None and self._row.annotation.passage is not None:
            editing.recolor(self._session, self._ids(), cast(ColorKey, color))  # as Palette sent it

    def _on_style(self, style: str) -> None:
        editing.restyle(self._session, self._ids(), cast(Style, style))  # as Palette sent it

    def _on_tag_added(self, words: str) -> None:
        editing.add_tags(self._session, self._ids(), words)

    def _on_tag_removed(self, name: str) -> None:
        editing.remove_tag(self._session, self._ids(), name)
