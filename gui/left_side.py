"""The left side of the window: the places of the library, above the shelf or beside it."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from gui.actions import Actions
from gui.session import Session
from gui.shelf.panel import ShelfPanel
from storage.journal import ChangeSet
from storage.library import Library

if TYPE_CHECKING:
    from gui.places.panel import PlacesPanel

BESIDE_FROM: Final = 560  # width from which places stand beside the list
PLACES_WIDTH: Final = 210  # at first, in pixels
PLACES_SHARE: Final = 0.45  # of the height, at first
LIST_NEEDS: Final = 290  # height of the shelf with two articles and a half
SETTLED_MS: Final = 80  # the window is painted and the shelf is asked for before
PLACES_NEED: Final = 96  # less height shows nothing of use


class LeftSide(QWidget):
    """The shelf with the places of the library, which are made when the window has been painted.

    Signals:
        tags_called: the reader wants to manage tags.
        places_shown: whether the places are wanted on screen.
    """

    tags_called = Signal()
    places_shown = Signal(bool)

    def __init__(self, session: Session, actions: Actions, parent: QWidget | None = None) -> None:
        """Show the shelf."""
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._places: PlacesPanel | None = None
        self._is_wanted = session.settings.flag("places", default=True)
        self._splitter = QSplitter(Qt.Orientation.Vertical, self)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        self._room = QWidget(self._splitter)
        self._inside = QVBoxLayout(self._room)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self.shelf = ShelfPanel(session, actions, self._splitter)
        self._splitter.setStretchFactor(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._splitter)
        self._settled = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._settled.timeout.connect(self._fill)
        session.closing.connect(self._settled.stop)
        self._has_articles = self._find_articles()
        self._room.hide()
        self._lay_out()
        self._splitter.splitterMoved.connect(self._remember)
        self.shelf.saving_asked.connect(lambda query: self.places.save_search(query))
        session.changed.connect(self._on_changed)

    # -- what others ask of it

    @property
    def places(self) -> PlacesPanel:
        """The places; made when first asked for."""
        if self._places is None:
            from gui.places.panel import PlacesPanel

            self._places = PlacesPanel(self._session, self._room)
            self._places.entered.connect(self.shelf.focus_list)
            self._places.tags_called.connect(self.tags_called)
            self._inside.addWidget(self._places)
        return self._places

    @property
    def shows_places(self) -> bool:
        """Whether the places are on screen."""
        return self._room.isVisible()

    def focus_places(self) -> None:
        """Give the places the keyboard."""
        self.places.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def toggle_places(self) -> bool:
        """Show the places with the keyboard, go to them, or hide them; give whether they show."""
        if self.shows_places and not self.places.view.hasFocus():
            self.focus_places()
            return True
        self._is_wanted = not self.shows_places
        self._session.settings.set_flag("places", self._is_wanted)
        self._lay_out()
        if self.shows_places:
            self.focus_places()
        else:
            self.shelf.focus_list()
        self.places_shown.emit(self._is_wanted)
        return self._is_wanted

    # -- Qt

    def showEvent(self, event: QShowEvent) -> None:
        """Make the places after the window has been painted."""
        super().showEvent(event)
        self._settled.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Let no timer run unseen."""
        self._settled.stop()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the places where there is room for them."""
        super().resizeEvent(event)
        self._lay_out()

    # -- inside

    def _fill(self) -> None:
        """Make the places; their code is loaded beside the window, which goes on meanwhile."""
        if self._places is None and self._room.isVisible():
            self._session.asking.ask(
                "code of places", _load, lambda _: self._make(), self._session.tell
            )

    def _make(self) -> None:
        if self._room.isVisible():
            _ = self.places

    def _lay_out(self) -> None:
        is_beside = self.width() >= BESIDE_FROM
        way = Qt.Orientation.Horizontal if is_beside else Qt.Orientation.Vertical
        has_changed = way != self._splitter.orientation()
        self._splitter.setOrientation(way)
        most = self.height() - LIST_NEEDS
        has_room = is_beside or most >= PLACES_NEED
        self._room.setMaximumHeight(16_777_215 if is_beside else max(most, 1))
        self._room.setMinimumSize(*((140, 0) if is_beside else (0, min(PLACES_NEED, max(most, 1)))))
        is_shown = self._is_wanted and has_room and self._has_articles
        if is_shown == self._room.isHidden():
            self._room.setVisible(is_shown)
            self.shelf.show_way_to_trash(not is_shown)
            has_changed = has_changed or is_shown
            if is_shown and self.isVisible():
                self._fill()
        if has_changed:
            self._restore()

    def _restore(self) -> None:
        state = self._session.settings.state(self._name())
        if state.isEmpty() or not self._splitter.restoreState(state):
            is_beside = self._splitter.orientation() == Qt.Orientation.Horizontal
            whole = self.width() if is_beside else self.height()
            first = PLACES_WIDTH if is_beside else round(PLACES_SHARE * whole)
            self._splitter.setSizes([first, max(1, whole - first)])
        self._splitter.setHandleWidth(1)

    def _remember(self) -> None:
        self._session.settings.set_state(self._name(), QByteArray(self._splitter.saveState()))

    def _name(self) -> str:
        is_beside = self._splitter.orientation() == Qt.Orientation.Horizontal
        return "places_beside" if is_beside else "places_above"

    def _find_articles(self) -> bool:
        articles = self._session.library.articles
        return bool(articles.ids(limit=1) or articles.ids(in_trash=True, limit=1))

    def _on_changed(self, changes: ChangeSet) -> None:
        if changes.touches("article") and not (self._has_articles and not changes.everything):
            self._has_articles = self._find_articles()
            self._lay_out()


def _load(_library: Library) -> None:
    import_module("gui.places.panel")
