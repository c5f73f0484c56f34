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
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

import pypdfium2.raw as pdfium

from storage.importers import pdf_native as native
from storage.importers.pdf_words import closed_up, mended, without_leaders

MOST_CHARACTERS = 500_000  # of a page
WIDE_GAP = 1.5  # in type sizes; what is wider parts columns and cells
WIDE_ADVANCE = 0.6  # mean width of a character in type sizes; what is wider has gaps inside
STEEP = math.radians(5)  # text that leans more is a watermark or a label in a drawing
SAMPLES = 40  # characters of a page whose Unicode map is asked for
HYPHEN = "\ufffe"  # what PDFium gives for one at the end of a line

_BOLD = re.compile(r"bold|black|heavy|demi(?!tal)|semibold|cmbx|-bd\b|medi\b|[a-z]bx\d")
_ITALIC = re.compile(r"ital|obliq|slant|cmti|cmsl|-it\b|[a-z]ti\d|ssi\d")
_FIXED = re.compile(
    r"mono|monl|courier|\bcour\b|typewriter|consol|cmtt|sltt|[a-z]tt\d|menlo|lettergothic|pcr[rb]\d"
)
_CONTROLS = re.compile("[\\x01-\\x08\\x0e-\\x1f\\x80-\\x9f]")
_LINE_END = re.compile(r"\r\n|\ufffe")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


class Face(NamedTuple):
    """A typeface as far as a reader sees it."""

    is_bold: bool = False
    is_italic: bool = False
    is_fixed: bool = False


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

    `turn` is by how many right angles the page was turned back. `unmapped` is which part (0..1) of
    its characters have no Unicode.
    """

    lines: list[Line]
    box: tuple[float, float, float, float]
    turn: int
    characters: int
    unmapped: float


class _Piece(NamedTuple):
    """A run before the direction of the page is known."""

    run: Run
    turn: int


class Faces:
    """The faces of a document's fonts, each asked for once."""

    def __init__(self) -> None:
        """Begin with none."""
        self._known: dict[int, Face] = {}

    def of(self, font: int | None) -> Face:
        """Give the face of a font."""
        face = self._known.get(font or 0)
        if face is None:
            face = self._known[font or 0] = _face(font)
        return face


def read_lines(
    page: pdfium.FPDF_PAGE, textpage: pdfium.FPDF_TEXTPAGE, number: int, faces: Faces
) -> PageText:
    """Give the lines of a page in the order of its text. `number` counts from 0."""
    address = native.address_of(textpage)
    count = min(pdfium.FPDFText_CountChars(textpage), MOST_CHARACTERS)
    box = _box(page)
    if count <= 0:
        return PageText([], box, 0, 0, 0.0)
    text = _text(textpage, count)
    rows = [row for row in _rows(address, text, faces) if row[0]]
    turns: Counter[int] = Counter()
    for pieces, _ in rows:
        for piece in pieces:
            turns[piece.turn] += len(piece.run.text)
    turn = turns.most_common(1)[0][0] if turns else 0
    if turn < 0 and len(turns) > 1:
        turn = turns.most_common(2)[1][0]
    box = _turned_box(box, max(0, turn))
    lines: list[Line] = []
    for pieces, is_cut in rows:
        runs = [piece.run for piece in pieces if piece.turn == turn]
        if runs:
            lines.extend(_lines(runs, is_cut, number, box))
    return PageText(lines, box, max(0, turn), count, _unmapped(address, text))


def _text(textpage: pdfium.FPDF_TEXTPAGE, count: int) -> str:
    """Give the text so that each character stands where PDFium counts it."""
    buffer = ctypes.create_string_buffer(4 * count + 4)
    units = pdfium.FPDFText_GetText(
        textpage, 0, count, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
    )
    text = buffer.raw[: 2 * max(0, units - 1)].decode("utf-16-le", "replace")
    if len(text) == count:
        return text
    address = native.address_of(textpage)
    codes = (native.unicode_at(address, index) for index in range(count))
    return "".join(HYPHEN if code == 2 else _character(code) for code in codes)


def _character(code: int) -> str:
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def _rows(textpage: int, text: str, faces: Faces) -> Iterator[tuple[list[_Piece], bool]]:
    """Give the pieces of each line of the text, and whether it ended in a hyphen."""
    box = (ctypes.c_float * 4)()  # left, top, right, bottom
    matrix = (ctypes.c_float * 6)()
    at_box, at_matrix = ctypes.addressof(box), ctypes.addressof(matrix)
    start = 0
    for found in [*_LINE_END.finditer(text), None]:
        end = found.start() if found else len(text)
        is_cut = bool(found) and text[end] == HYPHEN
        pieces = []
        for first, last, thing in _objects(textpage, text, start, end + is_cut):
            native.matrix_at(textpage, first, at_matrix)
            a, b, c, d, e, f = matrix
            native.box_at(textpage, last - 1, at_box)
            x1, y1 = box[2], (box[1] + box[3]) / 2
            words = text[first:last].replace(HYPHEN, "-")
            size = native.font_size_at(textpage, first) * math.hypot(c, d)
            face = faces.of(native.font_of(thing))
            if b == 0 and a > 0:
                x0 = e
                if x0 > x1 or not words.isascii() and _RIGHT_TO_LEFT.search(words):
                    left, right = box[0], x1
                    native.box_at(textpage, first, at_box)
                    x0, x1 = min(left, box[0]), max(right, box[2])
                run = Run(words, x0, x1, f, size, face, first, last)
                if x1 - x0 > WIDE_ADVANCE * size * len(words) and " " in words:
                    pieces += [_Piece(part, 0) for part in _parted(textpage, run)]
                else:
                    pieces.append(_Piece(run, 0))
                continue
            turn = _turn(a, b)
            x0, base = _turned(e, f, turn)
            x1 = max(_turned(box[0], y1, turn)[0], _turned(x1, y1, turn)[0])
            if turn in (1, 3):
                x1 = max(_turned(0, box[1], turn)[0], _turned(0, box[3], turn)[0])
            pieces.append(_Piece(Run(words, x0, x1, base, size, face, first, last), turn))
        yield pieces, is_cut
        start = found.end() if found else end


