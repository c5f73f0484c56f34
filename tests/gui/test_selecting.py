"""What is selected across the cells of a table: what is painted is what is taken."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.reader.page import Page
from gui.settings import Typography
from gui.theme import apply_theme, load_theme
from storage.types import ArticleText, Block, Span
from tests.gui.windows import LEFT_BUTTON, NONE, SHIFT, dress, text_of

ROWS = (
    ("Month", "Average temperature over land", "Remark"),
    ("January", "minus two degrees and a little", "a cold month with snow and ice everywhere"),
    ("February", "three degrees", "warmer than anybody had expected it to be"),
    ("March", "seven", "spring"),
)
BEFORE, AFTER = "Before it stand some words to begin from.", "Behind it there are more words."


def with_table() -> ArticleText:
    content = f"A title\n\n{BEFORE}\n\n"
    blocks = [Block(0, 7, "heading", 1), Block(9, 9 + len(BEFORE))]
    for row, cells in enumerate(ROWS):
        for column, words in enumerate(cells):
            place = {"table": 1, "row": row, "column": column}
            start, end = len(content), len(content) + len(words)
            blocks.append(Block(start, end, "cell", int(row == 0), **place))
            content += words + ("\t" if column < 2 else "\n")
    content += f"\n{AFTER}"
    blocks.append(Block(len(content) - len(AFTER), len(content)))
    return replace(text_of("A title"), content=content, blocks=tuple(blocks))


TEXT = with_table()


@pytest.fixture
def page(qtbot: QtBot) -> Page:
    dress()
    made = Page()
    qtbot.addWidget(made)
    made.resize(900, 700)
    with qtbot.waitExposed(made):
        made.show()
    made.setFocus()
    made.show_text(TEXT, (), Typography())
    return made


def edge(page: Page, words: str, *, is_end: bool) -> QPoint:
    position = TEXT.content.index(words) + (len(words) - 1 if is_end else 0)
    rect = page.visible_rect(Span(position, position + 1))
    return QPoint(rect.right() if is_end else rect.left() + 1, rect.center().y())


def drag(page: Page, start: QPoint, *way: QPoint, release: bool = True) -> None:
    view = page.viewport()
    QTest.mousePress(view, LEFT_BUTTON, NONE, start)
    for place in way:
        QTest.mouseMove(view, place)
    if release:
        QTest.mouseRelease(view, LEFT_BUTTON, NONE, way[-1])


def picture(page: Page) -> QImage:
    return page.viewport().grab().toImage()


def painted(page: Page, bare: QImage) -> str:
    """Give the words whose ground has another colour than on the bare page."""
    shown, found = picture(page), []
    for position in range(9, len(TEXT.content)):
        rect = page.visible_rect(Span(position, position + 1))
        if TEXT.content[position].isspace() or rect.isEmpty():
            continue
        corner = QPoint(rect.center().x(), rect.top() + 2)
        if shown.pixel(corner) != bare.pixel(corner):
            found.append(TEXT.content[position])
    return "".join(found)


def selected(page: Page) -> str:
    span = page.selection()
    return TEXT.content[span.start : span.end] if span else ""


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("two degrees", "cold month"),
        ("with snow", "February"),
        ("three", "seven"),
        ("minus two", "and a"),
        ("some words", "than anybody"),
        ("anybody had", "are more"),
        ("begin", "there are"),
    ],
    ids=["beside", "next row", "below", "one cell", "from before", "to behind", "over all"],
)
@pytest.mark.parametrize("backwards", [False, True], ids=["down", "up"])
def test_what_is_painted_across_cells_is_what_is_taken(
    page: Page, theme: str, first: str, last: str, backwards: bool
) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_theme(app, load_theme(theme))
    page.show_text(TEXT, (), Typography())
    bare = picture(page)
    start, end = edge(page, first, is_end=False), edge(page, last, is_end=True)
    if backwards:
        start, end = end, start
    drag(page, start, (start + end) / 2, end, release=False)
    at = TEXT.content.index(first)
    wanted = TEXT.content[at : TEXT.content.index(last, at) + len(last)]
    assert selected(page) == wanted
    assert painted(page, bare) == "".join(wanted.split())
    QTest.mouseRelease(page.viewport(), LEFT_BUTTON, NONE, end)
    assert selected(page) == wanted


def test_selection_that_comes_back_into_its_cell_is_short_again(page: Page) -> None:
    bare = picture(page)
    start, back = edge(page, "two", is_end=False), edge(page, "degrees and", is_end=True)
    drag(page, start, edge(page, "spring", is_end=True), back)
    assert selected(page) == "two degrees and"
    assert painted(page, bare) == "twodegreesand"


def test_keys_select_from_cell_to_cell(page: Page) -> None:
    bare = picture(page)
    page.unselect(at=TEXT.content.index("three"))
    for _ in range(len("three degrees") + 1):
        QTest.keyClick(page, Qt.Key.Key_Right, SHIFT)
    assert selected(page) == "three degrees\twarmer than anybody had expected it to be"
    assert painted(page, bare) == "".join(selected(page).split())


def test_shift_and_click_select_to_the_click(page: Page) -> None:
    bare = picture(page)
    page.unselect(at=TEXT.content.index("two"))
    there = edge(page, "than anybody", is_end=True)
    QTest.mouseClick(page.viewport(), LEFT_BUTTON, SHIFT, there)
    assert selected(page).startswith("two degrees and a little\t")
    assert selected(page).endswith("warmer than anybody")
    assert painted(page, bare) == "".join(selected(page).split())


def test_words_found_across_cells_are_selected_whole(page: Page) -> None:
    start = TEXT.content.index("degrees\twarmer")
    page.select(Span(start, start + len("degrees\twarmer")))
    assert selected(page) == "degrees\twarmer"
    assert page.words_of_selection().split() == ["degrees", "warmer"]


def test_keys_that_move_nothing_leave_the_selection(page: Page) -> None:
    drag(page, edge(page, "two", is_end=False), edge(page, "cold", is_end=True))
    before = selected(page)
    QTest.keyClick(page, Qt.Key.Key_Shift)
    QTest.keyClick(page, Qt.Key.Key_F24)
    assert selected(page) == before == "two degrees and a little\ta cold"
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert selected(page) == ""


def test_press_beside_the_selection_begins_another(page: Page) -> None:
    """In Qt's rectangle of cells, but not in the run: the words under it are not selected."""
    drag(page, edge(page, "two", is_end=False), edge(page, "seven", is_end=True))
    drag(page, edge(page, "minus", is_end=False), edge(page, "January", is_end=False))
    assert selected(page) == "January"


