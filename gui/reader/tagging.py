"""Tagging by hand: a stretch of the text as a name of some kind, or as a quote."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from gui.reader.finding_index import Finding
from gui.reader.page import Page
from gui.reader.tag_menu import TagMenu
from gui.session import Notice, Session
from storage.finding_types import KIND_NAMES, Mention, MentionId, QuoteId
from storage.found import EntityKind, QuoteKind
from storage.library import Library
from storage.text.occurrences import as_words
from storage.text.passages import meant, stepped
from storage.text.pictures_in_text import without
from storage.types import ArticleText, Span

LONGEST_NAME = 120  # characters; what is longer is no name
GAP = 4  # pixels between the words and the menu
SAME = 0.5  # of two quotes together, from which a marked one is the suggested one with other ends


class Tagger:
    """Acts on the selection of a page, or on the name or word at the cursor."""

    def __init__(
        self, session: Session, page: Page, choose: Callable[[Finding], None], host: QWidget
    ) -> None:
        """Act through a session; `choose` is told what was made; the menu opens over `host`."""
        self._session = session
        self._page = page
        self._choose = choose
        self._host = host

    def open_menu(self) -> None:
        """Ask as what the selection, or what is at the cursor, is to be tagged."""
        text, span = self._session.text, self.target()
        if text is None:
            return
        if span is None:
            self._session.noticed.emit(Notice("Select some words first."))
            return
        words = without(text.content[span.start : span.end])
        menu = TagMenu(words, 1 + len(self._others(text, span)), self._host)
        menu.kind_chosen.connect(lambda kind: self.tag(span, kind, menu.everywhere.isChecked()))
        menu.quote_chosen.connect(partial(self.mark_quote, span))
        self._session.leaving.connect(menu.close)  # its span would be one of another text
        menu.popup(self._corner(span, menu.sizeHint().height()))

    def target(self) -> Span | None:
        """Give what is selected, or else the mention at the cursor, or the word there."""
        text, selected = self._session.text, self._page.selection()
        if selected is not None or text is None:
            return selected
        mention = self._page.findings.mention_at_caret()
        if mention is not None:
            return Span(mention.start, mention.end)
        return word_at(text.content, self._page.caret())

    def tag(self, span: Span, kind: EntityKind, everywhere: bool) -> None:
        """Say that a stretch is a name, and with `everywhere` wherever its words stand alone.

        A day is meant only where it stands. What is already part of a longer name, or is
        confirmed as another, is left alone.
        """
        text = self._session.text
        if text is None:
            return
        name = " ".join(without(text.content[span.start : span.end]).split())
        if not name or len(name) > LONGEST_NAME:
            why = "too long for a name" if name else "no name: there are no words in it"
            self._session.noticed.emit(Notice(f"This is {why}."))
            return
        spans = [span]
        if everywhere and kind != "date":
            spans += self._others(text, span)
        iso = self._day_meant(text, span) if kind == "date" else ""
        added = self._session.make(
            f"Tag as {KIND_NAMES[kind][0].lower()}",
            partial(_tag, text, kind, iso or name, iso, spans),
        )
        if not added:
            return
        self._page.unselect(at=span.end)
        self._session.show_findings(self._session.shown_findings.with_kind(kind, is_shown=True))
        self._choose(self._session.library.mentions.among(added[:1])[0])
        times = "" if len(spans) == 1 else f", {len(spans):,} times"
        said = f"“{name}” is tagged as {KIND_NAMES[kind][0].lower()}{times}."
        self._session.announce(said)

    def mark_quote(self, span: Span, kind: QuoteKind) -> None:
        """Say that a stretch is a quote; a suggested one that is nearly the same gets its ends."""
        text = self._session.text
        if text is None:
            return
        like = [
            quote.id
            for quote in self._page.findings.index.quotes.over(span.start, span.end)
            if quote.kind == kind and _in_common(quote.span, span) >= SAME
        ]
        added = self._session.make("Mark as quote", partial(_mark_quote, text, span, kind, like))
        if added is not None:
            self._page.unselect(at=span.end)
            self._session.show_findings(replace(self._session.shown_findings, quotes=True))
            self._choose(self._session.library.quotes.get(added))

    def _others(self, text: ArticleText, span: Span) -> list[Span]:
        if span.end - span.start > LONGEST_NAME:
            return []
        return others(text.content, span, self._session.library.mentions.on(text.id))

    def _day_meant(self, text: ArticleText, span: Span) -> str:
        """Give what a date in a text means, as ISO has it; "" where that cannot be told."""
        from storage.finders.dates import find_dates

        article = self._session.article
        published = article.published_at if article is not None else None
        for block in text.blocks:
            if block.start <= span.start < block.end:
                around = (Span(block.start, block.end),)
                for found in find_dates(text.content, around, published and published.date()):
                    if found.start < span.end and span.start < found.end:
                        return found.iso
        return ""

    def _corner(self, span: Span, height: int) -> QPoint:
        """Give where on the screen a menu of a height covers nothing of a stretch: below or above.

        Qt itself would move it up until it fits.
        """
        view = self._page.viewport()
        around = self._page.visible_rect(span) & view.rect()
        below = view.mapToGlobal(around.bottomLeft() + QPoint(0, GAP))
        above = view.mapToGlobal(around.topLeft() - QPoint(0, GAP + height))
        screen = view.screen().availableGeometry()
        is_high = below.y() + height > screen.bottom() and above.y() >= screen.top()
        return above if is_high else below


def others(content: str, span: Span, known: list[Mention]) -> list[Span]:
    """Give where else the words at a span stand, by start; not inside of other names."""
    taken = [
        one
        for one in known
        if one.state == "confirmed" or one.end - one.start > span.end - span.start
    ]
    found: list[Span] = []
    number = 0
    for place in as_words(content, content[span.start : span.end]):
        while number < len(taken) and taken[number].end <= place.start:
            number += 1
        is_taken = number < len(taken) and taken[number].start < place.end
        is_own = place.start < span.end and span.start < place.end
        if not is_taken and not is_own:
            found.append(place)
    return found


def word_at(content: str, position: int) -> Span | None:
    """Give the word around a position or right before it."""
    end = stepped(content, max(0, position - 1), 1, by_word=True)
    start = stepped(content, end, -1, by_word=True)
    return meant(content, start, end) if start <= position <= end else None


def _tag(
    text: ArticleText, kind: EntityKind, name: str, iso: str, spans: list[Span], library: Library
) -> list[MentionId]:
    return library.mentions.add(text, spans, library.entities.add(kind, name, iso=iso))


def _mark_quote(
    text: ArticleText, span: Span, kind: QuoteKind, like: list[QuoteId], library: Library
) -> QuoteId:
    if len(like) == 1:
        library.quotes.move(like[0], text, span)
        return like[0]
    return library.quotes.add(text, span, kind=kind)


def _in_common(one: Span, other: Span) -> float:
    """Say how much of two stretches together is in both, 0..1."""
    both = min(one.end, other.end) - max(one.start, other.start)
    return both / (max(one.end, other.end) - min(one.start, other.start))
