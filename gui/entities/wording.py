"""What the panel and the window say about an entity, in plain words."""

from __future__ import annotations

from typing import Final, Protocol

from gui.kinds import name_shown
from storage.finding_types import KIND_NAMES, ArticleEntity, EntityId
from storage.found import SURE, EntityKind
from storage.printing import counted

KNOWN: Final = "Confirmed before"
MOST_FORMS: Final = 6  # in one line; it is cut there anyway


class Named(Protocol):
    """An entity as any list has it."""

    @property
    def id(self) -> EntityId:
        """Its id."""

    @property
    def kind(self) -> EntityKind:
        """What it is."""

    @property
    def name(self) -> str:
        """What it is called."""


def second_line(entity: ArticleEntity) -> str:
    """Give what else is known of it: that it was confirmed before, how else it is written here.

    The forms come most frequent first; "" if there is nothing.
    """
    forms = other_forms(entity)
    return " · ".join(part for part in (KNOWN if is_from_before(entity) else "", forms) if part)


def other_forms(entity: ArticleEntity) -> str:
    """Give how else it is written in the article, most often first; "" for no other way."""
    shown = title_of(entity)
    return ", ".join([form for form in entity.forms if form != shown][:MOST_FORMS])


def is_from_before(entity: ArticleEntity) -> bool:
    """Say whether the reader has confirmed it, but nowhere in this article."""
    return entity.is_known and not entity.confirmed


def title_of(entity: Named) -> str:
    """Give the name as people read it: a date, whose name is its value, as dates are written."""
    return name_shown(entity.kind, entity.name)


def is_unsure(entity: ArticleEntity) -> bool:
    """Say whether a suggestion gets a question mark."""
    is_new = entity.state == "suggested" and not is_from_before(entity)
    return is_new and entity.confidence < SURE


def state_words(entity: ArticleEntity) -> str:
    """Say what the reader has said of it here."""
    if entity.state == "confirmed":
        return "Confirmed"
    if entity.confirmed:
        return f"{entity.confirmed:,} of {entity.count:,} confirmed"
    if is_from_before(entity):
        return f"Suggested, {KNOWN.lower()}"
    return "Suggested, unsure" if is_unsure(entity) else "Suggested"


def spoken(entity: ArticleEntity) -> str:
    """Say all that a row shows, for those who do not see it."""
    parts = [
        f"{title_of(entity)}, {KIND_NAMES[entity.kind][0].lower()}",
        counted(entity.count, "mention"),
        state_words(entity),
    ]
    if line := other_forms(entity):
        parts.append(f"Also written: {line}")
    return ". ".join(parts)
