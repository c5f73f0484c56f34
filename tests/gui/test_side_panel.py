"""The side of the window: annotations, quotes and entities, one of them in front."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.side_panel import TABS
from storage.found import EntityKind, QuoteKind
from tests.builders import add_article, make_imported, make_library
from tests.gui.findings import findings_of, record
from tests.gui.windows import CONTROL, Hands, window_on


@pytest.fixture
def hands(tmp_path: Path, qtbot: QtBot) -> Iterator[Hands]:
    library = make_library(tmp_path)
    article = add_article(library, make_imported("“Yes,” Ana Ruiz said.", url="", origin="/a.txt"))
    with window_on(library, tmp_path, qtbot) as window:
        made = Hands(window, qtbot)
        made.open(article)
        yield made


@pytest.mark.parametrize(("key", "tab"), list(zip("123", TABS, strict=True)))
def test_keys_bring_a_tab_to_the_front_with_the_keyboard(hands: Hands, key: str, tab: str) -> None:
    hands.press(key, CONTROL)
    assert hands.window.side.current == tab
    focus = QApplication.focusWidget()
    assert focus is not None
    assert hands.window.side.isAncestorOf(focus)


def test_press_on_a_tab_gives_its_list_the_keyboard(hands: Hands) -> None:
    article = hands.session.article
    assert article is not None
    quotes: dict[str, tuple[QuoteKind, str]] = {"“Yes,”": ("direct", "")}
    record(hands.session.library, article.id, findings_of(hands.content, {}, quotes))
    hands.session.look()
    tabs = hands.window.side.tabs
    QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(1).center())
    hands.settle()
    hands.press("a")
    assert hands.exact() == []
    text = hands.session.text
    assert text is not None
    assert hands.session.library.quotes.on(text.id)[0].state == "confirmed"


def test_panels_are_made_when_they_are_first_shown(hands: Hands) -> None:
    assert list(hands.window.side._panels) == ["notes"]
    hands.press("2", CONTROL)
    assert list(hands.window.side._panels) == ["notes", "quotes"]


def test_hidden_side_comes_back_with_the_tab_that_is_asked_for(hands: Hands) -> None:
    hands.press(Qt.Key.Key_F9)
    assert not hands.window.side.isVisible()
    hands.press("3", CONTROL)
    assert hands.window.side.isVisible()
    assert hands.session.settings.text("side") == "entities"


def test_tabs_say_less_where_there_is_less_room(hands: Hands) -> None:
    tabs = hands.window.side.tabs
    assert tabs.tabText(1) == "Quotes"
    hands.window.resize(100, 700)
    hands.settle()
    hands.window._splitter.setSizes([1, 2000, 1])
    hands.settle()
    assert tabs.sizeHint().width() <= hands.window.side.width()
    assert tabs.tabToolTip(1) == "Quotes (Ctrl+2)"


def test_note_is_written_in_front_of_the_other_tabs(hands: Hands) -> None:
    hands.press("2", CONTROL)
    hands.page.setFocus()
    hands.select("Ana Ruiz")
    hands.press(Qt.Key.Key_N)
    assert hands.window.side.current == "notes"


def test_tabs_count_what_there_is(hands: Hands) -> None:
    article = hands.session.article
    assert article is not None
    content = hands.content
    quotes: dict[str, tuple[QuoteKind, str]] = {"“Yes,”": ("direct", "Ana Ruiz")}
    names: dict[str, tuple[EntityKind, tuple[str, ...]]] = {"Ana Ruiz": ("person", ())}
    record(hands.session.library, article.id, findings_of(content, names, quotes))
    hands.session.look()
    hands.settle()
    tabs = hands.window.side.tabs
    assert [tabs.tabText(number) for number in range(3)] == [
        "Annotations",
        "Quotes 1",
        "Entities 1",
    ]
    quote = hands.session.library.quotes.on(hands.session.text.id)[0]
    hands.session.act("Reject", lambda library: library.quotes.reject([quote.id]))
    hands.settle()
    assert tabs.tabText(1) == "Quotes"
