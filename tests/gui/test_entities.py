"""The entities of the open article: reviewed, corrected and walked by keys and by mouse."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gui.entities.asking import KindMenu, NamePopover, SplitPopover
from gui.entities.model import EntityModel, Heading
from gui.entities.panel import LONG
from gui.entities.questions import merge_into
from gui.entities.wording import is_unsure, second_line, spoken, state_words, title_of
from gui.entity_picker import EntityPopover
from storage.finders.detector import DETECTOR, VERSION
from storage.finding_types import ArticleEntity
from storage.found import Findings, FoundEntity, FoundMention
from storage.types import Span
from tests.builders import add_article, make_imported
from tests.gui.windows import LEFT_BUTTON, NONE, SHIFT, Hands, window_on

CONTENT = (
    "A visit in two days\n\n"
    "Ana Ruiz of the World Health Organization (WHO) met Ben Okri in Geneva on 6-7 May 2026.\n\n"
    "Ruiz left WHO. Mr Okri and B. Okri stayed in Geneva. A later line says Geneva once more."
)
ENTITIES = (
    FoundEntity("person", "Ana Ruiz", ("Ruiz",), roles=("WHO head",)),
    FoundEntity("person", "Ben Okri", ("Okri", "B. Okri")),
    FoundEntity("organisation", "World Health Organization", ("WHO",)),
    FoundEntity("place", "Geneva"),
    FoundEntity("date", "6-7 May 2026", iso="2026-05-06/2026-05-07"),
)
PLACES = (
    *(("Ana Ruiz", 0, 0.9), ("Ruiz left", 0, 0.9), ("Ben Okri", 1, 0.9), ("B. Okri", 1, 0.9)),
    *(("World Health Organization", 2, 0.9), ("WHO", 2, 0.9), ("Geneva", 3, 0.5)),
    ("6-7 May 2026", 4, 0.95),
)


def findings(missing=""):
    mentions = []
    for words, entity, sure in PLACES:
        start = CONTENT.index(words)
        name = words.removesuffix(" left")
        mentions.append(FoundMention(start, start + len(name), entity, sure))
    return Findings(DETECTOR, VERSION, "en", ENTITIES, tuple(sorted(mentions)), (), missing)


@pytest.fixture
def hands(library, tmp_path, qtbot):
    """Give a window on a text that was looked through, the list of its entities in front."""
    article = add_article(library, make_imported(CONTENT, url="", origin="/a.txt"))
    text = library.texts.current(article)
    with library.unrecorded():
        library.findings.record(text, findings())
    with window_on(library, tmp_path, qtbot) as window:
        hands = Hands(window, qtbot)
        hands.open(article)
        window.side.show_tab("entities")
        qtbot.waitUntil(lambda: panel_of(hands).model.total > 0)
        panel_of(hands).focus_list()
        yield hands


def panel_of(hands):
    return hands.window.side._panels["entities"]


def names(hands):
    """Give what the list shows: kinds of headings, names of entities."""
    model = panel_of(hands).model
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def current(hands):
    entity = panel_of(hands).model.entity(panel_of(hands).list.current())
    return entity.name if entity else ""


def state(hands, name):
    found = hands.session.library.entities.of(hands.session.text.id)
    return next((entity.state for entity in found if entity.name == name), "rejected")


def go_to(hands, name):
    model = panel_of(hands).model
    found = next(entity for entity in model.entities() if entity.name == name)
    panel_of(hands).list.follow(found.id)
    panel_of(hands).list.chosen.emit(found.id)


def popup(kind):
    """Give the open question of a kind."""
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible())


def pointed(hands):
    span = hands.session.pointed_at
    return hands.content[span.start : span.end] if span else ""


def test_model_keeps_the_rules(hands, qtmodeltester):
    qtmodeltester.check(panel_of(hands).model, force_py=True)


def test_entities_stand_by_kind_with_their_counts(hands):
    assert names(hands) == [
        *("People", "Ana Ruiz", "Ben Okri"),
        *("Organisations", "World Health Organization"),
        *("Places", "Geneva", "Dates", "6–7 May 2026"),
    ]
    assert panel_of(hands).model.row(0) == Heading("person", 2, 2)
    assert panel_of(hands).count.text() == "5 names"
    assert panel_of(hands).review.text() == "5 to review"


def test_words_say_what_is_shown():
    date = ArticleEntity(
        *(1, "date", "2026-05-06/2026-05-07", "2026-05-06/2026-05-07", "suggested", 2, 0),
        *(Span(1, 2), ("6-7 May 2026", "yesterday"), 0.9),
    )
    assert title_of(date) == "6–7 May 2026"
    assert second_line(date) == "6-7 May 2026, yesterday"
    person = ArticleEntity(
        1, "person", "Ana Ruiz", "", "suggested", 3, 1, Span(1, 2), ("Ruiz", "Ana Ruiz"), 0.9
    )
    assert state_words(person) == "1 of 3 confirmed"
    assert spoken(person) == ("Ana Ruiz, person. 3 mentions. 1 of 3 confirmed. Also written: Ruiz")
    known = replace(person, confirmed=0, confidence=0.5, is_known=True)
    assert second_line(known) == "Confirmed before · Ruiz"
    assert (state_words(known), is_unsure(known)) == ("Suggested, confirmed before", False)


def test_one_key_a_suggestion_and_each_is_a_step(hands):
    assert current(hands) == "Ana Ruiz"
    hands.press("a")
    assert (state(hands, "Ana Ruiz"), current(hands)) == ("confirmed", "Ben Okri")
    assert pointed(hands) == "Ben Okri"
    hands.press("r")
    assert (state(hands, "Ben Okri"), current(hands)) == (
        "rejected",
        "World Health Organization",
    )
    hands.press("a")
    hands.press("a")
    hands.press("a")
    assert panel_of(hands).model.open == 0
    assert panel_of(hands).count.text() == "4 names"
    assert hands.session.library.undo_label() == "Accept “6–7 May 2026”"
    for _ in range(5):
        hands.session.undo()
    assert panel_of(hands).model.open == 5


def test_only_those_to_review(hands):
    panel = panel_of(hands)
    hands.press("a")
    panel.review.click()
    assert "Ana Ruiz" not in names(hands)
    panel.focus_list()
    for _ in range(4):
        hands.press("a")
    assert names(hands) == []
    assert panel._body.currentWidget() is panel._reviewed
    hands.session.undo()
    assert "6–7 May 2026" in names(hands)


def test_filter_by_words_of_name_or_form(hands):
    panel = panel_of(hands)
    panel.field.setText("who")
    panel._filter()
    assert names(hands) == ["Organisations", "World Health Organization"]
    panel.field.setText("nobody")
    panel._filter()
    assert panel._body.currentWidget() is panel._unmatched
    panel._clear_filter()
    assert len(names(hands)) == 9


def test_accept_everywhere_and_never_again(hands):
    library = hands.session.library
    hands.press("a", SHIFT)
    entity = library.entities.matching("Ana Ruiz")[0]
    assert entity.is_everywhere
    assert hands.told() == "“Ana Ruiz” is accepted in all articles."
    assert current(hands) == "Ben Okri"
    hands.press("r", SHIFT)
    assert ("Ben Okri", "person") in library.entities.killed()
    assert "Ben Okri" not in names(hands)
    hands.session.undo()
    assert "Ben Okri" in names(hands)


def test_j_and_k_move_and_n_walks_through_the_mentions_and_round(hands):
    hands.press("j")
    assert (current(hands), pointed(hands)) == ("Ben Okri", "Ben Okri")
    hands.press("n")
    assert pointed(hands) == "B. Okri"
    hands.press("n")
    assert pointed(hands) == "Ben Okri"
    hands.press(Qt.Key.Key_Return)
    assert pointed(hands) == "B. Okri"
    hands.press("k")
    assert (current(hands), pointed(hands)) == ("Ana Ruiz", "Ana Ruiz")
    hands.press("n", SHIFT)
    assert pointed(hands) == "Ruiz"


def test_double_click_walks(hands):
    panel = panel_of(hands)
    panel.list.scrollToTop()
    rect = panel.list.visualRect(panel.model.index(1, 0))
    QTest.mouseClick(panel.list.viewport(), LEFT_BUTTON, NONE, rect.center())
    assert pointed(hands) == "Ana Ruiz"
    QTest.mouseDClick(panel.list.viewport(), LEFT_BUTTON, NONE, rect.center())
    assert pointed(hands) == "Ruiz"


def test_kind_by_two_keys(hands):
    go_to(hands, "Geneva")
    hands.press("c")
    popup(KindMenu)
    hands.press("e")
    assert names(hands)[-2:] == ["Events", "Geneva"]
    assert current(hands) == "Geneva"
    assert hands.session.library.undo_label() == "Make “Geneva” an event"


def test_rename_keeps_the_old_name_as_alias(hands):
    hands.press(Qt.Key.Key_F2)
    field = popup(NamePopover).field
    assert field.text() == "Ana Ruiz"
    field.setText("Dr Ana Ruiz")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert current(hands) == "Dr Ana Ruiz"
    assert "Ana Ruiz" in hands.session.library.entities.matching("Dr Ana")[0].aliases


def test_merge_into_another_by_name(hands):
    go_to(hands, "Ben Okri")
    hands.press("m")
    picker = popup(EntityPopover).picker
    picker.field.setText("ana")
    assert picker.offers() == ["Ana Ruiz"]
    QTest.keyClick(picker.field, Qt.Key.Key_Return)
    assert "Ben Okri" not in names(hands)
    assert current(hands) == "Ana Ruiz"
    assert hands.told() == "“Ben Okri” is merged into “Ana Ruiz”."
    hands.session.undo()
    assert "Ben Okri" in names(hands)


def test_several_selected_become_the_one_of_longest_name(hands):
    panel = panel_of(hands)
    go_to(hands, "Ben Okri")
    hands.press(Qt.Key.Key_Down, SHIFT)  # over the heading
    assert [e.name for e in panel.list.selection()] == ["Ben Okri", "World Health Organization"]
    hands.press("m")
    assert "Ben Okri" not in names(hands)
    assert hands.session.library.undo_label() == (
        "Merge “Ben Okri” into “World Health Organization”"
    )


def test_merge_into_one_that_is_gone_is_told(hands):
    entities = panel_of(hands).model.entities()
    merge_into(hands.session, entities[:1], 9999, hands.notices.append)
    assert hands.told().endswith("no longer in the library.")


def test_dropping_one_onto_another_merges_them(hands):
    panel = panel_of(hands)
    go_to(hands, "Ben Okri")
    at = panel.list.visualRect(panel.model.index(1, 0)).center()

    class Drop(QDropEvent):
        def source(self):
            return panel.list

    mime = QMimeData()
    event = Drop(QPointF(at), Qt.DropAction.CopyAction, mime, LEFT_BUTTON, NONE)
    panel.list.dropEvent(event)
    assert "Ben Okri" not in names(hands)
    assert hands.notices[-1].action == "Undo"


def test_split_makes_some_forms_somebody_else(hands):
    go_to(hands, "Ben Okri")
    hands.press("s")
    question = popup(SplitPopover)
    box = next(box for box in question.boxes if box.text() == "B. Okri")
    box.click()
    assert question.field.text() == "B. Okri"
    question.field.setText("Bea Okri")
    QTest.keyClick(question.field, Qt.Key.Key_Return)
    assert {"Ben Okri", "Bea Okri"} <= set(names(hands))
    hands.session.undo()
    assert "Bea Okri" not in names(hands)


def test_nothing_to_split_is_told(hands):
    go_to(hands, "Geneva")
    hands.press("s")
    assert "one way only" in hands.told()


def test_other_places_of_a_name_are_marked(hands):
    go_to(hands, "Geneva")
    hands.press("m", SHIFT)
    geneva = next(e for e in panel_of(hands).model.entities() if e.name == "Geneva")
    assert (geneva.count, geneva.confirmed) == (3, 2)
    assert hands.told() == "“Geneva” marked in 2 more places."
    hands.press("m", SHIFT)
    assert "nowhere else" in hands.told()


def test_undo_goes_back_to_what_it_was_about(hands):
    hands.press("r")
    assert current(hands) == "Ben Okri"
    hands.press("z", Qt.KeyboardModifier.ControlModifier)
    assert (current(hands), pointed(hands)) == ("Ana Ruiz", "Ana Ruiz")


def test_undecided_again(hands):
    hands.press("a")
    go_to(hands, "Ana Ruiz")
    hands.press("u")
    assert state(hands, "Ana Ruiz") == "suggested"


def test_menu_offers_what_can_be_done(hands):
    panel = panel_of(hands)
    menu = panel.commands.popup_menu()
    offered = {action.text().partition("\t")[0]: action for action in menu.actions()}
    assert {"Accept", "Reject", "Rename…", "Merge…", "Never show again"} <= offered.keys()
    assert all(action.isEnabled() for action in menu.actions())
    menu.deleteLater()


def test_escape_gives_the_keyboard_to_the_page(hands):
    hands.press(Qt.Key.Key_Escape)
    assert hands.page.hasFocus()
    assert hands.session.pointed_at is None


def test_what_is_chosen_on_the_page_is_selected(hands):
    mention = hands.session.library.mentions.on(hands.session.text.id)[-1]
    hands.session.chosen.emit(mention)
    assert current(hands) == mention.name


def test_panel_says_what_is_not_detected_and_when_nobody_has_looked(library, tmp_path, qtbot):
    unseen = add_article(library, make_imported("Nobody has looked here.", origin="/b.txt"))
    article = add_article(library, make_imported(CONTENT, url="", origin="/a.txt"))
    with library.unrecorded():
        text = library.texts.current(article)
        library.findings.record(text, findings("Events are not detected in Danish."))
    with window_on(library, tmp_path, qtbot) as window:
        window._session.settings.set_flag("find", False)
        window.side.show_tab("entities")
        panel = window.side._panels["entities"]
        assert panel._body.currentWidget() is panel._closed
        window._session.open(article)
        qtbot.waitUntil(lambda: panel.model.total > 0)
        assert panel.missing.words.text() == "Events are not detected in Danish."
        assert panel.missing.isVisible()
        window._session.open(unseen)
        qtbot.waitUntil(lambda: panel._body.currentWidget() is panel._unseen)


def test_model_tells_only_the_rows_that_change(qtbot):
    model = EntityModel()
    removed, inserted = [], []
    model.rowsRemoved.connect(lambda _, first, last: removed.append((first, last)))
    model.rowsInserted.connect(lambda _, first, last: inserted.append((first, last)))
    some = [
        ArticleEntity(
            n, "person", f"N{n}", "", "suggested", 9 - n, 0, Span(n, n + 1), (f"N{n}",), 0.9
        )
        for n in range(4)
    ]
    model.show(some)
    assert inserted == [(0, 4)]
    model.show([some[0], some[2], some[3]])
    assert (removed, model.row_of(2), model.row_of(1)) == ([(2, 2)], 2, -1)
    assert model.next_open(3, [3]) == 0


def test_entities_of_a_book_come_from_the_worker(library, tmp_path, qtbot):
    content = f"{CONTENT}\n\n{'More words. ' * (LONG // 12)}"
    article = add_article(library, make_imported(content, url="", origin="/book.txt"))
    with library.unrecorded():
        library.findings.record(library.texts.current(article), findings())
    with window_on(library, tmp_path, qtbot) as window:
        hands = Hands(window, qtbot)
        hands.open(article)
        window.side.show_tab("entities")
        panel = panel_of(hands)
        panel.focus_list()
        qtbot.waitUntil(lambda: panel.model.total == 5)
        panel.focus_list()
        hands.press("a")
        assert (state(hands, "Ana Ruiz"), current(hands)) == ("confirmed", "Ben Okri")
