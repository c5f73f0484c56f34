"""From the paragraphs, tables and notes of a word processor to the parts of an article."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from storage.errors import ImportFailed
from storage.importers.composition import LONGEST_BLOCK, Part
from storage.importers.office_numbers import LONGEST_MARKER
from storage.importers.office_text import PLAIN, Look, Writing, joined
from storage.types import PICTURE, BlockKind, Mark

LONGEST_HEADING = 1000  # characters; more is text that wears a heading's style
LONGEST_CELL = 3000  # characters; tables with longer ones lay out a page rather than figures
MOST_COLUMNS = 63  # as many as Word's tables have
MOST_PLACES = 100_000  # cells of one table, empty ones too: Qt makes each
DEEPEST_QUOTE = 20
MOST_PARTS = 400_000  # paragraphs and cells; a book has ten thousand
TOO_MANY = (
    f"This document has more than {MOST_PARTS:,} paragraphs, more than Postil reads at once. "
    "Split it into parts and open them one by one."
)

_LISTED = re.compile(r"list (?:bullet|number|continue)(?: ([2-5]))?")


@dataclass(frozen=True, slots=True)
class Shape:
    """What a paragraph is: the part of a block that its text does not say."""

    kind: BlockKind = "paragraph"
    level: int = 0
    quote: int = 0
    marker: str = ""


PARAGRAPH = Shape()


class Body:
    """The parts of a text, of a cell or of a note, as they come in."""

    def __init__(self) -> None:
        """Begin empty."""
        self.parts: list[Part] = []
        self.writing = Writing()  # the paragraph that is not over yet
        self._code: list[Part] = []

    def add(self, shape: Shape = PARAGRAPH, writing: Writing | None = None) -> None:
        """End the paragraph that is being written here or elsewhere."""
        writing = writing or self.writing
        if writing.is_empty:
            if shape.kind == "code" and self._code:
                self._code.append(Part("", "code", quote=shape.quote))
            return
        if len(self.parts) >= MOST_PARTS:
            raise ImportFailed(TOO_MANY)
        part = writing.part()
        part.kind, part.level, part.marker = shape.kind, shape.level, shape.marker[:LONGEST_MARKER]
        part.quote = min(DEEPEST_QUOTE, shape.quote)
        if part.kind == "code":
            part.marks = [mark for mark in part.marks if mark.kind != "code"]
            if self._code and self._code[0].quote != part.quote:
                self._close_code()
            self._code.append(part)
            return
        self._close_code()
        if not part.text.strip():
            self.parts.append(replace(part, text="", kind="paragraph", marks=()))
        elif part.pictures and part.kind in ("paragraph", "caption", "heading"):
            self._add_with_pictures(part)
        else:
            self._add(part)

    def add_parts(self, parts: Iterable[Part]) -> None:
        """Add parts that are made."""
        self._close_code()
        self.parts.extend(parts)
        if len(self.parts) > MOST_PARTS:
            raise ImportFailed(TOO_MANY)

    def add_rule(self) -> None:
        """Add a line across the page."""
        self.add_parts([Part("", "rule")])

    def close(self) -> list[Part]:
        """Give the parts."""
        self.add()
        self._close_code()
        return self.parts

    @property
    def last(self) -> Part | None:
        """The part that came last."""
        if self._code:
            return self._code[-1]
        return self.parts[-1] if self.parts else None

    def _add(self, part: Part) -> None:
        if part.kind == "heading":
            if len(part.text) > LONGEST_HEADING:
                part.kind, part.level = "paragraph", 0
            else:
                part.text = part.text.replace("\n", " ").replace("\t", " ")
                part.marks = [mark for mark in part.marks if not _is_all_of(mark, part.text)]
        elif part.kind == "item" and self.parts and self.parts[-1].kind == "item":
            part.joint = "\n"
        self.parts.append(part)

    def _add_with_pictures(self, part: Part) -> None:
        """Add pictures that stand before or behind all words on their own."""
        text = part.text
        words = text.replace(PICTURE, " ").strip()
        if not words:
            self._add(replace(part, kind="picture", level=0))
            return
        first = len(text) - len(text.lstrip(PICTURE + " \n\t"))
        if first and part.pictures[0].at < first:
            self._add(replace(_cut(part, 0, first), kind="picture", level=0))
            part = _cut(part, first, len(text))
        text = part.text
        last = len(text.rstrip(PICTURE + " \n\t"))
        if PICTURE in text[last:] and part.kind != "paragraph":
            self._add(_cut(part, 0, last))
            self._add(replace(_cut(part, last, len(text)), kind="picture", level=0))
        else:
            self._add(part)

    def _close_code(self) -> None:
        if self._code:
            while self._code and not self._code[-1].text.strip():
                self._code.pop()
            if self._code:
                self.parts.append(joined(self._code, "\n"))
            self._code = []


def _is_all_of(mark: Mark, text: str) -> bool:
    return mark.kind == "strong" and not (text[: mark.start] + text[mark.end :]).strip()


def _cut(part: Part, start: int, end: int) -> Part:
    return replace(
        part,
        text=part.text[start:end],
        marks=[
            Mark(max(mark.start, start) - start, min(mark.end, end) - start, mark.kind, mark.target)
            for mark in part.marks
            if mark.start < end and mark.end > start
        ],
        pictures=[p._replace(at=p.at - start) for p in part.pictures if start <= p.at < end],
        anchors=[
            (at - start, name)
            for at, name in part.anchors
            if start <= at < end or at == end == len(part.text)
        ],
    )


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with what is in it; `row` and `column` count from 0, merged ones at their first."""

    row: int
    column: int
    parts: Sequence[Part]
    is_header: bool = False


