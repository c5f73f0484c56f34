"""The quote ledger lists the quotes of the whole library in a window of its own."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from gui.entity_picker import EntityPopover
from gui.quotes.date_field import day_of
from gui.quotes.ledger_model import DATE, PAGE, WHAT, WHO, LedgerModel
from gui.quotes.ledger_window import LedgerWindow
from storage.finding_types import Quote
from storage.types import ArticleId
from tests.builders import add_article, make_imported, make_library
from tests.gui.findings import findings_of, record
from tests.gui.windows import CONTROL, NONE, SHIFT, Hands, window_on

KEY = Qt.Key
FIRST = "River news\n\nAna Ruiz said: “Floods are over.” Bo Lind noted that dams held well."
SECOND = "Bread news\n\n“Flour is dear,” said Bo Lind."
NAMES = {"Ana Ruiz": ("person", ()), "Bo Lind": ("person", ())}
FLOODS, DAMS, FLOUR = "“Floods are over.”", "dams held well", "“Flour is dear,”"


class Desk(Hands):
    """A reader at the ledger."""

    first: ArticleId
    second: ArticleId

    @property
    def ledger(self) -> LedgerWindow:
        return self.window._windows.ledger

    def answered(self) -> None:
        """Wait until the worker has brought what is wanted."""
        seen: list[int] = []
        ledger = self.ledger
        ledger._tasks.run(lambda: None, lambda _: seen.append(ledger._asked), self.session.tell)
        self.qtbot.waitUntil(lambda: bool(seen) and seen[-1] == ledger._asked)

    def listed(self) -> list[str]:
        model = self.ledger.model
        return [quote.exact for quote in model.quotes(range(model.rowCount()))]

    def here(self) -> str:
        found = self.ledger.model.quotes([self.ledger.view.currentIndex().row()])
        return found[0].exact if found else ""

    def quote(self, words: str) -> Quote:
        ids = self.session.library.ledger.ids()
        rows = self.session.library.ledger.rows(ids)
        return next(row.quote for row in rows if row.quote.exact == words)

    def key(self, key: Qt.Key | str, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Press a key in the table."""
        QTest.keyClick(self.ledger.view, key, modifiers)

    def narrowed(self, change: object) -> list[str]:
        """Do something to the filter, and give what is listed then."""
        with self.qtbot.waitSignal(self.ledger.filters.changed):
            change()  # type: ignore[operator]
        self.answered()
        return self.listed()


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    library = make_library(tmp_path)
    articles = []
    for content, day, quotes in (
        (
            FIRST,
            datetime(2024, 5, 2, tzinfo=UTC),
            {FLOODS: ("direct", "Ana Ruiz"), DAMS: ("indirect", "Bo Lind")},
        ),
        (SECOND, datetime(2023, 1, 1, tzinfo=UTC), {FLOUR: ("direct", "Bo Lind")}),
    ):
        made = make_imported(content, url="", origin=f"/{day.year}", published_at=day)
        articles.append(add_article(library, made))
        record(library, articles[-1], findings_of(content, NAMES, quotes))
    with window_on(library, tmp_path, qtbot) as window:
        desk = Desk(window, qtbot)
        desk.first, desk.second = articles
        desk.press("q", CONTROL | SHIFT)
        desk.answered()
        yield desk


def test_newest_quotes_come_first(desk: Desk) -> None:
    assert desk.listed() == [FLOODS, DAMS, FLOUR]
    assert desk.ledger.count.text() == "3 quotes"
    assert desk.here() == FLOODS


def test_columns_say_who_what_where_and_when(desk: Desk) -> None:
    model = desk.ledger.model
    said = [model.index(1, column).data() for column in range(model.columnCount())]
    assert said[:2] == ["Bo Lind?", DAMS]
    assert said[4:] == ["2024-05-02", "Very likely"]


