"""A footnote beside its sign, without leaving the line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from math import ceil

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QCursor, QHideEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from gui.controls import button, cast_shadow, icon_button, label, row
from gui.reader.document import Margins, PageDocument
from gui.reader.marks import MarkIndex
from gui.reader.page_pictures import PagePictures
from gui.reader.pictures import Pictures
from gui.reader.references import reference_over, without_number
from gui.reader.scene import Scene
from gui.reader.text_view import TextView
from gui.settings import Typography
from gui.theme import Scale, current_theme
from storage.annotations import PlacedMark
from storage.text.pictures_in_text import in_words
from storage.types import ArticleText, Mark

WIDEST = 440  # pixels
HIGHEST = 280  # of the note itself; a longer one scrolls
GAP = 8  # between the sign and the popup
GRACE_MS = 350  # for the way of the pointer from the sign into the popup
SMALLER = 3  # pixels than the text


class NotePopup(QFrame):
    """Shows one note; it never takes the keyboard from the page.

    Signals:
        go_wanted: the position at which the note stands in the text.
        link_clicked: the address of a link in the note.
        reference_clicked: a Mark in the note that leads to a place in the text.
    """

    go_wanted = Signal(int)
    link_clicked = Signal(str)
    reference_clicked = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        """Wait, hidden."""
        super().__init__(parent)
        self._host = parent
        self._position = 0
        self._sign_area = QRect()
        self.setProperty("role", "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.title = label("", "heading", wraps=False)
        self.go = button("Go to note", self._on_go, kind="quiet")
        self.closer = icon_button("x", "Close (Esc)", self.hide)
        for each in (self.go, self.closer):
            each.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view = NoteView(self)
        self.view.link_clicked.connect(self.link_clicked)
        self.view.reference_clicked.connect(self.reference_clicked)
        column = QVBoxLayout(self)
        column.setContentsMargins(Scale.L, Scale.S, Scale.S, Scale.M)
        column.setSpacing(Scale.XS)
        column.addLayout(row(self.title, None, self.go, self.closer, spacing=Scale.XS))
        column.addWidget(self.view)
        cast_shadow(self)
        self._leaving = QTimer(self, interval=GRACE_MS)  # runs only after resting on a sign
        self._leaving.timeout.connect(self._on_leaving)
        self.hide()

    def show_note(
        self,
        note: ArticleText,
        sign: str,
        marks: Iterable[PlacedMark],
        typography: Typography,
        around: QRect,
        *,
        stays: bool,
    ) -> None:
        """Appear above or below a sign; `stays` until it is closed, not only under the pointer."""
        self._position, self._sign_area = note.blocks[0].start, around
        number = note.blocks[0].marker.strip(" .()[]") or sign
        self.title.setText(f"Note {number}" if number.casefold() != "note" else "Note")
        area = self._host.rect().adjusted(Scale.S, Scale.S, -Scale.S, -Scale.S)
        width = min(WIDEST, area.width())
        small = replace(typography, size=max(12, typography.size - SMALLER))
        margins = self.contentsMargins().left() + Scale.L + Scale.S + 2
        self.view.show_note(without_number(note), marks, small, width - margins)
        start, end = note.blocks[0].start, note.blocks[-1].end
        words = in_words(note.content[start:end], start, note.pictures)
        self.setAccessibleName(self.title.text())
        self.setAccessibleDescription(words)
        self.setFixedWidth(width)
        self.adjustSize()
        left = min(max(area.left(), around.center().x() - width // 2), area.right() - width)
        top = around.bottom() + GAP
        if top + self.height() > area.bottom() and around.top() - GAP - self.height() > area.top():
            top = around.top() - GAP - self.height()
        self.move(QPoint(left, max(area.top(), min(top, area.bottom() - self.height()))))
        self.show()
        self.raise_()
        self._leaving.stop()
        if not stays:
            self._leaving.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Look after the pointer no longer."""
        super().hideEvent(event)
        self._leaving.stop()

    def _on_go(self) -> None:
        self.hide()
        self.go_wanted.emit(self._position)

    def _on_leaving(self) -> None:
        """Go when the pointer is neither here nor on the sign nor between the two."""
        pointer = self._host.mapFromGlobal(QCursor.pos())
        near = self._sign_area.united(self.geometry()) if self._sign_area else self.geometry()
        if not near.adjusted(-GAP, -GAP, GAP, GAP).contains(pointer):
            self.hide()


