"""One story: a reader's first hour with an article, from its file to an export and back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from storage.command_line import run as run_command
from storage.library import Library
from tests.gui.windows import ALT, CONTROL, SHIFT, Hands, window_on

KEY = Qt.Key
SAMPLES = Path(__file__).parents[3] / "shared" / "samples"
ARTICLE = """\
---
title: The river that came back
author: Jo Marsh
date: 2026-03-01
---

# The river that came back

For ninety years the **Emscher** was a sewer. “We grew up with the smell,” says Ruth Öztürk, 71, who
still lives beside it 🌊.

## What was done

1. Four hundred kilometres of new pipes
2. Dams taken down

> Nobody believed it would work.

| Year | Species |
|------|---------|
| 1990 | 170     |
| 2020 | 1,000   |

See [the report](https://example.org/report) for more. The kingfisher has returned.
"""


def select_by_keys(hands: Hands, words: str) -> None:
    """Put the caret before words and select them with Shift and arrows."""
    span = hands.span(words)
    hands.press(KEY.Key_Escape)  # leave the annotation made before: its end would move
    hands.page.bring_into_view(span)
    hands.page.unselect(at=span.start)
    for _ in words:
        hands.press(KEY.Key_Right, SHIFT)
    assert hands.selected() == words


def test_first_hour(tmp_path: Path, qtbot: QtBot) -> None:
    file, path = tmp_path / "library.postil", tmp_path / "river.md"
    path.write_text(ARTICLE, "utf-8")

    # An empty window, and a file that is opened in it.
    with window_on(Library.open(file), tmp_path, qtbot) as window:
        hands = Hands(window, qtbot)
        assert window.reader.empty.isVisible()
        window.importing.files([path])
        qtbot.waitUntil(lambda: hands.session.article is not None)
        hands.settle()
        assert window.windowTitle() == "The river that came back — Postil"
        hands.page.setFocus()

        # A highlight with a note, by keys only.
        select_by_keys(hands, "We grew up with the smell")
        hands.press(KEY.Key_N)
        hands.type("Ask my aunt about *this*.")
        hands.press(KEY.Key_Escape)

        # Another colour, with a tag; its end moves two words on.
        select_by_keys(hands, "Four hundred")
        hands.press("4")
        hands.press(KEY.Key_T)
        hands.type("numbers")
        hands.press(KEY.Key_Return)
        hands.press(KEY.Key_Escape)
        assert QApplication.focusWidget() is hands.page
        hands.press(KEY.Key_Right, SHIFT | ALT)
        hands.press(KEY.Key_Right, SHIFT | ALT)
        assert hands.focused() == "Four hundred kilometres of"

        # An underline over the emoji's line, a mistake, and back from it.
        select_by_keys(hands, "The kingfisher has returned.")
        hands.press(KEY.Key_U)
        hands.press(KEY.Key_Delete)
        assert len(hands.exact()) == 2
        hands.press(KEY.Key_Z, CONTROL)
        assert hands.focused() == "The kingfisher has returned."
        hands.press(KEY.Key_Z, CONTROL)
        assert len(hands.exact()) == 2
        hands.press(KEY.Key_Z, CONTROL | SHIFT)
        made = hands.exact()
        assert made == [
            "We grew up with the smell",
            "Four hundred kilometres of",
            "The kingfisher has returned.",
        ]
        window.close()

    # The next day everything is there.
    with window_on(Library.open(file), tmp_path, qtbot) as window:
        hands = Hands(window, qtbot)
        library = hands.session.library
        article = library.articles.ids()[0]
        hands.open(article)
        assert hands.exact() == made
        first, second, third = library.annotations.of(hands.session.article.id)  # type: ignore[union-attr]
        assert first.note == "Ask my aunt about *this*."
        assert (second.color, second.tags) == ("blue", ("numbers",))
        assert third.style == "underline"
        hands.press(KEY.Key_BracketRight)
        assert hands.focused() == made[0]
        window.close()

    # Out of the library as Markdown, and as a complete copy that another library reads.
    markdown, copy = tmp_path / "river-notes.md", tmp_path / "river.json"
    at = ["--library", str(file)]
    assert run_command([*at, "export", "--all", "--format", "markdown", "-o", str(markdown)]) == 0
    written = markdown.read_text("utf-8")
    for words in (*made, "Ask my aunt about *this*.", "numbers"):
        assert words in written
    assert run_command([*at, "export", "--all", "--format", "json", "-o", str(copy)]) == 0
    other = tmp_path / "other.postil"
    assert run_command(["--library", str(other), "import", str(copy)]) == 0
    with Library.open(file) as before, Library.open(other) as after:
        again = after.annotations.of(after.articles.get(after.articles.ids()[0]).id)  # type: ignore[arg-type]
        original = before.annotations.of(before.articles.get(before.articles.ids()[0]).id)  # type: ignore[arg-type]
        assert [(a.uid, a.passage, a.note, a.tags) for a in again] == [
            (a.uid, a.passage, a.note, a.tags) for a in original
        ]


def samples() -> list[Path]:
    return sorted(path for path in SAMPLES.glob("*") if path.suffix in (".txt", ".md"))


@pytest.mark.skipif(not samples(), reason="needs ../shared/samples, which is no part of the clone")
def test_real_articles_are_read_from_beginning_to_end(tmp_path: Path, qtbot: QtBot) -> None:
    with window_on(Library.open(tmp_path / "library.postil"), tmp_path, qtbot) as window:
        hands = Hands(window, qtbot)
        for path in samples():
            count = len(hands.session.library.articles.ids())
            window.importing.files([path])
            qtbot.waitUntil(lambda n=count: len(hands.session.library.articles.ids()) == n + 1)
            hands.settle()
            hands.page.setFocus()
            words = [w for w in hands.content.split() if w.isalpha() and len(w) > 6]
            for word in (words[0], words[len(words) // 2], words[-1]):
                nth = 0
                span = hands.span(word, nth)
                hands.page.bring_into_view(span)
                hands.settle()
                hands.drag(hands.edge(span.start), hands.edge(span.end - 1, trailing=True))
                assert hands.selected() == word
                hands.press(KEY.Key_H)
                assert hands.focused() == word
            hands.press(KEY.Key_End, CONTROL)
            hands.settle()
            assert hands.page.last_visible() == len(hands.content)
            assert len(hands.exact()) == 3
