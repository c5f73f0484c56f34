"""Asking who speaks: somebody of the article, of the library, or somebody new."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QTableView, QWidget

from gui.certainty import UNKNOWN
from gui.entity_picker import EntityPicker, EntityPopover, Offer
from gui.quotes.acting import NewSpeaker, SpeakerChoice
from gui.quotes.wording import counted
from gui.session import Session
from storage.finding_types import EntityId, Quote
from storage.found import EntityKind
from storage.library import Library
from storage.types import TextId

SPEAKING: Final[tuple[EntityKind, ...]] = (  # who can speak, the likeliest first
    *("person", "organisation", "group", "law", "place", "event"),
)
_NEW_KINDS: Final[tuple[EntityKind, ...]] = ("organisation",)  # beside a person
_EXTRA: Final = (*(f"New {kind} “{{}}”" for kind in _NEW_KINDS), UNKNOWN)

Decide = Callable[[Sequence[Quote], SpeakerChoice], None]


def choose_speaker(
    session: Session, quotes: Sequence[Quote], view: QTableView, row: QModelIndex, decide: Decide
) -> EntityPopover:
    """Ask below a row of a table who speaks in some quotes, and have that decided."""
    view.scrollTo(row)
    anchor = QWidget(view.viewport())
    anchor.setGeometry(view.visualRect(row).intersected(view.viewport().rect()))
    anchor.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    present = quotes[0].speaker if quotes else None
    picker = speaker_picker(session.library, quotes[0].text if quotes else None, present)
    title = "Who says this?" if len(quotes) == 1 else f"Who says these {counted(len(quotes))}?"
    popover = EntityPopover(title, picker, anchor.window())

    def on_other(number: int) -> None:
        kind = _NEW_KINDS[number] if number < len(_NEW_KINDS) else None
        typed = picker.field.text().strip()
        decide(quotes, NewSpeaker(typed, kind) if kind is not None else None)

    picker.picked.connect(lambda id_: decide(quotes, EntityId(id_)))
    picker.named.connect(lambda name: decide(quotes, NewSpeaker(name)))
    picker.other.connect(on_other)
    popover.closed.connect(anchor.deleteLater)
    popover.open_below(anchor)
    return popover


def speaker_picker(
    library: Library, text: TextId | None, present: EntityId | None = None
) -> EntityPicker:
    """Give a field for speakers: the present one, then those of a text, people before the rest."""
    here = library.entities.of(text) if text is not None else []
    offers = [Offer(entity.id, entity.kind, entity.name) for entity in here]
    offers = [offer for offer in offers if offer.kind in SPEAKING]
    offers.sort(key=lambda offer: (offer.id != present, SPEAKING.index(offer.kind)))
    return EntityPicker(library, offers, kinds=SPEAKING, new_one="person", extra=_EXTRA)