def test_tip_of_a_quote_names_its_article_as_it_is_written(desk: Desk) -> None:
    desk.session.act("Rename", lambda library: library.articles.rename(desk.first, "<b>Dams</b>"))
    model = desk.ledger.model
    row = model.row_of(desk.quote(DAMS).id)
    tip = model.index(row, WHAT).data(Qt.ItemDataRole.ToolTipRole)
    assert "Indirect speech in “&lt;b&gt;Dams&lt;/b&gt;”" in tip


def test_model_behaves(desk: Desk, qtmodeltester: ModelTester) -> None:
    model = LedgerModel(desk.session.library)
    qtmodeltester.check(model)
    model.show_ids(desk.session.library.ledger.ids())
    qtmodeltester.check(model)


@pytest.mark.parametrize(
    ("column", "presses", "found"),
    [
        pytest.param(DATE, 1, [FLOUR, FLOODS, DAMS], id="oldest first"),
        pytest.param(DATE, 2, [FLOODS, DAMS, FLOUR], id="newest first again"),
        pytest.param(WHO, 1, [FLOODS, DAMS, FLOUR], id="speakers"),
        pytest.param(WHO, 2, [DAMS, FLOUR, FLOODS], id="speakers backwards"),
        pytest.param(WHAT, 1, [FLOODS, DAMS, FLOUR], id="no order by words"),
    ],
)
def test_header_orders_and_turns_round(
    desk: Desk, column: int, presses: int, found: list[str]
) -> None:
    header = desk.ledger.view.horizontalHeader()
    spot = QPoint(header.sectionViewportPosition(column) + 8, 8)
    for _ in range(presses):
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, NONE, spot)
        desk.answered()
    assert desk.listed() == found
    shown = (header.sortIndicatorSection(), header.sortIndicatorOrder())
    assert shown == desk.ledger.model.sorted_by


def test_words_and_speaker_narrow_it_down(desk: Desk) -> None:
    filters = desk.ledger.filters
    assert desk.narrowed(lambda: filters.words.setText("floo")) == [FLOODS]
    assert desk.narrowed(filters.words.clear) == [FLOODS, DAMS, FLOUR]
    assert desk.narrowed(lambda: filters.speaker.setText("Lind")) == [DAMS, FLOUR]
    assert desk.narrowed(lambda: filters.kind.setCurrentIndex(1)) == [FLOUR]


def test_days_narrow_it_down_and_what_is_no_date_is_marked(desk: Desk) -> None:
    filters = desk.ledger.filters
    with desk.qtbot.waitSignal(filters.since.dated):
        filters.since.setText("2023-01-02")
    desk.answered()
    assert desk.listed() == [FLOODS, DAMS]
    with desk.qtbot.waitSignal(filters.since.dated):
        filters.since.setText("some day")
    desk.answered()
    assert filters.since.property("invalid") == "true"
    assert len(desk.listed()) == 3


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("2019", date(2019, 1, 1), date(2019, 12, 31)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        (" 2019-11-6 ", date(2019, 11, 6), date(2019, 11, 6)),
        ("", None, None),
    ],
)
def test_month_and_year_have_a_first_and_a_last_day(
    words: str, first: date | None, last: date | None
) -> None:
    assert (day_of(words, last=False), day_of(words, last=True)) == (first, last)


