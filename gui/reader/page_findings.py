"""The findings on a page: which are drawn, which is under a point, what was clicked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal

from gui.reader.finding_index import FindingIndex
from gui.reader.findings_layer import FindingsLayer
from gui.reader.scene import Scene
from gui.shown_findings import ShownFindings
from storage.finding_types import Mention, Quote
from storage.types import Span

if TYPE_CHECKING:
    from gui.reader.page import Page


class PageFindings(QObject):
    """Draws the findings of the open text on a page, whatever its document is at the moment.

    Signals:
        clicked: a Mention or a Quote was clicked, or None: something else was.
        walked: a Mention was clicked twice.
    """

    clicked = Signal(object)
    walked = Signal(object)

    def __init__(self, page: Page) -> None:
        """Draw nothing yet."""
        super().__init__(page)
        self._page = page
        self._scene: Scene | None = None
        self._layer = FindingsLayer()

    def show_of(self, scene: Scene | None) -> None:
        """Draw in a scene, or nowhere."""
        self._scene = scene
        if scene is not None:
            scene.findings = self._layer

    @property
    def index(self) -> FindingIndex:
        """What is drawn; call `repaint` after a change."""
        return self._layer.index

    @property
    def shown(self) -> ShownFindings:
        """What of it is shown."""
        return self._layer.shown

    def take(self, index: FindingIndex) -> None:
        """Draw other findings."""
        self._layer.index = index
        self.repaint()

    def show_only(self, shown: ShownFindings) -> None:
        """Draw only some kinds of findings."""
        self._layer.shown = shown
        self.repaint()

    def frame(self, span: Span | None) -> None:
        """Draw a quiet frame around a stretch, or around none."""
        self._layer.framed = span
        self.repaint()

    def repaint(self) -> None:
        """Draw all that is in view again."""
        self._page.viewport().update()

    def at(self, point: QPoint) -> Mention | Quote | None:
        """Give the mention under a point of the viewport, or the quote whose bar is there."""
        if self._scene is None:
            return None
        position = self._page.position_at(point)
        if position is None:
            return self._scene.quote_beside(self._page.to_document(point))
        return self._layer.mention_at(position)

    def mention_at(self, position: int) -> Mention | None:
        """Give the mention that is seen over a text position."""
        return self._layer.mention_at(position)

    def mention_at_caret(self) -> Mention | None:
        """Give the mention that the caret stands in, or right behind."""
        caret = self._page.caret()
        return self.mention_at(caret) or (self.mention_at(caret - 1) if caret else None)

    def click(self, point: QPoint) -> None:
        """Say what was clicked."""
        self.clicked.emit(self.at(point))

    def double_click(self, point: QPoint) -> bool:
        """Say that a name was clicked twice; False if it is the only one, to select the word."""
        found = self.at(point)
        if not isinstance(found, Mention) or len(self.index.mentions_of(found.entity)) < 2:
            return False
        self.walked.emit(found)
        return True
