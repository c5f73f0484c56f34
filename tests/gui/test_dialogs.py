"""Dialogs and popovers as a reader with a keyboard meets them."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QSettings, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gui.about_dialog import AboutDialog
from gui.actions import COMMANDS
from gui.confirm import Confirmation, confirm
from gui.key_caps import Stroke, strokes
from gui.keys_dialog import KeysDialog, lines
from gui.legend_dialog import LegendDialog
from gui.outline_popover import OutlinePopover
from gui.paste_dialog import PasteDialog, Written
from gui.session import Session
from gui.settings import Settings, Typography
from gui.typography_popover import TypographyPopover
from storage.legend import DEFAULT_NAMES
from storage.types import COLORS
from storage.version import VERSION
from tests.builders import make_library

ROOT = Path(__file__).parents[2]
LAZY = (
    *("about_dialog", "confirm", "export_dialog", "keys_dialog", "legend_dialog"),
    *("outline_popover", "paste_dialog", "typography_popover"),
)
HEADINGS = [(1, "Rats", 0), (2, "What they carried", 100), (3, "Cotton", 200), (1, "Sources", 300)]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))


@pytest.fixture
def session(qapp: QApplication, tmp_path: Path, settings: Settings) -> Iterator[Session]:
    made = Session(make_library(tmp_path), settings)
    yield made
    made.close()


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.resize(900, 600)
    widget.show()
    return widget


def test_dialogs_do_nothing_when_they_are_imported() -> None:
    names = ", ".join(f"gui.{name}" for name in LAZY)
    code = (
        f"import {names}\n"
        "from PySide6.QtCore import QCoreApplication\n"
        "assert QCoreApplication.instance() is None"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


# -- confirmation


def test_enter_does_not_do_what_cannot_be_undone(qtbot: QtBot) -> None:
    dialog = Confirmation(None, "Replace?", "It would be lost.", "Replace")
    qtbot.addWidget(dialog)
    dialog.show()
    QTest.keyClick(dialog, Qt.Key.Key_Return)

    assert dialog.result() == Confirmation.DialogCode.Rejected


@pytest.mark.parametrize("wanted", [True, False])
def test_confirmation_gives_the_answer(window: QWidget, wanted: bool) -> None:
    def answer() -> None:
        dialog = window.findChild(Confirmation)
        (dialog.action if wanted else dialog.cancel).click()

    QTimer.singleShot(0, window, answer)
    assert confirm(window, "Replace?", "It would be lost.", "Replace") is wanted


# -- keys


def test_every_command_with_a_key_is_on_the_sheet() -> None:
    on_sheet = {key for line in lines() for key in line.keys}

    assert on_sheet == {key for command in COMMANDS for key in command.keys}


def test_eight_colours_share_a_line() -> None:
    [colors] = [line for line in lines() if line.title == "Colour"]

    assert colors.keys == tuple("12345678")


@pytest.mark.parametrize(
    ("keys", "caps"),
    [
        pytest.param(("H", "Q"), [("H",), ("Q",)], id="alternatives"),
        pytest.param(("Ctrl+Shift+Z",), [("Ctrl", "Shift", "Z")], id="modifiers"),
        pytest.param(("Ctrl++", "Ctrl+="), [("Ctrl", "+"), ("Ctrl", "=")], id="plus itself"),
        pytest.param(("Shift+Left", "Shift+Right"), [("Shift", "←", "→")], id="arrows together"),
        pytest.param(("Return",), [("Enter",)], id="named"),
        pytest.param(("Alt+Left", "/"), [("Alt", "←"), ("/",)], id="mixed"),
    ],
)
@pytest.mark.skipif(sys.platform == "darwin", reason="a Mac shows signs")
def test_keys_are_read_as_caps(
    qapp: QApplication, keys: tuple[str, ...], caps: list[tuple[str, ...]]
) -> None:
    assert strokes(keys) == [Stroke(some) for some in caps]


def test_sheet_narrows_down_while_typing_and_closes_at_escape(
    qtbot: QtBot, window: QWidget
) -> None:
    dialog = KeysDialog(window)
    dialog.show()
    qtbot.keyClicks(dialog.filter, "find next")
    assert dialog.shown() == ["Find next"]

    dialog.filter.setText("f11")
    assert dialog.shown() == ["Full screen"]
    dialog.filter.setText("no such thing")
    assert dialog.nothing.isVisible()
    QTest.keyClick(dialog.filter, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_enter_in_the_filter_leaves_the_sheet_open(window: QWidget) -> None:
    dialog = KeysDialog(window)
    dialog.show()
    QTest.keyClick(dialog.filter, Qt.Key.Key_Return)

    assert dialog.isVisible()
    assert dialog.width() <= 900
    assert dialog.height() <= 600


# -- names of the colours


def test_name_is_saved_as_one_action_when_the_field_is_left(
    qtbot: QtBot, session: Session, window: QWidget
) -> None:
    dialog = LegendDialog(session, window)
    dialog.show()
    field = dialog.fields["red"]
    field.setFocus()
    field.clear()
    qtbot.keyClicks(field, "  Disagree ")
    QTest.keyClick(field, Qt.Key.Key_Return)

    assert session.library.legend.names()["red"] == "Disagree"
    assert field.text() == "Disagree"
    assert session.library.undo_label() == "Rename colour"
    assert dialog.isVisible()
    session.undo()
    assert session.library.legend.names() == DEFAULT_NAMES
    assert field.text() == "Red"
    dialog.accept()


def test_closing_saves_the_name_that_is_being_written(session: Session, window: QWidget) -> None:
    dialog = LegendDialog(session, window)
    dialog.show()
    dialog.fields["blue"].setText("Method")
    dialog.accept()

    assert session.library.legend.names()["blue"] == "Method"


def test_escape_puts_a_name_back_before_it_closes(session: Session, window: QWidget) -> None:
    dialog = LegendDialog(session, window)
    dialog.show()
    field = dialog.fields["yellow"]
    field.setFocus()
    field.setText("Oops")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert field.text() == "Yellow"

    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert session.library.legend.names() == DEFAULT_NAMES
    assert session.library.undo_label() == ""


def test_reset_gives_all_names_back_in_one_action(session: Session, window: QWidget) -> None:
    dialog = LegendDialog(session, window)
    assert not dialog.reset.isEnabled()
    for color in ("red", "green"):
        session.act("Rename colour", lambda lib, key=color: lib.legend.rename(key, "Mine"))
    dialog.reset.click()

    assert session.library.legend.names() == DEFAULT_NAMES
    session.undo()
    assert dialog.fields["green"].text() == "Mine"
    assert [dialog.fields[color].text() for color in COLORS].count("Mine") == 2
    dialog.accept()


# -- new article


def test_add_waits_for_words(qtbot: QtBot, window: QWidget) -> None:
    dialog = PasteDialog(window)
    assert not dialog.add.isEnabled()
    dialog.field.setPlainText(" \n\n ")
    assert not dialog.add.isEnabled()

    dialog.field.setPlainText("\n  A  title\n\nand two words")
    assert dialog.add.isEnabled()
    assert dialog.title.placeholderText() == "A title"
    qtbot.waitUntil(lambda: dialog.count.text() == "5 words")


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_ctrl_enter_adds(qtbot: QtBot, window: QWidget, key: Qt.Key) -> None:
    def type_in() -> None:
        dialog = window.findChild(PasteDialog)
        dialog.field.setPlainText("Rats\n\nText")
        QTest.keyClick(dialog.field, key, Qt.KeyboardModifier.ControlModifier)

    QTimer.singleShot(0, window, type_in)
    assert PasteDialog.ask(window) == Written("Rats\n\nText")


def test_escape_adds_nothing(window: QWidget) -> None:
    QTimer.singleShot(0, window, lambda: window.findChild(PasteDialog).reject())

    assert PasteDialog.ask(window, "some text") is None


def formatted() -> QMimeData:
    data = QMimeData()
    data.setHtml("<p><b>bold</b> <img src='x.png'></p>")
    data.setText("bold")
    data.setData("chromium/x-source-url", b"https://example.org/a")
    return data


def test_paste_shows_the_words_and_keeps_the_formatting(window: QWidget) -> None:
    dialog = PasteDialog(window)
    dialog.field.insertFromMimeData(formatted())  # as paste and drop do
    dialog.title.setText(" My  title ")

    assert dialog.text() == "bold"
    written = dialog.written()
    assert written.title == "My title"
    assert written.rich is not None
    assert "<b>bold</b>" in written.rich.html
    assert written.rich.url == "https://example.org/a"
    dialog.keep.setChecked(False)
    assert dialog.written() == Written("bold", "My title")


def test_words_that_are_changed_have_no_formatting_left(window: QWidget) -> None:
    dialog = PasteDialog(window)
    dialog.field.insertFromMimeData(formatted())
    dialog.field.insertPlainText(" and more")
    assert not dialog.keep.isEnabled()
    assert dialog.written().rich is None

    typed = PasteDialog(window, "typed ")
    typed.field.insertFromMimeData(formatted())  # the formatting is not that of all the words
    assert typed.written() == Written("typed bold")


# -- page and theme


@pytest.fixture
def popover(window: QWidget, settings: Settings) -> TypographyPopover:
    anchor = QPushButton("Aa", window)
    anchor.move(800, 0)
    anchor.show()
    made = TypographyPopover(settings, window)
    made.open_below(anchor)
    return made


def test_each_change_of_the_page_is_saved_and_told(
    popover: TypographyPopover, settings: Settings
) -> None:
    told: list[Typography] = []
    popover.typography_changed.connect(told.append)
    popover.larger.click()
    popover.measure.setFocus()
    QTest.keyClick(popover.measure, Qt.Key.Key_Right)
    popover.spacings.button(0).click()

    assert told[-1] == settings.typography == Typography(size=20, measure=68, spacing=1.2)
    assert len(told) == 3
    assert popover.size_shown.text() == "20 px"
    popover.reset.click()
    assert settings.typography == Typography()
    assert not popover.reset.isEnabled()


def test_family_is_chosen_from_the_keyboard(popover: TypographyPopover, settings: Settings) -> None:
    popover.family.setFocus()
    QTest.keyClick(popover.family, Qt.Key.Key_Down)

    assert settings.typography.family == popover.family.itemText(1)


def test_theme_is_chosen_with_the_arrow_keys(
    popover: TypographyPopover, settings: Settings
) -> None:
    told: list[str] = []
    popover.theme_chosen.connect(told.append)
    QTest.keyClick(popover.themes.checkedButton(), Qt.Key.Key_Left)

    assert told == ["dark"]
    assert settings.theme == "dark"


def test_tab_reaches_every_part(popover: TypographyPopover) -> None:
    reached: set[QWidget] = set()
    for _ in range(12):
        reached.add(popover.focusWidget())
        QTest.keyClick(popover.focusWidget(), Qt.Key.Key_Tab)

    parts = (popover.family, popover.smaller, popover.larger, popover.measure)
    assert reached.issuperset(parts)
    assert popover.themes.checkedButton() in reached
    assert popover.spacings.checkedButton() in reached


def test_popover_shows_what_keys_have_changed_meanwhile(
    popover: TypographyPopover, settings: Settings
) -> None:
    popover.hide()
    settings.typography = Typography(size=36)
    popover.show()

    assert popover.size_shown.text() == "36 px"
    assert not popover.larger.isEnabled()


def test_popover_stays_on_the_screen_and_closes_at_escape(
    qtbot: QtBot, popover: TypographyPopover
) -> None:
    assert popover.screen().geometry().contains(popover.geometry())
    with qtbot.waitSignal(popover.closed):
        QTest.keyClick(popover, Qt.Key.Key_Escape)
    assert not popover.isVisible()


# -- outline


def test_outline_starts_at_the_section_that_is_read(window: QWidget) -> None:
    popover = OutlinePopover(HEADINGS, 250, window)

    assert popover.list.currentItem().text().strip() == "Cotton"
    assert popover.list.currentItem().data(Qt.ItemDataRole.AccessibleTextRole) == (
        "Cotton, level 3, current section"
    )


def test_outline_narrows_down_and_enter_jumps(qtbot: QtBot, window: QWidget) -> None:
    popover = OutlinePopover(HEADINGS, 0, window)
    popover.open_below(window)
    qtbot.keyClicks(popover.filter, "ca")
    assert popover.shown() == ["What they carried"]

    with qtbot.waitSignal(popover.chosen) as jump:
        QTest.keyClick(popover.filter, Qt.Key.Key_Return)
    assert jump.args == [100]
    assert not popover.isVisible()


def test_arrows_and_clicks_choose_in_the_outline(qtbot: QtBot, window: QWidget) -> None:
    popover = OutlinePopover(HEADINGS, 0, window)
    popover.open_below(window)
    QTest.keyClick(popover.filter, Qt.Key.Key_Down)
    assert popover.list.currentItem().text().strip() == "What they carried"

    place: QPoint = popover.list.visualItemRect(popover.list.item(3)).center()
    with qtbot.waitSignal(popover.chosen) as jump:
        QTest.mouseClick(popover.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert jump.args == [300]


def test_filter_without_a_match_jumps_nowhere(qtbot: QtBot, window: QWidget) -> None:
    popover = OutlinePopover(HEADINGS, 0, window)
    popover.open_below(window)
    popover.filter.setText("nothing like it")
    with qtbot.assertNotEmitted(popover.chosen):
        QTest.keyClick(popover.filter, Qt.Key.Key_Return)
    popover.close()


def test_article_without_headings_says_so(window: QWidget) -> None:
    popover = OutlinePopover([], 0, window)
    popover.open_below(window)

    assert popover.empty.isVisible()
    assert not popover.filter.isVisible()
    popover.close()


# -- about


def test_version_is_that_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert project["version"] == VERSION


def test_about_names_version_and_library(qtbot: QtBot) -> None:
    dialog = AboutDialog(Path("/home/ana/library.postil"))
    qtbot.addWidget(dialog)

    assert VERSION in dialog.version.text()
    assert isinstance(dialog.library, QLineEdit)
    assert dialog.library.text() == str(Path("/home/ana/library.postil"))
