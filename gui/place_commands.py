"""The commands that put articles somewhere or in order, and lead to the places."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from gui.actions import Actions
from gui.left_side import LeftSide
from gui.session import Notice, Session
from gui.theme import Scale
from storage.types import ArticleId


class PlaceCommands:
    """What the commands about places do in one window."""

    def __init__(self, session: Session, left: LeftSide, actions: Actions, window: QWidget) -> None:
        """Act on the session; the actions show what is so."""
        self._session = session
        self._left = left
        self._actions = actions
        self._window = window
        left.tags_called.connect(self.manage_tags)
        left.places_shown.connect(actions["places"].setChecked)
        actions["places"].setChecked(session.settings.flag("places", default=True))

    def slots(self) -> dict[str, Callable[[], object]]:
        """Say what each command does."""
        return {
            "places": lambda: self._toggle(),
            "collect": lambda: self.collect(),
            "new_collection": lambda: self._left.places.new_collection(),
            "tag_article": lambda: self.tag_articles(),
            "manage_tags": lambda: self.manage_tags(),
            "sort": lambda: self._sort(),
        }

    def collect(self) -> None:
        """Ask into which collections the selected articles, or the open one, are to go."""
        from gui.filing_popover import collections_popover

        if articles := self._meant():
            popover = collections_popover(self._session, articles, self._window)
            popover.open_at(self._corner())

    def tag_articles(self) -> None:
        """Ask which tags the selected articles, or the open one, are to have."""
        from gui.filing_popover import tags_popover

        if articles := self._meant():
            tags_popover(self._session, articles, self._window).open_at(self._corner())

    def manage_tags(self) -> None:
        """Open the list of all tags."""
        from gui.places.tags_dialog import TagsDialog

        TagsDialog.ask(self._session, self._window)

    def _sort(self) -> None:
        if not self._left.isVisible():
            self._actions["shelf"].trigger()
        self._left.shelf.open_sort_menu()

    def _toggle(self) -> None:
        if not self._left.isVisible():
            self._actions["shelf"].trigger()
            if self._left.shows_places:
                self._left.focus_places()
                return
        self._actions["places"].setChecked(self._left.toggle_places())

    def _meant(self) -> tuple[ArticleId, ...]:
        if self._session.selection:
            return self._session.selection
        article = self._session.article
        if article is None:
            self._session.noticed.emit(Notice("Select an article first."))
            return ()
        return (article.id,)

    def _corner(self) -> QPoint:
        part = self._left.shelf if self._left.isVisible() else self._window
        return part.mapToGlobal(QPoint(Scale.XL, 3 * Scale.XL))
