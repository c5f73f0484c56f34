"""The library as a table: columns, sorting by the header, and the way to it and back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from gui.article_wording import minutes
from gui.main_window import MainWindow
from gui.shelf.columns import COLUMNS, KEYS, STAR, TITLE
from storage.library import Library
from storage.types import ArticleId
from tests.builders import add_article, make_imported
from tests.gui.windows import window_on

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(library: Library, tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    """Give a window on Alder, Birch and Cedar, of one, two and three words."""
    for n, title in enumerate(("Alder", "Birch", "Cedar"), 1):
        add_article(
            library, make_imported(f"{'word ' * n}{title}", title=title, byline=f"By {4 - n}")
        )
    with window_on(library, tmp_path, qtbot) as made:
        yield made


def as_table(window: MainWindow, qtbot: QtBot):  # type: ignore[no-untyped-def]
    window.actions_["library_table"].trigger()
    view = window.shelf._view
    qtbot.waitUntil(lambda: view.table is not None)
    return view


def titles(window: MainWindow) -> list[str]:
    model = window.shelf._model
    return [str(model.index(row, TITLE).data()) for row in range(model.rowCount())]


def test_the_table_takes_the_window_and_an_article_brings_the_page_back(
    window: MainWindow, qtbot: QtBot
) -> None:
    view = as_table(window, qtbot)
    assert not window.reader.isVisible()
    assert not window.side.isVisible()
    assert view.horizontalHeader().isVisible()
    assert view.hasFocus()
    view.go_to(2)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: view.table is None)
    assert window.reader.isVisible()
    assert window.side.isVisible()
    assert not window.actions_["library_table"].isChecked()
    assert window._session.article is not None
    assert window._session.article.title == "Birch"
    assert not view.isColumnHidden(TITLE)
    assert all(view.isColumnHidden(n) for n in range(len(COLUMNS)) if n != TITLE)


def test_the_command_again_brings_the_page_back_and_widths_stay(
    window: MainWindow, qtbot: QtBot
) -> None:
    before = window.side.width()
    as_table(window, qtbot)
    window.actions_["library_table"].trigger()
    qtbot.waitUntil(lambda: abs(window.side.width() - before) <= 2)
    assert window.reader.isVisible()


def test_a_click_on_a_header_sorts_and_another_one_turns_the_order(
    window: MainWindow, qtbot: QtBot
) -> None:
    view = as_table(window, qtbot)
    header = view.horizontalHeader()

    def click(key: str) -> None:
        x = header.sectionViewportPosition(KEYS.index(key)) + 12
        qtbot.mouseClick(header.viewport(), LEFT, pos=QPoint(x, 12))
        qtbot.waitUntil(lambda: window.shelf._model.is_whole)

    view.go_to(3)
    click("title")
    assert titles(window) == ["Alder", "Birch", "Cedar"]
    click("title")
    assert titles(window) == ["Cedar", "Birch", "Alder"]
    assert view.selected_ids() == (3,)
    click("length")
    assert titles(window) == ["Cedar", "Birch", "Alder"]
    click("byline")
    assert titles(window) == ["Cedar", "Birch", "Alder"]
    assert window._session.settings.shelf_order == "byline"


def test_a_click_selects_and_a_click_on_the_star_turns_it(window: MainWindow, qtbot: QtBot) -> None:
    view = as_table(window, qtbot)
    model = window.shelf._model
    qtbot.mouseClick(view.viewport(), LEFT, pos=view.visualRect(model.index(1, TITLE)).center())
    assert window._session.article is None
    assert view.selected_ids() == (2,)
    qtbot.mouseClick(view.viewport(), LEFT, pos=view.visualRect(model.index(2, STAR)).center())
    assert window._session.library.articles.get(ArticleId(1)).is_starred
    assert view.table is not None


def test_columns_can_be_hidden_and_stay_so(window: MainWindow, qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QMenu

    view = as_table(window, qtbot)
    menu = QMenu(view)
    view.table.header.column_menu(menu)
    site = next(action for action in menu.actions() if action.text() == "Site")
    assert site.isChecked()
    site.trigger()
    view.table.header.resizeSection(TITLE, 333)
    window.actions_["library_table"].trigger()
    view = as_table(window, qtbot)
    assert view.isColumnHidden(KEYS.index("site"))
    assert view.columnWidth(TITLE) == 333


def test_every_column_says_something_of_an_article(window: MainWindow) -> None:
    model, session = window.shelf._model, window._session
    session.act("Tag", lambda lib: lib.tags.add_to_articles([ArticleId(3)], ["b", "a"]))
    session.act("Star", lambda lib: lib.articles.set_starred([ArticleId(3)], True))
    session.act("Done", lambda lib: lib.articles.set_state([ArticleId(3)], "done"))
    said = {column.key: model.index(0, n).data() for n, column in enumerate(COLUMNS)}
    assert said["title"] == "Cedar"
    assert said["star"] == "Starred"
    assert said["state"] == "Done"
    assert said["tags"] == "a, b"
    assert said["length"] == "1 min"
    assert said["finished"]
    assert minutes(session.library.articles.get(ArticleId(3))) == 1
