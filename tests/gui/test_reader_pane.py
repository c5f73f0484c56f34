"""Reading with mouse and keys in a real window: what is on the page is in the file at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QToolButton, QToolTip
from pytestqt.qtbot import QtBot

from gui.session import Session
from gui.theme import THEMES, ThemeName, load_theme
from storage.errors import Bug
from storage.library import Library
from storage.types import (
    COLORS,
    AnnotationFilter,
    Block,
    ColorKey,
    ImportedArticle,
    Mark,
    Span,
)
from tests.builders import add_article, make_annotation, make_imported, make_library
from tests.gui.windows import (
    ALT,
    CONTROL,
    LEFT_BUTTON,
    NONE,
    SHIFT,
    Hands,
    settings_in,
    window_on,
)

KEY = Qt.Key
FOX = "The quick brown fox jumps over the lazy dog and thinks nothing of it at all. "
CONTENT = "\n\n".join(
    [
        "Ministers meet in Geneva",
        "“We will act now,” said Ana Ruiz, head of the World\u00a0Health Organization.",
        "A family 👩‍👩‍👧 and a flag 🇰🇪 met at the cafe\u0301 bar today.",
        "What comes next",
        "Delegates from Kenya and Peru agreed. They meet again in May, or later.",
        *(f"{n}. {FOX * 4}".strip() for n in range(40)),
        "The very last words.",
    ]
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "library.postil"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with make_library(tmp_path) as made:
        yield made


@pytest.fixture
def hands(library: Library, tmp_path: Path, qtbot: QtBot) -> Iterator[Hands]:
    article = add_article(library, make_imported(CONTENT))
    with window_on(library, tmp_path, qtbot) as window:
        made = Hands(window, qtbot)
        made.open(article)
        yield made


def in_file(file: Path, columns: str = "exact") -> list[tuple[object, ...]]:
    """Read annotations as any other program would, in text order."""
    connection = sqlite3.connect(file)
    try:
        return connection.execute(f"SELECT {columns} FROM annotation ORDER BY start, id").fetchall()
    finally:
        connection.close()


def popup_rect(hands: Hands) -> QRect:
    return hands.window.reader.popup.geometry()


def swatches(hands: Hands) -> list[QToolButton]:
    buttons = hands.window.reader.popup.findChildren(QToolButton)
    return [button for button in buttons if button.property("kind") == "swatch"]


def rect_in_pane(hands: Hands, span: Span) -> QRect:
    rect = hands.page.visible_rect(span)
    return rect.translated(hands.page.viewport().mapTo(hands.window.reader, QPoint(0, 0)))


# -- the popup


def test_popup_appears_beside_the_selection_and_keeps_the_focus_on_the_page(hands: Hands) -> None:
    span = hands.select("Kenya and Peru")
    popup = hands.window.reader.popup
    assert popup.isVisible()
    assert QApplication.focusWidget() is hands.page
    around = rect_in_pane(hands, span)
    assert not popup_rect(hands).intersects(around)
    assert abs(popup_rect(hands).center().x() - around.center().x()) < 120
    assert 0 < around.top() - popup_rect(hands).bottom() < 40


def test_popup_waits_until_the_button_is_released(hands: Hands) -> None:
    span = hands.span("Kenya and Peru")
    hands.drag(hands.edge(span.start), hands.edge(span.end - 1, trailing=True), release=False)
    assert hands.selected() == "Kenya and Peru"
    assert not hands.window.reader.popup.isVisible()
    QTest.mouseRelease(hands.page.viewport(), LEFT_BUTTON, NONE, hands.edge(span.end - 1))
    assert hands.window.reader.popup.isVisible()


def test_popup_follows_a_selection_made_by_keys(hands: Hands) -> None:
    hands.page.unselect(at=hands.span("Kenya").start)
    for _ in range(5):
        hands.press(KEY.Key_Right, SHIFT)
    assert not hands.window.reader.popup.isVisible()
    hands.qtbot.waitUntil(hands.window.reader.popup.isVisible)
    assert hands.selected() == "Kenya"


@pytest.mark.parametrize("words", ["Ministers", "meet in Geneva", "The very last words."])
@pytest.mark.parametrize("size", [(1280, 800), (660, 430)], ids=["wide", "small"])
def test_popup_stays_inside_the_pane_and_off_the_selection(
    hands: Hands, words: str, size: tuple[int, int]
) -> None:
    hands.window.resize(*size)
    hands.settle()
    span = hands.select(words)
    assert hands.selected() == words
    assert hands.window.reader.rect().contains(popup_rect(hands))
    assert not popup_rect(hands).intersects(rect_in_pane(hands, span))


def test_popup_goes_with_the_selection(hands: Hands) -> None:
    popup = hands.window.reader.popup
    hands.select("Kenya")
    hands.press(KEY.Key_Escape)
    assert not popup.isVisible()
    hands.select("Kenya")
    hands.page.verticalScrollBar().setValue(200)
    assert not popup.isVisible()
    hands.select("Peru")
    hands.click(hands.span("Delegates").start)
    assert not popup.isVisible()
    hands.select("Peru")
    hands.window.actions_["larger"].trigger()
    assert not popup.isVisible()


def test_selecting_everything_of_a_long_text_shows_the_popup(hands: Hands) -> None:
    hands.press(KEY.Key_A, CONTROL)
    hands.qtbot.waitUntil(hands.window.reader.popup.isVisible)
    assert hands.window.reader.rect().contains(popup_rect(hands))


# -- making


def test_h_highlights_and_the_file_has_it_at_once(hands: Hands, file: Path) -> None:
    hands.select("Kenya and Peru")
    hands.press(KEY.Key_H)
    assert in_file(file, "exact, style, color") == [("Kenya and Peru", "highlight", "yellow")]
    assert hands.focused() == "Kenya and Peru"
    assert hands.selected() == ""
    assert not hands.window.reader.popup.isVisible()
    assert hands.window.actions_["undo"].text() == "Undo Highlight"


@pytest.mark.parametrize(("key", "modifiers"), [(KEY.Key_Q, NONE), (KEY.Key_1, CONTROL | ALT)])
def test_other_keys_of_other_readers_highlight_too(
    hands: Hands, file: Path, key: Qt.Key, modifiers: Qt.KeyboardModifier
) -> None:
    hands.select("Kenya")
    hands.press(key, modifiers)
    assert in_file(file) == [("Kenya",)]


def test_numbers_highlight_the_selection_in_their_colours(hands: Hands, file: Path) -> None:
    words = ["will", "act", "now", "said", "Ana", "Ruiz", "head", "World"]
    for number, word in enumerate(words, 1):
        hands.select(word)
        hands.press(str(number))
    assert in_file(file, "color") == [(color,) for color in COLORS]
    hands.select("Peru")
    hands.press(KEY.Key_H)  # the colour stays for the next one
    assert in_file(file, "exact, color")[-1] == ("Peru", COLORS[-1])


def test_click_on_a_swatch_highlights_in_its_colour(hands: Hands, file: Path) -> None:
    hands.select("Kenya")
    QTest.mouseClick(swatches(hands)[3], LEFT_BUTTON)
    assert in_file(file, "exact, color") == [("Kenya", COLORS[3])]
    assert QApplication.focusWidget() is hands.page


def test_u_underlines(hands: Hands, file: Path) -> None:
    hands.select("Kenya")
    hands.press(KEY.Key_U)
    assert in_file(file, "exact, style") == [("Kenya", "underline")]


def test_n_highlights_and_writes_the_note(hands: Hands, file: Path) -> None:
    hands.select("Kenya")
    hands.press(KEY.Key_N)
    hands.type("who says?")
    assert in_file(file) == [("Kenya",)]
    hands.press(KEY.Key_Escape)
    assert in_file(file, "note") == [("who says?",)]
    assert QApplication.focusWidget() is hands.page


def test_t_highlights_and_enters_tags(hands: Hands, file: Path) -> None:
    hands.select("Kenya")
    hands.press(KEY.Key_T)
    hands.type("africa")
    hands.press(KEY.Key_Return)
    found = hands.session.focused_annotation()
    assert found is not None
    assert found.tags == ("africa",)
    assert in_file(file) == [("Kenya",)]


def test_article_note_needs_no_selection(hands: Hands, file: Path) -> None:
    hands.press(KEY.Key_N, SHIFT)
    hands.type("All in all fine")
    hands.press(KEY.Key_Escape)
    assert in_file(file, "exact, start, note") == [("", None, "All in all fine")]


def test_keys_that_mark_ask_for_words_first(hands: Hands, file: Path) -> None:
    for number, key in enumerate((KEY.Key_H, KEY.Key_U, KEY.Key_N, KEY.Key_T), 1):
        hands.press(key)
        assert hands.told() == "Select some words first."
        assert len(hands.notices) == number
        assert in_file(file) == []
        assert QApplication.focusWidget() is hands.page


def test_number_without_words_chooses_the_next_colour(hands: Hands, file: Path) -> None:
    hands.press("3")
    assert "from now on" in hands.told()
    assert in_file(file) == []
    hands.select("Kenya")
    hands.press(KEY.Key_H)
    assert in_file(file, "color") == [("green",)]


def test_keys_change_the_annotation_in_focus(hands: Hands, file: Path) -> None:
    hands.highlight("Kenya")
    hands.click(hands.span("Kenya").start)
    hands.press("2")
    hands.press(KEY.Key_U)
    assert in_file(file, "exact, style, color") == [("Kenya", "underline", "red")]
    hands.press(KEY.Key_H)
    assert in_file(file, "style") == [("highlight",)]
    hands.press(KEY.Key_Return)
    hands.type("hm")
    hands.press(KEY.Key_Escape)
    assert in_file(file, "note") == [("hm",)]


def test_space_around_a_selection_is_not_highlighted(hands: Hands, file: Path) -> None:
    hands.select(" from Kenya ")
    hands.press(KEY.Key_H)
    assert in_file(file) == [("from Kenya",)]


def test_selection_over_paragraphs_is_one_highlight(hands: Hands, file: Path) -> None:
    start, end = hands.span("today.").start, hands.span("What comes").end
    hands.drag(hands.edge(start), hands.edge(end - 1, trailing=True))
    hands.press(KEY.Key_H)
    assert in_file(file) == [("today.\n\nWhat comes",)]


# -- overlapping ones


def test_repeated_clicks_reach_all_that_overlap(hands: Hands) -> None:
    for words in ("Delegates from Kenya and Peru", "Kenya and Peru", "Kenya"):
        hands.highlight(words)
    place = hands.span("Kenya").start + 2
    reached = []
    for _ in range(4):
        hands.click(place)
        reached.append(hands.focused())
    assert reached == ["Kenya", "Kenya and Peru", "Delegates from Kenya and Peru", "Kenya"]


def test_o_reaches_all_that_overlap(hands: Hands) -> None:
    every = ["Delegates from Kenya and Peru", "Delegates", "Peru agreed", "agreed."]
    for words in every:
        hands.highlight(words)
    hands.highlight("They")
    hands.click(hands.span("from").start)
    reached = [hands.focused()]
    for _ in range(4):
        hands.press(KEY.Key_O)
        reached.append(hands.focused())
    assert set(reached) == set(every)
    assert reached[0] == reached[-1]


def test_click_beside_everything_leaves_the_focus(hands: Hands) -> None:
    hands.highlight("Kenya")
    hands.click(hands.span("Kenya").start)
    assert hands.focused() == "Kenya"
    hands.click(hands.span("They").start)
    assert hands.focused() == ""


# -- moving ends


def test_keys_move_both_ends(hands: Hands, file: Path) -> None:
    hands.highlight("from Kenya")
    hands.click(hands.span("from Kenya").start)
    steps = [
        (KEY.Key_Right, SHIFT, "from Kenya a"),
        (KEY.Key_Left, SHIFT, "from Kenya"),
        (KEY.Key_Right, SHIFT | ALT, "from Kenya and"),
        (KEY.Key_Left, SHIFT | ALT, "from Kenya"),
        (KEY.Key_Left, SHIFT | CONTROL, "s from Kenya"),
        (KEY.Key_Right, SHIFT | CONTROL, "from Kenya"),
        (KEY.Key_Left, SHIFT | CONTROL | ALT, "Delegates from Kenya"),
        (KEY.Key_Right, SHIFT | CONTROL | ALT, "from Kenya"),
    ]
    for key, modifiers, expected in steps:
        hands.press(key, modifiers)
        assert in_file(file) == [(expected,)]
        assert hands.focused() == expected


def test_lines_move_ends_up_and_down(hands: Hands) -> None:
    hands.highlight("quick brown")
    hands.click(hands.span("quick brown").start)
    hands.press(KEY.Key_Down, SHIFT)
    longer = hands.focused()
    assert longer.startswith("quick brown fox")
    assert 40 < len(longer) < 110
    hands.press(KEY.Key_Up, SHIFT)
    assert abs(len(hands.focused()) - len("quick brown")) <= 2
    hands.press(KEY.Key_Up, SHIFT | CONTROL)
    assert hands.focused().endswith("quick brown")
    assert len(hands.focused()) > len("quick brown")


def test_start_moves_over_the_space_between_paragraphs(hands: Hands) -> None:
    hands.highlight("Delegates")
    hands.click(hands.span("Delegates").start)
    hands.press(KEY.Key_Left, SHIFT | CONTROL)
    assert hands.focused() == "t\n\nDelegates"


@pytest.mark.parametrize(
    ("words", "key", "modifiers", "expected"),
    [
        ("A family", KEY.Key_Right, SHIFT, "A family 👩‍👩‍👧"),
        ("and a flag", KEY.Key_Right, SHIFT, "and a flag 🇰🇪"),
        ("and a flag", KEY.Key_Left, SHIFT | CONTROL, "👩‍👩‍👧 and a flag"),
        ("the cafe\u0301", KEY.Key_Left, SHIFT, "the caf"),
        ("bar", KEY.Key_Left, SHIFT | CONTROL, "e\u0301 bar"),
        ("flag 🇰🇪", KEY.Key_Left, SHIFT, "flag"),
    ],
)
def test_ends_move_by_characters_as_they_are_seen(
    hands: Hands, words: str, key: Qt.Key, modifiers: Qt.KeyboardModifier, expected: str
) -> None:
    hands.highlight(words)
    hands.click(hands.span(words).start + 1)
    assert hands.focused() == words
    hands.press(key, modifiers)
    assert hands.focused() == expected


def test_ends_never_cross(hands: Hands) -> None:
    hands.highlight("Kenya and")
    hands.click(hands.span("Kenya").start)
    for key, modifiers in (
        *((KEY.Key_Left, SHIFT | ALT) for _ in range(4)),
        *((KEY.Key_Left, SHIFT) for _ in range(8)),
        (KEY.Key_Up, SHIFT),
    ):
        hands.press(key, modifiers)
        assert hands.focused()
        assert "Kenya and".startswith(hands.focused())
    for _ in range(3):
        hands.press(KEY.Key_Right, SHIFT | CONTROL)
    assert hands.focused()


def test_ends_stop_at_the_edges_of_the_text(hands: Hands) -> None:
    hands.highlight("Ministers")
    hands.click(0)
    hands.press(KEY.Key_Left, SHIFT | CONTROL)
    hands.press(KEY.Key_Up, SHIFT | CONTROL)
    assert hands.focused() == "Ministers"
    made = make_annotation(hands.session.library, hands.session.article.id, "words.")  # type: ignore[union-attr]
    hands.session.focus_on(made, reveal=True)
    hands.press(KEY.Key_Right, SHIFT)
    hands.press(KEY.Key_Right, SHIFT | ALT)
    assert hands.focused() == "words."


def test_moves_one_after_another_are_one_step_to_undo(hands: Hands, file: Path) -> None:
    hands.highlight("Kenya")
    hands.click(hands.span("Kenya").start)
    for _ in range(3):
        hands.press(KEY.Key_Right, SHIFT | ALT)
    assert hands.focused() == "Kenya and Peru agreed"
    hands.press(KEY.Key_Z, CONTROL)
    assert in_file(file) == [("Kenya",)]
    hands.press(KEY.Key_Z, CONTROL | SHIFT)
    assert in_file(file) == [("Kenya and Peru agreed",)]


def test_handle_is_dragged_to_other_words(hands: Hands, file: Path) -> None:
    hands.highlight("Kenya")
    hands.click(hands.span("Kenya").start)
    rect = hands.page.visible_rect(hands.span("Kenya"))
    there = hands.edge(hands.span("agreed").end - 1, trailing=True)
    handle = rect.bottomRight() + QPoint(0, 4)
    hands.drag(handle, QPoint(there.x(), handle.y()))
    assert in_file(file) == [("Kenya and Peru agreed",)]
    assert hands.focused() == "Kenya and Peru agreed"


# -- deleting, undoing, going about


@pytest.mark.parametrize("key", [KEY.Key_Delete, KEY.Key_Backspace])
def test_delete_offers_to_undo(hands: Hands, file: Path, key: Qt.Key) -> None:
    hands.highlight("Kenya")
    hands.click(hands.span("Kenya").start)
    hands.press(key)
    assert in_file(file) == []
    bar = hands.window.notice_bar
    assert bar.isVisible()
    assert "eleted" in bar.text()
    assert bar.action.text() == "Undo"
    QTest.mouseClick(bar.action, LEFT_BUTTON)
    assert in_file(file) == [("Kenya",)]
    assert hands.focused() == "Kenya"


def test_offer_to_undo_goes_when_something_else_is_done(hands: Hands, file: Path) -> None:
    hands.highlight("Kenya")
    hands.click(hands.span("Kenya").start)
    hands.press(KEY.Key_Delete)
    hands.select("Peru")
    hands.press(KEY.Key_H)
    assert not hands.window.notice_bar.isVisible()
    assert in_file(file) == [("Peru",)]


def test_undo_and_redo_bring_the_article_and_the_place_back(hands: Hands) -> None:
    first = hands.session.article
    assert first is not None
    hands.highlight("The very last words.")
    other = add_article(hands.session.library, make_imported("Other\n\nText", title="Other"))
    hands.session.undo()  # the other article
    hands.session.redo()
    hands.open(other)
    hands.session.undo()
    hands.open(first.id)
    hands.session.close_article()
    hands.press(KEY.Key_Z, CONTROL)
    hands.press(KEY.Key_Z, CONTROL | SHIFT)
    hands.settle()
    assert hands.session.article is not None
    assert hands.session.article.id == first.id
    assert hands.focused() == "The very last words."


def test_brackets_go_from_annotation_to_annotation(hands: Hands) -> None:
    for words in ("Geneva", "Kenya", "The very last words."):
        hands.highlight(words)
    hands.page.verticalScrollBar().setValue(0)
    reached = []
    for _ in range(4):
        hands.press(KEY.Key_BracketRight)
        reached.append(hands.focused())
    assert reached == ["Geneva", "Kenya", "The very last words.", "The very last words."]
    seen = hands.page.visible_rect(hands.span("The very last words."))
    assert hands.page.viewport().rect().contains(seen)
    hands.press(KEY.Key_BracketLeft)
    assert hands.focused() == "Kenya"
    hands.press(KEY.Key_Escape)
    assert hands.focused() == ""


# -- find


def test_find_goes_from_hit_to_hit(hands: Hands) -> None:
    hands.press(KEY.Key_F, CONTROL)
    bar = hands.window.reader.find_bar
    assert QApplication.focusWidget() is bar.field
    hands.type("QUICK brown")
    hands.press(KEY.Key_Return)
    assert bar.count.text() == "1 of 160"
    assert hands.selected() == "quick brown"
    hands.press(KEY.Key_Return)
    hands.press(KEY.Key_F3)
    assert bar.count.text() == "3 of 160"
    hands.press(KEY.Key_Return, SHIFT)
    hands.press(KEY.Key_F3, SHIFT)
    hands.press(KEY.Key_F3, SHIFT)
    assert bar.count.text() == "160 of 160"
    where = hands.page.visible_rect(hands.page.selection())  # type: ignore[arg-type]
    assert hands.page.viewport().rect().contains(where)
    hands.press(KEY.Key_Escape)
    assert not bar.isVisible()
    assert QApplication.focusWidget() is hands.page
    assert hands.selected() == "quick brown"


def test_hit_can_be_highlighted_from_the_page(hands: Hands, file: Path) -> None:
    hands.press("/")
    hands.type("peru")
    hands.press(KEY.Key_Return)
    hands.press(KEY.Key_1, CONTROL | ALT)  # in the field, as Zotero has it
    assert in_file(file) == [("Peru",)]
    hands.press(KEY.Key_Escape)
    assert hands.selected() == ""


def test_find_is_kind_about_quotes_and_spaces(hands: Hands) -> None:
    hands.press(KEY.Key_F, CONTROL)
    for words in ('"We will act now,"', "World Health", "“we will"):
        hands.window.reader.find_bar.field.setText(words)
        hands.press(KEY.Key_Return)
        assert hands.window.reader.find_bar.count.text() == "1 of 1"


def test_find_starts_with_the_selection(hands: Hands) -> None:
    hands.select("Kenya")
    hands.press(KEY.Key_F, CONTROL)
    assert hands.window.reader.find_bar.field.text() == "Kenya"
    assert not hands.window.reader.popup.isVisible()


def test_enter_in_the_find_field_is_not_for_the_annotation_in_focus(hands: Hands) -> None:
    hands.highlight("Kenya")
    hands.press(KEY.Key_F, CONTROL)
    hands.type("nothing like it")
    hands.session.focus_on(hands.session.library.annotations.marks_on(hands.session.text.id)[0].id)  # type: ignore[union-attr]
    hands.press(KEY.Key_Return)
    assert QApplication.focusWidget() is hands.window.reader.find_bar.field
    assert hands.window.reader.find_bar.count.text() == "Not found"


def test_hits_are_painted_until_the_bar_is_closed(hands: Hands) -> None:
    span = hands.span("Peru")
    before = hands.color_in(span)
    hands.press(KEY.Key_F, CONTROL)
    hands.type("ru")  # Peru and others
    hands.press(KEY.Key_Return)
    hands.page.unselect()
    hands.settle()
    hit = Span(span.start + 2, span.end)
    assert hands.color_in(hit) != before
    hands.window.actions_["theme_dark"].trigger()
    hands.window.actions_["theme_light"].trigger()
    hands.settle()
    assert hands.color_in(hit) != before
    hands.press(KEY.Key_Escape)
    hands.settle()
    assert hands.color_in(hit) == before


def test_find_forgets_the_article_that_is_left(hands: Hands) -> None:
    other = add_article(hands.session.library, make_imported("Short", title="Short"))
    hands.press(KEY.Key_F, CONTROL)
    hands.type("very last")
    hands.open(other)  # before the pause after typing is over
    assert not hands.window.reader.find_bar.isVisible()
    assert not hands.window.reader.find_bar._typing.isActive()
    hands.press(KEY.Key_F3)
    assert hands.window.reader.find_bar.count.text() == "Not found"


# -- copying


def test_copy_takes_the_selection_or_the_annotation_in_focus(hands: Hands) -> None:
    hands.select("Kenya and Peru")
    hands.press(KEY.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "Kenya and Peru"
    hands.highlight("World\u00a0Health")
    hands.click(hands.span("World\u00a0Health").start)
    hands.press(KEY.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "World\u00a0Health"


@pytest.mark.parametrize(("key", "modifiers"), [(KEY.Key_X, NONE), (KEY.Key_C, CONTROL | SHIFT)])
def test_copy_with_citation_says_where_it_is_from(
    hands: Hands, key: Qt.Key, modifiers: Qt.KeyboardModifier
) -> None:
    hands.select("Kenya and Peru")
    hands.press(key, modifiers)
    copied = QGuiApplication.clipboard().text()
    assert "Kenya and Peru" in copied
    assert "Ministers meet in Geneva, example.org" in copied
    assert "copied" in hands.told().casefold()


def test_context_menu_is_about_what_was_clicked(hands: Hands, file: Path) -> None:
    hands.highlight("Kenya")
    place = hands.page.viewport().mapTo(hands.page, hands.point(hands.span("Kenya").start + 2))
    hands.page.customContextMenuRequested.emit(place)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert hands.focused() == "Kenya"
    shown = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert shown[0] == "Highlight"
    assert "Delete annotation" in shown
    next(action for action in menu.actions() if action.text() == "Delete annotation").trigger()
    menu.close()
    assert in_file(file) == []


# -- what is painted


def opposite(theme: ThemeName) -> QColor:
    return load_theme(theme).color("page")


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("color", ["yellow", "gray"])
def test_highlight_is_painted_and_gone_when_deleted(
    hands: Hands, theme: ThemeName, color: ColorKey
) -> None:
    hands.window.actions_[f"theme_{theme}"].trigger()
    hands.settle()
    page = load_theme(theme).color("page")
    span = hands.span("Kenya")
    assert hands.color_in(span) == page
    hands.session.settings.color = color
    hands.highlight("Kenya")
    hands.settle()
    seen = QColor(load_theme(theme).highlights[color].seen)
    painted = hands.color_in(span)
    for got, wanted in zip(painted.getRgb()[:3], seen.getRgb()[:3], strict=True):
        assert abs(got - wanted) <= 3
    hands.click(span.start)
    hands.press(KEY.Key_Delete)
    hands.settle()
    assert hands.color_in(span) == page


def test_marks_can_be_hidden_and_shown(hands: Hands) -> None:
    hands.highlight("Kenya")
    span, page = hands.span("Kenya"), load_theme("light").color("page")
    assert hands.color_in(span) != page
    hands.press(KEY.Key_H, CONTROL | SHIFT)
    assert hands.color_in(span) == page
    hands.click(span.start)
    assert hands.focused() == ""
    hands.press(KEY.Key_H, CONTROL | SHIFT)
    assert hands.color_in(span) != page


def test_filter_hides_marks_on_the_page_too(hands: Hands) -> None:
    hands.highlight("Kenya")
    hands.press("3")
    hands.highlight("Peru")
    page = load_theme("light").color("page")
    hands.session.filter_by(AnnotationFilter(colors=("green",)))
    assert hands.color_in(hands.span("Kenya")) == page
    assert hands.color_in(hands.span("Peru")) != page
    hands.session.filter_by(AnnotationFilter())
    assert hands.color_in(hands.span("Kenya")) != page


def test_theme_and_typography_keep_the_place(hands: Hands) -> None:
    hands.page.verticalScrollBar().setValue(1500)
    place = hands.page.first_visible()
    for name in ("theme_dark", "larger", "larger", "theme_sepia", "smaller", "normal"):
        hands.window.actions_[name].trigger()
        hands.settle()
        assert hands.page.first_visible() == place
        assert hands.session.position == place
    assert hands.page.document().defaultFont().pixelSize() == 19


def test_theme_keeps_the_annotation_in_focus(hands: Hands) -> None:
    hands.highlight("Kenya")
    hands.click(hands.span("Kenya").start)
    hands.window.actions_["theme_dark"].trigger()
    hands.settle()
    hands.press(KEY.Key_Right, SHIFT | ALT)
    assert hands.focused() == "Kenya and"


def test_pointer_that_rests_on_a_mark_shows_its_note(hands: Hands) -> None:
    article = hands.session.article
    assert article is not None
    make_annotation(hands.session.library, article.id, "Kenya", note="a <b>\nc", tags=["x&y"])
    place = hands.page.viewport().mapToGlobal(hands.point(hands.span("Kenya").start))
    hands.page.hovered.emit(hands.span("Kenya").start, place)
    assert QToolTip.text().startswith("<div")
    assert "a &lt;b&gt;<br>c" in QToolTip.text()
    assert "#x&amp;y" in QToolTip.text()
    QToolTip.hideText()


# -- kinds of articles


def open_imported(hands: Hands, imported: ImportedArticle) -> None:
    hands.open(add_article(hands.session.library, imported))


def test_link_tells_where_it_leads_and_opens_nothing(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr("gui.reader.following.open_outside", opened.append)
    content = "Linked\n\nGo there now."
    link = Mark(11, 16, "link", "https://example.org/there")
    open_imported(hands, make_imported(content, title="Linked", marks=(link,)))
    hands.click(12)
    assert hands.told() == "This link leads to https://example.org/there"
    assert opened == []
    QTest.mouseClick(hands.window.notice_bar.action, LEFT_BUTTON)
    assert opened == ["https://example.org/there"]


def test_article_of_one_line(hands: Hands, file: Path) -> None:
    open_imported(hands, make_imported("One line", title="One line"))
    hands.select("One line")
    hands.press(KEY.Key_H)
    hands.press(KEY.Key_Down, SHIFT)
    hands.press(KEY.Key_Up, SHIFT | CONTROL)
    assert in_file(file) == [("One line",)]


def test_article_from_right_to_left(hands: Hands, file: Path) -> None:
    open_imported(hands, make_imported("שלום עולם\n\nזה מאמר קצר (short) מאוד", title="שלום"))
    span = hands.span("מאמר")
    first = hands.page.visible_rect(Span(span.start, span.start + 1))
    last = hands.page.visible_rect(Span(span.end - 1, span.end))
    assert first.left() > last.left()
    hands.drag(
        QPoint(first.right(), first.center().y()), QPoint(last.left() + 1, last.center().y())
    )
    hands.press(KEY.Key_H)
    assert in_file(file) == [("מאמר",)]
    handle = QPoint(last.left(), last.bottom() + 4)  # of the end, which is on the left
    there = hands.page.visible_rect(
        Span(hands.content.index("קצר") + 2, hands.content.index("קצר") + 3)
    )
    hands.drag(handle, QPoint(there.left() + 1, handle.y()))
    assert in_file(file) == [("מאמר קצר",)]
    assert hands.color_in(span) != load_theme("light").color("page")


def test_article_with_a_table(hands: Hands, file: Path) -> None:
    content = "Table\n\nName\tSize\nKenya\tlarge\n\nafter it"
    blocks = [Block(0, 5, "heading", 1)]
    for row, words in enumerate((("Name", "Size"), ("Kenya", "large"))):
        for column, word in enumerate(words):
            start = content.index(word)
            cell = Block(start, start + len(word), "cell", table=1, row=row, column=column)
            blocks.append(cell)
    blocks.append(Block(content.index("after"), len(content)))
    open_imported(hands, make_imported(content, title="Table", blocks=tuple(blocks)))
    hands.select("large")
    hands.press(KEY.Key_H)
    hands.press(KEY.Key_Escape)
    hands.select("after")
    hands.press(KEY.Key_H)
    assert in_file(file) == [("large",), ("after",)]
    hands.settle()
    for words in ("large", "after"):
        assert hands.color_in(hands.span(words)) != load_theme("light").color("page")
    assert hands.color_in(hands.span("Kenya")) == load_theme("light").color("page")


# -- the library


def test_busy_library_is_said_and_nothing_else_breaks(
    tmp_path: Path, qtbot: QtBot, file: Path
) -> None:
    with make_library(tmp_path) as first:
        article = add_article(first, make_imported(CONTENT))
    library = Library.open(file, busy_timeout_s=0.05)
    with window_on(library, tmp_path, qtbot) as window:
        hands = Hands(window, qtbot)
        hands.open(article)
        other = sqlite3.connect(file)
        try:
            other.execute("BEGIN IMMEDIATE")
            hands.select("Kenya")
            hands.press(KEY.Key_H)
            assert hands.window.notice_bar.isVisible()
            assert hands.notices[-1].kind == "warning"
            assert hands.selected() == "Kenya"
            assert hands.session.focus is None
        finally:
            other.close()
        hands.press(KEY.Key_H)
        assert in_file(file) == [("Kenya",)]


def test_our_own_mistake_is_not_taken_for_the_readers(library: Library, tmp_path: Path) -> None:
    session = Session(library, settings_in(tmp_path))

    def fail(_: Library) -> None:
        raise Bug("ours")

    with pytest.raises(Bug):
        session.act("Fail", fail)
    session.close()
