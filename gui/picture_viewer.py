"""A picture of the article, large over the window."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QToolButton, QWidget

from gui.controls import icon_button
from gui.fonts import interface_font
from gui.icons import icon
from gui.reader.picture_sizes import shown_large
from gui.reader.pictures import Pictures, Wanted
from gui.saving import save_as
from gui.session import Notice, Session
from gui.theme import Scale
from storage.errors import PostilError
from storage.text.pictures_in_text import in_words
from storage.types import ArticleText, PictureFile, PictureId, TextPicture

BACKDROP: Final = QColor(20, 19, 18)
INK: Final = "#EDE9E1"
QUIET: Final = "#B5AFA5"
PAPER: Final = {"light": QColor("#F7F4EE"), "dark": QColor("#33302C")}
BAR: Final = 52  # height of the row of buttons
FOOT: Final = 84  # height of the words below
GROUND: Final = QColor(12, 11, 10)  # of the words, over any picture
SIDE: Final = 56  # width of the strips with the arrows
STEP: Final = 1.25  # of one zoom
LEAST, MOST = 0.05, 16.0  # picture pixels to pixels of the screen
SHARPEST: Final = 4_000  # pixels a side to which a drawing is made
MOST_BYTES: Final = 130_000_000
ENDINGS: Final = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/svg+xml": "svg",
}


class PictureViewer(QWidget):
    """Covers the window with one picture of a text; Esc or a click beside it closes.

    Signals:
        closed: it is gone.
    """

    closed = Signal()

    @classmethod
    def open_on(
        cls, session: Session, text: ArticleText, picture: TextPicture, window: QWidget
    ) -> PictureViewer:
        """Open on a picture of the text; the viewer deletes itself when it is closed."""
        viewer = cls(session, text, window)
        viewer.closed.connect(viewer.deleteLater)
        if picture not in viewer.pictures:  # an emoji
            viewer.pictures = [picture]
        viewer.show_picture(viewer.pictures.index(picture))
        return viewer

    def __init__(self, session: Session, text: ArticleText, window: QWidget) -> None:
        """Wait for `show_picture`, over a window."""
        super().__init__(window)
        self.pictures = shown_large(text.pictures)
        self.number = 0
        self._session = session
        self._text = text
        self._window = window
        self._files: dict[PictureId, PictureFile] = {}
        self._source = Pictures(session.library.path, self, most_bytes=MOST_BYTES)
        self._source.arrived.connect(self.update)
        self._scale = 1.0
        self._is_fitted = True
        self._offset = QPointF()  # of the picture's middle from the middle of its room
        self._grip: QPointF | None = None
        self._was_dragged = False
        self._focus_before = QApplication.focusWidget()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.buttons = {
            name: self._button(sign, title, slot)
            for name, sign, title, slot in (
                ("out", "minus", "Smaller (-)", lambda: self.zoom(1 / STEP)),
                ("in", "plus", "Larger (+)", lambda: self.zoom(STEP)),
                ("fit", "maximize", "Fit or full size (0, 1)", self.toggle_fit),
                ("copy", "copy", "Copy picture (Ctrl+C)", self.copy),
                ("save", "download", "Save picture as… (Ctrl+S)", self.save),
                ("close", "x", "Close (Esc)", self.close_viewer),
                ("previous", "chevron-left", "Previous picture (Left)", lambda: self.step(-1)),
                ("next", "chevron-right", "Next picture (Right)", lambda: self.step(1)),
            )
        }
        window.installEventFilter(self)
        session.leaving.connect(self.close_viewer)

    # -- what is shown

    @property
    def picture(self) -> TextPicture:
        """The picture on screen."""
        return self.pictures[self.number]

    @property
    def scale(self) -> float:
        """How many pixels of the window a pixel of the picture takes."""
        return self._fitting() if self._is_fitted else self._scale

    def show_picture(self, number: int) -> None:
        """Show one of the pictures, fitted into the window."""
        self.number = number
        self._is_fitted, self._offset = True, QPointF()
        said = self.words() or "Picture"
        self.setAccessibleName(f"{said} ({number + 1} of {len(self.pictures)})")
        self.buttons["previous"].setVisible(number > 0)
        self.buttons["next"].setVisible(number + 1 < len(self.pictures))
        if self.isHidden():
            self.setGeometry(self._window.rect())
            self.show()
            self.raise_()
        self.setFocus()
        self._fetch()
        self.update()

    def words(self) -> str:
        """Give the description and the caption of the picture."""
        alt = " ".join(self.picture.alt.split())
        caption = caption_of(self._text, self.picture)
        parts = [alt, caption] if alt.casefold() not in caption.casefold() else [caption]
        return "\n".join(part for part in parts if part)

    # -- what can be done

    def step(self, direction: int) -> None:
        """Go to the next (1) or previous (-1) picture of the text."""
        if 0 <= self.number + direction < len(self.pictures):
            self.show_picture(self.number + direction)

    def zoom(self, factor: float, around: QPointF | None = None) -> None:
        """Show it larger or smaller; the point `around` stays where it is."""
        old = self.scale
        self._scale = min(MOST, max(min(LEAST, self._fitting()), old * factor))
        middle = self._room().center()
        place = (around or middle) - middle
        self._offset = place + (self._offset - place) * (self._scale / old)
        self._is_fitted = False
        self._keep_inside()
        self._fetch()
        self.update()

    def fit(self) -> None:
        """Show it whole."""
        self._is_fitted, self._offset = True, QPointF()
        self._fetch()
        self.update()

    def toggle_fit(self) -> None:
        """Show it whole, or as large as it is."""
        if self._is_fitted:
            self.zoom(1 / self.scale)
        else:
            self.fit()

    def copy(self) -> None:
        """Put the picture on the clipboard."""
        made = self._source.get(self._wanted())
        if made is not None and made.is_shown:
            QGuiApplication.clipboard().setImage(made.image)
            self._session.noticed.emit(Notice("Picture copied.", "success"))

    def save(self) -> None:
        """Ask where to, and write the picture's file there as it came."""
        file = self._file()
        if file is None:
            return
        ending = ENDINGS.get(file.media_type, "png")
        name, kinds = f"picture {self.number + 1}.{ending}", f"Picture (*.{ending})"
        path = save_as(self._session, self._window, "Save picture as", name, file.body, kinds)
        if path is not None:
            self._session.noticed.emit(Notice(f"The picture is in {path}.", "success"))

    def close_viewer(self) -> None:
        """Go, and give the keyboard back."""
        if self.isHidden():
            return
        self._window.removeEventFilter(self)
        self._session.leaving.disconnect(self.close_viewer)
        self._source.close()
        self.hide()
        if self._focus_before is not None:
            self._focus_before.setFocus()
        self.closed.emit()

    # -- events

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the picture, and below it what it shows."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), BACKDROP)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        room, place = self._room(), self._place()
        made = self._source.get(self._wanted())
        painter.save()
        painter.setClipRect(room if self._is_fitted else QRectF(self.rect()))
        if made is None:
            painter.fillRect(place, QColor(255, 255, 255, 14))
        elif made.is_shown:
            if made.ground:
                painter.fillRect(place, PAPER[made.ground])
            painter.drawImage(place, made.image)
        painter.restore()
        if made is not None and not made.is_shown:
            painter.setPen(QColor(QUIET))
            painter.drawText(room, "This picture could not be shown", _centred())
        self._paint_words(painter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons where they belong."""
        super().resizeEvent(event)
        right = self.width() - Scale.S
        for name in ("close", "save", "copy", "fit", "in", "out"):
            button = self.buttons[name]
            right -= button.width() + Scale.XS
            button.move(right, (BAR - button.height()) // 2)
        middle = round(self._room().center().y())
        for name, left in (("previous", Scale.S), ("next", self.width() - Scale.S)):
            button = self.buttons[name]
            at = left if name == "previous" else left - button.width()
            button.move(at, middle - button.height() // 2)
        self._keep_inside()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the window."""
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._window.rect())
            self._fetch()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        """Take every key before the window's shortcuts do."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def focusNextPrevChild(self, _next: bool) -> bool:
        """Keep the keyboard here while the window is covered."""
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer the keys that the buttons name."""
        keys = Qt.Key
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            with_control: dict[Qt.Key, Callable[[], None]] = {
                keys.Key_C: self.copy,
                keys.Key_S: self.save,
            }
            if (slot := with_control.get(Qt.Key(event.key()))) is not None:
                slot()
            return
        slots: dict[Qt.Key, Callable[[], None]] = {
            keys.Key_Escape: self.close_viewer,
            keys.Key_Left: lambda: self.step(-1),
            keys.Key_Right: lambda: self.step(1),
            keys.Key_Plus: lambda: self.zoom(STEP),
            keys.Key_Equal: lambda: self.zoom(STEP),
            keys.Key_Minus: lambda: self.zoom(1 / STEP),
            keys.Key_0: self.fit,
            keys.Key_1: lambda: self.zoom(1 / self.scale),
        }
        if (slot := slots.get(Qt.Key(event.key()))) is not None:
            slot()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the pointer."""
        turned = event.angleDelta().y()
        if turned:
            self.zoom(STEP ** (turned / 120), event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the picture."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._grip, self._was_dragged = event.position(), False
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Pan."""
        if self._grip is None:
            return
        moved = event.position() - self._grip
        if not self._was_dragged and moved.manhattanLength() < QApplication.startDragDistance():
            return
        self._was_dragged = True
        self._grip = event.position()
        if not self._is_fitted:
            self._offset += moved
            self._keep_inside()
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go, or close with a click beside the picture."""
        is_click = self._grip is not None and not self._was_dragged
        if is_click and not self._place().contains(event.position()):
            self.close_viewer()
        self._grip = None
        event.accept()

    # -- inside

    def _button(self, sign: str, title: str, slot: object) -> QToolButton:
        made = icon_button(sign, title, slot)  # type: ignore[arg-type]  # any slot will do
        made.setParent(self)
        made.setIcon(icon(sign, INK))
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setCursor(Qt.CursorShape.ArrowCursor)
        made.setStyleSheet(
            f"QToolButton {{ background: {GROUND.name()}; border-radius: {Scale.RADIUS}px; }}"
            "QToolButton:hover { background: #3A3733; }"
            "QToolButton:pressed { background: #54504A; }"
        )
        made.adjustSize()
        return made

    def _room(self) -> QRectF:
        """Give where a fitted picture stands."""
        return QRectF(self.rect()).adjusted(SIDE, BAR, -SIDE, -FOOT)

    def _own(self) -> QSizeF:
        return QSizeF(max(1, self.picture.width), max(1, self.picture.height))

    def _fitting(self) -> float:
        own, room = self._own(), self._room()
        fitting = min(room.width() / own.width(), room.height() / own.height())
        return max(0.001, fitting if self._is_drawing() else min(1.0, fitting))

    def _place(self) -> QRectF:
        size = self._own() * self.scale
        corner = self._room().center() + self._offset - QPointF(size.width(), size.height()) / 2
        return QRectF(corner, size)

    def _keep_inside(self) -> None:
        """Keep some of the picture in sight; a small one stays in the middle."""
        size, room = self._own() * self.scale, self._room()
        most_x = max(0.0, (size.width() - room.width()) / 2 + SIDE)
        most_y = max(0.0, (size.height() - room.height()) / 2 + BAR)
        if size.width() <= room.width():
            most_x = 0.0
        if size.height() <= room.height():
            most_y = 0.0
        self._offset = QPointF(
            max(-most_x, min(most_x, self._offset.x())), max(-most_y, min(most_y, self._offset.y()))
        )

    def _file(self) -> PictureFile | None:
        id_ = self.picture.id
        if id_ not in self._files:
            try:
                self._files = {id_: self._session.library.texts.picture(id_)}
            except PostilError as error:
                self._session.tell(error)
                return None
        return self._files[id_]

    def _is_drawing(self) -> bool:
        file = self._file()
        return file is not None and file.media_type == "image/svg+xml"

    def _wanted(self) -> Wanted:
        """Give what is fetched: a bitmap's own pixels, a drawing as large as it is seen."""
        own, scale = self._own(), 1.0
        if self._is_drawing():
            sharp = self.scale * self.devicePixelRatioF()
            scale = min(sharp, SHARPEST / max(own.width(), own.height()))
        return Wanted(
            self.picture.id,
            max(1, round(own.width() * scale)),
            max(1, round(own.height() * scale)),
        )

    def _fetch(self) -> None:
        self._source.want([self._wanted()])

    def _paint_words(self, painter: QPainter) -> None:
        font = interface_font(Scale.BODY)
        painter.setFont(font)
        painter.fillRect(QRect(0, 0, self.width(), BAR), GROUND)
        painter.setPen(QColor(QUIET))
        counted = f"{self.number + 1} of {len(self.pictures)}   ·   {self.scale:.0%}"
        painter.drawText(
            QRect(Scale.L, 0, self.width() // 2, BAR),
            int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft),
            counted,
        )
        words = self.words()
        if not words:
            return
        painter.fillRect(QRect(0, self.height() - FOOT, self.width(), FOOT), GROUND)
        width = min(760.0, self.width() - 2.0 * Scale.L)
        room = QRectF((self.width() - width) / 2, self.height() - FOOT + 6, width, FOOT - 12)
        metrics = QFontMetricsF(font)
        lines = room.height() // metrics.lineSpacing() - words.count("\n")
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, width * max(1, lines - 0.3))
        painter.setPen(QColor(INK))
        painter.drawText(room, shown if len(words) > 80 else words, _centred())


def caption_of(text: ArticleText, picture: TextPicture) -> str:
    """Give the caption below a picture, "" if it has none."""
    blocks = text.blocks
    found = next((n for n, b in enumerate(blocks) if b.start <= picture.start < b.end), -1)
    following = blocks[found + 1] if 0 <= found < len(blocks) - 1 else None
    if following is None or following.kind != "caption":
        return ""
    words = text.content[following.start : following.end]
    return " ".join(in_words(words, following.start, text.pictures).split())


def _centred() -> QTextOption:
    option = QTextOption(Qt.AlignmentFlag.AlignCenter)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option
