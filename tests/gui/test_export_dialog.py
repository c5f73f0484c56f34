"""Exporting from the dialog: what is offered, what is shown, what lands on the disk."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from gui import export_dialog
from gui.export_dialog import ExportDialog
from gui.export_order import Order, build
from gui.export_preview import LONGEST
from gui.session import Notice, Session
from gui.settings import Settings
from storage.errors import Cancelled
from storage.found import Findings, FoundQuote
from storage.types import AnnotationFilter, ArticleId, Span
from tests.builders import CONTENT, add_article, make_annotation, make_imported, make_library

MARKDOWN, PAGE, TABLE, COMPLETE = range(4)


@pytest.fixture
def session(qapp: QApplication, tmp_path: Path) -> Iterator[Session]:
    """Give a session with three articles; the first is open and has three annotations."""
    store = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    library = make_library(tmp_path)
    for number, title in enumerate(("Geneva", "Tashkent", "Tashkent")):
        add_article(library, make_imported(f"{CONTENT} {number}", title=title))
    first, second, _ = _ids_of(library.articles.ids(order="title"))
    make_annotation(library, first, "We will act now", color="red", note="Really?")
    make_annotation(library, first, "Delegates from Kenya")
    make_annotation(library, first, None, note="On the whole")
    make_annotation(library, second, "Ana Ruiz")
    made = Session(library, Settings(store))
    made.open(first)
    yield made
    made.close()


@pytest.fixture
def notices(session: Session) -> list[Notice]:
    heard: list[Notice] = []
    session.noticed.connect(heard.append)
    return heard


@pytest.fixture
def opened(qtbot: QtBot, session: Session) -> Callable[[], ExportDialog]:
    def open_dialog() -> ExportDialog:
        dialog = ExportDialog(session, _listed(session))
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitUntil(lambda: bool(dialog.preview.text()), timeout=5000)
        return dialog

    return open_dialog


def _ids_of(numbers: object) -> list[ArticleId]:
    return [ArticleId(number) for number in numbers]  # type: ignore[attr-defined]


def _listed(session: Session) -> list[ArticleId]:
    return _ids_of(session.library.articles.ids(order="title"))


def _scopes(dialog: ExportDialog) -> list[str]:
    return [choice.text() for choice in dialog.scopes.buttons()]


def test_open_article_is_offered_first(opened: Callable[[], ExportDialog]) -> None:
    dialog = opened()

    assert _scopes(dialog) == ["“Geneva”", "All 3 articles on the shelf"]
    assert dialog.scopes.checkedId() == 0
    assert "We will act now" in dialog.preview.text()
    assert dialog.preview.amount.text() == "3 annotations"
    assert not dialog.only_shown.isVisible()
    assert not dialog.one_file_each.isVisible()


def test_several_selected_articles_are_chosen_at_once(
    session: Session, opened: Callable[[], ExportDialog]
) -> None:
    session.selection = tuple(_listed(session)[:2])
    dialog = opened()

    assert dialog.scopes.checkedButton().text() == "2 articles selected"
    assert dialog.preview.amount.text() == "2 articles, 4 annotations"


def test_filter_of_the_panel_holds_for_the_export(
    qtbot: QtBot, session: Session, opened: Callable[[], ExportDialog]
) -> None:
    session.filter_by(AnnotationFilter(colors=("red",)))
    dialog = opened()
    assert dialog.only_shown.text() == "Only the annotations shown (1 of 3)"
    assert "Delegates from Kenya" not in dialog.preview.text()

    dialog.only_shown.setChecked(False)
    qtbot.waitUntil(lambda: "Delegates from Kenya" in dialog.preview.text())


def test_web_page_with_the_whole_text_is_shown_as_a_page(
    qtbot: QtBot, opened: Callable[[], ExportDialog]
) -> None:
    dialog = opened()
    assert not dialog.whole_text.isVisible()
    dialog.formats.button(PAGE).setChecked(True)
    assert dialog.whole_text.isVisible()
    dialog.whole_text.setChecked(True)

    qtbot.waitUntil(lambda: "They meet again in May." in dialog.preview.text())
    assert "<p" not in dialog.preview.text()


def test_choices_are_remembered(
    qtbot: QtBot, session: Session, opened: Callable[[], ExportDialog]
) -> None:
    first = opened()
    first.formats.button(PAGE).setChecked(True)
    first.whole_text.setChecked(True)
    first.reject()

    second = opened()
    assert second.formats.checkedId() == PAGE
    assert second.whole_text.isChecked()


def test_copy_puts_the_whole_export_on_the_clipboard(
    qtbot: QtBot, opened: Callable[[], ExportDialog], notices: list[Notice]
) -> None:
    dialog = opened()
    dialog.formats.button(TABLE).setChecked(True)
    dialog.copier.click()

    qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=5000)
    assert QGuiApplication.clipboard().text().count("Geneva") >= 3
    assert notices == [Notice("Exported 3 annotations to the clipboard", "success")]


def test_save_writes_the_file_and_says_so(
    qtbot: QtBot,
    session: Session,
    opened: Callable[[], ExportDialog],
    notices: list[Notice],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    offered: list[str] = []

    def choose(_parent: QWidget, _title: str, name: str, _kinds: str) -> tuple[str, str]:
        offered.append(name)
        return str(tmp_path / "notes"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    dialog = opened()
    dialog.saver.click()

    qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=5000)
    assert Path(offered[0]).name == "Geneva.md"
    assert "We will act now" in (tmp_path / "notes.md").read_text(encoding="utf-8")
    assert [(n.text, n.kind) for n in notices] == [
        ("Exported 3 annotations to notes.md", "success")
    ]
    assert session.settings.text("export/folder") == str(tmp_path)


def test_complete_file_of_everything_is_saved(
    qtbot: QtBot, opened: Callable[[], ExportDialog], tmp_path: Path
) -> None:
    dialog = opened()
    dialog.scopes.button(1).setChecked(True)
    dialog.formats.button(COMPLETE).setChecked(True)
    dialog.save_to(tmp_path / "all.json")

    qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=5000)
    assert len(json.loads((tmp_path / "all.json").read_text(encoding="utf-8"))["articles"]) == 3


def test_one_file_for_each_article_goes_into_a_folder(
    qtbot: QtBot,
    opened: Callable[[], ExportDialog],
    notices: list[Notice],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    folder = tmp_path / "vault"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    dialog = opened()
    dialog.scopes.button(1).setChecked(True)
    dialog.one_file_each.setChecked(True)
    qtbot.waitUntil(lambda: "the first of 3 files" in dialog.preview.amount.text())
    dialog.saver.click()

    qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=5000)
    names = sorted(file.name for file in folder.iterdir())
    assert names == ["Geneva.md", "Tashkent (2).md", "Tashkent.md"]
    assert notices[-1].text == "Exported 4 annotations to 3 files in vault"


@pytest.mark.parametrize("wanted", [True, False])
def test_files_that_are_there_are_replaced_only_when_wanted(
    qtbot: QtBot,
    opened: Callable[[], ExportDialog],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    wanted: bool,
) -> None:
    mine = tmp_path / "Geneva.md"
    mine.write_text("written by hand", encoding="utf-8")
    asked: list[str] = []
    monkeypatch.setattr(
        export_dialog, "confirm", lambda *words: bool(asked.append(words[1])) or wanted
    )
    dialog = opened()
    dialog.scopes.button(1).setChecked(True)
    dialog.one_file_each.setChecked(True)
    dialog.save_to(tmp_path)

    qtbot.waitUntil(lambda: bool(asked), timeout=5000)
    qtbot.waitUntil(lambda: dialog.saver.isEnabled() or not dialog.isVisible(), timeout=5000)
    assert asked == ["Replace Geneva.md?"]
    assert (mine.read_text(encoding="utf-8") == "written by hand") is not wanted
    assert dialog.isVisible() is not wanted


def test_failure_is_told_in_the_dialog(
    qtbot: QtBot, opened: Callable[[], ExportDialog], notices: list[Notice], tmp_path: Path
) -> None:
    dialog = opened()
    dialog.save_to(tmp_path / "no such folder" / "notes.md")

    qtbot.waitUntil(dialog.error.isVisible, timeout=5000)
    assert "There is no folder" in dialog.error.text()
    assert dialog.saver.isEnabled()
    assert notices == []


def test_long_export_is_shown_from_its_beginning_only(
    qtbot: QtBot, session: Session, opened: Callable[[], ExportDialog]
) -> None:
    content = "\n\n".join(f"Paragraph {n} of a long text." for n in range(2000))
    session.open(add_article(session.library, make_imported(content, title="Long")))
    session.settings.set_text("export/format", "json")
    dialog = opened()

    assert len(dialog.preview.text()) == LONGEST
    assert dialog.preview.amount.text() == "0 annotations, the beginning"


def test_preview_of_many_articles_says_how_many(
    qtbot: QtBot, session: Session, opened: Callable[[], ExportDialog]
) -> None:
    for number in range(12):
        add_article(session.library, make_imported(f"Text {number}", title=f"No {number}"))
    dialog = opened()
    dialog.scopes.button(1).setChecked(True)

    qtbot.waitUntil(lambda: dialog.preview.amount.text() == "The first 10 of 15 articles")
    order = dialog.order()
    assert order is not None
    assert dialog.preview.name_for(order) == "Postil, 15 articles.md"


def test_nothing_to_export_is_said(qtbot: QtBot, session: Session) -> None:
    session.close_article()
    dialog = ExportDialog(session, [])
    qtbot.addWidget(dialog)

    assert dialog.preview.text() == "There is nothing to export yet."
    assert not dialog.saver.isEnabled()
    assert not dialog.copier.isEnabled()


def test_closing_drops_what_is_being_prepared(
    qtbot: QtBot, session: Session, opened: Callable[[], ExportDialog], notices: list[Notice]
) -> None:
    QGuiApplication.clipboard().setText("mine")
    dialog = opened()
    dialog.copy()
    dialog.reject()

    later: list[None] = []
    session.tasks.run(lambda: None, later.append, lambda _: None)  # it comes after the export
    qtbot.waitUntil(lambda: len(later) == 1)
    assert not notices
    assert QGuiApplication.clipboard().text() == "mine"


def test_export_stops_when_it_is_no_longer_wanted(session: Session) -> None:
    order = Order(tuple(_listed(session)), "markdown")

    with pytest.raises(Cancelled):
        build(session.library.path, order, lambda: False)


def test_ask_fits_into_the_window(qtbot: QtBot, session: Session) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 600)
    window.show()
    sizes: list[tuple[int, int]] = []

    def look() -> None:
        dialog = window.findChild(ExportDialog)
        sizes.append((dialog.width(), dialog.height()))
        dialog.reject()

    QTimer.singleShot(0, window, look)
    ExportDialog.ask(session, _listed(session), window)
    assert sizes[0] <= (900, 600)


def test_quotes_and_entities_can_be_chosen(
    opened: Callable[[], ExportDialog], session: Session, qtbot: QtBot
) -> None:
    text = session.library.texts.current(session.article.id)
    start = text.content.index("“")
    quote = FoundQuote(Span(start, text.content.index("”") + 1), "direct")
    with session.library.unrecorded():
        session.library.findings.record(text, Findings("postil", "1", "en", quotes=(quote,)))
    dialog = opened()
    assert dialog.findings.currentText() == "Confirmed"
    assert "## Quotes" not in dialog.preview.text()
    dialog.findings.setCurrentIndex(2)
    qtbot.waitUntil(lambda: "## Quotes" in dialog.preview.text(), timeout=5000)
    assert "quote not confirmed" in dialog.preview.text()
    assert dialog.preview.amount.text() == "3 annotations, 1 quote"
    again = opened()
    assert again.findings.currentText() == "All, suggestions marked"
