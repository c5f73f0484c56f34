"""Brings into the window which annotations are wanted: asked beside it, first rows first."""

from __future__ import annotations

from array import array
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from gui.browse.staying import changed_among, with_those_kept
from gui.session import Session
from storage.annotation_lists import Group
from storage.journal import Change, ChangeSet
from storage.library import Library

if TYPE_CHECKING:
    from gui.browse.window import BrowseWindow

FIRST: Final = 256  # ids that are asked for before all of them: some screens
SETTLE_MS: Final = 200  # after a change, until the list is asked for anew
KEPT: Final = 1_000  # selected annotations that are found again in another order
TABLES: Final = (
    *("annotation", "annotation_tag", "tag", "placement", "article", "article_text"),
    *("quote", "entity"),
)
IN_PLACE: Final = ("made", "article", "site", "passage")  # orders that no edit of a note changes


class Listing(QObject):
    """Asks for the annotations of a window, and for their groups.

    Signals:
        listed: the list holds what is wanted now.
    """

    listed = Signal()

    def __init__(self, session: Session, window: BrowseWindow) -> None:
        """Fill the lists of a window."""
        super().__init__(window)
        self._session = session
        self._window = window
        self._found: array[int] = array("q")  # all that the filter lets through
        self._groups: list[Group] = []
        self._kept: set[int] = set()  # changed while listed: they stay, also if they match no more
        self._chosen: str | None = None  # the title of the group that is listed alone
        self._unfiltered = -1  # how many there are without a filter; -1 if not known
        self._settling = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settling.timeout.connect(self._ask_again)

    @property
    def total(self) -> int:
        """How many annotations there are, listed or not."""
        return max(self._unfiltered, len(self._found))

    @property
    def is_waiting(self) -> bool:
        """Whether the list will be asked for soon."""
        return self._settling.isActive()

    def ask(self) -> None:
        """Look for what is wanted now; what was only kept goes."""
        self._settling.stop()
        self._kept.clear()
        self._ask(FIRST)

    def regroup(self) -> None:
        """Look for other groups of what was found."""
        self._chosen = None
        self._groups = []
        self._group()

    def choose(self, row: int) -> None:
        """List the annotations of one group, or all."""
        group = self._window.group_model.group(row)
        self._chosen = group.title if group is not None else None
        self._show(group.ids if group is not None else self._found)

    def follow(self, changes: ChangeSet) -> None:
        """Show at once what has changed, then look what belongs into the list now.

        Rows that were changed stay until `ask`: who recolours what is red goes on with it.
        """
        if not changes.touches(*TABLES, "color_name"):
            return
        gone = [c.id for c in changes.changes if c.table == "annotation" and c.after is None]
        self._kept |= changed_among(self._window.view.at_hand(), self._found, changes)
        self._kept.difference_update(gone)
        self._window.model.drop(gone)
        self._window.model.refresh()
        if not self._stays_as_it_is(changes):
            self._unfiltered = -1
            self._settling.start()

    def stop(self) -> None:
        """Ask for nothing more."""
        self._settling.stop()
        for question in (
            "browse passage",
            "browse",
            "browse groups",
            "browse total",
            "browse tags",
        ):
            self._session.asking.forget(question)

    # -- inside

    def _ask_again(self) -> None:
        """Ask for all at once: a list of only the first would lose the place of the reader."""
        self._ask(0)

    def _ask(self, limit: int) -> None:
        query = self._window.tools.query()
        order, is_reversed = self._window.model.order
        before, kept = self._found, frozenset(self._kept)

        def found(library: Library) -> array[int]:
            ids = library.mixed_lists.ids(query, order=order, is_reversed=is_reversed, limit=limit)
            there = set(library.annotation_lists.still_there(list(kept))) if kept else kept
            return with_those_kept(ids, before, there)

        self._session.asking.ask(
            "browse",
            found,
            partial(
                self._on_first if limit else self._on_all,
                query.root is None and not query.finds_nothing,
            ),
            self._session.tell,
        )

    def _on_first(self, is_everything: bool, ids: array[int]) -> None:
        if len(ids) < FIRST:
            self._on_all(is_everything, ids)
            return
        if self._chosen is None and ids != self._window.model.ids[: len(ids)]:
            self._found = ids
            self._show(ids)
        self._ask(0)

    def _on_all(self, is_everything: bool, ids: array[int]) -> None:
        self._found = ids
        if is_everything:
            self._unfiltered = len(ids)
        elif self._unfiltered < 0:
            self._session.asking.ask(
                "browse total",
                lambda library: library.annotation_lists.count(),
                self._on_total,
                self._session.tell,
            )
        self._group()

    def _on_total(self, total: int) -> None:
        self._unfiltered = total
        self.listed.emit()

    def _group(self) -> None:
        """Show what was found, after it has been sorted into groups where they are wanted."""
        by, ids = self._window.tools.grouping, self._found
        if by is None:
            self._chosen = None
            self._show(ids)
            return
        self._session.asking.ask(
            "browse groups",
            lambda library: library.mixed_lists.groups(ids, by),
            self._on_groups,
            self._session.tell,
        )

    def _on_groups(self, groups: list[Group]) -> None:
        window = self._window
        by = window.tools.grouping
        if by is None:
            return
        self._groups = groups
        window.group_model.show_groups(groups, by, len(self._found), window.model.names)
        row = window.group_model.row_of(self._chosen) if self._chosen is not None else 0
        window.groups.go_to(row)
        self.choose(row)

    def _show(self, ids: array[int]) -> None:
        """List these, where the reader was in those before."""
        view, model = self._window.view, self._window.model
        was, here = view.currentIndex().row(), view.current()
        selected = view.selected_ids() if view.selection_size() <= KEPT else array("q")
        if model.show_ids(ids):
            row = model.row_of(here) if here is not None else -1
            if row < 0:
                row = min(max(was, 0), len(ids) - 1)
            view.go_to(row)
            if len(selected) > 1:
                view.select_again(selected)
        elif not view.currentIndex().isValid():
            view.go_to(0)
        self.listed.emit()

    def _stays_as_it_is(self, changes: ChangeSet) -> bool:
        """Say whether the same annotations are listed after changes, in the same order."""
        tools, (order, _) = self._window.tools, self._window.model.order
        is_plain = tools.query().root is None and tools.grouping is None and order in IN_PLACE
        return is_plain and not changes.everything and all(map(_is_edit, changes.changes))


def _is_edit(change: Change) -> bool:
    if change.table in ("annotation_tag", "tag"):
        return True
    return change.table == "annotation" and change.before is not None and change.after is not None
