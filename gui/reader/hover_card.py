"""The card that says what is known of a name or a quote, beside the words and never on them."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from gui.controls import cast_shadow, label, row
from gui.icons import pixmap
from gui.kinds import ICONS
from gui.reader.card_wording import Card
from gui.theme import Scale

WIDEST = 320  # pixels
GAP = 6  # between the words and the card


class HoverCard(QFrame):
    """Shows one card over a page; neither keys nor the pointer ever reach it."""

    def __init__(self, host: QWidget) -> None:
        """Wait, hidden."""
        super().__init__(host)
        self._host = host
        self.setProperty("role", "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.sign = QLabel()
        self.title = label("", "heading")
        self.standing = label("", "caption")
        self.body = label("")
        self.hint = label("", "caption")
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(Scale.M, Scale.S, Scale.M, Scale.S)
        column.setSpacing(Scale.XS)
        head = row(self.sign, self.title, spacing=Scale.S)
        head.setStretch(1, 1)
        column.addLayout(head)
        for part in (self.standing, self.body, self.hint):
            column.addWidget(part)
        cast_shadow(self)
        self.hide()

    def show_card(self, card: Card, around: QRect) -> None:
        """Appear above, below or beside a rectangle of the host, whichever has room."""
        name = ICONS[card.sign] if card.sign is not None else "message-square-quote"
        ink, ratio = card.sign or "muted", self.devicePixelRatioF()
        self.sign.setPixmap(pixmap(name, Scale.ICON_S, ink, ratio))
        self.title.setText(card.title)
        self.standing.setText(card.standing)
        self.body.setText("\n".join(card.lines))
        self.hint.setText(card.hint)
        self.body.setVisible(bool(card.lines))
        self.hint.setVisible(bool(card.hint))
        self.setAccessibleName(card.title)
        self.setAccessibleDescription("\n".join((card.standing, *card.lines)))
        self._fit()
        self.move(self._place(around))
        self.show()
        self.raise_()

    def _fit(self) -> None:
        """Be as wide as the words need, up to a limit, and as high as they are then."""
        margins = self._column.contentsMargins()
        widest = min(WIDEST, self._host.width() - 2 * Scale.S) - margins.left() - margins.right()
        needed = Scale.ICON_S + Scale.S + _width(self.title)
        for part in (self.standing, self.body, self.hint):
            if not part.isHidden():
                needed = max(needed, _width(part))
        width = min(widest, needed) + margins.left() + margins.right() + 2
        self.setFixedSize(width, self._column.totalHeightForWidth(width))

    def _place(self, around: QRect) -> QPoint:
        area = self._host.rect().adjusted(Scale.S, Scale.S, -Scale.S, -Scale.S)
        left = max(area.left(), min(around.left(), area.right() - self.width()))
        above, below = around.top() - GAP - self.height(), around.bottom() + GAP
        if above >= area.top():
            return QPoint(left, above)
        if below + self.height() <= area.bottom():
            return QPoint(left, below)
        beside = around.left() - GAP - self.width()  # of what fills the view
        if beside >= area.left():
            return QPoint(beside, max(area.top(), around.top()))
        return QPoint(area.right() - self.width(), area.bottom() - self.height())


def _width(words: QLabel) -> int:
    """Give how wide words are without wrapping."""
    metrics = words.fontMetrics()
    return max(metrics.horizontalAdvance(line) for line in words.text().split("\n")) + 4
