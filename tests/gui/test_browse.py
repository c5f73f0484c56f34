"""All annotations of the library in one window: found, grouped, changed in place, opened."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from gui.browse.columns import COLOR, MADE, PASSAGE
from gui.browse.commands import QUOTES
from gui.browse.groups import GroupModel
from gui.browse.listing import FIRST
from gui.browse.model import PAGE, BrowseModel
from gui.browse.staying import with_those_kept
from gui.browse.window import BrowseWindow
from gui.export_dialog import ExportDialog
from gui.many import AT_ONCE
from storage.journal import ChangeSet
from storage.library import Library
from storage.types import Annotation, AnnotationId, ArticleId, Span
from tests.builders import add_article, make_annotation, make_imported, make_library
from tests.gui.windows import CONTROL, NONE, SHIFT, Hands, window_on
from tests.storage.found_texts import add_visit

KEY = Qt.Key
RIVER = "River news\n\nThe river rose by two metres. The bridge was closed."
BREAD = "Bread news\n\nFlour is dear this year. Bakers are worried."
ROSE, DEAR, BRIDGE = "The river rose", "Flour is dear", "The bridge"


class Desk(Hands):
    """A reader at all annotations."""

    river: ArticleId
    bread: ArticleId

    @property
    def browse(self) -> BrowseWindow:
        return self.window._windows.annotations

    def answered(self) -> None:
        """Wait until the list holds what is wanted."""
        browse = self.browse
        self.qtbot.waitUntil(
            lambda: (
                not (
                    browse.listing.is_waiting
                    or browse.tools.field._pause.isActive()
                    or browse._settling.isActive()
                    or browse.details._pause.isActive()
                    or self.session.asking._waiting
                    or self.session.asking._jobs
                )
            )
        )

    def listed(self) -> list[str]:
        model = self.browse.model
        return [model.index(row, PASSAGE).data() for row in range(model.rowCount())]

    def here(self) -> str:
        return str(self.browse.view.currentIndex().siblingAtColumn(PASSAGE).data() or "")

    def annotation(self, words: str) -> Annotation:
        lists = self.session.library.annotation_lists
        rows = [row.annotation for row in lists.rows(lists.ids())]
        return next(a for a in rows if a.passage and a.passage.exact == words)

    def key(self, key: Qt.Key | str, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Press a key in the list."""
        QTest.keyClick(self.browse.view, key, modifiers)

    def after(self, change: Callable[[], object]) -> list[str]:
        """Do something and give what is listed then."""
        change()
        self.answered()
        return self.listed()


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    library = make_library(tmp_path)
    river = add_article(library, make_imported(RIVER, title="River news", site="b.org"))
    bread = add_article(library, make_imported(BREAD, title="Bread news", site="a.org"))
    make_annotation(library, river, ROSE, color="red", tags=["water"])
    make_annotation(library, bread, DEAR, note="check *prices*")
    make_annotation(library, river, BRIDGE, color="blue", tags=["water", "roads"])
    with window_on(library, tmp_path, qtbot) as window:
        desk = Desk(window, qtbot)
        desk.river, desk.bread = river, bread
        desk.press("a", CONTROL | SHIFT)
        desk.answered()
        yield desk


def test_newest_are_first_with_their_articles(desk: Desk) -> None:
    assert desk.listed() == [BRIDGE, DEAR, ROSE]
    model = desk.browse.model
    said = [str(model.index(1, column).data()) for column in range(model.columnCount())]
    assert said == [
        *("Yellow", DEAR, "check prices", "", "Bread news", "a.org"),
        *("2 Jan 2026", "2 Jan 2026", ""),
    ]
    assert desk.browse.count.text() == "3 annotations"
    assert desk.browse.view.hasFocus()


def test_models_behave(desk: Desk, qtmodeltester: ModelTester) -> None:
    library = desk.session.library
    model, ids = BrowseModel(library), library.annotation_lists.ids()
    qtmodeltester.check(model)
    model.show_ids(ids[:1])
    qtmodeltester.check(model)
    model.show_ids(ids)
    model.drop(list(ids[1:2]))
    assert list(model.ids) == [ids[0], ids[2]]
    groups = GroupModel()
    qtmodeltester.check(groups)
    groups.show_groups(library.annotation_lists.groups(ids, "tag"), "tag", 3, model.names)
    qtmodeltester.check(groups)


