"""What keys, buttons and the menu do to the entities selected in the article's list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QMenu, QWidget

from gui.actions import COMMANDS, key_text
from gui.entities import acting
from gui.entities.listing import EntityList
from gui.entities.model import EntityModel
from gui.entities.questions import ask_kind, ask_merge, ask_name, ask_split, merge_into
from gui.entity_picker import Offer
from gui.icons import icon
from gui.session import Session
from storage.finding_types import ArticleEntity, EntityId
from storage.types import ArticleText

IN_WINDOW: Final = ("entity_same", "entity_different")  # keys of the window on all entities
COMMANDS_HERE: Final = {
    command.name.removeprefix("entity_"): command
    for command in COMMANDS
    if command.section == "Entities" and command.name not in IN_WINDOW
}
SINGLE: Final = ("walk", "walk_back", "page", "rename", "split", "mark_all")  # for one at a time


class EntityCommands(QObject):
    """Acts on what is selected.

    Signals:
        walked: the next (1) or previous (-1) mention is wanted.
        page_wanted: all about an entity is wanted; its id.
    """

    walked = Signal(int)
    page_wanted = Signal(int)

    def __init__(self, session: Session, model: EntityModel, view: EntityList) -> None:
        """Give the list its keys and its menu."""
        super().__init__(view)
        self._session = session
        self._model = model
        self._list = view
        self.anchor: QWidget = view  # what questions open beside
        self._slots: dict[str, Callable[[], object]] = {
            "accept": self.accept,
            "accept_all": self.accept_everywhere,
            "reject": self.reject,
            "never": self.never_again,
            "reopen": self.reopen,
            "walk": partial(self.walked.emit, 1),
            "walk_back": partial(self.walked.emit, -1),
            "page": self.open_page,
            "rename": self.rename,
            "kind": self.choose_kind,
            "merge": self.merge,
            "split": self.split,
            "mark_all": self.mark_all,
        }
        for name, command in COMMANDS_HERE.items():
            view.keys |= dict.fromkeys(command.keys, self._slots[name])
        view.keys["Enter"] = self._slots["walk"]
        view.menu_wanted = self._open_menu
        view.dropped.connect(self._on_dropped)

    def slot(self, name: str) -> Callable[[], object]:
        """Give what one of `COMMANDS_HERE` does."""
        return self._slots[name]

    # -- one key a suggestion

    def accept(self) -> None:
        """Confirm all their mentions in this article; the next suggestion comes."""
        self._triage(lambda some, text: acting.accept(self._session, some, text.id))

    def accept_everywhere(self) -> None:
        """Confirm all their mentions in the library; the next suggestion comes."""
        self._triage(lambda some, _: acting.accept_everywhere(self._session, some))

    def reject(self) -> None:
        """Say that no mention in this article is one; the next suggestion comes."""
        self._triage(lambda some, text: acting.reject(self._session, some, text.id))

    def never_again(self) -> None:
        """Show them in no article any more; the next suggestion comes."""
        self._triage(lambda some, _: acting.never_again(self._session, some))

    def reopen(self) -> None:
        """Make them suggestions again."""
        text = self._session.text
        if text is not None:
            acting.reopen(self._session, self._selection(), text.id)

    # -- what asks

    def rename(self) -> None:
        """Ask for another name."""
        if (entity := self._one()) is not None:
            ask_name(self._session, entity, self.anchor)

    def choose_kind(self) -> None:
        """Ask for another kind."""
        ask_kind(self._session, self._selection(), self.anchor, self._list.follow)

    def merge(self) -> None:
        """Make several selected ones one; of a single one, ask which one it is."""
        first = [Offer(entity.id, entity.kind, entity.name) for entity in self._model.entities()]
        ask_merge(self._session, self._selection(), first, self.anchor, self._list.follow)

    def split(self) -> None:
        """Ask which of its forms is somebody else."""
        if (entity := self._one()) is not None:
            ask_split(self._session, entity, entity.forms, self.anchor, self._list.follow)

    def mark_all(self) -> None:
        """Mark where else its names stand in this article."""
        entity, text = self._one(), self._session.text
        if entity is not None and text is not None:
            acting.mark_all(self._session, entity, text)

    def open_page(self) -> None:
        """Show all that the library has about it."""
        if (entity := self._one()) is not None:
            self.page_wanted.emit(entity.id)

    # -- inside

    def _selection(self) -> list[ArticleEntity]:
        return self._list.selection()

    def _one(self) -> ArticleEntity | None:
        """Give the entity that the keys are at, or the first of the selection."""
        current = self._model.entity(self._list.current())
        selection = self._selection()
        return current if current in selection else next(iter(selection), None)

    def _triage(self, decide: Callable[[Sequence[ArticleEntity], ArticleText], bool]) -> None:
        """Decide on the selection and go to the next one to review; stay where there is none."""
        selection, text = self._selection(), self._session.text
        if not selection or text is None:
            return
        ids = [entity.id for entity in selection]
        last = self._model.row_of(ids[-1])
        following = self._model.next_open(last, ids)
        if decide(selection, text):
            if following is not None:
                self._list.follow(following)
                self._list.chosen.emit(following)
            elif self._list.current() is None:
                self._list.follow(self._near(last))

    def _near(self, row: int) -> int | None:
        """Give the entity nearest to a row."""
        rows = range(self._model.rowCount())
        near = sorted(rows, key=lambda number: (abs(number - row), number))
        return next((id_ for n in near if (id_ := self._model.id_at(n)) is not None), None)

    def _on_dropped(self, target: int) -> None:
        merge_into(self._session, self._selection(), EntityId(target), self._list.follow)

    def _open_menu(self, event: QContextMenuEvent) -> None:
        self.popup_menu().popup(event.globalPos())

    def popup_menu(self) -> QMenu:
        """Give the menu of all that can be done to the selection."""
        menu = QMenu(self._list)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        is_single = len(self._selection()) == 1
        for name, command in COMMANDS_HERE.items():
            if command.divided:
                menu.addSeparator()
            title = f"{command.title.partition(',')[0]}\t{key_text(command.keys[0])}"
            action = menu.addAction(icon(command.icon), title, self._slots[name])
            action.setEnabled(is_single or name not in SINGLE)
        return menu
