"""From groups of lines to the parts of an article, rejoined over columns and pages."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from storage.importers.composition import Part, PartPicture
from storage.importers.pdf_groups import (
    BULLET,
    NUMBER,
    Group,
    Type,
    ends_sentence,
    is_all_fixed,
)
from storage.importers.pdf_headings import CAPTION, Headings
from storage.importers.pdf_lines import Line, Run
from storage.importers.pdf_notes import Note, is_raised, label_of
from storage.importers.pdf_tables import Table
from storage.importers.pdf_words import joint_of
from storage.text.canonical import canonical
from storage.types import PICTURE, BlockKind, Mark, MarkKind

NEIGHBOURS = 4  # groups before and after in which the number beside an item's stands
AHEAD = 40  # groups in which the rest of a paragraph is looked for
SMALLER = 0.88  # times the body's size: captions, labels
DEEPEST = 6
FIXED_WIDTH = 0.6  # width of a typewriter's character in type sizes


class Link(NamedTuple):
    """An address that characters of a page lead to."""

    start: int
    end: int
    address: str


class Picture(NamedTuple):
    """A picture of a page as a file."""

    body: bytes
    page: int


@dataclass(slots=True)
class Piece:
    """What stands in one place of a page; `begins` says that a column begins with it."""

    thing: Group | Table | Picture
    begins: bool = False


@dataclass(slots=True)
class _Text:
    """The text of a part while it grows; `pages` are where lines of another page begin."""

    kind: BlockKind = "paragraph"
    level: int = 0
    marker: str = ""
    joint: str = "\n\n"
    table: int = 0
    row: int = 0
    column: int = 0
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    marks: list[Mark] = field(default_factory=list)
    pages: list[tuple[int, int]] = field(default_factory=list)
    picture: bytes = b""
    is_open: bool = False  # ends at the foot of a column as if it went on

    def add(self, text: str) -> None:
        if text:
            self.pieces.append(text)
            self.length += len(text)

    def cut(self, count: int) -> None:
        """Take characters off the end."""
        while count and self.pieces:
            last = self.pieces.pop()
            kept = last[: max(0, len(last) - count)]
            count -= len(last) - len(kept)
            self.length -= len(last) - len(kept)
            if kept:
                self.pieces.append(kept)
        self.marks = [
            mark if mark.end <= self.length else mark._replace(end=self.length)
            for mark in self.marks
            if mark.start < self.length
        ]

    @property
    def tail(self) -> str:
        """Its last pieces, such as a word, a full stop and the sign of a note."""
        return "".join(self.pieces[-3:])


class Writer:
    """Writes the pieces of a document down as parts."""

    def __init__(
        self,
        type_: Type,
        headings: Headings,
        words: Collection[str],
        notes: Sequence[Note],
        links: Mapping[int, Sequence[Link]],
    ) -> None:
        """Begin with nothing written."""
        self._type, self._headings, self._words, self._links = type_, headings, words, links
        self._notes = notes
        self._names = {(note.page, note.label): _name(note) for note in notes}
        self._texts: list[_Text] = []
        self._indents: list[float] = []
        self._tables = 0
        self._last: _Text | None = None  # the paragraph that may go on
        self._waits = False  # for its rest, since a column has ended

    def parts(self, pieces: Sequence[Piece], labels: Sequence[str]) -> list[Part]:
        """Give the parts of a document; `labels` are what its pages are called."""
        groups = [piece.thing if isinstance(piece.thing, Group) else None for piece in pieces]
        for number, piece in enumerate(pieces):
            if isinstance(piece.thing, Group):
                self._write(piece.thing, piece.begins, groups, number)
            elif isinstance(piece.thing, Table):
                self._write_table(piece.thing)
            else:
                self._texts.append(
                    _Text("picture", picture=piece.thing.body, pages=[(0, piece.thing.page)])
                )
        parts = list(self._finished(labels))
        if self._notes:
            parts.append(Part("", "rule"))
            parts += [self._note(note) for note in self._notes]
        return parts

    def _write(
        self, group: Group, begins: bool, groups: Sequence[Group | None], number: int
    ) -> None:
        self._waits = bool(self._last and (self._waits or begins))
        rank = self._headings.rank_of(group)
        if rank:
            self._indents = []
            self._begin(group, _Text("heading", rank), plain=True)
            self._forget()
            return
        if not self._type.is_fixed and all(map(is_all_fixed, group.lines)) and _is_code(group):
            self._write_code(group)
            return
        if found := _item(groups, number):
            text = _Text("item", self._depth(group.first.x0), _marker(found[0]))
            if self._texts and self._texts[-1].kind == "item" and len(group.lines) == 1:
                text.joint = "\n"
            self._begin(group, text, skip=found[1])
            self._last = text
            text.is_open = group.is_filled and not ends_sentence(text.tail)
            return
        if self._waits and self._goes_on(group, begins, groups[number + 1 : number + AHEAD]):
            assert self._last is not None
            self._continue(self._last, group)
            self._waits = False
            return
        self._indents = []
        before = self._texts[-1].kind if self._texts else ""
        is_small = group.first.size < 0.95 * self._type.size and len(group.lines) < 4
        is_caption = bool(CAPTION.match(group.text)) or (is_small and before == "picture")
        follows = before in ("picture", "cell", "caption")
        text = _Text("caption" if is_caption and follows else "paragraph")
        self._begin(group, text)
        is_float = is_caption or group.first.size < self._type.size * SMALLER
        if not is_float and not (self._waits and self._is_unfinished()):
            self._last = text
            text.is_open = group.is_filled
            self._waits = False

    def _forget(self) -> None:
        """Let no paragraph go on any more."""
        self._last, self._waits = None, False

    def _is_unfinished(self) -> bool:
        last = self._last
        return bool(last and last.is_open and not ends_sentence(last.tail.rstrip()))

    def _goes_on(self, group: Group, begins: bool, ahead: Sequence[Group | None]) -> bool:
        """Say whether the group is the rest of the last paragraph of the column before.

        `ahead` are groups after it: where one of them goes on in the middle of a sentence, what
        comes before it is a table, a drawing or the like.
        """
        last = self._last
        assert last is not None
        if not self._is_prose(group):
            return False
        tail = last.tail.rstrip()
        if group.text.lstrip()[:1].islower():
            return not ends_sentence(tail)
        if self._is_unfinished() or tail.endswith("-"):
            for other in ahead:
                if other and (self._headings.rank_of(other) or _is_far(other, group)):
                    break
                if other and other.text.lstrip()[:1].islower() and self._is_prose(other):
                    return False
            return True
        is_even = self._type.has_indents and not group.is_indented
        return begins and last.is_open and is_even and last.kind == "paragraph"

    def _is_prose(self, group: Group) -> bool:
        """Say whether a group is running text and not a label or the like."""
        if group.first.size < self._type.size * SMALLER or CAPTION.match(group.text):
            return False
        return len(group.lines) > 1 or len(group.text) > 30 or ends_sentence(group.text)

    def _depth(self, x0: float) -> int:
        """Give how deep an item that begins there is nested."""
        while self._indents and x0 < self._indents[-1] - 4:
            self._indents.pop()
        if not self._indents or x0 > self._indents[-1] + 4:
            self._indents.append(x0)
        return min(DEEPEST, len(self._indents))

    def _begin(self, group: Group, text: _Text, *, skip: int = 0, plain: bool = False) -> None:
        self._texts.append(text)
        self._append(text, group.first, "", skip, plain)
        self._rest(text, group, plain)

    def _continue(self, text: _Text, group: Group) -> None:
        self._flow(text, group.first, False)
        self._rest(text, group, False)
        text.is_open = group.is_filled

    def _rest(self, text: _Text, group: Group, plain: bool) -> None:
        for line, joint in zip(group.lines[1:], group.joints[1:], strict=True):
            if joint == "break":
                self._append(text, line, "\n", 0, plain)
            else:
                self._flow(text, line, plain)

    def _flow(self, text: _Text, line: Line, plain: bool) -> None:
        tail = text.tail.rstrip()
        if len(tail) < len(text.tail):
            text.cut(len(text.tail) - len(tail))
        cut, between = joint_of(tail, line.text.lstrip(), self._words)
        text.cut(cut)
        self._append(text, line, between, 0, plain)

    def _append(self, text: _Text, line: Line, between: str, skip: int, plain: bool) -> None:
        """Add a line without its first `skip` characters; `plain` leaves its look out."""
        text.add(between)
        if not text.pages or text.pages[-1][1] != line.page:
            text.pages.append((text.length, line.page))
        links = self._links.get(line.page, ())
        if len(line.runs) == 1 and not links:
            run = line.runs[0]
            words = canonical(run.text[skip:].strip() if between != "\n" else run.text[skip:])
            self._add_run(text, run, line, words, plain)
            return
        last = len(line.runs) - 1
        for number, run in enumerate(line.runs):
            words = run.text[skip:]
            if number == 0:
                words = words.lstrip()
            begun = text.length
            start = begun - (len(run.text) - len(words)) - run.start  # of the page's text
            skip = max(0, skip - len(run.text))
            if number == last:
                words = words.rstrip()
            self._add_run(text, run, line, canonical(words), plain)
            for link in links:
                if link.start < run.end and link.end > run.start:
                    first = max(begun, start + link.start)
                    end = min(text.length, start + link.end)
                    if first < end:
                        _mark(text, first, end, "link", link.address)

    def _add_run(self, text: _Text, run: Run, line: Line, words: str, plain: bool) -> None:
        start = text.length
        text.add(words)
        face, type_ = run.face, self._type
        if len(line.runs) == 1 and not (face.is_bold or face.is_italic or face.is_fixed):
            return
        end = start + len(words.rstrip())
        first = start + len(words) - len(words.lstrip())
        if first >= end:
            return
        if name := self._names.get((line.page, label_of(run, line))):
            _mark(text, first, end, "note", name)
        elif is_raised(run, line):
            _mark(text, first, end, "superscript")
        elif run.size < 0.85 * line.size and run.base < line.base - 0.05 * line.size:
            _mark(text, first, end, "subscript")
        if plain:
            return
        if face.is_bold and not type_.is_bold:
            _mark(text, first, end, "strong")
        if face.is_italic:
            _mark(text, first, end, "emphasis")
        if face.is_fixed and not type_.is_fixed:
            _mark(text, first, end, "code")

    def _write_code(self, group: Group) -> None:
        before = self._texts[-1] if self._texts else None
        first = min(line.x0 for line in group.lines)
        if before and before.kind == "code":
            text = before
            text.add("\n")
        else:
            text = _Text("code")
            self._texts.append(text)
        for line in group.lines:
            width = max(1.0, FIXED_WIDTH * line.size)
            indent = " " * min(80, round((line.x0 - first) / width))
            if text.length:
                text.add("\n")
            if not text.pages or text.pages[-1][1] != line.page:
                text.pages.append((text.length, line.page))
            text.add(indent + canonical(line.text.rstrip()))
        if not self._waits:
            self._forget()

    def _write_table(self, table: Table) -> None:
        self._tables += 1
        row = column = 0
        joint = "\n\n"
        for own_row, own_column, lines in table.cells:
            joint += "\n" * (own_row - row)
            joint += "\t" * (own_column - (column if own_row == row else 0))
            row, column = own_row, own_column
            is_head = table.is_headed and row == 0
            text = _Text("cell", int(is_head), "", joint, self._tables, row, column)
            self._append(text, lines[0], "", 0, is_head)
            for line in lines[1:]:
                self._flow(text, line, is_head)
            if text.length:
                self._texts.append(text)
                joint = ""
        if not self._waits:
            self._forget()

    def _note(self, note: Note) -> Part:
        text = _Text()
        self._append(text, note.lines[0], "", note.sign, False)
        for line in note.lines[1:]:
            self._flow(text, line, False)
        marker = f"{note.label}." if note.label.isdecimal() else note.label
        return Part(
            "".join(text.pieces),
            "item",
            1,
            marker=marker,
            marks=_sorted(text.marks),
            anchors=[(0, _name(note))],
        )

    def _finished(self, labels: Sequence[str]) -> Iterator[Part]:
        """Give the parts, each page beginning once, pages without text where the next begins."""
        announced = -1
        for number, text in enumerate(self._texts):
            pages: list[tuple[int, str]] = []
            for at, page in text.pages:
                pages += [(at, labels[page]) for page in range(announced + 1, page + 1)]
                announced = max(announced, page)
            words = "".join(text.pieces)
            if number == len(self._texts) - 1:
                pages += [(len(words), label) for label in labels[announced + 1 :]]
            if text.kind == "picture":
                pictures = [PartPicture(0, body=text.picture)]
                yield Part(PICTURE, "picture", pictures=pictures, pages=pages)
                continue
            yield Part(
                words,
                text.kind,
                text.level,
                marker=text.marker,
                table=text.table,
                row=text.row,
                column=text.column,
                marks=_sorted(text.marks),
                joint=text.joint,
                pages=pages,
            )


def _mark(text: _Text, start: int, end: int, kind: MarkKind, target: str = "") -> None:
    """Mark a stretch; one that goes on after a space grows."""
    for number in range(len(text.marks) - 1, max(-1, len(text.marks) - 5), -1):
        before = text.marks[number]
        if before.kind == kind and before.target == target and start - before.end <= 1:
            text.marks[number] = before._replace(end=end)
            return
    text.marks.append(Mark(start, end, kind, target))


def _sorted(marks: Sequence[Mark]) -> list[Mark]:
    return sorted(marks, key=lambda mark: (mark.start, -mark.end))


def _is_far(group: Group, before: Group) -> bool:
    return group.first.page > before.first.page + 1


def _name(note: Note) -> str:
    return f"note {note.page} {note.label}"


def _is_code(group: Group) -> bool:
    return len(group.lines) > 1 or not ends_sentence(group.text)


def _marker(sign: str) -> str:
    return sign if sign[0].isalnum() or sign[0] in "([" else "•"


def _item(groups: Sequence[Group | None], number: int) -> tuple[str, int] | None:
    """Give the sign of an item and where its text begins, if the group is one."""
    group = groups[number]
    assert group is not None
    text = group.first.text
    if found := BULLET.match(text):
        sign = found[1] or found[2]
        if found[1] or _neighbours(groups, number, lambda other: other.startswith(sign + " ")):
            return sign, found.end()
        return None
    if not (found := NUMBER.match(text)):
        return None
    own = _value(found[1])
    form = found[1].strip("0123456789").replace(own[1], "")

    def is_next(other: str) -> bool:
        beside = NUMBER.match(other)
        if not beside:
            return False
        value = _value(beside[1])
        same = beside[1].strip("0123456789").replace(value[1], "") == form
        return same and value[0] - own[0] in (-1, 1)

    return (found[1], found.end()) if _neighbours(groups, number, is_next) else None


def _value(sign: str) -> tuple[int, str]:
    """Give what a number or letter counts, and the letter."""
    core = sign.strip(".()[]")
    return (int(core), "") if core.isdecimal() else (ord(core[0].lower()), core)


def _neighbours(groups: Sequence[Group | None], number: int, is_one: Callable[[str], bool]) -> bool:
    """Say whether a group nearby begins in a given way."""
    near = groups[max(0, number - NEIGHBOURS) : number + NEIGHBOURS + 1]
    own = groups[number]
    return any(
        other is not None and other is not own and is_one(other.first.text) for other in near
    )
