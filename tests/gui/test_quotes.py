"""The quotes of an article are reviewed by one key each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from gui.certainty import certainty, speaker_name
from gui.entity_picker import EntityPopover
from gui.quotes.ends import moved
from gui.quotes.model import QuoteModel, Speaker
from gui.quotes.panel import QuotesPanel
from gui.quotes.wording import state_words, summary
from storage.finding_types import Quote
from storage.library import Library
from storage.types import ArticleId, Span
from tests.builders import add_article, make_imported, make_library
from tests.gui.findings import findings_of, record
from tests.gui.windows import ALT, CONTROL, SHIFT, Hands, window_on

KEY = Qt.Key
CONTENT = (
    "River news\n\nAna Ruiz said: “Floods are over.” Bo Lind noted that dams held well.\n\n"
    "“Good,” Ruiz added. “Very good.”\n\n“Who knows?”"
)
NAMES = {"Ana Ruiz": ("person", ("Ruiz",)), "Bo Lind": ("person", ())}
QUOTES = {
    "“Floods are over.”": ("direct", "Ana Ruiz"),
    "dams held well": ("indirect", "Bo Lind"),
    "“Good,”": ("direct", "Ana Ruiz"),
    "“Very good.”": ("direct", "Ana Ruiz"),
    "“Who knows?”": ("direct", ""),
}
FLOODS, DAMS, GOOD, VERY, WHO = QUOTES
BY_SPEAKER = [FLOODS, GOOD, VERY, DAMS, WHO]


class Desk(Hands):
    """A reader at the quotes panel."""

    article: ArticleId

    @property
    def panel(self) -> QuotesPanel:
        panel = self.window.side._panel("quotes")
        assert isinstance(panel, QuotesPanel)
        return panel

    @property
    def library(self) -> Library:
        return self.session.library

    def quotes(self, state: str = "") -> list[str]:
        """Give the words of the article's quotes in a state, in text order."""
        text = self.library.texts.current(self.article)
        on = self.library.quotes.on(text.id, with_rejected=True)
        return [quote.exact for quote in on if state in ("", quote.state)]

    def quote(self, words: str) -> Quote:
        text = self.library.texts.current(self.article)
        on = self.library.quotes.on(text.id, with_rejected=True)
        return next(quote for quote in on if words in quote.exact)

    def here(self) -> str:
        """Give the words of the quote that the keys are at."""
        found = self.panel.model.quote(self.panel.list.current())
        return found.exact if found else ""

    def shown(self) -> list[str]:
        """Give the rows: the words of quotes, speakers in brackets."""
        model = self.panel.model
        rows = map(model.row_at, range(model.rowCount()))
        return [f"[{row.name}]" if isinstance(row, Speaker) else row.exact for row in rows]

    def ask_speaker(self) -> EntityPopover:
        self.press("s")
        popover = QApplication.activePopupWidget()
        assert isinstance(popover, EntityPopover)
        return popover

    def choose(self, words: str) -> None:
        """Answer who speaks by typing and Enter."""
        popover = self.ask_speaker()
        for letter in words:
            self.qtbot.keyClick(popover.picker.field, letter)
        self.qtbot.keyClick(popover.picker.field, KEY.Key_Return)
        self.settle()


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    library = make_library(tmp_path)
    article = add_article(library, make_imported(CONTENT, url="", origin="/a.txt"))
    record(library, article, findings_of(CONTENT, NAMES, QUOTES))
    with window_on(library, tmp_path, qtbot) as window:
        made = Desk(window, qtbot)
        made.article = article
        made.open(article)
        made.press("2", CONTROL)
        made.settle()
        qtbot.waitUntil(lambda: made.panel.model.is_complete and made.here() != "")
        yield made


# -- what is shown


def test_quotes_stand_below_their_speakers_and_the_first_one_is_framed(desk: Desk) -> None:
    assert desk.shown() == [
        "[Ana Ruiz]",
        *(FLOODS, GOOD, VERY),
        "[Bo Lind]",
        DAMS,
        "[Unknown speaker]",
        WHO,
    ]
    assert desk.panel.count.text() == "5 quotes, 5 to review"
    assert desk.here() == FLOODS
    assert desk.session.pointed_at == desk.span(FLOODS)


def test_text_order_is_remembered(desk: Desk) -> None:
    desk.press("g")
    assert desk.shown() == list(QUOTES)
    assert desk.here() == FLOODS
    assert not desk.session.settings.flag("quotes_by_speaker", default=True)


def test_model_behaves(desk: Desk, qtmodeltester: ModelTester) -> None:
    model = QuoteModel(desk.library)
    qtmodeltester.check(model)
    model.show_text(desk.quote(GOOD).text)
    while not model.is_complete:
        model.read_on()
    model.arrange(by_speaker=False)
    model.filter_by("confirmed")
    model.filter_by("all")
    qtmodeltester.check(model)


