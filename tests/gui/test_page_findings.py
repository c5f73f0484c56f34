"""Names and quotes in the text: drawn, hidden, kept up to date, clicked, walked through."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gui.reader.document import PAGE_MARGIN
from gui.shown_findings import ShownFindings
from gui.theme import current_theme
from storage.finding_types import EntityId, Mention
from storage.library import Library
from storage.types import ArticleId, Span
from tests.builders import add_article, make_imported
from tests.gui.findings import change_text, findings_of, hands_on, mention, quote, record
from tests.gui.windows import LEFT_BUTTON, NONE, Hands, window_on

FOX = "The quick brown fox jumps over the lazy dog and thinks nothing of it at all. "
CONTENT = "\n\n".join(
    [
        "Visit to Tashkent",
        "Ana Ruiz of WHO said: “We are here.” “We stay,” she said.",
        "WHO noted that much was left to do, and more.",
        *(f"{FOX * 4}".strip() for _ in range(30)),
        "Ruiz left WHO on Friday.",
    ]
)
FOUND = findings_of(
    CONTENT,
    {
        "Ana Ruiz": ("person", ("Ruiz",)),
        "World Health Organization": ("organisation", ("WHO",)),
        "Tashkent": ("place", ()),
        "Friday": ("date", ()),
    },
    {
        "“We are here.”": ("direct", "Ana Ruiz"),
        "“We stay,”": ("direct", "Ana Ruiz"),
        "that much was left to do, and more": ("indirect", ""),
    },
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


def ink(hands: Hands, area: tuple[int, int, int, int]) -> float:
    """How much is drawn in an area of the viewport: left, top, width, height."""
    picture: QImage = hands.picture()
    ground = current_theme().color("page")
    left, top, width, height = area
    return sum(
        abs(QColor(picture.pixel(x, y)).lightness() - ground.lightness())
        for x in range(left, left + width)
        for y in range(top, top + height)
    )


def under(hands: Hands, span: Span) -> float:
    """How much is drawn in the three pixels below words."""
    rect = hands.page.visible_rect(span)
    return ink(hands, (rect.left() + 1, rect.bottom() - 1, rect.width() - 2, 4))


def beside(hands: Hands, span: Span) -> float:
    """How much is drawn left of a line."""
    rect = hands.page.visible_rect(span)
    return ink(hands, (PAGE_MARGIN - 11, rect.top() + 1, 9, rect.height() - 2))


def bar_point(hands: Hands, words: str, part: float = 0.5) -> QPoint:
    """Give a point on the bar beside a line with some words, at a part of its height."""
    rect = hands.page.visible_rect(hands.span(words))
    return QPoint(PAGE_MARGIN - 8, round(rect.top() + rect.height() * part))


def confirm(hands: Hands, *mentions: Mention) -> None:
    hands.session.act(
        "Accept", lambda lib: lib.mentions.set_state([one.id for one in mentions], "confirmed")
    )
    hands.settle()


def test_a_name_has_a_line_that_is_stronger_when_confirmed(
    hands: Hands, library: Library, article: ArticleId
) -> None:
    name = hands.span("Ana Ruiz")
    suggested = under(hands, name)
    assert suggested > under(hands, hands.span("quick brown"))
    confirm(hands, mention(library, article, "Ana Ruiz"))
    assert under(hands, name) > 1.5 * suggested


def test_a_rejected_name_has_none_until_that_is_undone(
    hands: Hands, library: Library, article: ArticleId
) -> None:
    name = hands.span("Ana Ruiz")
    before = under(hands, name)
    found = mention(library, article, "Ana Ruiz")
    hands.session.act("Reject", lambda lib: lib.mentions.set_state([found.id], "rejected"))
    hands.settle()
    assert under(hands, name) < 0.2 * before
    hands.session.undo()
    hands.settle()
    assert under(hands, name) == before


def test_a_quote_has_a_bar_in_the_margin(
    hands: Hands, library: Library, article: ArticleId
) -> None:
    line = hands.span("Ana Ruiz of")
    suggested = beside(hands, line)
    assert suggested > 0
    assert beside(hands, hands.span("Visit")) == 0
    found = quote(library, article, "We are here")
    hands.session.act("Accept", lambda lib: lib.quotes.accept([found.id]))
    hands.settle()
    assert beside(hands, line) > suggested


def test_two_quotes_in_a_line_have_a_bar_each(
    hands: Hands, library: Library, article: ArticleId
) -> None:
    upper = hands.page.findings.at(bar_point(hands, "Ana Ruiz of", 0.2))
    lower = hands.page.findings.at(bar_point(hands, "Ana Ruiz of", 0.8))
    assert upper == quote(library, article, "We are here")
    assert lower == quote(library, article, "We stay")


def test_layers_and_kinds_can_be_hidden(hands: Hands) -> None:
    name, line = hands.span("Ana Ruiz"), hands.span("WHO noted")
    shown = hands.session.shown_findings
    with_name, with_bar = under(hands, name), beside(hands, line)
    hands.session.show_findings(shown.with_kind("person", is_shown=False))
    assert under(hands, name) < 0.2 * with_name
    assert under(hands, hands.span("Tashkent")) > 0
    hands.session.show_findings(ShownFindings(names=False))
    assert under(hands, hands.span("Tashkent")) < 0.2 * with_name
    assert beside(hands, line) == with_bar
    hands.session.show_findings(ShownFindings(quotes=False))
    assert under(hands, name) == with_name
    assert beside(hands, line) == 0


def test_hidden_layers_stay_hidden_in_the_next_window(hands: Hands) -> None:
    hands.session.show_findings(ShownFindings(quotes=False, hidden=frozenset({"date", "law"})))
    assert hands.session.settings.shown_findings == ShownFindings(
        True, False, frozenset({"law", "date"})
    )


def test_a_finder_that_is_done_later_shows_at_once(
    hands: Hands, library: Library, article: ArticleId
) -> None:
    record(library, article, findings_of(CONTENT, {"Visit": ("event", ())}))
    text = hands.session.text
    assert text is not None
    hands.session.found.emit((text.id,))
    on = [one.exact for one in hands.page.findings.index.mentions]
    assert on == ["Visit"]


def test_another_kind_for_a_name_shows_everywhere(
    hands: Hands, library: Library, article: ArticleId
) -> None:
    entity = mention(library, article, "WHO").entity
    hands.session.act("Kind", lambda lib: lib.entities.change_kind(entity, "group"))
    kinds = {one.kind for one in hands.page.findings.index.mentions_of(entity)}
    assert kinds == {"group"}


def test_a_click_chooses_and_frames_and_still_places_the_cursor(
    hands: Hands, library: Library, article: ArticleId
) -> None:
    chosen: list[object] = []
    hands.session.chosen.connect(chosen.append)
    at = hands.span("Ruiz").start + 1
    hands.click(at)
    assert chosen == [mention(library, article, "Ana Ruiz")]
    assert hands.session.pointed_at == hands.span("Ana Ruiz")
    assert abs(hands.page.caret() - at) <= 1
    hands.click(hands.span("noted").start)
    assert hands.session.pointed_at is None
    QTest.mouseClick(hands.page.viewport(), LEFT_BUTTON, NONE, bar_point(hands, "Ana Ruiz of", 0.8))
    assert chosen[1:] == [quote(library, article, "We stay")]


def double_click(hands: Hands, position: int) -> None:
    point = hands.point(position)
    QTest.mouseClick(hands.page.viewport(), LEFT_BUTTON, NONE, point)
    QTest.mouseDClick(hands.page.viewport(), LEFT_BUTTON, NONE, point)
    hands.lift()


def test_a_double_click_walks_through_the_mentions_and_back_returns(hands: Hands) -> None:
    first, last = hands.span("Ana Ruiz"), hands.span("Ruiz left")
    double_click(hands, first.start)
    assert hands.session.pointed_at == Span(last.start, last.start + 4)
    assert hands.page.first_visible() > first.end
    assert hands.selected() == ""
    double_click(hands, last.start)
    assert hands.session.pointed_at == first
    hands.session.go_back()
    assert hands.page.first_visible() > first.end


def test_a_double_click_on_the_only_mention_selects_the_word(hands: Hands) -> None:
    double_click(hands, hands.span("Tashkent").start + 1)
    assert hands.selected() == "Tashkent"
    hands.page.unselect(at=hands.span("Tashkent").start)
    hands.press("W")
    assert hands.told() == "“Tashkent” is mentioned only here in this article."


def test_a_double_click_elsewhere_selects_the_word(hands: Hands) -> None:
    double_click(hands, hands.span("noted").start + 1)
    assert hands.selected() == "noted"


def test_escape_takes_the_frame_away(hands: Hands) -> None:
    hands.click(hands.span("Ruiz").start + 1)
    hands.press("\x1b")
    assert hands.session.pointed_at is None


def test_steps_go_from_one_suggestion_to_the_next(
    hands: Hands, library: Library, article: ArticleId
) -> None:
    confirm(hands, mention(library, article, "Ana Ruiz"))
    chosen: list[object] = []
    hands.session.chosen.connect(chosen.append)
    hands.page.unselect(at=0)
    for _ in range(4):
        hands.window.reader.findings.step(1)
    exact = [one.exact for one in chosen]  # type: ignore[attr-defined]
    assert exact == ["Tashkent", "WHO", "“We are here.”", "“We stay,”"]
    hands.window.reader.findings.step(-1)
    assert chosen[-1] == chosen[2]
    hands.session.point_at(Span(len(CONTENT) - 1, len(CONTENT)))
    hands.window.reader.findings.step(1)
    assert hands.told() == "There is no suggestion further down."


def test_a_book_gets_its_names_in_slices(library: Library, tmp_path: Path, qtbot: QtBot) -> None:
    content = "\n\n".join(f"Ana Ruiz {n}. {FOX * 4}".strip() for n in range(1500))
    book = add_article(library, make_imported(content, url="https://example.org/book"))
    record(library, book, findings_of(content, {"Ana Ruiz": ("person", ())}))
    with window_on(library, tmp_path, qtbot) as window:
        hands = Hands(window, qtbot)
        hands.open(book)
        findings = window.reader.findings
        qtbot.waitUntil(lambda: findings.is_complete)
        assert len(hands.page.findings.index.mentions) == 1500
        entity = EntityId(next(iter(hands.page.findings.index.mentions)).entity)
        hands.session.act("Rename", lambda lib: lib.entities.rename(entity, "Ana R. Ruiz"))
        qtbot.waitUntil(
            lambda: {one.name for one in hands.page.findings.index.mentions} == {"Ana R. Ruiz"}
        )


def test_a_frame_is_taken_away_with_the_text_it_was_in(
    hands: Hands, library: Library, article: ArticleId
) -> None:
    hands.session.point_at(hands.span("Ana Ruiz"))
    change_text(library, article, f"New\n\n{CONTENT}")
    assert hands.content.startswith("New")
    assert hands.session.pointed_at is None
    hands.session.point_at(hands.span("Ana Ruiz"))
    hands.session.close_article()
    assert hands.session.pointed_at is None
