"""What the results of a search say of themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from gui.article_wording import counted
from gui.article_wording import spoken as spoken_article
from storage.finding_types import KIND_NAMES

if TYPE_CHECKING:  # a search is not on the way to the first window
    from gui.search.rows import ResultRow
    from storage.searching.results import FoundPassage, PassageKind

KIND_SIGNS: Final[Mapping[PassageKind, str]] = {  # icons
    "text": "",
    "highlight": "highlighter",
    "note": "sticky-note",
    "quote": "quote",
    "entity": "users",
}
_SPOKEN: Final[Mapping[PassageKind, str]] = {
    "text": "In the text",
    "highlight": "Highlight",
    "note": "Note",
    "quote": "Quote",
    "entity": "Name",
}


def more(number: int) -> str:
    """Say how many places of an article are left out."""
    return "1 more place" if number == 1 else f"{counted(number)} more places"


def speaker(passage: FoundPassage) -> str:
    """Say who said a quote; "" for what is none."""
    return passage.said_by or ("Speaker unknown" if passage.kind == "quote" else "")


def foot(passage: FoundPassage) -> str:
    """Say below a passage who said it, or by which tags it was found; "" for neither."""
    return speaker(passage) or hashed(passage.tags)


def hashed(tags: Sequence[str]) -> str:
    """Write tags as one speaks of them: "#climate #law"."""
    return " ".join(f"#{tag}" for tag in tags)


def spoken(row: ResultRow) -> str:
    """Say a row in words, for readers who hear it."""
    passage = row.passage
    if passage is None:
        if row.more:
            return more(row.more)
        places = len(row.found.passages) + row.found.more
        said = ", ".join((spoken_article(row.found.article), *_tagged(row.found.tags)))
        return f"{said}, {places} place{'s' if places > 1 else ''}" if places else said
    what = _SPOKEN[passage.kind]
    if passage.kind == "entity" and passage.entity is not None:
        what = KIND_NAMES[passage.entity][0]
    if passage.color is not None and passage.kind == "highlight":
        what += f", {passage.color}"
    if passage.kind == "quote":
        what += f", {speaker(passage)}"
    return f"{', '.join((what, *_tagged(passage.tags)))}: {passage.excerpt}"


def _tagged(tags: Sequence[str]) -> tuple[str, ...]:
    return (f"tagged {' and '.join(tags)}",) if tags else ()
