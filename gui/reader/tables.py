"""Tables on the page: how wide their columns are, which cells head others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtGui import QTextFrameFormat, QTextLength, QTextTableFormat

from gui.theme import Theme
from storage.types import Block

FONTS = (1.0, 0.87, 0.75, 0.65)  # sizes of words; many columns begin with a smaller one
PADDING = 0.4  # inside a cell, in text sizes
EDGE = 3.0  # pixels of a column for its lines, and for what is lost where widths are rounded
LETTER = 0.56  # average width of a letter, in text sizes
LONGEST_WORD = 18  # letters that a column makes room for; longer words are broken
LONGEST_CELL = 60  # letters above which a column asks for no more room than others
FULL = 0.75  # of the column: a table that asks for more gets all of it
LOOKED_AT = 200  # letters of a cell, for its longest word and line


class TableShape(NamedTuple):
    """What the cells of a table ask for.

    `widths` are shares of the table, `share` its share of the column and `font` the size of its
    words in sizes of the text.
    """

    rows: int
    columns: int
    widths: tuple[float, ...]
    share: float
    font: float


def shape_of(
    cells: Sequence[Block],
    content: str,
    room: float,
    text_size: float,
    width_of: Callable[[str], float],
    *,
    font: float | None = None,
) -> TableShape:
    """Measure a table that may be `room` pixels wide.

    Each column gets room for its longest word, and then in proportion to its longest cell, as
    browsers do it. Where there is no room for all words, the widest columns give. `width_of`
    measures words in the size of the text; without a `font` the largest is taken in which they fit.
    """
    columns = max(cell.column for cell in cells) + 1
    rows = max(cell.row for cell in cells) + 1
    longest_word = LONGEST_WORD * LETTER * text_size
    words_in = [2 * LETTER * text_size] * columns  # as wide as the longest word
    letters_in = [2] * columns  # of the longest line
    for cell in cells:
        words = content[cell.start : min(cell.end, cell.start + LOOKED_AT)]
        longest = width_of(max(words.split(), key=len, default=""))
        length = min(LONGEST_CELL, max(len(line) for line in words.split("\n")))
        words_in[cell.column] = max(words_in[cell.column], min(longest_word, longest))
        letters_in[cell.column] = max(letters_in[cell.column], length + 1)
    padding = text_size * 2 * PADDING + EDGE
    fonts = FONTS[0 if columns <= 5 else 1 if columns <= 8 else 2 :]
    for factor in fonts if font is None else (font,):
        least = [padding + width * factor for width in words_in]
        if sum(least) <= room:
            break
    letter = text_size * factor * LETTER
    most = [max(low, padding + n * letter) for low, n in zip(least, letters_in, strict=True)]
    wanted = sum(most)
    share = 1.0 if wanted > FULL * room else wanted / room
    free = min(room, wanted) - sum(least)
    if free <= 0:
        widths = _levelled(least, room)
    else:
        spread = sum(most) - sum(least) or 1.0
        widths = [low + free * (high - low) / spread for low, high in zip(least, most, strict=True)]
    whole = sum(widths)
    return TableShape(rows, columns, tuple(width / whole for width in widths), share, factor)


def table_format(shape: TableShape, text_size: float, theme: Theme) -> QTextTableFormat:
    """Give the format of a table.

    Qt knows no columns from right to left, so those of an Arabic table stand as in the text.
    """
    result = QTextTableFormat()
    result.setBorder(1)
    result.setBorderCollapse(True)
    result.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    result.setBorderBrush(theme.color("line"))
    result.setCellPadding(text_size * PADDING)
    set_widths(result, shape)
    result.setTopMargin(text_size * 1.2)
    result.setBottomMargin(text_size)
    result.setHeaderRowCount(1)
    return result


def set_widths(target: QTextTableFormat, shape: TableShape) -> None:
    """Give a table and its columns their widths."""
    percent = QTextLength.Type.PercentageLength
    target.setWidth(QTextLength(percent, 100 * shape.share))
    target.setColumnWidthConstraints([QTextLength(percent, 100 * one) for one in shape.widths])


def heads(cells: Sequence[Block], extractor: str) -> set[tuple[int, int]]:
    """Give the rows and columns of the cells that head others.

    Texts read by older versions do not say it; there the first row of Markdown does.
    """
    said = {(cell.row, cell.column) for cell in cells if cell.level}
    if said or not extractor.casefold().startswith("markdown"):
        return said
    return {(cell.row, cell.column) for cell in cells if cell.row == 0}


def _levelled(wanted: Sequence[float], room: float) -> list[float]:
    """Cut the widest so far that all together fit; what is narrower keeps its width."""
    rest = len(wanted)
    for width in sorted(wanted):
        if width * rest > room:
            break
        room -= width
        rest -= 1
    return [min(width, room / rest) for width in wanted] if rest else list(wanted)
