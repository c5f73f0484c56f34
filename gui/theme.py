"""Colours, measures and the look of every control, in three themes.

A theme is data (`resources/themes/*.json`); its tokens are named for what they do. Widgets that
paint for themselves ask `current_theme()` while painting, and rebuild what they keep when
`changeEvent` brings `QEvent.Type.StyleChange`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Final, Literal, get_args

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

import resources
from gui.stylesheet import stylesheet
from storage.found import ENTITY_KINDS, EntityKind
from storage.types import COLORS, ColorKey

ThemeName = Literal["light", "dark", "sepia"]
THEMES: tuple[ThemeName, ...] = get_args(ThemeName)
FOLDER: Final = Path(resources.__file__).parent / "themes"


class Scale:
    """The only sizes there are, in logical pixels."""

    CAPTION: Final = 12  # type
    BODY: Final = 13
    HEADING: Final = 15
    TITLE: Final = 20
    DISPLAY: Final = 28
    XS: Final = 4  # space
    S: Final = 8
    M: Final = 12
    L: Final = 16
    XL: Final = 24
    XXL: Final = 32
    RADIUS_S: Final = 4  # corners: marks and chips in text, controls, cards and popups
    RADIUS: Final = 6
    RADIUS_L: Final = 10
    ICON_S: Final = 16
    ICON: Final = 18
    ICON_L: Final = 40  # empty states
    CONTROL: Final = 32  # height of a button or field
    ROW: Final = 28  # height of a one-line row


@dataclass(frozen=True, slots=True)
class HighlightColors:
    """One palette colour: all are `#RRGGBB`.

    `fill` is the pigment, drawn with the theme's `fill_opacity`, so that overlaps show as a deeper
    tone; `seen` is how one fill looks on the page. `line` is for underlines, swatches and margin
    marks; `ink` for words in this colour, on the page and on `seen`.
    """

    fill: str
    seen: str
    line: str
    ink: str


@dataclass(frozen=True, slots=True)
class Tokens:
    """What each colour is for; all are opaque `#RRGGBB`.

    Grounds: `window` (chrome and side panels), `surface` (cards), `raised` (popups, fields),
    `page`, `code`, `hover`, `pressed`, `accent_soft` (selected row), `selection`.
    Text: `text`, `muted` (second line; readable), `faint` (disabled and ornaments only), `link`,
    `danger`, `warning`, `success`, `accent_text`, `selection_text`.
    Lines: `line` (hairline), `outline` (edge of a field or box), `slot` (groove, scroll bar),
    `focus` (ring; `accent_focus` around a filled button).
    `accent`: fills that carry `accent_text`, and marks; words use `link`.
    """

    window: str
    surface: str
    raised: str
    page: str
    text: str
    muted: str
    faint: str
    line: str
    outline: str
    slot: str
    accent: str
    accent_hover: str
    accent_pressed: str
    accent_focus: str
    accent_text: str
    accent_soft: str
    focus: str
    danger: str
    warning: str
    success: str
    selection: str
    selection_text: str
    hover: str
    pressed: str
    code: str
    link: str


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme: its tokens, the eight colours of the palette, and those of the kinds of names.

    `highlights` are in palette order. `kinds` are inks, `#RRGGBB`: for lines under names, and
    readable as words on page, panels and popups.
    """

    name: ThemeName
    tokens: Tokens
    fill_opacity: float
    highlights: Mapping[ColorKey, HighlightColors]
    kinds: Mapping[EntityKind, str]

    @property
    def is_dark(self) -> bool:
        """Whether the page is darker than its text."""
        return self.name == "dark"

    def color(self, token: str) -> QColor:
        """Give the colour of a token ("muted"), a kind ("person"), or a literal ("#A0A0A0")."""
        if token.startswith("#"):
            return QColor(token)
        kind = next((kind for kind in self.kinds if kind == token), None)
        return QColor(self.kinds[kind] if kind else getattr(self.tokens, token))

    def fill(self, key: ColorKey) -> QColor:
        """Give the colour to paint a highlight with, translucent, over the page."""
        color = QColor(self.highlights[key].fill)
        color.setAlphaF(self.fill_opacity)
        return color


@cache
def load_theme(name: ThemeName) -> Theme:
    """Read a theme from `resources/themes`; once a process."""
    raw = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    tokens = Tokens(**{field.name: raw["tokens"][field.name] for field in fields(Tokens)})
    opacity = float(raw["fill_opacity"])
    highlights = {
        key: HighlightColors(
            fill=raw["highlights"][key]["fill"],
            seen=_over(raw["highlights"][key]["fill"], tokens.page, opacity),
            line=raw["highlights"][key]["line"],
            ink=raw["highlights"][key]["ink"],
        )
        for key in COLORS
    }
    kinds = {kind: str(raw["kinds"][kind]) for kind in ENTITY_KINDS}
    return Theme(name, tokens, opacity, highlights, kinds)


def system_theme() -> ThemeName:
    """Say whether the desktop asks for "dark" or "light"; light where it does not say."""
    scheme = QGuiApplication.styleHints().colorScheme()
    return "dark" if scheme == Qt.ColorScheme.Dark else "light"


def current_theme() -> Theme:
    """Give the theme that was applied last; light before that."""
    return _current[-1] if _current else load_theme("light")


def apply_theme(app: QApplication, theme: Theme) -> None:
    """Dress the whole application, at start or at any later moment.

    Every widget gets `StyleChange` afterwards; icons from `gui.icons` follow by themselves.
    """
    _current[:] = [theme]
    if app.style().objectName() != "fusion" and not app.styleSheet():
        app.setStyle("Fusion")
    app.setPalette(palette(theme))
    app.setStyleSheet(stylesheet(theme.tokens))


def palette(theme: Theme) -> QPalette:
    """Give the palette of a theme, for what the style sheet does not reach."""
    roles = QPalette.ColorRole
    tokens = theme.tokens
    result = QPalette()
    for role, color in {
        roles.Window: tokens.window,
        roles.WindowText: tokens.text,
        roles.Base: tokens.raised,
        roles.AlternateBase: tokens.surface,
        roles.Text: tokens.text,
        roles.PlaceholderText: tokens.muted,
        roles.Button: tokens.raised,
        roles.ButtonText: tokens.text,
        roles.BrightText: tokens.danger,
        roles.Highlight: tokens.selection,
        roles.HighlightedText: tokens.selection_text,
        roles.Accent: tokens.accent,
        roles.Link: tokens.link,
        roles.LinkVisited: tokens.link,
        roles.ToolTipBase: tokens.raised,
        roles.ToolTipText: tokens.text,
        roles.Light: tokens.raised,
        roles.Midlight: tokens.surface,
        roles.Mid: tokens.line,
        roles.Dark: tokens.outline,
        roles.Shadow: tokens.outline,
    }.items():
        result.setColor(role, QColor(color))
    disabled = QPalette.ColorGroup.Disabled
    for role in (roles.WindowText, roles.Text, roles.ButtonText, roles.PlaceholderText, roles.Link):
        result.setColor(disabled, role, QColor(tokens.faint))
    result.setColor(disabled, roles.Base, QColor(tokens.window))
    result.setColor(disabled, roles.Highlight, QColor(tokens.line))
    return result


def _over(top: str, ground: str, opacity: float) -> str:
    """Blend two opaque colours as QPainter does."""
    pairs = ((int(top[i : i + 2], 16), int(ground[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a * opacity + b * (1 - opacity)):02X}" for a, b in pairs)


_current: list[Theme] = []
