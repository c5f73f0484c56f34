"""The search field and what hangs on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.search.bar import SearchBar
from gui.search.recent import MOST, recent_searches, remember_search
from gui.session import Session
from storage.library import Library
from tests.builders import add_article, make_annotation
from tests.gui.windows import settings_in

KEY = Qt.Key


@pytest.fixture
def session(library: Library, tmp_path: Path, qapp: object) -> Iterator[Session]:
    article = add_article(library)
    make_annotation(library, article, tags=["climate/law", "two words"])
    made = Session(library, settings_in(tmp_path))
    yield made
    made.close()


class Typing:
    """A bar in a window, with what it asked for."""

    def __init__(self, session: Session, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.window = QMainWindow()
        qtbot.addWidget(self.window)
        self.bar = SearchBar(session)
        content = QWidget()
        QVBoxLayout(content).addWidget(self.bar, alignment=Qt.AlignmentFlag.AlignTop)
        self.window.setCentralWidget(content)
        self.window.resize(500, 500)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.field = self.bar.field
        self.field.setFocus()
        self.asked: list[str] = []
        self.events: list[str] = []
        self.field.asked.connect(self.asked.append)
        self.field.left.connect(lambda: self.events.append("left"))
        self.field.entered.connect(lambda: self.events.append("entered"))

    def type(self, words: str) -> None:
        self.qtbot.keyClicks(self.field, words)

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            self.qtbot.keyClick(self.field, key)

    def wait_for(self, *labels: str) -> None:
        self.qtbot.waitUntil(lambda: self.bar.offered() == list(labels))


@pytest.fixture
def typing(session: Session, qtbot: QtBot) -> Iterator[Typing]:
    made = Typing(session, qtbot)
    yield made
    made.window.close()


def test_a_quick_word_is_asked_for_once(typing: Typing) -> None:
    typing.type("kenya")
    typing.qtbot.waitUntil(lambda: bool(typing.asked))
    assert typing.asked == ["kenya"]


def test_tab_completes_a_field_and_then_its_value(typing: Typing) -> None:
    typing.type("ta")
    typing.wait_for("tag:")
    typing.press(KEY.Key_Tab)
    assert typing.field.text() == "tag:"
    typing.qtbot.waitUntil(lambda: "two words" in typing.bar.offered())
    typing.type("tw")
    typing.wait_for("two words")
    typing.press(KEY.Key_Tab)
    assert typing.field.text() == 'tag:"two words" '
    assert typing.field.hasFocus()
    assert typing.asked[-1] == 'tag:"two words"'


def test_down_chooses_and_enter_takes_it(typing: Typing) -> None:
    typing.type("tag:cli")
    typing.qtbot.waitUntil(lambda: bool(typing.bar.offered()))
    typing.press(KEY.Key_Down)
    assert typing.field.accessibleDescription().startswith("climate")
    typing.press(KEY.Key_Return)
    assert typing.field.text().startswith("tag:climate")
    assert typing.events == []


def test_enter_without_a_choice_searches(typing: Typing) -> None:
    typing.type("ta")
    typing.wait_for("tag:")
    typing.press(KEY.Key_Return)
    assert typing.bar.offered() == []
    assert typing.events == ["entered"]
    assert typing.asked[-1] == "ta"


def test_escape_closes_the_list_first(typing: Typing) -> None:
    typing.type("ta")
    typing.wait_for("tag:")
    typing.press(KEY.Key_Escape)
    assert typing.bar.offered() == []
    assert typing.field.text() == "ta"
    typing.press(KEY.Key_Escape)
    assert typing.field.text() == ""
    assert typing.events == ["left"]


def test_words_are_not_completed_and_down_leads_to_the_list(typing: Typing) -> None:
    typing.type("kenya")
    typing.qtbot.waitUntil(lambda: not typing.bar._offering.isActive())
    typing.press(KEY.Key_Down)
    assert typing.bar.offered() == []
    assert typing.events == ["left"]


def test_a_problem_is_told_after_a_pause_and_goes_when_it_is_mended(typing: Typing) -> None:
    typing.type("color:purpel")
    assert typing.bar.note.isHidden()
    typing.qtbot.waitUntil(typing.bar.note.isVisible)
    assert "purpel" in typing.bar.note.text()
    typing.press(*[KEY.Key_Backspace] * 2)
    typing.type("le")
    assert typing.field.text() == "color:purple"
    assert typing.bar.note.isHidden()


def test_both_of_two_problems_are_told(typing: Typing) -> None:
    typing.type("is:foo has:bar ")
    typing.qtbot.waitUntil(typing.bar.note.isVisible)
    said = typing.bar.note.text()
    assert "foo" in said
    assert "bar" in said


def test_offers_are_no_wider_than_the_field(typing: Typing) -> None:
    typing.field.setFixedWidth(270)
    typing.type("spea")
    typing.qtbot.waitUntil(lambda: typing.bar.offered() == ["speaker:"])
    assert typing.bar._popup is not None
    assert typing.bar._popup.width() == typing.field.width()


def test_recent_searches_are_offered_in_the_empty_field(typing: Typing, session: Session) -> None:
    typing.type("kenya peru")
    typing.press(KEY.Key_Return)
    typing.field.clear_now()
    typing.press(KEY.Key_Down)
    assert typing.bar.offered() == ["kenya peru"]
    typing.press(KEY.Key_Return)
    assert typing.field.text() == "kenya peru"
    assert typing.asked[-1] == "kenya peru"


def test_recent_searches_are_kept_once_and_not_for_ever(session: Session) -> None:
    for number in range(MOST + 2):
        remember_search(session.settings, f"word {number}")
    remember_search(session.settings, "word  5")
    found = recent_searches(session.settings)
    assert found[:2] == ["word 5", f"word {MOST + 1}"]
    assert len(found) == MOST
    session.settings.set_text("recent_searches", "no list")
    assert recent_searches(session.settings) == []


def test_help_comes_by_key_while_something_is_typed_and_gives_the_keyboard_back(
    typing: Typing,
) -> None:
    typing.type("tag:")
    typing.press(Qt.Key.Key_F1)
    card = typing.bar._card
    assert card is not None
    assert card.isVisible()
    typing.qtbot.keyClick(card, Qt.Key.Key_Escape)
    assert not card.isVisible()
    assert typing.field.text() == "tag:"
    assert typing.field.hasFocus()


def test_an_example_of_the_help_is_searched_for(typing: Typing) -> None:
    typing.bar.show_help()
    card = typing.bar._card
    assert card is not None
    example = next(b for b in card.findChildren(QToolButton) if b.text() == "clim*")
    example.click()
    assert typing.field.text() == "clim*"
    assert typing.asked[-1] == "clim*"
    assert card.isHidden()
