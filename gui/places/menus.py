"""The menus of the tree of places."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from gui.actions import key_text
from gui.icons import icon
from gui.places.nodes import PlaceNode
from gui.tag_dots import tag_icon
from storage.legend import DEFAULT_NAMES
from storage.types import COLORS, TagColor

Act = Callable[[], object]


def top_menu(menu: QMenu, new_collection: Act, manage_tags: Act) -> None:
    """Fill the menu of what the reader has not made."""
    _add(menu, "New collection…", "folder-plus", new_collection)
    _add(menu, "Manage tags…", "tags", manage_tags)


def collection_menu(
    menu: QMenu, node: PlaceNode, new_inside: Act, rename: Act, remove: Act, remove_all: Act
) -> None:
    """Fill the menu of a collection."""
    _add(menu, "New collection inside…", "folder-plus", new_inside)
    _add(menu, "Rename", "pen-line", rename, key="F2")
    menu.addSeparator()
    _add(menu, "Remove", "trash-2", remove, key="Del")
    if node.inner:
        _add(menu, "Remove with those inside", "", remove_all)


def tag_menu(
    menu: QMenu,
    node: PlaceNode,
    recolor: Callable[[TagColor], object],
    rename: Act,
    manage: Act,
    delete: Act,
) -> None:
    """Fill the menu of a tag; a mere heading over others has no colour."""
    colors = menu.addMenu(icon("palette"), "Colour")
    colors.setEnabled(bool(node.subject))
    fill_colors(colors, node.color, recolor)
    _add(menu, "Rename", "pen-line", rename, key="F2")
    _add(menu, "Manage tags…", "tags", manage)
    menu.addSeparator()
    _add(menu, "Delete", "trash-2", delete, key="Del")


def search_menu(menu: QMenu, try_it: Act, rename: Act, remove: Act) -> None:
    """Fill the menu of a saved search."""
    _add(menu, "Put into the search field", "search", try_it)
    _add(menu, "Rename", "pen-line", rename, key="F2")
    menu.addSeparator()
    _add(menu, "Remove", "trash-2", remove, key="Del")


def fill_colors(menu: QMenu, present: TagColor, recolor: Callable[[TagColor], object]) -> None:
    """Fill a menu with the colours that a tag can have, and none."""
    group = QActionGroup(menu)
    choices: tuple[TagColor, ...] = ("", *COLORS)
    for color in choices:
        action = menu.addAction(tag_icon(color), DEFAULT_NAMES[color] if color else "None")
        action.setCheckable(True)
        action.setChecked(color == present)
        action.triggered.connect(lambda _checked, color=color: recolor(color))
        group.addAction(action)


def _add(menu: QMenu, text: str, sign: str, act: Act, *, key: str = "") -> QAction:
    action = menu.addAction(f"{text}\t{key_text(key)}" if key else text)
    if sign:
        action.setIcon(icon(sign))
    action.triggered.connect(lambda: act())
    return action
