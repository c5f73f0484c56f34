"""A few lines of text, painted or measured: wrapped, elided at the end, in any direction."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption

_WIDE = re.compile("[\u1100-\u11ff\u2e80-\ud7a3\uf900-\ufaff\uff00-\uff60\U0001f300-\U0001faff]")
_SAMPLE: Final = "The quick brown fox judges how wide ordinary words are, on the whole."


class Face:
    """A font with what it takes to count lines, mostly without laying text out."""

    def __init__(self, font: QFont, leading: float) -> None:
        """Measure a font; `leading` is the height of a line in pixels."""
        self.font = font
        self.leading = leading
        self.metrics = QFontMetricsF(font)
        self._letter = self.metrics.horizontalAdvance(_SAMPLE) / len(_SAMPLE)

    def lines(self, text: str, width: float, most: int) -> int:
        """Say in how many lines text runs, at most `most`; laid out only where it is in doubt."""
        wide = len(_WIDE.findall(text)) if not text.isascii() else 0
        length = (len(text) - wide) * self._letter + wide * self.font.pixelSize()
        if length < 0.75 * width:
            return 1
        if length > 1.35 * width * most:
            return most
        return _count(text, self.font, width, most)


def draw_lines(
    painter: QPainter,
    face: Face,
    text: str,
    area: QRectF,
    color: QColor,
    most: int,
    underline: QColor | None = None,
) -> None:
    """Paint up to `most` lines in an area; the last one ends in an ellipsis if there is more.

    `underline` draws a line of that colour below the words.
    """
    painter.setFont(face.font)
    for number, (line, is_right) in enumerate(_broken(text, face, area.width(), most)):
        top = area.top() + number * face.leading
        base = top + (face.leading + face.metrics.ascent() - face.metrics.descent()) / 2
        advance = face.metrics.horizontalAdvance(line)
        left = area.right() - advance if is_right else area.left()
        if underline is not None:
            stroke = QRectF(left, round(base) + 3, advance, 2)
            painter.fillRect(stroke, underline)
        painter.setPen(color)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        option.setTextDirection(
            Qt.LayoutDirection.RightToLeft if is_right else Qt.LayoutDirection.LeftToRight
        )
        layout = QTextLayout(line, face.font)
        layout.setTextOption(option)
        layout.setCacheEnabled(True)
        layout.beginLayout()
        placed = layout.createLine()
        placed.setLineWidth(max(advance + 1, 1))
        layout.endLayout()
        layout.draw(painter, QPointF(left, base - placed.ascent()))


def _count(text: str, font: QFont, width: float, most: int) -> int:
    layout = QTextLayout(text, font)
    layout.setTextOption(_wrapping())
    layout.beginLayout()
    count = 0
    while count < most and (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        count += 1
    layout.endLayout()
    return max(1, count)


def _broken(text: str, face: Face, width: float, most: int) -> tuple[tuple[str, bool], ...]:
    return _breaks(text, face.font.key(), face.font, width, most)


@lru_cache(maxsize=256)
def _breaks(
    text: str, _key: str, font: QFont, width: float, most: int
) -> tuple[tuple[str, bool], ...]:
    """Break text into lines; each with whether it runs from the right."""
    layout = QTextLayout(text, font)
    layout.setTextOption(_wrapping())
    is_right = _runs_from_right(text)
    broken: list[tuple[str, bool]] = []
    data = text.encode("utf-16-le", "replace")
    layout.beginLayout()
    while len(broken) < most:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        first, length = line.textStart(), line.textLength()
        is_last = len(broken) == most - 1 and 2 * (first + length) < len(data)
        rest = data[2 * first :] if is_last else data[2 * first : 2 * (first + length)]
        words = rest.decode("utf-16-le", "replace").strip()
        if is_last:
            words = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, width)
        broken.append((words, is_right))
    layout.endLayout()
    return tuple(broken)


def _runs_from_right(text: str) -> bool:
    """Say whether the first letter with a direction is of a script written from the right."""
    for sign in text:
        direction = unicodedata.bidirectional(sign)
        if direction in ("R", "AL"):
            return True
        if direction == "L":
            return False
    return False


@cache
def _wrapping() -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option
