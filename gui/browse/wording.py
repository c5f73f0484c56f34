"""What the list says of an annotation, or of a quote in its place, in each column."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtGui import QIcon

from gui.annotations.wording import (
    ARTICLE_NOTE,
    STANDING_LINES,
    day,
    exactly,
    excerpt,
    plain_note,
    sign_of,
    spoken,
)
from gui.browse.columns import (
    ARTICLE,
    CHANGED,
    COLOR,
    MADE,
    NOTE,
    PASSAGE,
    SITE,
    STANDING,
    TAGS,
)
from gui.browse.signs import color_sign
from gui.certainty import certainty, speaker_name
from gui.icons import icon
from storage.annotation_lists import ListedAnnotation
from storage.finding_types import Quote
from storage.mixed_lists import Listed
from storage.text.pictures_in_text import in_words
from storage.types import ColorKey, Standing

Names = Mapping[ColorKey, str]
LONGEST: Final = 480  # characters of a quote that a row or card can need
WORDS: Final[Mapping[Standing, str]] = {
    "exact": "",
    "moved": "In its place",
    "confirmed": "Kept by you",
    **STANDING_LINES,
}


def cell(row: Listed, column: int, names: Names) -> str:
    """Give the words of a cell; `names` are those of the colours."""
    if not isinstance(row, ListedAnnotation):
        return _OF_QUOTES.get(column, _nothing)(row.quote) or _of_article(row, column)
    if column == COLOR and row.annotation.passage is not None:
        return names[row.annotation.color]
    return _OF_ANNOTATIONS.get(column, _nothing)(row) or _of_article(row, column)


def sign(row: Listed, column: int) -> QIcon | None:
    """Give the icon of a cell."""
    if not isinstance(row, ListedAnnotation):
        return icon("quote") if column == COLOR else None
    annotation = row.annotation
    if column == COLOR:
        if annotation.passage is None:
            return icon("notebook-pen")
        return color_sign(annotation.color, annotation.style)
    if column == STANDING and annotation.needs_a_look:
        return icon("triangle-alert", "warning")
    return None


def tip(row: Listed, column: int, names: Names) -> str:
    """Say more of a cell."""
    if isinstance(row, ListedAnnotation):
        annotation = row.annotation
        if column == COLOR:
            return sign_of(annotation, names)
        if column == MADE:
            return f"Made {exactly(annotation.created_at)}"
        if column == CHANGED:
            return f"Changed {exactly(annotation.updated_at)}"
    return cell(row, column, names)


def said(row: Listed, names: Names) -> str:
    """Say all of a row, for those who do not see it."""
    if isinstance(row, ListedAnnotation):
        return spoken(row.annotation, names)
    return f"Quote. {speaker_name(row.quote)}. {quoted(row.quote)}"


def quoted(quote: Quote) -> str:
    """Give the beginning of a quote in one line."""
    return " ".join(in_words(quote.exact[:LONGEST]).split())


def _nothing(_row: object) -> str:
    return ""


def _of_article(row: Listed, column: int) -> str:
    return {ARTICLE: row.title, SITE: row.site}.get(column, "")


def _standing(quote: Quote) -> str:
    is_open = quote.state == "suggested"
    return certainty(quote.confidence).capitalize() if is_open else quote.state.capitalize()


_OF_ANNOTATIONS: Final[Mapping[int, Callable[[ListedAnnotation], str]]] = {
    PASSAGE: lambda row: excerpt(row.annotation) or ARTICLE_NOTE,
    NOTE: lambda row: plain_note(row.annotation.note),
    TAGS: lambda row: ", ".join(row.annotation.tags),
    MADE: lambda row: day(row.annotation.created_at),
    CHANGED: lambda row: day(row.annotation.updated_at),
    STANDING: lambda row: WORDS[row.annotation.standing],
}
_OF_QUOTES: Final[Mapping[int, Callable[[Quote], str]]] = {
    COLOR: lambda _quote: "Quote",
    PASSAGE: quoted,
    NOTE: lambda quote: f"— {speaker_name(quote)}",
    STANDING: _standing,
}