def _objects(textpage: int, text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Give start, end and address of each text object between two characters, without spaces."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    object_at = native.text_object_at
    last = object_at(textpage, end - 1) if start < end else None
    while start < end:
        own = object_at(textpage, start)
        if own is None:
            start += 1
            continue
        if own == last:
            yield start, end, own
            return
        low, high = start, end - 1  # own holds low and not high
        step = 8
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
        stop = high
        while stop > start + 1 and text[stop - 1].isspace():
            stop -= 1
        yield start, stop, own
        start = high
        while start < end and text[start].isspace():
            start += 1


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


def _box(page: pdfium.FPDF_PAGE) -> tuple[float, float, float, float]:
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, box)
    return box.left, box.bottom, box.right, box.top


def _turned_box(
    box: tuple[float, float, float, float], turn: int
) -> tuple[float, float, float, float]:
    (x0, y0), (x1, y1) = _turned(box[0], box[1], turn), _turned(box[2], box[3], turn)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _lines(
    runs: list[Run], is_cut: bool, page: int, box: tuple[float, float, float, float]
) -> Iterator[Line]:
    """Give the lines that the runs of one row make: parted where a gap is wide."""
    left, bottom, right, top = box
    runs = [
        run
        for run in runs
        if run.x1 > left and run.x0 < right and bottom <= run.base + run.size / 4 <= top
    ]
    group: list[Run] = []
    for run in runs:
        if group:
            before = group[-1]
            gap = max(run.x0 - before.x1, before.x0 - run.x1)
            if gap > WIDE_GAP * max(run.size, before.size):
                yield _line(group, page, False)
                group = []
        group.append(run)
    if group:
        yield _line(group, page, is_cut)


def _line(runs: list[Run], page: int, is_cut: bool) -> Line:
    if len(runs) == 1:
        run = runs[0]
        run = run._replace(text=without_leaders(mended(run.text)))
        return Line(run.text, run.x0, run.x1, run.base, run.size, run.face, (run,), page, is_cut)
    main = max(runs, key=lambda run: (run.end - run.start, run.size))
    weights: Counter[tuple[float, Face]] = Counter()
    for run in runs:
        weights[run.size, run.face] += run.end - run.start
    size, face = weights.most_common(1)[0][0]
    pieces: list[Run] = []
    for run in runs:
        text = mended(run.text)
        if pieces:
            before = pieces[-1]
            gap = "" if run.start == before.end else " "
            if (
                run.face == before.face
                and abs(run.size - before.size) < 0.5
                and abs(run.base - before.base) < 1
            ):
                x0, x1 = min(before.x0, run.x0), max(before.x1, run.x1)
                pieces[-1] = before._replace(
                    text=before.text + gap + text, x0=x0, x1=x1, end=run.end
                )
                continue
            if gap:
                pieces[-1] = before._replace(text=before.text + gap)
        pieces.append(run._replace(text=text))
    pieces = [run._replace(text=without_leaders(run.text)) for run in pieces]
    return Line(
        "".join(run.text for run in pieces),
        min(run.x0 for run in runs),
        max(run.x1 for run in runs),
        main.base,
        size,
        face,
        tuple(pieces),
        page,
        is_cut,
    )


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


def _unmapped(textpage: int, text: str) -> float:
    """Give which part of the characters has no Unicode.

    PDFium says so of many fonts whose letters it guesses rightly. It is believed where the text
    does not look like one: with control characters, or letters from everywhere.
    """
    step = max(1, len(text) // SAMPLES)
    sample = [index for index in range(0, len(text), step) if not text[index].isspace()]
    if not sample:
        return 0.0
    signs = [text[index] for index in sample]
    odd = sum("\ue000" <= sign <= "\uefff" or sign == "\ufffd" for sign in signs)  # not Symbol's
    if odd * 2 < len(sample):
        unsure = sum(bool(native.has_no_unicode_at(textpage, index)) for index in sample)
        if unsure * 4 > len(sample) and not _is_likely(text):
            odd = max(odd, unsure)
    return odd / len(sample)


def _is_likely(text: str) -> bool:
    """Say whether text is free of controls and mostly in one alphabet."""
    start = text[:5_000]
    if _CONTROLS.search(start):
        return False
    return len({ord(sign) >> 8 for sign in start if "\x7f" < sign < "\u2000"}) <= 4


def _face(font: int | None) -> Face:
    if not font:
        return Face()
    flags = ctypes.c_int(0)
    native.font_flags_of(font, ctypes.addressof(flags))
    buffer = ctypes.create_string_buffer(200)
    native.font_name_of(font, ctypes.addressof(buffer), 200)
    name = buffer.value.decode("latin-1").lower()
    weight = native.font_weight_of(font)
    return Face(
        is_bold=bool(_BOLD.search(name)) or weight >= 600 or bool(flags.value & 1 << 18),
        is_italic=bool(_ITALIC.search(name)) or bool(flags.value & 1 << 6),
        is_fixed=bool(_FIXED.search(name)) or bool(flags.value & 1),
    )
