"""The search field with all that hangs on it: completions, recent searches, problems, help."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QHideEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from gui.controls import label
from gui.icons import icon
from gui.search.field import SearchField
from gui.session import Session
from gui.theme import Scale

if TYPE_CHECKING:
    from gui.search.help_card import HelpCard
    from gui.search.offers import Offer, OffersPopup
    from storage.searching.completion import Completions

OFFER_MS: Final = 120  # after the last letter
PROBLEM_MS: Final = 900  # nobody is corrected in the middle of a word
MOST_PROBLEMS: Final = 2  # sentences below the field; the rest of them comes when these go
FEWEST: Final = 2  # letters of a field's name before it is offered


class SearchBar(QWidget):
    """A SearchField with its helpers; what is asked for comes from `field`."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Start empty; everything but the field is made when it is first needed."""
        super().__init__(parent)
        self._session = session
        self._popup: OffersPopup | None = None
        self._card: HelpCard | None = None
        self.field = SearchField()
        self.note = label("", "caption")
        self.note.hide()
        help_action = QAction(icon("circle-help"), "How to search", self.field)
        help_action.setToolTip("How to search (F1)")
        help_action.triggered.connect(self.show_help)
        self.field.addAction(help_action, QLineEdit.ActionPosition.TrailingPosition)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Scale.XS)
        column.addWidget(self.field)
        column.addWidget(self.note)
        self.setFocusProxy(self.field)
        self._offering = QTimer(self, singleShot=True, interval=OFFER_MS)
        self._offering.timeout.connect(self._ask_offers)
        self._checking = QTimer(self, singleShot=True, interval=PROBLEM_MS)
        self._checking.timeout.connect(self._tell_problem)
        self.field.textEdited.connect(self._on_edited)
        self.field.textChanged.connect(self._on_changed)
        self.field.entered.connect(self.remember)
        self.field.recent_asked.connect(self._offer_recent)
        self.field.help_asked.connect(self.show_help)
        self.field.closed.connect(self._close)

    def remember(self) -> None:
        """Keep what is typed among the recent searches."""
        from gui.search.recent import remember_search

        remember_search(self._session.settings, self.field.text())

    def search(self, typed: str) -> None:
        """Search for something as if it was typed."""
        self.field.setText(typed)
        self.field.ask_now()

    def show_help(self) -> None:
        """Show how to search."""
        from gui.search.help_card import HelpCard

        if self._card is None:
            self._card = HelpCard(self)
            self._card.chosen.connect(self._on_example)
        self._card.open_below(self.field)

    def offered(self) -> list[str]:
        """Give the labels of what is offered now."""
        return [offer.label for offer in self._popup.shown] if self._popup is not None else []

    def hideEvent(self, event: QHideEvent) -> None:
        """Let no timer run unseen."""
        super().hideEvent(event)
        self._close()

    # -- inside

    def _on_edited(self) -> None:
        self._offering.start()

    def _on_changed(self) -> None:
        if not self.note.isHidden():
            self._tell_problem()  # it goes as soon as it is mended
        self._checking.start()

    def _on_example(self, text: str) -> None:
        self.search(text)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_offers(self) -> None:
        text, cursor = self.field.text(), self.field.cursorPosition()
        if not text.strip():
            self._show([])
            return
        self._session.asking.ask(
            "completions",
            lambda library: library.completer.complete(text, cursor),
            partial(self._on_completions, text, cursor),
            self._session.tell,
        )

    def _on_completions(self, text: str, cursor: int, found: Completions) -> None:
        from gui.search.offers import Offer

        if text != self.field.text() or not self.field.hasFocus():
            return
        typed = text[found.start : cursor]
        if found.items and found.items[0].insert.endswith(":") and len(typed) < FEWEST:
            found_items = found.items[:0]
        else:
            found_items = found.items
        self._show(
            [
                Offer(found.start, found.end, one.insert, one.label, one.detail)
                for one in found_items
            ]
        )

    def _offer_recent(self) -> None:
        from gui.search.offers import Offer
        from gui.search.recent import recent_searches

        recent = recent_searches(self._session.settings)
        self._show([Offer(0, 0, typed, typed, "recent") for typed in recent])
        if recent and self._popup is not None:
            self._popup.answer(Qt.Key.Key_Down)
        elif not recent:
            self.field.left.emit()

    def _show(self, offers: list[Offer]) -> None:
        from gui.search.offers import OffersPopup

        if self._popup is None:
            if not offers:
                return
            self._popup = OffersPopup(self.field)
            self._popup.taken.connect(self._on_taken)
            self.field.offers = self._popup.answer
        self._popup.show_offers(offers)

    def _on_taken(self, offer: Offer) -> None:
        text = self.field.text()
        begun = text[: offer.start] + offer.insert
        goes_on = offer.insert.endswith(":") or not offer.end
        rest = text[offer.end :]
        self.field.setText(
            begun + ("" if goes_on or rest[:1].isspace() else " ") + rest.lstrip(" ")
        )
        self.field.setCursorPosition(len(begun) + (0 if goes_on else 1))
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        if offer.insert.endswith(":"):
            self._ask_offers()
        else:
            self.field.ask_now()

    def _tell_problem(self) -> None:
        self._checking.stop()
        problems = self._session.library.query(self.field.text()).problems
        self.note.setText("\n".join(one.sentence for one in problems[:MOST_PROBLEMS]))
        self.note.setVisible(bool(problems))

    def _close(self) -> None:
        self._offering.stop()
        self._checking.stop()
        self._session.asking.forget("completions")
        if self._popup is not None:
            self._popup.hide()
