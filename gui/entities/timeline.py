"""When an entity was in the articles: a bar for each month, year or decade."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from gui.cards import caption
from gui.controls import plain_tip
from gui.theme import Scale, Theme, current_theme
from storage.printing import counted
from storage.text.periods import Bar

HEIGHT: Final = 76
FOOT: Final = 18  # for the names of the first and the last period
HEAD: Final = 16  # for the count above the highest bar
WIDEST: Final = 26  # pixels of a bar
LEAST: Final = 3  # pixels of the lowest bar that is none


class Timeline(QWidget):
    """Bars that can be chosen, by mouse or with the arrows and Enter; once more gives it up.

    Signals:
        chosen: the period of a bar, "" for all.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.bars: tuple[Bar, ...] = ()
        self.period = ""  # what is chosen
        self.current = -1  # the bar that the keys are at
        self._hovered = -1
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setAccessibleName("Articles by date")

    def show_bars(self, bars: tuple[Bar, ...]) -> None:
        """Show these; a period that is not among them is given up."""
        self.bars = bars
        if self.period not in {bar.period for bar in bars}:
            self.period = ""
        self.current = min(self.current, len(bars) - 1)
        self._hovered = -1
        self.setVisible(len(bars) > 1)  # one bar says nothing
        self.update()

    def choose(self, number: int) -> None:
        """Choose a bar; the chosen one again gives it up."""
        bar = self.bars[number]
        self.current = number
        if bar.count or bar.period == self.period:
            self.period = "" if bar.period == self.period else bar.period
            self.update()
            self.chosen.emit(self.period)

    def rect_of(self, number: int) -> QRectF:
        """Give the room of a bar, from head to foot."""
        step = self._step()
        return QRectF(number * step, 0, step, self.height())

    def sizeHint(self) -> QSize:
        """Ask for a stripe."""
        return QSize(320, HEIGHT)

    # -- events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from bar to bar, choose, give up."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: len(self.bars) - 1}
        key = Qt.Key(event.key())
        if key in steps and self.bars:
            self._go(self._next(steps[key]))
        elif key in ends and self.bars:
            self._go(ends[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.current >= 0:
            self.choose(self.current)
        elif key == Qt.Key.Key_Escape and self.period:
            self.period = ""
            self.update()
            self.chosen.emit("")
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin at the newest bar."""
        super().focusInEvent(event)
        if self.current < 0 and self.bars:
            self._go(len(self.bars) - 1)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say what the bar under the pointer counts."""
        self._hovered = self._at(event.position().x())
        if self._hovered >= 0:
            QToolTip.showText(
                event.globalPosition().toPoint(), plain_tip(self._said(self._hovered)), self
            )
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Forget the pointer."""
        super().leaveEvent(event)
        self._hovered = -1
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose what is pressed."""
        at = self._at(event.position().x())
        if event.button() == Qt.MouseButton.LeftButton and at >= 0:
            self.choose(at)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the bars and the names of the first and the last."""
        if not self.bars:
            return
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        base = self.height() - FOOT
        most = max(bar.count for bar in self.bars)
        gap = 1.0 if self._step() > 4 else 0.0
        for number, bar in enumerate(self.bars):
            room = self.rect_of(number)
            high = max(LEAST, (base - HEAD) * bar.count / most) if bar.count else 0
            shape = QRectF(room.left() + gap, base - high, room.width() - 2 * gap, high)
            is_dim = self.period not in ("", bar.period)
            color = "outline" if is_dim else "accent"
            if number == self._hovered and bar.count:
                color = "accent_hover"
            painter.fillRect(shape, theme.color(color))
            said = f"{bar.count:,}"
            if bar.count and caption().metrics.horizontalAdvance(said) <= room.width():
                painter.setFont(caption().font)
                painter.setPen(theme.color("muted"))
                above = QRectF(room.left(), shape.top() - HEAD, room.width(), HEAD - 2)
                painter.drawText(above, Qt.AlignmentFlag.AlignHCenter, said)
            if bar.period == self.period:  # not by colour alone
                painter.fillRect(
                    QRectF(shape.left(), base + 1, shape.width(), 3), theme.color("text")
                )
            if number == self.current and self.hasFocus():
                painter.setPen(QPen(theme.color("focus"), 2))
                painter.drawRoundedRect(room.adjusted(1, 1, -1, -FOOT), 3, 3)
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(0, base, self.width(), base)
        self._name_ends(painter, theme)

    # -- inside

    def _name_ends(self, painter: QPainter, theme: Theme) -> None:
        painter.setFont(caption().font)
        painter.setPen(theme.color("muted"))
        area = QRectF(0, self.height() - FOOT + 2, self.width(), FOOT - 2)
        if self.period:
            number = [bar.period for bar in self.bars].index(self.period)
            said = f"{self._said(number)} · press again for all"
            said = caption().metrics.elidedText(said, Qt.TextElideMode.ElideRight, area.width())
            painter.drawText(area, Qt.AlignmentFlag.AlignLeft, said)
            return
        first, last = self.bars[0].name, self.bars[-1].name
        width = caption().metrics.horizontalAdvance
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft, first)
        end = min(area.width(), len(self.bars) * self._step())
        left = max(width(first) + Scale.M, end - width(last))
        if len(self.bars) > 1 and left + width(last) <= area.width():
            place = QRectF(left, area.top(), area.width() - left, area.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft, last)

    def _step(self) -> float:
        return min(WIDEST, self.width() / max(1, len(self.bars)))

    def _at(self, x: float) -> int:
        number = int(x / self._step()) if self.bars else -1
        return number if 0 <= number < len(self.bars) else -1

    def _next(self, step: int) -> int:
        """Give the next bar that counts something, or the present one."""
        number = self.current + step
        while 0 <= number < len(self.bars) and not self.bars[number].count:
            number += step
        return number if 0 <= number < len(self.bars) else self.current

    def _go(self, number: int) -> None:
        self.current = number
        self.setAccessibleDescription(self._said(number))
        self.update()

    def _said(self, number: int) -> str:
        bar = self.bars[number]
        return f"{bar.name}: {counted(bar.count, 'article')}"
