"""The page as a widget: selecting, clicking, dragging, scrolling, growing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.reader.page import Page
from gui.settings import Typography
from storage.annotations import PlacedMark
from storage.types import AnnotationId, ArticleText, Mark, Span, TextId
from tests.gui.windows import ALT, CONTROL, LEFT_BUTTON, NONE, SHIFT, dress, text_of

FOX = "The quick brown fox jumps over the lazy dog and thinks nothing of it at all. "
BOOK = text_of("A long title", *(f"{n}. {FOX * 5}".strip() for n in range(200)))
SHORT = text_of("One two three four five", "Six 🌍 seven é́ight", "שלום עולם")


@pytest.fixture
def host(qtbot: QtBot) -> Iterator[QWidget]:
    dress()
    widget = QWidget()
    qtbot.addWidget(widget)
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    widget.resize(1000, 700)
    return widget


@pytest.fixture
def page(qtbot: QtBot, host: QWidget) -> Page:
    made = Page(host)
    layout = host.layout()
    assert layout is not None
    layout.addWidget(made)
    with qtbot.waitExposed(host):
        host.show()
    made.setFocus()
    return made


def show(page: Page, text: ArticleText, *marks: PlacedMark, at: int = 0) -> None:
    page.show_text(text, marks, Typography(), at=at)


def mark(start: int, end: int, number: int = 1, *, note: bool = False) -> PlacedMark:
    return PlacedMark(AnnotationId(number), start, end, "highlight", "green", note)


def point(page: Page, position: int, *, trailing: bool = False) -> QPoint:
    rect = page.visible_rect(Span(position, position + 1))
    return QPoint(rect.right() if trailing else rect.left() + 1, rect.center().y())


def drag(page: Page, start: QPoint, end: QPoint) -> None:
    view = page.viewport()
    QTest.mousePress(view, LEFT_BUTTON, NONE, start)
    QTest.mouseMove(view, (start + end) / 2)
    QTest.mouseMove(view, end)
    QTest.mouseRelease(view, LEFT_BUTTON, NONE, end)


def press(page: Page, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(page, key, modifiers)


def wheel(page: Page, target: QWidget, place: QPoint) -> None:
    event = QWheelEvent(
        QPointF(place),
        QPointF(target.mapToGlobal(place)),
        QPoint(0, 0),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        NONE,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(target, event)


# -- selecting


def test_dragging_selects_and_says_so_once_the_button_is_released(page: Page, qtbot: QtBot) -> None:
    show(page, SHORT)
    with qtbot.waitSignal(page.selected):
        drag(page, point(page, 4), point(page, 12, trailing=True))
    assert page.selection() == Span(4, 13)  # two three


def test_selection_leaves_white_space_at_its_edges(page: Page) -> None:
    show(page, SHORT)
    drag(page, point(page, 3), point(page, 8))
    assert page.selection() == Span(4, 7)


def test_selection_keeps_characters_whole(page: Page) -> None:
    show(page, SHORT)
    start = SHORT.content.index("é")
    page.select(Span(start + 1, start + 4))  # from inside a character with two accents
    found = page.selection()
    assert found is not None
    assert SHORT.content[found.start : found.end].startswith("é́ig")


def test_selection_over_paragraphs_holds_what_lies_between(page: Page) -> None:
    show(page, SHORT)
    drag(page, point(page, 19), point(page, 27, trailing=True))
    found = page.selection()
    assert found is not None
    assert SHORT.content[found.start : found.end] == "five\n\nSix"


def test_selecting_white_space_is_selecting_nothing(page: Page, qtbot: QtBot) -> None:
    show(page, SHORT)
    with qtbot.assertNotEmitted(page.selected):
        drag(page, point(page, 3), point(page, 3, trailing=True))
    assert page.selection() is None


def test_double_click_selects_a_word(page: Page, qtbot: QtBot) -> None:
    show(page, SHORT)
    view, place = page.viewport(), point(page, 9)
    with qtbot.waitSignal(page.selected):
        QTest.mouseClick(view, LEFT_BUTTON, NONE, place)
        QTest.mouseDClick(view, LEFT_BUTTON, NONE, place)
        QTest.mouseRelease(view, LEFT_BUTTON, NONE, place)
    assert page.selection() == Span(8, 13)


def test_shift_and_arrows_select_and_say_so_after_a_moment(page: Page, qtbot: QtBot) -> None:
    show(page, SHORT)
    page.unselect(at=4)
    with qtbot.waitSignal(page.selected):
        for _ in range(3):
            press(page, Qt.Key.Key_Right, SHIFT)
    assert page.selection() == Span(4, 7)


def test_ctrl_shift_arrow_selects_a_word(page: Page) -> None:
    show(page, SHORT)
    page.unselect(at=4)
    press(page, Qt.Key.Key_Right, SHIFT | CONTROL)
    assert page.selection() == Span(4, 7)


def test_escape_gives_the_selection_up_and_only_then_the_annotation(
    page: Page, qtbot: QtBot
) -> None:
    show(page, SHORT)
    page.select(Span(4, 7))
    with qtbot.assertNotEmitted(page.escaped), qtbot.waitSignal(page.unselected):
        press(page, Qt.Key.Key_Escape)
    with qtbot.waitSignal(page.escaped):
        press(page, Qt.Key.Key_Escape)


# -- clicking


@pytest.mark.parametrize("trailing", [False, True], ids=["left half", "right half"])
def test_click_is_told_with_the_character_under_it(
    page: Page, qtbot: QtBot, trailing: bool
) -> None:
    show(page, SHORT)
    with qtbot.waitSignal(page.clicked) as told:
        QTest.mouseClick(page.viewport(), LEFT_BUTTON, NONE, point(page, 10, trailing=trailing))
    assert told.args == [10]


def test_click_behind_the_end_of_a_line_is_on_nothing(page: Page, qtbot: QtBot) -> None:
    show(page, SHORT)
    place = point(page, 22, trailing=True) + QPoint(60, 0)
    with qtbot.waitSignal(page.clicked) as told:
        QTest.mouseClick(page.viewport(), LEFT_BUTTON, NONE, place)
    assert told.args == [-1]


def test_click_on_a_link_tells_its_address_unless_it_is_marked(page: Page, qtbot: QtBot) -> None:
    link = Mark(4, 7, "link", "https://example.org/x")
    show(page, replace(SHORT, marks=(link,)))
    with qtbot.waitSignal(page.link_clicked) as told:
        QTest.mouseClick(page.viewport(), LEFT_BUTTON, NONE, point(page, 5))
    assert told.args == ["https://example.org/x"]

    page.put_mark(mark(0, 7))
    with qtbot.assertNotEmitted(page.link_clicked), qtbot.waitSignal(page.clicked):
        QTest.mouseClick(page.viewport(), LEFT_BUTTON, NONE, point(page, 6))
    with qtbot.waitSignal(page.link_clicked):
        QTest.mouseClick(page.viewport(), LEFT_BUTTON, CONTROL, point(page, 4))
    page.show_marks(False)
    with qtbot.waitSignal(page.link_clicked):
        QTest.mouseClick(page.viewport(), LEFT_BUTTON, NONE, point(page, 5))


# -- the annotation in focus


def test_dragging_the_end_handle_tells_where_it_was_let_go(page: Page, qtbot: QtBot) -> None:
    show(page, SHORT, mark(4, 7))
    page.set_focus_mark(AnnotationId(1))
    rect = page.visible_rect(Span(4, 7))
    handle, there = rect.bottomRight() + QPoint(0, 4), point(page, 17, trailing=True)
    with qtbot.waitSignal(page.dragged) as told:
        drag(page, handle, QPoint(there.x(), handle.y()))
    assert told.args == [Span(4, 18)]
    assert page.selection() is None


def test_dragging_the_start_handle_never_crosses_the_end(page: Page, qtbot: QtBot) -> None:
    show(page, SHORT, mark(4, 13))
    page.set_focus_mark(AnnotationId(1))
    handle = page.visible_rect(Span(4, 13)).topLeft() - QPoint(0, 4)
    far = QPoint(point(page, 21).x(), handle.y())
    view = page.viewport()
    QTest.mousePress(view, LEFT_BUTTON, NONE, handle)
    QTest.mouseMove(view, QPoint(point(page, 8).x(), handle.y()))
    QTest.mouseMove(view, far)
    with qtbot.waitSignal(page.dragged) as told:
        QTest.mouseRelease(view, LEFT_BUTTON, NONE, far)
    assert told.args == [Span(8, 13)]


def test_press_on_a_handle_that_moves_nothing_tells_nothing(page: Page, qtbot: QtBot) -> None:
    show(page, SHORT, mark(4, 7))
    page.set_focus_mark(AnnotationId(1))
    handle = page.visible_rect(Span(4, 7)).bottomRight() + QPoint(0, 4)
    with qtbot.assertNotEmitted(page.dragged), qtbot.assertNotEmitted(page.clicked):
        QTest.mouseClick(page.viewport(), LEFT_BUTTON, NONE, handle)


@pytest.mark.parametrize(
    ("key", "modifiers", "expected"),
    [
        (Qt.Key.Key_Right, SHIFT, ("end", "character", 1)),
        (Qt.Key.Key_Left, SHIFT, ("end", "character", -1)),
        (Qt.Key.Key_Right, SHIFT | ALT, ("end", "word", 1)),
        (Qt.Key.Key_Down, SHIFT, ("end", "line", 1)),
        (Qt.Key.Key_Left, SHIFT | CONTROL, ("start", "character", -1)),
        (Qt.Key.Key_Right, SHIFT | CONTROL | ALT, ("start", "word", 1)),
        (Qt.Key.Key_Up, SHIFT | CONTROL, ("start", "line", -1)),
    ],
)
def test_keys_that_move_ends_are_told_while_an_annotation_is_in_focus(
    page: Page,
    qtbot: QtBot,
    key: Qt.Key,
    modifiers: Qt.KeyboardModifier,
    expected: tuple[str, str, int],
) -> None:
    show(page, SHORT, mark(4, 7))
    page.set_focus_mark(AnnotationId(1))
    with qtbot.waitSignal(page.end_moved) as told:
        press(page, key, modifiers)
    move = told.args[0]
    assert (move.which, move.unit, move.direction) == expected
    assert page.selection() is None


def test_caret_that_leaves_the_annotation_leaves_its_focus(page: Page, qtbot: QtBot) -> None:
    show(page, SHORT, mark(4, 7))
    page.set_focus_mark(AnnotationId(1))
    page.unselect(at=6)
    with qtbot.assertNotEmitted(page.escaped):
        press(page, Qt.Key.Key_Right)
    with qtbot.waitSignal(page.escaped):
        press(page, Qt.Key.Key_Right)


# -- where the reader is


def test_page_opens_with_the_position_on_top_and_comes_back_to_it(page: Page) -> None:
    at = BOOK.content.index("41. The") + 150  # in the middle of a line
    places = []
    for _ in range(6):
        show(page, BOOK, at=at)
        QApplication.processEvents()
        places.append((page.verticalScrollBar().value(), at := page.first_visible()))
    assert len(set(places)) == 1
    assert 0 <= page.visible_rect(Span(at, at + 1)).top() <= 4


@pytest.mark.parametrize("lines", [1, 2, 3, 7, 11])
def test_scrolled_page_comes_back_to_its_line(page: Page, qtbot: QtBot, lines: int) -> None:
    show(page, BOOK)
    qtbot.waitUntil(lambda: page.is_complete)
    page.verticalScrollBar().setValue(3000 + 13 * lines)
    at = page.first_visible()
    for _ in range(4):
        show(page, BOOK, at=at)
        qtbot.waitUntil(lambda: page.is_complete)
        assert page.first_visible() == at
        assert -30 < page.visible_rect(Span(at, at + 1)).top() < 30


def test_right_to_left_page_comes_back_to_its_line(page: Page, qtbot: QtBot) -> None:
    words = "שלום עולם זה מאמר קצר מאוד על דברים רבים " * 12
    text = text_of(*(f"{n} {words}".strip() for n in range(30)))
    show(page, text)
    page.verticalScrollBar().setValue(1500)
    at = page.first_visible()
    top = page.visible_rect(Span(at, at + 1)).top()
    assert -40 < top < 40
    show(page, text, at=at)
    assert page.first_visible() == at
    page.verticalScrollBar().setValue(page.verticalScrollBar().value() + 1)
    assert abs(page.first_visible() - at) < 120  # about the same line


def test_changing_size_back_and_forth_keeps_the_place(page: Page) -> None:
    show(page, BOOK, at=BOOK.content.index("17. The") + 222)
    first = page.first_visible()
    for size in (24, 19, 30, 14, 19):
        page.show_text(BOOK, (), Typography(size=size), at=page.first_visible())
    assert page.first_visible() == first


def test_text_far_below_is_shown_as_soon_as_it_is_there(page: Page, qtbot: QtBot) -> None:
    text = replace(text_of(*(FOX * 12 for _ in range(3200))), id=TextId(7))
    assert len(text.content) > 2_900_000
    at = text.content.index("fox", 2_500_000)
    show(page, text, at=at)
    assert page.first_visible() == at  # promised already
    assert page.visible_rect(Span(at, at + 1)).isEmpty()
    page.bring_into_view(Span(at, at + 3))
    qtbot.waitUntil(lambda: not page.visible_rect(Span(at, at + 3)).isEmpty(), timeout=60_000)
    assert page.viewport().rect().contains(page.visible_rect(Span(at, at + 3)))


def test_another_article_forgets_what_the_one_before_waited_for(page: Page, qtbot: QtBot) -> None:
    show(page, BOOK, at=len(BOOK.content) - 10)
    show(page, SHORT)
    qtbot.waitUntil(lambda: page.is_complete)
    assert page.first_visible() == 0


def test_position_near_the_end_of_the_first_piece_stands_on_top(page: Page, qtbot: QtBot) -> None:
    at = 29_500
    show(page, BOOK, at=at)
    qtbot.waitUntil(lambda: page.is_complete)
    QApplication.processEvents()
    assert 0 <= page.visible_rect(Span(at, at + 1)).top() <= 4


def test_first_and_last_visible_frame_what_is_seen(page: Page, qtbot: QtBot) -> None:
    show(page, BOOK)
    qtbot.waitUntil(lambda: page.is_complete)
    assert page.first_visible() == 0
    page.verticalScrollBar().setValue(page.verticalScrollBar().maximum())
    assert page.last_visible() == len(BOOK.content)
    first, last = page.first_visible(), page.last_visible()
    height = page.viewport().height()
    assert page.visible_rect(Span(first, first + 1)).bottom() > 0
    assert page.visible_rect(Span(last - 1, last)).top() < height


def test_wider_window_moves_no_line(page: Page, host: QWidget) -> None:
    show(page, BOOK, at=5000)
    width, place = page.viewport().width(), page.verticalScrollBar().value()
    host.resize(1300, 700)
    QApplication.processEvents()
    assert page.viewport().width() == width
    assert page.verticalScrollBar().value() == place
    left, right = page.viewportMargins().left(), page.viewportMargins().right()
    assert abs(left - right) <= 1


@pytest.mark.parametrize("width", [520, 400])
def test_narrow_window_and_back_keeps_the_place(page: Page, host: QWidget, width: int) -> None:
    show(page, BOOK, at=BOOK.content.index("23. The"))
    QApplication.processEvents()
    first = page.first_visible()
    for size in (width, 1000):
        host.resize(size, 700)
        QApplication.processEvents()
        assert page.first_visible() == first
        assert -2 <= page.visible_rect(Span(first, first + 1)).top() <= 6


def test_wheel_scrolls_over_the_text_and_beside_it(page: Page, host: QWidget) -> None:
    host.resize(1400, 700)
    show(page, BOOK)
    QApplication.processEvents()
    wheel(page, page.viewport(), QPoint(50, 300))
    first = page.verticalScrollBar().value()
    assert first > 0
    wheel(page, page, QPoint(5, 300))
    assert page.verticalScrollBar().value() > first


def test_empty_page_answers_every_question(page: Page) -> None:
    show(page, SHORT, mark(4, 7))
    page.clear_text()
    QApplication.processEvents()
    assert (page.first_visible(), page.last_visible(), page.caret()) == (0, 0, 0)
    assert page.selection() is None
    assert page.marks is None
    assert page.position_at(QPoint(60, 100)) is None
    assert page.visible_rect(Span(0, 3)).isEmpty()
    page.bring_into_view(Span(3, 4))
    page.select(Span(0, 2))
    page.grab()


def test_page_that_goes_while_it_grows_leaves_nothing(qtbot: QtBot, qapp: QApplication) -> None:
    gone = Page()
    gone.resize(500, 500)
    gone.show_text(BOOK, (), Typography())
    assert not gone.is_complete
    gone.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    for _ in range(5):
        qapp.processEvents()


# -- what is painted


def picture(page: Page) -> QImage:
    return page.viewport().grab().toImage()


def test_note_sign_is_painted_beside_the_text(page: Page) -> None:
    show(page, SHORT, mark(4, 7))
    before = picture(page)
    page.put_mark(mark(4, 7, note=True))
    after = picture(page)
    height = page.visible_rect(Span(4, 7)).bottom()
    changed = [
        x
        for x in range(before.width())
        for y in range(height)
        if before.pixel(x, y) != after.pixel(x, y)
    ]
    assert changed
    assert min(changed) > page.viewport().width() - 44


@pytest.mark.parametrize(
    ("title", "is_right"), [("A title", False), ("שלום עולם", True)], ids=["left", "right"]
)
def test_source_stands_on_the_side_where_the_title_begins(
    page: Page, title: str, is_right: bool
) -> None:
    shown = []
    for caption in ("", "By us"):
        page.show_text(text_of((title, "heading"), FOX), (), Typography(), caption=caption)
        shown.append(picture(page))
    bare, full = shown
    top = page.visible_rect(Span(0, len(title))).top()
    changed = [
        x for x in range(bare.width()) for y in range(top) if bare.pixel(x, y) != full.pixel(x, y)
    ]
    assert changed
    half = bare.width() / 2
    assert (min(changed) > half) == is_right
    assert (max(changed) > half) == is_right


def test_mark_is_painted_under_its_words_only(page: Page) -> None:
    show(page, SHORT)
    before = picture(page)
    page.put_mark(mark(4, 7))
    after = picture(page)
    around = page.visible_rect(Span(4, 7)).adjusted(-1, -1, 1, 1)
    changed = [
        QPoint(x, y)
        for x in range(0, before.width(), 2)
        for y in range(0, before.height(), 2)
        if before.pixel(x, y) != after.pixel(x, y)
    ]
    assert changed
    assert all(around.contains(place) for place in changed)
    page.remove_mark(AnnotationId(1))
    assert picture(page) == before


def test_long_mark_that_begins_above_is_painted_where_it_is_seen(page: Page) -> None:
    show(page, BOOK, at=20_000)
    QApplication.processEvents()
    before = picture(page)
    page.set_marks([mark(100, 60_000)])
    after = picture(page)
    rows = [y for y in range(before.height()) if before.pixel(200, y) != after.pixel(200, y)]
    assert len(rows) > before.height() / 2