@pytest.mark.qt_log_ignore("not accepted by receiving widget")  # Qt leaves it to the menu
def test_right_button_beside_the_selection_keeps_it(page: Page) -> None:
    drag(page, edge(page, "two", is_end=False), edge(page, "seven", is_end=True))
    before = selected(page)
    place = edge(page, "minus", is_end=False)
    QTest.mouseClick(page.viewport(), Qt.MouseButton.RightButton, NONE, place)
    assert selected(page) == before != ""


@pytest.mark.parametrize("width", [900, 560, 420])
def test_no_column_breaks_a_word_while_others_can_give(
    page: Page, qtbot: QtBot, width: int
) -> None:
    page.resize(width, 560)
    page.show_text(TEXT, (), Typography())
    assert broken(page) == []
    page.resize(1000, 560)
    page.show_text(TEXT, (), Typography())
    page.resize(width, 560)  # the table stands already
    qtbot.waitUntil(lambda: broken(page) == [])


def test_short_words_stay_whole_beside_words_that_nothing_fits(page: Page) -> None:
    words = ("Month", "donaudampfschiffahrtsgesellschaft", "unverhältnismäßigkeitsbetrachtung")
    content = "\t".join(words)
    starts = [content.index(word) for word in words]
    cells = tuple(
        Block(start, start + len(word), "cell", table=1, column=column)
        for column, (start, word) in enumerate(zip(starts, words, strict=True))
    )
    page.resize(340, 560)
    page.show_text(replace(text_of("x"), content=content, blocks=cells), (), Typography())
    first, whole = page.visible_rect(Span(0, 1)), page.visible_rect(Span(0, 5))
    assert whole.height() == first.height()
    last = page.visible_rect(Span(starts[2], len(content)))
    assert last.height() > first.height()  # this one gives


def broken(page: Page) -> list[str]:
    """Give the short words of the table that stand in two lines."""
    found = []
    for word in ("Month", "January", "February", "March", "Remark", "three", "spring"):
        start = TEXT.content.index(word)
        whole = page.visible_rect(Span(start, start + len(word)))
        if whole.height() != page.visible_rect(Span(start, start + 1)).height():
            found.append(word)
    return found
