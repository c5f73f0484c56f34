"""The places of the library: choosing one lists its articles on the shelf."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from time import monotonic
from typing import Final

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from gui.asking import Asking
from gui.library_place import DELETED_KEY, WHOLE_LIBRARY, LibraryPlace, deleted
from gui.name_popover import NamePopover
from gui.places import acting, menus
from gui.places.drops import Drop
from gui.places.model import PlacesModel
from gui.places.nodes import (
    ALL_PARTS,
    Part,
    PlaceNode,
    PlacesRead,
    parts_in,
    places_of,
    read_places,
)
from gui.places.view import PlacesView
from gui.session import Session
from gui.theme import Scale
from storage.journal import ChangeSet
from storage.library import Library
from storage.saved_searches import SavedSearch
from storage.tags import key_of
from storage.types import ArticleId, SavedSearchId

SOON_MS: Final = 120  # many steps a second, as of an import, are one look at the library
CALM: Final = 4  # times as long as a look took is the next one waited for
LATEST_MS: Final = 2_000  # also where the window itself was busy meanwhile
QUESTION: Final = "places"
NOTHING: Final = {
    "state": "No article is marked so.",
    "starred": "Give an article a star, and it is listed here.",
    "collection": "Drag articles onto the collection to put them in.",
    "tag": "No article has this tag, and no annotation in one.",
    "unfiled": "Every article is in a collection.",
    "untagged": "Every article has a tag.",
    "search": "Nothing in the library is what this search looks for.",
}


class PlacesPanel(QWidget):
    """The tree, kept up to date beside the window; acts through the session.

    Signals:
        entered: the list of articles should have the keyboard.
        tags_called: the reader wants to manage tags.
    """

    entered = Signal()
    tags_called = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Read the places of the session's library."""
        super().__init__(parent)
        self._session = session
        self._read = PlacesRead()
        self._renamed: dict[str, str] = {}  # keys of tags that have other names now
        self._asking = Asking(session.library.path, self)  # of its own: a search does not wait
        self._stale: frozenset[Part] = ALL_PARTS
        self._is_asking = False
        self._asked: frozenset[Part] = frozenset()  # what is being asked for
        self._asked_at = 0.0
        self._when_shown: Callable[[], object] | None = None
        self.model = PlacesModel(self)
        self.view = PlacesView(self.model)
        self.model.show_nodes(places_of(self._read))
        if keys := session.settings.text("open_places"):
            self.view.open_rows(frozenset(keys.split("\n")))
        self.view.show_chosen(session.place.key)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, Scale.XS, 0, Scale.XS)
        column.addWidget(self.view)
        self.setFocusProxy(self.view)
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._soon.timeout.connect(self.read_again)
        self._connect()

    # -- what others ask of it

    @property
    def is_asking(self) -> bool:
        """Whether the tree may not be what the library has now."""
        return self._is_asking or bool(self._stale) or self._soon.isActive()

    def read_again(self) -> None:
        """Ask the library anew for what may have changed: places, how many articles they have."""
        self._soon.stop()
        if not self._stale and not self._is_asking:
            return
        parts = self._stale | (self._asked if self._is_asking else frozenset())
        self._asked, self._stale, self._is_asking = parts, frozenset(), True
        self._asked_at = monotonic()
        question = partial(_read, before=self._read, parts=parts)
        self._asking.ask(QUESTION, question, self._show, self._on_failed)

    def stop(self) -> None:
        """Ask nothing by itself any more."""
        self._soon.stop()
        self.view.stop()
        for question in (QUESTION, f"{QUESTION} found"):
            self._asking.forget(question)
        self._stale, self._is_asking = ALL_PARTS, False

    def new_collection(self, parent: PlaceNode | None = None) -> NamePopover:
        """Ask for the name of a new collection, in another one or at the top."""
        inside = parent if parent is not None and parent.kind == "collection" else None
        title = f"New collection in “{inside.name}”" if inside else "New collection"

        def make(name: str) -> None:
            made = acting.add_collection(self._session, name, inside.subject if inside else 0)
            if made is not None:
                self._once_shown(partial(self.view.go_to, f"collection {made}"))

        return self._ask_name(title, make, hint="“Elections/2026” makes one inside another.")

    def save_search(self, query: str) -> NamePopover | None:
        """Ask under which name to save a search; None where there is nothing to save."""
        if not (text := query.strip()):
            return None

        def save(name: str) -> None:
            made = acting.save_search(self._session, name, text)
            if made is not None:
                self._once_shown(partial(self.view.go_to, f"search {made}"))

        return self._ask_name("Save this search", save, text=text[:60], hint=text, action="Save")

    # -- Qt

    def showEvent(self, event: QShowEvent) -> None:
        """Make up for what was not followed while hidden."""
        super().showEvent(event)
        if self._stale:
            self.read_again()

    def hideEvent(self, event: QHideEvent) -> None:
        """Let nothing run unseen."""
        self.stop()
        super().hideEvent(event)

    # -- inside

    def _connect(self) -> None:
        session, view = self._session, self.view
        session.changed.connect(self._on_changed)
        session.opened.connect(self._on_opened)
        session.placed.connect(self._on_placed)
        session.closing.connect(self._close)
        view.chosen.connect(self._choose)
        view.entered.connect(self.entered)
        view.removal_asked.connect(self._remove)
        view.menu_asked.connect(self._show_menu)
        view.plus_pressed.connect(self._on_plus)
        view.articles_dropped.connect(self._on_articles_dropped)
        view.place_dropped.connect(self._on_place_dropped)
        view.opened.connect(self._on_opened_rows)
        view.drawer.renamed.connect(self._rename)

    def _on_changed(self, changes: ChangeSet) -> None:
        self._read_soon(parts_in(changes))

    def _on_opened(self) -> None:
        self._read_soon(frozenset(("counts",)))  # what is opened is no longer unread

    def _read_soon(self, parts: frozenset[Part]) -> None:
        self._stale |= parts
        if self._stale and self.isVisible() and not self._soon.isActive():
            self._soon.start()

    def _close(self) -> None:
        self.stop()
        self._asking.close()

    def _on_failed(self, error: Exception) -> None:
        self._is_asking = False
        self._session.tell(error)

    def _show(self, answer: tuple[PlacesRead, tuple[PlaceNode, ...]]) -> None:
        read, nodes = answer
        self._is_asking = False
        took_ms = 1000 * (monotonic() - self._asked_at)
        self._soon.setInterval(min(LATEST_MS, max(SOON_MS, round(CALM * took_ms))))
        self._read = read
        self.model.show_nodes(nodes)
        self._follow_place()
        if self._when_shown is not None:
            act, self._when_shown = self._when_shown, None
            act()
        self._ask_found(list(read.searches))

    def _ask_found(self, searches: list[SavedSearch]) -> None:
        """Count what saved searches find, one after another: others may ask in between."""
        if not searches:
            return
        first, *rest = searches

        def answered(count: int) -> None:
            self._note_found(first.id, count)
            self._ask_found(rest)

        question = partial(_found, query=first.query)
        self._asking.ask(f"{QUESTION} found", question, answered, self._session.tell)

    def _note_found(self, search: SavedSearchId, count: int) -> None:
        self._read = replace(self._read, found={**self._read.found, search: count})
        self.model.show_count(f"search {search}", count)

    def _follow_place(self) -> None:
        """List what the place that is listed has become; the whole library where it has gone."""
        place = self._session.place
        key = self._renamed.get(place.key, place.key)
        if self.model.index_of(key).isValid():
            self._renamed.clear()
        else:
            key = place.key  # it will have its new name in a moment
        node = self.model.node(self.model.index_of(key))
        if node is not None:
            now = place_of(node, self._session.library)
            if (now.name, now.query) != (place.name, place.query):
                self._session.show_place(now)
        elif key.split(" ")[0] in ("collection", "tag", "search"):
            self._session.show_place(WHOLE_LIBRARY)

    def _once_shown(self, act: Callable[[], object]) -> None:
        """Do something when the tree has been read anew."""
        self._when_shown = act
        self._stale |= frozenset(("collections", "tags", "searches"))
        self.read_again()

    def _on_placed(self) -> None:
        self.view.show_chosen(self._session.place.key)

    def _choose(self, key: str) -> None:
        node = self._node(key)
        if node is not None and key != self._session.place.key:
            self._session.show_place(place_of(node, self._session.library))

    def _node(self, key: str) -> PlaceNode | None:
        return self.model.node(self.model.index_of(key))

    def _rename(self, key: str, name: str) -> None:
        node = self._node(key)
        if node is None:
            return
        if renamed := acting.rename(self._session, node, name, self):
            self._note_renamed(key, renamed)

    def _note_renamed(self, key: str, name: str) -> None:
        self._renamed[key] = f"tag {key_of(name)}"
        self._once_shown(partial(self.view.go_to, self._renamed[key]))

    def _remove(self, key: str, *, with_inner: bool = False) -> None:
        if (node := self._node(key)) is not None:
            acting.remove(self._session, node, with_inner=with_inner)

    def _on_plus(self, key: str) -> None:
        if key == "collections":
            self.new_collection()
        else:
            self.tags_called.emit()

    def _on_articles_dropped(self, articles: tuple[ArticleId, ...], key: str, moves: bool) -> None:
        node, place = self._node(key), self._node(self._session.place.key)
        if node is None or not articles or self._session.place.key == DELETED_KEY:
            return
        out_of = place.subject if moves and place and place.kind == "collection" else 0
        acting.bring(self._session, articles, node, out_of=out_of)

    def _on_place_dropped(self, key: str, drop: Drop) -> None:
        moved, target = self._node(key), drop.node
        if moved is None:
            return
        if moved.kind == "tag":
            under = "" if target.is_heading else target.title
            if renamed := acting.move_tag(self._session, moved.title, under, self):
                self._note_renamed(key, renamed)
        elif moved.kind == "search":
            acting.move_search(self._session, moved, self._before(drop))
        elif target.is_heading:
            acting.move_collection(self._session, moved, 0)
        elif drop.where == "on":
            acting.move_collection(self._session, moved, target.subject)
        else:
            above = self.model.node(self.model.index_of(target.key).parent())
            acting.move_collection(
                self._session, moved, above.subject if above else 0, self._before(drop)
            )

    def _before(self, drop: Drop) -> int:
        """Give the id of what a dropped place comes to stand before; 0 at the end."""
        if drop.node.is_heading or drop.where == "above":
            return 0 if drop.node.is_heading else drop.node.subject
        index = self.model.index_of(drop.node.key)
        after = self.model.node(self.model.index(index.row() + 1, 0, index.parent()))
        return after.subject if after else 0

    def _on_opened_rows(self) -> None:
        self._session.settings.set_text("open_places", "\n".join(sorted(self.view.open_keys)))

    def _ask_name(
        self,
        title: str,
        named: Callable[[str], None],
        *,
        text: str = "",
        hint: str = "",
        action: str = "Create",
    ) -> NamePopover:
        popover = NamePopover(title, self, text=text, hint=hint, action=action)
        popover.named.connect(named)
        anchor = self.view if self.view.isVisible() else self.window()
        popover.open_at(anchor.mapToGlobal(QPoint(Scale.XL, Scale.XL)))
        return popover

    def _show_menu(self, key: str, where: QPoint) -> None:
        menu = self.menu_for(key)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(where)

    def menu_for(self, key: str) -> QMenu:
        """Make the menu of a place."""
        node = self._node(key)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if node is None or node.kind not in ("collection", "tag", "search"):
            menus.top_menu(menu, self.new_collection, self.tags_called.emit)
            return menu
        rename, remove = partial(self.view.edit_name, key), partial(self._remove, key)
        if node.kind == "collection":
            menus.collection_menu(
                *(menu, node, partial(self.new_collection, node), rename, remove),
                partial(self._remove, key, with_inner=True),
            )
        elif node.kind == "tag":
            menus.tag_menu(
                *(menu, node, partial(acting.recolor, self._session, [node.title]), rename),
                *(self.tags_called.emit, remove),
            )
        else:
            menus.search_menu(
                menu, partial(self._session.search_called.emit, node.query), rename, remove
            )
        return menu


def place_of(node: PlaceNode, library: Library) -> LibraryPlace:
    """Give what the shelf lists for a row of the tree; colours are called as in the library."""
    if node.key == WHOLE_LIBRARY.key:
        return WHOLE_LIBRARY
    if node.key == DELETED_KEY:
        return deleted()
    query = library.query(node.query, is_typing=False)
    return LibraryPlace(node.key, node.name, query, node.icon, NOTHING.get(node.kind, ""))


def _read(
    library: Library, before: PlacesRead, parts: frozenset[Part]
) -> tuple[PlacesRead, tuple[PlaceNode, ...]]:
    read = read_places(library, before, parts)
    return read, places_of(read)


def _found(library: Library, query: str) -> int:
    return library.search.count(library.query(query, is_typing=False))
