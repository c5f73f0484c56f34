"""Tables in a column of a page: rows whose cells stand under one another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from storage.importers.pdf_groups import BULLET, NUMBER, SECTION, is_all_fixed
from storage.importers.pdf_layout import Region, Row
from storage.importers.pdf_lines import Line

FEWEST_ROWS = 3
FILLED = 0.6  # of the cells, at least
MOST_COLUMNS = 30
LONGEST_MEAN, LONGEST_CELL = 80, 2_000  # characters
WRAPPED = 1.4  # type sizes below; a lone piece that near goes on in the cell above


class Table(NamedTuple):
    """Cells in order: row, column, lines."""

    cells: list[tuple[int, int, list[Line]]]
    is_headed: bool


def tables_in(region: Region) -> Iterator[Region | Table]:
    """Give the tables of a column, and what stands before, between and after them."""
    waiting: list[Row] = []
    at = 0
    rows = region.rows
    while at < len(rows):
        end = _stretch(rows, at) if len(rows[at]) > 1 else at
        table = _table(rows[at:end]) if end - at >= FEWEST_ROWS else None
        if table is None:
            waiting += rows[at : max(end, at + 1)]
            at = max(end, at + 1)
            continue
        if waiting:
            yield region._replace(rows=waiting)
            waiting = []
        yield table
        at = end
    if waiting:
        yield region._replace(rows=waiting)


def _stretch(rows: Sequence[Row], start: int) -> int:
    """Give the end of the rows with several pieces, lone pieces between them included."""
    end = at = start
    while at < len(rows):
        row = rows[at]
        size = row[0].size
        if at > start and rows[at - 1][0].base - row[0].base > 4 * size:
            break
        if len(row) > 1:
            end = at + 1
        elif at - end >= 2 or rows[at - 1][0].base - row[0].base > WRAPPED * size:
            break
        at += 1
    return end


def _table(rows: Sequence[Row]) -> Table | None:
    full = [row for row in rows if len(row) > 1]
    if len(full) < FEWEST_ROWS or _is_no_table(full):
        return None
    columns = _columns([line for row in full for line in row])
    if not 2 <= len(columns) <= MOST_COLUMNS:
        return None
    cells: dict[tuple[int, int], list[Line]] = {}
    number = -1
    for row in rows:
        places = [_column(line, columns) for line in row]
        if -1 in places or len(set(places)) < len(places):
            return None
        if len(row) > 1 or number < 0:
            number += 1
        for place, line in zip(places, row, strict=True):
            cells.setdefault((number, place), []).append(line)
    if len(cells) < FILLED * (number + 1) * len(columns):
        return None
    lengths = [sum(len(line.text) for line in lines) for lines in cells.values()]
    if sum(lengths) / len(lengths) > LONGEST_MEAN or max(lengths) > LONGEST_CELL:
        return None  # columns of running text
    first, second = rows[0], full[1]
    is_headed = all(line.face.is_bold for line in first) and not all(
        line.face.is_bold for line in second
    )
    return Table([(*place, lines) for place, lines in sorted(cells.items())], is_headed)


def _is_no_table(rows: Sequence[Row]) -> bool:
    """Say whether the rows are code, a list with its signs, or a table of contents."""
    if all(is_all_fixed(line) for row in rows for line in row):
        return True
    signs = sum(_is_sign(row[0].text) for row in rows)
    entries = sum(any("…" in line.text for line in row) for row in rows)
    numbers = sum(len(row) <= 3 and row[-1].text.strip().isdigit() for row in rows)
    names = sum(bool(len(row[0].text) > 8 or SECTION.match(row[0].text)) for row in rows)
    is_contents = numbers > 0.8 * len(rows) and names > 0.8 * len(rows) and _rises(rows)
    return signs * 2 > len(rows) or entries * 2 > len(rows) or is_contents


def _is_sign(text: str) -> bool:
    text = text.strip().replace(":", ".") + " x"
    found = BULLET.match(text) or NUMBER.match(text)
    return bool(found and found.end() == len(text) - 1)


def _rises(rows: Sequence[Row]) -> bool:
    numbers = [int(text) for row in rows if (text := row[-1].text.strip()).isdecimal()]
    return numbers == sorted(numbers)


def _columns(lines: Sequence[Line]) -> list[tuple[float, float]]:
    """Give left and right of the columns: what overlaps from row to row."""
    columns: list[list[float]] = []
    for line in sorted(lines, key=lambda line: line.x0):
        if columns and line.x0 < columns[-1][1] + 1:
            columns[-1][1] = max(columns[-1][1], line.x1)
        else:
            columns.append([line.x0, line.x1])
    return [(left, right) for left, right in columns]


def _column(line: Line, columns: Sequence[tuple[float, float]]) -> int:
    """Give the one column that a line stands in, -1 if there is none such."""
    found = [n for n, (left, right) in enumerate(columns) if line.x0 < right and line.x1 > left]
    return found[0] if len(found) == 1 else -1