class NoteView(TextView):
    """The words of a note, set as on the page.

    Signals:
        link_clicked, reference_clicked: as of the page.
    """

    link_clicked = Signal(str)
    reference_clicked = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        """Show nothing."""
        super().__init__(parent)
        self.setProperty("role", "")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.viewport().setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.setStyleSheet("background: transparent;")
        self.pictures = PagePictures(self._seen, self)
        self.pictures.changed.connect(self.viewport().update)
        self._scene: Scene | None = None
        self._text: ArticleText | None = None

    def show_from(self, source: Pictures) -> None:
        """Take pictures from there."""
        self.pictures.show_from(source)

    def show_note(
        self, note: ArticleText, marks: Iterable[PlacedMark], typography: Typography, width: int
    ) -> None:
        """Show a note in a width; as high as it is, up to a limit."""
        old = self._scene
        page = PageDocument(note, typography, current_theme(), self, margins=Margins(0, 0, 0))
        start, end = note.blocks[0].start, note.blocks[-1].end
        inside = [mark for mark in marks if mark.end > start and mark.start < end]
        self._text = note
        self._scene = Scene(page, MarkIndex(page.positions, inside))
        self.pictures.show_of(self._scene)
        page.fit(width, HIGHEST)
        while not page.is_complete:
            page.grow(end - start + 1)
        page.document.setTextWidth(width)
        last = page.document.lastBlock()
        height = page.document.documentLayout().blockBoundingRect(last).bottom()  # lays it out
        scrolls = height > HIGHEST
        policies = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policies.ScrollBarAlwaysOn if scrolls else policies.ScrollBarAlwaysOff
        )
        self.setFixedSize(width, min(HIGHEST, ceil(height)))
        self.setDocument(page.document)
        if old is not None:
            old.page.document.deleteLater()
        self.verticalScrollBar().setValue(0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what lies under the words, the words, and the pictures."""
        if self._scene is None:
            return
        theme, scrolled = current_theme(), self.verticalScrollBar().value()
        area = QRectF(event.rect()).translated(0, scrolled)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(0, -scrolled)
        self._scene.paint_under(painter, theme, area)
        painter.end()
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.translate(0, -scrolled)
        self.pictures.paint(painter, theme, area, (0, 0))
        painter.end()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Follow a link."""
        href = self.anchorAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or not href:
            return
        mark = self._reference(href, event.position().toPoint())
        if mark is not None:
            self.reference_clicked.emit(mark)
        else:
            self.link_clicked.emit(href)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what can be clicked."""
        shapes = Qt.CursorShape
        is_link = bool(self.anchorAt(event.position().toPoint()))
        self.viewport().setCursor(shapes.PointingHandCursor if is_link else shapes.ArrowCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave every key to the window."""
        event.ignore()

    def _reference(self, href: str, point: QPoint) -> Mark | None:
        kind, _, target = href.partition(":")
        if self._text is None or self._scene is None or kind not in ("note", "jump"):
            return None
        position = self._scene.page.positions.to_text(self.cursorForPosition(point).position())
        for place in (position, position - 1):
            mark = reference_over(self._text.marks, place, target)
            if mark is not None:
                return mark
        return None

    def _seen(self) -> tuple[QRectF, float]:
        scrolled = self.verticalScrollBar().value()
        return QRectF(self.viewport().rect()).translated(0, scrolled), self.devicePixelRatioF()
