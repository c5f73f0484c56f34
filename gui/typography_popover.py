"""How the page looks, changed while the reader looks at it: theme, typeface, size, width, lines."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QSlider,
    QStyledItemDelegate,
    QToolButton,
    QWidget,
)

from gui.controls import button, divider, icon_button, label, one_stop, row
from gui.fonts import MEDIUM, interface_font, reading_families, reading_font
from gui.popover import Popover
from gui.settings import FONT_SIZES, MEASURES, SPACINGS, Settings, ThemeChoice, Typography
from gui.theme import Scale, current_theme, load_theme

WIDTH: Final = 340
CARD: Final = QSize(68, 46)  # a theme's little page
SEGMENT: Final = QSize(34, 32)
THEME_NAMES: Final[dict[ThemeChoice, str]] = {
    "light": "Light",
    "sepia": "Sepia",
    "dark": "Dark",
    "system": "System",
}


class TypographyPopover(Popover):
    """Theme and typography; every change is saved and told at once.

    Signals:
        typography_changed: the Typography that the page should have now.
        theme_chosen: the ThemeChoice that the window should show now.
    """

    typography_changed = Signal(object)
    theme_chosen = Signal(str)

    def __init__(self, settings: Settings, parent: QWidget) -> None:
        """Wait, hidden, for `open_below`."""
        super().__init__(parent)
        self._settings = settings
        self.setAccessibleName("Page and theme")
        self.setFixedWidth(WIDTH)
        self.themes = QButtonGroup(self)
        self.content.addLayout(self._theme_row())
        self.family = QComboBox()
        self.smaller = self._step("minus", "Smaller text", -1)
        self.larger = self._step("plus", "Larger text", 1)
        self.size_shown = _value()
        self.size_shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.measure = QSlider(Qt.Orientation.Horizontal)
        self.measure.setRange(MEASURES[0], MEASURES[-1])
        self.measure.setSingleStep(MEASURES.step)
        self.measure.setPageStep(5 * MEASURES.step)
        self.measure_shown = _value()
        self.spacings = QButtonGroup(self)
        self.spacing_shown = _value()
        self.reset = button("Reset", self._on_reset, kind="quiet")
        self.content.addWidget(divider())
        self.content.addLayout(self._grid())
        self._connect()
        self._show_settings()

    def showEvent(self, event: QShowEvent) -> None:
        """Show what is set now: keys may have changed it since."""
        super().showEvent(event)
        self._show_settings()
        self._theme_button().setFocus()

    # -- building

    def _theme_row(self) -> QHBoxLayout:
        buttons = [_ThemeButton(choice) for choice in THEME_NAMES]
        for number, made in enumerate(buttons):
            self.themes.addButton(made, number)
        return row(*buttons)

    def _grid(self) -> QGridLayout:
        for name in reading_families():
            self.family.addItem(name)
            last = self.family.count() - 1
            self.family.setItemData(
                last, reading_font(name, Scale.HEADING), Qt.ItemDataRole.FontRole
            )
        self.family.setItemDelegate(QStyledItemDelegate(self.family))
        buttons = [_SpacingButton(spacing) for spacing in SPACINGS]
        for number, made in enumerate(buttons):
            self.spacings.addButton(made, number)
        grid = QGridLayout()
        grid.setHorizontalSpacing(Scale.M)
        grid.setVerticalSpacing(Scale.S)
        grid.setColumnStretch(1, 1)
        grid.addWidget(label("Font", "muted", buddy=self.family), 0, 0)
        grid.addWidget(self.family, 0, 1, 1, 2)
        grid.addWidget(label("Size", "muted"), 1, 0)
        grid.addLayout(row(self.smaller, self.size_shown, self.larger, None), 1, 1, 1, 2)
        grid.addWidget(label("Width", "muted", buddy=self.measure), 2, 0)
        grid.addWidget(self.measure, 2, 1)
        grid.addWidget(self.measure_shown, 2, 2)
        grid.addWidget(label("Lines", "muted"), 3, 0)
        grid.addLayout(row(*buttons, None, spacing=2), 3, 1)
        grid.addWidget(self.spacing_shown, 3, 2)
        grid.addWidget(self.reset, 4, 0, 1, 3, Qt.AlignmentFlag.AlignRight)
        return grid

    def _step(self, sign: str, title: str, by: int) -> QToolButton:
        made = icon_button(sign, title, partial(self._resize_text, by))
        made.setAutoRepeat(True)
        return made

    def _connect(self) -> None:
        self.family.setAccessibleName("Font")
        self.measure.setAccessibleName("Width of a line, in characters")
        self.themes.idClicked.connect(self._on_theme)
        self.family.activated.connect(self._on_family)
        self.measure.valueChanged.connect(self._on_measure)
        self.spacings.idClicked.connect(self._on_spacing)

    # -- showing and changing

    def _show_settings(self) -> None:
        now = self._settings.typography
        self._theme_button().setChecked(True)
        self.family.setCurrentIndex(self.family.findText(now.family))
        self.family.setFont(reading_font(now.family, Scale.HEADING))
        self.size_shown.setText(f"{now.size} px")
        self.smaller.setEnabled(now.size > FONT_SIZES[0])
        self.larger.setEnabled(now.size < FONT_SIZES[-1])
        self.measure.blockSignals(True)
        self.measure.setValue(now.measure)
        self.measure.blockSignals(False)
        self.measure_shown.setText(f"{now.measure} letters")
        self.spacings.button(SPACINGS.index(now.spacing)).setChecked(True)
        self.spacing_shown.setText(f"{now.spacing:g}")
        one_stop(self.themes)
        one_stop(self.spacings)
        self.reset.setEnabled(now != Typography())

    def _theme_button(self) -> QAbstractButton:
        return self.themes.button(list(THEME_NAMES).index(self._settings.theme))

    def _set(self, typography: Typography) -> None:
        if typography != self._settings.typography:
            self._settings.typography = typography
            self._show_settings()
            self.typography_changed.emit(typography)

    def _on_theme(self, number: int) -> None:
        choice = list(THEME_NAMES)[number]
        self._settings.theme = choice
        one_stop(self.themes)
        self.theme_chosen.emit(choice)

    def _on_family(self, row: int) -> None:
        self._set(replace(self._settings.typography, family=self.family.itemText(row)))

    def _resize_text(self, by: int) -> None:
        now = self._settings.typography
        if now.size + by in FONT_SIZES:
            self._set(replace(now, size=now.size + by))

    def _on_measure(self, value: int) -> None:
        step = MEASURES.step
        even = MEASURES[0] + round((value - MEASURES[0]) / step) * step
        self._set(replace(self._settings.typography, measure=even))

    def _on_spacing(self, number: int) -> None:
        self._set(replace(self._settings.typography, spacing=SPACINGS[number]))

    def _on_reset(self) -> None:
        self._set(Typography())


class _Painted(QToolButton):
    """A checkable button that paints itself and takes the focus from Tab."""

    def __init__(self, name: str, size: QSize) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setToolTip(name)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Give its own size, where the style sheet would have that of a common button."""
        return self._size

    def minimumSizeHint(self) -> QSize:
        """Never shrink."""
        return self._size

    def event(self, event: QEvent) -> bool:
        """Paint anew when the pointer comes and goes."""
        if event.type() in (QEvent.Type.HoverEnter, QEvent.Type.HoverLeave):
            self.update()
        return super().event(event)


