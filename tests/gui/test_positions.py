"""Text and document: every character stands in both, and each knows where the other has it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QObject
from PySide6.QtGui import QTextCursor, QTextDocument

from gui.reader.document import PageDocument
from gui.settings import Typography
from gui.theme import load_theme
from storage.types import (
    PICTURE,
    ArticleText,
    Block,
    BlockKind,
    Mark,
    MarkKind,
    PictureId,
    TextId,
    TextPicture,
)
from tests.gui.windows import text_of

KINDS: tuple[BlockKind, ...] = (
    *("paragraph", "paragraph", "heading", "item", "code", "picture", "caption"),
)
MARKS: tuple[MarkKind, ...] = (
    *("emphasis", "strong", "code", "link", "strike", "superscript", "subscript", "note", "jump"),
)
LETTERS = st.sampled_from(
    [*"ab Z9.“”", "é", "e\u0301", "\u00a0", "\u200d", "\n", "\t", "ש", "م", PICTURE]
)
SIDES = st.sampled_from([0, 1, 24, 700, 9000])
ASTRAL = st.sampled_from(["🌍", "👩‍👩‍👧", "𝒳", "🇰🇪", "\U0001f44d\U0001f3fd", "字"])
TARGETS = {"link": "https://example.org", "note": "0", "jump": "1"}
IDS = (PictureId(0), PictureId(1))
WORDS = st.lists(LETTERS | ASTRAL, min_size=1, max_size=12).map("".join)


@st.composite
def texts(draw: st.DrawFn) -> ArticleText:
    """Give a text of all kinds of blocks, tables and rules among them, with marks anywhere."""
    content, blocks, tables = "", [], 0
    for kind in draw(st.lists(st.sampled_from((*KINDS, "rule", "table")), max_size=8)):
        content += "\n\n" if blocks else ""
        if kind == "rule":
            blocks.append(Block(len(content), len(content), "rule"))
        elif kind == "table":
            tables += 1
            columns = draw(st.integers(1, 3))
            for number in range(columns * draw(st.integers(1, 3))):
                if number and draw(st.booleans()) and number % columns:
                    continue  # a cell without words is no block
                content += ("\t" if number % columns else "\n") if number else ""
                words = draw(WORDS)
                place = {"table": tables, "row": number // columns, "column": number % columns}
                blocks.append(Block(len(content), len(content) + len(words), "cell", **place))
                content += words
        else:
            words = draw(WORDS)
            level = draw(st.integers(1, 3)) if kind in ("heading", "item") else 0
            quote = draw(st.integers(0, 2))
            blocks.append(Block(len(content), len(content) + len(words), kind, level, quote))
            content += words
    length = len(content)
    marks = []
    for kind in draw(st.lists(st.sampled_from(MARKS))):
        start, end = sorted((draw(st.integers(0, length)), draw(st.integers(0, length))))
        if start < end:
            marks.append(Mark(start, end, kind, TARGETS.get(kind, "")))
    marks.sort(key=lambda mark: mark.start)
    pictures = tuple(
        TextPicture(at, draw(WORDS), "", draw(st.sampled_from(IDS)), draw(SIDES), draw(SIDES))
        for at, letter in enumerate(content)
        if letter == PICTURE and draw(st.integers(0, 4))  # one of five is unknown
    )
    return ArticleText(
        *(TextId(1), 1, 1, content, tuple(blocks), tuple(marks), "", "test"),  # type: ignore[arg-type]
        pictures=pictures,
    )


def grown(text: ArticleText, owner: QObject, *steps: int) -> PageDocument:
    made = PageDocument(text, Typography(), load_theme("light"), owner)
    for step in steps:
        if not made.is_complete:
            made.grow(step)
    while not made.is_complete:
        made.grow(steps[-1] if steps else 1_000_000)
    return made


def units(words: str) -> int:
    return len(words.encode("utf-16-le")) // 2


def piece(document: QTextDocument, start: int, length: int) -> str:
    """Give what stands in a document, by its UTF-16 positions."""
    found = "".join(document.characterAt(position) for position in range(start, start + length))
    return found.encode("utf-16-le", "surrogatepass").decode("utf-16-le")


def described(document: QTextDocument) -> list[object]:
    """Give all that can be seen of a document: words, formats of blocks, formats of pieces."""
    seen: list[object] = []
    block = document.begin()
    while block.isValid():
        runs = [(run.start, run.length, run.format.properties()) for run in block.textFormats()]
        seen.append((block.text(), block.blockFormat().properties(), runs))
        block = block.next()
    return seen


@pytest.fixture
def owner(qapp: object) -> QObject:
    return QObject()


common = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@common
@given(text=texts())
def test_way_to_the_document_and_back_is_the_identity(text: ArticleText, owner: QObject) -> None:
    page = grown(text, owner)
    for block in text.blocks:
        for position in range(block.start, block.end + 1):
            assert page.positions.to_text(page.positions.to_qt(position)) == position


@common
@given(text=texts())
def test_document_has_the_words_of_every_block(text: ArticleText, owner: QObject) -> None:
    page = grown(text, owner)
    for block in text.blocks:
        words = text.content[block.start : block.end]
        start = page.positions.to_qt(block.start)
        assert page.positions.to_qt(block.end) == start + units(words)
        assert piece(page.document, start, units(words)) == words.replace("\n", "\u2028")


@common
@given(text=texts())
def test_positions_never_go_back(text: ArticleText, owner: QObject) -> None:
    page = grown(text, owner)
    to_qt = [page.positions.to_qt(position) for position in range(len(text.content) + 1)]
    assert all(before <= after for before, after in pairwise(to_qt))
    last = page.document.characterCount()
    to_text = [page.positions.to_text(position) for position in range(last)]
    assert all(before <= after for before, after in pairwise(to_text))
    assert all(0 <= position <= len(text.content) for position in to_text)


@common
@given(text=texts(), steps=st.lists(st.integers(1, 30), min_size=1, max_size=6))
def test_document_grown_in_steps_is_the_one_made_at_once(
    text: ArticleText, steps: list[int], owner: QObject
) -> None:
    at_once, in_steps = grown(text, owner), grown(text, owner, *steps)
    assert described(in_steps.document) == described(at_once.document)
    for block in text.blocks:
        assert in_steps.positions.to_qt(block.start) == at_once.positions.to_qt(block.start)


def test_each_picture_is_one_place_as_large_as_it_will_be(owner: QObject) -> None:
    content = f"See {PICTURE} and 🌍{PICTURE}."
    pictures = (
        TextPicture(4, "", "", PictureId(1), 20, 10),
        TextPicture(11, "", "", PictureId(2), 4000, 2000),
    )
    page = grown(replace(text_of(content), pictures=pictures), owner)
    looks = []
    for picture in pictures:
        cursor = QTextCursor(page.document)
        cursor.setPosition(page.positions.to_qt(picture.start) + 1)
        looks.append(cursor.charFormat().toImageFormat())
    column = page.width - 2 * page.margins.side
    assert [(look.width(), look.height()) for look in looks] == [(20, 10), (column, column / 2)]


@common
@given(text=texts(), width=st.integers(100, 900), height=st.integers(100, 900))
def test_pictures_fit_any_window_and_no_place_moves(
    text: ArticleText, width: int, height: int, owner: QObject
) -> None:
    page = grown(text, owner)
    before = page.document.toRawText()
    page.fit(width, height)
    page.fit_again()
    assert page.document.toRawText() == before
    assert not page.fit_again()
    for number, picture in page.pictures_there():
        assert page.size_of(picture, number).height() <= max(200, height)


def test_text_between_blocks_counts_as_the_end_of_the_first(owner: QObject) -> None:
    page = grown(text_of("one", "two"), owner)
    assert [page.positions.to_qt(position) for position in (3, 4, 5)] == [3, 3, 4]


def test_position_inside_a_surrogate_pair_is_the_start_of_its_character(owner: QObject) -> None:
    page = grown(text_of("a🌍b"), owner)
    assert [page.positions.to_text(position) for position in range(5)] == [0, 1, 1, 2, 3]


def test_empty_text_has_one_empty_block(owner: QObject) -> None:
    page = grown(replace(text_of(), blocks=()), owner)
    assert page.is_complete
    assert page.document.blockCount() == 1
    assert (page.positions.to_qt(0), page.positions.to_text(0)) == (0, 0)


def test_what_is_not_there_yet_counts_as_the_end_of_what_is(owner: QObject) -> None:
    text = text_of("first", "second", "third")
    page = PageDocument(text, Typography(), load_theme("light"), owner)
    page.grow(1)
    assert not page.holds(7)
    assert page.positions.to_qt(7) == 5
    assert page.positions.to_text(99) == 5


def test_plain_paragraphs_written_together_keep_their_places(owner: QObject) -> None:
    parts = [f"{'🌍' * n} paragraph {n}" for n in range(9)]
    page = grown(text_of(*parts), owner)
    for number, block in enumerate(page.blocks):
        start = page.positions.qt_start_of(number)
        assert page.document.findBlock(start).text() == parts[number]
        assert page.document.findBlock(start).position() == start
        assert page.positions.to_text(start) == block.start


def test_two_tables_side_by_side_and_text_around_them(owner: QObject) -> None:
    cells = [
        Block(7, 8, "cell", table=1),
        Block(9, 10, "cell", table=1, column=1),
        Block(11, 12, "cell", table=2),
        Block(14, 19),
    ]
    text = replace(text_of("before"), content="before\na\tb\nc\n\nafter")
    text = replace(text, blocks=(Block(0, 6), *cells))
    page = grown(text, owner)
    found = [
        page.document.findBlock(page.positions.to_qt(block.start)).text() for block in text.blocks
    ]
    assert found == ["before", "a", "b", "c", "after"]
