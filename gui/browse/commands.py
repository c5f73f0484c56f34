"""What keys and the menu do to the annotations that are selected in the list of all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QMenu

from gui.actions import key_text
from gui.browse import acting
from gui.icons import icon
from gui.session import Notice, Session
from storage.types import COLORS, AnnotationId, ArticleId, ColorKey, Style

if TYPE_CHECKING:
    from gui.browse.window import BrowseWindow


QUOTES: Final = "Quotes are accepted, changed and exported in the quote ledger (Ctrl+Shift+Q)."


class BrowseCommands(QObject):
    """Acts on what is selected, or on the current row."""

    def __init__(self, session: Session, window: BrowseWindow) -> None:
        """Give the list its keys and its menu."""
        super().__init__(window)
        self._session = session
        self._window = window
        colors: dict[str, Callable[[], object]] = {
            str(number): partial(self.recolor, color) for number, color in enumerate(COLORS, 1)
        }
        window.view.menu_wanted = self._open_menu
        window.view.keys |= colors | {
            "H": partial(self.restyle, "highlight"),
            "U": partial(self.restyle, "underline"),
            "N": self.edit_note,
            "E": self.edit_note,
            "F2": self.edit_note,
            "T": self.edit_tags,
            "Del": self.delete,
            "Backspace": self.delete,
            "X": self.copy_citations,
            "Ctrl+Shift+C": self.copy_citations,
            "Ctrl+C": self.copy,
            "V": window.tools.next_look,
            "G": window.tools.next_grouping,
        }

    def recolor(self, color: ColorKey) -> None:
        """Give the selected ones a colour."""
        if ids := self._ids():
            acting.recolor(self._session, ids, color)

    def restyle(self, style: Style) -> None:
        """Draw the selected ones as highlights or as underlines."""
        if ids := self._ids():
            acting.restyle(self._session, ids, style)

    def edit_note(self) -> None:
        """Write the note of the current one."""
        view = self._window.view
        if view.selection_size() > 1:
            view.go_to(view.currentIndex().row())
        if view.current() is not None and self._ids():
            self._window.open_side()
            self._window.details.edit_note()

    def edit_tags(self) -> None:
        """Write tags for the selected ones."""
        if not self._ids():
            return
        self._window.open_side()
        is_several = self._window.view.selection_size() > 1
        (self._window.several if is_several else self._window.details).edit_tags()

    def delete(self) -> None:
        """Delete the selected ones; what follows them is current then."""
        if ids := self._ids():
            self._window.details.flush()
            acting.delete(self._session, ids)
            self._window.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def copy(self) -> None:
        """Copy them with notes and tags."""
        if ids := self._ids():
            acting.copy_text(self._session, ids)

    def copy_citations(self) -> None:
        """Copy them with where they are from."""
        if ids := self._ids():
            acting.copy_citations(self._session, ids)

    def export(self) -> None:
        """Export those selected, or all that are listed if there is only one."""
        view = self._window.view
        ids = view.selected_ids() if view.selection_size() > 1 else self._window.model.ids
        if not ids or ids[0] < 0:
            return
        self._window.details.flush()
        self._session.asking.ask(
            "browse export",
            lambda library: library.annotation_lists.articles_of(ids),
            partial(self._on_articles, ids),
            self._session.tell,
        )

    # -- inside

    def _on_articles(self, ids: Sequence[int], articles: list[ArticleId]) -> None:
        from gui.export_dialog import ExportDialog

        wanted = cast("list[AnnotationId]", list(ids))  # 100,000 calls of AnnotationId take long
        ExportDialog.ask_for(self._session, articles, wanted, self._window)

    def _ids(self) -> Sequence[int]:
        """Give the annotations meant; none, and say so, where only quotes are."""
        found = self._window.view.at_hand()
        if found and found[0] < 0:
            self._session.noticed.emit(Notice(QUOTES))
            return ()
        return found

    def _open_menu(self, event: QContextMenuEvent) -> None:
        if not self._ids():
            return
        view, names = self._window.view, self._window.model.names
        menu = QMenu(view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        count = len(self._ids())
        if count == 1:
            _offer(menu, "book-open-text", "Open in the article", "Return", view.opened.emit)
            _offer(menu, "pen-line", "Edit note", "N", self.edit_note)
        _offer(menu, "tag", "Tag…", "T", self.edit_tags)
        colors = menu.addMenu(icon("palette"), "Colour")
        for number, color in enumerate(COLORS, start=1):
            name = names[color].replace("&", "&&")
            colors.addAction(f"{name}\t{number}", partial(self.recolor, color))
        _offer(menu, "highlighter", "Highlight", "H", partial(self.restyle, "highlight"))
        _offer(menu, "underline", "Underline", "U", partial(self.restyle, "underline"))
        menu.addSeparator()
        _offer(menu, "copy", "Copy", "Ctrl+C", self.copy)
        _offer(menu, "quote", "Copy with citation", "X", self.copy_citations)
        what = "what is listed" if count == 1 else f"{count:,} annotations"
        _offer(menu, "share", f"Export {what}…", "Ctrl+E", self.export)
        menu.addSeparator()
        title = "Delete" if count == 1 else f"Delete {count:,} annotations"
        _offer(menu, "trash-2", title, "Del", self.delete)
        menu.popup(event.globalPos())


def _offer(menu: QMenu, sign: str, title: str, key: str, slot: Callable[[], object]) -> None:
    menu.addAction(icon(sign), f"{title}\t{key_text(key)}", slot)