def test_confidence_is_put_in_words(desk: Desk) -> None:
    quote = replace(desk.quote(GOOD), speaker_confidence=0.9, confidence=0.8)
    assert [certainty(n) for n in (1.0, 0.8, 0.2)] == ["very likely", "likely", "unsure"]
    assert (speaker_name(quote), state_words(quote)) == ("Ana Ruiz", "Likely")
    guess = replace(quote, speaker_confidence=0.5)
    assert speaker_name(guess) == "Ana Ruiz?"
    assert speaker_name(replace(guess, is_speaker_confirmed=True)) == "Ana Ruiz"
    unknown = replace(guess, speaker=None, speaker_text="he")
    assert speaker_name(unknown) == "“he”, unknown"
    assert speaker_name(replace(unknown, speaker_text="")) == "Unknown speaker"
    assert state_words(replace(quote, state="confirmed")) == "Confirmed"
    assert [summary(*n) for n in ((0, 0), (1, 1), (1200, 0))] == [
        *("", "1 quote, 1 to review", "1,200 quotes, all reviewed"),
    ]


def test_what_is_not_looked_for_is_said(desk: Desk, qtbot: QtBot) -> None:
    other = add_article(desk.library, make_imported("Texte.", url="", origin="/b.txt"))
    desk.session.settings.set_flag("find", True)
    desk.open(other)
    assert desk.panel._body.currentWidget() is desk.panel._looking
    record(desk.library, other, replace(findings_of("Texte.", {}), missing="No events in French."))
    with qtbot.waitSignal(desk.session.found):
        desk.session.look()
    assert desk.panel.notice.words.text() == "No events in French."
    assert desk.panel._body.currentWidget() is desk.panel._bare


def test_quotes_found_meanwhile_come_in_and_the_keys_stay(desk: Desk, qtbot: QtBot) -> None:
    desk.press("j")
    more = {**QUOTES, "River news": ("indirect", "Bo Lind")}
    record(desk.library, desk.article, findings_of(CONTENT, NAMES, more))
    with qtbot.waitSignal(desk.session.found):
        desk.session.look()
    assert "River news" in desk.shown()
    assert desk.here() == GOOD


def test_who_waits_for_quotes_has_the_keyboard_when_they_come(desk: Desk) -> None:
    other = add_article(desk.library, make_imported(CONTENT + ".", url="", origin="/b.txt"))
    desk.open(other)
    desk.press("2", CONTROL)
    record(desk.library, other, findings_of(CONTENT + ".", NAMES, QUOTES))
    desk.session.look()
    desk.article = other
    assert desk.panel.list.hasFocus()
    desk.press("a")
    assert desk.quotes("confirmed") == [FLOODS]


# -- reviewing


def test_every_suggestion_takes_one_key(desk: Desk) -> None:
    reached = []
    for key in "aarra":
        reached.append(desk.here())
        desk.press(key)
    assert reached == BY_SPEAKER
    assert sorted(desk.quotes("confirmed")) == sorted([FLOODS, GOOD, WHO])
    assert desk.quotes("rejected") == [DAMS, VERY]
    assert desk.panel.count.text() == "3 quotes, all reviewed"


def test_fifty_suggestions_take_fifty_keys(tmp_path: Path, qtbot: QtBot) -> None:
    words = [f"“Sentence number {number} ends.”" for number in range(50)]
    content = "Title\n\n" + "\n\n".join(f"{w} said Ana Ruiz." for w in words)
    library = make_library(tmp_path)
    article = add_article(library, make_imported(content, url="", origin="/a.txt"))
    names = {"Ana Ruiz": ("person", ())}
    said = dict.fromkeys(words, ("direct", "Ana Ruiz"))
    record(library, article, findings_of(content, names, said))
    with window_on(library, tmp_path, qtbot) as window:
        desk = Desk(window, qtbot)
        desk.article = article
        desk.open(article)
        desk.press("2", CONTROL)
        qtbot.waitUntil(lambda: desk.panel.model.is_complete and desk.here() != "")
        for number in range(50):
            desk.press("r" if number % 5 == 4 else "a")
        assert (len(desk.quotes("confirmed")), len(desk.quotes("rejected"))) == (40, 10)


def test_reviewed_ones_leave_the_list_that_shows_what_is_to_be_reviewed(desk: Desk) -> None:
    desk.panel.filter.buttons["suggested"].click()
    desk.panel.list.setFocus()
    for _ in range(5):
        desk.press("a")
    assert desk.shown() == []
    assert desk.panel._body.currentWidget() is desk.panel._reviewed
    assert len(desk.quotes("confirmed")) == 5


