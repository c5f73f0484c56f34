"""Searching on the shelf: typing, passages, the keyboard, and the page that opens at them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from gui.library_place import WHOLE_LIBRARY, LibraryPlace
from gui.search.model import ROW_ROLE
from gui.search.results_panel import ResultsPanel
from gui.search.rows import ResultRow
from gui.search.wording import foot
from storage.library import Library
from storage.types import ArticleId, Span
from tests.builders import add_article, make_annotation, make_imported
from tests.gui.windows import LEFT_BUTTON, SHIFT, Hands, window_on
from tests.storage.found_texts import add_visit

KEY = Qt.Key
FILLING = "\n\n".join(["It was a long day. " * 10] * 30)
RAIN = f"Rain in Kenya\n\nThe rain was late.\n\n{FILLING}\n\nIn Kenya rain fell at last."


class Search:
    """A window in which the reader searches."""

    def __init__(self, hands: Hands) -> None:
        self.hands = hands
        self.qtbot = hands.qtbot
        self.shelf = hands.window.shelf
        self.field = self.shelf._field
        self.session = hands.session

    @property
    def panel(self) -> ResultsPanel:
        results = self.shelf._passages.results
        assert results is not None
        return results

    def type(self, words: str) -> None:
        """Type as a reader does, and wait for the answer."""
        self.shelf.focus_search()
        self.qtbot.keyClicks(self.field, words)
        self.settle()

    def settle(self) -> None:
        def is_there() -> bool:
            results = self.shelf._passages.results
            if self.field._pause.isActive() or results is None:
                return False
            return not results.model.is_asking and results.model.total is not None

        self.qtbot.waitUntil(is_there)
        self.qtbot.waitUntil(lambda: self.panel.view.is_measured)

    def rows(self) -> list[str]:
        """Give the rows as a reader sees them: titles, and excerpts with the marks in brackets."""
        return [shown(row) for row in self.panel.model.rows]

    def current(self) -> str:
        row = self.panel.view.current_row()
        return shown(row) if row is not None else ""

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            self.qtbot.keyClick(QApplication.focusWidget(), key)


def shown(row: ResultRow) -> str:
    if row.more:
        return f"+{row.more}"
    if row.passage is None:
        return row.found.article.title
    words = row.passage.excerpt
    for mark in reversed(row.passage.marks):
        words = f"{words[: mark.start]}[{words[mark.start : mark.end]}]{words[mark.end :]}"
    return f"{row.passage.kind}: {words}"


@pytest.fixture
def rain(library: Library) -> ArticleId:
    add_article(library, make_imported("Sun over Peru.\n\nNo cloud.", title="Sun"))
    article = add_article(library, make_imported(RAIN, title="Rain in Kenya"))
    make_annotation(library, article, "The rain was late.", color="green", note="Why so late?")
    return article


@pytest.fixture
def search(library: Library, rain: ArticleId, tmp_path: Path, qtbot: QtBot) -> Iterator[Search]:
    with window_on(library, tmp_path, qtbot) as window:
        yield Search(Hands(window, qtbot))


def test_results_come_while_typing_with_the_words_marked(search: Search) -> None:
    search.type("late")
    assert search.rows() == [
        "Rain in Kenya",
        "highlight: The rain was [late].",
        "note: Why so [late]?",
    ]
    assert search.shelf._passages.modes.said() == "1 article"
    assert search.shelf.listed_ids() == tuple(search.panel.model.ids)


def test_down_and_enter_open_the_page_at_the_passage(search: Search, rain: ArticleId) -> None:
    search.type("kenya rain fell")
    search.press(KEY.Key_Down, KEY.Key_Down)
    assert search.current() == "text: In [Kenya] [rain] [fell] at last."
    search.press(KEY.Key_Return)
    search.hands.settle()
    assert search.session.article is not None
    assert search.session.article.id == rain
    place = Span(RAIN.rindex("rain fell"), RAIN.rindex("rain fell") + 4)
    search.qtbot.waitUntil(lambda: not search.hands.page.visible_rect(place).isEmpty())
    assert search.rows()[0] == "Rain in Kenya"
    assert search.hands.page.hasFocus()


def test_highlight_is_in_focus_when_it_is_opened(search: Search) -> None:
    search.type("kind:highlight rain")
    search.press(KEY.Key_Down, KEY.Key_Down, KEY.Key_Return)
    assert search.hands.focused() == "The rain was late."


def test_words_found_are_marked_on_the_page_and_walked_through(search: Search) -> None:
    search.type("kenya")
    search.press(KEY.Key_Return)
    search.hands.settle()
    page = search.hands.page
    search.qtbot.waitUntil(lambda: len(page._scene.hits) == 2)
    assert [RAIN[h.start : h.end] for h in page._scene.hits] == ["Kenya", "Kenya"]
    search.qtbot.keyClick(page, KEY.Key_F3)
    first = page._scene.current_hit
    search.qtbot.keyClick(page, KEY.Key_F3)
    assert page._scene.current_hit == 1 - first
    assert search.hands.selected() == "Kenya"
    search.qtbot.keyClick(page, KEY.Key_Escape)  # drops what is selected
    search.qtbot.keyClick(page, KEY.Key_Escape)
    assert len(page._scene.hits) == 0


def test_f4_goes_on_to_the_next_place_from_the_page(search: Search) -> None:
    search.type("late")
    search.press(KEY.Key_Return)
    assert search.current() == "highlight: The rain was [late]."
    search.qtbot.keyClick(search.hands.page, KEY.Key_F4)
    assert search.current() == "note: Why so [late]?"
    search.qtbot.keyClick(search.hands.page, KEY.Key_F4, SHIFT)
    assert search.current() == "highlight: The rain was [late]."
    assert search.hands.page.hasFocus()


def test_left_folds_an_article_and_right_shows_its_places(search: Search) -> None:
    search.type("late")
    search.press(KEY.Key_Down, KEY.Key_J)
    assert search.current().startswith("highlight")
    search.press(KEY.Key_Left)
    assert search.current() == "Rain in Kenya"
    search.press(KEY.Key_Left)
    assert search.rows() == ["Rain in Kenya"]
    search.press(KEY.Key_Right)
    assert len(search.rows()) == 3
    assert search.current() == "Rain in Kenya"


def test_escape_leads_back_to_the_field_and_then_to_everything(search: Search) -> None:
    search.type("late")
    search.press(KEY.Key_Down, KEY.Key_Escape)
    assert search.field.hasFocus()
    search.press(KEY.Key_Escape)
    assert search.field.text() == ""
    assert search.shelf._view.isVisible()
    assert search.session.search is None


def test_passages_count_for_their_article(search: Search, rain: ArticleId) -> None:
    search.type("late")
    search.press(KEY.Key_Down, KEY.Key_Down)
    assert search.session.selection == (rain,)
    search.press(KEY.Key_Delete)
    assert search.hands.told() == "Deleted “Rain in Kenya”."
    search.qtbot.waitUntil(lambda: search.panel.model.total == 0)
    search.session.undo()
    search.qtbot.waitUntil(lambda: len(search.rows()) == 3)


def test_no_hits_say_which_of_the_words_are_there(search: Search) -> None:
    search.type("kenya zeppelin")
    search.qtbot.waitUntil(lambda: len(search.panel.no_hits._buttons) == 2)
    assert search.panel.no_hits.said() == (
        "No article found\nNo article has all of this.\nkenya  ·  1 article\nzeppelin  ·  nowhere"
    )
    search.qtbot.mouseClick(search.panel.no_hits._buttons[0], LEFT_BUTTON)
    search.settle()
    assert search.field.text() == "kenya"
    assert search.rows()[0] == "Rain in Kenya"


def test_tags_by_which_something_was_found_are_said(search: Search, rain: ArticleId) -> None:
    library = search.session.library
    make_annotation(library, rain, "The rain was late", tags=["company/harbour"])
    with library.transaction("Tag"):
        library.tags.add_to_articles([rain], ["harbour/works"])
    search.type("harbour")
    model = search.panel.model
    said = [
        str(model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole))
        for row in range(model.rowCount())
    ]
    assert ", tagged harbour/works" in said[0]
    assert said[1] == "Highlight, yellow, tagged company/harbour: The rain was late"
    passage = search.panel.model.index(1, 0).data(ROW_ROLE).passage
    assert foot(passage) == "#company/harbour"


def test_signs_alone_ask_for_nothing_and_the_shelf_stays(search: Search) -> None:
    search.type("kenya")
    search.field.setText('"')
    shelf = search.shelf
    search.qtbot.waitUntil(lambda: shelf._pages.currentWidget() is shelf._view)
    search.qtbot.waitUntil(lambda: len(shelf._model.ids) == search.session.library.articles.count())
    assert shelf._passages.modes.isHidden()


def test_one_letter_waits_for_another(search: Search) -> None:
    search.type("z")
    search.qtbot.waitUntil(search.panel.no_hits.isVisible)
    assert search.panel.no_hits.said().startswith("Type one more letter")
    search.field.setText("zz")
    search.qtbot.waitUntil(lambda: search.panel.no_hits.said().startswith("No article found"))


def test_results_follow_the_library_and_keep_what_is_selected(search: Search) -> None:
    search.type("rain")
    search.press(KEY.Key_Down, KEY.Key_Down)
    selected = search.current()
    before = search.rows()
    add_article(search.session.library, make_imported("More rain.", title="New"))
    search.qtbot.waitUntil(lambda: search.rows()[0] == "New")
    assert search.rows()[2:] == before
    assert search.current() == selected
    assert search.shelf._passages.modes.said() == "2 articles"


def test_articles_instead_of_passages_are_a_choice_that_is_kept(search: Search) -> None:
    search.type("late")
    search.shelf._passages.modes.choose(is_passages=False)
    search.qtbot.waitUntil(lambda: search.shelf._model.is_whole)
    assert search.shelf._view.isVisible()
    assert len(search.shelf.listed_ids()) == 1
    assert not search.session.settings.flag("search_shows_passages", default=True)
    search.shelf._passages.modes.choose(is_passages=True)
    search.settle()
    assert search.panel.isVisible()


def test_more_places_are_shown_when_they_are_asked_for(search: Search) -> None:
    content = "\n\n".join(f"{n}. Snow {'and so on ' * 20}" for n in range(9))
    add_article(search.session.library, make_imported(content, title="Snow"))
    search.type("snow")
    assert search.rows()[-1] == "+4"
    search.press(KEY.Key_Down, *[KEY.Key_Down] * 6, KEY.Key_Return)
    search.qtbot.waitUntil(lambda: len(search.rows()) == 10)
    assert search.rows()[-1].startswith("text: 8. [Snow]")


def test_pages_of_results_come_while_scrolling(search: Search) -> None:
    for number in range(40):
        add_article(search.session.library, make_imported(f"Fog {number}.", title=f"Fog {number}"))
    search.type("fog")
    assert search.panel.model.total == 40
    view = search.panel.view
    for _ in range(12):
        view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
        search.qtbot.wait(10)
    search.qtbot.waitUntil(lambda: len({row.article for row in search.panel.model.rows}) == 40)


def test_a_click_opens_and_the_arrow_folds(search: Search) -> None:
    search.type("late")
    view = search.panel.view
    head = view.visualRect(search.panel.model.index(0, 0))
    search.qtbot.mouseClick(view.viewport(), LEFT_BUTTON, pos=QPoint(12, head.center().y()))
    assert search.rows() == ["Rain in Kenya"]
    search.qtbot.mouseClick(view.viewport(), LEFT_BUTTON, pos=QPoint(12, head.center().y()))
    place = view.visualRect(search.panel.model.index(1, 0)).center()
    search.qtbot.mouseClick(view.viewport(), LEFT_BUTTON, pos=place)
    assert search.hands.focused() == "The rain was late."


def test_rows_are_said_in_words(search: Search) -> None:
    add_visit(search.session.library)
    search.type("here")
    said = [
        search.panel.model.index(n, 0).data(Qt.ItemDataRole.AccessibleTextRole)
        for n in range(len(search.rows()))
    ]
    assert said[0].endswith("Unread, 1 place")
    assert said[1] == "Quote, Ana Ruiz: “We are here.”"


def test_the_model_is_sound(search: Search, qtmodeltester: object) -> None:
    search.type("rain")
    qtmodeltester.check(search.panel.model)  # type: ignore[attr-defined]


def test_search_is_saved_and_that_is_undone(search: Search) -> None:
    search.type("late rain")
    search.qtbot.keyClick(search.field, KEY.Key_D, Qt.KeyboardModifier.ControlModifier)
    asked = QApplication.activePopupWidget()  # for a name; the search itself will do
    assert asked is not None
    search.qtbot.keyClick(asked.findChild(QLineEdit), KEY.Key_Return)
    saved = search.session.library.saved_searches
    assert [one.query for one in saved.all()] == ["late rain"]
    assert search.hands.notices[-1].action == "Undo"
    search.session.undo()
    assert saved.all() == []


def test_star_and_state_keys_act_on_the_articles_of_the_rows(
    search: Search, rain: ArticleId
) -> None:
    search.type("late")
    search.press(KEY.Key_Down, KEY.Key_J, KEY.Key_S)
    articles = search.session.library.articles
    assert articles.get(rain).is_starred
    search.qtbot.keyClick(search.panel.view, KEY.Key_D, SHIFT)
    assert articles.get(rain).state == "done"
    search.qtbot.waitUntil(lambda: search.panel.model.rows[0].found.article.state == "done")
    assert search.current().startswith("highlight")


def test_articles_are_dragged_by_their_passages(
    search: Search, rain: ArticleId, monkeypatch: pytest.MonkeyPatch
) -> None:
    dragged: list[tuple[ArticleId, ...]] = []
    monkeypatch.setattr(
        "gui.shelf.dragging.drag", lambda _view, _library, ids: dragged.append(tuple(ids))
    )
    search.type("late")
    index = search.panel.model.index(1, 0)
    assert search.panel.model.flags(index) & Qt.ItemFlag.ItemIsDragEnabled
    search.panel.view.selectAll()
    search.panel.view.startDrag(Qt.DropAction.CopyAction)
    assert dragged == [(rain,)]


def test_find_bar_marks_its_own_words_and_gives_the_page_back(search: Search) -> None:
    search.type("kenya")
    search.press(KEY.Key_Return)
    search.hands.settle()
    page = search.hands.page
    search.qtbot.waitUntil(lambda: len(page._scene.hits) == 2)
    search.hands.window.reader.open_find()
    search.qtbot.keyClicks(search.hands.window.reader.find_bar.field, "late")
    search.qtbot.waitUntil(lambda: [RAIN[h.start : h.end] for h in page._scene.hits] == ["late"])
    search.hands.window.reader.find_bar.close_bar()
    assert [RAIN[h.start : h.end] for h in page._scene.hits] == ["Kenya", "Kenya"]


def test_a_change_in_a_note_shows_in_its_row(search: Search, rain: ArticleId) -> None:
    search.type("late")
    library = search.session.library
    (annotation,) = library.annotations.of(rain)
    search.session.act("Note", lambda lib: lib.annotations.write_note(annotation.id, "Too late?"))
    search.qtbot.waitUntil(lambda: search.rows()[-1] == "note: Too [late]?")


def test_what_is_typed_is_searched_within_the_place(search: Search, rain: ArticleId) -> None:
    add_article(search.session.library, make_imported("Rain elsewhere.", title="Other"))
    search.session.act("Star", lambda library: library.articles.set_starred([rain], True))
    starred = search.session.library.query("is:starred")
    search.session.show_place(LibraryPlace("starred", "Starred", starred))
    search.type("rain")
    assert search.shelf._passages.modes.said() == "1 article"
    assert search.rows()[0] == "Rain in Kenya"
    search.session.show_place(WHOLE_LIBRARY)
    assert search.field.text() == ""
    assert search.shelf._view.isVisible()
