"""The tables of Rich Text: rows that say where their cells end."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from storage.importers.composition import Part
from storage.importers.office_parts import MOST_COLUMNS, Body, Cell

NEAR = 20  # twips by which edges of one column may differ


@dataclass(frozen=True, slots=True)
class CellShape:
    """Where a cell ends, in twips, and whether it only goes on from one before or above."""

    edge: int
    goes_on: bool


@dataclass(slots=True)
class RowShape:
    """What a row says of itself before or after its cells."""

    cells: list[CellShape] = field(default_factory=list)
    left: int = 0
    is_header: bool = False
    goes_on: bool = False  # the next cell


@dataclass(slots=True)
class OpenTable:
    """A table whose rows come in."""

    rows: list[tuple[RowShape, list[Sequence[Part]]]] = field(default_factory=list)
    row: list[Sequence[Part]] = field(default_factory=list)
    body: Body = field(default_factory=Body)

    def end_cell(self) -> None:
        """Close the cell that is being read."""
        self.row.append(self.body.close())
        self.body = Body()

    def end_row(self, shape: RowShape) -> None:
        """Close the row."""
        if self.body.parts or not self.body.writing.is_empty:
            self.end_cell()
        if self.row:
            self.rows.append((replace(shape, cells=shape.cells[: len(self.row)]), self.row))
        self.row = []

    def cells(self) -> list[Cell]:
        """Give the cells in the columns that the edges of all rows make."""
        self.end_row(RowShape())
        edges: list[int] = []
        for edge in sorted(
            {edge for shape, _ in self.rows for edge in (shape.left, *_edges(shape))}
        ):
            if not edges or edge > edges[-1] + NEAR:
                edges.append(edge)
        cells = []
        for number, (shape, contents) in enumerate(self.rows):
            start = shape.left
            column = 0
            for place, parts in enumerate(contents):
                if place < len(shape.cells):
                    column = max(column, bisect_left(edges, start - NEAR))
                    start = shape.cells[place].edge
                    if shape.cells[place].goes_on:
                        continue
                cells.append(Cell(number, min(column, MOST_COLUMNS), parts, shape.is_header))
                column += 1
        return cells


def _edges(shape: RowShape) -> list[int]:
    return [cell.edge for cell in shape.cells]
