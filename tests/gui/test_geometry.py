"""Rectangles of a stretch of text, against where Qt sets its cursor."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QTextBlock, QTextCursor

from gui.reader.document import PageDocument
from gui.reader.geometry import MAY_GO_LEFT, RIGHT_TO_LEFT, origin_of, rects
from gui.settings import Typography
from gui.theme import load_theme
from storage.types import Block
from tests.gui.windows import text_of

LONG = "The quick brown fox jumps over the lazy dog. " * 12
CASES = {
    "plain": "A short line",
    "wrapped": LONG.strip(),
    "rtl": "שלום עולם זה מאמר קצר",
    "arabic": "السلام عليكم ورحمة الله وبركاته",
    "mixed": "He said שלום עולם and left",
    "mixed-numbers": "בשנת 2024 היו 15 מדינות",
    "rtl-wrapped": "שלום עולם זה מאמר קצר מאוד " * 14,
    "cjk": "第一届世界互联网大会" * 12,
    "astral-before-rtl": "🌍" * 30 + " words " * 14 + "שלום " * 12 + "end",
    "line-ends": "one\ntwo words\nthree",
}
WIDTH = 500


@pytest.fixture
def owner(qapp: object) -> QObject:
    return QObject()


def page_of(words: str, owner: QObject) -> PageDocument:
    page = PageDocument(text_of(words), Typography(), load_theme("light"), owner)
    page.grow(100_000)
    page.document.setTextWidth(WIDTH)
    return page


def characters(page: PageDocument, words: str) -> Iterator[tuple[int, QTextBlock, int, int]]:
    for position in range(len(words)):
        qt_start = page.positions.to_qt(position)
        yield (
            position,
            page.document.findBlock(qt_start),
            qt_start,
            page.positions.to_qt(position + 1),
        )


def covers(found: list[QRectF], point: QPointF) -> bool:
    return any(rect.adjusted(-0.6, 0, 0.6, 0).contains(point) for rect in found)


@pytest.mark.parametrize("words", CASES.values(), ids=CASES.keys())
def test_middle_of_a_character_hits_it_or_the_other_half_of_a_ligature(
    words: str, owner: QObject
) -> None:
    page = page_of(words, owner)
    layout = page.document.documentLayout()
    for position, block, qt_start, qt_end in characters(page, words):
        found = list(rects(block, origin_of(page.document, block), qt_start, qt_end))
        if words[position].isspace() or not found or found[0].width() < 2:
            continue
        hit = layout.hitTest(found[0].center(), Qt.HitTestAccuracy.ExactHit)
        assert abs(page.positions.to_text(hit) - position) <= 1, words[position]


@pytest.mark.parametrize("words", CASES.values(), ids=CASES.keys())
@pytest.mark.parametrize("length", [7, 40])
def test_rectangles_of_a_stretch_cover_its_characters_and_no_others(
    words: str, length: int, owner: QObject
) -> None:
    page = page_of(words, owner)
    block = page.document.firstBlock()
    origin = origin_of(page.document, block)
    middles = [
        (position, own[0].center())
        for position, _, qt_start, qt_end in characters(page, words)
        if not words[position].isspace()
        and (own := list(rects(block, origin, qt_start, qt_end)))
        and own[0].width() > 2
    ]
    assert len(middles) > len(words) / 2
    for start in range(0, len(words) - 1, 9):
        end = min(len(words), start + length)
        found = list(rects(block, origin, page.positions.to_qt(start), page.positions.to_qt(end)))
        for position, middle in middles:
            assert covers(found, middle) == (start <= position < end)


@pytest.mark.parametrize("words", CASES.values(), ids=CASES.keys())
def test_a_rectangle_stands_on_the_line_of_the_cursor(words: str, owner: QObject) -> None:
    page = page_of(words, owner)
    for position, block, qt_start, qt_end in characters(page, words):
        found = list(rects(block, origin_of(page.document, block), qt_start, qt_end))
        if words[position].isspace() or not found:
            continue
        cursor = QTextCursor(page.document)
        cursor.setPosition(qt_start)
        line = block.layout().lineForTextPosition(cursor.positionInBlock())
        assert found[0].height() == pytest.approx(line.height())
        assert found[0].top() == pytest.approx(origin_of(page.document, block).y() + line.y())


def test_a_wrapped_stretch_has_one_rectangle_a_line_inside_the_column(owner: QObject) -> None:
    page = page_of(CASES["wrapped"], owner)
    block = page.document.firstBlock()
    found = list(rects(block, origin_of(page.document, block), 0, len(CASES["wrapped"])))
    assert len(found) == block.layout().lineCount() > 2
    assert all(rect.right() <= WIDTH for rect in found)
    assert all(above.bottom() <= below.top() + 0.5 for above, below in pairwise(found))


def test_space_at_the_end_of_a_line_is_not_covered(owner: QObject) -> None:
    page = page_of(CASES["wrapped"], owner)
    block = page.document.firstBlock()
    origin_of(page.document, block)  # lays it out
    line = block.layout().lineAt(0)
    length = line.textLength()
    assert CASES["wrapped"][length - 1] == " "
    whole = next(rects(block, QPointF(0, 0), 0, length + 5))
    half = next(rects(block, QPointF(0, 0), 5, length + 5))
    assert whole.right() == pytest.approx(line.naturalTextRect().right(), abs=0.5)
    assert half.right() == pytest.approx(whole.right(), abs=0.5)


def test_a_stretch_of_nothing_has_no_rectangle(owner: QObject) -> None:
    page = page_of("words", owner)
    block = page.document.firstBlock()
    assert list(rects(block, QPointF(), 2, 2)) == []


def test_cells_of_a_table_have_places_beside_each_other(owner: QObject) -> None:
    blocks = (Block(0, 3, "cell", table=1), Block(4, 7, "cell", table=1, column=1))
    text = text_of("one")
    page = PageDocument(
        type(text)(text.id, 1, 1, "one\ttwo", blocks, (), "", ""),  # type: ignore[arg-type]
        Typography(),
        load_theme("light"),
        owner,
    )
    page.grow(100)
    page.document.setTextWidth(WIDTH)
    first, second = (
        next(
            rects(
                (found := page.document.findBlock(page.positions.to_qt(block.start))),
                origin_of(page.document, found),
                page.positions.to_qt(block.start),
                page.positions.to_qt(block.end),
            )
        )
        for block in blocks
    )
    assert first.top() == pytest.approx(second.top())
    assert first.right() < second.left()


def test_no_character_that_goes_left_is_passed_over() -> None:
    missed = [
        hex(code)
        for code in range(sys.maxunicode + 1)
        if unicodedata.bidirectional(chr(code)) in RIGHT_TO_LEFT
        and not MAY_GO_LEFT.search(chr(code))
    ]
    assert missed == []
