"""Tables of HTML: which are tables for readers, and where their cells stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby, islice

from lxml import etree

from storage.importers.composition import LONGEST_BLOCK, Part

MOST_COLUMNS = 60
MOST_ROWS = 1000
MOST_CELLS = 6000  # rows times columns; QTextTable lays out every cell, empty or not
MOST_SEEN = 5000  # elements looked at to tell a table from a layout
LONG_TEXT = 800  # characters in a cell; more is running text, unless the table has heads

_BLOCKS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote", "figure", "article"))


def is_layout(table: etree._Element, attributes: Mapping[str, str]) -> bool:
    """Say whether a table only arranges what it holds, which is read one after the other."""
    role = attributes.get("role", "").strip().lower()
    if role in ("presentation", "none"):
        return True
    is_data = role in ("table", "grid", "treegrid") or attributes.get("border", "0") not in (
        "0",
        "",
    )
    rows = columns = widest = length = 0
    has_heads = False
    for element in islice(table.iter(etree.Element), 1, MOST_SEEN):
        tag = str(element.tag).rpartition("}")[2].lower()
        length += len(element.text or "") + len(element.tail or "")
        if tag == "tr":
            rows, columns = rows + 1, 0
        elif tag in ("td", "th"):
            length = len(element.text or "")
            columns += _span(element.get("colspan"), MOST_COLUMNS)
            widest = max(widest, columns)
            has_heads = has_heads or tag == "th"
        elif tag in ("caption", "thead"):
            is_data = True
        elif not (is_data or has_heads) and (tag in _BLOCKS or tag == "table"):
            return True
        if length > LONG_TEXT and rows and not (is_data or has_heads):
            return True
    return widest <= 1 or (rows <= 1 and not has_heads)


class Grid:
    """The cells of one table as they come, each at its row and column."""

    def __init__(self, number: int) -> None:
        """Begin a table; `number` is what its cells share."""
        self.number = number
        self.is_head = False  # inside <thead>
        self.is_too_large = False
        self._row, self._column = -1, 0
        self._covered: dict[int, int] = {}  # columns that a cell from above reaches into: rows left
        self._widest = 0
        self._last: tuple[int, int] | None = None

    def begin_row(self) -> None:
        """Go to the next row."""
        self._row += 1
        self._column = 0
        self._covered = {column: left - 1 for column, left in self._covered.items() if left > 1}

    def place(self, attributes: Mapping[str, str]) -> tuple[int, int]:
        """Give row and column of the next cell, beside what reaches down from above."""
        self._row = max(0, self._row)
        while self._column in self._covered:
            self._column += 1
        row, column = self._row, self._column
        width = _span(attributes.get("colspan"), MOST_COLUMNS)
        height = _span(attributes.get("rowspan"), MOST_ROWS)
        self._column = min(column + width, MOST_COLUMNS + 1)
        if height > 1:  # what it covers counts from the row after this one
            self._covered |= dict.fromkeys(range(column, self._column), height)
        self._widest = max(self._widest, self._column)
        size = (row + 1) * self._widest
        if self._column > MOST_COLUMNS or row >= MOST_ROWS or size > MOST_CELLS:
            self.is_too_large = True
        return row, column

    def joint(self, row: int, column: int) -> str:
        """Give what stands between a cell and the one before that is not empty."""
        last, self._last = self._last, (row, column)
        if last is None:
            return "\n\n"
        if last[0] == row:
            return "\t" * (column - last[1])
        return "\n" * (row - last[0]) + "\t" * column


def settled(cells: Sequence[Part], grid: Grid) -> list[Part]:
    """Give the cells of a table that is complete; as paragraphs if it is too large for one."""
    if not grid.is_too_large and all(len(cell.text) <= LONGEST_BLOCK for cell in cells):
        return list(cells)
    rows = groupby(cells, key=lambda cell: (cell.kind == "cell", cell.row))
    return [
        part for (is_cell, _), row in rows for part in ([_joined(list(row))] if is_cell else row)
    ]


def _joined(row: Sequence[Part]) -> Part:
    """Give the cells of a row as one paragraph, parted by tabs."""
    joined = Part("\t".join(cell.text for cell in row), quote=row[0].quote)
    marks, pictures, anchors, pages = [], [], [], []
    start = 0
    for cell in row:
        marks += [
            mark._replace(start=mark.start + start, end=mark.end + start) for mark in cell.marks
        ]
        pictures += [picture._replace(at=picture.at + start) for picture in cell.pictures]
        anchors += [(at + start, name) for at, name in cell.anchors]
        pages += [(at + start, label) for at, label in cell.pages]
        start += len(cell.text) + 1
    return replace(joined, marks=marks, pictures=pictures, anchors=anchors, pages=pages)


def _span(written: str | None, most: int) -> int:
    """Give how many columns or rows a cell takes."""
    digits = (written or "").strip()[:6]
    return min(max(1, int(digits)), most) if digits.isascii() and digits.isdigit() else 1
