"""Preferences: finding by itself, the engine, the names that are never found."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gui.preferences_dialog import NAME, PreferencesDialog
from tests.builders import add_article, make_library
from tests.gui.windows import Hands, window_on


@pytest.fixture
def hands(tmp_path: Path, qtbot: QtBot) -> Iterator[Hands]:
    library = make_library(tmp_path)
    add_article(library)
    with library.transaction("Kill"):
        for kind, name in (("organisation", "Reuters"), ("person", "May")):
            library.entities.kill(library.entities.add(kind, name))  # type: ignore[arg-type]
    with window_on(library, tmp_path, qtbot) as window:
        yield Hands(window, qtbot)


@pytest.fixture
def dialog(hands: Hands) -> Iterator[PreferencesDialog]:
    made = PreferencesDialog(hands.session, hands.window.finding, hands.window)
    made.show()
    yield made
    made.done(0)
    made.deleteLater()


def names(dialog: PreferencesDialog) -> list[str]:
    found = [dialog.list.topLevelItem(n) for n in range(dialog.list.topLevelItemCount())]
    return [item.text(NAME) for item in found if item is not None]


def test_finding_is_turned_off_and_on(hands: Hands, dialog: PreferencesDialog) -> None:
    assert dialog.by_itself.isChecked()
    dialog.by_itself.click()
    assert not hands.window.finding.is_on
    dialog.by_itself.click()
    assert hands.window.finding.is_on


def test_name_is_found_again_and_undo_takes_that_back(
    hands: Hands, dialog: PreferencesDialog
) -> None:
    assert names(dialog) == ["May", "Reuters"]
    assert not dialog.reviver.isEnabled()
    item = dialog.list.topLevelItem(1)
    assert item is not None
    item.setSelected(True)
    dialog.reviver.click()
    assert names(dialog) == ["May"]
    assert hands.session.library.entities.killed() == [("May", "person")]
    hands.session.undo()
    assert names(dialog) == ["May", "Reuters"]


def test_without_names_a_sentence_says_where_they_come_from(
    hands: Hands, dialog: PreferencesDialog
) -> None:
    assert not dialog.nothing.isVisible()
    dialog.list.selectAll()
    dialog.reviver.click()
    assert dialog.nothing.isVisible()
    assert not dialog.list.isVisible()


def test_model_that_was_removed_is_still_named(hands: Hands) -> None:
    hands.session.settings.set_text("finding_engine", "xx_gone_sm")
    dialog = PreferencesDialog(hands.session, hands.window.finding, hands.window)
    assert dialog.engine.currentText() == "xx_gone_sm (not installed)"
    dialog.engine.setCurrentIndex(0)
    dialog.engine.activated.emit(0)
    assert hands.window.finding.engine == ""
    dialog.done(0)
    dialog.deleteLater()
