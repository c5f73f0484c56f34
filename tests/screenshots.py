"""Make the pictures of the README from our own welcome article: python -m tests.screenshots.

Needs no display. Writes docs/images/light.png and dark.png.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_SCALE_FACTOR", "1.5")

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from gui.app import open_library
from gui.fonts import apply_fonts
from gui.main_window import MainWindow
from gui.session import Session
from gui.settings import Settings
from gui.theme import ThemeName, apply_theme, load_theme
from storage.finders.finding import find
from storage.finders.paragraphs import asked
from storage.library import Library
from storage.types import AnnotationId, ArticleId, ArticleText, ColorKey, Span, Style

IMAGES = Path(__file__).parent.parent / "docs" / "images"
SIZE = (1280, 800)
MARKS: tuple[tuple[int, ColorKey, Style, str, tuple[str, ...]], ...] = (
    (2, "yellow", "highlight", "", ("figures",)),
    (4, "green", "highlight", "Ask for the *sonar figures* of both years.", ("to check",)),
    (6, "blue", "underline", "", ()),
    (7, "magenta", "highlight", "Compare with what the ministry says in May.", ("quote",)),
)


def main() -> None:
    """Write the pictures."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    app = QApplication(sys.argv[:1])
    apply_fonts(app)
    with tempfile.TemporaryDirectory() as folder:
        for theme in ("light", "dark"):
            _shoot(app, theme, Path(folder) / f"{theme}.postil")


def _shoot(app: QApplication, theme: ThemeName, path: Path) -> None:
    library = open_library(path)
    article = ArticleId(library.articles.ids()[0])
    text = library.texts.current(article)
    focused = _annotate(library, text)
    published_at = library.articles.get(article).published_at
    with library.unrecorded():
        wanted = asked(text.content, text.blocks, "en", published_at)
        library.findings.record(text, find(wanted))
    store = QSettings(str(path.with_suffix(".ini")), QSettings.Format.IniFormat)
    settings = Settings(store)
    settings.theme = theme
    apply_theme(app, load_theme(theme))
    session = Session(library, settings)
    window = MainWindow(session)
    window.resize(*SIZE)
    window.show()
    session.open(article)
    for _ in range(20):
        app.processEvents()
    session.focus_on(focused)
    for _ in range(20):
        app.processEvents()
    window.grab().save(str(IMAGES / f"{theme}.png"))
    window.close()
    window.deleteLater()


def _annotate(library: Library, text: ArticleText) -> AnnotationId:
    """Mark a sentence in each of some paragraphs; gives the annotation to put in focus."""
    paragraphs = [block for block in text.blocks if block.kind == "paragraph"]
    made: list[AnnotationId] = []
    with library.transaction("Annotate"):
        for number, color, style, note, tags in MARKS:
            block = paragraphs[number - 1]
            words = text.content[block.start : block.end]
            end = words.find(".", min(60, len(words) - 1))
            span = Span(block.start, block.start + (end if end > 0 else len(words)))
            made.append(
                library.annotations.add(text, span, style=style, color=color, note=note, tags=tags)
            )
    return made[1]


if __name__ == "__main__":
    main()
