"""Two stories: what was read and marked is found again; typing while the library fills up."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from storage.library import Library
from storage.types import Span
from tests.gui.windows import CONTROL, SHIFT, Hands, window_on

KEY = Qt.Key
FILLING = "\n\n".join(f"On day {n} it rained, and nobody wrote anything down." for n in range(120))
RIVER = f"""# The river that came back

For ninety years it was a sewer.

{FILLING}

“The kingfisher has returned,” said Ruth Marsh of the river board.

{FILLING}
"""


def press(qtbot: QtBot, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(QApplication.focusWidget(), key)


def test_what_was_marked_is_found_again(tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "river.md"
    path.write_text(RIVER, "utf-8")
    with window_on(Library.open(tmp_path / "library.postil"), tmp_path, qtbot) as window:
        hands = Hands(window, qtbot)
        results = lambda: window.shelf._passages.results  # noqa: E731

        # A file is read, and a sentence is highlighted with a note.
        window.importing.files([path])
        qtbot.waitUntil(lambda: hands.session.article is not None)
        hands.settle()
        hands.page.setFocus()
        place = hands.span("The kingfisher has returned")
        hands.page.bring_into_view(place)
        hands.page.unselect(at=place.start)
        for _ in range(place.end - place.start):
            hands.press(KEY.Key_Right, SHIFT)
        hands.press(KEY.Key_N)
        hands.type("Which species came first?")
        hands.press(KEY.Key_Escape)
        hands.session.close_article()

        # Weeks later one word of it comes to mind.
        qtbot.keyClick(window, KEY.Key_K, CONTROL)
        qtbot.keyClicks(QApplication.focusWidget(), "kingfish")
        qtbot.waitUntil(lambda: results() is not None and results().model.total == 1)
        press(qtbot, KEY.Key_Down, KEY.Key_J)
        row = results().view.current_row()
        assert row.passage.kind == "highlight"
        assert row.passage.excerpt == "The kingfisher has returned"
        assert row.passage.marks == (Span(4, 14),)

        # Enter: the page stands at the passage, the words are marked, the list is still there.
        press(qtbot, KEY.Key_Return)
        hands.settle()
        assert hands.focused() == "The kingfisher has returned"
        assert hands.page.hasFocus()
        seen = hands.page.viewport().rect()
        qtbot.waitUntil(lambda: seen.contains(hands.page.visible_rect(place).center()))
        qtbot.waitUntil(lambda: len(hands.page._scene.hits) > 0)
        assert results().isVisible()

        # A note is found by its own words, and by what kind of place it is.
        qtbot.keyClick(window, KEY.Key_K, CONTROL)
        qtbot.keyClicks(QApplication.focusWidget(), "kind:note species")
        qtbot.waitUntil(
            lambda: (
                [row.passage.excerpt for row in results().model.rows if row.passage is not None]
                == ["Which species came first?"]
            )
        )


def test_typing_while_files_come_in_and_are_looked_through(tmp_path: Path, qtbot: QtBot) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(60):
        words = "heron" if number % 3 else "kingfisher"
        (folder / f"{number:02}.txt").write_text(
            f"Report {number}\n\nAna Ruiz said: “The {words} is back in Geneva.”\n\n{FILLING}",
            "utf-8",
        )
    with window_on(Library.open(tmp_path / "library.postil"), tmp_path, qtbot) as window:
        hands = Hands(window, qtbot)
        window.importing.files([folder])
        window.shelf.focus_search()
        field = window.shelf._field
        for typed in ("heron", "geneva", "ruiz said", "kind:quote heron", "kingfisher"):
            field.clear()
            qtbot.keyClicks(field, typed, delay=15)
        qtbot.waitUntil(lambda: len(hands.session.library.articles.ids()) == 60, timeout=60_000)
        results = window.shelf._passages.results
        assert results is not None
        qtbot.waitUntil(lambda: results.model.total == 20, timeout=20_000)
        titles = {row.found.article.title for row in results.model.rows}
        assert all(int(title.removeprefix("Report ")) % 3 == 0 for title in titles)
        assert field.text() == "kingfisher"
        assert [notice for notice in hands.notices if notice.kind == "warning"] == []
