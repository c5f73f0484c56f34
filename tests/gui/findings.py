"""Articles with findings, for tests of the window."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from pytestqt.qtbot import QtBot

from storage.finding_types import Mention, Quote
from storage.found import EntityKind, Findings, FoundEntity, FoundMention, FoundQuote, QuoteKind
from storage.library import Library
from storage.text.occurrences import as_words
from storage.types import ArticleId
from tests.builders import make_imported
from tests.gui.windows import Hands, window_on

Names = Mapping[str, tuple[EntityKind, tuple[str, ...]]]


def findings_of(
    content: str, names: Names, quotes: Mapping[str, tuple[QuoteKind, str]] | None = None
) -> Findings:
    """Give what a finder would say: `names` with kind and aliases, `quotes` with their speaker."""
    entities = [FoundEntity(kind, name, aliases) for name, (kind, aliases) in names.items()]
    mentions: list[FoundMention] = []
    for number, entity in enumerate(entities):
        for form in sorted((entity.name, *entity.aliases), key=len, reverse=True):
            mentions += [
                FoundMention(s.start, s.end, number, 0.8)
                for s in as_words(content, form)
                if not any(m.start < s.end and s.start < m.end for m in mentions)
            ]
    known = {entity.name: number for number, entity in enumerate(entities)}
    said = [
        FoundQuote(as_words(content, words)[0], kind, None, known.get(speaker), None, 0.9, 0.6)
        for words, (kind, speaker) in (quotes or {}).items()
    ]
    said.sort(key=lambda quote: quote.span.start)
    return Findings("postil", "1", "en", tuple(entities), tuple(sorted(mentions)), tuple(said))


def record(library: Library, article: ArticleId, findings: Findings) -> None:
    """Write findings down as a finder's."""
    with library.unrecorded():
        library.findings.record(library.texts.current(article), findings)


@contextmanager
def hands_on(library: Library, article: ArticleId, folder: Path, qtbot: QtBot) -> Iterator[Hands]:
    """Give a window on an article, when what was found in it is on the page."""
    with window_on(library, folder, qtbot) as window:
        made = Hands(window, qtbot)
        made.open(article)
        qtbot.waitUntil(lambda: len(made.page.findings.index.mentions) > 0)
        made.settle()
        yield made


def change_text(library: Library, article: ArticleId, content: str) -> None:
    """Take the same article in with another text."""
    imported = make_imported(content, url=library.articles.get(article).url)
    with library.transaction("Import"):
        library.articles.take(imported)


def mention(library: Library, article: ArticleId, words: str, nth: int = 0) -> Mention:
    """Give a mention by its words."""
    on = library.mentions.on(library.texts.current(article).id)
    return [one for one in on if one.exact == words][nth]


def quote(library: Library, article: ArticleId, words: str) -> Quote:
    """Give a quote by some of its words."""
    on = library.quotes.on(library.texts.current(article).id)
    return next(one for one in on if words in one.exact)
