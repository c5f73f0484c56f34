"""What stands in place of results when there are none: which parts of the search have some."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from gui.article_wording import articles
from gui.empty_state import EmptyState, Message
from gui.theme import Scale
from storage.library import Library
from storage.searching.query import AllOf, Not, Query
from storage.searching.tree import waits_for_letters
from storage.searching.writing import unparse

ONE_MORE: Final = ("Type one more letter", "A letter alone is found only where it is a word.")
MOST: Final = 5  # parts that are looked for by themselves


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a search, as one would type it, and how many articles it finds by itself."""

    typed: str
    count: int


def parts_of(library: Library, query: Query) -> list[Part]:
    """Give the parts of a search that finds nothing, with what each finds; none of a single one."""
    if not isinstance(query.root, AllOf):
        return []
    wanted = [part for part in query.root.parts if not isinstance(part, Not)][:MOST]
    if len(wanted) < 2:
        return []
    return [
        Part(typed, library.search.count(Query(typed, part)))
        for part in wanted
        if (typed := unparse(part))
    ]


class NoHits(QWidget):
    """Says that nothing has all the words, and which of them are there.

    Signals:
        asked: what to search for instead, as typed; "" for nothing.
    """

    asked = Signal(str)

    def __init__(self) -> None:
        """Start without parts."""
        super().__init__()
        self._offered: tuple[Part, ...] = ()
        self._buttons: list[QPushButton] = []
        self._clear = QPushButton("Clear search")
        self._clear.clicked.connect(lambda: self.asked.emit(""))
        self._state = EmptyState(Message("search", "No article found", ""), self._clear)
        self._parts = QVBoxLayout()
        self._parts.setContentsMargins(Scale.L, 0, Scale.L, Scale.XL)
        self._parts.setSpacing(Scale.XS)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._state, 1)
        column.addLayout(self._parts)
        column.addStretch(1)

    def show_search(self, query: Query) -> None:
        """Say that a search finds nothing."""
        self.show_parts([])
        several = isinstance(query.root, AllOf)
        text = "No article has all of this." if several else "No article has this."
        if query.finds_nothing:
            text = "There is no word in it to search for."
        title = "No article found"
        if waits_for_letters(query.root):
            title, text = ONE_MORE
        self._state.show_message(Message("search", title, text))

    def show_parts(self, parts: Sequence[Part]) -> None:
        """Offer to search for a part alone; the same ones again stay as they are."""
        if tuple(parts) == self._offered:
            return
        for button in self._buttons:
            self._parts.removeWidget(button)
            button.deleteLater()
        self._offered = tuple(parts)
        self._buttons = [self._button(part) for part in parts]

    def said(self) -> str:
        """Give all that stands there."""
        return "\n".join((self._state.said(), *(button.text() for button in self._buttons)))

    def _button(self, part: Part) -> QPushButton:
        found = articles(part.count) if part.count else "nowhere"
        shown = part.typed if len(part.typed) <= 24 else f"{part.typed[:23]}…"
        button = QPushButton(f"{shown}  ·  {found}".replace("&", "&&"))
        button.setProperty("kind", "quiet")
        button.setEnabled(part.count > 0)
        button.setToolTip("Search for this alone")
        button.clicked.connect(lambda: self.asked.emit(part.typed))
        self._parts.addWidget(button, alignment=Qt.AlignmentFlag.AlignHCenter)
        return button
