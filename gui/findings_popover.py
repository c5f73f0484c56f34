"""Which names and quotes the page shows, and what their lines mean."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QWidget

from gui.controls import divider, label, row
from gui.kinds import kind_icon, paint_kind_line
from gui.popover import Popover
from gui.session import Session
from gui.theme import Scale, current_theme
from storage.finding_types import KIND_NAMES
from storage.found import ENTITY_KINDS, EntityKind

WIDTH: Final = 330
SAMPLE: Final = QSize(36, 12)  # of a line


class FindingsPopover(Popover):
    """A box to tick for each layer and each kind; what is ticked shows at once."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        """Show the session's choice."""
        super().__init__(parent)
        self._session = session
        self.setAccessibleName("Names and quotes in the text")
        self.setFixedWidth(WIDTH)
        self.content.setSpacing(Scale.S)
        self.names = QCheckBox("Names")
        self.quotes = QCheckBox("Quotes, as bars in the margin")
        self.kinds = {kind: QCheckBox(KIND_NAMES[kind][1]) for kind in ENTITY_KINDS}
        self.content.addWidget(label("Show in the text", "heading"))
        self.content.addWidget(self.names)
        for kind, box in self.kinds.items():
            box.setIcon(kind_icon(kind))
            line = row(box, None, KindLine(kind, is_confirmed=False), KindLine(kind))
            line.setContentsMargins(Scale.L, 0, 0, 0)
            self.content.addLayout(line)
        self.content.addWidget(divider())
        self.content.addWidget(self.quotes)
        self.content.addWidget(
            label("A thin line is a suggestion, a strong one is confirmed.", "caption")
        )
        self._show()
        session.sifted.connect(self._show)
        self.names.toggled.connect(self._on_names)
        self.quotes.toggled.connect(self._on_quotes)
        for kind, box in self.kinds.items():
            box.toggled.connect(lambda is_shown, k=kind: self._on_kind(k, is_shown))

    def _show(self) -> None:
        shown = self._session.shown_findings
        boxes = [(self.names, shown.names), (self.quotes, shown.quotes)]
        boxes += [(box, kind not in shown.hidden) for kind, box in self.kinds.items()]
        for box, is_shown in boxes:
            was_blocked = box.blockSignals(True)
            box.setChecked(is_shown)
            box.blockSignals(was_blocked)
        for box in self.kinds.values():
            box.setEnabled(shown.names)

    def _on_names(self, is_shown: bool) -> None:
        self._session.show_findings(replace(self._session.shown_findings, names=is_shown))

    def _on_quotes(self, is_shown: bool) -> None:
        self._session.show_findings(replace(self._session.shown_findings, quotes=is_shown))

    def _on_kind(self, kind: EntityKind, is_shown: bool) -> None:
        shown = self._session.shown_findings
        self._session.show_findings(shown.with_kind(kind, is_shown=is_shown))


class KindLine(QWidget):
    """A sample of the line of a kind, as the theme in force has it."""

    def __init__(self, kind: EntityKind, *, is_confirmed: bool = True) -> None:
        """Show a line."""
        super().__init__()
        self._kind = kind
        self._is_confirmed = is_confirmed
        self.setFixedSize(SAMPLE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(0, 0, 0, -3)
        paint_kind_line(
            painter, current_theme(), self._kind, [rect], is_confirmed=self._is_confirmed
        )
