"""What is asked before an entity is changed, beside what the reader looks at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from gui.entities import acting
from gui.entities.asking import KindMenu, NamePopover, SplitPopover
from gui.entities.wording import Named, title_of
from gui.entity_picker import EntityPicker, EntityPopover, Offer
from gui.session import Notice, Session
from storage.errors import NotFound
from storage.finding_types import EntityId
from storage.found import EntityKind

Done = Callable[[EntityId], object]  # is called with the entity to show afterwards


def ask_name(session: Session, entity: Named, anchor: QWidget) -> None:
    """Ask for another name."""
    popover = NamePopover(entity.name, anchor.window())
    popover.entered.connect(partial(acting.rename, session, entity))
    popover.open_below(anchor)


def ask_kind(session: Session, entities: Sequence[Named], anchor: QWidget, done: Done) -> None:
    """Ask for another kind."""
    kinds = {entity.kind for entity in entities}

    def change(kind: EntityKind) -> None:
        if acting.change_kind(session, entities, kind):
            done(entities[0].id)

    if entities:
        current = kinds.pop() if len(kinds) == 1 else None
        KindMenu(current, change, anchor.window()).open_beside(anchor)


def ask_merge(
    session: Session, entities: Sequence[Named], first: Sequence[Offer], anchor: QWidget, done: Done
) -> None:
    """Make several one; of a single one, ask which one it is, those in `first` offered first."""
    if len(entities) > 1:
        merge_into(session, entities, acting.main_of(entities).id, done)
    elif entities:
        one = entities[0]
        offers = sorted(first, key=lambda offer: offer.kind != one.kind)
        picker = EntityPicker(session.library, offers, excluded=[one.id])
        picker.picked.connect(lambda into: merge_into(session, [one], EntityId(into), done))
        title = f"“{title_of(one)}” is the same as"
        EntityPopover(title, picker, anchor.window()).open_below(anchor)


def merge_into(session: Session, entities: Sequence[Named], into: EntityId, done: Done) -> None:
    """Merge entities into one that is given by its id."""
    try:
        whole = session.library.entities.get(into)
    except NotFound as error:  # its last article was deleted in another window
        session.tell(error)
        return
    if acting.merge(session, entities, whole):
        done(into)


def ask_split(
    session: Session, entity: Named, forms: Sequence[str], anchor: QWidget, done: Done
) -> None:
    """Ask which of the ways in which an entity is written is somebody else."""
    if len(forms) < 2:
        said = f"“{title_of(entity)}” is written in one way only: nothing to split."
        session.noticed.emit(Notice(said))
        return

    def split(marked: list[str], name: str) -> None:
        if (made := acting.split(session, entity, marked, name)) is not None:
            done(made)

    popover = SplitPopover(title_of(entity), forms, anchor.window())
    popover.split.connect(split)
    popover.open_below(anchor)