def test_accepting_confirms_the_speaker_too(desk: Desk) -> None:
    desk.press("a")
    assert desk.quote(FLOODS).is_speaker_confirmed


def test_undo_goes_back_to_the_quote(desk: Desk) -> None:
    desk.press("a")
    assert desk.here() == GOOD
    desk.press("z", CONTROL)
    assert desk.here() == FLOODS
    assert desk.quotes("suggested") == list(QUOTES)


def test_several_are_decided_in_one_step(desk: Desk) -> None:
    desk.press(KEY.Key_Down, SHIFT)
    desk.press(KEY.Key_Down, SHIFT)
    desk.settle()
    assert desk.panel.inspector.title.text() == "3 selected"
    desk.press("a")
    assert desk.quotes("confirmed") == [FLOODS, GOOD, VERY]
    assert desk.here() == DAMS
    desk.session.undo()
    assert desk.quotes("confirmed") == []


def test_all_of_a_speaker_are_accepted_at_once(desk: Desk) -> None:
    desk.press("a", SHIFT)
    assert desk.quotes("confirmed") == [FLOODS, GOOD, VERY]
    assert desk.here() == DAMS


def test_decision_is_taken_back(desk: Desk) -> None:
    desk.press("r")
    desk.panel.filter.buttons["rejected"].click()
    desk.panel.list.setFocus()
    assert desk.shown() == ["[Ana Ruiz]", FLOODS]
    desk.press("u")
    assert desk.quotes("rejected") == []


def test_quote_that_leaves_the_list_hands_on_the_keys(desk: Desk) -> None:
    for _ in range(3):
        desk.press("a")
    desk.panel.filter.buttons["confirmed"].click()
    desk.panel.list.setFocus()
    assert desk.shown() == ["[Ana Ruiz]", FLOODS, GOOD, VERY]
    desk.panel.list.follow(desk.quote(GOOD).id)
    desk.press("u")
    assert desk.here() == VERY
    desk.press("u")
    assert desk.here() == FLOODS


def test_last_one_that_goes_leaves_the_keys_at_its_neighbour(desk: Desk) -> None:
    for _ in range(4):
        desk.press("a")
    assert desk.here() == WHO
    desk.press("r")
    desk.settle()
    assert desk.here() == DAMS
    assert desk.session.pointed_at == desk.span(DAMS)


def test_what_is_decided_while_quotes_are_read_is_seen(desk: Desk) -> None:
    model = desk.panel.model
    model.show_text(desk.quote(GOOD).text)
    assert not model.is_complete
    desk.session.act("Accept", lambda library: library.quotes.accept([desk.quote(GOOD).id]))
    model.read_on()
    assert model.counts() == {"suggested": 4, "confirmed": 1}


def test_buttons_leave_the_keyboard_to_the_list(desk: Desk) -> None:
    desk.settle()
    accept = desk.panel.inspector.accepter
    desk.qtbot.mouseClick(accept, Qt.MouseButton.LeftButton)
    assert desk.quotes("confirmed") == [FLOODS]
    assert desk.panel.list.hasFocus()
    desk.press("r")
    assert desk.quotes("rejected") == [GOOD]


# -- correcting


def test_speaker_is_chosen_among_those_of_the_article_first(desk: Desk) -> None:
    popover = desk.ask_speaker()
    offers = popover.picker.offers()
    assert offers[:2] == ["Ana Ruiz", "Bo Lind"]
    assert offers[-1] == "Unknown speaker"
    popover.close()


def test_other_speaker_confirms_and_goes_on(desk: Desk) -> None:
    desk.choose("lind")
    quote = desk.quote(FLOODS)
    assert (quote.speaker_name, quote.state) == ("Bo Lind", "confirmed")
    assert desk.here() == GOOD
    assert desk.shown()[:2] == ["[Bo Lind]", FLOODS]


def test_new_person_speaks(desk: Desk) -> None:
    desk.choose("Cy Young")
    assert desk.quote(FLOODS).speaker_name == "Cy Young"
    assert desk.library.entities.matching("Cy Young")[0].state == "confirmed"
    desk.session.undo()
    assert desk.quote(FLOODS).speaker_name == "Ana Ruiz"


@pytest.mark.parametrize(
    ("row", "name", "kind"),
    [(-1, "", None), (-2, "Harbour Board", "organisation")],
    ids=["unknown", "new organisation"],
)
def test_nobody_or_an_organisation_speaks(
    desk: Desk, row: int, name: str, kind: str | None
) -> None:
    popover = desk.ask_speaker()
    popover.picker.field.setText("Harbour Board")
    offers = popover.picker.list
    offers.setCurrentRow(offers.count() + row)
    desk.qtbot.keyClick(popover.picker.field, KEY.Key_Return)
    quote = desk.quote(FLOODS)
    assert (quote.speaker_name, quote.is_speaker_confirmed) == (name, True)
    if quote.speaker is not None:
        assert desk.library.entities.get(quote.speaker).kind == kind


