"""The annotations panel as a reader uses it: list, filter, inspector, several at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QSettings, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gui import editing
from gui.actions import Actions
from gui.card_list import SLICE
from gui.cards import quotation
from gui.fonts import apply_fonts
from gui.notes import filters
from gui.notes.panel import LEAST, NotesPanel
from gui.session import Notice, Session
from gui.settings import Settings
from gui.theme import THEMES, ThemeName, apply_theme, load_theme
from storage.library import Library
from storage.types import Annotation, AnnotationFilter, AnnotationId, ArticleId, Span
from tests.builders import add_article, make_annotation, make_imported

KEY = Qt.Key
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
RED = AnnotationFilter(colors=("red",))
WORDS = ("Alder grows fast.", "Birch is pale.", "Cedar lasts.", "Damson is tart.", "Elm is rare.")


@dataclass
class Desk:
    """A window with a page (a plain field) and the panel, and what happened there."""

    session: Session
    window: QWidget
    page: QLineEdit
    panel: NotesPanel
    article: ArticleId
    ids: list[AnnotationId]
    notices: list[Notice] = field(default_factory=list)
    fired: list[str] = field(default_factory=list)
    revealed: list[Span] = field(default_factory=list)

    @property
    def library(self) -> Library:
        return self.session.library

    def shown(self) -> list[str]:
        return [a.passage.exact.split()[0] if a.passage else "" for a in self.panel.model.shown()]

    def selected(self) -> list[str]:
        return [
            a.passage.exact.split()[0] if a.passage else "" for a in self.panel.list.selection()
        ]

    def get(self, number: int) -> Annotation:
        return self.library.annotations.get(self.ids[number])

    def place(self, row: int) -> QPoint:
        return self.panel.list.visualRect(self.panel.model.index(row, 0)).center()

    def select(self, *rows: int) -> None:
        self.panel.list.setFocus()
        self.session.focus_on(self.panel.model.annotation(rows[0]).id)
        for row in rows[1:]:
            self.panel.list.selectionModel().select(
                self.panel.model.index(row, 0),
                self.panel.list.selectionModel().SelectionFlag.Select,
            )

    def steps(self) -> list[str]:
        """Undo everything and give what was undone, the newest first."""
        labels = []
        while label := self.library.undo_label():
            labels.append(label)
            self.library.undo()
        return labels


@pytest.fixture
def session(library: Library, tmp_path: Path, qapp: object) -> Iterator[Session]:
    store = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    made = Session(library, Settings(store))
    yield made
    made.close()


@pytest.fixture
def desk(session: Session, qtbot: QtBot) -> Desk:
    """Give five: the second with note and tags, the third red, the fourth underlined."""
    library = session.library
    article = add_article(library, make_imported(" ".join(WORDS)))
    ids = [
        make_annotation(library, article, WORDS[0]),
        make_annotation(library, article, WORDS[1], note="**Pale** bark", tags=["bark", "tree"]),
        make_annotation(library, article, WORDS[2], color="red", tags=["tree"]),
        make_annotation(library, article, WORDS[3], style="underline"),
        make_annotation(library, article, WORDS[4]),
    ]
    window = QWidget()
    qtbot.addWidget(window)
    actions = Actions(window)
    page = QLineEdit()
    panel = NotesPanel(session, actions)
    column = QVBoxLayout(window)
    column.addWidget(page)
    column.addWidget(panel)
    made = Desk(session, window, page, panel, article, ids)
    for action in actions.all():
        window.addAction(action)
        action.triggered.connect(lambda _=False, a=action: made.fired.append(a.objectName()))
    session.noticed.connect(made.notices.append)
    session.revealed.connect(made.revealed.append)
    panel.left.connect(page.setFocus)
    session.open(article)
    window.resize(340, 900)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.waitUntil(lambda: panel.model.rowCount() == 5)
    return made


# -- the list


def test_it_is_filled_after_the_page_had_its_turn(desk: Desk, qtbot: QtBot) -> None:
    other = add_article(desk.library, make_imported("Other words."))
    make_annotation(desk.library, other, "words")
    desk.session.open(other)
    assert desk.shown() == []
    assert desk.panel._body.currentWidget() is desk.panel.list  # no "none yet" in between
    qtbot.waitUntil(lambda: desk.shown() == ["words."] or desk.shown() == ["words"])
    assert desk.panel.count.text() == "1"


def test_closing_the_session_before_that_is_no_trouble(
    library: Library, tmp_path: Path, qtbot: QtBot
) -> None:
    article = add_article(library, make_imported("Other words."))
    session = Session(
        library, Settings(QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat))
    )
    panel = NotesPanel(session, Actions(session))
    qtbot.addWidget(panel)
    session.open(article)
    session.close()
    qtbot.wait(20)
    assert panel.model.rowCount() == 0


def test_a_click_goes_to_the_passage(desk: Desk, qtbot: QtBot) -> None:
    qtbot.mouseClick(desk.panel.list.viewport(), Qt.MouseButton.LeftButton, pos=desk.place(2))
    assert desk.session.focus == desk.ids[2]
    assert desk.revealed == [desk.get(2).passage.span]
    qtbot.mouseClick(desk.panel.list.viewport(), Qt.MouseButton.LeftButton, pos=desk.place(2))
    assert len(desk.revealed) == 2  # again, when the page was scrolled in between


def test_keys_go_from_passage_to_passage(desk: Desk, qtbot: QtBot) -> None:
    desk.panel.focus_list()
    for key, number in ((KEY.Key_J, 1), (KEY.Key_Down, 2), (KEY.Key_K, 1), (KEY.Key_End, 4)):
        qtbot.keyClick(desk.panel.list, key)
        assert desk.session.focus == desk.ids[number]
        assert desk.revealed[-1] == desk.get(number).passage.span
    assert desk.fired == []


def test_it_follows_the_page_and_leaves_it_the_keyboard(desk: Desk, qtbot: QtBot) -> None:
    desk.page.setFocus()
    with qtbot.assertNotEmitted(desk.panel.list.chosen):
        desk.session.focus_on(desk.ids[3], reveal=True)
    assert desk.selected() == ["Damson"]
    assert desk.page.hasFocus()
    assert len(desk.revealed) == 1
    assert desk.panel.inspector.passage.toPlainText() == WORDS[3]
    desk.session.focus_on(None)
    assert desk.selected() == []
    assert not desk.panel.inspector.isVisible()


def test_escape_gives_the_keyboard_to_the_page(desk: Desk, qtbot: QtBot) -> None:
    desk.panel.focus_list()
    qtbot.keyClick(desk.panel.list, KEY.Key_Escape)
    assert desk.page.hasFocus()


def test_a_number_recolours_and_the_selection_stays(desk: Desk, qtbot: QtBot) -> None:
    desk.select(0)
    qtbot.keyClick(desk.panel.list, KEY.Key_4)
    assert desk.get(0).color == "blue"
    assert desk.selected() == ["Alder"]
    assert desk.panel.inspector.palette_row.colors["blue"].isChecked()
    assert desk.library.undo_label() == "Recolour annotation"
    desk.session.undo()
    assert desk.get(0).color == "yellow"
    assert desk.fired == []


def test_u_changes_between_underline_and_highlight(desk: Desk, qtbot: QtBot) -> None:
    desk.select(3)
    qtbot.keyClick(desk.panel.list, KEY.Key_U)
    assert desk.get(3).style == "highlight"
    qtbot.keyClick(desk.panel.list, KEY.Key_U)
    assert desk.get(3).style == "underline"
    assert desk.library.undo_label() == "Underline annotation"


@pytest.mark.parametrize(("number", "following"), [(0, 1), (2, 3), (4, 3)])
def test_delete_goes_on_to_the_next(desk: Desk, qtbot: QtBot, number: int, following: int) -> None:
    desk.select(number)
    qtbot.keyClick(desk.panel.list, KEY.Key_Delete)
    assert len(desk.shown()) == 4
    assert desk.session.focus == desk.ids[following]
    assert desk.panel.list.hasFocus()
    assert desk.notices[-1].text == "Annotation deleted."
    desk.notices[-1].on_action()
    assert desk.shown() == ["Alder", "Birch", "Cedar", "Damson", "Elm"]
    assert desk.session.focus == desk.ids[number]


def test_the_last_one_deleted_leaves_the_empty_state(desk: Desk, qtbot: QtBot) -> None:
    desk.panel.list.setFocus()
    qtbot.keyClick(desk.panel.list, KEY.Key_A, CONTROL)
    qtbot.keyClick(desk.panel.list, KEY.Key_Delete)
    assert desk.notices[-1].text == "5 annotations deleted."
    assert desk.panel._body.currentWidget() is desk.panel._bare
    assert not desk.panel.filters.isVisible()


def test_copies_with_notes_and_with_citation(desk: Desk, qtbot: QtBot) -> None:
    desk.select(0, 1)
    qtbot.keyClick(desk.panel.list, KEY.Key_C, CONTROL)
    text = QGuiApplication.clipboard().text()
    assert text == "> Alder grows fast.\n\n> Birch is pale.\n\n**Pale** bark\n\n#bark #tree\n"
    qtbot.keyClick(desk.panel.list, KEY.Key_X)
    first, second = QGuiApplication.clipboard().text().split("\n\n")
    assert first.startswith("“Alder grows fast.” (")
    assert "example.org" in second
    assert QGuiApplication.clipboard().mimeData().hasHtml()


def test_a_right_click_puts_its_card_in_focus(desk: Desk, qtbot: QtBot) -> None:
    view = desk.panel.list.viewport()
    qtbot.mouseClick(view, Qt.MouseButton.RightButton, pos=desk.place(2))
    qtbot.waitUntil(lambda: desk.session.focus == desk.ids[2])
    assert desk.panel.inspector.isVisible()
    assert desk.revealed == []


def test_the_menu_of_a_card_speaks_as_the_page_does(desk: Desk, qtbot: QtBot) -> None:
    def offered() -> list[str]:
        view = desk.panel.list
        at = view.viewport().mapToGlobal(desk.place(0))
        view.contextMenuEvent(QContextMenuEvent(QContextMenuEvent.Reason.Mouse, desk.place(0), at))
        (menu,) = (m for m in view.findChildren(QMenu) if m.isVisible())
        texts = [action.text() for action in menu.actions() if action.text()]
        menu.close()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        return texts

    desk.select(0)
    assert offered() == [
        "Colour",
        "Highlight\tH",
        "Underline\tU",
        "Note\tN",
        "Tag…\tT",
        "Copy\tCtrl+C",
        "Copy with citation\tCtrl+Shift+C",
        "Delete annotation\tDel",
    ]
    desk.select(0, 1)
    assert offered()[-1] == "Delete 2 annotations\tDel"
    assert "Note\tN" not in offered()


def test_the_list_follows_the_page_while_nothing_is_in_focus(desk: Desk, qtbot: QtBot) -> None:
    text = desk.session.text
    with desk.library.transaction("Mark"):
        late = [desk.library.annotations.add(text, Span(n, n + 2)) for n in range(20, 60)]
    view, model = desk.panel.list, desk.panel.model
    qtbot.waitUntil(lambda: view.is_measured)
    desk.session.position = 45
    desk.session.scrolled.emit()
    assert view.rowAt(1) == model.row_from(45)
    assert desk.session.focus is None
    assert desk.selected() == []
    desk.session.focus_on(late[-1])
    desk.session.position = 0
    desk.session.scrolled.emit()
    assert view.rowAt(1) > 1


# -- several at once


def test_several_are_changed_in_one_step_each(desk: Desk, qtbot: QtBot) -> None:
    desk.panel.list.setFocus()
    qtbot.keyClick(desk.panel.list, KEY.Key_A, CONTROL)
    qtbot.waitUntil(desk.panel.bulk.isVisible)
    assert desk.panel.bulk.title.text() == "5 selected"
    assert desk.panel.bulk.tags.tags() == ["bark", "tree"]
    qtbot.mouseClick(desk.panel.bulk.palette_row.colors["green"], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(desk.panel.bulk.palette_row.styles["underline"], Qt.MouseButton.LeftButton)
    desk.panel.bulk.tags.entry.setFocus()
    qtbot.keyClicks(desk.panel.bulk.tags.entry, "wood,")
    desk.panel.bulk.tags.removed.emit("tree")
    changed = [desk.get(number) for number in range(5)]
    assert {a.color for a in changed} == {"green"}
    assert {a.style for a in changed} == {"underline"}
    assert [a.tags for a in changed] == [
        ("wood",), ("bark", "wood"), ("wood",), ("wood",), ("wood",)
    ]  # fmt: skip
    assert len(desk.selected()) == 5
    assert desk.steps()[:4] == [
        "Remove tag from 2 annotations",
        "Add tag to 5 annotations",
        "Underline 5 annotations",
        "Recolour 5 annotations",
    ]


def test_what_several_share_is_marked(desk: Desk, qtbot: QtBot) -> None:
    desk.select(0, 1)
    qtbot.waitUntil(desk.panel.bulk.isVisible)
    colors = desk.panel.bulk.palette_row.colors
    assert [key for key, button in colors.items() if button.isChecked()] == ["yellow"]
    desk.select(0, 2)
    qtbot.waitUntil(lambda: not colors["yellow"].isChecked())


def test_a_click_that_extends_the_selection_leaves_the_page_alone(desk: Desk, qtbot: QtBot) -> None:
    view, left = desk.panel.list.viewport(), Qt.MouseButton.LeftButton
    qtbot.mouseClick(view, left, pos=desk.place(0))
    qtbot.mouseClick(view, left, CONTROL, desk.place(1))
    assert desk.selected() == ["Alder", "Birch"]
    qtbot.mouseClick(view, left, CONTROL, desk.place(1))
    assert desk.selected() == ["Alder"]
    assert desk.session.focus == desk.ids[0]
    assert len(desk.revealed) == 1


def test_escape_gives_up_several_first(desk: Desk, qtbot: QtBot) -> None:
    desk.select(1, 2, 3)
    qtbot.waitUntil(desk.panel.bulk.isVisible)
    qtbot.keyClick(desk.panel.list, KEY.Key_Escape)
    assert desk.selected() == ["Birch"]
    assert desk.panel.inspector.isVisible()


def test_several_deleted_come_back_at_once(desk: Desk, qtbot: QtBot) -> None:
    desk.select(1, 2)
    qtbot.waitUntil(desk.panel.bulk.isVisible)
    qtbot.mouseClick(desk.panel.bulk.deleter, Qt.MouseButton.LeftButton)
    assert desk.shown() == ["Alder", "Damson", "Elm"]
    assert desk.session.focus == desk.ids[3]
    assert desk.library.undo_label() == "Delete 2 annotations"
    desk.session.undo()
    assert len(desk.shown()) == 5
    assert desk.get(1).tags == ("bark", "tree")


def test_a_click_below_the_last_card_gives_up_selection_and_focus(desk: Desk, qtbot: QtBot) -> None:
    desk.select(1, 2)
    qtbot.waitUntil(desk.panel.bulk.isVisible)
    below = desk.panel.list.viewport().rect().bottomLeft() + QPoint(20, -4)
    assert not desk.panel.list.indexAt(below).isValid()
    qtbot.mouseClick(desk.panel.list.viewport(), Qt.MouseButton.LeftButton, pos=below)
    qtbot.waitUntil(lambda: desk.session.focus is None)
    assert desk.selected() == []
    assert desk.panel.list.current() is None
    assert not desk.panel.bulk.isVisible()
    assert not desk.panel.inspector.isVisible()


def test_one_that_is_left_of_several_is_in_focus(desk: Desk, qtbot: QtBot) -> None:
    view, left = desk.panel.list.viewport(), Qt.MouseButton.LeftButton
    qtbot.mouseClick(view, left, pos=desk.place(0))
    qtbot.mouseClick(view, left, CONTROL, desk.place(1))
    qtbot.waitUntil(desk.panel.bulk.isVisible)
    qtbot.mouseClick(view, left, CONTROL, desk.place(0))
    qtbot.waitUntil(lambda: desk.session.focus == desk.ids[1])
    assert desk.selected() == ["Birch"]


# -- the filter


def test_words_filter_after_a_moment(desk: Desk, qtbot: QtBot) -> None:
    desk.panel.focus_filter()
    qtbot.keyClicks(desk.panel.filters.field, "pale")
    assert desk.session.wanted.is_empty
    qtbot.waitUntil(lambda: desk.shown() == ["Birch"], timeout=filters.WAIT_MS + 1000)
    assert desk.panel.count.text() == "1 of 5 shown"
    qtbot.keyClick(desk.panel.filters.field, KEY.Key_Escape)
    assert len(desk.shown()) == 5
    qtbot.keyClick(desk.panel.filters.field, KEY.Key_Escape)
    assert desk.panel.list.hasFocus()
    assert desk.fired == []


def test_colours_in_use_filter(desk: Desk, qtbot: QtBot) -> None:
    offered = [c for c, button in desk.panel.filters.colors.items() if button.isVisible()]
    assert offered == ["yellow", "red"]
    qtbot.mouseClick(desk.panel.filters.colors["red"], Qt.MouseButton.LeftButton)
    assert desk.shown() == ["Cedar"]
    qtbot.mouseClick(desk.panel.filters.colors["yellow"], Qt.MouseButton.LeftButton)
    assert len(desk.shown()) == 5
    assert desk.session.wanted.colors == ("yellow", "red")
    qtbot.mouseClick(desk.panel.clear_button, Qt.MouseButton.LeftButton)
    assert desk.session.wanted.is_empty
    assert not desk.panel.filters.colors["red"].isChecked()


def test_tags_filter_and_show_as_chips(desk: Desk, qtbot: QtBot) -> None:
    bar = desk.panel.filters
    bar.menu.aboutToShow.emit()
    assert [a.text() for a in bar.menu.actions()] == ["bark\t1", "tree\t2"]
    bar.menu.actions()[1].trigger()
    assert desk.shown() == ["Birch", "Cedar"]
    bar.menu.aboutToShow.emit()
    bar.menu.actions()[0].trigger()
    assert desk.shown() == ["Birch"]
    assert [chip.text() for chip in bar._tag_chips] == ["tree", "bark"]
    bar._tag_chips[0].click()
    assert desk.session.wanted.tags == ("bark",)


def test_a_filter_that_leaves_none_says_so(desk: Desk, qtbot: QtBot) -> None:
    desk.session.filter_by(AnnotationFilter(text="zebra"))
    assert desk.panel._body.currentWidget() is desk.panel._unmatched
    assert desk.panel.count.text() == "0 of 5 shown"
    assert desk.panel.filters.field.text() == "zebra"


def test_delete_never_reaches_what_the_filter_hides(desk: Desk, qtbot: QtBot) -> None:
    desk.select(0)
    desk.session.filter_by(RED)
    assert desk.selected() == []
    assert desk.session.focus is None
    assert not desk.panel.inspector.isVisible()
    qtbot.keyClick(desk.panel.list, KEY.Key_Delete)
    assert len(desk.library.annotations.of(desk.article)) == 5


def test_what_a_change_hides_leaves_focus_unless_it_is_written_about(
    desk: Desk, qtbot: QtBot
) -> None:
    desk.session.filter_by(AnnotationFilter(text="pale"))
    desk.select(0)
    desk.panel.inspector.note.setFocus()
    with desk.library.transaction("Move"):
        text = desk.library.texts.current(desk.article)
        desk.library.annotations.move(desk.ids[1], text, Span(0, 5))
        desk.library.annotations.write_note(desk.ids[1], "")
    assert desk.shown() == []
    assert desk.session.focus == desk.ids[1]
    desk.session.filter_by(RED)
    desk.select(0)
    qtbot.keyClick(desk.panel.list, KEY.Key_4)
    assert desk.shown() == []
    assert desk.session.focus is None


def test_a_new_one_that_the_filter_hides_is_told(desk: Desk) -> None:
    desk.session.filter_by(RED)
    text = desk.session.text
    added = desk.session.make(
        "Highlight", lambda library: library.annotations.add(text, Span(0, 5))
    )
    desk.session.focus_on(added)
    assert [n.text for n in desk.notices] == ["The new annotation is hidden by the filter."]
    assert desk.notices[0].action == "Clear filter"
    desk.notices[0].on_action()
    assert len(desk.shown()) == 6
    assert [a.id for a in desk.panel.list.selection()] == [added]


def test_only_new_hidden_ones_of_this_article_are_told(desk: Desk) -> None:
    other = add_article(desk.library, make_imported("Other words."))
    make_annotation(desk.library, desk.article, "tart")  # no filter
    desk.session.filter_by(RED)
    make_annotation(desk.library, other, "words")
    make_annotation(desk.library, desk.article, "rare", color="red")
    editing.recolor(desk.session, [desk.ids[2]], "blue")
    editing.delete(desk.session, [desk.ids[0]])
    desk.session.undo()
    assert not any("hidden" in notice.text for notice in desk.notices)


@pytest.mark.parametrize("place", ["header", "empty list"])
def test_clearing_the_filter_leads_to_the_list(desk: Desk, qtbot: QtBot, place: str) -> None:
    desk.session.filter_by(RED if place == "header" else AnnotationFilter(text="zebra"))
    button = desk.panel.clear_button
    if place != "header":
        button = desk.panel._unmatched.findChild(QPushButton)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert desk.session.wanted.is_empty
    assert desk.panel.list.hasFocus()
    qtbot.keyClick(desk.panel.list, KEY.Key_Z, CONTROL)
    assert desk.fired == ["undo"]


def test_undo_is_for_the_window_when_the_filter_has_nothing_to_undo(
    desk: Desk, qtbot: QtBot
) -> None:
    desk.panel.focus_filter()
    entry = desk.panel.filters.field
    qtbot.keyClick(entry, KEY.Key_Z, CONTROL)
    qtbot.keyClick(entry, KEY.Key_Z, CONTROL | SHIFT)
    assert desk.fired == ["undo", "redo"]
    qtbot.keyClicks(entry, "abc")
    qtbot.keyClick(entry, KEY.Key_Z, CONTROL)
    assert entry.text() == ""
    assert desk.fired == ["undo", "redo"]


def test_tab_stops_once_at_the_colours_of_the_filter(desk: Desk, qtbot: QtBot) -> None:
    colors = desk.panel.filters.colors
    desk.panel.filters.tag_button.setFocus()
    qtbot.keyClick(desk.panel.filters.tag_button, KEY.Key_Tab)
    assert colors["yellow"].hasFocus()
    qtbot.keyClick(colors["yellow"], KEY.Key_Tab)
    assert desk.panel.list.hasFocus()
    colors["yellow"].setFocus()
    qtbot.keyClick(colors["yellow"], KEY.Key_Right)
    assert colors["red"].hasFocus()
    qtbot.keyClick(colors["red"], KEY.Key_Space)
    assert desk.shown() == ["Cedar"]


# -- empty


def test_no_article_says_so(desk: Desk, qtbot: QtBot) -> None:
    desk.session.close_article()
    assert desk.panel._body.currentWidget() is desk.panel._closed
    assert not desk.panel.count.isVisible()


# -- drawing


@pytest.mark.parametrize("kind", ["one", "several", "filtered", "bare"])
def test_a_slim_panel_cuts_no_words_and_no_buttons(
    desk: Desk, qtbot: QtBot, kind: str, qapp: QApplication
) -> None:
    apply_fonts(qapp)
    apply_theme(qapp, load_theme("light"))
    panel = NotesPanel(desk.session, Actions(desk.window))
    qtbot.addWidget(panel)
    panel.resize(LEAST, 760)
    panel.show()
    if kind == "bare":
        desk.session.open(add_article(desk.library, make_imported("Other words.")))
    else:
        qtbot.waitUntil(lambda: panel.model.rowCount() == 5)
    if kind == "one":
        desk.session.focus_on(desk.ids[1])
    elif kind == "several":
        panel.list.selectAll()
        qtbot.waitUntil(panel.bulk.isVisible)
    elif kind == "filtered":
        desk.session.filter_by(AnnotationFilter(colors=("red",), tags=("tree",)))
    qtbot.wait(20)  # the layout of what came below
    assert panel.width() == LEAST
    seen = [part for part in panel.findChildren(QWidget) if part.isVisible()]
    for part in seen:
        if isinstance(part, QAbstractButton | QLabel) and part is not panel.inspector.dates:
            right = part.mapTo(panel, part.rect().topRight()).x()
            assert right < LEAST, part
            if not isinstance(part, QToolButton):  # icons only; their hint has room to spare
                assert part.width() >= part.minimumSizeHint().width(), part


@pytest.mark.parametrize("theme", THEMES)
def test_every_kind_of_card_is_drawn(
    desk: Desk, qtbot: QtBot, theme: ThemeName, qapp: QApplication
) -> None:
    make_annotation(desk.library, desk.article, None, note="On all of it", tags=["a"])
    with desk.library.transaction("Name"):
        desk.library.legend.rename("yellow", "Key claim")
    apply_fonts(qapp)
    apply_theme(qapp, load_theme(theme))
    desk.select(1)
    image = desk.panel.list.viewport().grab().toImage()
    bar = image.pixelColor(desk.panel.list.visualRect(desk.panel.model.index(3, 0)).left() + 24,
                           desk.place(3).y())  # fmt: skip
    assert bar.name().upper() == load_theme(theme).highlights["red"].line.upper()
    apply_theme(qapp, load_theme("light"))


def test_cards_are_as_high_as_they_need(desk: Desk) -> None:
    plain, full = (desk.panel.list.rowHeight(row) for row in (0, 1))
    assert full > plain
    before = desk.panel.list.rowHeight(0)
    with desk.library.transaction("Edit note"):
        desk.library.annotations.write_note(desk.ids[0], "A note")
    assert desk.panel.list.rowHeight(0) > before


def test_heights_follow_the_width_and_what_is_in_view_stays(desk: Desk, qtbot: QtBot) -> None:
    text = desk.library.texts.current(desk.article)
    whole = Span(0, len(text.content))
    with desk.library.transaction("Mark"):
        for _ in range(2 * SLICE):
            desk.library.annotations.add(text, whole)
    view = desk.panel.list
    count = view.model().rowCount()
    qtbot.waitUntil(lambda: view.is_measured)
    two_lines = view.rowHeight(300)
    row = count - 20
    view.scrollTo(desk.panel.model.index(row, 0), view.ScrollHint.PositionAtTop)
    top = view.rowAt(0)
    desk.window.resize(280, 900)
    qtbot.waitUntil(lambda: view.rowHeight(count - 6) > two_lines)
    assert abs(view.rowAt(0) - top) <= 1


@pytest.mark.parametrize(
    ("words", "width", "lines"),
    [("", 200, 1), ("two words", 200, 1), ("word " * 9, 200, 2), ("word " * 200, 200, 3)],
    ids=["none", "one", "two", "cut"],
)
def test_lines_are_counted(qapp: QApplication, words: str, width: float, lines: int) -> None:
    assert quotation().lines(words, width, 3) == lines
