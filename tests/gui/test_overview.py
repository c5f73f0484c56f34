"""The overview shows what was read when; each bar leads to its articles on the shelf."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from gui.overview.chart import Chart
from gui.overview.drawing import bars_height
from gui.overview.numbers import NumbersModel
from gui.overview.periods import ends, periods
from gui.overview.picture import Caption
from gui.overview.picture_dialog import PictureDialog
from gui.overview.window import OverviewWindow
from gui.theme import THEMES, load_theme
from storage.overview.counting import Bar, Card
from tests.builders import add_article, make_annotation, make_imported, make_library
from tests.gui.test_theme import contrast
from tests.gui.windows import CONTROL, NONE, SHIFT, Hands, window_on

KEY = Qt.Key
WORDS = "Delegates from Kenya and Peru agreed."


class Desk(Hands):
    """A reader at the overview."""

    @property
    def overview(self) -> OverviewWindow:
        return self.window._windows.overview

    def counted(self) -> None:
        """Wait until all that was asked for has been shown."""
        asking = self.overview._asking
        self.qtbot.waitUntil(lambda: not asking._jobs and not self.overview._settling.isActive())

    def key(self, chart: Chart, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(chart, key, modifiers)

    def bars(self, subject: str) -> dict[str, int]:
        card = self.overview.subjects[subject].bars_chart.card  # type: ignore[index]
        return {bar.name: bar.count for bar in card.bars}

    def choose(self, basis: str, period: str = "All time") -> None:
        bar = self.overview.bar
        bar.period.setCurrentIndex(bar.period.findText(period))
        bar.basis.setCurrentIndex(bar.basis.findData(basis))
        self.counted()

    def called(self) -> list[str]:
        """Give the searches that the shelf is asked for from now on."""
        searches: list[str] = []
        self.session.search_called.connect(searches.append)
        return searches


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    library = make_library(tmp_path)
    for number in range(3):
        site = "news.org" if number else "example.org"
        article = add_article(
            library, make_imported(f"{WORDS}\n\nNumber {number}.", site=site, url="")
        )
        make_annotation(library, article, WORDS, tags=["climate"])
    with library.unrecorded():
        library.articles.mark_opened(article)
    with window_on(library, tmp_path, qtbot) as window:
        desk = Desk(window, qtbot)
        desk.press("v", CONTROL | SHIFT)
        desk.counted()
        yield desk


def test_counts(desk: Desk) -> None:
    desk.choose("added")
    assert desk.bars("site") == {"news.org": 2, "example.org": 1}
    assert desk.bars("tag") == {"climate": 3}
    assert desk.bars("color") == {"Yellow": 3}
    assert desk.bars("lang") == {"English": 3}
    assert desk.overview.count.text() == "3 articles added"
    assert desk.overview.subjects["speaker"].nothing.text().startswith("Nobody is quoted")
    desk.choose("read")
    assert desk.bars("site") == {"news.org": 1}


def test_only_articles_that_a_search_finds(desk: Desk) -> None:
    desk.choose("added")
    desk.overview.bar.words.setText("site:example.org")
    desk.qtbot.waitUntil(lambda: desk.bars("site") == {"example.org": 1})
    desk.overview.bar.words.setText("color:pnk ")
    desk.qtbot.waitUntil(lambda: desk.bars("site") == {})
    desk.qtbot.waitUntil(lambda: desk.overview.bar.search.note.isVisible())
    assert "There is no colour “pnk”" in desk.overview.bar.search.note.text()


def test_bar_leads_to_its_articles(desk: Desk) -> None:
    desk.choose("added")
    searches = desk.called()
    chart = desk.overview.subjects["site"].chart
    chart.setFocus()
    desk.key(chart, KEY.Key_Down)
    assert chart.accessibleDescription() == "example.org: 1 article"
    with desk.qtbot.waitSignal(desk.overview.shown_on_shelf):
        desk.key(chart, KEY.Key_Return)
    assert searches == ["site:example.org"]
    desk.choose("read", "2026")
    desk.overview.bar.words.setText("delegates")
    desk.overview.open()
    desk.counted()
    chart.setFocus()
    desk.key(chart, KEY.Key_Home)
    desk.key(chart, KEY.Key_Return)
    assert searches[-1] == "delegates site:news.org read:2026"
    found = desk.session.library.query(searches[-1], is_typing=False)
    assert desk.session.library.search.count(found) == 1


def test_column_leads_to_its_articles(desk: Desk) -> None:
    desk.choose("added", "2026")
    searches = desk.called()
    chart = desk.overview.times.times_chart
    chart.setFocus()
    assert chart.current == (0, len(chart.times.spans) - 1)
    desk.key(chart, KEY.Key_Home)
    assert chart.accessibleDescription() == "Added, 1 Jan 2026: 0 articles"
    desk.key(chart, KEY.Key_Right)
    assert chart.accessibleDescription() == "Added, 2 Jan 2026: 3 articles"
    desk.key(chart, KEY.Key_Down)
    desk.key(chart, KEY.Key_Space)
    assert searches == ["read:2026-01-02"]
    desk.key(chart, KEY.Key_Down)
    desk.key(chart, KEY.Key_Return)  # nothing was finished: nothing to show
    assert len(searches) == 1


def test_mouse_opens_a_bar(desk: Desk) -> None:
    desk.choose("added")
    searches = desk.called()
    chart = desk.overview.subjects["site"].chart
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=chart.rect_of((1, 0)).center().toPoint())
    assert searches == ["site:example.org"]
    assert chart.at(QRectF(chart.rect()).bottomLeft()) is None


def test_the_shelf_shows_what_a_bar_counts(desk: Desk) -> None:
    desk.choose("added")
    desk.window.actions_["shelf"].trigger()
    assert not desk.window.shelf.isVisible()
    chart = desk.overview.subjects["site"].chart
    chart.setFocus()
    desk.key(chart, KEY.Key_Return)
    assert desk.window.shelf.isVisible()
    desk.qtbot.waitUntil(lambda: len(desk.window.shelf.listed_ids()) == 2)


def test_tables_have_the_same_numbers(desk: Desk) -> None:
    desk.choose("added", "2026")
    desk.overview.times.chart.setFocus()
    QTest.keyClick(desk.overview, KEY.Key_T, CONTROL)
    table = desk.overview.times.table
    assert table.isVisible()
    assert table.hasFocus()
    model = table.numbers
    rows = [[model.index(r, c).data() for c in range(5)] for r in range(model.rowCount())]
    assert rows == [["2 Jan 2026", "3", "1", "0", "3"], ["1 Jan 2026", "0", "0", "0", "0"]]
    searches = desk.called()
    table.setCurrentIndex(model.index(0, 4))
    QTest.keyClick(table, KEY.Key_Return)
    assert searches == ["marked:2026-01-02"]
    sites = desk.overview.subjects["site"].table.numbers
    assert [sites.index(0, c).data() for c in range(2)] == ["news.org", "2"]


def test_model_behaves(desk: Desk, qtmodeltester: ModelTester) -> None:
    desk.choose("added")
    qtmodeltester.check(desk.overview.times.table.numbers)
    qtmodeltester.check(NumbersModel())


def test_it_follows_what_is_done(desk: Desk) -> None:
    desk.choose("added")
    ids = [*desk.session.library.articles.ids()]
    desk.session.act("Delete", lambda library: library.articles.move_to_trash(ids[:2]))
    desk.qtbot.waitUntil(lambda: sum(desk.bars("site").values()) == 1)
    desk.session.undo()
    desk.qtbot.waitUntil(lambda: sum(desk.bars("site").values()) == 3)


@pytest.mark.parametrize("suffix", [".png", ".svg", ""])
def test_card_is_saved_as_a_picture(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    desk.choose("added")
    target = tmp_path / f"sites{suffix}"
    asked: list[Caption] = []

    def ask(words: Caption, parent: OverviewWindow) -> PictureDialog:
        asked.append(words)
        dialog = PictureDialog(words, parent)
        dialog.title.setText("Where I read <& more>")
        dialog.size_field.setCurrentIndex(dialog.size_field.findData(1600))
        return dialog

    monkeypatch.setattr(PictureDialog, "ask", ask)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    card = desk.overview.subjects["site"]
    card.chart.setFocus()
    QTest.keyClick(desk.overview, KEY.Key_E, CONTROL)
    assert asked[0].title == "Sources of what was added, all time"
    assert asked[0].source.startswith("Postil · 3 articles added · ")
    if suffix == ".svg":
        root = ElementTree.parse(target).getroot()
        said = "".join(root.itertext())
        assert "Where I read <& more>" in said
        assert "news.org" in said
        assert root.get("viewBox", "").startswith("0 0 800 ")
    else:
        image = QImage(str(target if suffix else target.with_name("sites.png")))
        assert image.width() == 1600


def test_empty_library_says_so(tmp_path: Path, qtbot: QtBot) -> None:
    with window_on(make_library(tmp_path), tmp_path, qtbot) as window:
        desk = Desk(window, qtbot)
        desk.press("v", CONTROL | SHIFT)
        desk.counted()
        assert desk.overview._body.currentWidget() is desk.overview._bare


def test_cards_stand_in_as_many_columns_as_there_is_room_for(desk: Desk) -> None:
    desk.overview.resize(1200, 700)
    assert desk.overview._columns == 3
    desk.overview.resize(420, 700)
    assert desk.overview._columns == 1


def test_periods() -> None:
    today = date(2026, 3, 31)
    found = {period.name: period.days for period in periods(date(2024, 5, 1), today)}
    assert found == {
        "Last 30 days": ("2026-03-02", "2026-04-01"),
        "Last 12 months": ("2025-04-01", "2026-04-01"),
        "2026": ("2026-01-01", "2027-01-01"),
        "2025": ("2025-01-01", "2026-01-01"),
        "2024": ("2024-01-01", "2025-01-01"),
        "All time": ("", ""),
    }
    assert ends(found["2026"], None, today) == (date(2026, 1, 1), date(2026, 4, 1))
    assert ends(found["2025"], None, today) == (date(2025, 1, 1), date(2026, 1, 1))
    assert ends(("", ""), date(2024, 5, 1), today) == (date(2024, 5, 1), date(2026, 4, 1))
    assert ends(("", ""), None, today) == (today, date(2026, 4, 1))


@pytest.mark.parametrize("name", THEMES)
def test_bars_can_be_told_from_their_ground(name: str) -> None:
    """3:1 for graphics, as WCAG 1.4.11 asks."""
    tokens = load_theme(name).tokens  # type: ignore[arg-type]
    assert contrast(tokens.accent, tokens.surface) >= 3
    assert contrast(tokens.link, tokens.surface) >= 3
    assert contrast(tokens.text, tokens.surface) >= 4.5
    assert contrast(tokens.muted, tokens.surface) >= 4.5


def test_a_card_with_more_has_a_line_for_them() -> None:
    bars = (Bar("a", 1, "tag:a"),)
    assert bars_height(Card("tag", bars, 3)) == 2 * bars_height(Card("tag", bars))
