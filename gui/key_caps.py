"""Keys drawn as the caps that are on a keyboard."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.actions import key_text
from gui.fonts import MEDIUM, interface_font
from gui.theme import Scale, current_theme

ARROWS: Final = {"Left": "←", "Right": "→", "Up": "↑", "Down": "↓"}
NAMES: Final = {**ARROWS, "Return": "Enter", "Del": "Delete", "Delete": "Delete"}
ON_MAC: Final = {"Ctrl": "⌘", "Shift": "⇧", "Alt": "⌥", "Meta": "⌃"}
HEIGHT: Final = 22
PADDING: Final = 6
GAP: Final = 3
BETWEEN: Final = 9  # two ways to do the same


@dataclass(frozen=True, slots=True)
class Stroke:
    """Keys that are pressed together: caps from left to right."""

    caps: tuple[str, ...]


def strokes(keys: Sequence[str]) -> list[Stroke]:
    """Read keys in portable form; arrows with the same modifiers become one stroke."""
    found: list[Stroke] = []
    arrows: dict[tuple[str, ...], list[str]] = {}
    for key in keys:
        *modifiers, last = _parts(key)
        if last in ARROWS:
            held = tuple(modifiers)
            if held not in arrows:
                arrows[held] = []
                found.append(Stroke(held))
            arrows[held].append(ARROWS[last])
        else:
            found.append(Stroke((*modifiers, NAMES.get(last) or key_text(last))))
    return [Stroke(_caps(s.caps, arrows.get(s.caps, []))) for s in found]


class KeyCaps(QWidget):
    """The keys of one command, side by side."""

    def __init__(self, keys: Sequence[str]) -> None:
        """Show keys in QKeySequence's portable form."""
        super().__init__()
        self._strokes = strokes(keys)
        self._font = interface_font(Scale.CAPTION, MEDIUM)
        self._metrics = QFontMetricsF(self._font)
        self.setAccessibleName(", ".join("+".join(stroke.caps) for stroke in self._strokes))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Give room for all caps."""
        return QSize(round(self._ends()) + 1, HEIGHT + 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the caps."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font)
        x = 0.5
        for number, stroke in enumerate(self._strokes):
            if number:
                painter.setPen(theme.color("faint"))
                middle = QPointF(x + BETWEEN / 2 - GAP, HEIGHT / 2 + 1)
                painter.drawEllipse(middle, 0.75, 0.75)
                x += BETWEEN - GAP
            for cap in stroke.caps:
                width = self._width(cap)
                box = QRectF(x, 0.5, width, HEIGHT)
                painter.setPen(QPen(theme.color("outline"), 1))
                painter.setBrush(theme.color("outline"))
                painter.drawRoundedRect(box.translated(0, 1), Scale.RADIUS_S, Scale.RADIUS_S)
                painter.setBrush(theme.color("raised"))
                painter.drawRoundedRect(box, Scale.RADIUS_S, Scale.RADIUS_S)
                painter.setPen(theme.color("text"))
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, cap)
                x += width + GAP

    def _width(self, cap: str) -> float:
        return max(HEIGHT, round(self._metrics.horizontalAdvance(cap)) + 2 * PADDING)

    def _ends(self) -> float:
        caps = [cap for stroke in self._strokes for cap in stroke.caps]
        gaps = GAP * (len(caps) - 1) + (BETWEEN - GAP) * (len(self._strokes) - 1)
        return sum(self._width(cap) for cap in caps) + max(0, gaps) + 1


def _parts(key: str) -> list[str]:
    """Split a portable key at its plus signs; the plus key itself stays."""
    if key.endswith("++"):
        return [*key[:-2].split("+"), "+"]
    return key.split("+") if key != "+" else ["+"]


def _caps(names: tuple[str, ...], arrows: Sequence[str]) -> tuple[str, ...]:
    signs = ON_MAC if sys.platform == "darwin" else {}
    return (*(signs.get(name, name) for name in names), *arrows)
