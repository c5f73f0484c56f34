"""The review leads through past annotations, one at a time, one key for each answer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gui.review.walk import Walk
from gui.review.window import ReviewWindow
from storage.journal import ChangeSet
from storage.library import Library
from storage.types import Annotation, AnnotationId
from tests.builders import add_article, make_annotation, make_imported, make_library
from tests.gui.windows import CONTROL, NONE, SHIFT, Hands, window_on

KEY = Qt.Key
RIVER = "River news\n\nThe river rose by two metres. The bridge was closed."
BREAD = "Bread news\n\nFlour is dear this year. Bakers are worried."
ROSE, DEAR, BRIDGE = "The river rose", "Flour is dear", "The bridge"


class Desk(Hands):
    """A reader at the review."""

    @property
    def review(self) -> ReviewWindow:
        return self.window._windows.review

    def answered(self) -> None:
        asking, page = self.session.asking, self.review.start_page
        self.qtbot.waitUntil(
            lambda: not (asking._waiting or asking._jobs or page.field._pause.isActive())
        )

    def here(self) -> str:
        """Give the passage that is shown."""
        self.answered()
        return self.review.card.passage.surrounding.words

    def key(self, key: Qt.Key | str, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self.review.card, key, modifiers)

    def annotation(self, words: str) -> Annotation:
        lists = self.session.library.annotation_lists
        rows = [row.annotation for row in lists.rows(lists.ids())]
        return next(a for a in rows if a.passage and a.passage.exact == words)

    def times(self, words: str) -> int:
        review = self.session.library.reviews.of(self.annotation(words).id)
        return review.times if review else 0

    def begin(self) -> None:
        self.review.start_page.starter.click()
        self.answered()


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    library = Library.open(tmp_path / "library.postil")  # by the clock that asking has, too
    river = add_article(library, make_imported(RIVER, title="River news", site="b.org"))
    bread = add_article(library, make_imported(BREAD, title="Bread news", site=""))
    make_annotation(library, river, ROSE, color="red", tags=["water"])
    make_annotation(library, river, BRIDGE, note="check map")
    make_annotation(library, bread, DEAR, color="blue")
    with window_on(library, tmp_path, qtbot) as window:
        desk = Desk(window, qtbot)
        desk.press("r", CONTROL | SHIFT)
        desk.answered()
        yield desk


def test_it_says_what_waits_and_begins_at_enter(desk: Desk) -> None:
    page = desk.review.start_page
    assert page.waiting.text() == "3 were never seen here."
    assert page.starter.hasFocus()
    QTest.keyClick(page.starter, KEY.Key_Return)
    assert desk.here() == ROSE
    assert desk.review.progress.text() == "1 of 3"
    assert desk.review.card.source.text().startswith("River news · b.org · ")
    assert desk.review.card.hasFocus()


def test_whole_walk_with_one_key_each(desk: Desk) -> None:
    desk.begin()
    desk.key(KEY.Key_Space)
    assert desk.here() == DEAR
    desk.key("d")
    assert desk.here() == BRIDGE
    assert desk.review.card.note.toPlainText() == "check map"
    desk.key(KEY.Key_Right)
    assert desk.review.pages.currentWidget() is desk.review._end
    assert desk.review.end_words.text() == "3 annotations seen: kept 2, done with 1."
    assert (desk.times(ROSE), desk.times(DEAR), desk.times(BRIDGE)) == (1, 1, 1)
    desk.review.again.click()
    desk.answered()
    page = desk.review.start_page
    assert desk.review.pages.currentWidget() is page
    assert page.waiting.text() == "Nothing is due. 2 annotations wait for another day."
    assert not page.starter.isEnabled()


def test_undo_returns_to_what_was_said_last(desk: Desk) -> None:
    desk.begin()
    desk.key(KEY.Key_Space)
    desk.key("d")
    assert desk.session.library.undo_label() == "Done"
    desk.press("z", CONTROL)
    assert desk.here() == DEAR
    assert desk.times(DEAR) == 0
    desk.press("z", CONTROL)
    assert desk.here() == ROSE
    assert desk.times(ROSE) == 0
    assert desk.review.progress.text() == "1 of 3"
    desk.press("y", CONTROL)
    assert desk.here() == DEAR
    assert desk.times(ROSE) == 1


def test_back_changes_nothing_until_something_else_is_said(desk: Desk) -> None:
    desk.begin()
    desk.key(KEY.Key_Space)
    desk.key(KEY.Key_Left)
    assert desk.here() == ROSE
    assert desk.review.progress.text() == "1 of 3 · kept"
    desk.key(KEY.Key_Space)
    assert desk.here() == DEAR
    assert desk.times(ROSE) == 1
    desk.key(KEY.Key_Left)
    desk.key("d")
    review = desk.session.library.reviews.of(desk.annotation(ROSE).id)
    assert review is not None
    assert review.due_at is None


def test_note_tags_and_colour_are_changed_on_the_way(desk: Desk) -> None:
    desk.begin()
    card = desk.review.card
    desk.key("3")
    desk.key("n")
    assert card.note.hasFocus()
    QTest.keyClicks(card.note, "so high d 2")
    QTest.keyClick(card.note, KEY.Key_Escape)
    assert card.hasFocus()
    assert desk.review.isVisible()
    desk.key("t")
    QTest.keyClicks(card.tags.entry, "flood")
    QTest.keyClick(card.tags.entry, KEY.Key_Return)
    QTest.keyClick(card.tags.entry, KEY.Key_Escape)
    changed = desk.annotation(ROSE)
    assert (changed.color, changed.note) == ("green", "so high d 2")
    assert changed.tags == ("flood", "water")
    assert desk.here() == ROSE
    assert desk.times(ROSE) == 0


def test_enter_opens_the_article_and_the_walk_goes_on_afterwards(desk: Desk) -> None:
    desk.begin()
    desk.key(KEY.Key_Space)
    desk.key(KEY.Key_Return)
    desk.settle()
    assert desk.focused() == DEAR
    desk.review.close()
    desk.window.actions_["review"].trigger()
    assert desk.here() == DEAR
    assert desk.review.progress.text() == "2 of 3"


def test_only_what_is_asked_for(desk: Desk) -> None:
    page = desk.review.start_page
    page.field.setText("tag:water")
    desk.answered()
    assert page.waiting.text() == "1 was never seen here."
    page.way.setCurrentIndex(1)
    desk.answered()
    assert page.waiting.text() == "1 annotation to choose from."
    page.size_.setCurrentIndex(3)
    desk.begin()
    assert desk.here() == ROSE
    assert desk.review.progress.text() == "1 of 1"
    settings = desk.session.settings
    kept = [settings.text(f"review/{name}") for name in ("filter", "way", "size")]
    assert kept == ["tag:water", "random", "All"]


def test_what_is_deleted_meanwhile_is_left_out(desk: Desk) -> None:
    desk.begin()
    desk.key(KEY.Key_Space)
    gone = [desk.annotation(DEAR).id]
    desk.session.act("Delete", lambda library: library.annotations.delete(gone))
    assert desk.here() == BRIDGE
    assert desk.review.progress.text() == "2 of 2"


def test_what_has_gone_in_a_great_change_is_left_out(desk: Desk) -> None:
    desk.begin()
    gone = [desk.annotation(ROSE).id]
    with Library.open(desk.session.library.path) as other, other.unrecorded():
        other.annotations.delete(gone)
    desk.session.changed.emit(ChangeSet(everything=True))
    desk.qtbot.waitUntil(lambda: desk.here() == DEAR)
    assert desk.review.progress.text() == "1 of 2"


def test_main_window_stays_while_a_note_that_is_written_here_is_not_saved(desk: Desk) -> None:
    desk.begin()
    note, path = desk.annotation(ROSE).id, desk.session.library.path
    desk.key(KEY.Key_N)
    with Library.open(path) as other, other.unrecorded():
        QTest.keyClicks(desk.review.card.note, "precious")
        desk.window.close()
        assert desk.window.isVisible()
    desk.window.close()
    assert not desk.window.isVisible()
    with Library.open(path) as again:
        assert "precious" in again.annotations.get(note).note


def test_nothing_to_review_is_a_sentence(tmp_path: Path, qtbot: QtBot) -> None:
    with window_on(make_library(tmp_path), tmp_path, qtbot) as window:
        desk = Desk(window, qtbot)
        desk.press("r", CONTROL | SHIFT)
        desk.answered()
        words = desk.review.start_page.waiting.text()
        assert words == "Nothing to review: there are no annotations here yet."


def test_review_goes_with_its_main_window(desk: Desk) -> None:
    desk.begin()
    review = desk.review
    desk.key(KEY.Key_Escape)
    assert not review.isVisible()
    review.open()
    desk.window.close()
    assert not review.isVisible()


def test_walk_knows_where_it_is() -> None:
    one, two, three = (AnnotationId(number) for number in (1, 2, 3))
    walk = Walk((one, two, three)).after(one, "kept").after(two, "done")
    assert (walk.current, walk.count("kept"), walk.count("done")) == (three, 1, 1)
    assert walk.forward().current is None
    assert walk.forward().forward().back().current == three
    assert walk.returned_to(one) == Walk((one, two, three), 0, {two: "done"})
    assert walk.without([one]) == Walk((two, three), 1, {two: "done"})
