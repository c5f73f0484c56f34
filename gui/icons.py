"""Icons: Lucide outlines, drawn in the colours of the theme at the moment they are painted."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

import resources
from gui.theme import Scale, current_theme
from storage.errors import Bug

FOLDER: Final = Path(resources.__file__).parent / "icons"
STROKE: Final = "1.75"  # Lucide's 2 looks heavy beside Inter at 13 px


@cache
def icon_names() -> frozenset[str]:
    """Give the names of all icons there are."""
    return frozenset(file.stem for file in FOLDER.glob("*.svg"))


@cache
def icon(name: str, color: str | None = None) -> QIcon:
    """Give the icon of that name; it follows the theme by itself and is sharp at any size.

    `color` is a token ("danger") or a literal ("#A0A0A0") for the enabled states; without it the
    icon is muted, darker under the pointer and accented when checked.
    Raises: Bug if there is no such icon.
    """
    if name not in icon_names():
        raise Bug(f"no icon named {name!r} in {FOLDER}")
    return QIcon(_Engine(name, color))


def pixmap(name: str, size: int = Scale.ICON, color: str = "muted", ratio: float = 1.0) -> QPixmap:
    """Draw an icon once, `size` logical pixels wide, in a token's or a literal colour.

    `ratio` is the device pixel ratio of where it will be shown.
    Raises: Bug if there is no such icon.
    """
    if name not in icon_names():
        raise Bug(f"no icon named {name!r} in {FOLDER}")
    result = _drawn(name, current_theme().color(color).name(), QSize(size, size) * ratio)
    result.setDevicePixelRatio(ratio)
    return result


@cache
def _outline(name: str) -> str:
    """Read an icon's SVG."""
    text = (FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    return text.replace('stroke-width="2"', f'stroke-width="{STROKE}"')


@lru_cache(maxsize=512)
def _drawn(name: str, color: str, size: QSize) -> QPixmap:
    """Draw the outline in a colour at a size in device pixels."""
    result = QPixmap(size)
    result.fill(Qt.GlobalColor.transparent)
    side = float(min(size.width(), size.height()))
    target = QRectF((size.width() - side) / 2, (size.height() - side) / 2, side, side)
    painter = QPainter(result)
    svg = _outline(name).replace("currentColor", color)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, target)
    painter.end()
    return result


class _Engine(QIconEngine):
    """Paints one icon; asks the theme for its colour each time."""

    def __init__(self, name: str, color: str | None) -> None:
        super().__init__()
        self._name = name
        self._color = color

    def _color_for(self, mode: QIcon.Mode, state: QIcon.State) -> str:
        theme = current_theme()
        if mode == QIcon.Mode.Disabled:
            token = "faint"
        elif self._color is not None:
            token = self._color
        elif state == QIcon.State.On:
            token = "link"
        else:
            token = "muted" if mode == QIcon.Mode.Normal else "text"
        return theme.color(token).name()

    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        device = (QSizeF(size) * scale).toSize()
        result = QPixmap(_drawn(self._name, self._color_for(mode, state), device))
        result.setDevicePixelRatio(scale)
        return result

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        ratio = painter.device().devicePixelRatio()
        painter.drawPixmap(rect, self.scaledPixmap(rect.size(), mode, state, ratio))

    def clone(self) -> QIconEngine:
        # PySide does not hand the copy over to Qt: without another reference it dies at once and
        # the QIcon that asked for it crashes (seen with 6.11.3, QIcon.addFile on a copied icon).
        copy = _Engine(self._name, self._color)
        _clones.append(copy)
        return copy


_clones: list[_Engine] = []
