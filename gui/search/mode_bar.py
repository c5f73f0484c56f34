"""What stands over the results of a search: passages or articles, how many, and keeping it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from gui.article_wording import articles, counted
from gui.controls import icon_button, one_stop
from gui.fonts import set_role
from gui.theme import Scale

MODES: Final = (("Passages", "Show the places found, with their words"), ("Articles", "List them"))


class ModeBar(QWidget):
    """A choice of two with the number of articles beside it.

    Signals:
        chosen: True for passages, False for articles.
        save_asked: the reader wants to keep this search.
    """

    chosen = Signal(bool)
    save_asked = Signal()

    def __init__(self, *, is_passages: bool) -> None:
        """Start with a choice."""
        super().__init__()
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(Scale.M, 0, Scale.S, Scale.XS)
        row.setSpacing(Scale.XS)
        for number, (title, tip) in enumerate(MODES):
            button = QToolButton()
            button.setText(title)
            button.setToolTip(tip)
            button.setProperty("kind", "chip")
            button.setCheckable(True)
            button.setChecked(is_passages == (number == 0))
            self._group.addButton(button, number)
            row.addWidget(button)
        self._number: int | None = None
        self._count = QLabel()
        self._count.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        set_role(self._count, "caption")
        row.addSpacing(Scale.XS)
        row.addWidget(self._count, 1)
        save = icon_button("bookmark-plus", "Save search (Ctrl+D)", self.save_asked.emit)
        save.setIconSize(QSize(Scale.ICON_S, Scale.ICON_S))
        row.addWidget(save)
        one_stop(self._group)
        self._group.idClicked.connect(self._on_clicked)

    @property
    def is_passages(self) -> bool:
        """Whether passages are shown."""
        return self._group.checkedId() == 0

    def show_count(self, count: int | None) -> None:
        """Say how many articles there are; nothing while they are being counted."""
        self._number = count
        self._say_count()

    def said(self) -> str:
        """Give the number as it stands there."""
        return self._count.text()

    def choose(self, *, is_passages: bool) -> None:
        """Choose as by a click."""
        self._group.button(0 if is_passages else 1).click()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say the number alone where there is little room."""
        super().resizeEvent(event)
        self._say_count()

    def _say_count(self) -> None:
        if self._number is None:
            self._count.setText("")
            return
        said = articles(self._number)
        metrics, room = self._count.fontMetrics(), self._count.width()
        fitting = (
            one for one in (said, counted(self._number)) if metrics.horizontalAdvance(one) <= room
        )
        self._count.setText(next(fitting, "") if self.isVisible() else said)
        self._count.setToolTip(said)

    def _on_clicked(self, number: int) -> None:
        one_stop(self._group)
        self.chosen.emit(number == 0)
