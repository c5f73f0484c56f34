"""What keys and the menu do to the annotations selected in the list."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QMenu

from gui import editing
from gui.icons import icon
from gui.notes.listing import AnnotationList
from gui.notes.model import AnnotationModel
from gui.session import Session
from storage.types import COLORS, Annotation, AnnotationId, ColorKey


class SelectionCommands(QObject):
    """Acts on what is selected.

    Signals:
        note_wanted: the reader wants to write the note.
        tags_wanted: the reader wants to write tags.
        deleting: something is about to be deleted.
    """

    note_wanted = Signal()
    tags_wanted = Signal()
    deleting = Signal()

    def __init__(self, session: Session, model: AnnotationModel, view: AnnotationList) -> None:
        """Give the list its keys and its menu."""
        super().__init__(view)
        self._session = session
        self._model = model
        self._list = view
        view.menu_wanted = self._open_menu
        keys: dict[str, Callable[[], object]] = {
            str(number): partial(self.recolor, color) for number, color in enumerate(COLORS, 1)
        }
        view.keys |= keys | {
            "U": self.toggle_style,
            "Del": self.delete,
            "Backspace": self.delete,
            "Return": self.note_wanted.emit,
            "Enter": self.note_wanted.emit,
            "E": self.note_wanted.emit,
            "T": self.tags_wanted.emit,
            "X": self.copy_citations,
            "Ctrl+Shift+C": self.copy_citations,
            "Ctrl+C": self.copy,
        }

    def recolor(self, color: ColorKey) -> None:
        """Give the selected marks a colour."""
        editing.recolor(self._session, [a.id for a in self._selection() if a.passage], color)

    def toggle_style(self) -> None:
        """Underline the selected marks, or highlight them if all are underlined."""
        editing.toggle_style(self._session, self._selection())

    def copy(self) -> None:
        """Copy with notes and tags."""
        editing.copy_text(self._session, self._selection())

    def copy_citations(self) -> None:
        """Copy with where it is from."""
        editing.copy_citations(self._session, self._selection())

    def delete(self) -> None:
        """Delete what is selected, or in focus; the one after it comes into focus."""
        self.deleting.emit()
        ids = [annotation.id for annotation in self._selection()]
        if not ids and self._session.focus is not None:
            ids = [self._session.focus]
        following = self._after(ids)
        if editing.delete(self._session, ids) and following is not None:
            self._session.focus_on(following, reveal=True)

    # -- inside

    def _selection(self) -> list[Annotation]:
        return self._list.selection()

    def _after(self, ids: list[AnnotationId]) -> AnnotationId | None:
        """Give the first annotation after the first of these that is none of them."""
        rows = {row for row in map(self._model.row_of, ids) if row >= 0}
        if not rows:
            return None
        first = min(rows)
        later = (row for row in range(first, self._model.rowCount()) if row not in rows)
        row = next(later, first - 1)
        return self._model.annotation(row).id if row >= 0 else None

    def _open_menu(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self._list)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        colors = menu.addMenu(icon("palette"), "Colour")
        for number, color in enumerate(COLORS, start=1):
            name = self._model.names[color].replace("&", "&&")
            colors.addAction(f"{name}\t{number}", partial(self.recolor, color))
        menu.addAction(icon("underline"), "Underline or highlight\tU", self.toggle_style)
        if self._list.selection_size() == 1:
            menu.addAction(icon("pen-line"), "Edit note\tEnter", self.note_wanted.emit)
        menu.addAction(icon("tag"), "Add tag\tT", self.tags_wanted.emit)
        menu.addSeparator()
        menu.addAction(icon("copy"), "Copy\tCtrl+C", self.copy)
        menu.addAction(icon("quote"), "Copy with citation\tX", self.copy_citations)
        menu.addSeparator()
        menu.addAction(icon("trash-2"), "Delete\tDel", self.delete)
        menu.popup(event.globalPos())
