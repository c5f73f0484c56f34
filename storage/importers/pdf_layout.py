"""The reading order of a page: columns from left to right, between what spans them.

A gutter is a strip that many lines end before and many begin behind. Lines across it part the page
into bands; each band is read column by column, and each column may have gutters of its own.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from storage.importers.pdf_lines import Line, Run

Row = list[Line]  # what stands side by side, from left to right

FEWEST = 3  # lines on each side of a gutter
NARROWEST = 14  # characters a line on both sides, in the mean; less is a table or a drawing
MOST_ACROSS = 0.5  # of the lines, that may span a gutter
DENSE = 1.7  # type sizes between the lines of running text
DEEPEST = 4
NO_GAP = 0.5  # type sizes; no columns stand that close
TAB_GAP = 3  # type sizes between words that are set apart


class Region(NamedTuple):
    """Rows of one column from top to bottom, and the edges of the column."""

    rows: list[Row]
    left: float
    right: float


def regions_of(lines: Sequence[Line]) -> list[Region]:
    """Give the columns of a page in the order in which they are read."""
    return [
        Region(rows, min(line.x0 for line in column), max(line.x1 for line in column))
        for column in _columns(_whole(lines), DEEPEST)
        if (rows := rows_of(column))
    ]


def _whole(lines: Sequence[Line]) -> list[Line]:
    """Give lines of which PDFium has made several, as it does after a raised sign, in one."""
    whole: list[Line] = []
    for line in lines:
        if whole:
            before = whole[-1]
            gap = line.x0 - before.x1
            if abs(line.base - before.base) < 1 and abs(gap) < NO_GAP * line.size:
                whole[-1] = joined([before, line])
                continue
        whole.append(line)
    return whole


def rows_of(lines: Sequence[Line]) -> list[Row]:
    """Give the lines of one column as rows from top to bottom."""
    if any(after.base > before.base + before.size / 2 for before, after in pairwise(lines)):
        lines = sorted(lines, key=lambda line: -line.base)
    rows: list[Row] = []
    for line in lines:
        if rows and _is_beside(rows[-1], line):
            rows[-1].append(line)
        else:
            rows.append([line])
    for row in rows:
        if len(row) > 1:
            row.sort(key=lambda line: line.x0)
    return rows


def joined(row: Sequence[Line]) -> Line:
    """Give a row as one line; wide gaps become a tab."""
    if len(row) == 1:
        return row[0]
    main = max(row, key=lambda line: (len(line.text) * line.size, line.size))
    is_mirrored = sum(is_rtl_text(line.text) for line in row) * 2 > len(row)
    runs: list[Run] = []
    before: Line | None = None
    for line in reversed(row) if is_mirrored else row:
        if before:
            gap = before.x0 - line.x1 if is_mirrored else line.x0 - before.x1
            space = "\t" if gap > TAB_GAP * main.size else " " if gap > main.size / 5 else ""
            runs[-1] = runs[-1]._replace(text=runs[-1].text.rstrip() + space)
        runs.extend(line.runs)
        before = line
    return main._replace(
        text="".join(run.text for run in runs),
        x0=row[0].x0,
        x1=max(line.x1 for line in row),
        runs=tuple(runs),
        is_cut=row[-1].is_cut,
    )


def is_rtl_text(text: str) -> bool:
    """Say whether text has letters that are written from the right."""
    return not text.isascii() and any("\u0590" <= sign <= "\u08ff" for sign in text)


def _is_beside(row: Row, line: Line) -> bool:
    """Say whether a line stands beside a row, an exponent or a sign of a note included."""
    near = row[-1]
    size = max(near.size, line.size)
    lift = abs(near.base - line.base)
    if lift > size * 0.6:
        return False
    if lift > size * 0.25 and abs(near.size - line.size) < size * 0.1:
        return False
    overlap = min(near.x1, line.x1) - max(near.x0, line.x0)
    return overlap < size * 0.3


def _columns(lines: list[Line], depth: int) -> list[list[Line]]:
    gutter = _gutter(lines) if depth and len(lines) >= 2 * FEWEST else None
    if gutter is None:
        return [lines] if lines else []
    across = sorted((line for line in lines if _side(line, gutter) == 0), key=lambda x: -x.base)
    tops = [-line.base for line in across]
    bands: list[tuple[list[Line], list[Line]]] = [([], []) for _ in range(len(tops) + 1)]
    for line in lines:
        side = _side(line, gutter)
        if side:
            bands[bisect_left(tops, -line.base)][side > 0].append(line)
    ordered: list[list[Line]] = []
    waiting: list[Line] = []
    for number, (left, right) in enumerate(bands):
        if left and right:
            if waiting:
                ordered += _columns(waiting, depth - 1)
                waiting = []
            ordered += _columns(left, depth - 1) + _columns(right, depth - 1)
        else:
            waiting += left + right
        if number < len(across):
            waiting.append(across[number])
    return ordered + (_columns(waiting, depth - 1) if waiting else [])


def _side(line: Line, gutter: float) -> int:
    """Say whether a line stands left (-1) or right (1) of a gutter or across it (0)."""
    if line.x0 >= gutter - 2:
        return 1
    return -1 if line.x1 <= gutter - 2 else 0


def _gutter(lines: Sequence[Line]) -> float | None:
    """Give where the second of two columns begins; None where there are none."""
    left = min(line.x0 for line in lines)
    right = max(line.x1 for line in lines)
    begins = Counter(
        round(line.x0 / 3) for line in lines if left + (right - left) * 0.15 < line.x0 < right
    )
    best: tuple[int, float] | None = None
    for place, count in begins.most_common(8):
        if count + begins.get(place + 1, 0) < FEWEST:
            continue
        gutter = min(line.x0 for line in lines if abs(round(line.x0 / 3) - place) <= 1)
        sides = [_side(line, gutter) for line in lines]
        across = sides.count(0)
        if across > MOST_ACROSS * len(lines) or (best and across >= best[0]):
            continue
        before = [line for line, side in zip(lines, sides, strict=True) if side < 0]
        after = [line for line, side in zip(lines, sides, strict=True) if side > 0]
        if _is_prose(before) and _is_prose(after) and _overlap(before, after):
            best = across, gutter
    return best[1] if best else None


def _is_prose(lines: Sequence[Line]) -> bool:
    """Say whether lines are wide and close enough for a column of text."""
    if len(lines) < FEWEST or sum(len(line.text) for line in lines) < NARROWEST * len(lines):
        return False
    bases = sorted({round(line.base) for line in lines})
    size = sorted(line.size for line in lines)[len(lines) // 2]
    close = sum(after - before <= DENSE * size for before, after in pairwise(bases))
    return len(bases) >= FEWEST and close * 2 >= len(bases) - 1


def _overlap(left: Sequence[Line], right: Sequence[Line]) -> bool:
    """Say whether two columns stand side by side for some lines."""
    low = max(min(line.base for line in left), min(line.base for line in right))
    high = min(max(line.base for line in left), max(line.base for line in right))
    return high - low > left[0].size * 2
