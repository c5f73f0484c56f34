"""Setting a title in few lines, in either direction of writing."""

from __future__ import annotations

from typing import Final
from unicodedata import bidirectional

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextOption

TITLE_LINES: Final = 2
_BREAK: Final = "\u2028"


def set_title(title: str, font: QFont, width: int) -> QTextLayout:
    """Set a title in at most `TITLE_LINES`; what does not fit ends in "…"."""
    layout = laid_out(QTextLayout(title, font), width)
    if layout.lineCount() < 2:
        return layout
    starts = [layout.lineAt(n).textStart() for n in range(min(layout.lineCount(), TITLE_LINES))]
    units = title.encode("utf-16-le")  # Qt counts in UTF-16 units
    parts = [
        units[2 * start : 2 * end if end else None].decode("utf-16-le").strip()
        for start, end in zip(starts, [*starts[1:], None], strict=True)
    ]
    parts[-1] = QFontMetricsF(font).elidedText(parts[-1], Qt.TextElideMode.ElideRight, width)
    return laid_out(QTextLayout(_BREAK.join(parts), font), width)


def laid_out(layout: QTextLayout, width: int) -> QTextLayout:
    """Break a text into lines; a right-to-left one stands at the right."""
    option = QTextOption()
    if is_right_to_left(layout.text()):
        option.setTextDirection(Qt.LayoutDirection.RightToLeft)
        option.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    layout.beginLayout()
    y = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, y))
        y += round(line.height())
    layout.endLayout()
    return layout


def is_right_to_left(text: str) -> bool:
    """Say whether the first letter with a direction runs to the left, as Qt decides it."""
    kinds = (bidirectional(letter) for letter in text)
    return next((kind for kind in kinds if kind in ("L", "R", "AL")), "L") != "L"
