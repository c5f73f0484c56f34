"""Where a way through a tree of HTML elements is: the line that grows, and what it will be."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

from lxml import etree

from storage.importers.composition import Part
from storage.importers.html_inline import Line, Place
from storage.importers.html_lists import Numbering
from storage.importers.html_notes import label_of
from storage.importers.html_pictures import Found
from storage.importers.html_surroundings import Surroundings
from storage.importers.html_tables import Grid
from storage.types import BlockKind

LONGEST_HEADING = 1000  # characters; an element with more is a page that was never closed

Attributes = dict[str, str]
Leave = Callable[[], None]


def skipped() -> None:
    """Stand for what is done at the end of an element that is not gone into."""


class Setting(NamedTuple):
    """What an element hands down to what stands in it.

    `depth` counts lists, `is_kept` keeps white space, `flat` is what block boundaries become where
    a part cannot be divided ("" elsewhere). `is_tight` says that an item is no paragraph.
    """

    kind: BlockKind = "paragraph"
    level: int = 0
    quote: int = 0
    depth: int = 0
    is_kept: bool = False
    flat: Literal["", " ", "\n"] = ""
    is_tight: bool = False
    numbering: Numbering | None = None
    grid: Grid | None = None
    quotes: int = 0  # of <q>


class State:
    """What the elements on the way change."""

    def __init__(self, around: Surroundings) -> None:
        """Begin outside of everything."""
        self.around = around
        self.parts: list[Part] = []
        self.line = Line()
        self.setting = Setting()
        self.marker = ""  # of the item that has no part yet
        self.is_first = True  # of the outermost list
        self.is_note_new = False
        self.tables = 0
        self.picture = Found("", "", b"")  # the last that was shown, and by which element
        self.shown: etree._Element | None = None

    def say(self, text: str | None) -> None:
        """Add text to the line."""
        if text:
            if self.setting.is_kept:
                self.line.add_kept(text)
            else:
                self.line.add(text)

    def name(self, identity: str) -> None:
        """Name this place by the id of an element."""
        name = self.around.name
        self.line.add_anchor(f"{name}#{identity}")
        if identity.startswith("user-content-"):  # GitHub's own scripts leave this out in links
            self.line.add_anchor(f"{name}#{identity.removeprefix('user-content-')}")

    def boundary(self) -> None:
        """End a line where a block begins or ends."""
        setting = self.setting
        if setting.flat == " ":
            self.line.space()
        elif setting.is_kept:
            self.line.begin_kept_line()
        elif setting.flat:
            self.line.break_line()
        else:
            self.flush()

    def flush(self) -> None:
        """Make a part of what has come since the last one."""
        if not self.line.length:
            self.line.drop_spaces()
            return
        setting = self.setting
        kind, level = setting.kind, setting.level
        joint = "\n\n"
        if kind == "paragraph" and setting.depth:
            kind, level = "item", setting.depth
        if setting.is_tight and not self.is_first and kind in ("item", "paragraph"):
            joint = "\n"
        part = self.line.taken(Place(kind, level, setting.quote), joint)
        if part.kind == "item":
            if self.is_note_new:
                self._mark_note(part)
            part.marker = part.marker or self.marker
            self.marker = ""
            self.is_first = self.is_note_new = False
        elif part.kind == "heading" and len(part.text) > LONGEST_HEADING:
            part.kind, part.level = "paragraph", 0
        self.parts.append(part)

    def _mark_note(self, part: Part) -> None:
        """Make the number that a note begins with its marker."""
        marker, length = label_of(part.text)
        if marker and self.marker in ("", "•", marker):
            part.marker = marker
            # `compose` cuts the white space with everything that counts from the start
            part.text = " " * length + part.text[length:]

    def set(self, **changes: object) -> None:
        """Change what holds inside the element that is gone into."""
        self.setting = self.setting._replace(**changes)  # type: ignore[arg-type]  # by name


# Takes the beginning of an element with its name and attributes.
Enter = Callable[[State, etree._Element, str, Attributes], Leave | None]  # noqa: SLF001  # lxml's name
