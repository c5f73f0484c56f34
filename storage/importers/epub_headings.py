"""The headings of a book, ranked as its contents are nested."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from storage.importers.composition import Part
from storage.importers.epub_contents import Entry
from storage.importers.titles import bare

FIRST_RANK = 2  # of a chapter; rank 1 is the title of the book
LAST_RANK = 6
NEAR = 6  # parts at the start of a chapter among which its heading is looked for
SHORT = 300  # characters; a longer paragraph is text, before which the heading had to stand


@dataclass(slots=True)
class Chapter:
    """A file of a book: its name and its parts."""

    name: str
    parts: list[Part] = field(default_factory=list)


@dataclass(slots=True)
class _Wanted:
    """A line of the contents that wants a heading; without `is_own` the place is its child's."""

    label: str
    depth: int
    file: str
    place: str
    is_own: bool = True
    is_heading: bool = False


@dataclass(slots=True)
class _Rank:
    """How the ranks that a file writes become ranks of the book, from the last entry on."""

    written: int
    rank: int

    def of(self, written: int) -> int:
        """Give the rank of a heading that is not in the contents."""
        return min(LAST_RANK, self.rank + max(0, written - self.written))


def rank_headings(chapters: Sequence[Chapter], entries: Sequence[Entry]) -> None:
    """Let the headings follow the contents; a place in the contents without one gets its label.

    Headings that the contents do not name keep their distance to the one before.
    """
    wanted: dict[str, list[_Wanted]] = {}
    for want in _with_places(entries):
        wanted.setdefault(want.file, []).append(want)
    highest = min((p.level for c in chapters for p in c.parts if p.kind == "heading"), default=1)
    rank = _Rank(highest, FIRST_RANK)
    for chapter in chapters:
        named = _named_parts(chapter, wanted.get(chapter.name, ()))
        parts: list[Part] = []
        for number, part in enumerate(chapter.parts):
            is_named = False
            for want in named.get(number, ()):
                level = min(LAST_RANK, FIRST_RANK + want.depth)
                if want.is_heading and not is_named:
                    rank = _Rank(part.level or highest, level)
                    part.kind, part.level, part.marker, part.quote = "heading", level, "", 0
                    part.text = part.text.replace("\n", " ")
                    is_named = True
                elif not is_named:
                    rank = _Rank(highest - 1, level)
                    parts.append(_label(want.label, level, part))
            if part.kind == "heading" and not is_named:
                part.level = rank.of(part.level)
            parts.append(part)
        chapter.parts = parts


def _label(text: str, level: int, part: Part) -> Part:
    """Give a heading to stand before a part, with the names of the place where that begins."""
    heading = Part(text, "heading", level, anchors=[one for one in part.anchors if not one[0]])
    part.anchors = [one for one in part.anchors if one[0]]
    return heading


def _with_places(entries: Sequence[Entry]) -> list[_Wanted]:
    """Give the entries that lead somewhere; one that does not leads where its first child does."""
    found: list[_Wanted] = []
    for entry in reversed(entries):
        if entry.file:
            found.append(_Wanted(*entry))
        elif found and found[-1].depth > entry.depth:
            below = found[-1]
            found.append(_Wanted(entry.label, entry.depth, below.file, below.place, is_own=False))
    return found[::-1]


def _named_parts(chapter: Chapter, wanted: Sequence[_Wanted]) -> dict[int, list[_Wanted]]:
    """Give the entries by the number of the part that each leads to."""
    if not wanted or not chapter.parts:
        return {}
    places: dict[str, int] = {}
    for number, part in enumerate(chapter.parts):
        for _, name in part.anchors:
            places.setdefault(name.partition("#")[2], number)
    named: dict[int, list[_Wanted]] = {}
    last = -1
    for want in wanted:
        at = places.get(want.place, 0)
        number = _heading_near(chapter.parts, at, want, last)
        if number >= 0:
            last = max(last, number)
            want.is_heading = True
        named.setdefault(max(number, at), []).append(want)
    return named


def _heading_near(parts: Sequence[Part], at: int, want: _Wanted, last: int) -> int:
    """Give the number of the part that is the heading of an entry; -1 if there is none.

    The parts up to `last` have been given to other entries.
    """
    first = -1
    for number in range(at, min(at + NEAR, len(parts))):
        part = parts[number]
        if number > last and part.kind == "heading":
            if _says(part, want.label):
                return number
            first = number if first < 0 else first
        elif number > last and part.kind == "paragraph" and _is_label(part, want.label):
            return number
        elif len(part.text) > SHORT or part.kind in ("item", "cell"):
            break
    return first if want.is_own else -1


def _says(part: Part, label: str) -> bool:
    """Say whether a heading is the label or a part of it, such as “Chapter 1”."""
    text, wanted = bare(part.text[: SHORT * 2]), bare(label[: SHORT * 2])
    return bool(text) and (text in wanted or wanted in text)


def _is_label(part: Part, label: str) -> bool:
    """Say whether a paragraph is nothing but the label, or its beginning with a number."""
    if len(part.text) > SHORT:
        return False
    text, wanted = bare(part.text), bare(label[: SHORT * 2])
    return bool(text) and (text == wanted or (len(text) > 3 and wanted.startswith(text)))
