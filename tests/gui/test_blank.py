"""What stands where there is nothing to list."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from gui.blank import Blank, KeyCap
from tests.gui.windows import dress

SENTENCE = "They come as your articles are looked through"


@pytest.mark.parametrize("key", ["", "E"])
def test_a_sentence_goes_on_in_the_next_line_where_it_has_no_room(qtbot: QtBot, key: str) -> None:
    dress()
    blank = Blank("users", "No names yet", [(SENTENCE, key)])
    qtbot.addWidget(blank)
    said = next(part for part in blank.findChildren(QLabel) if part.text() == SENTENCE)
    blank.resize(600, 400)
    with qtbot.waitExposed(blank):
        blank.show()
    high = said.fontMetrics().height()
    qtbot.waitUntil(lambda: said.width() >= said.fontMetrics().horizontalAdvance(SENTENCE))
    blank.resize(220, 400)
    qtbot.waitUntil(lambda: said.height() >= 2 * high and said.width() < 220)
    assert all(cap.y() >= said.geometry().bottom() for cap in blank.findChildren(KeyCap))