def test_header_orders_and_turns_round(desk: Desk) -> None:
    header = desk.browse.view.horizontalHeader()

    def press(column: int) -> None:
        spot = QPoint(header.sectionViewportPosition(column) + 8, 8)
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, NONE, spot)

    assert desk.after(lambda: press(PASSAGE)) == [DEAR, BRIDGE, ROSE]
    assert desk.after(lambda: press(PASSAGE)) == [ROSE, BRIDGE, DEAR]
    assert desk.after(lambda: press(COLOR)) == [DEAR, ROSE, BRIDGE]
    assert desk.after(lambda: press(MADE)) == [BRIDGE, DEAR, ROSE]
    assert desk.after(lambda: press(MADE)) == [ROSE, DEAR, BRIDGE]


def test_filter_is_that_of_the_search_and_counts(desk: Desk) -> None:
    browse = desk.browse
    desk.press("f", CONTROL)
    assert desk.after(lambda: desk.type("bridg")) == [BRIDGE]
    assert browse.count.text() == "1 of 3 annotations"
    assert desk.after(lambda: browse.tools.field.setText("zebra")) == []
    assert browse.body.currentWidget() is browse._unmatched
    assert desk.after(lambda: browse.tools.field.setText("z")) == []
    assert browse.body.currentWidget() is browse._begun
    assert desk.after(lambda: browse.tools.bar.search("color:chartreuse")) == []
    assert browse.body.currentWidget() is browse._unmatched
    assert browse.count.text() == "0 of 3 annotations"
    desk.qtbot.waitUntil(lambda: not browse.tools.bar.note.isHidden())
    assert desk.after(browse._clear) == [BRIDGE, DEAR, ROSE]


def test_groups_are_counted_and_list_their_own(desk: Desk) -> None:
    browse = desk.browse
    desk.after(lambda: browse.tools.groups.setCurrentIndex(2))
    model = browse.group_model
    shown = [(model.index(n, 0).data(), model.index(n, 1).data()) for n in range(model.rowCount())]
    assert shown == [("All", "3"), ("roads", "1"), ("water", "2"), ("Without a tag", "1")]
    browse.groups.setFocus()
    QTest.keyClick(browse.groups, KEY.Key_Down)
    QTest.keyClick(browse.groups, KEY.Key_J)
    assert desk.listed() == [BRIDGE, ROSE]
    assert browse.count.text() == "2 of 3 annotations"
    QTest.keyClick(browse.groups, KEY.Key_Return)
    assert browse.view.hasFocus()
    assert len(desk.after(lambda: desk.key("g"))) == 3  # by colour: all again
    assert model.index(1, 0).data() == "Yellow"


@pytest.mark.parametrize(
    ("row", "first"), [(1, "River news"), (4, "Not in a quote"), (5, "January 2026")]
)
def test_groups_by_article_speaker_and_month(desk: Desk, row: int, first: str) -> None:
    desk.after(lambda: desk.browse.tools.groups.setCurrentIndex(row))
    assert desk.browse.group_model.index(1, 0).data() == first


def test_note_is_edited_in_place_and_undone(desk: Desk) -> None:
    desk.key("n")
    note = desk.browse.details.note
    assert note.hasFocus()
    QTest.keyClicks(note, "see map")
    QTest.keyClick(note, KEY.Key_Escape)
    assert desk.annotation(BRIDGE).note == "see map"
    assert desk.browse.view.hasFocus()
    assert desk.browse.isVisible()
    desk.press("z", CONTROL)
    assert desk.annotation(BRIDGE).note == ""
    assert desk.session.article is None  # the reader stays here


