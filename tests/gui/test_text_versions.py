"""An article that has changed, in the window: followed, looked at, kept, placed by hand."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gui.reader.painting import paint_unsure
from storage.intake import take_in
from storage.types import AnnotationFilter, ArticleId
from tests.builders import CONTENT, make_annotation, make_imported
from tests.gui.windows import SHIFT, Hands, window_on

URL = "https://example.org/a"
NEW = CONTENT.replace("Kenya and Peru agreed", "Kenya agreed").replace("Geneva", "Geneva again")


@pytest.fixture
def hands(library, tmp_path, qtbot):
    article = ArticleId(take_in(library, make_imported()).articles[0])
    for words in ("Ana Ruiz", "Delegates from Kenya and Peru agreed.", "Peru"):
        make_annotation(library, article, words)
    with window_on(library, tmp_path, qtbot) as window:
        hands = Hands(window, qtbot)
        hands.session.open(article)
        qtbot.waitUntil(lambda: window.panel.model.is_complete and window.panel.model.total == 3)
        yield hands


def update(hands):
    take_in(hands.session.library, make_imported(NEW, url=URL))


def standings(hands):
    found = hands.session.library.annotations.of(hands.session.article.id)
    return [annotation.standing for annotation in found]


def marks(hands):
    return [(hands.content[m.start : m.end], m.is_unsure) for m in hands.page.marks.in_order()]


def test_page_shows_the_new_text_and_what_needs_a_look(hands):
    update(hands)
    assert hands.content == NEW
    assert marks(hands) == [("Ana Ruiz", False), ("Delegates from Kenya agreed.", True)]
    panel = hands.window.panel
    hands.qtbot.waitUntil(lambda: panel.model.is_complete and panel.model.rowCount() == 3)
    assert (panel.filters.look.text(), panel.filters.look.isHidden()) == ("2 to look at", False)
    hands.session.undo()
    assert hands.content == CONTENT
    assert standings(hands) == ["exact", "exact", "exact"]
    assert [unsure for _, unsure in marks(hands)] == [False, False, False]


def test_filter_leaves_what_needs_a_look(hands):
    update(hands)
    panel = hands.window.panel
    hands.qtbot.waitUntil(lambda: panel.model.is_complete and not panel.filters.look.isHidden())
    panel.filters.look.click()
    assert hands.session.wanted == AnnotationFilter(needs_a_look=True)
    assert [a.standing for a in panel.model.shown()] == ["changed", "lost"]
    assert marks(hands) == [("Delegates from Kenya agreed.", True)]


def test_key_keeps_an_annotation_where_it_stands(hands):
    update(hands)
    unsure = next(m for m in hands.page.marks.in_order() if m.is_unsure)
    hands.session.focus_on(unsure.id)
    inspector = hands.window.panel.inspector
    assert inspector.standing.text() == "Changed in this version"
    QTest.keyClick(hands.page, Qt.Key.Key_Y)
    assert standings(hands) == ["exact", "confirmed", "lost"]
    assert marks(hands)[1] == ("Delegates from Kenya agreed.", False)
    assert inspector.standing.isHidden() or not inspector.keeper.isVisible()
    assert hands.session.library.undo_label() == "Keep annotation"
    hands.session.undo()
    assert marks(hands)[1] == ("Delegates from Kenya agreed.", True)


def test_lost_annotation_is_put_where_the_reader_finds_its_words(hands):
    update(hands)
    lost = next(
        a
        for a in hands.session.library.annotations.of(hands.session.article.id)
        if a.standing == "lost"
    )
    hands.session.focus_on(lost.id)
    assert not hands.window.panel.inspector.keeper.isVisible()
    hands.page.setFocus()
    QTest.keyClick(hands.page, Qt.Key.Key_Y, SHIFT)
    assert hands.window.reader.find_bar.field.text() == "Peru"
    hands.page.setFocus()
    hands.page.select(hands.span("Kenya"))
    QTest.keyClick(hands.page, Qt.Key.Key_Y)
    found = hands.session.library.annotations.get(lost.id)
    assert (found.passage.exact, found.standing) == ("Kenya", "exact")
    assert hands.session.focus == lost.id
    assert ("Kenya", False) in marks(hands)


def test_key_says_what_it_is_for_where_nothing_is_unsure(hands):
    hands.session.focus_on(hands.page.marks.in_order()[0].id)
    QTest.keyClick(hands.page, Qt.Key.Key_Y)
    assert hands.notices[-1].text == "This needs no look: go to an annotation that does."


def test_unsure_place_looks_different_on_the_page(hands, monkeypatch):
    painted = []
    monkeypatch.setattr(
        "gui.reader.painting.paint_unsure",
        lambda painter, theme, color, rects: (
            painted.append(rects),
            paint_unsure(painter, theme, color, rects),
        ),
    )
    hands.page.grab()
    assert painted == []
    update(hands)
    hands.page.grab()
    assert any(painted)
