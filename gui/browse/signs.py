"""Colour and style of a mark as a small icon: a full bar for a highlight, a line for underline."""

from __future__ import annotations

from functools import cache
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from gui.theme import ThemeName, current_theme
from storage.types import ColorKey, Style

SIZE: Final = 14
_DENSE: Final = 2  # pixels of the picture for one of the screen


def color_sign(color: ColorKey, style: Style) -> QIcon:
    """Give the icon in the theme in force."""
    return _drawn(color, style, current_theme().name)


@cache
def _drawn(color: ColorKey, style: Style, _theme: ThemeName) -> QIcon:
    picture = QPixmap(SIZE * _DENSE, SIZE * _DENSE)
    picture.setDevicePixelRatio(_DENSE)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(current_theme().highlights[color].line))
    if style == "underline":
        painter.drawRoundedRect(QRectF(1, SIZE - 5, SIZE - 2, 3), 1.5, 1.5)
    else:
        painter.drawRoundedRect(QRectF(1, 1, SIZE - 2, SIZE - 2), 4, 4)
    painter.end()
    sign = QIcon(picture)
    sign.addPixmap(picture, QIcon.Mode.Selected)  # Qt would tint it
    return sign