class _ThemeButton(_Painted):
    """A little page in a theme's own colours, with its name below."""

    def __init__(self, choice: ThemeChoice) -> None:
        super().__init__(THEME_NAMES[choice], QSize(CARD.width() + 4, CARD.height() + 26))
        self.choice = choice

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the page, its ring when chosen, and the name."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = QRectF(2, 2, self.width() - 4, CARD.height() - 4)
        path = QPainterPath()
        path.addRoundedRect(card, Scale.RADIUS, Scale.RADIUS)
        own = load_theme("light" if self.choice == "system" else self.choice)
        painter.fillPath(path, own.color("page"))
        painter.setFont(reading_font(size=Scale.TITLE))
        painter.setPen(own.color("text"))
        painter.drawText(card, Qt.AlignmentFlag.AlignCenter, "Aa")
        if self.choice == "system":
            self._paint_dark_half(painter, card, path)
        chosen, focused = self.isChecked(), self.hasFocus()
        edge = "focus" if focused else "accent" if chosen else "outline"
        if not chosen and not focused and self.underMouse():
            edge = "muted"
        painter.setPen(QPen(theme.color(edge), 2 if chosen or focused else 1))
        painter.drawPath(path)
        painter.setFont(interface_font(Scale.CAPTION, MEDIUM))
        painter.setPen(theme.color("text" if chosen else "muted"))
        below = QRectF(0, CARD.height() + 2, self.width(), 20)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, self.toolTip())

    def _paint_dark_half(self, painter: QPainter, card: QRectF, path: QPainterPath) -> None:
        dark = load_theme("dark")
        corner = QPolygonF([card.topRight(), card.bottomRight(), card.bottomLeft()])
        half = QPainterPath()
        half.addPolygon(corner)
        half.closeSubpath()
        painter.save()
        painter.setClipPath(half)
        painter.fillPath(path, dark.color("page"))
        painter.setPen(dark.color("text"))
        painter.drawText(card, Qt.AlignmentFlag.AlignCenter, "Aa")
        painter.restore()


class _SpacingButton(_Painted):
    """Three lines as far apart as the text would have them."""

    def __init__(self, spacing: float) -> None:
        super().__init__(f"Line spacing {spacing:g}", SEGMENT)
        self.spacing = spacing

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground of the state, then the lines."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        ground = "accent_soft" if self.isChecked() else "hover" if self.underMouse() else "raised"
        painter.setPen(QPen(theme.color("focus"), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(ground))
        painter.drawRoundedRect(box, Scale.RADIUS, Scale.RADIUS)
        pen = QPen(theme.color("link" if self.isChecked() else "muted"), 1.75)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        middle, gap = box.center(), 3 + (self.spacing - SPACINGS[0]) * 6.5
        for line, length in ((-1, 8.0), (0, 8.0), (1, 5.0)):
            y = middle.y() + line * gap
            painter.drawLine(QPointF(middle.x() - 8, y), QPointF(middle.x() + length, y))


def _value() -> QLabel:
    shown = QLabel()
    shown.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    shown.setFont(interface_font(Scale.BODY, tabular=True))
    shown.setMinimumWidth(64)
    return shown
