"""Keys that move the ends of the annotation in focus, as in Zotero's reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

CARET_KEYS = frozenset(  # that move the caret without a modifier
    (
        *(Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down),
        *(Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown),
    )
)
Which = Literal["start", "end"]
Unit = Literal["character", "word", "line"]


@dataclass(frozen=True, slots=True)
class EndMove:
    """Which end of an annotation is to move, by what, and whether back (-1) or on (1)."""

    which: Which
    unit: Unit
    direction: int


def end_move(event: QKeyEvent) -> EndMove | None:
    """Read a key: Shift+arrows move the end, Ctrl+Shift+arrows the start, with Alt by a word."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    shift, control = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
    alt = Qt.KeyboardModifier.AltModifier
    if not modifiers & shift or modifiers & Qt.KeyboardModifier.MetaModifier:
        return None
    direction = _DIRECTIONS.get(Qt.Key(event.key()))
    if direction is None:
        return None
    vertical = event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down)
    unit: Unit = "line" if vertical else "word" if modifiers & alt else "character"
    return EndMove("start" if modifiers & control else "end", unit, direction)


_DIRECTIONS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
}
