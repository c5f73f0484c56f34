"""An article's text as a QTextDocument, set for reading.

Built with a cursor, never from HTML, so that each character of the text is one place in the
document. Backgrounds, list signs, rules and pictures are painted by the page, under, beside and
over the text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from PySide6.QtCore import QObject, QSizeF, QUrl
from PySide6.QtGui import (
    QFontMetricsF,
    QImage,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)

from gui.fonts import reading_font
from gui.reader.formats import INDENT, NAME_OF_PICTURES, Formats
from gui.reader.picture_sizes import Room, shown_size, stands_high
from gui.reader.positions import PositionMap
from gui.reader.tables import PADDING, TableShape, heads, set_widths, shape_of, table_format
from gui.settings import Typography
from gui.theme import Theme
from storage.types import ArticleText, Block, Mark, TextPicture

PAGE_MARGIN = 44  # pixels beside the text, room for the signs in the margin
TOP_MARGIN = 88  # above it, room for where the article is from
BOTTOM_MARGIN = 120
LINE_SEPARATOR = "\u2028"  # a new line inside a block
USUAL_HEIGHT = 800  # pixels of a window, where nobody says


class Margins(NamedTuple):
    """What stays free around the text, in pixels."""

    side: int = PAGE_MARGIN
    top: int = TOP_MARGIN
    bottom: int = BOTTOM_MARGIN


class ClosedDocument(QTextDocument):
    """A document that loads nothing: no file, no address, whatever a text names.

    Every picture in it is the same hole, over which the page paints.
    """

    def __init__(self, parent: QObject) -> None:
        """Begin empty."""
        super().__init__(parent)
        self._hole = QImage(1, 1, QImage.Format.Format_ARGB32_Premultiplied)
        self._hole.fill(0)
        kind = QTextDocument.ResourceType.ImageResource.value
        self.addResource(kind, QUrl(NAME_OF_PICTURES), self._hole)

    def loadResource(self, _kind: int, _name: QUrl | str) -> object:
        """Give the hole: for nothing at all Qt would look for a file of that name by itself."""
        return self._hole


class PageDocument:
    """A document that grows until the whole article stands in it.

    Qt lays a document out in steps that grow to 200,000 characters, 40 ms and more each. So a long
    text is added piece by piece, `grow` after `grow`, and the window answers in between.
    """

    def __init__(
        self,
        text: ArticleText,
        typography: Typography,
        theme: Theme,
        parent: QObject,
        *,
        margins: Margins | None = None,
    ) -> None:
        """Begin an empty document, which belongs to `parent`."""
        self.margins = margins or Margins()
        self.typography = typography
        self.document = ClosedDocument(parent)
        self.document.setUndoRedoEnabled(False)
        self.document.setDocumentMargin(self.margins.side)
        self.document.setDefaultFont(reading_font(typography.family, typography.size))
        self.document.setIndentWidth(typography.size * INDENT)
        frame = self.document.rootFrame().frameFormat()
        frame.setTopMargin(self.margins.top)
        frame.setBottomMargin(self.margins.bottom)
        self.document.rootFrame().setFrameFormat(frame)
        self.blocks: Sequence[Block] = text.blocks or (Block(0, len(text.content)),)
        self.pictures = text.pictures
        self.pages = text.pages
        self._setter = _Setter(self.document, text, self.blocks, typography, theme)
        self.fit(self.width, USUAL_HEIGHT)
        self.positions = PositionMap(text.content, self.blocks, self._setter.qt_starts)

    @property
    def is_complete(self) -> bool:
        """Whether the whole article stands in the document."""
        return len(self._setter.qt_starts) == len(self.blocks)

    @property
    def width(self) -> int:
        """The width of the page with its margins: as many characters as the measure says."""
        character = QFontMetricsF(self.document.defaultFont()).averageCharWidth()
        return round(character * self.typography.measure) + 2 * self.margins.side

    def fit(self, width: int, height: int) -> None:
        """Take the size of the window's page, for pictures and tables that come from now on."""
        column = min(width, self.width) - 2 * self.margins.side
        self._setter.room = Room(max(60, column), max(200, height), self.typography.size)

    def fit_again(self) -> bool:
        """Give pictures and tables that are there the sizes of the room; says if any changed."""
        cursor = QTextCursor(self.document)
        cursor.beginEditBlock()
        changed = self._setter.fit_tables()
        for number, picture in self.pictures_there():
            size = self.size_of(picture, number)
            cursor.setPosition(self.positions.to_qt(picture.start))
            cursor.movePosition(
                QTextCursor.MoveOperation.NextCharacter, QTextCursor.MoveMode.KeepAnchor
            )
            look = cursor.charFormat().toImageFormat()
            if abs(look.width() - size.width()) + abs(look.height() - size.height()) < 1:
                continue
            look.setWidth(size.width())
            look.setHeight(size.height())
            cursor.setCharFormat(look)
            changed = True
        cursor.endEditBlock()
        return changed

    def pictures_there(self) -> Iterator[tuple[int, TextPicture]]:
        """Give the pictures that the document has by now, each with the number of its block."""
        for picture in self.pictures:
            number = self.positions.block_at(picture.start)
            if number >= len(self._setter.qt_starts):
                return
            if self.blocks[number].start <= picture.start < self.blocks[number].end:
                yield number, picture

    def pictures_in(self, number: int) -> Sequence[TextPicture]:
        """Give the pictures of a block."""
        return self._setter.pictures_in(self.blocks[number]) if self.pictures else ()

    def size_of(self, picture: TextPicture, number: int) -> QSizeF:
        """Give the size of a picture of a block on the page."""
        return self._setter.size_of(picture, self.blocks[number])

    def holds(self, position: int) -> bool:
        """Say whether a text position stands in the document by now."""
        return self.positions.block_at(position) < len(self._setter.qt_starts)

    def heads(self, number: int) -> bool:
        """Say whether a block is a cell that heads others."""
        return number in self._setter.headers

    def row_of(self, number: int) -> range:
        """Give the numbers of the cells beside a cell, itself too."""
        cell = self.blocks[number]
        first = last = number
        while first > 0 and _is_beside(self.blocks[first - 1], cell):
            first -= 1
        while last + 1 < len(self.blocks) and _is_beside(self.blocks[last + 1], cell):
            last += 1
        return range(first, last + 1)

    def grow(self, characters: int) -> None:
        """Add blocks of about so many characters, at least one; a table is never cut."""
        first = last = len(self._setter.qt_starts)
        until = self.blocks[first].start + characters if not self.is_complete else 0
        while last < len(self.blocks) and (self.blocks[last].start < until or self._in_table(last)):
            last += 1
        for is_table, group in groupby(range(first, last), key=lambda n: self.blocks[n].table):
            numbers = list(group)
            run = range(numbers[0], numbers[-1] + 1)
            if is_table:
                self._setter.table(run)
            else:
                self._setter.flow(run)

    def _in_table(self, number: int) -> bool:
        """Say whether a block continues the table of the one before it."""
        table = self.blocks[number].table
        return number > 0 and table != 0 and self.blocks[number - 1].table == table


