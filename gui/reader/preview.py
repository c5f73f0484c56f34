"""The place in a long book where the reader was, until the page has grown to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt

from gui.reader.page import Page
from gui.settings import Typography
from storage.annotations import PlacedMark
from storage.types import ArticleText

BEFORE = 3  # blocks shown above the place, should the reader look up
LENGTH = 20_000  # characters: more than any window shows


class Preview(Page):
    """A page over the page with a small piece of the same text, looking the same; only to see.

    A book of 3 million characters takes a second to grow to its end; this takes 20 ms.
    """

    _under: Page | None = None  # Qt asks `eventFilter` before __init__ is through

    def __init__(self, page: Page) -> None:
        """Wait, hidden, over a page."""
        super().__init__(page)
        self._under = page
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.hide()
        page.installEventFilter(self)

    def show_place(
        self, text: ArticleText, marks: Iterable[PlacedMark], typography: Typography, at: int
    ) -> None:
        """Lie over the page and show the place `at` as the page will."""
        found = next((n for n, block in enumerate(text.blocks) if block.end > at), 0)
        piece = [b for b in text.blocks[max(0, found - BEFORE) :] if b.start < at + LENGTH]
        start, end = piece[0].start, piece[-1].end
        inside = [mark for mark in marks if mark.end > start and mark.start < end]
        formats = tuple(m for m in text.marks if start <= m.start and m.end <= end)
        shown = replace(text, blocks=tuple(piece), marks=formats)
        self.setGeometry((self._under or self).rect())
        self.show()  # first: only what is shown knows how far it can scroll
        self.show_text(shown, inside, typography, at=at)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the page."""
        if self._under is watched and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._under.rect())
        return super().eventFilter(watched, event)
