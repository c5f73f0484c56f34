"""The two typefaces that come with Postil: Inter for the interface, Literata for reading.

Both are variable fonts from the packages fontpkg-inter and fontpkg-literata (SIL OFL 1.1). Qt
registers only their default instance on Linux: a weight has to be asked for on the `wght` axis,
and a `QFont.Weight` of Bold would be smeared on top of it. So fonts are made here, not by hand.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QTextCharFormat
from PySide6.QtWidgets import QApplication, QWidget

from gui.theme import Scale

INTERFACE = "Inter"
READING = "Literata"
PACKAGES = {INTERFACE: "fontpkg_inter", READING: "fontpkg_literata"}
SYSTEM_FAMILIES = (  # offered for reading where installed, in this order
    *("Charter", "Georgia", "Iowan Old Style", "Palatino", "Source Serif 4", "Noto Serif"),
    *("Liberation Serif", "DejaVu Serif", "Atkinson Hyperlegible", "OpenDyslexic"),
    *("Helvetica Neue", "Segoe UI", "Noto Sans", "DejaVu Sans"),
)
REGULAR, MEDIUM, SEMIBOLD, BOLD = 400, 500, 600, 700
ROLES = {  # size and weight of what a label can be
    "display": (Scale.DISPLAY, SEMIBOLD),
    "title": (Scale.TITLE, SEMIBOLD),
    "heading": (Scale.HEADING, SEMIBOLD),
    "strong": (Scale.BODY, SEMIBOLD),
    "body": (Scale.BODY, REGULAR),
    "muted": (Scale.BODY, REGULAR),
    "danger": (Scale.BODY, REGULAR),
    "caption": (Scale.CAPTION, REGULAR),
}
_AXES = {INTERFACE: (14, 32), READING: (7, 72)}  # range of the optical size axis, from the files
_WEIGHT = QFont.Tag("wght")
_OPTICAL = QFont.Tag("opsz")
_TABULAR = QFont.Tag("tnum")


@cache
def register_fonts() -> frozenset[str]:
    """Make the bundled families known to Qt, once; gives those that are there.

    Without the packages the system's own faces are used.
    """
    found: set[str] = set()
    for package in PACKAGES.values():
        spec = find_spec(package)
        if spec is None or spec.origin is None:
            continue
        for file in sorted(Path(spec.origin).with_name("files").glob("*.ttf")):
            number = QFontDatabase.addApplicationFont(str(file))
            found.update(QFontDatabase.applicationFontFamilies(number) if number >= 0 else ())
    return frozenset(found)


def interface_font(
    size: int = Scale.BODY, weight: int = REGULAR, *, tabular: bool = False
) -> QFont:
    """Give the font of the interface; `size` in pixels, `tabular` for figures in columns."""
    register_fonts()
    if INTERFACE in register_fonts():
        font = QFont(INTERFACE)
    else:
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    font.setPixelSize(size)
    _weigh(font, weight)
    if tabular:
        font.setFeature(_TABULAR, 1)
    return font


def apply_fonts(app: QApplication) -> None:
    """Set the interface in its typeface; once, before the first window."""
    app.setFont(interface_font())


def set_role(widget: QWidget, role: str) -> None:
    """Make a label what it is, in type and colour: one of `ROLES`.

    The property alone gives the colour only; no style sheet reaches the weight of our fonts.
    """
    widget.setFont(interface_font(*ROLES[role]))
    widget.setProperty("role", role)
    widget.style().polish(widget)


def reading_font(
    family: str = READING, size: int = 19, weight: int = REGULAR, *, italic: bool = False
) -> QFont:
    """Give a font for the page; `family` is one of `reading_families`, `size` in pixels."""
    register_fonts()
    font = QFont([family, READING, "Georgia", "DejaVu Serif", "serif"])
    font.setStyleHint(QFont.StyleHint.Serif)
    font.setPixelSize(size)
    font.setItalic(italic)
    _weigh(font, weight)
    return font


def set_weight(target: QTextCharFormat, base: QFont, weight: int) -> None:
    """Give a stretch of a document the weight, in the family and size of `base`."""
    font = QFont(base)
    _weigh(font, weight)
    if not hasattr(target, "setFontVariableAxes"):  # before Qt 6.11: smeared, but bold
        target.setFontWeight(weight)
        return
    target.setFontWeight(font.weight())
    target.setFontVariableAxes(
        {tag: font.variableAxisValue(tag) for tag in font.variableAxisTags()}
    )


def reading_families() -> list[str]:
    """List the families to choose from for reading: ours first, then known good ones, then mono."""
    ours = [name for name in (READING, INTERFACE) if name in register_fonts()]
    installed = set(QFontDatabase.families())
    mono = QFontInfo(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)).family()
    return [*ours, *(name for name in SYSTEM_FAMILIES if name in installed), mono]


def _weigh(font: QFont, weight: int) -> None:
    """Set the weight on the axis of a bundled family, as a face elsewhere."""
    sizes = _AXES.get(font.family())
    if sizes is None or font.family() not in register_fonts():
        font.setWeight(QFont.Weight(weight))
        return
    font.setWeight(QFont.Weight(min(weight, SEMIBOLD)))  # from Bold on Qt smears what is bold
    font.setVariableAxis(_WEIGHT, float(weight))
    font.setVariableAxis(_OPTICAL, float(min(max(font.pixelSize(), sizes[0]), sizes[1])))
