"""A paragraph of HTML that grows: its text with white space collapsed, and what lies over it."""

from __future__ import annotations

import re
from typing import NamedTuple

from storage.importers.composition import Part, PartPicture
from storage.text.canonical import canonical
from storage.types import PICTURE, BlockKind, Mark, MarkKind

LEADING: tuple[MarkKind, ...] = ("link", "jump", "note")  # one of these at a time

_WHITE = " \t\n"
_SPACES = re.compile(r"[ \t\n]{2,}|[\t\n]")
# Chinese and Japanese are written without spaces, so a line end in their midst is none either.
_HAN = "\u2e80-\u312f\u31a0-\ua4cf\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\U00020000-\U0003ffff"
_IS_HAN = re.compile(f"[{_HAN}]")
_BROKEN_HAN = re.compile(f"(?<=[{_HAN}])[ \\t]*\\n[ \\t\\n]*(?=[{_HAN}])")
_ONLY_PICTURES = re.compile(rf"[\s{PICTURE}]+")


class Place(NamedTuple):
    """What a part is by where it stands."""

    kind: BlockKind = "paragraph"
    level: int = 0
    quote: int = 0


class _Opened:
    """A mark that has begun; `start` is -1 as long as nothing visible follows."""

    __slots__ = ("kind", "start", "target")

    def __init__(self, kind: MarkKind, target: str) -> None:
        self.kind, self.target, self.start = kind, target, -1


class Line:
    """The text between two block boundaries.

    Spaces and line breaks wait until something visible follows, so that marks never begin or end
    with them and the text neither.
    """

    def __init__(self) -> None:
        """Begin empty, with nothing open."""
        self.opened: list[_Opened] = []
        self._unstarted: list[_Opened] = []
        self._begin()

    def _begin(self) -> None:
        self._pieces: list[str] = []
        self.length = 0
        self._is_spaced = False
        self.is_broken = False
        self._is_soft = False  # the space that waits is a line end
        self._last = ""
        self._marks: list[Mark] = []
        self._pictures: list[PartPicture] = []
        self._anchors: list[tuple[int, str]] = []
        self._pages: list[tuple[int, str]] = []

    def add(self, text: str) -> None:
        """Add text as CSS shows it: runs of white space are one space."""
        text = canonical(text)
        if "\n" in text and not text.isascii():
            text = _BROKEN_HAN.sub("", text)
        bare = text.lstrip(_WHITE)
        if lead := len(text) - len(bare):
            self._space(text[:lead])
        bare = bare.rstrip(_WHITE)
        if bare:
            self._put(_SPACES.sub(" ", bare))
            if tail := len(text) - lead - len(bare):
                self._space(text[-tail:])

    def add_kept(self, text: str) -> None:
        """Add text exactly, as in code."""
        if text := canonical(text):
            self._put(text)

    def add_picture(self, alt: str, source: str, body: bytes) -> None:
        """Add a picture."""
        self._put(PICTURE)
        self._pictures.append(PartPicture(self.length - 1, alt, source, body))

    def mend_picture(self, source: str, body: bytes) -> None:
        """Say where the last picture is, if it is not known yet."""
        if self._pictures and not (self._pictures[-1].source or self._pictures[-1].body):
            self._pictures[-1] = self._pictures[-1]._replace(source=source, body=body)

    def add_anchor(self, name: str) -> None:
        """Name this place."""
        self._anchors.append((self.length, name))

    def add_page(self, label: str) -> None:
        """Let a page begin here."""
        self._pages.append((self.length, label))

    def space(self) -> None:
        """Part what follows by a space."""
        self._space(" ")

    def _space(self, white: str) -> None:
        self._is_spaced = True
        self._is_soft = self._is_soft or "\n" in white

    def break_line(self) -> None:
        """Let what follows begin a new line."""
        self.is_broken = True

    def begin_kept_line(self) -> None:
        """Let what follows begin a new line of code, if it does not anyway."""
        if self.length and self._last != "\n":
            self._put("\n")

    def _put(self, text: str) -> None:
        if self.is_broken or self._is_spaced:
            is_between_han = self._is_soft and _IS_HAN.match(self._last) and _IS_HAN.match(text)
            if self.length and self._last != "\n" and (self.is_broken or not is_between_han):
                self._pieces.append("\n" if self.is_broken else " ")
                self.length += 1
            self.drop_spaces()
        if self._unstarted:
            for opened in self._unstarted:
                opened.start = self.length
            self._unstarted.clear()
        self._pieces.append(text)
        self.length += len(text)
        self._last = text[-1]

    def open(self, kind: MarkKind, target: str = "") -> None:
        """Begin a mark, unless one like it is open."""
        for opened in self.opened:
            if opened.kind == kind or (kind in LEADING and opened.kind in LEADING):
                return
        new = _Opened(kind, target)
        self.opened.append(new)
        self._unstarted.append(new)

    def close(self, left: int) -> None:
        """End the newest marks until so many are left open."""
        while len(self.opened) > left:
            opened = self.opened.pop()
            if opened.start < 0:
                self._unstarted.remove(opened)
            else:
                self._end(opened)

    def _end(self, opened: _Opened) -> None:
        self._marks.append(Mark(opened.start, self.length, opened.kind, opened.target))

    def drop_spaces(self) -> None:
        """Forget spaces and line breaks that nothing visible follows."""
        self._is_spaced = self._is_soft = self.is_broken = False

    def taken(self, place: Place, joint: str) -> Part:
        """Give what has grown as a part and begin anew.

        Marks that are open go on in the next line.
        """
        for opened in self.opened:
            if opened.start >= 0:
                self._end(opened)
                opened.start = -1
        self._unstarted = list(self.opened)
        text = "".join(self._pieces)
        kind, level, quote = place
        if self._pictures and kind not in ("code", "cell") and _ONLY_PICTURES.fullmatch(text):
            kind, level = "picture", 0
        part = Part(
            text,
            kind,
            level,
            quote,
            marks=sorted(self._marks, key=lambda mark: (mark.start, -mark.end)),
            joint=joint,
            pictures=self._pictures,
            anchors=self._anchors,
            pages=self._pages,
        )
        self._begin()
        return part

    def rest(self) -> Part | None:
        """Give the names of places that nothing follows, as a part without text."""
        if not (self._anchors or self._pages):
            return None
        part = Part("", anchors=self._anchors, pages=self._pages)
        self._begin()
        return part
