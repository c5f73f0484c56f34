"""The current quote beside the list: in its paragraph, with who says it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gui.annotations.in_context import PassageInContext
from gui.certainty import speaker_name
from gui.controls import button, column, label, row
from gui.session import Session
from gui.theme import Scale
from storage.mixed_lists import ListedQuote
from storage.surroundings import Surrounding


class QuoteDetails(QWidget):
    """Shows a quote; what is decided on it belongs to the quote ledger.

    Signals:
        opening: the article should be opened at the quote.
    """

    opening = Signal()

    def __init__(self, session: Session) -> None:
        """Show nothing yet."""
        super().__init__()
        self._session = session
        self._shown = 0  # the quote whose passage is there
        self.title = label("", "strong")
        self.source = label("", "caption")
        self.speaker = label("", "muted")
        self.passage = PassageInContext(15, 1.25)
        self.opener = button("Open in the article", self._on_open)
        content = column(
            self.title,
            self.source,
            self.passage,
            self.speaker,
            row(self.opener, None),
            spacing=Scale.S,
        )
        content.setStretchFactor(self.passage, 1)
        content.setContentsMargins(Scale.L, Scale.M, Scale.L, Scale.M)
        self.setLayout(content)

    def show_quote(self, listed: ListedQuote) -> None:
        """Turn to a quote."""
        self.title.setText(listed.title)
        self.source.setText(" · ".join(part for part in (listed.byline, listed.site) if part))
        self.speaker.setText(f"— {speaker_name(listed.quote)}")
        if listed.id != self._shown:
            quote = listed.quote
            self._session.asking.ask(
                "browse passage",
                lambda library: library.surroundings.of_quote(quote),
                partial(self._on_around, listed.id),
                self._session.tell,
            )

    def _on_around(self, quote: int, around: Surrounding) -> None:
        self._shown = quote
        self.passage.show_passage(around, "gray", "highlight")

    def _on_open(self) -> None:
        self.opening.emit()
