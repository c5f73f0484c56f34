"""The columns of the list of all annotations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from storage.annotation_lists import ListOrder

COLUMNS: Final = (
    *("Colour", "Passage", "Note", "Tags", "Article", "Site", "Made", "Changed", "Now in the text"),
)
COLOR, PASSAGE, NOTE, TAGS, ARTICLE, SITE, MADE, CHANGED, STANDING = range(len(COLUMNS))
ORDERS: Final[Mapping[int, ListOrder]] = {
    COLOR: "color",
    PASSAGE: "passage",
    NOTE: "note",
    TAGS: "tag",
    ARTICLE: "article",
    SITE: "site",
    MADE: "made",
    CHANGED: "changed",
    STANDING: "standing",
}
DATES: Final = (MADE, CHANGED)  # columns that begin with the newest
