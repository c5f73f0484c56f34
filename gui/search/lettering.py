"""A few lines of words with those that were found standing out, laid out once and kept."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QTextCharFormat, QTextLayout, QTextOption

from gui.fonts import SEMIBOLD, set_weight
from gui.theme import current_theme
from gui.titles import is_right_to_left
from storage.types import Span

KEPT: Final = 600  # layouts, a dozen screens full

_Key = tuple[str, tuple[Span, ...], str, int, int, str]


@dataclass(frozen=True, slots=True)
class Lettering:
    """Words ready to be drawn; `height` in pixels."""

    layout: QTextLayout
    height: int


class Letterings:
    """Lays words out in one font; `leading` is the height of a line in pixels."""

    def __init__(self, font: QFont, leading: int) -> None:
        """Keep nothing yet."""
        self.font = font
        self._leading = leading
        self._metrics = QFontMetricsF(font)
        self._kept: OrderedDict[_Key, Lettering] = OrderedDict()

    def of(self, words: str, marks: Sequence[Span], width: int, most: int) -> Lettering:
        """Give words in at most so many lines; what does not fit ends in "…".

        `marks` are code points; they are drawn heavier and on a ground of their own.
        """
        key = (words, tuple(marks), current_theme().name, width, most, self.font.key())
        found = self._kept.get(key)
        if found is None:
            found = self._kept[key] = self._laid_out(words, marks, width, most)
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(key)
        return found

    def _laid_out(self, words: str, marks: Sequence[Span], width: int, most: int) -> Lettering:
        layout = self._broken(words, marks, width, most + 1)
        if layout.lineCount() > most:
            units = words.encode("utf-16-le", "surrogatepass")
            first = layout.lineAt(most - 1).textStart()
            end = layout.lineAt(most - 1).textStart() + layout.lineAt(most - 1).textLength()
            shown = _text(units, 0, end).rstrip()
            layout = self._broken(f"{shown}…", marks, width, most + 1)
            while layout.lineCount() > most and len(shown) > 1:
                shown = shown[:-2].rstrip()
                if len(_units(shown)) // 2 <= first:
                    break
                layout = self._broken(f"{shown}…", marks, width, most + 1)
        return Lettering(layout, min(layout.lineCount(), most) * self._leading)

    def _broken(self, words: str, marks: Sequence[Span], width: int, most: int) -> QTextLayout:
        layout = QTextLayout(words, self.font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        if is_right_to_left(words):
            option.setTextDirection(Qt.LayoutDirection.RightToLeft)
            option.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
        layout.setTextOption(option)
        layout.setCacheEnabled(True)
        layout.setFormats([self._format(words, mark) for mark in marks if mark.end <= len(words)])
        layout.beginLayout()
        for number in range(most):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(width)
            rise = (self._leading + self._metrics.ascent() - self._metrics.descent()) / 2
            line.setPosition(QPointF(0, round(number * self._leading + rise - line.ascent())))
        layout.endLayout()
        return layout

    def _format(self, words: str, mark: Span) -> QTextLayout.FormatRange:
        theme = current_theme()
        look = QTextCharFormat()
        set_weight(look, self.font, SEMIBOLD)
        look.setForeground(theme.color("text"))
        look.setBackground(theme.color("selection"))
        found = QTextLayout.FormatRange()
        found.start = len(_units(words[: mark.start])) // 2
        found.length = len(_units(words[mark.start : mark.end])) // 2
        found.format = look
        return found


def _units(words: str) -> bytes:
    return words.encode("utf-16-le", "surrogatepass")


def _text(units: bytes, start: int, end: int) -> str:
    return units[2 * start : 2 * end].decode("utf-16-le", "surrogatepass")
