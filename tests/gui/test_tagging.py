"""Names and quotes tagged by hand, by mouse and by key; each is one step to undo."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from gui.finding_commands import FindingCommands
from gui.findings_popover import FindingsPopover
from gui.reader.tag_menu import TagMenu
from gui.reader.tagging import others, word_at
from gui.shown_findings import ShownFindings
from storage.library import Library
from storage.types import ArticleId, Span
from tests.builders import add_article, make_imported
from tests.gui.findings import change_text, findings_of, hands_on, mention, quote, record
from tests.gui.windows import Hands

CONTENT = "\n\n".join(
    [
        "A visit",
        "Jordan spoke. Michael Jordan agreed, and Jordan left for Jordanstown.",
        "The minister said that the work would go on for years to come.",
        "Jordan is also mentioned here, and the United Nations.",
        "On 7 November 2019 it was over.",
    ]
)
FOUND = findings_of(
    CONTENT,
    {"Michael Jordan": ("person", ()), "Jordan": ("place", ())},
    {"that the work would go on": ("indirect", "")},
)


@pytest.fixture
def article(library: Library) -> ArticleId:
    made = add_article(library, make_imported(CONTENT))
    record(library, made, FOUND)
    return made


@pytest.fixture
def hands(library: Library, article: ArticleId, tmp_path: Path, qtbot: QtBot) -> Iterator[Hands]:
    with hands_on(library, article, tmp_path, qtbot) as made:
        yield made


def opened(hands: Hands) -> TagMenu:
    """Press E and give the menu that opens."""
    hands.window.activateWindow()  # offscreen, nobody does so when the menu before has closed
    hands.qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is not None)
    hands.press("E")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, TagMenu)
    return menu


def states(library: Library, article: ArticleId) -> list[tuple[str, str, str]]:
    on = library.mentions.on(library.texts.current(article).id)
    return [(one.exact, one.kind, one.state) for one in on]


def test_a_name_is_tagged_wherever_it_stands_alone_and_undone_in_one_step(
    hands: Hands, library: Library, article: ArticleId
) -> None:
    before = states(library, article)
    chosen: list[object] = []
    hands.session.chosen.connect(chosen.append)
    hands.select("Jordan")
    QTest.keyClick(opened(hands), "P")
    person = ("Jordan", "person", "confirmed")
    michael = ("Michael Jordan", "person", "suggested")
    assert states(library, article) == [person, michael, person, person]
    assert hands.told() == "“Jordan” is tagged as person, 3 times."
    assert chosen == [mention(library, article, "Jordan")]
    hands.session.undo()
    assert states(library, article) == before


def test_only_this_place_is_tagged_when_the_reader_says_so(
    hands: Hands, library: Library, article: ArticleId
) -> None:
    hands.select("Jordan", 2)
    menu = opened(hands)
    assert menu.everywhere.text() == "&All 3 occurrences in this article"
    assert menu.everywhere.isChecked()
    QTest.keyClick(menu, "A")
    QTest.keyClick(menu, "G")
    kinds = [kind for exact, kind, _ in states(library, article) if exact == "Jordan"]
    assert kinds == ["place", "group", "place"]


def test_the_word_at_the_cursor_is_tagged_without_a_selection(
    hands: Hands, library: Library, article: ArticleId
) -> None:
    hands.page.unselect(at=hands.span("Jordanstown").start + 3)
    QTest.keyClick(opened(hands), "L")
    assert ("Jordanstown", "place", "confirmed") in states(library, article)


def test_a_date_is_kept_as_what_it_means(
    hands: Hands, library: Library, article: ArticleId
) -> None:
    hands.select("7 November 2019")
    QTest.keyClick(opened(hands), "D")
    found = mention(library, article, "7 November 2019")
    assert (found.kind, found.name) == ("date", "2019-11-07")
    assert library.entities.get(found.entity).iso == "2019-11-07"
    assert hands.told() == "“7 November 2019” is tagged as date."
    hands.select("Jordan left")  # which is none
    QTest.keyClick(opened(hands), "D")
    assert mention(library, article, "Jordan left").name == "Jordan left"


def test_what_is_tagged_shows_even_if_its_kind_was_hidden(hands: Hands) -> None:
    hands.session.show_findings(ShownFindings(False, False, frozenset({"place", "law"})))
    hands.select("Jordanstown")
    QTest.keyClick(opened(hands), "L")
    assert hands.session.shown_findings == ShownFindings(True, False, frozenset({"law"}))
    hands.select("Jordan is also")
    QTest.keyClick(opened(hands), "Q")
    assert hands.session.shown_findings.quotes


def test_a_mention_at_the_cursor_is_tagged_whole(
    hands: Hands, library: Library, article: ArticleId
) -> None:
    hands.page.unselect(at=hands.span("Michael Jordan").start + 3)
    QTest.keyClick(opened(hands), "O")
    assert ("Michael Jordan", "organisation", "confirmed") in states(library, article)


def test_a_stretch_is_marked_as_a_quote(hands: Hands, library: Library, article: ArticleId) -> None:
    chosen: list[object] = []
    hands.session.chosen.connect(chosen.append)
    hands.select("Jordan is also mentioned here")
    QTest.keyClick(opened(hands), "Q")
    made = quote(library, article, "also mentioned")
    assert (made.kind, made.state, made.speaker) == ("direct", "confirmed", None)
    assert chosen == [made]
    assert hands.session.pointed_at == made.span


def test_marking_nearly_a_suggested_quote_gives_it_these_ends(
    hands: Hands, library: Library, article: ArticleId
) -> None:
    suggested = quote(library, article, "the work")
    hands.select("the work would go on for years")
    QTest.keyClick(opened(hands), "I")
    (now,) = library.quotes.on(library.texts.current(article).id)
    assert now.id == suggested.id
    assert now.state == "confirmed"
    assert now.exact == "the work would go on for years"


def test_the_menu_covers_nothing_of_the_words(hands: Hands) -> None:
    hands.window.move(0, hands.window.screen().availableGeometry().bottom() - 500)
    span = hands.select("United Nations")
    menu = opened(hands)
    words = hands.page.visible_rect(span)
    words.moveTopLeft(hands.page.viewport().mapToGlobal(words.topLeft()))
    assert not menu.geometry().intersects(words)
    menu.close()


def test_without_words_nothing_is_tagged(hands: Hands) -> None:
    hands.page.unselect(at=hands.span("A visit").end)
    assert word_at("  ", 1) is None
    hands.page.select(Span(0, len(CONTENT)))
    QTest.keyClick(opened(hands), "P")
    assert hands.told() == "This is too long for a name."


def test_the_menu_goes_with_the_text_it_is_about(
    hands: Hands, library: Library, article: ArticleId
) -> None:
    hands.select("Jordan")
    opened(hands)
    change_text(library, article, f"New\n\n{CONTENT}")
    assert QApplication.activePopupWidget() is None


def test_other_places_are_not_inside_of_longer_names(library: Library, article: ArticleId) -> None:
    known = library.mentions.on(library.texts.current(article).id)
    first = CONTENT.index("Jordan")
    found = others(CONTENT, Span(first, first + 6), known)
    assert [CONTENT[: span.start].split()[-1] for span in found] == ["and", "come."]


# The context menu


def menu_at(hands: Hands, words: str) -> dict[str, QAction]:
    """Give what the context menu offers on words, by title."""
    menu = QMenu(hands.page)
    hands.window.reader.findings.fill_menu(menu, hands.point(hands.span(words).start + 1))
    return {action.text(): action for action in menu.actions()}


def test_a_name_is_accepted_and_rejected_where_it_stands(
    hands: Hands, library: Library, article: ArticleId
) -> None:
    menu_at(hands, "Michael")["Accept “Michael Jordan”"].trigger()
    assert ("Michael Jordan", "person", "confirmed") in states(library, article)
    menu_at(hands, "Jordan spoke")["Not a name here"].trigger()
    exact = [exact for exact, *_ in states(library, article)]
    assert exact == ["Michael Jordan", "Jordan", "Jordan"]
    menu_at(hands, "Jordan left")["Reject “Jordan” in this article"].trigger()
    assert [exact for exact, *_ in states(library, article)] == ["Michael Jordan"]


def test_a_name_is_never_found_again(hands: Hands, library: Library, article: ArticleId) -> None:
    menu_at(hands, "Jordan spoke")["Never find “Jordan” again"].trigger()
    assert library.entities.killed() == [("Jordan", "place")]
    assert hands.told() == "“Jordan” will not be found again."
    assert [one.exact for one in hands.page.findings.index.mentions] == ["Michael Jordan"]
    hands.session.undo()
    assert len(hands.page.findings.index.mentions) == 4


def test_words_that_are_no_name_have_no_such_menu(hands: Hands) -> None:
    assert menu_at(hands, "The minister") == {}


# What is shown


def test_commands_hide_and_show_the_layers(hands: Hands) -> None:
    actions = hands.window.actions_
    actions["names_in_text"].trigger()
    actions["quotes_in_text"].trigger()
    assert not hands.session.shown_findings.names
    assert not hands.session.shown_findings.quotes
    assert isinstance(hands.window._findings, FindingCommands)
    actions["names_in_text"].trigger()
    assert hands.page.findings.shown.names


def test_the_popover_hides_kinds_and_follows_the_commands(hands: Hands) -> None:
    popover = FindingsPopover(hands.session, hands.window)
    popover.kinds["place"].click()
    assert hands.session.shown_findings.hidden == {"place"}
    assert hands.page.findings.mention_at(hands.span("Jordan spoke").start) is None
    hands.window.actions_["quotes_in_text"].trigger()
    assert not popover.quotes.isChecked()
    popover.names.click()
    assert not popover.kinds["person"].isEnabled()
