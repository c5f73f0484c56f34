"""The list of quotes: cards, below the names of their speakers or in text order."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from gui.card_list import CardList
from gui.quotes.delegate import QuoteCards
from gui.quotes.model import QuoteModel, Speaker
from storage.finding_types import Quote


class QuoteList(CardList):
    """A view on a QuoteModel."""

    def __init__(self, model: QuoteModel, parent: QWidget | None = None) -> None:
        """Show a model."""
        self._quotes = model
        super().__init__(model, parent)
        self.setAccessibleName("Quotes of the article")

    def selection(self) -> list[Quote]:
        """Give the selected quotes, in the order of the rows."""
        found = (self._quotes.quote(id_) for id_ in self.selected_ids())
        return [quote for quote in found if quote is not None]

    def at_hand(self) -> list[Quote]:
        """Give the selected quotes, or else the one that the keys are at."""
        here = self._quotes.quote(self.current())
        return self.selection() or ([here] if here is not None else [])

    def _reveal(self) -> None:
        """Show the speaker's name with the first quote below it."""
        row = self.currentIndex().row()
        if row > 0 and isinstance(self._quotes.row_at(row - 1), Speaker):
            self.scrollTo(self._quotes.index(row - 1, 0))
        super()._reveal()

    def _delegate(self) -> QuoteCards:
        self._painted = QuoteCards(self)
        return self._painted

    def _heights(self, first: int, last: int) -> Iterable[int]:
        has_name = not self._quotes.is_by_speaker
        for row in range(first, last + 1):
            yield self._painted.height(self._quotes.row_at(row), has_name=has_name)
