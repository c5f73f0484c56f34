"""One story: quotes of two articles, reviewed by keys, kept over a restart, listed, exported."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from gui.main_window import MainWindow
from gui.quotes.ledger_window import LedgerWindow
from gui.quotes.panel import QuotesPanel
from storage.finders.finding import find
from storage.finders.paragraphs import asked
from storage.importers.reading import read_text
from storage.library import Library
from storage.types import ArticleId
from tests.gui.windows import CONTROL, SHIFT, Hands, window_on

KEY = Qt.Key
SAMPLE = Path(__file__).parents[3] / "shared" / "samples" / "rats-sco-tashkent-2019.txt"
RIVER = """\
The river that came back

"We grew up with the smell," said Ruth Owens, who chairs the Emscher Board.

Mrs Owens noted that the kingfisher had returned. "Nobody believed it would work," she said.

Peter Lang, a biologist, said: "A thousand species live here now."
"""
BREAD = """\
Bread is dear

"Flour costs twice as much," said Peter Lang, who bakes at home.
"""


def take(library: Library, words: str) -> ArticleId:
    """Add an article, looked through as the window's process would do it."""
    with library.unrecorded():
        article = library.articles.take(read_text(words)).id
        text = library.texts.current(article)
        library.findings.record(text, find(asked(text.content, text.blocks)))
    return article


def review(hands: Hands, qtbot: QtBot, keys: str = "a") -> int:
    """Decide on all suggestions, `keys` in turn; gives how many keys it took."""
    hands.press("2", CONTROL)
    panel = panel_of(hands.window)
    qtbot.waitUntil(lambda: panel.model.is_complete and panel.list.current() is not None)
    pressed = 0
    while panel.model.counts()["suggested"]:
        hands.press(keys[pressed % len(keys)])
        pressed += 1
    return pressed


def panel_of(window: MainWindow) -> QuotesPanel:
    panel = window.side._panel("quotes")
    assert isinstance(panel, QuotesPanel)
    return panel


def listed(ledger: LedgerWindow, qtbot: QtBot, count: int) -> list[tuple[str, str]]:
    """Wait for so many quotes, and give speaker and state of each."""
    qtbot.waitUntil(lambda: ledger.model.rowCount() == count)
    quotes = ledger.model.quotes(range(count))
    return [(quote.speaker_name, quote.state) for quote in quotes]


def test_who_said_what(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "library.postil"
    library = Library.open(path)
    river, bread = take(library, RIVER), take(library, BREAD)
    with window_on(library, tmp_path, qtbot) as window:
        window._session.settings.set_flag("find", False)
        hands = Hands(window, qtbot)
        hands.open(river)
        assert review(hands, qtbot) == 4
        hands.open(bread)
        hands.press("2", CONTROL)
        qtbot.waitUntil(lambda: panel_of(window).list.current() is not None)

    with window_on(Library.open(path), tmp_path, qtbot) as window:
        hands = Hands(window, qtbot)
        hands.open(bread)
        hands.press("q", CONTROL | SHIFT)
        ledger = window._windows.ledger
        assert sorted(listed(ledger, qtbot, 5)) == [
            ("Peter Lang", "confirmed"),
            ("Peter Lang", "suggested"),
            *[("Ruth Owens", "confirmed")] * 3,
        ]
        ledger.filters.speaker.setText("lang")
        assert len(listed(ledger, qtbot, 2)) == 2
        suggested = next(
            row
            for row, quote in enumerate(ledger.model.quotes(range(2)))
            if quote.state == "suggested"
        )
        ledger.view.go_to(suggested)
        QTest.keyClick(ledger.view, KEY.Key_A)
        assert listed(ledger, qtbot, 2) == [("Peter Lang", "confirmed")] * 2

        session = window._session
        ruth = session.library.entities.matching("Ruth Owens")[0].id
        peter = session.library.entities.matching("Peter Lang")[0].id
        session.act("Merge", lambda lib: lib.entities.merge([peter], ruth))
        assert listed(ledger, qtbot, 5) == [("Ruth Owens", "confirmed")] * 5
        session.undo()
        assert listed(ledger, qtbot, 2) == [("Peter Lang", "confirmed")] * 2

        target = tmp_path / "quotes.csv"
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
        with qtbot.waitSignal(session.noticed):
            ledger.exporter.click()
        rows = list(csv.DictReader(target.read_text("utf-8-sig").splitlines()))
        assert [row["speaker"] for row in rows] == ["Peter Lang"] * 2
        assert {row["confirmed"] for row in rows} == {"yes"}


@pytest.mark.skipif(not SAMPLE.exists(), reason="needs ../shared/samples, no part of the clone")
def test_sample_takes_one_key_a_suggestion(tmp_path: Path, qtbot: QtBot) -> None:
    library = Library.open(tmp_path / "library.postil")
    article = take(library, SAMPLE.read_text("utf-8"))
    suggestions = len(library.quotes.on(library.texts.current(article).id))
    with window_on(library, tmp_path, qtbot) as window:
        window._session.settings.set_flag("find", False)
        hands = Hands(window, qtbot)
        hands.open(article)
        assert review(hands, qtbot, "aar") == suggestions
