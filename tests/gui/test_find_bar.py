"""The find bar by itself: what it tells, and what it counts."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gui.reader.find_bar import FindBar
from storage.types import Span
from tests.gui.windows import NONE, SHIFT

TEXT = "One fish, two fish,\n\nred “fish”, blue fi–sh and it’s done. Straße 🌍 fish"


class Listener:
    def __init__(self, bar: FindBar) -> None:
        self.hits: list[Span] = []
        self.current = -1
        bar.found.connect(self.hear)

    def hear(self, hits: list[Span], current: int) -> None:
        self.hits, self.current = hits, current

    def words(self) -> list[str]:
        return [TEXT[hit.start : hit.end] for hit in self.hits]


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(700, 100)
    return made


@pytest.fixture
def bar(host: QWidget, qtbot: QtBot) -> FindBar:
    made = FindBar(host)
    made.resize(700, 50)
    with qtbot.waitExposed(host):
        host.show()
    host.activateWindow()
    return made


@pytest.fixture
def heard(bar: FindBar) -> Listener:
    return Listener(bar)


def enter(bar: FindBar, modifiers: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(bar.field, Qt.Key.Key_Return, modifiers)


def test_hits_are_told_after_a_pause_in_typing(bar: FindBar, heard: Listener, qtbot: QtBot) -> None:
    bar.open(TEXT, 0)
    with qtbot.waitSignal(bar.found):
        QTest.keyClicks(bar.field, "FISH")
    assert heard.words() == ["fish", "fish", "fish", "fish"]
    assert heard.current == 0
    assert bar.count.text() == "1 of 4"


def test_first_hit_is_the_one_ahead_of_the_reader(bar: FindBar, heard: Listener) -> None:
    bar.open(TEXT, TEXT.index("red"), "fish")
    assert heard.current == 2
    bar.next()
    bar.next()
    assert heard.current == 0  # round the end
    bar.previous()
    assert bar.count.text() == "4 of 4"


def test_reader_behind_the_last_hit_starts_over(bar: FindBar, heard: Listener) -> None:
    bar.open(TEXT, len(TEXT) - 1, "red")
    assert heard.current == 0


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ('"fish"', ["“fish”"]),
        ("fi-sh", ["fi–sh"]),
        ("it's", ["it’s"]),
        ("fish, red", ["fish,\n\nred"]),
        ("🌍  fish", ["🌍 fish"]),
        (".", ["."]),
        ("(", []),
        ("   ", []),
    ],
)
def test_what_stands_for_the_same_is_found(
    bar: FindBar, heard: Listener, words: str, found: list[str]
) -> None:
    bar.open(TEXT, 0, words)
    assert heard.words() == found
    assert heard.current == (0 if found else -1)


def test_what_is_not_there_is_said(bar: FindBar, heard: Listener) -> None:
    bar.open(TEXT, 0, "whale")
    assert bar.count.text() == "Not found"
    enter(bar)
    assert heard.current == -1
    bar.field.clear()
    enter(bar)
    assert bar.count.text() == ""


def test_enter_while_typing_goes_to_the_first_hit_and_then_on(
    bar: FindBar, heard: Listener
) -> None:
    bar.open(TEXT, 0)
    QTest.keyClicks(bar.field, "fish")
    enter(bar)
    assert heard.current == 0
    enter(bar)
    assert heard.current == 1
    enter(bar, SHIFT)
    assert heard.current == 0


def test_escape_closes_and_tells_that_nothing_is_found_any_more(
    bar: FindBar, heard: Listener, qtbot: QtBot
) -> None:
    bar.open(TEXT, 0, "fish")
    with qtbot.waitSignal(bar.left):
        QTest.keyClick(bar.field, Qt.Key.Key_Escape)
    assert bar.isHidden()
    assert heard.words() == []


def test_words_stay_for_the_next_time(bar: FindBar, heard: Listener) -> None:
    bar.open(TEXT, 0, "fish")
    bar.close_bar()
    bar.open(TEXT, 0)
    assert bar.field.text() == bar.field.selectedText() == "fish"
    assert len(heard.hits) == 4


def test_hidden_bar_looks_for_nothing(bar: FindBar, heard: Listener) -> None:
    bar.open(TEXT, 0)
    QTest.keyClicks(bar.field, "fish")
    bar.hide()
    QApplication.processEvents()
    assert not bar._typing.isActive()
    assert heard.hits == []
