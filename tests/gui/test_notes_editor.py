"""Writing notes and tags in the inspector: nothing typed is lost, nothing else happens."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gui.actions import Actions
from gui.annotations import drafts
from gui.annotations.note_field import NoteField
from gui.notes.panel import NotesPanel
from gui.session import Session
from gui.settings import Settings
from gui.theme import apply_theme, current_theme, load_theme
from storage.library import Library
from storage.types import AnnotationFilter, Style
from tests.builders import add_article, make_annotation, make_imported
from tests.gui.test_notes import CONTROL, KEY, Desk, desk, session

__all__ = ["desk", "session"]  # fixtures


@pytest.fixture
def second_window(desk: Desk) -> Iterator[Library]:
    other = Library.open(Path(desk.library.path))
    yield other
    other.close()


def write(desk: Desk, qtbot: QtBot, words: str) -> None:
    qtbot.keyClicks(desk.panel.inspector.note, words)


# -- notes


def test_single_keys_are_letters_in_every_field(desk: Desk, qtbot: QtBot) -> None:
    inspector = desk.panel.inspector
    for number, widget in enumerate(
        (inspector.note, inspector.tags.entry, desk.panel.filters.field)
    ):
        desk.select(0)
        widget.setFocus()
        qtbot.keyClicks(widget, "hu1nxte?/d")
        qtbot.keyClick(widget, KEY.Key_Backspace)
        qtbot.keyClick(widget, KEY.Key_Delete)
        text = widget.toPlainText() if isinstance(widget, NoteField) else widget.text()
        assert text == "hu1nxte?/", number
    assert desk.fired == []
    assert (desk.get(0).color, desk.get(0).style) == ("yellow", "highlight")
    assert len(desk.shown()) == 5


def test_a_new_annotation_gets_its_note_at_once(desk: Desk, qtbot: QtBot) -> None:
    desk.page.setFocus()
    new = make_annotation(desk.library, desk.article, "tart")
    desk.session.focus_on(new)
    desk.panel.edit_note()
    assert desk.panel.inspector.note.hasFocus()
    write(desk, qtbot, "Sour")
    qtbot.keyClick(desk.panel.inspector.note, KEY.Key_Escape)
    assert desk.library.annotations.get(new).note == "Sour"
    assert desk.page.hasFocus()


@pytest.mark.parametrize("key", [KEY.Key_Return, KEY.Key_E])
def test_from_the_list_and_back(desk: Desk, qtbot: QtBot, key: Qt.Key) -> None:
    desk.select(1)
    qtbot.keyClick(desk.panel.list, key)
    assert desk.panel.inspector.note.hasFocus()
    assert desk.panel.inspector.note.toPlainText() == "**Pale** bark"
    qtbot.keyClick(desk.panel.inspector.note, KEY.Key_Escape)
    assert desk.panel.list.hasFocus()
    assert desk.steps()[0] != "Edit note"  # nothing was changed


def test_it_saves_soon_after_the_last_letter(desk: Desk, qtbot: QtBot) -> None:
    desk.select(0)
    desk.panel.edit_note()
    write(desk, qtbot, "Alders")
    assert desk.get(0).note == ""
    qtbot.waitUntil(lambda: desk.get(0).note == "Alders", timeout=drafts.SAVE_AFTER_MS + 2000)
    assert desk.panel.inspector.note.hasFocus()


def test_typing_with_pauses_is_one_step(desk: Desk, qtbot: QtBot) -> None:
    desk.select(0)
    desk.panel.edit_note()
    for words in ("One ", "two ", "three"):
        write(desk, qtbot, words)
        desk.panel.flush()
    assert desk.get(0).note == "One two three"
    desk.session.undo()
    assert desk.get(0).note == ""
    assert desk.panel.inspector.note.toPlainText() == ""
    assert "Edit note" not in desk.steps()


@pytest.mark.parametrize("way", ["elsewhere", "other annotation", "other article", "flush"])
def test_what_is_typed_is_saved_when_the_reader_goes(desk: Desk, qtbot: QtBot, way: str) -> None:
    other = add_article(desk.library, make_imported("Other words."))
    desk.select(0)
    desk.panel.edit_note()
    write(desk, qtbot, "Kept")
    if way == "elsewhere":
        desk.page.setFocus()
    elif way == "other annotation":
        desk.session.focus_on(desk.ids[1])
        assert desk.panel.inspector.note.toPlainText() == "**Pale** bark"
    elif way == "other article":
        desk.session.open(other)
    else:
        desk.panel.flush()
    assert desk.get(0).note == "Kept"
    assert desk.get(1).note == "**Pale** bark"


def test_what_is_typed_is_saved_when_the_session_closes(
    library: Library, tmp_path: Path, qtbot: QtBot
) -> None:
    article = add_article(library)
    marked = make_annotation(library, article)
    store = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    session = Session(library, Settings(store))
    panel = NotesPanel(session, Actions(session))
    qtbot.addWidget(panel)
    session.open(article)
    session.focus_on(marked)
    panel.inspector.note.setPlainText("Kept")
    session.close()
    with Library.open(library.path) as again:
        assert again.annotations.get(marked).note == "Kept"


def test_what_cannot_be_saved_now_is_kept_and_saved_later(
    desk: Desk, qtbot: QtBot, second_window: Library
) -> None:
    desk.select(0)
    desk.panel.edit_note()
    write(desk, qtbot, "Kept")
    with second_window.transaction("Something long"):
        desk.session.focus_on(desk.ids[1])  # waits for the library in vain
    assert desk.get(0).note == ""
    assert desk.notices[-1].kind == "warning"
    desk.session.focus_on(desk.ids[0])
    assert desk.panel.inspector.note.toPlainText() == "Kept"
    desk.panel.flush()
    assert desk.get(0).note == "Kept"


def test_another_window_does_not_overwrite_what_is_being_typed(
    desk: Desk, qtbot: QtBot, second_window: Library
) -> None:
    desk.select(0)
    desk.panel.edit_note()
    write(desk, qtbot, "Mine")
    with second_window.transaction("Edit note"):
        second_window.annotations.write_note(desk.ids[0], "Theirs")
    desk.library.poll()
    assert desk.panel.inspector.note.toPlainText() == "Mine"
    desk.panel.flush()
    assert desk.get(0).note == "Mine"


def test_another_window_is_followed_where_nothing_is_typed(
    desk: Desk, second_window: Library
) -> None:
    desk.select(0)
    with second_window.transaction("Edit note"):
        second_window.annotations.write_note(desk.ids[0], "Theirs")
    desk.library.poll()
    assert desk.panel.inspector.note.toPlainText() == "Theirs"


def test_words_whose_annotation_is_gone_are_handed_over(
    desk: Desk, qtbot: QtBot, second_window: Library
) -> None:
    desk.select(0)
    desk.panel.edit_note()
    write(desk, qtbot, "Precious")
    with second_window.transaction("Delete"):
        second_window.annotations.delete([desk.ids[0]])
    desk.library.poll()
    desk.panel.flush()
    assert [n.text for n in desk.notices] == [
        "The annotation was deleted while you wrote its note."
    ]


def test_marks_are_put_around_words(desk: Desk, qtbot: QtBot) -> None:
    desk.select(0)
    desk.panel.edit_note()
    note = desk.panel.inspector.note
    write(desk, qtbot, "study")
    for key, expected in (
        (KEY.Key_B, "**study**"),
        (KEY.Key_I, "*study*"),
        (KEY.Key_K, "[study]()"),
    ):
        note.setPlainText("study")
        note.selectAll()
        qtbot.keyClick(note, key, CONTROL)
        assert note.toPlainText() == expected
    write(desk, qtbot, "x.org")
    assert note.toPlainText() == "[study](x.org)"
    assert desk.fired == []


def test_tab_leaves_the_note(desk: Desk, qtbot: QtBot) -> None:
    desk.select(0)
    desk.panel.edit_note()
    qtbot.keyClick(desk.panel.inspector.note, KEY.Key_Tab)
    assert desk.panel.inspector.tags.entry.hasFocus()
    assert desk.panel.inspector.note.toPlainText() == ""


def test_undo_is_for_the_window_when_the_note_has_nothing_to_undo(desk: Desk, qtbot: QtBot) -> None:
    desk.select(0)
    desk.panel.edit_note()
    qtbot.keyClick(desk.panel.inspector.note, KEY.Key_Z, CONTROL)
    assert desk.fired == ["undo"]
    write(desk, qtbot, "abc")
    qtbot.keyClick(desk.panel.inspector.note, KEY.Key_Z, CONTROL)
    assert desk.fired == ["undo"]
    assert desk.panel.inspector.note.toPlainText() == ""


def test_undo_is_for_the_window_when_the_tag_field_has_nothing_to_undo(
    desk: Desk, qtbot: QtBot
) -> None:
    desk.select(0)
    desk.panel.edit_tags()
    entry = desk.panel.inspector.tags.entry
    qtbot.keyClicks(entry, "wood")
    qtbot.keyClick(entry, KEY.Key_Z, CONTROL)
    assert (entry.text(), desk.fired) == ("", [])
    qtbot.keyClicks(entry, "wood,")
    qtbot.keyClick(entry, KEY.Key_Z, CONTROL)
    qtbot.keyClick(entry, KEY.Key_Z, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert desk.fired == ["undo", "redo"]
    assert entry.text() == ""


def test_the_note_is_written_for_one_of_several(desk: Desk, qtbot: QtBot) -> None:
    desk.select(1, 2)
    qtbot.waitUntil(desk.panel.bulk.isVisible)
    desk.panel.edit_note()
    assert desk.panel.inspector.note.hasFocus()
    assert desk.selected() == ["Birch"]


# -- tags


def test_enter_and_comma_add_tags(desk: Desk, qtbot: QtBot) -> None:
    desk.select(0)
    qtbot.keyClick(desk.panel.list, KEY.Key_T)
    entry = desk.panel.inspector.tags.entry
    assert entry.hasFocus()
    qtbot.keyClicks(entry, "one,")
    qtbot.keyClicks(entry, "#two words")
    qtbot.keyClick(entry, KEY.Key_Return)
    assert desk.get(0).tags == ("one", "two words")
    assert desk.panel.inspector.tags.tags() == ["one", "two words"]
    assert entry.text() == ""
    assert desk.library.undo_label() == "Add tag"
    qtbot.keyClick(entry, KEY.Key_Backspace)
    assert desk.get(0).tags == ("one",)
    assert desk.library.undo_label() == "Remove tag"
    qtbot.keyClick(entry, KEY.Key_Escape)
    assert desk.panel.list.hasFocus()
    assert desk.fired == []


def test_a_cross_removes_its_tag(desk: Desk, qtbot: QtBot) -> None:
    desk.select(1)
    chip = desk.panel.inspector.tags._chips[0]
    qtbot.mouseClick(chip.closer, Qt.MouseButton.LeftButton)
    assert desk.get(1).tags == ("tree",)
    desk.session.undo()
    assert desk.panel.inspector.tags.tags() == ["bark", "tree"]


def test_tags_of_the_library_are_offered(desk: Desk, qtbot: QtBot) -> None:
    desk.select(0)
    desk.panel.edit_tags()
    entry = desk.panel.inspector.tags.entry
    qtbot.keyClicks(entry, "REE")
    popup = entry.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    assert entry.completer().completionModel().index(0, 0).data() == "tree"
    qtbot.keyClick(popup, KEY.Key_Down)
    qtbot.keyClick(popup, KEY.Key_Return)
    qtbot.waitUntil(lambda: desk.get(0).tags == ("tree",))
    qtbot.waitUntil(lambda: entry.text() == "")


def test_escape_closes_the_offers_then_drops_the_words(desk: Desk, qtbot: QtBot) -> None:
    desk.select(0)
    desk.panel.edit_tags()
    entry = desk.panel.inspector.tags.entry
    qtbot.keyClicks(entry, "tre")
    qtbot.waitUntil(entry.completer().popup().isVisible)
    qtbot.keyClick(entry.completer().popup(), KEY.Key_Escape)
    assert not entry.completer().popup().isVisible()
    assert entry.text() == "tre"
    qtbot.keyClick(entry, KEY.Key_Escape)
    assert entry.text() == ""
    assert desk.get(0).tags == ()


def test_a_tag_half_typed_is_added_when_the_reader_goes_on(desk: Desk, qtbot: QtBot) -> None:
    desk.select(0)
    desk.panel.edit_tags()
    qtbot.keyClicks(desk.panel.inspector.tags.entry, "wood")
    desk.session.focus_on(desk.ids[1])
    assert desk.get(0).tags == ("wood",)
    assert desk.get(1).tags == ("bark", "tree")


# -- the keyboard


def test_tab_stops_once_at_the_colours_and_not_at_a_short_passage(desk: Desk, qtbot: QtBot) -> None:
    desk.select(2)
    palette = desk.panel.inspector.palette_row
    reached: list[QWidget | None] = []
    for _ in range(4):
        qtbot.keyClick(desk.window.focusWidget(), KEY.Key_Tab)
        reached.append(desk.window.focusWidget())
    styles = palette.styles
    assert reached == [
        palette.colors["red"],
        styles["highlight"],
        styles["underline"],
        desk.panel.inspector.note,
    ]


def test_arrows_go_from_colour_to_colour_and_change_none(desk: Desk, qtbot: QtBot) -> None:
    desk.select(2)
    colors = desk.panel.inspector.palette_row.colors
    colors["red"].setFocus()
    qtbot.keyClick(colors["red"], KEY.Key_Right)
    assert colors["green"].hasFocus()
    assert desk.get(2).color == "red"
    qtbot.keyClick(colors["green"], KEY.Key_Space)
    assert desk.get(2).color == "green"
    qtbot.keyClick(colors["green"], KEY.Key_Left)
    qtbot.keyClick(colors["red"], KEY.Key_Left)
    qtbot.keyClick(colors["yellow"], KEY.Key_Left)
    assert colors["yellow"].hasFocus()  # the first one


def test_a_passage_that_scrolls_is_reached_and_shows_it(desk: Desk, qtbot: QtBot) -> None:
    passage = desk.panel.inspector.passage
    desk.select(2)
    passage.show_passage("word " * 400, "red")
    qtbot.waitUntil(lambda: passage.focusPolicy() == Qt.FocusPolicy.StrongFocus)
    bare = passage.grab().toImage()
    qtbot.keyClick(desk.panel.list, KEY.Key_Tab)
    assert passage.hasFocus()
    ring = passage.grab().toImage()
    at = passage.width() // 2, passage.height() - 1
    assert ring.pixelColor(*at) == current_theme().color("focus")
    assert bare.pixelColor(*at) != current_theme().color("focus")
    passage.show_passage("word", "red")
    qtbot.waitUntil(lambda: passage.focusPolicy() == Qt.FocusPolicy.ClickFocus)


@pytest.mark.parametrize("style", ["highlight", "underline"])
def test_the_ring_of_a_style_is_whole(
    desk: Desk, qtbot: QtBot, style: Style, qapp: QApplication
) -> None:
    apply_theme(qapp, load_theme("light"))
    desk.select(2)
    palette = desk.panel.inspector.palette_row
    palette.styles[style].setFocus()
    qtbot.waitUntil(lambda: palette.rect().contains(palette.styles[style].geometry()))
    image, box = palette.grab().toImage(), palette.styles[style].geometry()
    middle = box.center()
    sides = [
        (box.left(), middle.y()),
        (box.right(), middle.y()),
        (middle.x(), box.top()),
        (middle.x(), box.bottom()),
    ]
    assert {image.pixelColor(*at).name() for at in sides} == {current_theme().color("focus").name()}


# -- buttons


def test_the_inspector_changes_colour_and_style(desk: Desk, qtbot: QtBot) -> None:
    desk.select(0)
    palette = desk.panel.inspector.palette_row
    assert palette.colors["yellow"].toolTip() == "<p>Yellow (1)</p>"
    qtbot.mouseClick(palette.colors["purple"], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(palette.styles["underline"], Qt.MouseButton.LeftButton)
    assert (desk.get(0).color, desk.get(0).style) == ("purple", "underline")
    assert [k for k, b in palette.colors.items() if b.isChecked()] == ["purple"]
    qtbot.mouseClick(palette.colors["purple"], Qt.MouseButton.LeftButton)  # as it is already
    assert palette.colors["purple"].isChecked()
    assert desk.steps()[:2] == ["Underline annotation", "Recolour annotation"]


def test_delete_in_the_inspector_goes_on_in_the_list(desk: Desk, qtbot: QtBot) -> None:
    desk.session.focus_on(desk.ids[1])
    qtbot.mouseClick(desk.panel.inspector.deleter, Qt.MouseButton.LeftButton)
    assert desk.session.focus == desk.ids[2]
    assert desk.panel.list.hasFocus()


def test_delete_in_the_inspector_reaches_a_new_one_that_the_filter_hides(
    desk: Desk, qtbot: QtBot
) -> None:
    desk.session.filter_by(AnnotationFilter(colors=("red",)))
    desk.session.focus_on(desk.ids[0])
    qtbot.mouseClick(desk.panel.inspector.deleter, Qt.MouseButton.LeftButton)
    assert desk.session.focus is None
    assert len(desk.library.annotations.of(desk.article)) == 4


def test_a_note_on_the_article_has_no_colour(desk: Desk, qtbot: QtBot) -> None:
    note = make_annotation(desk.library, desk.article, None, note="On all of it")
    desk.session.focus_on(note)
    inspector = desk.panel.inspector
    assert inspector.title.text() == "Note on the article"
    assert not inspector.palette_row.isVisible()
    assert not inspector.passage.isVisible()
    assert desk.shown()[0] == ""


def test_a_low_panel_leaves_the_passage_to_the_card(desk: Desk, qtbot: QtBot) -> None:
    desk.session.focus_on(desk.ids[0])
    assert desk.panel.inspector.passage.isVisible()
    desk.window.resize(340, 520)
    qtbot.waitUntil(lambda: not desk.panel.inspector.passage.isVisible())
    fields: list[QWidget] = [desk.panel.inspector.note, desk.panel.inspector.tags]
    assert all(widget.height() >= widget.minimumSizeHint().height() for widget in fields)
