"""What the reader has set for this computer: theme, typography, layout, last choices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QByteArray, QSettings

from gui.shown_findings import ShownFindings
from gui.theme import THEMES, ThemeName, system_theme
from storage.found import ENTITY_KINDS
from storage.types import COLORS, ColorKey

ThemeChoice = Literal["light", "dark", "sepia", "system"]

FONT_SIZES = range(12, 37)  # pixels
MEASURES = range(40, 111, 2)  # characters a line; 66 is the classical measure
SPACINGS = (1.2, 1.35, 1.5, 1.65, 1.8, 2.0)  # line height, in font heights


@dataclass(frozen=True, slots=True)
class Typography:
    """How the page is set; `size` in pixels, `measure` in characters, `spacing` in line heights."""

    family: str = "Literata"
    size: int = 19
    measure: int = 66
    spacing: float = 1.5


class Settings:
    """Typed access to the platform's settings store; what is unreadable there counts as unset."""

    def __init__(self, store: QSettings | None = None) -> None:
        """Work on the user's own settings, or on a given store."""
        self._store = store or QSettings(
            QSettings.Format.IniFormat, QSettings.Scope.UserScope, "Postil", "Postil"
        )

    @property
    def theme(self) -> ThemeChoice:
        """The theme that was chosen; "system" follows the desktop."""
        value = str(self._store.value("theme", "system"))
        return next((name for name in THEMES if name == value), "system")

    @theme.setter
    def theme(self, choice: ThemeChoice) -> None:
        self._store.setValue("theme", choice)

    def effective_theme(self) -> ThemeName:
        """Give the theme to show now."""
        choice = self.theme
        return system_theme() if choice == "system" else choice

    @property
    def typography(self) -> Typography:
        """How the page is set."""
        unset = Typography()
        return Typography(
            family=str(self._store.value("page/family", unset.family)),
            size=_within(FONT_SIZES, self._store.value("page/size"), unset.size),
            measure=_within(MEASURES, self._store.value("page/measure"), unset.measure),
            spacing=_nearest(SPACINGS, self._store.value("page/spacing"), unset.spacing),
        )

    @typography.setter
    def typography(self, typography: Typography) -> None:
        self._store.setValue("page/family", typography.family)
        self._store.setValue("page/size", typography.size)
        self._store.setValue("page/measure", typography.measure)
        self._store.setValue("page/spacing", typography.spacing)

    @property
    def color(self) -> ColorKey:
        """The colour that H gives."""
        value = str(self._store.value("annotation/color", "yellow"))
        return next((key for key in COLORS if key == value), "yellow")

    @color.setter
    def color(self, color: ColorKey) -> None:
        self._store.setValue("annotation/color", color)

    @property
    def shelf_order(self) -> str:
        """The order of the shelf as it was chosen; see `gui.shelf.orders`."""
        return str(self._store.value("shelf/order", "added"))

    @shelf_order.setter
    def shelf_order(self, order: str) -> None:
        self._store.setValue("shelf/order", order)

    @property
    def shelf_is_reversed(self) -> bool:
        """Whether the order of the shelf runs the other way round."""
        return self.flag("shelf_is_reversed", default=False)

    @shelf_is_reversed.setter
    def shelf_is_reversed(self, is_reversed: bool) -> None:
        self.set_flag("shelf_is_reversed", is_reversed)

    @property
    def shown_findings(self) -> ShownFindings:
        """Which names and quotes the page shows."""
        hidden = self.text("hidden_kinds").split()
        return ShownFindings(
            names=self.flag("names_in_text", default=True),
            quotes=self.flag("quotes_in_text", default=True),
            hidden=frozenset(kind for kind in ENTITY_KINDS if kind in hidden),
        )

    @shown_findings.setter
    def shown_findings(self, shown: ShownFindings) -> None:
        self.set_flag("names_in_text", shown.names)
        self.set_flag("quotes_in_text", shown.quotes)
        self.set_text("hidden_kinds", " ".join(sorted(shown.hidden)))

    def text(self, key: str, default: str = "") -> str:
        """Give a small choice that a dialog remembers, such as the last export format."""
        return str(self._store.value(f"choice/{key}", default))

    def set_text(self, key: str, value: str) -> None:
        """Remember a small choice."""
        self._store.setValue(f"choice/{key}", value)

    def state(self, key: str) -> QByteArray:
        """Give a saved state of a window or splitter; empty when there is none."""
        value = self._store.value(f"layout/{key}")
        return value if isinstance(value, QByteArray) else QByteArray()

    def set_state(self, key: str, state: QByteArray) -> None:
        """Remember a state of a window or splitter."""
        self._store.setValue(f"layout/{key}", state)

    def flag(self, key: str, default: bool) -> bool:
        """Give a yes or no, such as whether a panel is shown."""
        return str(self._store.value(f"flag/{key}", default)).casefold() == "true"

    def set_flag(self, key: str, value: bool) -> None:
        """Remember a yes or no."""
        self._store.setValue(f"flag/{key}", value)

    def sync(self) -> None:
        """Write everything to disk now."""
        self._store.sync()


def _within(allowed: range, value: object, default: int) -> int:
    try:
        number = int(str(value))
    except ValueError:
        return default
    return number if number in allowed else default


def _nearest(allowed: tuple[float, ...], value: object, default: float) -> float:
    try:
        number = float(str(value))
    except ValueError:
        return default
    return min(allowed, key=lambda choice: abs(choice - number))
