"""The small parts that dialogs and popovers are put together from."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QFrame,
    QGraphicsDropShadowEffect,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui.fonts import set_role
from gui.icons import icon
from gui.theme import Scale, current_theme
from storage.types import ColorKey

Layout = TypeVar("Layout", bound=QBoxLayout)
Part = QWidget | QLayout | None  # None is room that stretches


def row(*parts: Part, spacing: int = Scale.S) -> QHBoxLayout:
    """Put parts side by side; None takes the room that is left."""
    return _filled(QHBoxLayout(), parts, spacing)


def column(*parts: Part, spacing: int = Scale.S) -> QVBoxLayout:
    """Put parts below each other; None takes the room that is left."""
    return _filled(QVBoxLayout(), parts, spacing)


def framed(
    widget: QWidget, inside: QLayout, *, margin: int = Scale.XL, bottom: int = Scale.L
) -> None:
    """Lay a dialog out: its content with room around it."""
    inside.setContentsMargins(margin, margin, margin, bottom)
    widget.setLayout(inside)


def fitted(dialog: QWidget, width: int) -> None:
    """Make a dialog as high as its words need at a width; Qt guesses too high where they wrap."""
    inside = dialog.layout()
    if inside is not None:
        inside.invalidate()
        inside.activate()  # the layouts inside forget what they measured before
        wraps = inside.hasHeightForWidth()
        height = inside.totalHeightForWidth(width) if wraps else inside.totalSizeHint().height()
        dialog.setFixedSize(width, height)


def cast_shadow(popup: QWidget) -> None:
    """Lift something that lies over the page off it."""
    shadow = QGraphicsDropShadowEffect(popup)
    shadow.setBlurRadius(24)
    shadow.setOffset(0, 4)
    shadow.setColor(QColor(0, 0, 0, 60))
    popup.setGraphicsEffect(shadow)


def label(
    text: str, role: str = "body", *, buddy: QWidget | None = None, wraps: bool = True
) -> QLabel:
    """Give plain words in one of `gui.fonts.ROLES`; titles and labels of a field never wrap."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wraps and buddy is None and role not in ("display", "title"))
    set_role(made, role)
    if buddy is not None:
        made.setBuddy(buddy)
    return made


def button(text: str, pressed: Callable[[], object], *, kind: str = "") -> QPushButton:
    """Give a button with words; `kind` as in `gui.stylesheet`.

    Enter presses it where it has the focus, or is made the default and no other button has it.
    """
    made = _Button(text)
    if kind:
        made.setProperty("kind", kind)
    made.setAutoDefault(False)
    made.clicked.connect(pressed)
    return made


def icon_button(sign: str, title: str, pressed: Callable[[], object]) -> QToolButton:
    """Give a button with an icon only; its title is told in the tool tip and to screen readers."""
    made = QToolButton()
    made.setIcon(icon(sign))
    made.setIconSize(QSize(Scale.ICON, Scale.ICON))
    made.setToolTip(title)
    made.setAccessibleName(title)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.clicked.connect(pressed)
    return made


def one_stop(group: QButtonGroup) -> None:
    """Let Tab reach the checked button only, as Qt does by itself once the focus was inside."""
    for each in group.buttons():
        reached = Qt.FocusPolicy.StrongFocus if each.isChecked() else Qt.FocusPolicy.ClickFocus
        each.setFocusPolicy(reached)


def plain_tip(text: str) -> str:
    """Write a text from outside for a tool tip: Qt would read what looks like HTML in it."""
    return f"<p>{escape(text).replace(chr(10), '<br>')}</p>"


def divider() -> QFrame:
    """Give a hairline."""
    line = QFrame()
    line.setProperty("role", "divider")
    return line


class Swatch(QWidget):
    """A dot in one of the eight colours, as the theme in force has it."""

    def __init__(self, color: ColorKey, size: int = Scale.ICON) -> None:
        """Show a colour."""
        super().__init__()
        self._color = color
        self.setFixedSize(size, size)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the dot."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(current_theme().highlights[self._color].line))
        painter.drawEllipse(self.rect().adjusted(1, 1, -1, -1))


class _Button(QPushButton):
    """Enter presses the button that has the focus; Qt would press the default one of a dialog.

    `autoDefault` does that as well, but makes the first such button of a dialog its default.
    """

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press at Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.click()
            return
        super().keyPressEvent(event)


def _filled(layout: Layout, parts: tuple[Part, ...], spacing: int) -> Layout:
    layout.setSpacing(spacing)
    layout.setContentsMargins(0, 0, 0, 0)
    for part in parts:
        if part is None:
            layout.addStretch(1)
        elif isinstance(part, QWidget):
            layout.addWidget(part)
        else:
            layout.addLayout(part)
    return layout
