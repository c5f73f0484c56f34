"""The note that is being typed: saved soon, and never lost."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication

from gui import editing
from gui.annotations.note_field import NoteField
from gui.session import Notice, Session
from storage.errors import PostilError
from storage.types import Annotation, AnnotationId

SAVE_AFTER_MS: Final = 800
AGAIN_AFTER_MS: Final = 4000  # when another program keeps the library busy


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
        id_ = annotation.id if annotation else None
        note = annotation.note if annotation else ""
        if id_ is not None and id_ == self._annotation:
            if not self.is_dirty:
                self._write(note)
            self._saved = note
            return
        waiting = self._unsaved.get(id_) if id_ is not None else None
        self.flush()
        self._annotation = id_
        self._saved = note if waiting is None or id_ in self._unsaved else waiting
        self._field.clear()  # its steps are about the other note
        self._write(note if waiting is None else waiting)

    def flush(self) -> bool:
        """Save what is typed, now; False if the library does not take it yet."""
        self._timer.stop()
        if self._annotation is not None and self.is_dirty:
            self._unsaved[self._annotation] = self._field.toPlainText()
        for annotation, note in list(self._unsaved.items()):
            self._save(annotation, note)
        return not self._unsaved

    def _write(self, note: str) -> None:
        self._field.blockSignals(True)
        self._field.show_text(note)
        self._field.blockSignals(False)

    def _save(self, annotation: AnnotationId, note: str) -> None:
        try:
            is_there = bool(self._session.library.annotations.among([annotation]))
        except PostilError:
            self._timer.start(AGAIN_AFTER_MS)
            return
        if not is_there:
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
            self._timer.start(AGAIN_AFTER_MS)

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
        if self.is_dirty and not self._timer.isActive():  # steady typing is saved, too
            self._timer.start(SAVE_AFTER_MS)
