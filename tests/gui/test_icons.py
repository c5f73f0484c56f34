import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QImage
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

import gui
from gui.icons import FOLDER, icon, icon_names, pixmap
from gui.theme import apply_theme, load_theme
from storage.errors import Bug

GUI = Path(str(gui.__file__)).parent


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    apply_theme(qapp, load_theme("light"))
    yield qapp
    apply_theme(qapp, load_theme("light"))


def strongest(image: QImage) -> str:
    """The colour of the most opaque pixel."""
    points = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return max((image.pixelColor(*p) for p in points), key=QColor.alpha).name().upper()


def drawn(source: QIcon, mode: QIcon.Mode = QIcon.Mode.Normal, *, on: bool = False) -> str:
    state = QIcon.State.On if on else QIcon.State.Off
    return strongest(source.pixmap(QSize(48, 48), 1.0, mode, state).toImage())


def test_an_unknown_name_is_our_mistake(app: QApplication) -> None:
    with pytest.raises(Bug, match="no-such-icon"):
        icon("no-such-icon")
    with pytest.raises(Bug):
        pixmap("no-such-icon")


def test_every_icon_named_in_the_source_exists() -> None:
    used = {
        (name, str(file.relative_to(GUI)))
        for file in GUI.rglob("*.py")
        for name in re.findall(r'\b(?:icon|pixmap)\(\s*"([^"]+)"', file.read_text("utf-8"))
    }
    assert {entry for entry in used if entry[0] not in icon_names()} == set()


@pytest.mark.parametrize("name", sorted(icon_names()))
def test_every_icon_draws_something(name: str, app: QApplication) -> None:
    painted = QColor(strongest(pixmap(name, 24).toImage())).getRgb()
    wanted = load_theme("light").color("muted").getRgb()
    assert painted == pytest.approx(wanted, abs=2)  # premultiplied pixels are rounded


def test_the_licence_stands_beside_them() -> None:
    assert "ISC License" in (FOLDER / "LICENSE").read_text("utf-8")


def test_states_have_their_colours(app: QApplication) -> None:
    tokens = load_theme("light").tokens
    source = icon("highlighter")
    assert drawn(source) == tokens.muted
    assert drawn(source, QIcon.Mode.Disabled) == tokens.faint
    assert drawn(source, QIcon.Mode.Active) == tokens.text
    assert drawn(source, on=True) == tokens.link
    assert drawn(icon("trash-2", "danger")) == tokens.danger
    assert drawn(icon("trash-2", "danger"), QIcon.Mode.Disabled) == tokens.faint
    assert drawn(icon("tag", "#FF0000")) == "#FF0000"


def test_icons_follow_the_theme(app: QApplication, qtbot: QtBot) -> None:
    button = QToolButton()
    qtbot.addWidget(button)
    button.setIcon(icon("search"))
    button.setIconSize(QSize(18, 18))
    button.show()
    source = button.icon()
    assert drawn(source) == load_theme("light").tokens.muted
    light = button.grab().toImage()
    apply_theme(app, load_theme("dark"))
    assert drawn(source) == load_theme("dark").tokens.muted
    assert button.grab().toImage() != light


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_icons_are_sharp_on_fine_screens(ratio: float, app: QApplication) -> None:
    off = QIcon.State.Off
    result = icon("search").pixmap(QSize(18, 18), ratio, QIcon.Mode.Normal, off)
    assert result.size() == QSize(18, 18) * ratio
    assert result.devicePixelRatio() == ratio
    assert pixmap("search", 18, "text", ratio).size() == QSize(18, 18) * ratio


def test_copies_of_an_icon_survive_their_source(app: QApplication) -> None:
    for _ in range(50):
        copy = QIcon(icon("tag", "text"))
        copy.addFile("nowhere.png")  # makes Qt clone the engine
        assert not copy.pixmap(16).isNull()
        del copy
    assert drawn(icon("tag", "text")) == load_theme("light").tokens.text
