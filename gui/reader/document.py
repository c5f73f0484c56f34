"""An article's text as a QTextDocument, set for reading.

Built with a cursor, never from HTML, so that each character of the text is one place in the
document. Backgrounds, list signs and rules are painted by the page, under and beside the text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import groupby, pairwise

from PySide6.QtCore import QObject
from PySide6.QtGui import (
    QFont,
    QFontDatabase,
    QFontMetricsF,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextTableFormat,
)

from gui.fonts import BOLD, SEMIBOLD, reading_font, set_weight
from gui.reader.positions import PositionMap
from gui.settings import Typography
from gui.theme import Theme
from storage.types import ArticleText, Block, Mark

PAGE_MARGIN = 44  # pixels beside the text, room for the signs in the margin
TOP_MARGIN = 88  # above it, room for where the article is from
BOTTOM_MARGIN = 120
HEADING_SIZES = {1: 1.75, 2: 1.35, 3: 1.15}  # of the text's size; smaller ranks are 1.0
INDENT = 1.6  # an item's or a quotation's step to the right, in text sizes
LINE_SEPARATOR = "\u2028"  # a new line inside a block


class PageDocument:
    """A document that grows until the whole article stands in it.

    Qt lays a document out in steps that grow to 200,000 characters, 40 ms and more each. So a long
    text is added piece by piece, `grow` after `grow`, and the window answers in between.
    """

    def __init__(
        self, text: ArticleText, typography: Typography, theme: Theme, parent: QObject
    ) -> None:
        """Begin an empty document, which belongs to `parent`."""
        self._measure = typography.measure
        self.document = QTextDocument(parent)
        self.document.setUndoRedoEnabled(False)
        self.document.setDocumentMargin(PAGE_MARGIN)
        self.document.setDefaultFont(reading_font(typography.family, typography.size))
        frame = self.document.rootFrame().frameFormat()
        frame.setTopMargin(TOP_MARGIN)
        frame.setBottomMargin(BOTTOM_MARGIN)
        self.document.rootFrame().setFrameFormat(frame)
        self.blocks: Sequence[Block] = text.blocks or (Block(0, len(text.content)),)
        self._setter = _Setter(self.document, text, typography, theme)
        self.positions = PositionMap(text.content, self.blocks, self._setter.qt_starts)

    @property
    def is_complete(self) -> bool:
        """Whether the whole article stands in the document."""
        return len(self._setter.qt_starts) == len(self.blocks)

    @property
    def width(self) -> int:
        """The width of the page with its margins: as many characters as the measure says."""
        character = QFontMetricsF(self.document.defaultFont()).averageCharWidth()
        return round(character * self._measure) + 2 * PAGE_MARGIN

    def holds(self, position: int) -> bool:
        """Say whether a text position stands in the document by now."""
        return self.positions.block_at(position) < len(self._setter.qt_starts)

    def grow(self, characters: int) -> None:
        """Add blocks of about so many characters, at least one; a table is never cut."""
        first = last = len(self._setter.qt_starts)
        until = self.blocks[first].start + characters if not self.is_complete else 0
        while last < len(self.blocks) and (self.blocks[last].start < until or self._in_table(last)):
            last += 1
        added = self.blocks[first:last]
        for is_table, group in groupby(added, key=lambda block: block.table):
            if is_table:
                self._setter.table(list(group))
            else:
                self._setter.flow(list(group))

    def _in_table(self, number: int) -> bool:
        """Say whether a block continues the table of the one before it."""
        table = self.blocks[number].table
        return number > 0 and table != 0 and self.blocks[number - 1].table == table


class _Setter:
    """Writes blocks at the end of a document."""

    def __init__(
        self, document: QTextDocument, text: ArticleText, typography: Typography, theme: Theme
    ) -> None:
        self.qt_starts: list[int] = []  # of the blocks written so far
        self._content = text.content
        self._typography = typography
        self._theme = theme
        self._base = document.defaultFont()
        self._marks = _MarkReader(text.marks)
        self._cursor = QTextCursor(document)
        self._started = False

    def flow(self, blocks: Sequence[Block]) -> None:
        """Write blocks that follow one another; equal ones in one go, which is 3 times faster."""
        self._cursor.beginEditBlock()
        for look, alike in groupby(blocks, key=_look):
            run = list(alike)
            block_format = self._block_format(run[0])
            char_format = self._char_format(run[0])
            if self._started:
                self._cursor.insertBlock(block_format, char_format)
            else:
                self._cursor.setBlockFormat(block_format)
                self._cursor.setBlockCharFormat(char_format)
                self._started = True
            self._write(run, char_format, keep_together=look[0] == "paragraph")
        self._cursor.endEditBlock()

    def table(self, cells: Sequence[Block]) -> None:
        """Write the cells of one table; the cursor stands behind it afterwards."""
        columns = max(cell.column for cell in cells) + 1
        rows = max(cell.row for cell in cells) + 1
        frame = QTextTableFormat()
        frame.setBorder(1)
        frame.setBorderCollapse(True)
        frame.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        frame.setBorderBrush(self._theme.color("line"))
        frame.setCellPadding(self._typography.size * 0.4)
        frame.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        frame.setTopMargin(self._typography.size * 1.2)
        frame.setBottomMargin(self._typography.size)
        frame.setHeaderRowCount(1)
        self._cursor.beginEditBlock()
        table = self._cursor.insertTable(rows, columns, frame)
        for cell in cells:
            cursor = table.cellAt(cell.row, cell.column).firstCursorPosition()
            char_format = self._char_format(cell)
            cursor.setBlockFormat(self._block_format(cell))
            cursor.setBlockCharFormat(char_format)
            self.qt_starts.append(cursor.position())
            self._marks.write(cursor, self._content, cell, char_format, self._marked)
        self._cursor = QTextCursor(table.document())
        self._cursor.setPosition(table.lastPosition() + 1)
        self._started = False  # Qt keeps an empty block behind a table: the next text goes there
        self._cursor.endEditBlock()

    def _write(
        self, run: Sequence[Block], char_format: QTextCharFormat, *, keep_together: bool
    ) -> None:
        for plain, some in groupby(run, key=lambda b: keep_together and not self._marks.of(b)):
            group = list(some)
            if plain and len(group) > 1:
                self._write_at_once(group, char_format, first=group[0] is run[0])
                continue
            for block in group:
                if block is not run[0]:
                    self._cursor.insertBlock()
                self.qt_starts.append(self._cursor.position())
                self._marks.write(self._cursor, self._content, block, char_format, self._marked)

    def _write_at_once(
        self, group: Sequence[Block], char_format: QTextCharFormat, *, first: bool
    ) -> None:
        if not first:
            self._cursor.insertBlock()
        position = self._cursor.position()
        pieces = [_shown(self._content, block.start, block.end) for block in group]
        for piece in pieces:
            self.qt_starts.append(position)
            position += (len(piece) if piece.isascii() else len(piece.encode("utf-16-le")) // 2) + 1
        self._cursor.insertText("\u2029".join(pieces), char_format)

    def _block_format(self, block: Block) -> QTextBlockFormat:
        size = self._typography.size
        result = QTextBlockFormat()
        tight = 1.25 if block.kind == "heading" else self._typography.spacing
        if block.kind in ("code", "cell"):
            tight = min(1.4, tight)
        proportional = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
        result.setLineHeight(tight * 100 / _natural_height(self._base), proportional)
        result.setBottomMargin(size * _space_after(block))
        result.setTopMargin(size * _space_before(block))
        if block.kind == "heading":
            result.setHeadingLevel(block.level)
        steps = block.quote + (block.level if block.kind == "item" else 0)
        result.setLeftMargin(size * INDENT * steps + (size * 0.8 if block.kind == "code" else 0))
        if block.kind == "code":
            result.setRightMargin(size * 0.8)
        return result

    def _char_format(self, block: Block) -> QTextCharFormat:
        result = QTextCharFormat()
        result.setForeground(self._theme.color("text"))
        font = QFont(self._base)
        if block.kind == "heading":
            font.setPixelSize(round(self._typography.size * HEADING_SIZES.get(block.level, 1.0)))
            result.setProperty(QTextFormat.Property.FontPixelSize, font.pixelSize())
            set_weight(result, font, SEMIBOLD)
        elif block.kind == "cell" and block.row == 0:
            set_weight(result, font, SEMIBOLD)
        elif block.kind == "code":
            _set_monospace(result, self._typography)
        elif block.quote:
            result.setFontItalic(True)
        return result

    def _marked(self, base: QTextCharFormat, mark: Mark) -> QTextCharFormat:
        result = QTextCharFormat(base)
        if mark.kind == "emphasis":
            result.setFontItalic(not base.fontItalic())
        elif mark.kind == "strong":
            set_weight(result, self._base, BOLD)
        elif mark.kind == "code":
            _set_monospace(result, self._typography)
        elif mark.kind == "strike":
            result.setFontStrikeOut(True)
        elif mark.kind == "link":
            result.setAnchor(True)
            result.setAnchorHref(mark.target)
            result.setForeground(self._theme.color("link"))
            result.setFontUnderline(True)
            result.setUnderlineColor(self._theme.color("outline"))
        return result


class _MarkReader:
    """Gives the inline formatting of blocks; a mark lies inside one block."""

    def __init__(self, marks: Sequence[Mark]) -> None:
        self._marks = sorted(marks, key=lambda mark: mark.start)

    def of(self, block: Block) -> Sequence[Mark]:
        """Give a block's marks by start."""
        first = bisect_left(self._marks, block.start, key=lambda mark: mark.start)
        last = bisect_left(self._marks, block.end, lo=first, key=lambda mark: mark.start)
        return self._marks[first:last]

    def write(
        self,
        cursor: QTextCursor,
        content: str,
        block: Block,
        base: QTextCharFormat,
        marked: Callable[[QTextCharFormat, Mark], QTextCharFormat],
    ) -> None:
        """Write a block's text at the cursor, cut where formatting begins or ends."""
        own = self.of(block)
        edges = {block.start, block.end}
        edges.update(edge for mark in own for edge in (mark.start, min(mark.end, block.end)))
        for start, end in pairwise(sorted(edges)):
            char_format = base
            for mark in own:
                if mark.start <= start and end <= mark.end:
                    char_format = marked(char_format, mark)
            cursor.insertText(_shown(content, start, end), char_format)


def _look(block: Block) -> tuple[str, int, int]:
    return (block.kind, block.level, block.quote)


def _space_before(block: Block) -> float:
    """Give what a block keeps free above; Qt takes the larger of this and what is above it."""
    if block.kind == "heading":
        return 0.0 if block.level == 1 else 1.2
    return {"cell": 0.0, "item": 0.35, "code": 1.2}.get(block.kind, 0.6)


def _space_after(block: Block) -> float:
    if block.kind == "cell":
        return 0.0
    if block.kind in ("item", "code"):
        return 0.35 if block.kind == "item" else 1.3
    if block.kind == "heading":
        return 1.1 if block.level == 1 else 0.5
    return 0.85


def _shown(content: str, start: int, end: int) -> str:
    return content[start:end].replace("\n", LINE_SEPARATOR)


def _natural_height(font: QFont) -> float:
    """Give a font's own line height, in font sizes."""
    return max(1.0, QFontMetricsF(font).height() / font.pixelSize())


def _set_monospace(target: QTextCharFormat, typography: Typography) -> None:
    mono = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    target.setFontFamilies([mono.family()])
    target.setProperty(QTextFormat.Property.FontPixelSize, round(typography.size * 0.85))
