"""When the card on a name or a quote comes and goes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from gui.reader.card_wording import Card, mention_card, quote_card
from gui.reader.finding_index import Finding, span_of
from gui.reader.hover_card import HoverCard
from gui.reader.page import Page
from gui.reader.pointing import reference_at
from gui.session import Session
from storage.errors import PostilError
from storage.finding_types import Mention

REST_MS = 400  # that the pointer rests on a name before the card comes
GOING = (
    *(QEvent.Type.Leave, QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick),
    *(QEvent.Type.Wheel, QEvent.Type.KeyPress, QEvent.Type.FocusOut, QEvent.Type.Resize),
)


class FindingHover(QObject):
    """Shows the card of what the pointer rests on, or of what is at the cursor."""

    def __init__(self, session: Session, page: Page, host: QWidget) -> None:
        """Watch a page; the card lies over `host`."""
        super().__init__(host)
        self._session = session
        self._page = page
        self._host = host
        self._card: HoverCard | None = None  # made for the first one
        self._under: tuple[type, int] | None = None  # what the pointer is on
        self._point = QPoint()
        self._rest = QTimer(self, interval=REST_MS, singleShot=True)
        self._rest.timeout.connect(self._on_rest)
        page.viewport().installEventFilter(self)
        page.installEventFilter(self)
        page.scrolled.connect(self.hide)
        session.leaving.connect(self.hide)

    @property
    def is_open(self) -> bool:
        """Whether a card is on screen."""
        return self._card is not None and self._card.isVisible()

    def hide(self) -> None:
        """Take the card away."""
        self._rest.stop()
        self._under = None
        if self._card is not None:
            self._card.hide()

    def show_at_caret(self) -> bool:
        """Show the card of the name at the cursor, or of the quote around it; says if any is."""
        findings = self._page.findings
        found: Finding | None = findings.mention_at_caret()
        if found is None and findings.shown.quotes:
            found = findings.index.quotes.at(self._page.caret())
        if found is not None and self._show(found) and self._card is not None:
            said = f"{self._card.accessibleName()}\n{self._card.accessibleDescription()}"
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._page, said))
        return found is not None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the pointer; whatever else is done takes the card away."""
        if event.type() in GOING:
            self.hide()
        elif isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseMove:
            self._on_move(event)
        return super().eventFilter(watched, event)

    def _on_move(self, event: QMouseEvent) -> None:
        self._point = event.position().toPoint()
        found = None if event.buttons() else self._page.findings.at(self._point)
        under = (type(found), found.id) if found is not None else None
        if under != self._under:
            self.hide()
            self._under = under
            if found is not None:
                self._rest.start()

    def _on_rest(self) -> None:
        found = self._page.findings.at(self._point)
        is_busy = self._page.textCursor().hasSelection() or self._page.handles.is_held
        if found is not None and not is_busy and reference_at(self._page, self._point) is None:
            self._show(found)

    def _show(self, found: Finding) -> bool:
        try:
            card = self._card_of(found)
        except PostilError:
            return False  # it has gone since
        if self._card is None:
            self._card = HoverCard(self._host)
        around = self._page.visible_rect(span_of(found)) & self._page.viewport().rect()
        around.translate(self._page.viewport().mapTo(self._host, QPoint(0, 0)))
        self._card.show_card(card, around)
        return True

    def _card_of(self, found: Finding) -> Card:
        text = self._session.text
        if isinstance(found, Mention):
            own = self._page.findings.index.mentions_of(found.entity)
            entity = self._session.library.entities.get(found.entity)
            return mention_card(found, entity, own, text.content if text is not None else "")
        return quote_card(found)
