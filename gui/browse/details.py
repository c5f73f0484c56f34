"""The current annotation beside the list: in its paragraph, with all that can be changed in it."""

from __future__ import annotations

from typing import Final, cast

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.annotations.drafts import Draft
from gui.annotations.in_context import PassageInContext
from gui.annotations.note_field import NoteField
from gui.annotations.swatches import Palette
from gui.annotations.tags_field import TagsField
from gui.annotations.wording import ARTICLE_NOTE, exactly, standing_line
from gui.browse import acting
from gui.controls import column, icon_button, label, row
from gui.session import Session
from gui.theme import Scale
from storage.annotation_lists import ListedAnnotation
from storage.journal import ChangeSet
from storage.surroundings import Surrounding
from storage.types import AnnotationId, ColorKey, Style

PAUSE_MS: Final = 40  # after a step, so that the keys run freely through the list
NOTE_HIGH: Final = 96  # pixels


class Details(QWidget):
    """Shows and changes one annotation.

    Signals:
        finished: the reader is done with a field; the keyboard belongs to the list.
        opening: the article should be opened at the passage.
        deleting: the annotation is to be deleted.
    """

    finished = Signal()
    opening = Signal()
    deleting = Signal()

    def __init__(self, session: Session) -> None:
        """Show nothing yet."""
        super().__init__()
        self._session = session
        self._row: ListedAnnotation | None = None
        self.title = label("", "strong")
        self.source = label("", "caption")
        self.passage = PassageInContext(15, 1.25)
        self.standing = label("", "muted")
        self.palette_row = Palette()
        self.palette_row.show_names(session.library.legend.names())
        self.note = NoteField()
        self.note.setMaximumHeight(NOTE_HIGH)
        self.draft = Draft(session, self.note)
        self.tags = TagsField(session.library)
        self.dates = label("", "caption")
        self.opener = icon_button("book-open-text", "Open in the article (Return)", self._on_open)
        self.citer = icon_button("quote", "Copy with citation (X)", self._on_cite)
        self.deleter = icon_button("trash-2", "Delete (Del)", self._on_delete)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self._build()
        self._connect()

    @property
    def annotation(self) -> AnnotationId | None:
        """The annotation shown."""
        return self._row.annotation.id if self._row is not None else None

    def show_row(self, row: ListedAnnotation | None) -> None:
        """Turn to an annotation, or follow a change of the one there is."""
        is_other = row is None or row.annotation.id != self.annotation
        if is_other and self.tags.entry.text().strip():
            self.tags.entry.enter()  # still about the one before
        self.draft.show(row.annotation if row is not None else None)
        self._row = row
        if row is None:
            return
        annotation = row.annotation
        has_passage = annotation.passage is not None
        self.title.setText(row.title)
        self.source.setText(" · ".join(part for part in (row.byline, row.site) if part))
        self.source.setVisible(bool(self.source.text()))
        self.standing.setText(standing_line(annotation))
        self.standing.setVisible(annotation.needs_a_look)
        self.palette_row.setEnabled(has_passage)
        self.palette_row.show_state(
            annotation.color if has_passage else None, annotation.style if has_passage else None
        )
        self.tags.show_tags(annotation.tags)
        made, changed = annotation.created_at, annotation.updated_at
        words = f"Made {exactly(made)}"
        if (changed - made).total_seconds() >= 60:
            words += f"\nChanged {exactly(changed)}"
        self.dates.setText(words)
        if is_other and annotation.passage is not None:
            self._pause.start()
        elif annotation.passage is None:
            self._on_around(annotation.id, Surrounding("", ARTICLE_NOTE, ""))
        else:
            self._dress(self.passage.surrounding)

    def edit_note(self) -> None:
        """Put the cursor into the note."""
        self.note.moveCursor(QTextCursor.MoveOperation.End)
        self.note.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def edit_tags(self) -> None:
        """Put the cursor into the tags."""
        self.tags.entry.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def flush(self) -> bool:
        """Save what is typed, now; False if the library does not take the note yet."""
        if self.tags.entry.text().strip():
            self.tags.entry.enter()
        return self.draft.flush()

    def stop(self) -> None:
        """Save what is typed and ask for nothing more."""
        self._pause.stop()
        self._session.asking.forget("browse passage")
        self.flush()

    def sizeHint(self) -> QSize:
        """Ask for a column that words can be read in."""
        return QSize(340, 420)

    # -- inside

    def _build(self) -> None:
        self.dates.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        content = column(
            self.title,
            self.source,
            self.passage,
            self.standing,
            self.palette_row,
            self.note,
            self.tags,
            row(self.dates, self.opener, self.citer, self.deleter, spacing=Scale.XS),
        )
        content.setStretchFactor(self.passage, 1)
        content.setContentsMargins(Scale.L, Scale.M, Scale.L, Scale.S)
        self.setLayout(content)

    def _connect(self) -> None:
        self._session.changed.connect(self._on_changed)
        self.palette_row.color_wanted.connect(self._on_color)
        self.palette_row.style_wanted.connect(self._on_style)
        self.note.finished.connect(self._on_finished)
        self.tags.added.connect(self._on_tag_added)
        self.tags.removed.connect(self._on_tag_removed)
        self.tags.left.connect(self.finished)

    def _on_changed(self, changes: ChangeSet) -> None:
        if changes.touches("color_name"):
            self.palette_row.show_names(self._session.library.legend.names())

    def _ask(self) -> None:
        """Have the paragraph read beside the window: it can be in a book."""
        if self._row is None:
            return
        annotation = self._row.annotation
        self._session.asking.ask(
            "browse passage",
            lambda library: library.surroundings.of(annotation),
            lambda around: self._on_around(annotation.id, around),
            self._session.tell,
        )

    def _on_around(self, annotation: AnnotationId, around: Surrounding) -> None:
        if annotation == self.annotation:
            self._dress(around)

    def _dress(self, around: Surrounding) -> None:
        if self._row is not None:
            annotation = self._row.annotation
            self.passage.show_passage(around, annotation.color, annotation.style)

    def _ids(self) -> list[AnnotationId]:
        return [self.annotation] if self.annotation is not None else []

    def _on_finished(self) -> None:
        self.flush()
        self.finished.emit()

    def _on_open(self) -> None:
        self.opening.emit()

    def _on_cite(self) -> None:
        acting.copy_citations(self._session, self._ids())

    def _on_delete(self) -> None:
        self.deleting.emit()

    def _on_color(self, color: str) -> None:
        acting.recolor(self._session, self._ids(), cast(ColorKey, color))  # as Palette sent it

    def _on_style(self, style: str) -> None:
        acting.restyle(self._session, self._ids(), cast(Style, style))  # as Palette sent it

    def _on_tag_added(self, words: str) -> None:
        acting.add_tags(self._session, self._ids(), words)

    def _on_tag_removed(self, name: str) -> None:
        acting.remove_tag(self._session, self._ids(), name)
