"""A painted chart whose bars can be reached and opened, by mouse or with the arrows and Enter."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from gui.controls import plain_tip
from gui.overview import drawing
from gui.overview.wording import MEASURES, said
from gui.theme import Theme, current_theme
from storage.overview.counting import MEASURES as ROWS
from storage.overview.counting import Card, Times

At = tuple[int, int]  # row and number of a bar
_STEPS: Final = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class Chart(QWidget):
    """What both charts have in common: where the keyboard and the pointer are.

    Signals:
        opened: the search for what a bar counts.
        reached: a QRectF of the chart that should be in view.
    """

    opened = Signal(str)
    reached = Signal(QRectF)

    def __init__(self, name: str) -> None:
        """Show nothing yet; `name` is for screen readers."""
        super().__init__()
        self.current: At | None = None
        self._hovered: At | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(name)

    # -- what a chart says of itself

    def rows(self) -> list[int]:
        """Give how many bars each row has."""
        raise NotImplementedError

    def words(self, at: At) -> str:
        """Say what a bar means."""
        raise NotImplementedError

    def search(self, at: At) -> str:
        """Give the search for what a bar counts; "" for an empty one."""
        raise NotImplementedError

    def rect_of(self, at: At) -> QRectF:
        """Give the room of a bar."""
        raise NotImplementedError

    def at(self, point: QPointF) -> At | None:
        """Give the bar at a point."""
        raise NotImplementedError

    def draw(self, painter: QPainter, theme: Theme, area: QRectF, pointed: drawing.Pointed) -> None:
        """Paint the chart into an area."""
        raise NotImplementedError

    def height_of(self) -> int:
        """Give the pixels that the chart takes."""
        raise NotImplementedError

    # -- events

    def go_to(self, at: At) -> None:
        """Put the keyboard on a bar."""
        self.current = at
        self.setAccessibleDescription(self.words(at))
        self.reached.emit(self.rect_of(at))
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from bar to bar; open one."""
        key = Qt.Key(event.key())
        rows = self.rows()
        if self.current is None or not any(rows):
            super().keyPressEvent(event)
        elif key in _STEPS and (there := self._stepped(*_STEPS[key])):
            self.go_to(there)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.go_to(self._end(is_last=key == Qt.Key.Key_End))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open(self.current)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin at the first bar, or where the keyboard was."""
        super().focusInEvent(event)
        if any(self.rows()):
            self.go_to(self.current or self.first())

    def first(self) -> At:
        """Give the bar where the keyboard begins."""
        return (0, 0)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say what the bar under the pointer counts."""
        self._hovered = self.at(event.position())
        has_search = self._hovered is not None and bool(self.search(self._hovered))
        hand, arrow = Qt.CursorShape.PointingHandCursor, Qt.CursorShape.ArrowCursor
        self.setCursor(hand if has_search else arrow)
        if self._hovered is not None:
            tip = plain_tip(self.words(self._hovered))
            QToolTip.showText(event.globalPosition().toPoint(), tip, self)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Forget the pointer."""
        super().leaveEvent(event)
        self._hovered = None
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open what is clicked."""
        there = self.at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and there is not None:
            self.go_to(there)
            self._open(there)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the chart."""
        painter = QPainter(self)
        current = self.current if self.hasFocus() else None
        pointed = drawing.Pointed(current, self._hovered)
        self.draw(painter, current_theme(), QRectF(self.rect()), pointed)

    def sizeHint(self) -> QSize:
        """Ask for the height of the bars."""
        return QSize(320, self.height_of())

    # -- inside

    def forget(self) -> None:
        """Follow new numbers."""
        self.current = self._hovered = None
        if self.hasFocus() and any(self.rows()):
            self.current = self.first()
        self.setFixedHeight(self.height_of())
        self.updateGeometry()
        self.update()

    def _open(self, at: At) -> None:
        if search := self.search(at):
            self.opened.emit(search)

    def _stepped(self, down: int, right: int) -> At | None:
        row, number = self.current or (0, 0)
        rows = self.rows()
        there = (row + down, number + right)
        is_there = 0 <= there[0] < len(rows) and 0 <= there[1] < rows[there[0]]
        return there if is_there else None

    def _end(self, *, is_last: bool) -> At:
        row = self.current[0] if self.current else 0
        return (row, self.rows()[row] - 1 if is_last else 0)


class TimesChart(Chart):
    """What happened in each day, week, month or year."""

    def __init__(self) -> None:
        """Show nothing yet."""
        super().__init__("Over time")
        self.times = Times((), dict.fromkeys(ROWS, ()))

    def show_times(self, times: Times) -> None:
        """Show counts."""
        self.times = times
        self.forget()

    def rows(self) -> list[int]:
        """Give how many columns each measure has."""
        return [len(self.times.spans)] * len(ROWS)

    def first(self) -> At:
        """Begin at the newest column."""
        return (0, len(self.times.spans) - 1)

    def words(self, at: At) -> str:
        """Say what a column means."""
        measure = ROWS[at[0]]
        name = f"{MEASURES[measure]}, {self.times.spans[at[1]].name}"
        return said(name, self.times.counts[measure][at[1]], measure)

    def search(self, at: At) -> str:
        """Give the search for what was counted."""
        measure = ROWS[at[0]]
        has_some = self.times.counts[measure][at[1]]
        return self.times.search(measure, at[1]) if has_some else ""

    def rect_of(self, at: At) -> QRectF:
        """Give the room of a column."""
        return drawing.column_rect(self.times, QRectF(self.rect()), *at)

    def at(self, point: QPointF) -> At | None:
        """Give the column at a point."""
        return drawing.column_at(self.times, QRectF(self.rect()), point)

    def draw(self, painter: QPainter, theme: Theme, area: QRectF, pointed: drawing.Pointed) -> None:
        """Paint the columns."""
        drawing.draw_times(painter, theme, self.times, area, pointed)

    def height_of(self) -> int:
        """Give the height of all measures."""
        return drawing.times_height()


class BarsChart(Chart):
    """The most frequent of a subject."""

    def __init__(self, name: str, card: Card) -> None:
        """Show a card."""
        super().__init__(name)
        self.card = card

    def show_card(self, card: Card) -> None:
        """Show counts."""
        self.card = card
        self.forget()

    def rows(self) -> list[int]:
        """Give a row for each bar: they are below each other."""
        return [1] * len(self.card.bars)

    def words(self, at: At) -> str:
        """Say what a bar means."""
        bar = self.card.bars[at[0]]
        return said(bar.name, bar.count, self.card.subject)

    def search(self, at: At) -> str:
        """Give the search for what was counted."""
        return self.card.bars[at[0]].search

    def rect_of(self, at: At) -> QRectF:
        """Give the line of a bar."""
        return drawing.bar_rect(QRectF(self.rect()), at[0])

    def at(self, point: QPointF) -> At | None:
        """Give the bar at a point."""
        return drawing.bar_at(self.card, QRectF(self.rect()), point)

    def draw(self, painter: QPainter, theme: Theme, area: QRectF, pointed: drawing.Pointed) -> None:
        """Paint the bars."""
        drawing.draw_bars(painter, theme, self.card, area, pointed)

    def height_of(self) -> int:
        """Give the height of the bars."""
        return drawing.bars_height(self.card)

    def _end(self, *, is_last: bool) -> At:
        return (len(self.card.bars) - 1 if is_last else 0, 0)
