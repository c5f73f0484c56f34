"""The lines of a PDF page: their words, where they stand, and in which type.

PDFium gives a page's text with its own line ends and spaces. Asking it about single characters
takes longer than making the text, so it is asked about text objects: the pieces in one typeface
and size that the page was written in, mostly a line, a word or a cell. Coordinates are points;
x grows rightwards and y upwards after the page has been turned so that its text stands upright.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Sequence
from typing import NamedTuple

import pypdfium2.raw as pdfium

from storage.importers import pdf_native as native
from storage.importers.pdf_characters import (
    HYPHEN,
    RIGHT_TO_LEFT,
    characters_of,
    unmapped_share,
)
from storage.importers.pdf_faces import Face, face_of
from storage.importers.pdf_words import closed_up, mended, without_leaders

WIDE_GAP = 1.5  # in type sizes; what is wider parts columns and cells
WIDE_ADVANCE = 0.6  # mean width of a character in type sizes; what is wider has gaps inside
STEEP = math.radians(5)  # text that leans more is a watermark or a label in a drawing
LEANING = -1  # the turn of such text
SMALLEST = 2.5  # points; a font that claims less may be made of drawings
TALL, SHORT = 0.69, 0.45  # type sizes that letters with and without an ascender are high
LONGEST_GAP = 60  # spaces
Box = tuple[float, float, float, float]  # left, bottom, right, top


_TALL = frozenset("bdfhklABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
_SHORT = frozenset("acemnorsuvwxz")
_LINE_END = re.compile(r"\r\n|\ufffe")
_WORD = re.compile(r"\S+")


class Run(NamedTuple):
    """Text in one face and size; `start` counts the characters of the page before it."""

    text: str
    x0: float
    x1: float
    base: float
    size: float
    face: Face
    start: int
    end: int


class Line(NamedTuple):
    """A line, or the part of one in a column; `base`, `size` and `face` are of most of it.

    `is_cut` says that it ended in a hyphen, which is in the text as "-".
    """

    text: str
    x0: float
    x1: float
    base: float
    size: float
    face: Face
    runs: tuple[Run, ...]
    page: int
    is_cut: bool = False


class PageText(NamedTuple):
    """What is written on a page; `box` is its edges (left, bottom, right, top) as it is read.

    `unmapped` is which part (0..1) of its characters has no Unicode. `asides` are lines that are
    turned against the rest by right angles, such as a table on its side.
    """

    lines: list[Line]
    box: Box
    characters: int
    unmapped: float
    asides: tuple[list[Line], ...] = ()


def read_lines(page: pdfium.FPDF_PAGE, textpage: pdfium.FPDF_TEXTPAGE, number: int) -> PageText:
    """Give the lines of a page in the order of its text. `number` counts from 0."""
    address = native.address_of(textpage)
    box = _box(page)
    text = characters_of(textpage)
    if not text:
        return PageText([], box, 0, 0.0)
    reader = _Reader(address, text, number)
    turn = reader.main_turn()
    lines = reader.lines.get(turn, [])
    asides = [
        aside
        for other, aside in sorted(reader.lines.items())
        if other not in (turn, LEANING) and _is_text(aside)
    ]
    box = _turned_box(box, max(0, turn))
    inside = [line for line in lines if _is_inside(line, box)]
    return PageText(inside or lines, box, len(text), unmapped_share(address, text), tuple(asides))


class _Reader:
    """Reads the lines of one page; `lines` has them by how many right angles they are turned."""

    def __init__(self, textpage: int, text: str, page: int) -> None:
        self._textpage, self._text, self._page = textpage, text, page
        self._faces: dict[int | None, Face] = {}  # by font, whose address holds for a page only
        self._sizes: dict[tuple[int | None, float], float] = {}
        self._box = (ctypes.c_float * 4)()  # left, top, right, bottom
        self._matrix = (ctypes.c_float * 6)()
        self._at_box = ctypes.addressof(self._box)
        self._at_matrix = ctypes.addressof(self._matrix)
        self.lines: dict[int, list[Line]] = {}
        start = 0
        for found in _LINE_END.finditer(text):
            end = found.start()
            is_cut = text[end] == HYPHEN
            self._take(start, end + is_cut, is_cut)
            start = found.end()
        self._take(start, len(text), False)

    def main_turn(self) -> int:
        """Give how most of the text is turned; leaning text only if there is no other."""
        lengths = {
            turn: sum(len(line.text) for line in lines) for turn, lines in self.lines.items()
        }
        return max(lengths, key=lambda turn: (turn != LEANING, lengths[turn]), default=0)

    def _take(self, start: int, end: int, is_cut: bool) -> None:
        """Read the line between two characters of the text."""
        text, textpage, object_at = self._text, self._textpage, native.text_object_at
        while start < end and text[start].isspace():
            start += 1
        while start < end and text[end - 1].isspace():
            end -= 1
        if start >= end:
            return
        last = object_at(textpage, end - 1)
        if last and object_at(textpage, start) == last:  # mostly
            turn, runs = self._runs(start, end, last)
            if runs:
                self._add(turn, runs, is_cut)
            return
        turn, runs = 0, []
        while start < end:
            own = object_at(textpage, start)
            if own is None:
                start += 1
                continue
            stop = end if own == last else self._end_of(own, start, end)
            following = stop
            while stop > start + 1 and text[stop - 1].isspace():
                stop -= 1
            own_turn, more = self._runs(start, stop, own)
            if more and own_turn != turn and runs:
                self._add(turn, runs, False)
                runs = []
            turn = own_turn if more else turn
            runs += more
            start = following
            while start < end and text[start].isspace():
                start += 1
        if runs:
            self._add(turn, runs, is_cut)

    def _end_of(self, own: int, low: int, high: int) -> int:
        """Give where a text object ends that holds character `low` and not `high - 1`."""
        textpage, object_at = self._textpage, native.text_object_at
        high -= 1
        step = 6
        while low + step < high:  # most objects are short beside what is left of the line
            if object_at(textpage, low + step) != own:
                high = low + step
                break
            low += step
            step *= 2
        while high - low > 1:
            middle = (low + high) // 2
            if object_at(textpage, middle) == own:
                low = middle
            else:
                high = middle
        return high

    def _runs(self, first: int, last: int, thing: int) -> tuple[int, list[Run]]:
        """Give the runs that a text object makes, nearly always one, and how it is turned."""
        textpage, box = self._textpage, self._box
        native.matrix_at(textpage, first, self._at_matrix)
        native.box_at(textpage, last - 1, self._at_box)
        a, b, c, d, x0, base = self._matrix[:]
        left, upper, x1, lower = box[:]
        scale = d if c == 0 and d > 0 else math.hypot(c, d)
        size = native.font_size_at(textpage, first) * scale
        if not math.isfinite(a + b + c + d + x0 + base + left + upper + x1 + lower + size):
            return 0, []  # text that stands nowhere
        words = self._text[first:last]
        font = native.font_of(thing)
        face = self._faces.get(font)
        if face is None:
            face = self._faces[font] = face_of(font)
        if size < SMALLEST:
            size = self._drawn_size(font, scale, first, last, base) or abs(upper - lower) or 1.0
        turn = 0
        if b != 0 or a <= 0:
            turn = _turn(a, b)
            x0, base = _turned(x0, base, turn)
            corners = (_turned(left, lower, turn)[0], _turned(x1, upper, turn)[0])
            left, x1 = min(corners), max(corners)
        if x0 > x1 or (not words.isascii() and RIGHT_TO_LEFT.search(words)):
            native.box_at(textpage, first, self._at_box)
            corners = (_turned(box[0], box[3], turn)[0], _turned(box[2], box[1], turn)[0])
            x0, x1 = min(left, *corners), max(x1, *corners)
        if HYPHEN in words:
            words = words.replace(HYPHEN, "-")
        run = Run(words, x0, x1, base, size, face, first, last)
        if turn == 0 and " " in words:
            if face.is_fixed:
                return turn, [_spaced(textpage, run)]
            if x1 - x0 > WIDE_ADVANCE * size * len(words):
                return turn, _parted(textpage, run)
        return turn, [run]

    def _drawn_size(
        self, font: int | None, scale: float, first: int, last: int, base: float
    ) -> float:
        """Give the size of a font that is made of drawings, and whose own size says nothing.

        It is told by the height of letters; 0.0 where there are none.
        """
        if known := self._sizes.get((font, scale)):
            return known
        found = []
        for index in range(first, min(last, first + 12)):
            share = TALL if (sign := self._text[index]) in _TALL else SHORT
            if share == TALL or sign in _SHORT:
                native.box_at(self._textpage, index, self._at_box)
                found.append((max(self._box[1], self._box[3]) - base) / share)
        if not found:
            return 0.0
        size = max(0.5, round(sorted(found)[len(found) // 2] * 2) / 2)
        if len(found) >= 3:
            self._sizes[font, scale] = size
        return size

    def _add(self, turn: int, runs: list[Run], is_cut: bool) -> None:
        """Add the lines that the runs of one row make: parted where a gap is wide."""
        lines = self.lines.setdefault(turn, [])
        if len(runs) == 1:
            lines.append(_line(runs, self._page, is_cut))
            return
        start = 0
        for number in range(1, len(runs)):
            before, run = runs[number - 1], runs[number]
            if run.start == before.end:
                continue
            gap = run.x0 - before.x1 if run.x0 >= before.x0 else before.x0 - run.x1
            if gap > WIDE_GAP * max(run.size, before.size):
                lines.append(_line(runs[start:number], self._page, False))
                start = number
        lines.append(_line(runs[start:], self._page, is_cut))


def _is_inside(line: Line, box: Box) -> bool:
    """Say whether a line can be seen on the page, which may be cut out of a larger one."""
    left, bottom, right, top = box
    return line.x1 > left and line.x0 < right and bottom <= line.base + line.size / 4 <= top


def _is_text(lines: Sequence[Line]) -> bool:
    """Say whether turned lines are more than a label or a stamp."""
    return len(lines) >= 3 and sum(len(line.text) for line in lines) >= 60


def _turned(x: float, y: float, turn: int) -> tuple[float, float]:
    """Give a point of a page that is turned back by so many right angles."""
    if turn == 1:
        return y, -x
    if turn == 2:
        return -x, -y
    return (-y, x) if turn == 3 else (x, y)


def _turn(a: float, b: float) -> int:
    """Give how many right angles text is turned by, -1 when it leans."""
    angle = math.atan2(b, a)
    turn = round(angle / (math.pi / 2))
    return turn % 4 if abs(angle - turn * math.pi / 2) < STEEP else -1


def _box(page: pdfium.FPDF_PAGE) -> Box:
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, box)
    return box.left, box.bottom, box.right, box.top


def _turned_box(box: Box, turn: int) -> Box:
    (x0, y0), (x1, y1) = _turned(box[0], box[1], turn), _turned(box[2], box[3], turn)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _line(runs: list[Run], page: int, is_cut: bool) -> Line:
    """Give the line that runs make; those in one type become one."""
    first = runs[0]
    if len(runs) == 1:
        text, x0, x1, base, size, face, start, end = first
        if not text.isascii() or not text.isprintable() or "..." in text or ". ." in text:
            text = without_leaders(mended(text))
            first = Run(text, x0, x1, base, size, face, start, end)
        return Line(text, x0, x1, base, size, face, (first,), page, is_cut)
    pieces: list[Run] = []
    text, x0, x1, base, size, face, start, end = first
    for run in runs[1:]:
        gap = "" if run.start == end else " "
        if run.face == face and abs(run.size - size) < 0.5 and abs(run.base - base) < 1:
            text += gap + run.text
            x0, x1, end = min(x0, run.x0), max(x1, run.x1), run.end
            continue
        pieces.append(
            Run(without_leaders(mended(text + gap)), x0, x1, base, size, face, start, end)
        )
        text, x0, x1, base, size, face, start, end = run
    pieces.append(Run(without_leaders(mended(text)), x0, x1, base, size, face, start, end))
    if len(pieces) == 1:
        main = pieces[0]
        return Line(main.text, x0, x1, base, size, face, (main,), page, is_cut)
    weights: dict[tuple[float, Face], int] = {}
    for run in pieces:
        key = run.size, run.face
        weights[key] = weights.get(key, 0) + len(run.text)
    size, face = max(weights, key=lambda key: weights[key])
    return Line(
        "".join([run.text for run in pieces]),
        min([run.x0 for run in pieces]),
        max([run.x1 for run in pieces]),
        max(pieces, key=lambda run: (len(run.text), run.size)).base,
        size,
        face,
        tuple(pieces),
        page,
        is_cut,
    )


def _spaced(textpage: int, run: Run) -> Run:
    """Give a run in a typewriter's face with as many spaces as there is room for."""
    box = (ctypes.c_float * 4)()
    at_box = ctypes.addressof(box)
    native.box_at(textpage, run.start, at_box)
    width = box[2] - box[0]
    if width <= 0 or run.x1 - run.x0 < (len(run.text) + 0.5) * width:
        return run
    words: list[str] = []
    length = 0
    for found in _WORD.finditer(run.text):
        native.box_at(textpage, run.start + found.start(), at_box)
        place = round((box[0] - run.x0) / width)
        words += (" " * min(LONGEST_GAP, max(place - length, bool(words))), found[0])
        length = max(place, length + bool(words)) + len(found[0])
    return run._replace(text="".join(words))


def _parted(textpage: int, run: Run) -> list[Run]:
    """Give the runs that a text object with wide gaps or spread letters makes."""
    box = (ctypes.c_float * 4)()
    at_box = ctypes.addressof(box)
    edges = []
    for index in range(run.start, run.end):
        native.box_at(textpage, index, at_box)
        edges.append((box[0], box[2]))
    text = run.text
    if text.count(" ") * 5 >= len(text) * 2:
        return [run._replace(text=closed_up(text, edges))]
    parts, start = [], 0
    for at, sign in enumerate(text):
        if sign == " " and at + 1 < len(text) and text[at - 1] != " ":
            after = at + 1
            while after + 1 < len(text) and text[after] == " ":
                after += 1
            if edges[after][0] - edges[at - 1][1] > WIDE_GAP * run.size:
                parts.append((start, at))
                start = after
    parts.append((start, len(text)))
    return [
        run._replace(
            text=text[first:last],
            x0=edges[first][0],
            x1=edges[last - 1][1],
            start=run.start + first,
            end=run.start + last,
        )
        for first, last in parts
        if first < last
    ]
