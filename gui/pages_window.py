"""The fixed pages of a PDF beside the text that was read from them."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QDialog, QLabel, QScrollArea, QToolButton, QVBoxLayout, QWidget

from gui.controls import icon_button, label, row
from gui.session import Session
from gui.tasks import PATIENCE_S, Tasks
from gui.theme import Scale
from storage.errors import Cancelled, ImportFailed, PostilError
from storage.importers.isolation import ReadingProcess
from storage.library import Library
from storage.types import ArticleId, TextId

SIZE: Final = QSize(620, 820)
ZOOMS: Final = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)  # of the window's width
WIDEST: Final = 4_000  # pixels that a page is rendered in
LINE: Final = 80  # pixels that an arrow key scrolls
MOST_BYTES: Final = 64_000_000  # of pages kept; one of 1,200 x 1,700 pixels is 6 MB
DAMAGED: Final = "This page could not be shown; the file may be damaged."
Rendered = tuple[int, int, bytes]


class PagesWindow(QDialog):
    """Shows the page that the reader is on and follows while the text scrolls; Esc closes."""

    def __init__(self, session: Session, window: QWidget) -> None:
        """Wait for `open`, beside the window."""
        super().__init__(window)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.resize(SIZE)
        self.number = 0  # of the page on screen, from 0
        self.count = 0
        self._counts: dict[TextId, int] = {}
        self._session = session
        self._article: ArticleId | None = None
        self._text: TextId | None = None
        self._key = ""  # what the process knows the PDF by
        self._zoom = ZOOMS.index(1.0)
        self._kept: OrderedDict[tuple[TextId, int, int], QImage] = OrderedDict()
        self._under_way: tuple[TextId, int, int] | None = None
        self._tasks: Tasks | None = None
        self._process = ReadingProcess()
        self.previous = icon_button("chevron-left", "Previous page (Left)", lambda: self.step(-1))
        self.next = icon_button("chevron-right", "Next page (Right)", lambda: self.step(1))
        self.place = label("", "muted", wraps=False)
        self.smaller = icon_button("minus", "Smaller (-)", lambda: self.zoom(-1))
        self.larger = icon_button("plus", "Larger (+)", lambda: self.zoom(1))
        self.in_text = icon_button("map-pin", "Show this page in the text", self.show_in_text)
        self.follow = _toggle("link", "Follow the text", self._on_follow)
        self.paper = QLabel()
        self.paper.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.paper.setAccessibleName("Page")
        self.area = QScrollArea()
        self.area.setWidget(self.paper)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # it would keep the arrow keys
        self.area.setAlignment(Qt.AlignmentFlag.AlignCenter)
        tools = row(
            *(self.previous, self.next, self.place, None),
            *(self.smaller, self.larger, self.in_text, self.follow),
            spacing=Scale.XS,
        )
        tools.setContentsMargins(Scale.S, Scale.S, Scale.S, Scale.S)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(tools)
        column.addWidget(self.area, 1)
        session.opened.connect(self._on_opened)
        session.scrolled.connect(self._on_scrolled)
        session.closing.connect(self._on_closing)

    # -- what can be done

    def open(self) -> None:
        """Appear with the page that the reader is on."""
        if self._take_article():
            self.show()
            self.raise_()
            self.setFocus()
            self._go(self._page_in_view())

    def step(self, direction: int) -> None:
        """Go to the next (1) or previous (-1) page; the text stays where it is."""
        self.follow.setChecked(False)
        self._go(self.number + direction)

    def zoom(self, direction: int) -> None:
        """Show the page larger (1) or smaller (-1)."""
        self._zoom = max(0, min(len(ZOOMS) - 1, self._zoom + direction))
        self._show_page()

    def show_in_text(self) -> None:
        """Scroll the text to the beginning of this page."""
        text = self._session.text
        if text is not None and self.number < len(text.pages):
            start = text.pages[self.number].start
            self._session.keep_place()
            self._session.returned.emit(start)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer the keys that the buttons name."""
        keys = Qt.Key
        steps = {keys.Key_Left: -1, keys.Key_Right: 1, keys.Key_PageUp: -1, keys.Key_PageDown: 1}
        zooms = {keys.Key_Minus: -1, keys.Key_Plus: 1, keys.Key_Equal: 1}
        lines = {keys.Key_Up: -LINE, keys.Key_Down: LINE}
        key = Qt.Key(event.key())
        if key in steps:
            self.step(steps[key])
        elif key in lines:
            bar = self.area.verticalScrollBar()
            bar.setValue(bar.value() + lines[key])
        elif key in zooms:
            self.zoom(zooms[key])
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the page into the new width."""
        super().resizeEvent(event)
        if self.isVisible():
            self._show_page()

    # -- following

    def _on_opened(self) -> None:
        if self.isVisible():
            if self._take_article():
                self._go(self._page_in_view())
            else:
                self.hide()

    def _on_scrolled(self) -> None:
        if self.isVisible() and self.follow.isChecked() and self._is_of_article():
            self._go(self._page_in_view())

    def _on_follow(self) -> None:
        self._on_scrolled()

    def _on_closing(self) -> None:
        self.hide()
        if self._tasks is not None:
            self._process.cancel()
            self._tasks.close()
        self._process.close()

    def _is_of_article(self) -> bool:
        article = self._session.article
        return article is not None and article.id == self._article

    def _take_article(self) -> bool:
        """Take the PDF of the open article; says whether there is one."""
        article, text = self._session.article, self._session.text
        if article is None or text is None or article.source != "pdf":
            self._article = self._text = None
            return False
        if text.id != self._text:
            self._key = f"{text.id} {text.sha256}"
            self.count = self._counts.get(text.id, 0)
            self._kept.clear()
        self._article, self._text = article.id, text.id
        self.setWindowTitle(f"Pages — {article.title}")
        return True

    def _page_in_view(self) -> int:
        pages = self._session.text.pages if self._session.text is not None else ()
        position = self._session.position
        return max(0, bisect_right(pages, position, key=lambda page: page.start) - 1)

    # -- showing

    def _go(self, number: int) -> None:
        text = self._session.text
        last = max(self.count, len(text.pages) if text is not None else 0) - 1
        if number != self.number:
            self.area.verticalScrollBar().setValue(0)
        self.number = max(0, min(number, last) if last >= 0 else number)
        self._show_page()

    def _show_page(self) -> None:
        wanted = self._wanted()
        self._say_place()
        if wanted is None:
            return
        image = self._kept.get(wanted)
        if image is None:
            near = next((i for key, i in reversed(self._kept.items()) if key[1] == wanted[1]), None)
            if near is not None:
                image = near.scaledToWidth(wanted[2])  # until the sharp one is there
            self._render(wanted)
        if image is not None:
            pixmap = QPixmap.fromImage(image)
            pixmap.setDevicePixelRatio(self.devicePixelRatioF())
            self.paper.setPixmap(pixmap)
        else:
            self.paper.setText("…")

    def _wanted(self) -> tuple[TextId, int, int] | None:
        if self._text is None:
            return None
        bar = self.area.verticalScrollBar().sizeHint().width()
        width = (self.area.width() - bar - 2 * Scale.S) * ZOOMS[self._zoom]
        pixels = max(100, min(WIDEST, round(width * self.devicePixelRatioF())))
        return (self._text, self.number, pixels)

    def _say_place(self) -> None:
        text = self._session.text
        pages = text.pages if text is not None else ()
        name = pages[self.number].label if self.number < len(pages) else str(self.number + 1)
        last = max(self.count, len(pages))
        self.place.setText(
            f"Page {name} of {last}"
            if name == str(self.number + 1)
            else f"{name} ({self.number + 1} of {last})"
        )
        self.previous.setEnabled(self.number > 0)
        self.next.setEnabled(self.number + 1 < last)
        self.smaller.setEnabled(self._zoom > 0)
        self.larger.setEnabled(self._zoom + 1 < len(ZOOMS))

    def _render(self, wanted: tuple[TextId, int, int]) -> None:
        if self._under_way is not None:
            return  # when it is done, what is wanted then comes
        if self._tasks is None:
            self._tasks = Tasks(self)
        self._under_way = wanted
        library = self._session.library.path
        work = partial(_rendered, self._process, self._key, library, wanted)
        self._tasks.run(work, partial(self._on_rendered, wanted), partial(self._on_failed, wanted))

    def _on_rendered(self, made: tuple[TextId, int, int], answer: tuple[Rendered, int]) -> None:
        self._under_way = None
        (width, height, body), count = answer
        if count:
            self._counts[made[0]] = count
        if made[0] == self._text:
            self.count = self._counts.get(made[0], 0)
        image = QImage(body, width, height, width * 3, QImage.Format.Format_RGB888).copy()
        self._kept[made] = image
        drop_oldest(self._kept)
        if self.isVisible():
            self._show_page()

    def _on_failed(self, made: tuple[TextId, int, int], error: Exception) -> None:
        self._under_way = None
        if isinstance(error, Cancelled):
            return
        if self._wanted() == made:
            self.paper.setText(str(error) if isinstance(error, PostilError) else "")
        if not isinstance(error, PostilError):
            raise error


def _rendered(
    process: ReadingProcess, key: str, library: Path, wanted: tuple[TextId, int, int]
) -> tuple[Rendered, int]:
    """Render a page in the reading process, in the worker.

    The process gets the PDF when it does not have it open, and then says how many pages there are;
    else that is 0.
    """
    text, number, width = wanted
    name, count = "This page", 0
    page = process.ask("render_page", key, number, width, name=name)
    if page is None:
        with Library.open(library, create=False, busy_timeout_s=PATIENCE_S) as opened:
            body = opened.texts.original(text).body
        count = int(process.ask("open_pages", key, body, name="This PDF"))
        page = process.ask("render_page", key, number, width, name=name)
    if page is None:
        raise ImportFailed(DAMAGED)
    return checked(page), count


def drop_oldest(kept: OrderedDict[tuple[TextId, int, int], QImage]) -> None:
    """Drop the pages that came first until the others, or the last one alone, have room."""
    size = sum(image.sizeInBytes() for image in kept.values())
    while size > MOST_BYTES and len(kept) > 1:
        size -= kept.popitem(last=False)[1].sizeInBytes()


def checked(page: Rendered) -> Rendered:
    """Give a page that has all the pixels it says: Qt would read on behind them.

    Raises: ImportFailed.
    """
    width, height, pixels = page
    if width < 1 or height < 1 or len(pixels) != width * height * 3:
        raise ImportFailed(DAMAGED)
    return page


def _toggle(sign: str, title: str, toggled: object) -> QToolButton:
    made = icon_button(sign, title, toggled)  # type: ignore[arg-type]  # any slot will do
    made.setCheckable(True)
    made.setChecked(True)
    return made
