import itertools
import math
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPalette, QTextCharFormat
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QSlider,
    QSpinBox,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gui import fonts
from gui.stylesheet import CONTROLS, stylesheet
from gui.theme import (
    THEMES,
    Scale,
    Theme,
    apply_theme,
    current_theme,
    load_theme,
    palette,
    system_theme,
)
from storage.found import ENTITY_KINDS, EntityKind
from storage.types import COLORS

GROUNDS = ("window", "surface", "raised", "page", "hover", "pressed", "accent_soft", "code")
PANES = ("window", "surface", "raised", "page")


@pytest.fixture(params=THEMES)
def theme(request: pytest.FixtureRequest) -> Theme:
    return load_theme(request.param)


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    yield qapp
    apply_theme(qapp, load_theme("light"))


def linear(color: str) -> list[float]:
    channels = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2."""
    low, high = sorted(
        sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear(color), strict=True))
        for color in (one, other)
    )
    return (high + 0.05) / (low + 0.05)


def lab(color: str) -> tuple[float, float, float]:
    r, g, b = linear(color)
    white = (0.95047, 1.0, 1.08883)  # D65
    xyz = (
        0.4124 * r + 0.3576 * g + 0.1805 * b,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        0.0193 * r + 0.1192 * g + 0.9505 * b,
    )
    x, y, z = (
        t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116
        for t in (v / w for v, w in zip(xyz, white, strict=True))
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def difference(one: str, other: str) -> float:
    """CIE76, where about 2.3 is just noticeable."""
    return math.dist(lab(one), lab(other))


def over(top: str, ground: str, opacity: float) -> str:
    mixed = (
        round(int(top[i : i + 2], 16) * opacity + int(ground[i : i + 2], 16) * (1 - opacity))
        for i in (1, 3, 5)
    )
    return "#" + "".join(f"{channel:02X}" for channel in mixed)


def weakest(foregrounds: tuple[str, ...], grounds: tuple[str, ...], theme: Theme) -> float:
    return min(
        contrast(getattr(theme.tokens, f), getattr(theme.tokens, g))
        for f in foregrounds
        for g in grounds
    )


# Reading


def test_body_text_on_the_page_is_aaa(theme: Theme) -> None:
    assert contrast(theme.tokens.text, theme.tokens.page) >= 7


def test_every_text_colour_is_readable_on_every_ground(theme: Theme) -> None:
    assert weakest(("text", "muted", "link"), GROUNDS, theme) >= 4.5
    assert weakest(("danger", "warning", "success"), (*PANES, "hover"), theme) >= 4.5


def test_words_on_filled_grounds_are_readable(theme: Theme) -> None:
    fills = ("accent", "accent_hover", "accent_pressed")
    assert weakest(("accent_text",), fills, theme) >= 4.5
    assert weakest(("selection_text",), ("selection",), theme) >= 7


def test_rings_and_edges_can_be_seen(theme: Theme) -> None:
    assert weakest(("focus",), GROUNDS, theme) >= 3
    assert weakest(("accent_focus",), ("accent", *PANES), theme) >= 3
    assert weakest(("outline", "accent"), ("window", "surface", "page"), theme) >= 2.99


# The palette


@pytest.mark.parametrize("key", COLORS)
def test_text_on_a_highlight_is_readable(theme: Theme, key: str) -> None:
    wanted = 4.5 if theme.is_dark else 7
    assert contrast(theme.tokens.text, theme.highlights[key].seen) >= wanted


def test_text_stays_readable_however_many_highlights_overlap(theme: Theme) -> None:
    text = theme.tokens.text
    for one, other in itertools.product(COLORS, repeat=2):
        both = over(theme.highlights[other].fill, theme.highlights[one].seen, theme.fill_opacity)
        assert contrast(text, both) >= 4.5, (one, other)
    for key in COLORS:  # what endless layers of one colour come to
        assert contrast(text, theme.highlights[key].fill) >= 4.5, key


def test_an_overlap_shows(theme: Theme) -> None:
    for key in COLORS:
        color = theme.highlights[key]
        assert difference(color.seen, theme.tokens.page) >= 8, key
        twice = over(color.fill, color.seen, theme.fill_opacity)
        assert difference(color.seen, twice) >= 4, key


def test_the_eight_colours_are_told_apart(theme: Theme) -> None:
    for one, other in itertools.combinations(COLORS, 2):
        assert difference(theme.highlights[one].seen, theme.highlights[other].seen) >= 8
        assert difference(theme.highlights[one].line, theme.highlights[other].line) >= 8


def test_lines_and_inks_stand_out(theme: Theme) -> None:
    for key in COLORS:
        color = theme.highlights[key]
        for pane in PANES:
            assert contrast(color.line, getattr(theme.tokens, pane)) >= 3, (key, pane)
        assert contrast(color.ink, theme.tokens.page) >= 4.5, key
        assert contrast(color.ink, theme.tokens.surface) >= 4.5, key
        assert contrast(color.ink, color.seen) >= 4.5, key


def test_a_fill_painted_by_qt_is_the_colour_that_is_seen(theme: Theme, app: QApplication) -> None:
    image = QImage(1, 1, QImage.Format.Format_RGB32)
    for key in COLORS:
        image.fill(theme.color("page"))
        painter = QPainter(image)
        painter.fillRect(0, 0, 1, 1, theme.fill(key))
        painter.end()
        painted, seen = image.pixelColor(0, 0), QColor(theme.highlights[key].seen)
        for a, b in zip(painted.getRgb(), seen.getRgb(), strict=True):  # type: ignore[arg-type]
            assert abs(a - b) <= 1


# The kinds of names

SEEN_BY = {  # linear RGB as colour-blind people see it; Machado, Oliveira & Fernandes 2009, whole
    "most": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanope": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranope": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanope": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def as_seen(color: str, person: str) -> str:
    """The colour that gives most people the impression that this one gives that person."""
    rgb = linear(color)
    mixed = (sum(w * c for w, c in zip(row, rgb, strict=True)) for row in SEEN_BY[person])
    curved = (12.92 * c if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055 for c in mixed)
    return "#" + "".join(f"{round(255 * min(1.0, max(0.0, c))):02X}" for c in curved)


@pytest.mark.parametrize("kind", ENTITY_KINDS)
def test_the_ink_of_a_kind_is_readable_on_every_ground(theme: Theme, kind: EntityKind) -> None:
    for ground in (*PANES, "hover", "accent_soft"):
        assert contrast(theme.kinds[kind], getattr(theme.tokens, ground)) >= 4.5, ground


@pytest.mark.parametrize("person", SEEN_BY)
def test_the_kinds_are_told_apart_by_everybody(theme: Theme, person: str) -> None:
    for one, other in itertools.combinations(ENTITY_KINDS, 2):
        a, b = as_seen(theme.kinds[one], person), as_seen(theme.kinds[other], person)
        assert difference(a, b) >= 8, (one, other)


# Dressing the application


def test_the_style_sheet_is_whole(theme: Theme) -> None:
    sheet = stylesheet(theme.tokens)
    assert "$" not in sheet
    assert sheet.count("{") == sheet.count("}")
    for file in re.findall(r'url\("([^"]+)"\)', sheet):
        assert Path(file).is_file()


def test_control_pictures_can_be_seen_on_fields(theme: Theme) -> None:
    for file in CONTROLS.glob("*.svg"):
        color = re.search(r'stroke="(#\w+)"', file.read_text())
        assert color, file
        ground = "accent" if color[1] == "#FFFFFF" else "raised"
        assert contrast(color[1], getattr(theme.tokens, ground)) >= 3, file.name


def test_the_palette_knows_disabled_and_placeholder(theme: Theme) -> None:
    roles, tokens = palette(theme), theme.tokens
    disabled = QPalette.ColorGroup.Disabled
    assert roles.color(QPalette.ColorRole.PlaceholderText) == QColor(tokens.muted)
    assert roles.color(disabled, QPalette.ColorRole.Text) == QColor(tokens.faint)


def test_widgets_hear_of_a_new_theme_once_it_is_current(app: QApplication, qtbot: QtBot) -> None:
    class Listener(QWidget):
        def __init__(self) -> None:
            super().__init__()
            self.heard: list[str] = []

        def changeEvent(self, event: QEvent) -> None:
            if event.type() == QEvent.Type.StyleChange:
                self.heard.append(current_theme().name)

    apply_theme(app, load_theme("light"))
    widget = Listener()
    qtbot.addWidget(widget)
    widget.show()
    widget.heard.clear()
    apply_theme(app, load_theme("dark"))
    assert widget.heard
    assert set(widget.heard) == {"dark"}
    assert app.palette().color(QPalette.ColorRole.Window).name() == "#191816"


def test_the_system_wants_light_or_dark(app: QApplication) -> None:
    assert system_theme() in ("light", "dark")


def _made(kind: str) -> QWidget:
    if kind == "list":
        rows = QListWidget()
        rows.addItems(["one", "two"])
        rows.setCurrentRow(0)
        return rows
    if kind == "tabs":
        tabs = QTabBar()
        tabs.addTab("One")
        tabs.addTab("Two")
        return tabs
    plain = {
        "check": QCheckBox,
        "radio": QRadioButton,
        "combo": QComboBox,
        "spin": QSpinBox,
        "line": QLineEdit,
        "note": QPlainTextEdit,
        "tool": QToolButton,
        "push": QPushButton,
    }
    if kind == "slider":
        return QSlider(Qt.Orientation.Horizontal)
    name, _, variant = kind.partition(".")
    widget: QWidget = plain[name]()
    widget.setProperty("kind", variant or ("field" if name == "note" else None))
    return widget


@pytest.mark.parametrize(
    "kind",
    [
        *("push", "push.primary", "push.quiet", "push.danger", "tool", "tool.chip", "tool.swatch"),
        *("line", "line.search", "note", "combo", "spin", "check", "radio", "slider", "tabs"),
        "list",
    ],
)
def test_focus_from_the_keyboard_shows(
    kind: str, theme: Theme, app: QApplication, qtbot: QtBot
) -> None:
    apply_theme(app, theme)
    window = QWidget()
    qtbot.addWidget(window)
    other, widget = QPushButton("other"), _made(kind)
    column = QVBoxLayout(window)
    column.addWidget(other)
    column.addWidget(widget)
    window.show()
    window.activateWindow()
    other.setFocus()
    qtbot.waitUntil(other.hasFocus)
    before = widget.grab().toImage()
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(widget.hasFocus)
    after = widget.grab().toImage()
    ring = theme.color("accent_focus" if kind == "push.primary" else "focus")
    points = [(x, y) for x in range(after.width()) for y in range(after.height())]
    lit = sum(after.pixelColor(x, y) == ring for x, y in points)
    unlit = sum(before.pixelColor(x, y) == ring for x, y in points)
    assert lit - unlit >= 20


@pytest.mark.parametrize("kind", ["push", "push.primary", "line", "combo", "spin"])
def test_controls_in_a_row_are_equally_high(kind: str, app: QApplication, qtbot: QtBot) -> None:
    before = app.font()
    fonts.apply_fonts(app)
    apply_theme(app, load_theme("light"))
    widget = _made(kind)
    qtbot.addWidget(widget)
    assert widget.sizeHint().height() == Scale.CONTROL
    app.setFont(before)


# Typefaces


def test_bundled_typefaces_are_there(app: QApplication) -> None:
    assert fonts.register_fonts() == {"Inter", "Literata"}
    assert fonts.reading_families()[:2] == ["Literata", "Inter"]


def test_the_interface_is_set_in_its_typeface(qapp: QApplication, qtbot: QtBot) -> None:
    before = qapp.font()
    fonts.apply_fonts(qapp)
    label = QLabel("Save")
    qtbot.addWidget(label)
    assert label.font().family() == "Inter"
    assert label.font().pixelSize() == 13
    qapp.setFont(before)


@pytest.mark.parametrize("family", ["Literata", "Inter"])
def test_weights_and_italics_are_drawn_not_faked(family: str, app: QApplication) -> None:
    def width(weight: int, italic: bool = False) -> float:
        font = fonts.reading_font(family, 40, weight, italic=italic)
        return QFontMetricsF(font).horizontalAdvance("handgloves and more of it")

    regular, semibold, bold = width(400), width(600), width(700)
    assert regular < semibold < bold
    if family == "Literata":  # a sheared roman would be as wide
        assert width(400, italic=True) != pytest.approx(regular, rel=0.01)


def test_a_stretch_of_a_document_gets_a_real_bold(app: QApplication) -> None:
    base = fonts.reading_font(size=40)
    strong = QTextCharFormat()
    strong.setFont(base)
    fonts.set_weight(strong, base, fonts.BOLD)
    advance = QFontMetricsF(strong.font()).horizontalAdvance("handgloves")
    bold = fonts.reading_font(size=40, weight=fonts.BOLD)
    assert advance == QFontMetricsF(bold).horizontalAdvance("handgloves")


def test_figures_in_columns_are_equally_wide(app: QApplication) -> None:
    metrics = QFontMetricsF(fonts.interface_font(tabular=True))
    assert metrics.horizontalAdvance("1111") == metrics.horizontalAdvance("0000")


def test_without_the_packages_the_system_faces_serve(
    app: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fonts, "PACKAGES", {"Inter": "no_such_package"})
    fonts.register_fonts.cache_clear()
    try:
        assert fonts.register_fonts() == frozenset()
        assert fonts.interface_font(15, fonts.SEMIBOLD).pixelSize() == 15
        assert fonts.reading_font().families()
    finally:
        monkeypatch.undo()
        fonts.register_fonts.cache_clear()


def test_a_label_takes_its_role(app: QApplication, qtbot: QtBot, theme: Theme) -> None:
    apply_theme(app, theme)
    label = QLabel("Export notes")
    qtbot.addWidget(label)
    fonts.set_role(label, "title")
    label.show()
    assert label.font().pixelSize() == 20
    regular = QFontMetricsF(fonts.interface_font(20)).horizontalAdvance(label.text())
    assert QFontMetricsF(label.font()).horizontalAdvance(label.text()) > regular
    fonts.set_role(label, "caption")
    assert label.palette().color(QPalette.ColorRole.WindowText) == theme.color("muted")
