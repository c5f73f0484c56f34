"""What keys and the menu do to the annotations selected in the list."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeySequence
from PySide6.QtWidgets import QMenu

from gui import editing
from gui.actions import Actions
from gui.icons import icon
from gui.notes.listing import AnnotationList
from gui.notes.model import AnnotationModel
from gui.session import Session
from storage.types import COLORS, UNSURE, Annotation, AnnotationId, ColorKey, Style


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

    def __init__(
        self, session: Session, actions: Actions, model: AnnotationModel, view: AnnotationList
    ) -> None:
        """Give the list its keys and its menu, in the words of the window's actions."""
        super().__init__(view)
        self._session = session
        self._actions = actions
        self._model = model
        self._list = view
        view.menu_wanted = self._open_menu
        keys: dict[str, Callable[[], object]] = {
            str(number): partial(self.recolor, color) for number, color in enumerate(COLORS, 1)
        }
        view.keys |= keys | {
            "H": partial(self.restyle, "highlight"),
            "U": self.toggle_style,
            "Y": self.confirm,
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

    def restyle(self, style: Style) -> None:
        """Draw the selected marks as highlights or as underlines."""
        editing.restyle(self._session, [a.id for a in self._selection() if a.passage], style)

    def toggle_style(self) -> None:
        """Underline the selected marks, or highlight them if all are underlined."""
        editing.toggle_style(self._session, self._selection())

    def confirm(self) -> None:
        """Keep the selected ones where they stand in a changed text."""
        editing.confirm(self._session, self._selection())

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
        count = self._list.selection_size()
        self._offer(menu, "highlight", partial(self.restyle, "highlight"))
        self._offer(menu, "underline", partial(self.restyle, "underline"))
        if count == 1:
            self._offer(menu, "note", self.note_wanted.emit)
        self._offer(menu, "tag", self.tags_wanted.emit)
        if any(annotation.standing in UNSURE for annotation in self._selection()):
            self._offer(menu, "keep", self.confirm)
        menu.addSeparator()
        self._offer(menu, "copy", self.copy)
        self._offer(menu, "cite", self.copy_citations)
        menu.addSeparator()
        self._offer(
            menu, "delete", self.delete, "" if count == 1 else f"Delete {count:,} annotations"
        )
        menu.popup(event.globalPos())

    def _offer(self, menu: QMenu, name: str, slot: Callable[[], object], title: str = "") -> None:
        """Offer in the menu what the window calls so, for the selection."""
        action = self._actions[name]
        key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        menu.addAction(action.icon(), f"{title or action.text()}\t{key}", slot)
