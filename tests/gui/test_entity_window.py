"""All entities of the library in a window of their own: index, page, timeline, graph."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gui.entities.asking import NamePopover
from gui.entities.graph import Graph
from gui.entities.graph_layout import fitting, place
from gui.entities.page_view import WITH
from gui.entities.timeline import Timeline
from gui.entities.trail import Trail
from gui.entity_picker import EntityPopover
from storage.finders.detector import DETECTOR, VERSION
from storage.found import Findings, FoundEntity, FoundMention, FoundQuote
from storage.text.periods import Bar
from storage.types import Span
from tests.builders import add_article, make_annotation, make_imported
from tests.gui.windows import LEFT_BUTTON, NONE, Hands, dress, window_on

FIRST = "Ana Ruiz met Ben Okri in Geneva. Ruiz said: “Ben Okri is right.” Okri smiled."
SECOND = "Ana Ruiz was in Lima. Nobody else was there, said Ana Ruiz."
THIRD = "Ana Ruiz met B. Okri in Geneva again."
NAMES = (  # B. Okri first, or Ben Okri would have that mention
    *(("person", "B. Okri", ()), ("person", "Ana Ruiz", ("Ruiz",))),
    *(("person", "Ben Okri", ("Okri",)), ("place", "Geneva", ()), ("place", "Lima", ())),
)


def findings(content):
    entities, mentions, quotes = [], [], []
    for kind, name, aliases in NAMES:
        own = []
        for form in (name, *aliases):
            at = content.find(form)
            while at >= 0:
                end = at + len(form)
                if not any(m.start < end and at < m.end for m in (*mentions, *own)):
                    own.append(FoundMention(at, end, len(entities), 0.9))
                at = content.find(form, at + 1)
        if own:
            entities.append(FoundEntity(kind, name, aliases))
            mentions += own
    if "“" in content:
        span = Span(content.index("“"), content.index("”") + 1)
        quotes.append(FoundQuote(span, "direct", None, 0, None, 0.9, 0.9))
    return Findings(
        DETECTOR, VERSION, "en", tuple(entities), tuple(sorted(mentions)), tuple(quotes)
    )


@pytest.fixture
def hands(library, tmp_path, qtbot):
    """Give the main window on three articles, with the entity window over it."""
    for number, content in enumerate((FIRST, SECOND, THIRD), 1):
        article = add_article(
            library,
            make_imported(
                content,
                title=f"Article {number}",
                origin=f"/{number}.txt",
                published_at=datetime(2026, number, 5, tzinfo=UTC),
            ),
        )
        text = library.texts.current(article)
        with library.unrecorded():
            library.findings.record(text, findings(content))
    with window_on(library, tmp_path, qtbot) as window:
        hands = Hands(window, qtbot)
        window.actions_["library_entities"].trigger()
        shown = window_of(hands)
        qtbot.waitUntil(lambda: shown.index.model.rowCount() > 0)
        qtbot.waitUntil(lambda: QApplication.activeWindow() is shown)
        yield hands


def window_of(hands):
    return hands.window._windows.entities


def listed(hands):
    model = window_of(hands).index.model
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def id_of(hands, name):
    return next(e.id for e in window_of(hands)._counter.listed.entries if e.name == name)


def show(hands, name):
    shown = window_of(hands)
    shown.go_to(id_of(hands, name))
    hands.qtbot.waitUntil(lambda: shown.view.page and shown.view.page.entity.name == name)
    settle(hands)
    return shown.view


def settle(hands):
    shown = window_of(hands)
    hands.qtbot.waitUntil(lambda: not (shown._counter.is_busy or shown._pages.is_busy))
    QApplication.processEvents()


def activate(hands):
    """Bring the keyboard back, as a window system does when a popup is gone."""
    window_of(hands).activateWindow()
    hands.qtbot.waitUntil(lambda: QApplication.focusWindow() is not None)


def popup(kind):
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible())


def words(view, name):
    model = view.models[name]
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_models_keep_the_rules(hands, qtmodeltester):
    view = show(hands, "Ana Ruiz")
    qtmodeltester.check(window_of(hands).index.model, force_py=True)
    qtmodeltester.check(view.models["mentions"], force_py=True)
    qtmodeltester.check(view.companions, force_py=True)


def test_index_has_all_entities_by_number_of_articles_or_by_name(hands):
    assert listed(hands) == ["Ana Ruiz", "Geneva", "Ben Okri", "B. Okri", "Lima"]
    window_of(hands).index.order.click()
    settle(hands)
    assert listed(hands) == ["Ana Ruiz", "B. Okri", "Ben Okri", "Geneva", "Lima"]


def test_index_is_filtered_by_words_kind_and_state(hands):
    index = window_of(hands).index
    index.field.setText("okr")
    index._want()
    settle(hands)
    assert listed(hands) == ["Ben Okri", "B. Okri"]
    assert index.count.text() == "2 of 5 names"
    index.field.clear()
    index.kinds["place"].click()
    settle(hands)
    assert listed(hands) == ["Geneva", "Lima"]
    index.confirmed.click()
    settle(hands)
    assert listed(hands) == []
    assert index._body.currentWidget() is index._unmatched
    index.clear()
    settle(hands)
    assert len(listed(hands)) == 5


def test_page_has_everything_about_an_entity(hands):
    view = show(hands, "Ana Ruiz")
    assert "Person · 5 mentions in 3 articles" in view._facts.text()
    assert [bar.count for bar in view.timeline.bars] == [1, 1, 1]
    assert words(view, "mentions")[0] == "Ana Ruiz met B. Okri in Geneva again."
    assert words(view, "quotes_by") == ["“Ben Okri is right.”"]
    assert [view.tabs.tabText(n) for n in range(view.tabs.count())] == [
        *("Mentions 5", "Quotes by 1", "Quotes about", "Highlights", "With 4"),
    ]
    view = show(hands, "Ben Okri")
    assert words(view, "quotes_about") == ["“Ben Okri is right.”"]


def test_highlight_touching_a_mention_appears_at_once(hands):
    view = show(hands, "Lima")
    article = view.page.mentions[0].source.article
    make_annotation(hands.session.library, article, "was in Lima")
    settle(hands)
    assert words(view, "highlights") == ["was in Lima"]


def test_choosing_in_the_index_shows_the_page_and_alt_left_goes_back(hands):
    shown = window_of(hands)
    shown.index.focus_list()
    settle(hands)
    hands.qtbot.waitUntil(lambda: shown.view.page is not None)
    assert shown.view.page.entity.name == "Ana Ruiz"
    hands.press("j")
    hands.qtbot.waitUntil(lambda: shown.view.page.entity.name == "Geneva")
    hands.press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    hands.qtbot.waitUntil(lambda: shown.view.page.entity.name == "Ana Ruiz")
    hands.press(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    hands.qtbot.waitUntil(lambda: shown.view.page.entity.name == "Geneva")


def test_enter_opens_the_article_at_the_passage(hands):
    view = show(hands, "Lima")
    view.focus_list()
    QTest.keyClick(view.lists["mentions"], Qt.Key.Key_Return)
    assert hands.session.article.title == "Article 2"
    span = hands.session.pointed_at
    assert hands.content[span.start : span.end] == "Lima"


def test_passage_of_an_article_deleted_meanwhile_is_framed_nowhere(hands):
    view = show(hands, "Lima")
    excerpt = view.models["mentions"].excerpt(0)
    hands.session.act("Delete", lambda library: library.articles.move_to_trash([excerpt.article]))
    view.opened.emit(excerpt)
    assert "was deleted" in hands.told()
    assert hands.session.pointed_at is None


def test_bar_narrows_the_mentions_to_its_time(hands):
    view = show(hands, "Ana Ruiz")
    view.timeline.setFocus()
    QTest.keyClick(view.timeline, Qt.Key.Key_Home)
    QTest.keyClick(view.timeline, Qt.Key.Key_Right)
    QTest.keyClick(view.timeline, Qt.Key.Key_Return)
    hands.qtbot.waitUntil(lambda: view.models["mentions"].rowCount() == 2)
    assert all("Lima" in w or "said Ana" in w for w in words(view, "mentions"))
    QTest.keyClick(view.timeline, Qt.Key.Key_Escape)
    hands.qtbot.waitUntil(lambda: view.models["mentions"].rowCount() == 5)


def test_graph_leads_to_a_companion(hands):
    view = show(hands, "Lima")
    view.tabs.setCurrentIndex(WITH)
    view.focus_list()
    assert view.graph.hasFocus()
    assert len(view.graph.boxes()) == 1
    QTest.keyClick(view.graph, Qt.Key.Key_Return)
    hands.qtbot.waitUntil(lambda: view.page.entity.name == "Ana Ruiz")
    QApplication.processEvents()
    box = view.graph.boxes()[0]
    at = QPointF(*box.middle).toPoint()
    QTest.mouseClick(view.graph, LEFT_BUTTON, NONE, at)
    hands.qtbot.waitUntil(lambda: view.page.entity.name == "Geneva")


def test_merging_and_undoing_it_shows_at_once_everywhere(hands):
    view = show(hands, "B. Okri")
    window_of(hands).merge()
    picker = popup(EntityPopover).picker
    picker.field.setText("Ben")
    QTest.keyClick(picker.field, Qt.Key.Key_Return)
    settle(hands)
    hands.qtbot.waitUntil(lambda: view.page.entity.name == "Ben Okri")
    settle(hands)
    assert listed(hands) == ["Ana Ruiz", "Ben Okri", "Geneva", "Lima"]
    assert [part.name for part in view.page.parts] == ["B. Okri"]
    assert window_of(hands).notice_bar.notice.action == "Undo"
    activate(hands)
    hands.press("z", Qt.KeyboardModifier.ControlModifier)
    settle(hands)
    assert "B. Okri" in listed(hands)
    assert view.page.parts == ()


def test_several_of_the_index_are_merged(hands):
    shown = window_of(hands)
    model = shown.index.model
    shown.index.list.follow(id_of(hands, "B. Okri"))
    flags = shown.index.list.selectionModel()
    row = model.index(model.row_of(id_of(hands, "Ben Okri")), 0)
    flags.select(row, flags.SelectionFlag.Select | flags.SelectionFlag.Rows)
    shown.merge()
    settle(hands)
    assert "B. Okri" not in listed(hands)


def test_two_that_may_be_the_same_are_merged_or_kept_apart_by_one_key(hands):
    shown = window_of(hands)
    strip = shown.index.strip
    assert strip.isVisible()
    assert strip.said.text() == "“Ben Okri” and “B. Okri” may be the same"
    shown.index.focus_list()
    hands.press("d")
    settle(hands)
    assert not strip.isVisible()
    hands.session.undo()
    settle(hands)
    assert strip.isVisible()
    hands.press("y")
    settle(hands)
    assert "B. Okri" not in listed(hands)
    assert not strip.isVisible()
    assert hands.session.library.undo_label() == "Merge “B. Okri” into “Ben Okri”"


def test_part_comes_out_again(hands):
    library = hands.session.library
    ids = (id_of(hands, "B. Okri"), id_of(hands, "Ben Okri"))
    hands.session.act("Merge", lambda lib: lib.entities.merge([ids[0]], ids[1]))
    settle(hands)
    view = show(hands, "Ben Okri")
    view._part_buttons[0].click()
    settle(hands)
    assert library.entities.parts_of(ids[1]) == []
    assert "B. Okri" in listed(hands)


def test_rename_and_never_again_and_back(hands):
    view = show(hands, "Lima")
    shown = window_of(hands)
    shown.rename()
    field = popup(NamePopover).field
    field.setText("Lima, Peru")
    QTest.keyClick(field, Qt.Key.Key_Return)
    settle(hands)
    assert "Lima, Peru" in listed(hands)
    shown.never_again()
    settle(hands)
    assert "Lima, Peru" not in listed(hands)
    assert "never shown" in view._facts.text()
    shown.revive()
    settle(hands)
    assert "Lima, Peru" in listed(hands)


def test_panel_opens_the_page(hands):
    hands.session.entity_called.emit(id_of(hands, "Geneva"))
    hands.qtbot.waitUntil(
        lambda: (page := window_of(hands).view.page) and page.entity.name == "Geneva"
    )


def test_what_is_found_meanwhile_comes_into_index_and_page(hands):
    view = show(hands, "Lima")
    library = hands.session.library
    content = "Lima is large. Ben Okri is in Lima."
    article = add_article(library, make_imported(content, origin="/4.txt"))
    text = library.texts.current(article)
    with library.unrecorded():
        library.findings.record(text, findings(content))
    window_of(hands)._counter.count_all()
    hands.qtbot.waitUntil(lambda: view.page.mention_count == 3)
    assert view.models["mentions"].rowCount() == 3


def test_escape_closes_and_opening_again_counts_anew(hands):
    shown = window_of(hands)
    shown.index.focus_list()
    hands.press(Qt.Key.Key_Escape)
    assert not shown.isVisible()
    hands.session.act("Kill", lambda lib: lib.entities.kill(id_of(hands, "Lima")))
    shown.open()
    settle(hands)
    assert "Lima" not in listed(hands)


@given(
    st.floats(20, 500),
    st.lists(st.floats(20, 500), max_size=16),
    st.floats(200, 1200),
    st.floats(60, 900),
)
def test_labels_of_a_graph_never_overlap(center, around, width, height):
    placed = place(center, around, width, height)
    assert len(placed.around) == fitting(len(around), width, height)
    boxes = [placed.center, *placed.around]
    for number, one in enumerate(boxes):
        assert one.left >= 0
        assert one.left + one.width <= width + 1e-6
        for other in boxes[number + 1 :]:
            beside = one.left + one.width <= other.left or other.left + other.width <= one.left
            above = one.top + one.height <= other.top or other.top + other.height <= one.top
            assert beside or above


@given(st.lists(st.floats(60, 300), max_size=12), st.floats(500, 1200), st.floats(240, 900))
def test_lines_of_a_graph_run_over_no_label(around, width, height):
    placed = place(150, around, width, height)
    x, y = placed.center.middle
    for number, box in enumerate(placed.around):
        end = box.left if box.left > x else box.left + box.width
        for other in placed.around[:number] + placed.around[number + 1 :]:
            for step in range(1, 100):
                at = x + (end - x) * step / 100, y + (box.middle[1] - y) * step / 100
                is_over = (
                    other.left < at[0] < other.left + other.width
                    and other.top < at[1] < other.top + other.height
                )
                assert not is_over


def test_timeline_goes_from_bar_to_bar_that_counts(qtbot):
    dress()
    timeline = Timeline()
    qtbot.addWidget(timeline)
    timeline.resize(300, 68)
    timeline.show_bars((Bar("2026-01", 2), Bar("2026-02", 0), Bar("2026-03", 1)))
    chosen = []
    timeline.chosen.connect(chosen.append)
    timeline.current = 2
    QTest.keyClick(timeline, Qt.Key.Key_Left)
    assert timeline.current == 0
    QTest.keyClick(timeline, Qt.Key.Key_Space)
    timeline.choose(1)
    QTest.mouseClick(timeline, LEFT_BUTTON, NONE, timeline.rect_of(0).center().toPoint())
    assert chosen == ["2026-01", ""]
    timeline.show_bars(())
    assert timeline.period == ""


def test_graph_without_anybody_is_empty(qtbot):
    dress()
    graph = Graph()
    qtbot.addWidget(graph)
    QTest.keyClick(graph, Qt.Key.Key_Return)
    assert graph.boxes() == ()
    assert not graph.grab().isNull()


def test_trail_forgets_what_was_ahead():
    trail = Trail()
    assert trail.here is None
    assert not trail.travel(-1)
    for place_ in "abb":
        trail.go(place_)
    assert trail.travel(-1)
    assert (trail.here, trail.can_travel(1)) == ("a", True)
    trail.go("c")
    assert not trail.can_travel(1)
    trail.replace("d")
    assert trail.here == "d"
