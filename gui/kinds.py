"""How each kind of name looks, everywhere: its icon, its ink, its line.

A colour is never the only sign of a kind: each has its own icon and its own pattern of line. What
is only suggested has a thinner, fainter line than what the reader has confirmed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen

from gui.icons import icon
from gui.theme import Theme
from storage.finding_types import KIND_NAMES
from storage.found import EntityKind
from storage.text.dates import written_date

ICONS: Final[Mapping[EntityKind, str]] = {
    "person": "user",
    "organisation": "building-2",
    "place": "map-pin",
    "date": "calendar",
    "event": "flag",
    "group": "users",
    "law": "scroll-text",
}
KEYS: Final[Mapping[EntityKind, str]] = {  # letters of the names in menus
    "person": "P",
    "organisation": "O",
    "place": "L",
    "date": "D",
    "event": "E",
    "group": "G",
    "law": "W",
}
FAINT, THIN = 0.8, 0.75  # opacity and part of the width of the line under a suggested name


@dataclass(frozen=True, slots=True)
class Pattern:
    """How the line of a kind is drawn: dashes and gaps in pixels, one line or two."""

    dashes: tuple[float, ...] = ()
    is_double: bool = False


PATTERNS: Final[Mapping[EntityKind, Pattern]] = {
    "person": Pattern(),
    "organisation": Pattern(is_double=True),
    "place": Pattern((8, 3)),
    "date": Pattern((1.5, 3)),
    "event": Pattern((8, 3, 1.5, 3)),
    "group": Pattern((3.5, 3)),
    "law": Pattern((8, 3), is_double=True),
}


def name_shown(kind: EntityKind, name: str) -> str:
    """Write a name as people read it: a date, whose name is its value, as dates are written."""
    return written_date(name) if kind == "date" else name


def keyed_name(kind: EntityKind) -> str:
    """Name a kind in a menu, with "&" before the letter that chooses it."""
    name = KIND_NAMES[kind][0]
    at = name.casefold().index(KEYS[kind].casefold())
    return f"{name[:at]}&{name[at:]}"


def kind_icon(kind: EntityKind) -> QIcon:
    """Give the icon of a kind in its ink; it follows the theme by itself."""
    return icon(ICONS[kind], kind)


def kind_color(theme: Theme, kind: EntityKind) -> QColor:
    """Give the ink of a kind; it is readable as words on the page and on panels."""
    return theme.color(kind)


def paint_kind_line(
    painter: QPainter,
    theme: Theme,
    kind: EntityKind,
    rects: Sequence[QRectF],
    *,
    is_confirmed: bool,
) -> None:
    """Paint the line of a kind along the feet of rectangles."""
    look, ink = PATTERNS[kind], kind_color(theme, kind)
    if not is_confirmed:
        ink.setAlphaF(FAINT)
    width = 1.0 if look.is_double else 1.6
    if not is_confirmed:
        width *= THIN
    pen = QPen(ink, width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if look.dashes:
        pen.setDashPattern([length / width for length in look.dashes])
    painter.setPen(pen)
    for rect in rects:
        for rise in (0.0, 2.2) if look.is_double else (0.0,):
            y = rect.bottom() - width / 2 - rise
            painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y))
