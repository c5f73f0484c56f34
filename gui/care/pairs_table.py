"""The list of pairs that may be one article: how alike, what speaks for it, the title."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from gui.controls import plain_tip
from gui.theme import Scale

ALIKE, TITLE = 0, 1


class PairsTable(QTableWidget):
    """A table with keys of its own: `keys` maps portable key texts to what they do."""

    def __init__(self) -> None:
        """Show nothing."""
        super().__init__(0, 2)
        self.keys: dict[str, object] = {}
        self.setProperty("kind", "field")
        self.setHorizontalHeaderLabels(["Alike", "Article"])
        self.setAccessibleName("Pairs that may be the same article")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(Scale.CONTROL)
        header = self.horizontalHeader()
        header.setSectionResizeMode(ALIKE, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def show_pairs(self, pairs: Sequence[tuple[str, str, str]]) -> None:
        """Show pairs as title, what speaks for it, how alike."""
        self.blockSignals(True)
        self.setRowCount(len(pairs))
        for place, (title, why, alike) in enumerate(pairs):
            for number, words in ((ALIKE, alike), (TITLE, title)):
                item = QTableWidgetItem(words)
                item.setToolTip(plain_tip(f"{title}\n{why}"))
                self.setItem(place, number, item)
        self.blockSignals(False)

    def event(self, event: QEvent) -> bool:
        """Claim the table's own keys before the window's shortcuts see them."""
        is_asked = event.type() == QEvent.Type.ShortcutOverride
        if is_asked and isinstance(event, QKeyEvent) and self._does(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the key stands for; J and K are arrows."""
        act = self._does(event)
        if callable(act):
            act()
            event.accept()
            return
        steps = {Qt.Key.Key_J: 1, Qt.Key.Key_K: -1}
        if event.key() in steps and self.rowCount():
            place = self.currentRow() + steps[Qt.Key(event.key())]
            self.setCurrentCell(max(0, min(self.rowCount() - 1, place)), ALIKE)
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Leave letters to the keys of the table."""

    def _does(self, event: QKeyEvent) -> object:
        return self.keys.get(QKeySequence(event.keyCombination()).toString())
