"""A long book opened where the reader was: the place is seen before the book is there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gui.main_window import MainWindow
from gui.reader.preview import Preview
from storage.library import Library
from storage.types import ArticleId
from tests.builders import add_article, make_annotation, make_imported
from tests.gui.windows import window_on

PARAGRAPHS = [f"Paragraph {n} begins here. " + "Some more words. " * 40 for n in range(600)]
TEXT = "A book\n\n" + "\n\n".join(PARAGRAPHS)


@pytest.fixture
def window(library: Library, tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    article = add_article(library, make_imported(TEXT))
    make_annotation(library, article, "Paragraph 502 begins here.", note="Seen at once")
    with library.unrecorded():
        library.articles.remember_place(article, TEXT.index("Paragraph 500"), 0.8)
    with window_on(library, tmp_path, qtbot) as made:
        yield made


def preview_of(window: MainWindow) -> Preview:
    (preview,) = window.reader.page.findChildren(Preview)
    return preview


def test_place_is_seen_before_the_book_has_grown_to_it(window: MainWindow, qtbot: QtBot) -> None:
    window._session.open(ArticleId(1))
    page, preview = window.reader.page, preview_of(window)
    assert page.is_waiting
    assert preview.isVisible()
    place = TEXT.index("Paragraph 500")
    assert preview.first_visible() == place
    assert preview.marks is not None
    assert len(preview.marks) == 1
    marked = window._session.library.annotations.of(ArticleId(1))[0].passage
    assert marked is not None
    seen = preview.visible_rect(marked.span)

    qtbot.waitUntil(lambda: not page.is_waiting)
    assert not preview.isVisible()
    assert page.first_visible() == place
    moved = page.visible_rect(marked.span).topLeft() - seen.topLeft()
    assert moved.manhattanLength() <= 1  # nothing jumps when the page takes over


def test_preview_goes_when_another_article_is_opened(window: MainWindow) -> None:
    other = add_article(window._session.library, make_imported("Other\n\nA short one."))
    window._session.open(ArticleId(1))
    preview = preview_of(window)
    window._session.open(other)
    assert not preview.isVisible()
    assert not window.reader.page.is_waiting


def test_reader_who_scrolls_meanwhile_goes_there(window: MainWindow, qtbot: QtBot) -> None:
    window._session.open(ArticleId(1))
    preview = preview_of(window)
    window.reader.page.verticalScrollBar().setValue(40)
    qtbot.waitUntil(lambda: window.reader.page.is_complete)
    assert not preview.isVisible()
