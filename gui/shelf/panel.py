"""The shelf: the library's articles, searched, sorted, opened and deleted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from gui.actions import Actions
from gui.article_wording import counted, quoted
from gui.empty_state import EmptyState, Message
from gui.icons import icon
from gui.library_place import WHOLE_LIBRARY, LibraryPlace, deleted
from gui.search.bar import SearchBar
from gui.session import Notice, Session
from gui.shelf import menu as menus
from gui.shelf.frame import ShelfFooter, ShelfHeader
from gui.shelf.listing import Listing
from gui.shelf.marking import set_state, turn_star
from gui.shelf.model import ShelfModel
from gui.shelf.orders import order_named
from gui.shelf.passage_search import PassageSearch
from gui.shelf.trash import move_to_trash, purge, restore
from gui.shelf.view import STAR, ShelfView
from gui.theme import Scale
from storage.errors import PostilError
from storage.types import READING_STATES, ArticleId

if TYPE_CHECKING:
    from storage.library import Library
    from storage.searching.searcher import ArticleOrder

TABLE_FROM: Final = 620  # width in pixels

NOTHING: Final = Message(
    "library", "Nothing here yet", "Open a file, paste a text, or drop files on this window."
)
NO_TRASH: Final = Message(
    "trash-2", "Nothing deleted", "Deleted articles wait here until you delete them for good."
)


class ShelfPanel(QWidget):
    """The left panel; acts through the session and follows its signals.

    Signals:
        saving_asked: a search that the reader wants to keep under a name.
    """

    saving_asked = Signal(str)

    def __init__(self, session: Session, actions: Actions, parent: QWidget | None = None) -> None:
        """List the shelf of the session's library."""
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._actions = actions
        self._model = ShelfModel(session, self)
        self._opens_first = False  # Enter came before the answer
        self._open: ArticleId | None = session.article.id if session.article else None
        self._header = ShelfHeader()
        self._bar = SearchBar(session)
        self._field = self._bar.field
        self._view = ShelfView(self._model, session.settings)
        self._footer = ShelfFooter()
        self._nothing = EmptyState(NOTHING, *self._starting_buttons())
        self._clear = QPushButton("Clear search")
        self._no_hit = EmptyState(Message("search", "", ""), self._clear)
        self._no_trash = EmptyState(NO_TRASH)
        self._nothing_there = EmptyState(NOTHING)
        self._lay_out()
        self._connect()
        self._view.show_open(self._open)
        self._on_listed()

    # -- what others may ask of it

    def focus_search(self) -> None:
        """Let the reader type a search."""
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()

    def focus_list(self) -> None:
        """Give the list the keyboard."""
        if self._passages.results is not None and self._passages.is_on:
            self._passages.results.focus_list()
            return
        if not self._view.currentIndex().isValid():
            self._view.go_to(self._open or next(iter(self._model.ids), -1), select=False)
        target = self._view if len(self._model.ids) else self._field
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_sort_menu(self) -> None:
        """Let the reader choose an order; the trash has only one."""
        self._header.open_sort_menu()

    def step_hit(self, delta: int) -> None:
        """Open the next passage that the search has found, or with -1 the one before."""
        if self._passages.results is not None and self._passages.is_on:
            self._passages.results.step(delta)
        else:
            self.step(delta)

    def show_way_to_trash(self, shown: bool) -> None:
        """Show below the list how to get to what was deleted, where nothing else leads there."""
        self._footer.setVisible(shown)

    def save_search(self) -> None:
        """Ask for what is typed to be kept as a saved search."""
        if typed := self._typed():
            self.saving_asked.emit(typed)
        else:
            self._session.noticed.emit(Notice("Type a search first; it can be saved then."))

    def step(self, delta: int) -> None:
        """Open the article so many rows below the open one, or above; at the ends nothing."""
        ids = self._ids()
        if self._is_deleted or not ids:
            return
        row = ids.index(self._open) if self._open in ids else -1
        if row < 0:
            row = -1 if delta > 0 else len(ids)
        wanted = min(max(row + delta, 0), len(ids) - 1)
        if wanted != row:
            self._session.open(ArticleId(ids[wanted]))

    def listed_ids(self) -> tuple[ArticleId, ...]:
        """Give all articles that the search finds, in order; none of the trash."""
        return () if self._is_deleted else tuple(ArticleId(i) for i in self._ids())

    def rename_current(self) -> None:
        """Let the reader edit the title of the list's article, or of the open one; as below."""
        self._rename(self._current_id() if self._is_list_meant() else self._open)

    def trash_current(self) -> None:
        """Delete what is selected when the list has the keyboard, else the open article."""
        if self._is_list_meant():
            self._delete_selected()
        elif self._open is not None:
            move_to_trash(self._session, (self._open,))

    # -- Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Be a table where there is room for one."""
        super().resizeEvent(event)
        self._view.show_table(event.size().width() >= TABLE_FROM)

    def hideEvent(self, event: QHideEvent) -> None:
        """Let no timer run unseen."""
        self._field.stop()
        self._model.stop()
        super().hideEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Make up for what was not followed while hidden."""
        super().showEvent(event)
        self._field.ask_now()
        self._model.go_on()

    # -- inside

    def _starting_buttons(self) -> tuple[QPushButton, QPushButton]:
        opening = QPushButton(icon("folder-open", "accent_text"), " Open file…")
        opening.setProperty("kind", "primary")
        opening.clicked.connect(self._actions["open"].trigger)
        pasting = QPushButton(icon("clipboard-paste"), " Paste text")
        pasting.clicked.connect(self._actions["paste"].trigger)
        return opening, pasting

    def _lay_out(self) -> None:
        content = QWidget()
        self._pages = QStackedLayout(content)
        for page in (
            *(self._view, self._nothing, self._no_hit, self._no_trash, self._nothing_there),
        ):
            self._pages.addWidget(page)
        self._passages = PassageSearch(self._session, self._pages, self)
        field = QVBoxLayout()
        field.setContentsMargins(Scale.M, 0, Scale.M, Scale.S)
        field.addWidget(self._bar)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header)
        column.addLayout(field)
        column.addWidget(self._passages.modes)
        column.addWidget(content, 1)
        column.addWidget(self._footer)
        self.setFocusProxy(self._view)

    def _connect(self) -> None:
        session = self._session
        session.changed.connect(self._on_changed)
        session.opened.connect(self._on_opened)
        session.placed.connect(self._on_placed)
        session.search_called.connect(self._on_search_called)
        self._model.listed.connect(self._on_listed)
        self._header.fill_columns = self._view.fill_columns
        self._header.order_chosen.connect(self._on_order_chosen)
        self._header.emptying_asked.connect(self._on_emptying_asked)
        self._footer.toggled.connect(self._show_trash)
        self._field.asked.connect(self._on_search_asked)
        self._field.entered.connect(self._open_first)
        self._field.left.connect(self.focus_list)
        self._passages.mode_chosen.connect(lambda: self._on_search_asked(self._typed()))
        self._passages.save_asked.connect(self.save_search)
        self._passages.asked.connect(self._bar.search)
        self._passages.selected.connect(self._on_selected)
        self._passages.left_upwards.connect(self.focus_search)
        self._passages.menu_asked.connect(self._show_menu)
        self._passages.deletion_asked.connect(self._delete_selected)
        self._passages.marked.connect(self._on_marked)
        self._clear.clicked.connect(self._on_clear)
        self._view.chosen.connect(self._on_chosen)
        self._view.deletion_asked.connect(self._delete_selected)
        self._view.menu_asked.connect(self._show_menu)
        self._view.marked.connect(self._on_marked)
        self._view.order_chosen.connect(self._on_order_chosen)
        self._view.selected.connect(self._on_selected)
        self._view.left_upwards.connect(self.focus_search)
        self._view.drawer.renamed.connect(self._on_renamed)

    def _typed(self) -> str:
        return self._field.text().strip()

    def _ids(self) -> Sequence[int]:
        """Give the ids of what is shown, in order."""
        return self._passages.ids if self._passages.is_on else self._model.ids

    def _selected_ids(self) -> tuple[ArticleId, ...]:
        shown = self._passages if self._passages.is_on else self._view
        return shown.selected_ids()

    def _current_id(self) -> ArticleId | None:
        return (self._passages if self._passages.is_on else self._view).current_id()

    def _on_changed(self) -> None:
        if self._session.article is None:
            self._mark_open()

    def _on_placed(self) -> None:
        """Show another part of the library; what was typed belongs to the one before."""
        self._field.forget()
        self._passages.search(Listing(self._session.place))
        self._model.show_articles(place=self._session.place, typed="")

    def _on_search_called(self, search: str) -> None:
        """Show the answer to a search from elsewhere in the whole library."""
        if self._session.place != WHOLE_LIBRARY:
            self._session.show_place(WHOLE_LIBRARY)
        self._bar.search(search)

    def _on_opened(self) -> None:
        left = self._open
        self._mark_open()
        self._model.refresh([i for i in (left, self._open) if i is not None])
        if self._open is not None and self._open not in self._view.selected_ids():
            self._view.go_to(self._open)

    def _mark_open(self) -> None:
        article = self._session.article
        self._open = article.id if article else None
        self._view.show_open(self._open)

    @property
    def _is_deleted(self) -> bool:
        return self._model.listing.place.is_deleted

    def _on_listed(self) -> None:
        model, place = self._model, self._model.listing.place
        found, typed = len(model.ids), model.listing.typed
        if model.is_whole:
            self._header.show_count(found, model.total if typed else None)
        self._header.show_listing(model.listing, found)
        self._field.say_where(f"Search {_where(place)}")
        self._footer.show_trash(place.is_deleted, self._count_deleted())
        total = counted(0, model.total) if model.total is not None else counted(0)
        self._no_hit.show_message(_no_hit(model.listing, total, self._session.library))
        if found:
            page: QWidget = self._view
        elif typed:
            page = self._no_hit
        elif place.is_deleted:
            page = self._no_trash
        elif place.query is None:
            page = self._nothing
        else:
            self._nothing_there.show_message(_nothing_in(place))
            page = self._nothing_there
        if typed and model.is_whole:
            self._passages.modes.show_count(found)
        if not self._passages.is_on:
            self._pages.setCurrentWidget(page)
        if self._opens_first:
            self._open_first()

    def _count_deleted(self) -> int:
        try:
            return self._session.library.articles.count(in_trash=True)
        except PostilError:
            return 0  # the poll of the session says what is wrong with the file

    def _on_order_chosen(self, order: ArticleOrder, is_reversed: bool) -> None:
        if order != "relevance":
            self._session.settings.shelf_order = order
            self._session.settings.shelf_is_reversed = is_reversed
        if self._passages.is_on:
            self._passages.search(
                replace(self._passages.listing, order=order, is_reversed=is_reversed)
            )
            self._header.show_listing(self._passages.listing, len(self._model.ids))
            if order == "relevance":
                return
        self._model.show_articles(order=order, is_reversed=is_reversed)

    def _on_search_asked(self, search: str) -> None:
        listing = self._model.listing
        if self._passages.search(replace(listing, typed=search)):
            self._header.show_listing(self._passages.listing, len(self._model.ids))
            return
        if search == listing.typed:
            self._on_listed()  # which was behind the passages
            return
        if not search and listing.order == "relevance":
            settings = self._session.settings
            self._model.show_articles(
                typed="",
                order=order_named(settings.shelf_order),
                is_reversed=settings.shelf_is_reversed,
            )
        else:
            self._model.show_articles(typed=search)

    def _on_clear(self) -> None:
        self._field.clear_now()
        self.focus_list()

    def _open_first(self) -> None:
        if self._passages.results is not None and self._passages.is_on:
            self._passages.results.open_first()
            return
        self._opens_first = self._model.is_asking
        if not self._opens_first and self._model.ids:
            self._view.go_to(self._model.ids[0])
            self._on_chosen(ArticleId(self._model.ids[0]))

    def _on_chosen(self, article: ArticleId) -> None:
        if not self._is_deleted:
            self._session.open(article)

    def _on_selected(self) -> None:
        self._session.selection = () if self._is_deleted else self._selected_ids()

    def _is_list_meant(self) -> bool:
        results = self._passages.results
        has_focus = self._view.hasFocus() or (results is not None and results.view.hasFocus())
        return has_focus or self._open is None

    def _rename(self, article: ArticleId | None) -> None:
        if article is None:
            return
        if self._passages.is_on:
            self._field.clear_now()
        if self._is_deleted or self._model.row_of(article) < 0:
            self._show_trash(False)
            self._field.clear_now()
        self._view.once_filled(partial(self._edit_title, article))

    def _edit_title(self, article: ArticleId) -> None:
        if self._view.go_to(article):
            self._view.edit_current()

    def _rename_selected(self) -> None:
        self._rename(self._current_id())

    def _delete_selected(self) -> None:
        """Move to the trash; from the trash delete for good, after a question."""
        selected = self._selected_ids()
        if self._is_deleted:
            purge(self._session, selected, self)
        else:
            move_to_trash(self._session, selected)

    def _on_marked(self, mark: str) -> None:
        selected = self._selected_ids()
        if self._is_deleted:
            return
        if mark == STAR:
            turn_star(self._session, selected, self._current_id())
        else:
            state = next(state for state in READING_STATES if state == mark)
            set_state(self._session, selected, state)

    def _on_renamed(self, article: ArticleId, title: str) -> None:
        self._session.act("Rename article", lambda lib: lib.articles.rename(article, title))

    def _show_trash(self, shown: bool) -> None:
        if shown != self._is_deleted:
            self._session.show_place(deleted() if shown else WHOLE_LIBRARY)

    def _on_emptying_asked(self) -> None:
        ids = self._session.library.articles.ids(in_trash=True)
        purge(self._session, tuple(ArticleId(i) for i in ids), self)

    def _restore_selected(self) -> None:
        restore(self._session, self._view.selected_ids())

    def _show_menu(self, where: QPoint) -> None:
        menu = self.menu_for_selection()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(where)

    def menu_for_selection(self) -> QMenu:
        """Make the menu of what is selected."""
        menu = QMenu(self)
        selected = self._selected_ids()
        if self._is_deleted:
            menus.trash_menu(
                menu, len(selected), restore=self._restore_selected, purge=self._delete_selected
            )
        else:
            menus.shelf_menu(
                menu,
                self._session,
                self._actions,
                selected,
                rename=self._rename_selected,
                trash=self._delete_selected,
            )
        return menu


def _where(place: LibraryPlace) -> str:
    """Say in which place is searched."""
    if place.is_deleted:
        return "what was deleted"
    return "the library" if place.query is None else quoted(place.name, 24)


def _no_hit(listing: Listing, total: str, library: Library) -> Message:
    from storage.searching.tree import waits_for_letters

    if waits_for_letters(listing.query(library).root):
        return Message("search", "Type one more letter", "")
    return Message("search", f"{total} shown", "No article has all these words.")


def _nothing_in(place: LibraryPlace) -> Message:
    return Message(place.icon, f"Nothing in {quoted(place.name)}", place.nothing)
