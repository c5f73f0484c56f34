"""What a stretch of text can be tagged as: one key for each kind."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QWidget

from gui.icons import icon
from gui.kinds import keyed_name, kind_icon
from storage.found import ENTITY_KINDS, QuoteKind


class TagMenu(QMenu):
    """A menu of the kinds of names and of quotes.

    Signals:
        kind_chosen: an EntityKind.
        quote_chosen: a QuoteKind.
    """

    kind_chosen = Signal(str)
    quote_chosen = Signal(str)

    def __init__(self, words: str, places: int, parent: QWidget) -> None:
        """Offer kinds for words; `places` is how often the article has them as such a name."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(f"Tag “{words}” as")
        for kind in ENTITY_KINDS:
            action = self.addAction(kind_icon(kind), keyed_name(kind))
            action.triggered.connect(lambda _=False, k=kind: self.kind_chosen.emit(k))
        self.everywhere = QAction(f"&All {places:,} occurrences in this article", self)
        self.everywhere.setCheckable(True)
        self.everywhere.setChecked(places > 1)
        if places > 1:
            self.addSeparator()
            self.addAction(self.everywhere)
        self.addSeparator()
        quotes: tuple[tuple[QuoteKind, str], ...] = (
            ("direct", "Mark as &quote"),
            ("indirect", "Mark as &indirect quote"),
        )
        for quote_kind, title in quotes:
            action = self.addAction(icon("message-square-quote"), title)
            action.triggered.connect(lambda _=False, k=quote_kind: self.quote_chosen.emit(k))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let A and Space turn "all occurrences" on and off without closing the menu."""
        is_switch = event.key() == Qt.Key.Key_A or (
            event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and self.activeAction() is self.everywhere
        )
        if is_switch and self.everywhere in self.actions():
            self.everywhere.toggle()
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Stay open when "all occurrences" is clicked."""
        if self.actionAt(event.position().toPoint()) is self.everywhere:
            self.everywhere.toggle()
            return
        super().mouseReleaseEvent(event)
