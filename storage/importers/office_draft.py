"""What a word processor's document is called and what the reader is told of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from storage.errors import ImportFailed
from storage.importers.composition import Draft, Part
from storage.importers.sources import Source
from storage.importers.titles import CUT_TITLE, clipped, from_name, headed, is_title
from storage.types import PICTURE

_NO_TITLE = re.compile(
    r"(?:untitled|unbenannt|sans titre|document|dokument)\s*\d*|.*\.(?:docx?|odt|rtf|dotx?)", re.I
)
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(?:[-_][a-zA-Z0-9]{2,8}){0,3}")


@dataclass(slots=True)
class Facts:
    """What a document says of itself, and what of it the parts do not hold."""

    title: str = ""
    titled: str = ""  # the paragraph that a style calls the title
    byline: str = ""
    language: str = ""
    modified: datetime | None = None
    created: datetime | None = None
    comments: int = 0
    has_changes: bool = False
    is_damaged: bool = False
    unshown: int = 0  # pictures whose format no window shows
    embedded: int = 0  # objects of other programs


def drafted(source: Source, parts: list[Part], facts: Facts, extractor: str) -> Draft:
    """Put title and notices to the parts. Raises: ImportFailed if there is nothing in them."""
    if not any(part.text.strip() for part in parts):
        if facts.is_damaged:
            raise ImportFailed(
                f"{source.name} is damaged or was cut short before its text. "
                "Copy or download it again."
            )
        raise ImportFailed(f"{source.name} is empty, so there is nothing to read.")
    numbers: dict[int, int] = {}
    for part in parts:
        if part.kind == "cell":  # tables inside others have taken numbers
            part.table = numbers.setdefault(part.table, len(numbers) + 1)
    title = _title(facts, parts, source.stem)
    return Draft(
        title,
        headed(title, parts),
        extractor,
        byline=clipped(facts.byline),
        language=facts.language if _LANGUAGE.fullmatch(facts.language) else "",
        published_at=facts.modified or facts.created,
        notices=_notices(facts),
    )


def moment(text: str) -> datetime | None:
    """Read a date as documents write them; None for what is none."""
    text = re.sub(r"(\.\d{6})\d+", r"\1", text.strip()[:40])
    try:
        when = datetime.fromisoformat(text)
        when = when if when.tzinfo else when.replace(tzinfo=UTC)
        when = when.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return when if when.year > 1980 else None


def _title(facts: Facts, parts: Sequence[Part], stem: str) -> str:
    title = clipped(facts.title)
    if title and not _NO_TITLE.fullmatch(title):
        return title
    if titled := clipped(facts.titled):
        return titled
    words = [part for part in parts if part.text.replace(PICTURE, "").strip()]
    ranks = [part.level for part in words if part.kind == "heading"]
    for part in words:
        if part.kind == "heading" and part.level == min(ranks):
            return clipped(part.text.replace(PICTURE, ""))
    line = words[0].text.replace(PICTURE, "").strip().split("\n")[0] if words else ""
    if line and words[0].kind == "paragraph" and is_title(line):
        return clipped(line)
    return from_name(stem) if stem else clipped(line, CUT_TITLE) or from_name("")


def _notices(facts: Facts) -> list[str]:
    notices = []
    if facts.is_damaged:
        notices.append("Part of this document is damaged; what could be read of it is here.")
    if facts.has_changes:
        notices.append(
            "This document has tracked changes; it is shown as if all of them were accepted."
        )
    if facts.comments == 1:
        notices.append("1 comment was left out.")
    elif facts.comments:
        notices.append(f"{facts.comments:,} comments were left out.")
    if facts.unshown == 1:
        notices.append("1 picture has a format that Postil cannot show, such as WMF or EMF.")
    elif facts.unshown:
        notices.append(
            f"{facts.unshown:,} pictures have a format that Postil cannot show, such as WMF or EMF."
        )
    if facts.embedded == 1:
        notices.append("1 object made by another program was left out.")
    elif facts.embedded:
        notices.append(f"{facts.embedded:,} objects made by other programs were left out.")
    return notices
