"""What keys, buttons and the menu do to the quotes selected in the list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QMenu

from gui.actions import key_text
from gui.icons import icon
from gui.quotes import acting
from gui.quotes.ends import End, Unit, moved
from gui.quotes.listing import QuoteList
from gui.quotes.model import QuoteModel
from gui.quotes.speakers import choose_speaker
from gui.session import Session
from storage.finding_types import Quote
from storage.found import QuoteKind

ENDS: Final[dict[str, tuple[End, int, Unit]]] = {
    "Shift+Left": ("end", -1, "character"),
    "Shift+Right": ("end", 1, "character"),
    "Alt+Shift+Left": ("end", -1, "word"),
    "Alt+Shift+Right": ("end", 1, "word"),
    "Ctrl+Shift+Left": ("start", -1, "character"),
    "Ctrl+Shift+Right": ("start", 1, "character"),
    "Ctrl+Alt+Shift+Left": ("start", -1, "word"),
    "Ctrl+Alt+Shift+Right": ("start", 1, "word"),
}


class QuoteCommands(QObject):
    """Acts on what is selected; a decision goes on to the next suggestion.

    Signals:
        gone_to: the reader should be shown this quote, by id.
        page_wanted: the page should have the keyboard.
    """

    gone_to = Signal(int)
    page_wanted = Signal()

    def __init__(self, session: Session, model: QuoteModel, view: QuoteList) -> None:
        """Give the list its keys and its menu."""
        super().__init__(view)
        self._session = session
        self._model = model
        self._list = view
        view.menu_wanted = self._open_menu
        view.keys |= {
            "A": self.accept,
            "Space": self.accept,
            "Shift+A": self.accept_speaker,
            "R": self.reject,
            "Del": self.reject,
            "Backspace": self.reject,
            "U": self.reopen,
            "S": self.change_speaker,
            "D": self.toggle_kind,
            "H": self.highlight,
            "X": self.copy,
            "Ctrl+C": self.copy,
            "Ctrl+Shift+C": self.copy,
            "Return": self.go_to_page,
            "Enter": self.go_to_page,
        }
        view.keys |= {key: partial(self.move, *what) for key, what in ENDS.items()}

    # -- decisions

    def accept(self) -> None:
        """Confirm, and go on."""
        self._decide(acting.accept)

    def reject(self) -> None:
        """Say that it is no quote, and go on."""
        self._decide(acting.reject)

    def accept_speaker(self) -> None:
        """Confirm all suggestions that have the speaker of the one at hand, and go on."""
        if at_hand := self._list.at_hand():
            self._decide(acting.accept, self._model.like(at_hand[0]))

    def reopen(self) -> None:
        """Take a decision back."""
        acting.reopen(self._session, self._list.at_hand())

    def change_speaker(self) -> None:
        """Ask who speaks; the answer confirms, and goes on."""
        quotes = self._list.at_hand()
        if quotes:
            row = self._model.index(self._model.row_of(quotes[0].id), 0)
            choose_speaker(self._session, quotes, self._list, row, self._decide_speaker)

    def toggle_kind(self) -> None:
        """Make direct speech indirect, or the other way round."""
        acting.toggle_kind(self._session, self._list.at_hand())

    def set_kind(self, kind: QuoteKind) -> None:
        """Say that it is direct or indirect speech."""
        acting.set_kind(self._session, self._list.at_hand(), kind)

    def move(self, end: End, step: int, unit: Unit) -> None:
        """Move an end of the quote at hand, shown on the page at each step."""
        quotes, text = self._list.at_hand(), self._session.text
        if len(quotes) == 1 and text is not None and quotes[0].text == text.id:
            quote = quotes[0]
            self._model.pin(quote.id)
            acting.move(
                self._session, quote, text, moved(text.content, quote.span, end, step, unit)
            )

    # -- the rest

    def highlight(self) -> None:
        """Make highlights of the quotes, too."""
        acting.highlight(self._session, self._list.at_hand())

    def copy(self) -> None:
        """Copy with speaker and source."""
        acting.copy_citations(self._session, self._list.at_hand())

    def go_to_page(self) -> None:
        """Read on where the quote is."""
        if at_hand := self._list.at_hand():
            self.gone_to.emit(at_hand[0].id)
            self.page_wanted.emit()

    # -- inside

    def _decide_speaker(self, quotes: Sequence[Quote], choice: acting.SpeakerChoice) -> None:
        def write(session: Session, some: Sequence[Quote]) -> bool:
            return acting.set_speaker(session, some, choice)

        self._decide(write, quotes)

    def _decide(
        self,
        write: acting.Write,
        quotes: Sequence[Quote] | None = None,
    ) -> None:
        """Write what was decided, then go to the next suggestion, wherever it stands.

        What was decided before is only gone on from.
        """
        quotes = self._list.at_hand() if quotes is None else quotes
        if not quotes:
            return
        self._model.pin(None)
        ids = [quote.id for quote in quotes]
        last = max(map(self._model.row_of, ids))
        following = self._model.unseen_after(last, ids)
        were_open = any(quote.state == "suggested" for quote in quotes)
        done = write(self._session, quotes)
        if following is not None and (done or not were_open):
            self.gone_to.emit(following)
        elif done and self._model.row_of(ids[-1]) >= 0:
            self.gone_to.emit(ids[-1])

    def _open_menu(self, event: QContextMenuEvent) -> None:
        self.menu().popup(event.globalPos())

    def menu(self) -> QMenu:
        """Give what can be done to the selection; it goes when it is closed."""
        quotes = self._list.at_hand()
        menu = QMenu(self._list)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if not quotes:
            return menu
        states = {quote.state for quote in quotes}
        if states != {"confirmed"}:
            _offer(menu, "check", "Accept", "A", self.accept)
        if len(mates := self._model.like(quotes[0])) > 1:
            said = f"Accept all {len(mates):,} of {quotes[0].speaker_name}".replace("&", "&&")
            _offer(menu, "", said, "Shift+A", self.accept_speaker)
        if states != {"rejected"}:
            _offer(menu, "x", "Reject", "R", self.reject)
        if states != {"suggested"}:
            _offer(menu, "rotate-ccw", "Reopen", "U", self.reopen)
        menu.addSeparator()
        _offer(menu, "user", "Change speaker…", "S", self.change_speaker)
        are_direct = any(quote.kind == "direct" for quote in quotes)
        kind = "Make indirect" if are_direct else "Make direct"
        _offer(menu, "arrow-up-down", kind, "D", self.toggle_kind)
        menu.addSeparator()
        _offer(menu, "highlighter", "Highlight", "H", self.highlight)
        _offer(menu, "quote", "Copy with citation", "X", self.copy)
        _offer(menu, "book-open-text", "Go to the page", "Return", self.go_to_page)
        return menu


def _offer(menu: QMenu, sign: str, title: str, key: str, slot: Callable[[], object]) -> None:
    words = f"{title}\t{key_text(key)}"
    if sign:
        menu.addAction(icon(sign), words, slot)
    else:
        menu.addAction(words, slot)
