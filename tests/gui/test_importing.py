"""Many things brought in: what people see meanwhile and afterwards, stopping, closing."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from gui.clipboard import RichText, brought
from gui.file_commands import PICTURE, file_filter
from gui.import_outcomes import OutcomeModel
from gui.import_report import ReportDialog
from gui.importing import MOST_OPENED, Batch
from gui.main_window import MainWindow
from storage.errors import Bug, Cancelled
from storage.import_reports import Outcome, Report
from storage.importers.reading import read_text
from storage.library import Library
from storage.mass_intake import Tools, Wanted
from storage.types import ArticleId, ImportedArticle
from tests.builders import add_article, make_imported, make_library
from tests.gui.windows import Hands, window_on


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    library = make_library(tmp_path)
    add_article(library, make_imported())
    with window_on(library, tmp_path, qtbot) as made:
        yield made


@pytest.fixture
def hands(window: MainWindow, qtbot: QtBot) -> Hands:
    return Hands(window, qtbot)


def texts(folder: Path, count: int) -> Path:
    folder.mkdir(exist_ok=True)
    for number in range(count):
        (folder / f"{number}.txt").write_text(f"Title {number}\n\nWords of {number}.")
    return folder


def wait_over(hands: Hands) -> None:
    hands.qtbot.waitUntil(lambda: not hands.window.importing.is_busy, timeout=30_000)


def shelf(hands: Hands) -> int:
    return len(hands.session.library.articles.ids())


class Gate:
    """A thing whose reading waits until it is let go, or is stopped."""

    def __init__(self) -> None:
        self.reached, self.opened = Event(), Event()

    def wanted(self, name: str = "gate") -> Wanted:
        return Wanted(name, self._work)

    def _work(self, tools: Tools) -> ImportedArticle:
        self.reached.set()
        while not self.opened.wait(0.01):
            if tools.is_cancelled():
                raise Cancelled("It was stopped.")
        return read_text("Gate\n\nIts words.")


def quick(number: int) -> Wanted:
    return Wanted(f"{number}.txt", lambda _: read_text(f"Title {number}\n\nWords of {number}."))


def test_a_folder_is_imported_and_told_in_numbers_and_nothing_opens(
    hands: Hands, tmp_path: Path
) -> None:
    hands.window.importing.files([texts(tmp_path / "many", 12)])
    wait_over(hands)
    assert shelf(hands) == 13
    assert hands.notices[-1].text == "12 added."
    assert hands.session.article is None
    assert hands.window.shelf.listed_ids()[0] == hands.session.library.articles.ids()[0]
    hands.notices[-1].on_action()
    dialog = hands.window.import_desk.dialog
    assert dialog is not None
    assert dialog.isVisible()
    assert dialog.model.rowCount() == 12


def test_of_a_few_files_the_first_is_opened(hands: Hands, tmp_path: Path) -> None:
    folder = texts(tmp_path / "few", MOST_OPENED)
    hands.window.importing.files(sorted(folder.iterdir()))
    wait_over(hands)
    assert hands.session.article is not None
    assert hands.session.article.title == "Title 0"


def test_failures_open_the_report_with_a_line_for_each(hands: Hands, tmp_path: Path) -> None:
    folder = texts(tmp_path / "many", 4)
    (folder / "empty.txt").write_text("")
    with zipfile.ZipFile(folder / "z.zip", "w") as archive:
        archive.writestr("in.txt", "In an archive\n\nWords.")
    hands.window.importing.files([folder])
    wait_over(hands)
    dialog = hands.window.import_desk.dialog
    assert dialog is not None
    assert dialog.isVisible()
    assert dialog.sentence.text() == "5 added, 1 could not be read."
    assert [dialog.tabs.tabText(n) for n in range(2)] == ["Could not be read (1)", "Added (5)"]
    assert dialog.model.index(0, 0).data() == (
        f"{Path('many/empty.txt')}\tIt is empty, so there is nothing to read."
    )
    dialog.copier.click()
    assert "z.zip/in.txt\tIn an archive" in QGuiApplication.clipboard().text()
    (folder / "empty.txt").write_text("Mended\n\nNow there are words.")
    dialog.again.click()
    assert not dialog.isVisible()
    wait_over(hands)
    assert hands.session.article is not None
    assert hands.session.article.title == "Mended"


def test_a_line_of_the_report_opens_its_article(hands: Hands, tmp_path: Path) -> None:
    hands.window.importing.files([texts(tmp_path / "many", 5)])
    wait_over(hands)
    hands.notices[-1].on_action()
    dialog = hands.window.import_desk.dialog
    assert dialog is not None
    dialog.view.doubleClicked.emit(dialog.model.index(2, 0))
    assert hands.session.article is not None
    assert hands.session.article.title == "Title 2"


def test_strip_says_how_far_it_is_and_stops_it(hands: Hands) -> None:
    gate = Gate()
    importing = hands.window.importing
    importing.take([*(quick(n) for n in range(6)), gate.wanted(), quick(7), quick(8)], "things")
    hands.qtbot.waitUntil(
        lambda: hands.window.import_desk.strip is not None and importing.report().done == 6
    )
    strip = hands.window.import_desk.strip
    assert strip is not None
    hands.qtbot.waitUntil(lambda: strip.words.text() == "Reading 7 of 9")
    assert (strip.bar.value(), strip.bar.maximum()) == (6, 9)
    strip.cancel.click()
    wait_over(hands)
    assert not strip.isVisible()
    assert shelf(hands) == 7  # what had been read is there, whole
    assert hands.notices[-1].text == "6 added; stopped before the other 3."


def test_details_follow_the_import(hands: Hands) -> None:
    gate = Gate()
    importing = hands.window.importing
    importing.take([quick(1), gate.wanted(), quick(2), quick(3)], "things")
    desk = hands.window.import_desk
    hands.qtbot.waitUntil(lambda: desk.strip is not None and importing.report().done == 1)
    assert desk.strip is not None
    desk.strip.details.click()
    dialog = desk.dialog
    assert dialog is not None
    assert dialog.heading.text() == "1 of 4"
    gate.opened.set()
    wait_over(hands)
    assert dialog.heading.text() == "Import finished"
    assert dialog.model.rowCount() == 4


def test_window_asks_before_it_closes_in_the_middle(hands: Hands) -> None:
    gate = Gate()
    hands.window.importing.take([gate.wanted(), *(quick(n) for n in range(20))], "things")
    assert gate.reached.wait(30)
    hands.qtbot.waitUntil(lambda: hands.window.importing.report().total == 21)
    hands.window.close()
    assert hands.window.isVisible()
    assert hands.notices[-1].text.startswith("21 more are to be imported.")
    hands.notices[-1].on_action()
    assert not hands.window.isVisible()
    with Library.open(hands.session.library.path) as closed:
        assert len(closed.articles.ids()) == 1


def test_a_mistake_of_ours_counts_as_failed_and_is_reported(hands: Hands, tmp_path: Path) -> None:
    def broken(_tools: Tools) -> ImportedArticle:
        raise Bug("ours")

    with hands.qtbot.captureExceptions() as raised:
        hands.window.importing.take([quick(1), Wanted("broken", broken), quick(2)], "things")
        wait_over(hands)
    assert [str(error) for _, error, _ in raised] == ["ours"]
    assert hands.notices[-1].text == "2 added, 1 could not be read."


def test_quiet_batch_opens_nothing_and_says_one_sentence(hands: Hands, tmp_path: Path) -> None:
    heard: list[Report] = []
    path = texts(tmp_path / "one", 1) / "0.txt"
    hands.window.importing.run(Batch("Downloads", (path,), is_quiet=True, after=heard.append))
    wait_over(hands)
    assert hands.notices[-1].text == "Downloads: 1 added."
    assert hands.session.article is None
    assert heard[0].counts() == {"added": 1}
    hands.notices.clear()
    hands.window.importing.run(Batch("Downloads", (path,), is_quiet=True))
    wait_over(hands)
    assert hands.notices == []


def test_many_steps_of_an_import_are_one_redraw(hands: Hands) -> None:
    told: list[object] = []
    hands.session.changed.connect(told.append)
    with Library.open(hands.session.library.path) as other:
        for number in range(5):
            with other.transaction("Add article"):
                other.articles.take(make_imported(f"Content {number}", title=f"T {number}", url=""))
    hands.session.look()
    assert len(told) == 1
    assert hands.window.shelf.listed_ids() == tuple(hands.session.library.articles.ids())


def test_outcome_model(qtmodeltester: ModelTester) -> None:
    model = OutcomeModel()
    some = [Outcome(f"{n}", "added", "A title", (ArticleId(1),)) for n in range(3)]
    qtmodeltester.check(model)
    model.show_outcomes(some[:1])
    model.show_outcomes(some)
    assert model.rowCount() == 3
    model.show_outcomes(some[2:])
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == ["2\tA title"]


def test_report_can_be_saved(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = ReportDialog(window.importing, window)
    dialog.show_report(Report(1, [Outcome("a.txt", "added", "A title")]))
    target = tmp_path / "report.txt"
    monkeypatch.setattr(
        "gui.import_report.QFileDialog.getSaveFileName", lambda *_: (str(target), "")
    )
    dialog.saver.click()
    assert target.read_text(encoding="utf-8") == dialog.report.text()


# -- what is on the clipboard or dropped


def mime(text: str = "", html: str = "", formats: dict[str, bytes] | None = None) -> QMimeData:
    data = QMimeData()
    if text:
        data.setText(text)
    if html:
        data.setHtml(html)
    for name, value in (formats or {}).items():
        data.setData(name, value)
    return data


HTML = "<h2>Rivers</h2><p>They flow.</p>"
URL = "https://example.org/rivers?a=1"


@pytest.mark.parametrize(
    ("formats", "url"),
    [
        ({}, ""),
        ({"text/x-moz-url-priv": URL.encode("utf-16-le")}, URL),
        ({"chromium/x-source-url": URL.encode()}, URL),
        ({"org.chromium.source-url": URL.encode() + b"\0"}, URL),
        ({"chromium/x-source-url": b"file:///etc/passwd"}, ""),
        (
            {"HTML Format": b"Version:0.9\r\nStartHTML:1\r\nSourceURL:" + URL.encode() + b"\r\n<"},
            URL,
        ),
    ],
    ids=["none", "firefox", "chromium", "chromium on a mac", "no web page", "windows"],
)
def test_formatted_text_knows_where_it_is_from(formats: dict[str, bytes], url: str) -> None:
    found = brought(mime("Rivers\nThey flow.", HTML, formats))
    assert found.rich == RichText(HTML, url, "Rivers\nThey flow.")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (mime(" https://example.org/a \n"), ("https://example.org/a",)),
        (
            mime("https://a.org/1\nhttp://b.org/2 https://a.org/1"),
            ("https://a.org/1", "http://b.org/2"),
        ),
        (mime("See https://example.org/a"), ()),
        (mime("HTTPS://example.org"), ("HTTPS://example.org",)),
        (mime("javascript:alert(1)"), ()),
    ],
)
def test_addresses_alone_are_addresses(data: QMimeData, expected: tuple[str, ...]) -> None:
    assert brought(data).addresses == expected


def test_a_dragged_link_and_files(tmp_path: Path) -> None:
    link = mime("The title of the link", "<a href='https://example.org/'>The title</a>")
    link.setUrls([QUrl("https://example.org/")])
    assert brought(link).addresses == ("https://example.org/",)
    files = mime("file:///a")
    files.setUrls([QUrl.fromLocalFile(str(tmp_path)), QUrl("https://example.org/")])
    assert brought(files).paths == (tmp_path,)


def test_html_without_structure_is_plain_text() -> None:
    found = brought(mime("just words", "<meta charset='utf-8'><span>just words</span>"))
    assert (found.rich, found.text) == (None, "just words")


def test_formatted_text_that_is_pasted_keeps_its_headings_and_address(hands: Hands) -> None:
    words = "".join(f"<p>Paragraph {n} says something about rivers.</p>" for n in range(5))
    data = mime("Rivers", f"<h2>Rivers</h2>{words}", {"chromium/x-source-url": URL.encode()})
    hands.window._files.take(data)
    wait_over(hands)
    article, text = hands.session.article, hands.session.text
    assert article is not None
    assert text is not None
    assert (article.title, article.url) == ("Rivers", URL)
    assert [text.content[b.start : b.end] for b in text.blocks if b.kind == "heading"] == ["Rivers"]


def test_an_address_that_is_pasted_is_offered_first(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def ask(_parent: object) -> str:
        seen.append(QGuiApplication.clipboard().text())
        return ""

    monkeypatch.setattr("gui.address_dialog.AddressDialog.ask", ask)
    QGuiApplication.clipboard().setText("https://example.org/a")
    hands.window.actions_["paste"].trigger()
    assert seen == ["https://example.org/a"]
    assert not hands.window.importing.is_busy
    QGuiApplication.clipboard().clear()


def test_a_picture_is_said_to_be_one(hands: Hands) -> None:
    data = QMimeData()
    data.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))
    hands.window._files.take(data)
    assert hands.told() == PICTURE


def test_open_dialog_shows_every_format_first() -> None:
    first = file_filter().split(";;")[0]
    for ending in ("html", "mhtml", "epub", "pdf", "docx", "odt", "rtf", "md", "zip", "json"):
        assert f"*.{ending} " in first or f"*.{ending})" in first


def test_one_undo_takes_a_whole_import_back_and_says_where_it_is(hands: Hands) -> None:
    hands.window.importing.take([quick(n) for n in range(60)], "things")
    wait_over(hands)
    assert shelf(hands) == 61
    hands.session.undo()
    assert shelf(hands) == 1
    assert hands.told() == "Undone: Add articles. 60 articles are under “Deleted” now."
    hands.session.redo()
    assert shelf(hands) == 61
    assert hands.told() == "Redone: Add articles"


def test_undo_names_the_one_article_that_it_takes_back(hands: Hands) -> None:
    hands.window.importing.text("Low river\n\nIts words.")
    wait_over(hands)
    assert hands.told() == "Added “Low river”."
    hands.session.undo()
    assert hands.told() == "Undone: Add article. “Low river” is under “Deleted” now."


def test_a_changed_article_is_said_to_have_changed(hands: Hands, tmp_path: Path) -> None:
    for words in ("Low water.", "High water."):
        (tmp_path / "river.txt").write_text(f"The river\n\n{words}")
        hands.window.importing.files([tmp_path / "river.txt"])
        wait_over(hands)
    assert hands.told().startswith("“The river” has changed; this is its new text.")
