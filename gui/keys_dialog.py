"""All keys on one sheet, from the table of commands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFrame,
    QLineEdit,
    QScrollArea,
    QWidget,
)

from gui.actions import COMMANDS, Command
from gui.controls import button, column, framed, label, row
from gui.icons import icon
from gui.key_caps import KeyCaps, strokes
from gui.theme import Scale

NARROWEST: Final = 340  # pixels of a column
MOST_COLUMNS: Final = 3
NUMBERED: Final = re.compile(r"color_\d")
SCROLLING: Final = (
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
)


@dataclass(frozen=True, slots=True)
class Line:
    """What the sheet says of one command."""

    section: str
    title: str
    keys: tuple[str, ...]


def lines(commands: Iterable[Command] = COMMANDS) -> list[Line]:
    """Give what has keys, section by section; the eight colours share a line."""
    found: list[Line] = []
    colors: list[str] = []
    for command in commands:
        if NUMBERED.fullmatch(command.name):
            if not colors:
                found.append(Line(command.section, "Colour", ()))
            colors += command.keys
        elif command.keys:
            found.append(Line(command.section, command.title.removesuffix("…"), command.keys))
    return [line if line.keys else Line(line.section, line.title, tuple(colors)) for line in found]


class KeysDialog(QDialog):
    """The list of keys, with a field that narrows it down."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show all keys."""
        super().__init__(parent)
        self.setWindowTitle("All keys")
        self.filter = QLineEdit()
        self.filter.setProperty("kind", "search")
        self.filter.setPlaceholderText("Find a command or key")
        self.filter.setAccessibleName("Find a command or key")
        self.filter.setClearButtonEnabled(True)
        self.filter.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.filter.setFixedWidth(260)
        self.filter.textChanged.connect(self._on_filter)
        self.filter.installEventFilter(self)
        self.nothing = label("No command or key like this.", "muted")
        self.nothing.hide()
        self._sections = [_Section(name, list(some)) for name, some in _by_section()]
        self._columns = [column(spacing=Scale.L) for _ in range(MOST_COLUMNS)]
        self._count = 0
        sheet = QWidget()
        self._sheet = row(*self._columns, spacing=Scale.XXL)
        self._sheet.setContentsMargins(0, 0, Scale.S, 0)
        sheet.setLayout(self._sheet)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(sheet)
        self._scroll.viewport().setAutoFillBackground(False)
        sheet.setAutoFillBackground(False)
        close = button("Close", self.reject)
        head = row(label("All keys", "title"), None, self.filter)
        framed(self, column(head, self.nothing, self._scroll, row(None, close), spacing=Scale.L))
        self.filter.setFocus()
        self.resize(self._fitting(parent))

    @classmethod
    def ask(cls, parent: QWidget | None = None) -> None:
        """Show the keys until the reader closes them."""
        dialog = cls(parent)
        try:
            dialog.exec()
        finally:
            dialog.deleteLater()

    def shown(self) -> list[str]:
        """Give the titles of the commands that the filter leaves."""
        return [line.title for section in self._sections for line in section.visible()]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the keys that scroll reach the sheet from the field."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in SCROLLING:
                QApplication.sendEvent(self._scroll, event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use as many columns as there is room for."""
        super().resizeEvent(event)
        room = self.width() - 2 * Scale.XL
        count = max(1, min(MOST_COLUMNS, (room + Scale.XXL) // (NARROWEST + Scale.XXL)))
        if count != self._count:
            self._count = count
            self._arrange()

    def _fitting(self, parent: QWidget | None) -> QSize:
        room = parent.window().size() if parent is not None else self.screen().size()
        return QSize(min(1180, room.width() - 2 * Scale.XL), min(760, room.height() - Scale.XXL))

    def _on_filter(self, text: str) -> None:
        for section in self._sections:
            section.narrow(text)
        self.nothing.setVisible(not self.shown())
        self._arrange()

    def _arrange(self) -> None:
        """Deal the sections out, in order, so that the columns end at about the same height."""
        for layout in self._columns:
            while layout.count():
                layout.takeAt(0)
        wanted = sum(section.height_hint() for section in self._sections) / self._count
        place, filled = 0, 0.0
        for section in self._sections:
            height = section.height_hint()
            if filled and filled + height / 2 > wanted and place < self._count - 1:
                place, filled = place + 1, 0.0
            self._columns[place].addWidget(section)
            filled += height
        for number, layout in enumerate(self._columns):
            layout.addStretch(1)
            self._sheet.setStretch(number, 1 if number < self._count else 0)


class _Row(QWidget):
    """One command with its keys."""

    def __init__(self, line: Line) -> None:
        super().__init__()
        self.line = line
        caps = " ".join("+".join(stroke.caps) for stroke in strokes(line.keys))
        self._searched = f"{line.title} {line.section} {caps} {' '.join(line.keys)}".casefold()
        self.setLayout(row(label(line.title), KeyCaps(line.keys)))

    def admits(self, words: list[str]) -> bool:
        return all(word in self._searched for word in words)


class _Section(QWidget):
    """The commands of one menu below its name."""

    def __init__(self, name: str, some: list[Line]) -> None:
        super().__init__()
        self.rows = [_Row(line) for line in some]
        self.setLayout(column(label(name, "heading"), *self.rows, spacing=Scale.XS))

    def narrow(self, text: str) -> None:
        words = text.casefold().split()
        for line in self.rows:
            line.setVisible(line.admits(words))
        self.setVisible(any(line.admits(words) for line in self.rows))

    def visible(self) -> list[Line]:
        return [line.line for line in self.rows if not line.isHidden()]

    def height_hint(self) -> int:
        return len(self.visible()) + 2 if self.visible() else 0


def _by_section() -> Iterable[tuple[str, Iterable[Line]]]:
    return groupby(lines(), key=lambda line: line.section)