def test_tags_and_colours_have_one_key_each(desk: Desk) -> None:
    desk.key("3")
    assert desk.annotation(BRIDGE).color == "green"
    desk.key("u")
    assert desk.annotation(BRIDGE).style == "underline"
    desk.key("t")
    entry = desk.browse.details.tags.entry
    assert entry.hasFocus()
    QTest.keyClicks(entry, "city")
    QTest.keyClick(entry, KEY.Key_Return)
    assert desk.annotation(BRIDGE).tags == ("city", "roads", "water")
    QTest.keyClick(entry, KEY.Key_Escape)
    assert desk.browse.view.hasFocus()
    for _ in range(3):
        desk.press("z", CONTROL)
    restored = desk.annotation(BRIDGE)
    assert (restored.color, restored.style, restored.tags) == (
        *("blue", "highlight"),
        ("roads", "water"),
    )


def test_deleting_goes_on_to_the_next_and_can_be_undone(desk: Desk) -> None:
    desk.key(KEY.Key_Delete)
    assert desk.listed() == [DEAR, ROSE]
    desk.answered()
    assert desk.here() == DEAR
    assert desk.told() == "Annotation deleted."
    assert desk.browse.notice_bar.notice is not None
    desk.press("z", CONTROL)
    assert desk.after(lambda: None) == [BRIDGE, DEAR, ROSE]


def test_all_selected_are_changed_in_one_step(desk: Desk) -> None:
    desk.key("a", CONTROL)
    desk.answered()
    assert desk.browse.several.title.text() == "3 selected"
    assert desk.browse.several.tags.tags() == ["roads", "water"]
    desk.key("2")
    assert {desk.annotation(w).color for w in (ROSE, DEAR, BRIDGE)} == {"red"}
    assert desk.browse.view.selection_size() == 3
    desk.browse.several.tags.removed.emit("water")
    desk.browse.several.tags.added.emit("later, thesis")
    assert desk.annotation(ROSE).tags == ("later", "thesis")
    labels = []
    for _ in range(3):
        labels.append(desk.session.library.undo_label())
        desk.press("z", CONTROL)
    assert labels == [
        *("Add tags to 3 annotations", "Remove tag from 3 annotations"),
        "Recolour 3 annotations",
    ]
    assert desk.annotation(BRIDGE).color == "blue"
    assert desk.annotation(ROSE).tags == ("water",)
    QTest.keyClick(desk.browse.view, KEY.Key_Escape)
    assert desk.browse.view.selection_size() == 1


def test_many_are_changed_beside_the_window_in_one_step(desk: Desk) -> None:
    library, text = desk.session.library, desk.session.library.texts.current(desk.river)
    with library.transaction("Mark"):
        for _ in range(AT_ONCE):
            library.annotations.add(text, Span(0, 5), color="gray")
    desk.answered()
    assert len(desk.listed()) == AT_ONCE + 3
    desk.key("a", CONTROL)
    desk.key(KEY.Key_Delete)
    desk.qtbot.waitUntil(lambda: desk.told() == f"{AT_ONCE + 3} annotations deleted.")
    desk.answered()
    assert desk.browse.body.currentWidget() is desk.browse._bare
    desk.press("z", CONTROL)
    desk.answered()
    assert len(desk.listed()) == AT_ONCE + 3


def test_rows_changed_here_stay_until_the_filter_is_asked_again(desk: Desk) -> None:
    browse = desk.browse
    desk.after(lambda: browse.tools.bar.search("color:red"))
    desk.after(browse.view.focus)
    desk.key("a", CONTROL)
    assert desk.after(lambda: desk.key("4")) == [ROSE]
    assert desk.annotation(ROSE).color == "blue"
    assert browse.view.hasFocus()
    assert list(browse.view.selected_ids()) == [desk.annotation(ROSE).id]
    assert desk.after(browse.listing.ask) == []
    assert desk.after(lambda: desk.session.undo()) == [ROSE]


def test_rows_kept_have_their_place() -> None:
    now, before = array("q", [9, 5, 4, 1]), array("q", [7, 5, 3, 2, 1])
    assert list(with_those_kept(now, before, {2, 3, 7})) == [7, 9, 5, 3, 2, 4, 1]
    assert with_those_kept(now, before, {5}) is now