def test_ends_move_by_words_and_letters_in_one_step(desk: Desk) -> None:
    desk.panel.list.follow(desk.quote(DAMS).id)
    desk.press(KEY.Key_Left, SHIFT | ALT)
    desk.press(KEY.Key_Left, CONTROL | SHIFT | ALT)
    assert desk.quote("dams").exact == "that dams held"
    assert desk.session.pointed_at == desk.span("that dams held")
    desk.press(KEY.Key_Left, SHIFT)
    assert desk.quote("dams").exact == "that dams hel"
    desk.session.undo()
    assert desk.quote("dams").exact == DAMS


@pytest.mark.parametrize(
    ("end", "step", "unit", "found"),
    [
        ("end", 1, "word", "two three"),
        ("start", -1, "word", "One two"),
        ("start", 1, "word", "two"),
        ("end", -1, "word", "two"),
        ("end", -1, "character", "tw"),
        ("end", 1, "character", "two t"),
    ],
)
def test_one_word_or_letter_more_or_less(end: str, step: int, unit: str, found: str) -> None:
    content = "One two three."
    span = moved(content, Span(4, 7), end, step, unit)  # type: ignore[arg-type]
    assert content[span.start : span.end].rstrip(".") == found


def test_ends_stay_in_the_text(desk: Desk) -> None:
    assert moved("One", Span(0, 3), "end", 1) == Span(0, 3)
    assert moved("One", Span(0, 3), "start", -1) == Span(0, 3)


def test_kind_is_changed_and_changed_back(desk: Desk) -> None:
    desk.press("d")
    assert desk.quote(FLOODS).kind == "indirect"
    desk.settle()
    desk.panel.inspector.kinds["direct"].click()
    assert desk.quote(FLOODS).kind == "direct"


# -- using


def test_quote_becomes_a_highlight_and_stays_a_quote(desk: Desk) -> None:
    desk.press("h")
    assert desk.exact() == [FLOODS]
    assert desk.quotes("suggested") == list(QUOTES)


def test_quote_is_copied_with_speaker_and_source(desk: Desk) -> None:
    desk.press("x")
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith(f"{FLOODS} (Ana Ruiz, quote and speaker not confirmed; in: ")
    assert copied.endswith("paragraph 2)")


def test_enter_goes_to_the_page(desk: Desk) -> None:
    desk.press(KEY.Key_Return)
    assert desk.page.hasFocus()
    assert desk.session.pointed_at == desk.span(FLOODS)


def test_leaving_takes_the_frame_off_the_page(desk: Desk) -> None:
    desk.press(KEY.Key_Escape)
    assert desk.page.hasFocus()
    assert desk.session.pointed_at is None


def test_quote_chosen_on_the_page_is_selected(desk: Desk) -> None:
    desk.press("3", CONTROL)
    desk.session.chosen.emit(desk.quote(VERY))
    assert desk.window.side.current == "quotes"
    assert desk.here() == VERY


def test_who_reads_annotations_is_not_disturbed(desk: Desk) -> None:
    desk.press("1", CONTROL)
    desk.session.chosen.emit(desk.quote(VERY))
    assert desk.window.side.current == "notes"


def test_merged_speakers_share_a_heading(desk: Desk) -> None:
    ana, bo = desk.quote(FLOODS).speaker, desk.quote(DAMS).speaker
    assert ana is not None
    assert bo is not None
    desk.session.act("Merge", lambda library: library.entities.merge([bo], ana))
    assert desk.shown()[:5] == ["[Ana Ruiz]", FLOODS, DAMS, GOOD, VERY]


def test_menu_offers_what_is_possible(desk: Desk) -> None:
    menu = desk.panel.commands.menu()
    said = [action.text().partition("\t")[0] for action in menu.actions() if action.text()]
    assert said[:3] == ["Accept", "Accept all 3 of Ana Ruiz", "Reject"]
    assert "Reopen" not in said
    menu.close()


def test_only_another_name_has_all_quotes_read_again(desk: Desk, qtbot: QtBot) -> None:
    speaker = desk.quote(FLOODS).speaker
    assert speaker is not None
    with qtbot.assertNotEmitted(desk.panel.model.refreshed):
        desk.session.act("Accept", lambda library: library.entities.accept(speaker))
    desk.session.act("Rename", lambda library: library.entities.rename(speaker, "Ana M. Ruiz"))
    assert desk.shown()[0] == "[Ana M. Ruiz]"
    desk.session.undo()
    assert desk.shown()[0] == "[Ana Ruiz]"
