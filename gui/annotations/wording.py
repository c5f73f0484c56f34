"""What the panel says about an annotation, in plain words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from PySide6.QtCore import QDateTime, QLocale

from storage.text.pictures_in_text import in_words
from storage.types import Annotation, ColorKey, Standing, Style

ARTICLE_NOTE: Final = "Note on the article"
STYLE_NAMES: Final[dict[Style, str]] = {"highlight": "highlight", "underline": "underline"}
STANDING_LINES: Final[dict[Standing, str]] = {
    "lost": "Not in this version",
    "changed": "Changed in this version",
    "ambiguous": "Unsure where in this version",
}
LONGEST: Final = 480  # characters of a passage or note that a card can need
_LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\n]*\)")
_MARKS = re.compile(r"(?m)^[ \t]*(?:#{1,6}|>|[-*+](?=[ \t]))[ \t]*|\*\*|__|~~|`+|(?<!\w)[*_](?=\S)")
_CLOSING = re.compile(r"(?<=\S)[*_](?!\w)")


def excerpt(annotation: Annotation) -> str:
    """Give the beginning of the passage in one line; '' for a note on the article."""
    if annotation.passage is None:
        return ""
    words = in_words(annotation.passage.exact[:LONGEST])
    return " ".join(words.split())


def plain_note(note: str) -> str:
    """Give the beginning of a Markdown note in one line, without its signs."""
    text = _LINK.sub(r"\1", note[:LONGEST])
    text = _CLOSING.sub("", _MARKS.sub("", text))
    return " ".join(text.split())


def sign_of(annotation: Annotation, names: Mapping[ColorKey, str]) -> str:
    """Say colour and style: "Key claim, highlight"."""
    if annotation.passage is None:
        return ARTICLE_NOTE
    return f"{names[annotation.color]}, {STYLE_NAMES[annotation.style]}"


def standing_line(annotation: Annotation) -> str:
    """Say what is not sure about its place since the text has changed; "" if nothing is."""
    return STANDING_LINES.get(annotation.standing, "")


def spoken(annotation: Annotation, names: Mapping[ColorKey, str]) -> str:
    """Say all that a card shows, for those who do not see it."""
    parts = [sign_of(annotation, names)]
    if annotation.passage is not None:
        parts.append(f"“{excerpt(annotation)}”")
    if line := standing_line(annotation):
        parts.append(line)
    if annotation.note:
        parts.append(f"Note: {plain_note(annotation.note)}")
    if annotation.tags:
        parts.append(f"Tags: {', '.join(annotation.tags)}")
    return ". ".join(parts)


def day(moment: datetime) -> str:
    """Write a day, the month in the reader's language."""
    local = QDateTime.fromSecsSinceEpoch(int(moment.timestamp()))
    return QLocale().toString(local.date(), "d MMM yyyy")


def exactly(moment: datetime) -> str:
    """Write a day and time, the month in the reader's language."""
    local = QDateTime.fromSecsSinceEpoch(int(moment.timestamp()))
    return QLocale().toString(local, "d MMM yyyy, HH:mm")


def counted(count: int) -> str:
    """Write a number of annotations: "1 annotation", "1,204 annotations"."""
    return f"{count:,} annotation{'' if count == 1 else 's'}"
