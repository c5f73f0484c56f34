"""The pictures of a page: where they stand, what is fetched of them, how they are painted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from PySide6.QtCore import QObject, QPointF, QRectF, QTimer, Signal
from PySide6.QtGui import QPainter

from gui.reader import picture_painting as painting
from gui.reader.geometry import origin_of, picture_rect
from gui.reader.picture_sizes import said_of, shown_large
from gui.reader.pictures import Pictures, Wanted
from gui.reader.scene import Scene
from gui.theme import Theme
from storage.types import Span, TextPicture

FETCH_MS = 25  # after scrolling: what is only passed by is not fetched
AHEAD = 1.0  # windows above and below the view in which pictures are fetched
NOT_SHOWN = "could not be shown"


class PlacedPicture(NamedTuple):
    """A picture and its rectangle in the document."""

    picture: TextPicture
    rect: QRectF


class PagePictures(QObject):
    """Paints the pictures of a scene and sees to it that those near the view are there.

    Signals:
        changed: one that is in view can be painted now.
    """

    changed = Signal()

    def __init__(self, view: Callable[[], tuple[QRectF, float]], parent: QObject) -> None:
        """Ask `view` for the area of the document that is seen, and its device pixel ratio."""
        super().__init__(parent)
        self._view = view
        self._source: Pictures | None = None
        self._scene: Scene | None = None
        self._fetch = QTimer(self, interval=FETCH_MS, singleShot=True)
        self._fetch.timeout.connect(self._on_fetch)

    def show_from(self, source: Pictures) -> None:
        """Take the pictures from there."""
        self._source = source
        source.arrived.connect(self._on_arrived)

    def show_of(self, scene: Scene | None) -> None:
        """Show the pictures of a scene, if it has any."""
        self._scene = scene if scene is not None and scene.page.pictures else None
        self._fetch.stop()

    def fetch_soon(self) -> None:
        """Fetch what is near the view as soon as the reader has stopped there."""
        if self._scene is not None:
            self._fetch.start()

    def paint(
        self, painter: QPainter, theme: Theme, area: QRectF, selected: tuple[int, int]
    ) -> None:
        """Paint the pictures in an area; `selected` are document positions."""
        scene = self._scene
        if scene is None:
            return
        ratio = painter.device().devicePixelRatio()
        is_missing = False
        for picture, rect in self.placed_in(area):
            made = self._source.get(_wanted(picture, rect, ratio)) if self._source else None
            if not picture.id:
                painting.paint_description(painter, theme, rect, said_of(picture))
            elif made is None:
                painting.paint_awaited(painter, theme, rect)
                is_missing = True
            elif made.is_shown:
                painting.paint_picture(painter, theme, rect, made)
                is_missing = is_missing or not self._is_sharp(made.image.width(), rect, ratio)
            else:
                painting.paint_description(painter, theme, rect, _sorry(picture))
            self._paint_marks(painter, theme, picture, rect)
            if selected[0] <= scene.page.positions.to_qt(picture.start) < selected[1]:
                painting.paint_selected(painter, theme, rect)
        if is_missing and not self._fetch.isActive():
            self._fetch.start()

    def placed_in(self, area: QRectF) -> Iterator[PlacedPicture]:
        """Give the pictures that touch an area of the document, in text order."""
        scene = self._scene
        if scene is None:
            return
        page = scene.page
        for block, number in scene.blocks_in(area):
            pictures = page.pictures_in(number)
            origin = origin_of(page.document, block) if pictures else QPointF()
            for picture in pictures:
                size = page.size_of(picture, number)
                rect = picture_rect(block, origin, page.positions.to_qt(picture.start), size)
                if rect is not None and rect.intersects(area):
                    yield PlacedPicture(picture, rect)

    def at(self, place: QPointF) -> TextPicture | None:
        """Give the picture under a place of the document."""
        around = QRectF(place.x() - 1, place.y() - 1, 2, 2)
        return next((one.picture for one in self.placed_in(around)), None)

    def _paint_marks(
        self, painter: QPainter, theme: Theme, picture: TextPicture, rect: QRectF
    ) -> None:
        if self._scene is None or not self._scene.marks_shown:
            return
        for mark in reversed(self._scene.marks.under(picture.start)):
            painting.paint_mark(painter, theme, rect, mark.color)

    @staticmethod
    def _is_sharp(width: int, rect: QRectF, ratio: float) -> bool:
        return abs(width - rect.width() * ratio) < 2

    def _on_arrived(self, picture: int) -> None:
        area, _ = self._view()  # most come ahead of the reader, where there is nothing to paint
        if any(one.picture.id == picture for one in self.placed_in(area)):
            self.changed.emit()

    def _on_fetch(self) -> None:
        if self._scene is None or self._source is None:
            return
        area, ratio = self._view()
        around = area.height() * AHEAD
        near = list(self.placed_in(area.adjusted(0, -around, 0, around)))
        near.sort(key=lambda one: abs(one.rect.center().y() - area.center().y()))
        self._source.want(_wanted(one.picture, one.rect, ratio) for one in near if one.picture.id)


def _wanted(picture: TextPicture, rect: QRectF, ratio: float) -> Wanted:
    return Wanted(picture.id, round(rect.width() * ratio), round(rect.height() * ratio))


def _sorry(picture: TextPicture) -> str:
    alt = " ".join(picture.alt.split())
    return f"Picture: {alt} ({NOT_SHOWN})" if alt else f"This picture {NOT_SHOWN}"


def nearest_picture(pictures: tuple[TextPicture, ...], span: Span) -> TextPicture | None:
    """Give the stored picture at or nearest to a span of the text."""
    middle = (span.start + span.end) / 2
    return min(shown_large(pictures), key=lambda one: abs(one.start - middle), default=None)