def listed_level(style: str) -> int:
    """Give how deep a list is by the name of its style ("List Bullet 2"); 0 if it says nothing."""
    found = _LISTED.fullmatch(style.strip()[:40].casefold())
    return int(found[1] or 1) if found else 0


def continues(style: str, last: Part | None, *, is_indented: bool) -> int:
    """Give the depth of the item that a paragraph of this style goes on with; 0 for none."""
    if last is None or last.kind != "item":
        return 0
    folded = style.strip()[:40].casefold()
    is_listed = folded == "list paragraph" or folded.startswith("list continue")
    return last.level if is_listed or is_indented else 0


class Tables:
    """Counts the tables of an article."""

    def __init__(self) -> None:
        """Begin with none."""
        self.count = 0

    def parts(self, cells: Sequence[Cell]) -> list[Part]:
        """Give the parts of a table, its cells in order of rows and columns.

        What only lays out a page, and what no window can show as a table, comes as its paragraphs.
        """
        filled = [cell for cell in cells if any(p.text or p.kind == "rule" for p in cell.parts)]
        if not filled or _is_layout(filled):
            return _unrolled(cells)
        table = self.count = self.count + 1
        parts: list[Part] = []
        row = column = 0
        joint = "\n\n"
        for cell in sorted(filled, key=lambda cell: (cell.row, cell.column)):
            if cell.row > row:
                joint += "\n" if parts or cell.row else ""
                row, column = cell.row, 0
            if cell.column > column:
                joint += "\t" * (cell.column - column)
                column = cell.column
            flat = _flat(cell.parts)
            flat.kind, flat.level, flat.quote, flat.marker = "cell", int(cell.is_header), 0, ""
            flat.table, flat.row, flat.column = table, cell.row, cell.column
            flat.joint = joint if parts else "\n\n"
            joint = ""
            parts.append(flat)
        return parts


def _is_layout(cells: Sequence[Cell]) -> bool:
    rows, columns = max(c.row for c in cells) + 1, max(c.column for c in cells) + 1
    return (
        (rows == 1 and columns == 1)
        or columns > MOST_COLUMNS
        or rows * columns > MOST_PLACES
        or any(_is_page(cell.parts) for cell in cells)
    )


def _is_page(parts: Sequence[Part]) -> bool:
    """Say whether a cell holds what is more than a cell."""
    length = sum(len(part.text) for part in parts)
    return (
        length > min(LONGEST_CELL, LONGEST_BLOCK)
        or any(part.kind == "rule" for part in parts)
        or (len(parts) > 1 and any(part.kind == "heading" for part in parts))
    )


def _unrolled(cells: Iterable[Cell]) -> list[Part]:
    return [part for cell in cells for part in cell.parts]


def _flat(parts: Sequence[Part]) -> Part:
    """Give what is in a cell as one text: a table in it by its rows, items with their signs."""
    lines: list[Part] = []
    for part in parts:
        if part.kind == "item" and part.marker:
            lead = Part(part.marker)
            lines.append(joined([lead, part], " "))
        elif part.kind == "cell" and lines and part.joint.isspace() and "\n" not in part.joint:
            lines[-1] = joined([lines[-1], part], " ")
        else:
            lines.append(part)
    filled = [line for line in lines if line.text.strip() or line.anchors]
    flat = joined(filled, "\n")
    return replace(flat, text=flat.text.replace("\t", " "))


@dataclass
class Notes:
    """Footnotes and endnotes, counted in the order in which the text refers to them."""

    numbers: dict[str, int] = field(default_factory=dict)

    def refer(self, key: str, writing: Writing, look: Look = PLAIN) -> None:
        """Write the sign of a note; `key` tells it from all others."""
        number = self.numbers.setdefault(key, len(self.numbers) + 1)
        kept = tuple(mark for mark in look if mark[0] not in ("superscript", "link", "jump"))
        writing.add(f"[{number}]", (*kept, ("note", f"note {key}")))

    def parts(self, read: Callable[[str], Sequence[Part]]) -> list[Part]:
        """Give a rule and the notes as items; a note may refer to notes of its own."""
        parts: list[Part] = []
        done = 0
        while done < len(self.numbers):
            for key in list(self.numbers)[done:]:
                done += 1
                parts += self._items(key, read(key))
        return [Part("", "rule"), *parts] if parts else []

    def _items(self, key: str, parts: Sequence[Part]) -> list[Part]:
        items: list[Part] = []
        for part in parts:
            if part.kind == "rule" or not (part.text.strip() or part.anchors):
                continue
            if part.kind in ("paragraph", "heading", "item", "caption"):
                deeper = part.level if part.kind == "item" else 0
                part.kind, part.level, part.joint = "item", 1 + deeper, "\n"
            if not items:
                if part.kind != "item" or part.level > 1:
                    items.append(Part("", "paragraph", anchors=[(0, f"note {key}")]))
                else:
                    part.marker = f"{self.numbers[key]}."
                    part.joint = "\n\n" if self.numbers[key] == 1 else "\n"
                    part.anchors = [(0, f"note {key}"), *part.anchors]
            items.append(part)
        return items
