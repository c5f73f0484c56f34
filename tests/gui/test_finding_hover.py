"""The card on a name or a quote: what it says, when it comes and goes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from gui.reader.card_wording import mention_card, quote_card, standing, words_around
from gui.reader.document import PAGE_MARGIN
from gui.reader.hover_card import HoverCard
from storage.library import Library
from storage.types import ArticleId, Span
from tests.builders import add_article, make_imported
from tests.gui.findings import findings_of, hands_on, mention, quote, record
from tests.gui.windows import Hands

CONTENT = "\n\n".join(
    [
        "Visit to Tashkent",
        "After a long day in the city Ana Ruiz of WHO said: “We are here.” That was all.",
        "Nobody knows who wrote that much was left to do.",
        "Ruiz left. What happened to her afterwards is not known to us.",
    ]
)
FOUND = findings_of(
    CONTENT,
    {"Ana Ruiz": ("person", ("Ruiz",)), "WHO": ("organisation", ())},
    {"“We are here.”": ("direct", "Ana Ruiz"), "that much was left to do": ("indirect", "")},
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


def card_of(hands: Hands) -> HoverCard:
    return hands.window.reader.findChildren(HoverCard)[0]


def said(hands: Hands) -> str:
    parts = (part for part in card_of(hands).findChildren(QLabel) if not part.isHidden())
    return "\n".join(part.text() for part in parts if part.text())


def rest(hands: Hands, point: QPoint) -> None:
    """Move the pointer somewhere and let it rest there until a card comes."""
    QTest.mouseMove(hands.page.viewport(), point - QPoint(1, 0))
    QTest.mouseMove(hands.page.viewport(), point)
    hands.qtbot.waitUntil(lambda: hands.window.reader.findings.hover.is_open)


# What it says


def test_a_card_tells_all_that_is_known_of_a_name(library: Library, article: ArticleId) -> None:
    found = mention(library, article, "Ruiz")
    own = library.mentions.of(found.entity, found.text)
    card = mention_card(found, library.entities.get(found.entity), own, CONTENT)
    assert (card.sign, card.title) == ("person", "Ana Ruiz")
    assert card.standing == "Person · suggested, likely"
    assert card.lines == (
        "Also Ruiz",
        "Number 2 of 2 in this article",
        "First: …a long day in the city Ana Ruiz of WHO said: “We are here.” That…",
    )


def test_a_name_that_stands_once_says_so(library: Library, article: ArticleId) -> None:
    found = mention(library, article, "WHO")
    card = mention_card(found, library.entities.get(found.entity), [found], CONTENT)
    assert card.lines == ("Only here in this article",)
    assert not card.hint


def test_a_speaker_that_is_not_confirmed_has_a_question_mark(
    library: Library, article: ArticleId
) -> None:
    suggested = quote(library, article, "We are here")
    assert quote_card(suggested).title == "Ana Ruiz?"
    assert quote_card(quote(library, article, "left to do")).title == "Unknown speaker"
    with library.transaction("Accept"):
        library.quotes.accept([suggested.id])
    confirmed = quote_card(quote(library, article, "We are here"))
    assert (confirmed.title, confirmed.standing) == ("Ana Ruiz", "Quote · confirmed")


@pytest.mark.parametrize(
    ("state", "confidence", "wanted"),
    [
        ("confirmed", 0.1, "confirmed"),
        ("suggested", 0.95, "suggested, very likely"),
        ("suggested", 0.8, "suggested, likely"),
        ("suggested", 0.5, "suggested, unsure"),
    ],
)
def test_confidence_is_told_in_words(state: str, confidence: float, wanted: str) -> None:
    assert standing(state, confidence) == wanted  # type: ignore[arg-type]


def test_words_around_the_first_mention_are_cut_between_words() -> None:
    assert words_around("Ana left.", Span(0, 3)) == "Ana left."
    content = "Before that there was nothing at all to be seen. Ana left and went to another town."
    place = Span(content.index("Ana"), content.index("Ana") + 3)
    assert words_around(content, place) == (
        "…was nothing at all to be seen. Ana left and went to another town."
    )


# When it comes and goes


def test_the_card_comes_when_the_pointer_rests_and_never_on_the_words(hands: Hands) -> None:
    span = hands.span("Ana Ruiz")
    rest(hands, hands.point(span.start + 2))
    assert "Ana Ruiz" in said(hands)
    words = hands.page.visible_rect(span)
    words.translate(hands.page.viewport().mapTo(hands.window.reader, QPoint(0, 0)))
    assert not card_of(hands).geometry().intersects(words)
    assert QApplication.focusWidget() is hands.page


def test_the_card_goes_when_the_pointer_does(hands: Hands) -> None:
    rest(hands, hands.point(hands.span("Ana Ruiz").start + 2))
    QTest.mouseMove(hands.page.viewport(), hands.point(hands.span("Nobody").start))
    assert not hands.window.reader.findings.hover.is_open


def test_the_card_goes_at_a_key(hands: Hands) -> None:
    rest(hands, hands.point(hands.span("Ana Ruiz").start + 2))
    hands.press("\x1b")
    assert not hands.window.reader.findings.hover.is_open


def test_the_card_goes_when_what_it_says_changes_or_the_article_does(
    hands: Hands, library: Library, article: ArticleId
) -> None:
    point = hands.point(hands.span("Ana Ruiz").start + 2)
    entity = mention(library, article, "Ana Ruiz").entity
    rest(hands, point)
    hands.session.act("Rename", lambda lib: lib.entities.rename(entity, "Ana M. Ruiz"))
    assert not hands.window.reader.findings.hover.is_open
    rest(hands, point)
    hands.session.close_article()
    assert not hands.window.reader.findings.hover.is_open


def test_resting_on_a_bar_tells_who_speaks(hands: Hands) -> None:
    rect = hands.page.visible_rect(hands.span("Nobody"))
    rest(hands, QPoint(PAGE_MARGIN - 8, rect.center().y()))
    assert said(hands).splitlines()[0] == "Unknown speaker"


def test_a_key_shows_the_card_of_the_name_at_the_cursor(hands: Hands) -> None:
    hands.page.unselect(at=hands.span("Ruiz left").start + 1)
    hands.press("I")
    assert said(hands).startswith("Ana Ruiz\nPerson")
    hands.page.unselect(at=hands.span("We are").start)
    hands.press("I")
    assert said(hands).startswith("Ana Ruiz?\nQuote")
    hands.page.unselect(at=hands.span("Nobody").start)
    hands.press("I")
    assert hands.told() == "There is no name or quote at the cursor."