@pytest.mark.parametrize("words", ["x", "2019-13", "2019-02-30", "19"])
def test_no_date_is_none(words: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        day_of(words, last=True)


def test_speaker_that_was_offered_is_that_one(desk: Desk) -> None:
    filters = desk.ledger.filters
    filters.speaker.setText("Bo")
    filters.speaker.textEdited.emit("Bo")
    assert filters._names.stringList() == ["Bo Lind"]
    filters.speaker.setText("Bo Lind")
    assert filters.wanted().speaker == desk.quote(FLOUR).speaker
    assert filters.wanted().speaker_words == ""


def test_nothing_found_can_be_undone(desk: Desk) -> None:
    ledger = desk.ledger
    assert desk.narrowed(lambda: ledger.filters.words.setText("zebra")) == []
    assert ledger._body.currentWidget() is ledger._unmatched
    assert not ledger.exporter.isEnabled()
    assert len(desk.narrowed(ledger._clear)) == 3


def test_escape_closes_it_with_a_list_and_without(desk: Desk) -> None:
    desk.key(KEY.Key_Escape)
    assert not desk.ledger.isVisible()
    desk.window.actions_["ledger"].trigger()
    assert desk.ledger.isVisible()
    desk.narrowed(lambda: desk.ledger.filters.words.setText("zebra"))
    QTest.keyClick(desk.ledger._unmatched, KEY.Key_Escape)
    assert not desk.ledger.isVisible()


def test_keys_decide_and_go_on(desk: Desk) -> None:
    desk.key("a")
    desk.key("r")
    assert desk.here() == FLOUR
    assert desk.quote(FLOODS).state == "confirmed"
    desk.qtbot.waitUntil(lambda: desk.listed() == [FLOODS, FLOUR])
    assert desk.here() == FLOUR
    QTest.keyClick(desk.ledger, KEY.Key_Z, CONTROL)
    desk.qtbot.waitUntil(lambda: desk.listed() == [FLOODS, DAMS, FLOUR])


def test_speaker_is_changed_in_place(desk: Desk) -> None:
    desk.key("s")
    popover = QApplication.activePopupWidget()
    assert isinstance(popover, EntityPopover)
    popover.picker.field.setText("Lind")
    desk.qtbot.keyClick(popover.picker.field, KEY.Key_Return)
    assert desk.quote(FLOODS).speaker_name == "Bo Lind"


def test_enter_opens_the_article_at_the_quote(desk: Desk) -> None:
    desk.key("j")
    desk.key("j")
    desk.key(KEY.Key_Return)
    desk.settle()
    assert desk.session.article is not None
    assert desk.session.article.id == desk.second
    assert desk.session.pointed_at == desk.quote(FLOUR).span


def test_quote_is_copied_with_its_source(desk: Desk) -> None:
    desk.key("x")
    assert QGuiApplication.clipboard().text().startswith(f"{FLOODS} (Ana Ruiz, ")


def test_what_a_finder_brings_comes_in_without_losing_the_place(desk: Desk) -> None:
    desk.key("j")
    assert desk.here() == DAMS
    more = {FLOUR: ("direct", "Bo Lind"), "Bread news": ("indirect", "Ana Ruiz")}
    record(desk.session.library, desk.second, findings_of(SECOND, NAMES, more))
    desk.session.look()
    desk.qtbot.waitUntil(lambda: len(desk.listed()) == 4)
    assert desk.here() == DAMS


@pytest.mark.parametrize("ending", ["md", "csv", "json", ""])
def test_what_is_listed_is_exported(
    desk: Desk, tmp_path: Path, ending: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.narrowed(lambda: desk.ledger.filters.speaker.setText("Lind"))
    target = tmp_path / f"out.{ending}" if ending else tmp_path / "out"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    with desk.qtbot.waitSignal(desk.session.noticed):
        desk.ledger.exporter.click()
    written = target if ending else target.with_name("out.md")
    words = written.read_text(encoding="utf-8-sig")
    if ending == "csv":
        assert [row["quotation"] for row in csv.DictReader(words.splitlines())] == [DAMS, FLOUR]
    elif ending == "json":
        assert [row["quotation"] for row in json.loads(words)] == [DAMS, FLOUR]
    else:
        assert DAMS in words
    assert desk.told() == f"2 quotes written to “{written.name}”."


def test_only_rows_in_view_are_read(tmp_path: Path, qtbot: QtBot) -> None:
    with make_library(tmp_path) as library:
        model = LedgerModel(library)
        model.show_ids(type(library.ledger.ids())("q", range(1, 100_001)))
        assert model.rowCount() == 100_000
        assert model.index(50_000, WHO).data() is None
        assert list(model._pages) == [50_000 // PAGE]


def test_ledger_goes_with_its_main_window(desk: Desk) -> None:
    ledger = desk.ledger
    desk.window.close()
    assert not ledger.isVisible()
