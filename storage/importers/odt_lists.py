"""How the lists of an OpenDocument text count."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from storage.importers.odt_styles import TEXT, Styles

XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


@dataclass(slots=True)
class Counting:
    """The counts of one list on all its levels."""

    counts: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class Place:
    """Where in a list a paragraph stands: `depth` from 0; `is_new` before an item's first."""

    counting: Counting
    style: str
    depth: int
    is_new: bool = False
    is_header: bool = False


class Lists:
    """Gives places in lists and the signs of their items."""

    def __init__(self, styles: Styles) -> None:
        """Begin with no list."""
        self._styles = styles
        self._by_id: dict[str, Counting] = {}
        self._by_style: dict[str, Counting] = {}
        self._headings = Counting()

    def enter(self, element: etree._Element, around: Place | None) -> Place:
        """Give the place before the items of a list; `around` is where it stands in another."""
        style = element.get(f"{TEXT}style-name") or (around.style if around else "")
        goes_on = element.get(f"{TEXT}continue-numbering") == "true"
        if around is not None:
            if not goes_on:
                around.counting.counts.pop(around.depth + 1, None)
            place = Place(around.counting, style, around.depth + 1)
        else:
            counting: Counting | None = None
            if followed := element.get(f"{TEXT}continue-list"):
                counting = self._by_id.get(followed)
            elif goes_on:
                counting = self._by_style.get(style)
            place = Place(counting or Counting(), style, 0)
            self._by_style[style] = place.counting
        if identity := element.get(XML_ID):
            self._by_id[identity] = place.counting
        return place

    def begin_item(self, place: Place, element: etree._Element) -> None:
        """Take the next item; it counts when its first paragraph comes."""
        place.is_new = True
        place.is_header = element.tag == f"{TEXT}list-header"
        start = element.get(f"{TEXT}start-value", "")
        if start.isdigit() and len(start) < 8:
            place.counting.counts[place.depth] = int(start) - 1

    def sign(self, place: Place) -> tuple[str, bool]:
        """Give the sign of the paragraph at a place, "" if it is not its item's first."""
        if not place.is_new or place.is_header:
            return "", False
        place.is_new = False
        self._count(place.counting, place.style, place.depth)
        return self._styles.sign(place.style, place.depth, place.counting.counts)

    def heading(self, rank: int) -> str:
        """Give the number of a heading, as the chapters of the document are numbered."""
        level = self._styles.list_level("", rank - 1)
        if not self._styles.has_list("") or level.style in ("bullet", "none"):
            return ""
        self._count(self._headings, "", rank - 1)
        return self._styles.sign("", rank - 1, self._headings.counts)[0]

    def _count(self, counting: Counting, style: str, depth: int) -> None:
        counts = counting.counts
        start = self._styles.list_level(style, depth).start
        counts[depth] = counts.get(depth, start - 1) + 1
        for deeper in [place for place in counts if place > depth]:
            del counts[deeper]
