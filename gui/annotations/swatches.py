"""Buttons for the eight colours and the two styles, as the inspector and the filter show them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QObject, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QSizePolicy, QToolButton, QWidget

from gui.controls import plain_tip, row
from gui.icons import icon
from gui.theme import Scale, current_theme
from storage.types import COLORS, ColorKey, Style

DOT: Final = 18
NARROWEST: Final = 20
WIDEST: Final = 24
HIGH: Final = 28
_STEPS: Final = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
}


class ColorButton(QAbstractButton):
    """A dot in one of the eight colours; when it is on, it bears a check.

    Signals:
        stepped: an arrow key goes to the button after (1) or before (-1) this one.
    """

    stepped = Signal(int)

    def __init__(self, color: ColorKey, parent: QWidget | None = None) -> None:
        """Show a colour."""
        super().__init__(parent)
        self.color = color
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def call(self, name: str, hint: str = "") -> None:
        """Tell the colour's name, and a hint such as its key in the tool tip."""
        self.setToolTip(plain_tip(f"{name} ({hint})" if hint else name))
        self.setAccessibleName(name)

    def sizeHint(self) -> QSize:
        """Give the size it likes."""
        return QSize(WIDEST, HIGH)

    def minimumSizeHint(self) -> QSize:
        """Give the size it can live with."""
        return QSize(NARROWEST, HIGH)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it can be pressed."""
        super().enterEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Be pressed, or go on."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the dot, its check, and a ring where the pointer or the keys are."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        center = QPointF(self.width() / 2, self.height() / 2)
        radius = min(DOT, self.width() - 5) / 2
        look = theme.highlights[self.color]
        painter.setPen(QPen(QColor(look.line), 1.5))
        painter.setBrush(QColor(look.fill if theme.is_dark else look.seen))
        painter.drawEllipse(center, radius - 0.75, radius - 0.75)
        if self.isChecked():
            painter.setPen(_round(theme.color("text"), 2.0))
            painter.drawPolyline(
                [center + QPointF(*point) for point in ((-3.6, 0.2), (-1.1, 2.8), (3.8, -2.6))]
            )
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("focus"), 2.0))
            painter.drawEllipse(center, radius + 1.5, radius + 1.5)
        elif self.underMouse() or self.isChecked():
            painter.setPen(QPen(QColor(look.line), 1.0))
            painter.drawEllipse(center, radius + 1.75, radius + 1.75)


class OneStop(QObject):
    """Lets Tab reach one of several colour buttons, and the arrow keys the others.

    `gui.controls.one_stop` is for groups where an arrow key chooses; here it only goes there.
    """

    def __init__(self, buttons: Iterable[ColorButton], parent: QWidget) -> None:
        """Stop at the one that is on, or at the first."""
        super().__init__(parent)
        every = list(buttons)
        for button in every:
            button.stepped.connect(self._on_stepped)
            button.toggled.connect(self._settle)
        self._buttons = every
        self._settle()

    def among(self, buttons: Iterable[ColorButton]) -> None:
        """Stop at one of these: the others are not offered now."""
        self._buttons = list(buttons)
        self._settle()

    def _settle(self) -> None:
        at = next((b for b in self._buttons if b.hasFocus()), None)
        on = next((b for b in self._buttons if b.isChecked()), None)
        stop = at or on or next(iter(self._buttons), None)
        for button in self._buttons:
            policy = Qt.FocusPolicy.TabFocus if button is stop else Qt.FocusPolicy.NoFocus
            button.setFocusPolicy(policy)

    def _on_stepped(self, step: int) -> None:
        place = next((n for n, b in enumerate(self._buttons) if b.hasFocus()), -1) + step
        if 0 <= place < len(self._buttons):
            self._buttons[place].setFocus(Qt.FocusReason.TabFocusReason)
            self._settle()


class Palette(QWidget):
    """Eight colours and the style of marks; shows what is, tells what is wanted.

    Signals:
        color_wanted: a ColorKey was pressed.
        style_wanted: a Style was pressed.
    """

    color_wanted = Signal(str)
    style_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show every colour, none of them on."""
        super().__init__(parent)
        self.colors = {color: ColorButton(color) for color in COLORS}
        self._stop = OneStop(self.colors.values(), self)
        dots = row(spacing=0)
        for button in self.colors.values():
            button.clicked.connect(self._on_color)
            dots.addWidget(button)
            dots.addStretch(1)
        self.styles: dict[Style, QToolButton] = {
            "highlight": self._style_button("highlighter", "Highlight"),
            "underline": self._style_button("underline", "Underline (U)"),
        }
        self._parts = row(spacing=0)
        self._parts.addLayout(dots, 1)
        self._parts.addLayout(row(*self.styles.values(), None, spacing=0))
        self.setLayout(self._parts)

    def wrap(self, is_wrapped: bool) -> None:
        """Put the styles below the colours, or beside them."""
        directions = QBoxLayout.Direction
        self._parts.setDirection(directions.TopToBottom if is_wrapped else directions.LeftToRight)

    def show_names(self, names: dict[ColorKey, str]) -> None:
        """Tell what the reader calls the colours, with their keys."""
        for number, color in enumerate(COLORS, start=1):
            self.colors[color].call(names[color], str(number))

    def show_state(self, color: ColorKey | None, style: Style | None) -> None:
        """Mark the colour and the style that things have; None where they differ."""
        for key, button in self.colors.items():
            button.setChecked(key == color)
        for key_style, style_button in self.styles.items():
            style_button.setChecked(key_style == style)

    def _style_button(self, sign: str, title: str) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon(sign))
        button.setIconSize(QSize(Scale.ICON_S, Scale.ICON_S))
        button.setFixedSize(HIGH - 2, HIGH)
        button.setStyleSheet("padding: 2px; min-width: 18px;")  # or the ring would not fit in
        button.setCheckable(True)
        button.setToolTip(title)
        button.setAccessibleName(title.partition(" (")[0])
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(self._on_style)
        return button

    def _on_color(self) -> None:
        button = self.sender()
        if isinstance(button, ColorButton):
            button.setChecked(not button.isChecked())  # the library says what is so
            self.color_wanted.emit(button.color)

    def _on_style(self) -> None:
        pressed = self.sender()
        for style, button in self.styles.items():
            if button is pressed:
                button.setChecked(not button.isChecked())
                self.style_wanted.emit(style)


def _round(color: QColor, width: float) -> QPen:
    pen = QPen(color, width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen
