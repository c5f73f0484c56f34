"""The note that is being typed: saved soon, and never lost."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication

from gui.notes import editing
from gui.notes.note_field import NoteField
from gui.session import Notice, Session
from storage.types import Annotation, AnnotationId

SAVE_AFTER_MS: Final = 800


class Draft(QObject):
    """Keeps the note of the annotation in focus and the field it is typed in the same.

    What cannot be saved now (a busy library) is kept and tried again.
    """

    def __init__(self, session: Session, field: NoteField) -> None:
        """Save what is typed in a field."""
        super().__init__(field)
        self._session = session
        self._field = field
        self._annotation: AnnotationId | None = None
        self._saved = ""  # the note as the library has it
        self._unsaved: dict[AnnotationId, str] = {}
        self._timer = QTimer(self, singleShot=True, interval=SAVE_AFTER_MS)
        self._timer.timeout.connect(self.flush)
        field.textChanged.connect(self._on_text_changed)
        field.blurred.connect(self.flush)

    @property
    def is_dirty(self) -> bool:
        """Whether the field says something else than the library."""
        return self._annotation is not None and self._field.toPlainText() != self._saved

    def show(self, annotation: Annotation | None) -> None:
        """Turn to an annotation, or follow a change of the one there is.

        What is being typed stays when the note has changed elsewhere.
        """
        is_other = annotation is None or annotation.id != self._annotation
        if is_other:
            self.flush()
            self._annotation = annotation.id if annotation else None
        elif annotation is not None and self.is_dirty:
            self._saved = annotation.note
            return
        self._saved = annotation.note if annotation else ""
        kept = self._unsaved.get(annotation.id) if annotation else None
        self._field.blockSignals(True)
        if is_other:
            self._field.setPlainText(self._saved if kept is None else kept)
        else:
            self._field.show_text(self._saved)
        self._field.blockSignals(False)

    def flush(self) -> None:
        """Save what is typed, now."""
        self._timer.stop()
        if self._annotation is not None and self.is_dirty:
            self._unsaved[self._annotation] = self._field.toPlainText()
        for annotation, note in list(self._unsaved.items()):
            self._save(annotation, note)

    def _save(self, annotation: AnnotationId, note: str) -> None:
        if not self._session.library.annotations.among([annotation]):
            del self._unsaved[annotation]
            self._rescue(annotation, note)
            return
        before = self._saved
        if annotation == self._annotation:
            self._saved = note  # the library tells of the change while it is saved
        if editing.write_note(self._session, annotation, note):
            self._unsaved.pop(annotation, None)
        else:
            if annotation == self._annotation:
                self._saved = before
            self._timer.start()

    def _rescue(self, annotation: AnnotationId, note: str) -> None:
        """Hand over words whose annotation is gone; nothing is lost silently."""
        if annotation == self._annotation:
            self._annotation, self._saved = None, ""
        if not note.strip():
            return
        self._session.noticed.emit(
            Notice(
                "The annotation was deleted while you wrote its note.",
                "warning",
                "Copy the note",
                lambda: QGuiApplication.clipboard().setText(note),
            )
        )

    def _on_text_changed(self) -> None:
        if self.is_dirty:
            self._timer.start()
