"""What was marked over some days is looked through, put in order, taken along and kept in mind."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from storage.library import Library
from tests.builders import add_article, make_imported
from tests.gui.windows import CONTROL, SHIFT, Hands, window_on

KEY = Qt.Key
RIVER = "River news\n\nThe river rose by two metres. The bridge was closed."
BREAD = "Bread news\n\nFlour is dear this year. Bakers are worried."


def test_from_highlights_to_review(tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "library.postil"
    library = Library.open(path)
    river = add_article(library, make_imported(RIVER, title="River news"))
    bread = add_article(library, make_imported(BREAD, title="Bread news"))
    with window_on(library, tmp_path, qtbot) as window:
        hands = Hands(window, qtbot)
        asking = hands.session.asking

        def answered() -> None:
            qtbot.waitUntil(
                lambda: not (asking._waiting or asking._jobs or browse.listing.is_waiting)
            )
            for _ in range(3):
                QApplication.processEvents()

        for article, words in ((river, "two metres"), (bread, "Flour is dear")):
            hands.open(article)
            hands.highlight(words)
        browse = window._windows.annotations
        hands.press("a", CONTROL | SHIFT)
        answered()
        assert browse.count.text() == "2 annotations"

        # a note and a colour for one, a tag for both
        hands.press("n")
        hands.type("ask the baker")
        hands.press(KEY.Key_Escape)
        hands.press("4")
        hands.press("a", CONTROL)
        answered()
        hands.press("t")
        hands.type("spring")
        hands.press(KEY.Key_Return)
        hands.press(KEY.Key_Escape)
        answered()

        # found again by the language of the search, and copied
        hands.press("f", CONTROL)
        hands.type("tag:spring color:blue")
        qtbot.waitUntil(lambda: browse.count.text() == "1 of 2 annotations")
        answered()
        hands.press(KEY.Key_Escape)
        browse.tools.bar.search("tag:spring color:blue")
        answered()
        browse.view.focus()
        with qtbot.waitSignal(hands.session.noticed):
            hands.press("c", CONTROL)
        assert QGuiApplication.clipboard().text() == (
            "> Flour is dear\n\nask the baker\n\n#spring\n"
        )

        # read on where it was
        hands.press(KEY.Key_Return)
        hands.settle()
        assert hands.session.article is not None
        assert hands.session.article.id == bread

        # and kept in mind
        window.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
        hands.press("r", CONTROL | SHIFT)
        review = window._windows.review
        answered()
        QTest.keyClick(review.start_page.starter, KEY.Key_Return)
        answered()
        assert review.progress.text() == "1 of 2"
        QTest.keyClick(review.card, KEY.Key_Space)
        answered()
        QTest.keyClick(review.card, "d")
        assert review.end_words.text() == "2 annotations seen: kept 1, done with 1."
    with Library.open(path) as reopened:
        waiting = reopened.reviews.waiting()
        assert (waiting.later, waiting.done) == (1, 1)
        assert reopened.annotation_lists.tags_of(reopened.annotation_lists.ids()) == {"spring": 2}
