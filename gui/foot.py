"""The foot of the window: one line that says what is under way, and goes when nothing is."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QAbstractButton, QMainWindow, QProgressBar, QStatusBar, QWidget

from gui.controls import label, row
from gui.theme import Scale

BAR: Final = 160  # width, in pixels


class Strip(QWidget):
    """One line: a bar, words, buttons."""

    def __init__(self, bar_name: str, *buttons: QAbstractButton) -> None:
        """Start empty; `bar_name` is for screen readers."""
        super().__init__()
        self.words = label("", "muted", wraps=False)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(BAR)
        self.bar.setAccessibleName(bar_name)
        inside = row(self.bar, self.words, None, *buttons, spacing=Scale.M)
        inside.setContentsMargins(Scale.M, 0, Scale.XS, 0)
        self.setLayout(inside)

    def say(self, sentence: str, done: int, total: int) -> None:
        """Say how far it is; with a total of 0 nobody knows, and the bar moves to and fro."""
        if sentence != self.words.text():
            self.words.setText(sentence)
            self.setAccessibleName(sentence)
        self.bar.setRange(0, total)
        self.bar.setValue(done)


class Foot(QStatusBar):
    """Shows one of its strips at a time: the one that was asked for last."""

    def __init__(self) -> None:
        """Start without a strip, hidden."""
        super().__init__()
        self.setSizeGripEnabled(False)
        self._strips: list[Strip] = []
        self.hide()

    @classmethod
    def of(cls, window: QMainWindow) -> Foot:
        """Give the foot of a window; it is made when first needed."""
        found = window.findChild(cls)
        if found is None:
            found = cls()
            window.setStatusBar(found)
        return found

    def show_strip(self, strip: Strip) -> None:
        """Show a strip instead of any other."""
        if strip not in self._strips:
            self._strips.append(strip)
            self.addWidget(strip, 1)
        for other in self._strips:
            other.setVisible(other is strip)
        self.show()

    def hide_strip(self, strip: Strip) -> None:
        """Hide a strip, and the foot with it if it was the one shown."""
        if not strip.isHidden():
            strip.hide()
            self.hide()