def test_many_changed_in_one_step_stay(desk: Desk) -> None:
    library, browse = desk.session.library, desk.browse
    ids = [make_annotation(library, desk.river, ROSE, color="red") for _ in range(AT_ONCE + 1)]
    desk.session.changed.emit(ChangeSet(everything=True))
    desk.after(lambda: browse.tools.bar.search("color:red"))
    browse.view.focus()
    desk.key("a", CONTROL)
    with desk.qtbot.waitSignal(desk.session.changed):
        desk.key("3")
    desk.answered()
    assert browse.view.selection_size() == len(ids) + 1
    assert set(browse.view.selected_ids()) >= set(ids)


def test_tags_of_others_are_gone_at_once_and_the_rest_is_counted(desk: Desk) -> None:
    library, browse = desk.session.library, desk.browse
    names = [f"tag {number:02}" for number in range(15)]
    ids = [make_annotation(library, desk.river, ROSE, tags=names) for _ in range(2)]
    browse.several.show_ids(array("q", ids))
    desk.answered()
    assert browse.several.tags.tags() == names[:12]
    assert browse.several.more.text() == "+3 more"
    assert not browse.several.more.isHidden()
    browse.several.show_ids(array("q", [desk.annotation(DEAR).id, *ids]))
    assert browse.several.tags.tags() == []
    desk.answered()
    assert browse.several.tags.tags() == names[:12]


def test_enter_opens_the_article_at_the_passage(desk: Desk) -> None:
    desk.key("j")
    desk.key(KEY.Key_Return)
    desk.settle()
    assert desk.session.article is not None
    assert desk.session.article.id == desk.bread
    assert desk.focused() == DEAR


def test_passage_is_shown_in_its_paragraph(desk: Desk) -> None:
    desk.key("j")
    desk.answered()
    details = desk.browse.details
    assert details.title.text() == "Bread news"
    assert details.passage.toPlainText() == "Flour is dear this year. Bakers are worried."
    assert details.note.toPlainText() == "check *prices*"


def test_cards_and_table_keep_the_selection_and_are_remembered(desk: Desk) -> None:
    desk.key("j")
    desk.key("v")
    view = desk.browse.view
    assert view.look == "cards"
    assert not view.horizontalHeader().isVisible()
    assert desk.here() == DEAR
    assert desk.session.settings.text("browse/look") == "cards"
    desk.browse.grab()  # paints them
    desk.key("v")
    assert view.look == "table"


def test_copied_as_markdown_and_with_source(desk: Desk) -> None:
    desk.key("j")
    with desk.qtbot.waitSignal(desk.session.noticed):
        desk.key("c", CONTROL)
    assert QGuiApplication.clipboard().text() == f"> {DEAR}\n\ncheck *prices*\n"
    with desk.qtbot.waitSignal(desk.session.noticed):
        desk.key("x")
    assert QGuiApplication.clipboard().text().startswith(f"“{DEAR}” (")


