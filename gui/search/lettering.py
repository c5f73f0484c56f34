"""A few lines of words with those that were found standing out, laid out once and kept."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QTextCharFormat, QTextLayout, QTextOption

from gui.fonts import SEMIBOLD, set_weight
from gui.theme import current_theme
from gui.titles import is_right_to_left
from storage.types import Span

KEPT: Final = 300  # layouts, a dozen screens full

MEASURED: Final = 10_000  # heights

_Key = tuple[str, tuple[Span, ...], str, int, int]


class Letterings:
    """Lays words out in one font; `leading` is the height of a line in pixels."""

    def __init__(self, font: QFont, leading: int) -> None:
        """Keep nothing yet."""
        self.font = font
        self._leading = leading
        self._metrics = QFontMetricsF(font)
        self._narrow = 0.75 * self._metrics.averageCharWidth()
        self._kept: OrderedDict[_Key, QTextLayout] = OrderedDict()
        self._heights: OrderedDict[_Key, int] = OrderedDict()
        self._looks: dict[str, QTextCharFormat] = {}  # of what was found, by theme

    def height(self, words: str, marks: Sequence[Span], width: int, most: int) -> int:
        """Give the height of words in pixels, in at most so many lines."""
        key = (words, tuple(marks), current_theme().name, width, most)
        found = self._heights.get(key)
        if found is None:
            layout = self._broken(words[: self._longest(width, most)], marks, width, most)
            found = self._heights[key] = max(1, layout.lineCount()) * self._leading
            if len(self._heights) > MEASURED:
                self._heights.popitem(last=False)
        return found

    def of(self, words: str, marks: Sequence[Span], width: int, most: int) -> QTextLayout:
        """Give words in at most so many lines; what does not fit ends in "…".

        `marks` are code points; they are drawn heavier and on a ground of their own.
        """
        key = (words, tuple(marks), current_theme().name, width, most)
        found = self._kept.get(key)
        if found is None:
            found = self._kept[key] = self._laid_out(words, marks, width, most)
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(key)
        return found

    def _longest(self, width: int, most: int) -> int:
        """Give how many letters are seen at most; what takes long is shaping the others."""
        return round(most * width / self._narrow)

    def _laid_out(self, words: str, marks: Sequence[Span], width: int, most: int) -> QTextLayout:
        shown = words[: self._longest(width, most)]
        layout = self._broken(shown, marks, width, most + 1)
        is_cut = len(shown) < len(words)
        if layout.lineCount() <= most and not is_cut:
            return layout
        last = layout.lineAt(min(most, layout.lineCount()) - 1)
        shown = _text(_units(shown), last.textStart() + last.textLength()).rstrip()
        layout = self._broken(f"{shown}…", marks, width, most + 1)
        while layout.lineCount() > most and len(shown) > most:
            shown = shown[:-2].rstrip()
            layout = self._broken(f"{shown}…", marks, width, most + 1)
        return layout

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
        found = QTextLayout.FormatRange()
        found.start = len(_units(words[: mark.start])) // 2
        found.length = len(_units(words[mark.start : mark.end])) // 2
        found.format = self._look()
        return found

    def _look(self) -> QTextCharFormat:
        theme = current_theme()
        if theme.name not in self._looks:
            look = self._looks[theme.name] = QTextCharFormat()
            set_weight(look, self.font, SEMIBOLD)
            look.setForeground(theme.color("text"))
            look.setBackground(theme.color("selection"))
        return self._looks[theme.name]


def _units(words: str) -> bytes:
    return words.encode("utf-16-le", "surrogatepass")


def _text(units: bytes, end: int) -> str:
    return units[: 2 * end].decode("utf-16-le", "surrogatepass")
