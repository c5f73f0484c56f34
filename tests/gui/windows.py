"""Windows for tests, and hands for them: keys and presses as a reader makes them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from gui.fonts import apply_fonts
from gui.main_window import MainWindow
from gui.reader.page import Page
from gui.session import Notice, Session
from gui.settings import Settings
from gui.theme import apply_theme, load_theme
from storage.library import Library
from storage.types import AnnotationId, ArticleText, Block, BlockKind, Span, TextId

NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
LEFT_BUTTON = Qt.MouseButton.LeftButton


def text_of(*parts: str | tuple[str, BlockKind], marks: tuple = ()) -> ArticleText:
    """Give a text without a library: paragraphs, or parts with their kind."""
    blocks, content = [], ""
    for part in parts:
        words, kind = part if isinstance(part, tuple) else (part, "paragraph")
        content += "\n\n" if content else ""
        level = 1 if kind in ("heading", "item") else 0
        blocks.append(Block(len(content), len(content) + len(words), kind, level))
        content += words
    return ArticleText(TextId(1), 1, 1, content, tuple(blocks), marks, "", "test")  # type: ignore[arg-type]


def dress() -> None:
    """Give the application its fonts and its light theme."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_fonts(app)
    apply_theme(app, load_theme("light"))


def settings_in(folder: Path) -> Settings:
    """Give settings of their own."""
    return Settings(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat))


@contextmanager
def window_on(
    library: Library, folder: Path, qtbot: QtBot, size: tuple[int, int] = (1280, 800)
) -> Iterator[MainWindow]:
    """Give a window on a library, in front; it is closed afterwards, and the library with it."""
    dress()
    session = Session(library, settings_in(folder))
    window = MainWindow(session)
    if session.settings.state("window").isEmpty():
        window.resize(*size)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    try:
        yield window
    finally:
        if isValid(window):
            window.close()
            window.deleteLater()
        session.deleteLater()


class Hands:
    """What a reader does in a window."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window = window
        self.session = window._session
        self.page: Page = window.reader.page
        self.qtbot = qtbot
        self.notices: list[Notice] = []
        self.session.noticed.connect(self.notices.append)

    # -- looking

    @property
    def content(self) -> str:
        assert self.session.text is not None
        return self.session.text.content

    def span(self, words: str, nth: int = 0) -> Span:
        """Give where words stand, the nth time."""
        start = -1
        for _ in range(nth + 1):
            start = self.content.index(words, start + 1)
        return Span(start, start + len(words))

    def exact(self) -> list[str]:
        """Give the words of the article's annotations, in order."""
        assert self.session.article is not None
        found = self.session.library.annotations.of(self.session.article.id)
        return [a.passage.exact if a.passage else "" for a in found]

    def focused(self) -> str:
        """Give the words of the annotation in focus, '' when there is none."""
        found = self.session.focused_annotation()
        return found.passage.exact if found and found.passage else ""

    def selected(self) -> str:
        span = self.page.selection()
        return self.content[span.start : span.end] if span else ""

    def told(self) -> str:
        """Give the last message."""
        return self.notices[-1].text if self.notices else ""

    def picture(self) -> QImage:
        return self.page.viewport().grab().toImage()

    def color_in(self, span: Span) -> QColor:
        """Give the colour of the page in the upper left corner of a span."""
        rect = self.page.visible_rect(span)
        picture = self.picture()
        ratio = picture.devicePixelRatio()
        return picture.pixelColor(round((rect.left() + 3) * ratio), round((rect.top() + 3) * ratio))

    # -- doing

    def open(self, article: int) -> None:
        self.session.open(article)  # type: ignore[arg-type]
        self.page.setFocus()
        self.settle()

    def settle(self) -> None:
        """Let everything happen that is waiting to."""
        self.qtbot.waitUntil(lambda: self.page.is_complete)
        for _ in range(3):
            QApplication.processEvents()

    def point(self, position: int) -> QPoint:
        """Give a point of the page in the middle of a character."""
        return self.page.visible_rect(Span(position, position + 1)).center()

    def edge(self, position: int, *, trailing: bool = False) -> QPoint:
        """Give a point at the beginning of a character, or at its end."""
        rect = self.page.visible_rect(Span(position, position + 1))
        return QPoint(rect.right() if trailing else rect.left() + 1, rect.center().y())

    def drag(self, start: QPoint, end: QPoint, *, release: bool = True) -> None:
        view = self.page.viewport()
        QTest.mousePress(view, LEFT_BUTTON, NONE, start)
        QTest.mouseMove(view, (start + end) / 2)
        QTest.mouseMove(view, end)
        if release:
            QTest.mouseRelease(view, LEFT_BUTTON, NONE, end)

    def select(self, words: str, nth: int = 0) -> Span:
        """Select words with the mouse."""
        span = self.span(words, nth)
        self.page.bring_into_view(span)
        self.drag(self.edge(span.start), self.edge(span.end - 1, trailing=True))
        return span

    def click(self, position: int) -> None:
        QTest.mouseClick(self.page.viewport(), LEFT_BUTTON, NONE, self.point(position))
        self.lift()

    def lift(self) -> None:
        """Let the time for a double click pass: a press elsewhere begins anew."""
        QTest.mouseClick(self.window.menuBar(), LEFT_BUTTON, NONE, QPoint(900, 2))

    def press(self, key: Qt.Key | str, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Press a key where the keyboard is, through the window system."""
        QTest.keyClick(QGuiApplication.focusWindow(), key, modifiers)

    def type(self, words: str) -> None:
        for letter in words:
            self.press(letter)

    def highlight(self, words: str, nth: int = 0) -> AnnotationId:
        """Highlight words by mouse and key, and leave them."""
        self.page.setFocus()
        self.select(words, nth)
        self.press(Qt.Key.Key_H)
        made = self.session.focus
        assert made is not None
        self.press(Qt.Key.Key_Escape)
        return made


def closed(widget: QWidget) -> Callable[[], bool]:
    return lambda: not isValid(widget) or not widget.isVisible()