def test_what_is_selected_is_exported_and_nothing_else(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[tuple[list[ArticleId], list[AnnotationId]]] = []
    monkeypatch.setattr(
        ExportDialog, "ask_for", lambda _s, articles, ids, _p: asked.append((articles, ids))
    )
    desk.key(KEY.Key_Down, SHIFT)
    desk.key("e", CONTROL)
    desk.press("e", CONTROL)
    desk.answered()
    articles, ids = asked[-1]
    assert articles == [desk.river, desk.bread]
    dialog = ExportDialog(desk.session, articles, annotations=ids)
    desk.qtbot.addWidget(dialog)
    assert dialog.scopes.checkedButton().text() == "2 annotations"
    target = tmp_path / "out.md"
    with desk.qtbot.waitSignal(dialog.finished):
        dialog.save_to(target)
    words = target.read_text(encoding="utf-8")
    assert BRIDGE in words
    assert DEAR in words
    assert ROSE not in words


def test_change_elsewhere_comes_in(desk: Desk) -> None:
    make_annotation(desk.session.library, desk.bread, "Bakers")
    assert desk.after(lambda: None) == ["Bakers", BRIDGE, DEAR, ROSE]
    assert desk.here() == BRIDGE  # where the reader was


def test_place_in_a_long_list_is_kept_when_one_comes_in_at_its_top(desk: Desk) -> None:
    library = desk.session.library
    text = library.texts.current(desk.river)
    with library.transaction("Add highlights"):
        for start in range(FIRST + 40):
            library.annotations.add(text, Span(start % 40, start % 40 + 5))
    desk.session.changed.emit(ChangeSet(everything=True))
    desk.answered()
    desk.browse.view.go_to(FIRST + 20)
    here = desk.browse.view.current()
    seen: list[int] = []
    desk.browse.model.modelReset.connect(lambda: seen.append(desk.browse.model.rowCount()))
    desk.session.act("Add highlight", lambda lib: lib.annotations.add(text, Span(0, 3)))
    desk.answered()
    assert desk.browse.view.current() == here
    assert seen == [FIRST + 44]


def test_tag_that_is_being_typed_is_kept_when_several_are_selected(desk: Desk) -> None:
    desk.key("T")
    QTest.keyClicks(desk.browse.details.tags.entry, "prices")
    desk.browse.view.selectAll()
    desk.answered()
    assert not desk.browse.view.horizontalHeader().selectionModel().hasSelection()
    assert desk.annotation(BRIDGE).tags == ("prices", "roads", "water")
    assert desk.annotation(ROSE).tags == ("water",)


def test_main_window_stays_while_a_note_that_is_written_here_is_not_saved(desk: Desk) -> None:
    note, path = desk.annotation(BRIDGE).id, desk.session.library.path
    desk.key("N")
    with Library.open(path) as other, other.unrecorded():
        QTest.keyClicks(desk.browse.details.note, "precious")
        desk.window.close()
        assert desk.window.isVisible()
    desk.window.close()
    assert not desk.window.isVisible()
    with Library.open(path) as again:
        assert again.annotations.get(note).note == "precious"


def test_only_rows_in_view_are_read(desk: Desk) -> None:
    model = BrowseModel(desk.session.library)
    model.show_ids(type(model.ids)("q", range(1, 100_001)))
    assert model.rowCount() == 100_000
    assert model.index(50_000, PASSAGE).data() is None
    assert list(model._pages) == [50_000 // PAGE]


def test_escape_closes_it_and_it_goes_with_its_main_window(desk: Desk) -> None:
    browse = desk.browse
    desk.key(KEY.Key_Escape)
    assert not browse.isVisible()
    desk.window.actions_["all_annotations"].trigger()
    assert browse.isVisible()
    desk.window.close()
    assert not browse.isVisible()


def test_quotes_are_listed_where_they_are_asked_for(desk: Desk) -> None:
    library = desk.session.library
    article = add_visit(library).article_id
    browse = desk.browse
    assert len(desk.after(lambda: browse.tools.bar.search("kind:quote"))) == 2
    assert desk.listed()[0] == "“We are here.”"
    assert browse.count.text() == "2 quotes"
    assert not browse.exporter.isEnabled()
    assert browse.side.currentWidget() is browse.quote_details
    assert browse.quote_details.speaker.text() == "— Ana Ruiz"
    assert "said: “We are here.”" in browse.quote_details.passage.toPlainText()
    for key in ("3", "n", "t"):
        desk.key(key)
    desk.key(KEY.Key_Delete)
    assert desk.told() == QUOTES
    assert len(library.annotation_lists.ids()) == 3
    desk.key("v")
    browse.grab()
    desk.after(lambda: browse.tools.groups.setCurrentIndex(4))
    assert browse.group_model.index(1, 0).data() == "Ana Ruiz"
    desk.key(KEY.Key_Return)
    desk.settle()
    assert desk.session.article is not None
    assert desk.session.article.id == article
    assert desk.session.pointed_at is not None
    assert desk.after(browse.tools.clear) == [BRIDGE, DEAR, ROSE]


def test_empty_library_says_how_to_begin(tmp_path: Path, qtbot: QtBot) -> None:
    with window_on(make_library(tmp_path), tmp_path, qtbot) as window:
        desk = Desk(window, qtbot)
        desk.press("a", CONTROL | SHIFT)
        desk.answered()
        assert desk.browse.body.currentWidget() is desk.browse._bare
        assert desk.browse.count.text() == "0 annotations"
