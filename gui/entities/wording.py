"""What the panel and the window say about an entity, in plain words."""

from __future__ import annotations

from typing import Final

from storage.finding_types import KIND_NAMES, ArticleEntity
from storage.found import SURE
from storage.text.dates import written_date

MOST_FORMS: Final = 6  # in one line; it is cut there anyway


def second_line(entity: ArticleEntity) -> str:
    """Give what stands below the name: a date's value, how else it is written; "" for nothing."""
    if entity.iso:
        written = [form for form in entity.forms if form != entity.name]
        shown = title_of(entity)
        return ", ".join(
            form for form in (*written, entity.name) if form not in (shown, entity.iso)
        )
    return ", ".join([form for form in entity.forms if form != entity.name][:MOST_FORMS])


def title_of(entity: ArticleEntity) -> str:
    """Give the name as the list shows it: a date as it is meant, else as it is called."""
    return written_date(entity.iso) if entity.iso else entity.name


def is_unsure(entity: ArticleEntity) -> bool:
    """Say whether a suggestion gets a question mark."""
    return entity.state == "suggested" and entity.confidence < SURE


def state_words(entity: ArticleEntity) -> str:
    """Say what the reader has said of it here."""
    if entity.state == "confirmed":
        return "Confirmed"
    if entity.confirmed:
        return f"{entity.confirmed:,} of {entity.count:,} confirmed"
    return "Suggested, unsure" if is_unsure(entity) else "Suggested"


def counted(number: int, one: str, several: str = "") -> str:
    """Write a number of things: "1 mention", "1,204 mentions"."""
    return f"{number:,} {one if number == 1 else several or one + 's'}"


def spoken(entity: ArticleEntity) -> str:
    """Say all that a row shows, for those who do not see it."""
    parts = [
        f"{title_of(entity)}, {KIND_NAMES[entity.kind][0].lower()}",
        counted(entity.count, "mention"),
        state_words(entity),
    ]
    if line := second_line(entity):
        parts.append(f"Also written: {line}")
    return ". ".join(parts)
