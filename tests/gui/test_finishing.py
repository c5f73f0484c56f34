"""The offer to mark an article as done at its end."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from gui.session import Notice
from storage.library import Library
from tests.builders import add_article, make_imported
from tests.gui.windows import window_on


def test_the_end_offers_done_once_and_only_where_one_has_scrolled(
    library: Library, tmp_path: Path, qtbot: QtBot
) -> None:
    short = add_article(library, make_imported("A few words.", title="Short"))
    words = "\n\n".join(f"Paragraph {n} says something." for n in range(200))
    long = add_article(library, make_imported(words, title="Long"))
    with window_on(library, tmp_path, qtbot) as window:
        session, page = window._session, window.reader.page
        told: list[Notice] = []
        session.noticed.connect(told.append)
        session.open(short)
        qtbot.waitUntil(lambda: page.is_complete)
        window.reader._save_place()
        session.open(long)
        qtbot.waitUntil(lambda: page.is_complete)
        assert told == []
        for _ in range(2):
            page.verticalScrollBar().setValue(page.verticalScrollBar().maximum())
            window.reader._save_place()
        assert [notice.text for notice in told] == ["You are at the end of this article."]
        assert told[0].on_action is not None
        told[0].on_action()
        assert library.articles.get(long).state == "done"
        session.undo()
        assert library.articles.get(long).state == "reading"
