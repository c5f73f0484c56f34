"""The colour of a tag stands beside its name: on the shelf, on cards, in the tree."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from gui.tag_dots import tag_icon
from gui.theme import current_theme
from tests.builders import add_article, make_annotation
from tests.gui.windows import Hands, window_on


def has_dot(widget: QWidget, color: str) -> bool:
    """Say whether the very colour of a tag is anywhere on a widget."""
    wanted = QColor(current_theme().highlights[color].line)  # type: ignore[index]
    image = widget.grab().toImage()
    return any(
        image.pixelColor(x, y) == wanted
        for y in range(image.height())
        for x in range(image.width())
    )


@pytest.mark.parametrize("color", ["red", "purple"])
def test_dot_comes_and_goes_with_the_colour_everywhere(library, tmp_path, qtbot, color):
    article = add_article(library)
    make_annotation(library, article, tags=["law"])
    with library.transaction("Tag"):
        library.tags.add_to_articles([article], ["law"])
    with window_on(library, tmp_path, qtbot) as window:
        hands = Hands(window, qtbot)
        hands.open(article)
        tree = window.left.places.view.viewport()
        places = (window.shelf._view.viewport(), window.panel, tree)
        assert not any(has_dot(place, color) for place in places)
        hands.session.act("Colour", lambda lib: lib.tag_tree.recolor(["law"], color))
        qtbot.waitUntil(lambda: not window.left.places.is_asking)
        window.left.places.view.go_to("tag law")
        assert [has_dot(place, color) for place in places] == [True] * 3
        hands.session.undo()
        qtbot.waitUntil(lambda: not window.left.places.is_asking)
        assert not any(has_dot(place, color) for place in places)


def test_a_renamed_tag_is_shown_under_its_new_name(library, tmp_path, qtbot):
    article = add_article(library)
    with library.transaction("Tag"):
        library.tags.add_to_articles([article], ["law"])
    with window_on(library, tmp_path, qtbot) as window:
        assert window.shelf._model.tags_at(0) == ("law",)
        window._session.act("Rename", lambda lib: lib.tag_tree.rename("law", "laws"))
        assert window.shelf._model.tags_at(0) == ("laws",)


def test_icon_of_a_tag_without_colour_is_the_sign_of_tags(qapp):
    assert not tag_icon("").isNull()
    assert not tag_icon("blue").isNull()
