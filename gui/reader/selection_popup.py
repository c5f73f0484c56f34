"""What appears beside a selection: the eight colours, underline, note, tags, names, copy."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QToolButton,
    QWidget,
)

from gui.actions import Actions
from gui.controls import cast_shadow, plain_tip
from gui.theme import Scale, Theme, current_theme
from storage.types import COLORS, ColorKey

SWATCH = 20
GAP = 10  # between the selection and the popup


class SelectionPopup(QFrame):
    """A bar over the page; it never takes the keyboard focus.

    Signals:
        color_chosen: a palette key.
    """

    color_chosen = Signal(str)

    def __init__(self, actions: Actions, parent: QWidget) -> None:
        """Make the bar, hidden."""
        super().__init__(parent)
        self._host = parent
        self.setProperty("role", "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._swatches: dict[ColorKey, QToolButton] = {}
        self._rows = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._rows.setContentsMargins(Scale.S, 6, Scale.S, 6)
        self._rows.setSpacing(Scale.XS)
        row = self._row()
        for color in COLORS:
            button = self._button()
            button.setProperty("kind", "swatch")
            button.setIconSize(QSize(SWATCH, SWATCH))
            button.clicked.connect(lambda _=False, c=color: self.color_chosen.emit(c))
            self._swatches[color] = button
            row.addWidget(button)
        self._divider = QFrame(self)
        self._divider.setProperty("role", "divider")
        self._divider.setProperty("vertical", True)
        self._rows.addWidget(self._divider)
        row = self._row()
        for name in ("underline", "note", "tag", "tag_as", "cite"):
            button = self._button()
            button.setDefaultAction(actions[name])
            button.setIconSize(QSize(Scale.ICON, Scale.ICON))
            row.addWidget(button)
        cast_shadow(self)
        self.hide()

    def show_at(self, around: QRect, names: Mapping[ColorKey, str], current: ColorKey) -> None:
        """Appear above a rectangle of the parent, or below where there is no room."""
        theme = current_theme()
        for number, (color, button) in enumerate(self._swatches.items(), start=1):
            button.setIcon(swatch(theme, color, is_current=color == current))
            button.setToolTip(plain_tip(f"{names[color]} ({number})"))
            button.setAccessibleName(f"Highlight: {names[color]}")
        area = self._host.rect().adjusted(Scale.S, Scale.S, -Scale.S, -Scale.S)
        self._fold(False)
        if self.width() > area.width():
            self._fold(True)
        left = around.center().x() - self.width() // 2
        top = around.top() - self.height() - GAP
        if top < area.top():
            top = min(around.bottom() + GAP, area.bottom() - self.height())
        left = max(area.left(), min(left, area.right() - self.width()))
        self.move(QPoint(left, top))
        self.show()
        self.raise_()

    def _row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(2)
        self._rows.addLayout(row)
        return row

    def _fold(self, is_narrow: bool) -> None:
        """Put the colours above the rest, or beside it."""
        directions = QBoxLayout.Direction
        self._divider.setVisible(not is_narrow)
        self._rows.setDirection(directions.TopToBottom if is_narrow else directions.LeftToRight)
        self._rows.activate()
        self.adjustSize()

    def _button(self) -> QToolButton:
        button = QToolButton(self)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return button


def swatch(theme: Theme, color: ColorKey, *, is_current: bool = False, ratio: float = 2.0) -> QIcon:
    """Give a round sample of a colour; the current one has a ring."""
    result = QPixmap(round(SWATCH * ratio), round(SWATCH * ratio))
    result.setDevicePixelRatio(ratio)
    result.fill(Qt.GlobalColor.transparent)
    painter = QPainter(result)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    look = theme.highlights[color]
    painter.setPen(QPen(QColor(look.line), 1.5))
    painter.setBrush(QColor(look.fill if theme.is_dark else look.seen))
    inset = 4 if is_current else 2
    painter.drawEllipse(QRect(0, 0, SWATCH, SWATCH).adjusted(inset, inset, -inset, -inset))
    if is_current:
        painter.setPen(QPen(theme.color("text"), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QRect(0, 0, SWATCH, SWATCH).adjusted(1, 1, -1, -1))
    painter.end()
    return QIcon(result)