class _SetTable(NamedTuple):
    """A table that is written: its blocks, the size of its words, the room that it was given."""

    numbers: range
    font: float
    room: float


class _Look(NamedTuple):
    """What blocks have in common that are written in one go."""

    kind: str
    level: int
    quote: int
    has_high: bool = False
    is_captioned: bool = False
    is_short: bool = False


class _Setter:
    """Writes blocks at the end of a document; blocks are given by their numbers."""

    room: Room

    def __init__(
        self,
        document: QTextDocument,
        text: ArticleText,
        blocks: Sequence[Block],
        typography: Typography,
        theme: Theme,
    ) -> None:
        self.qt_starts: list[int] = []  # of the blocks written so far
        self.headers: set[int] = set()  # cells that head others
        self._blocks = blocks
        self._content = text.content
        self._extractor = text.extractor
        self._pictures = text.pictures
        self._picture_starts = [picture.start for picture in text.pictures]
        self._tables: list[_SetTable] = []
        self._columns: dict[int, int] = {}  # of each table, if a picture asks
        self._theme = theme
        self._formats = Formats(document.defaultFont(), typography, theme, typography.measure)
        self._marks = _MarkReader(text.marks)
        self._cursor = QTextCursor(document)
        self._started = False

    def flow(self, numbers: range) -> None:
        """Write blocks that follow one another; equal ones in one go, which is 3 times faster."""
        self._cursor.beginEditBlock()
        for look, alike in groupby(numbers, key=self._look):
            run = [self._blocks[number] for number in alike]
            block_format = self._formats.block(
                run[0], has_high=look.has_high, is_captioned=look.is_captioned
            )
            char_format = self._formats.characters(run[0])
            if self._started:
                self._cursor.insertBlock(block_format, char_format)
            else:
                self._cursor.setBlockFormat(block_format)
                self._cursor.setBlockCharFormat(char_format)
                self._started = True
            self._write_run(run, char_format, keep_together=look.kind == "paragraph")
        self._cursor.endEditBlock()

    def table(self, numbers: range) -> None:
        """Write the cells of one table; the cursor stands behind it afterwards."""
        cells = self._blocks[numbers.start : numbers.stop]
        size = self._formats.size
        shape = self._shape_of(numbers)
        self._tables.append(_SetTable(numbers, shape.font, self.room.width))
        heading = heads(cells, self._extractor)
        frame = table_format(shape, size, self._theme)
        if self._is_captioned(numbers[-1]):
            frame.setBottomMargin(size * 0.5)
        self._cursor.beginEditBlock()
        table = self._cursor.insertTable(shape.rows, shape.columns, frame)
        for number, cell in zip(numbers, cells, strict=True):
            is_header = (cell.row, cell.column) in heading
            cursor = table.cellAt(cell.row, cell.column).firstCursorPosition()
            char_format = self._formats.characters(cell, is_header=is_header)
            if shape.font != 1.0:
                self._formats.shrink(char_format, shape.font)
            if is_header:
                self.headers.add(number)
            has_high = self._has_high(cell)
            cursor.setBlockFormat(self._formats.block(cell, has_high=has_high, is_captioned=False))
            cursor.setBlockCharFormat(char_format)
            self.qt_starts.append(cursor.position())
            self._write(cursor, cell, char_format)
        self._cursor = QTextCursor(table.document())
        self._cursor.setPosition(table.lastPosition() + 1)
        self._started = False  # Qt keeps an empty block behind a table: the next text goes there
        self._cursor.endEditBlock()

    def fit_tables(self) -> bool:
        """Give the columns that are there the widths of the room there is; says if any changed."""
        changed = False
        for place, (numbers, font, room) in enumerate(self._tables):
            cursor = QTextCursor(self._cursor)
            cursor.setPosition(self.qt_starts[numbers.start])
            table = cursor.currentTable()
            if room != self.room.width and table is not None:
                frame = table.format()
                set_widths(frame, self._shape_of(numbers, font))
                table.setFormat(frame)
                self._tables[place] = _SetTable(numbers, font, self.room.width)
                changed = True
        return changed

    def pictures_in(self, block: Block) -> Sequence[TextPicture]:
        """Give a block's pictures by start."""
        first = bisect_left(self._picture_starts, block.start)
        last = bisect_left(self._picture_starts, block.end, lo=first)
        return self._pictures[first:last]

    def size_of(self, picture: TextPicture, block: Block) -> QSizeF:
        """Give the size of a picture on the page."""
        words = self._content[block.start : block.end]
        is_in_text = block.kind != "picture" and len(words.strip()) > 1
        return shown_size(picture, self._room_in(block), is_in_text=is_in_text)

    def _shape_of(self, numbers: range, font: float | None = None) -> TableShape:
        """Measure a table, with words of a size if one is given."""
        cells = self._blocks[numbers.start : numbers.stop]
        return shape_of(
            *(cells, self._content, self.room.width, self._formats.size),
            self._formats.width_of_head,
            font=font,
        )

    def _room_in(self, block: Block) -> Room:
        """Give what a picture in a block may take."""
        width, height, size = self.room
        if block.table:
            if not self._columns:
                for cell in self._blocks:
                    known = self._columns.get(cell.table, 0)
                    self._columns[cell.table] = max(known, cell.column + 1)
            columns = self._columns[block.table]
            return Room(width / columns - 2 * size * PADDING - 2, height, size)
        steps = block.quote + (block.level if block.kind == "item" else 0)
        return Room(max(size * 2, width - steps * size * INDENT), height, size)

    def _look(self, number: int) -> _Look:
        block = self._blocks[number]
        if block.kind == "caption":
            is_short = self._formats.is_short_caption(block)
            return _Look(block.kind, 0, block.quote, is_short=is_short)
        return _Look(
            *(block.kind, block.level, block.quote),
            has_high=self._has_high(block),
            is_captioned=self._is_captioned(number),
        )

    def _is_captioned(self, number: int) -> bool:
        """Say whether a caption follows a block."""
        return number + 1 < len(self._blocks) and self._blocks[number + 1].kind == "caption"

    def _has_high(self, block: Block) -> bool:
        """Say whether a block has a picture that is higher than a line."""
        return bool(self._pictures) and any(
            stands_high(self.size_of(picture, block), self._formats.size)
            for picture in self.pictures_in(block)
        )

    def _write_run(
        self, run: Sequence[Block], char_format: QTextCharFormat, *, keep_together: bool
    ) -> None:
        for plain, some in groupby(run, key=lambda b: keep_together and self._is_plain(b)):
            group = list(some)
            if plain and len(group) > 1:
                self._write_at_once(group, char_format, first=group[0] is run[0])
                continue
            for block in group:
                if block is not run[0]:
                    self._cursor.insertBlock()
                self.qt_starts.append(self._cursor.position())
                self._write(self._cursor, block, char_format)

    def _is_plain(self, block: Block) -> bool:
        return not self._marks.of(block) and not (self._pictures and self.pictures_in(block))

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

    def _write(self, cursor: QTextCursor, block: Block, base: QTextCharFormat) -> None:
        """Write a block's words and pictures at the cursor."""
        pictures = {picture.start: picture for picture in self.pictures_in(block)}
        for start, end, char_format in self._marks.runs(
            block, base, self._formats.marked, pictures
        ):
            if start in pictures:
                size = self.size_of(pictures[start], block)
                cursor.insertImage(self._formats.picture(char_format, size))
            else:
                cursor.insertText(_shown(self._content, start, end), char_format)


class _MarkReader:
    """Gives the inline formatting of blocks; a mark lies inside one block."""

    def __init__(self, marks: Sequence[Mark]) -> None:
        self._marks = sorted(marks, key=lambda mark: mark.start)
        self._starts = [mark.start for mark in self._marks]

    def of(self, block: Block) -> Sequence[Mark]:
        """Give a block's marks by start."""
        first = bisect_left(self._starts, block.start)
        last = bisect_left(self._starts, block.end, lo=first)
        return self._marks[first:last]

    def runs(
        self,
        block: Block,
        base: QTextCharFormat,
        marked: Callable[[QTextCharFormat, Mark], QTextCharFormat],
        singles: Iterable[int],
    ) -> Iterator[tuple[int, int, QTextCharFormat]]:
        """Give a block cut where formatting begins or ends and around single characters."""
        own = self.of(block)
        edges = {block.start, block.end}
        edges.update(edge for mark in own for edge in (mark.start, min(mark.end, block.end)))
        edges.update(edge for one in singles for edge in (one, one + 1))
        for start, end in pairwise(sorted(edges)):
            char_format = base
            for mark in own:
                if mark.start <= start and end <= mark.end:
                    char_format = marked(char_format, mark)
            yield start, end, char_format


def _is_beside(one: Block, other: Block) -> bool:
    return one.table == other.table and one.row == other.row


def _shown(content: str, start: int, end: int) -> str:
    return content[start:end].replace("\n", LINE_SEPARATOR)
