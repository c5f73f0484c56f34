"""No question that a reader waits for reads a big table from one end to the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from storage.articles import ORDERS
from storage.finding_types import EntityId
from storage.found import Findings, FoundEntity, FoundMention, FoundQuote
from storage.ledger import LEDGER_ORDERS, LedgerFilter
from storage.library import Library
from storage.types import ArticleId, Span, TextId
from tests.builders import CONTENT, add_article, make_annotation, make_imported, make_library
from tests.storage.query_plans import Scan, scans_of

ARTICLES = 30
SEARCHES = {
    "a word": "delegates",
    "an unfinished word": "deleg",
    "two words": "delegates kenya",
    "a phrase": '"Kenya and Peru"',
}
LEDGER_FILTERS = {
    "all": LedgerFilter(),
    "indirect": LedgerFilter(kind="indirect"),
    "of some days": LedgerFilter(since=date(2020, 1, 1), until=date(2035, 1, 1)),
    "with a word": LedgerFilter(words="act"),
    "of a speaker": LedgerFilter(speaker=EntityId(1)),
    "of a speaker by a name": LedgerFilter(speaker_words="ana"),
}
Ask = Callable[[Library], object]
PATHS: dict[str, Ask] = {
    **{
        f"the shelf by {order}": lambda library, o=order: library.articles.ids(order=o)
        for order in ORDERS
    },
    **{
        f"the shelf with {what}": lambda library, w=words: library.articles.ids(search=w)
        for what, words in SEARCHES.items()
    },
    "a screen of the shelf": lambda library: library.articles.among(range(1, 20)),
    "what was open last": lambda library: library.articles.last_opened(),
    "an article": lambda library: library.texts.current(ArticleId(1)),
    "its annotations": lambda library: library.annotations.of(ArticleId(1)),
    "their ids": lambda library: library.annotations.ids_of(ArticleId(1)),
    "what the page draws": lambda library: library.annotations.marks_on(TextId(1)),
    "mentions on the page": lambda library: library.mentions.on(TextId(1)),
    "quotes on the page": lambda library: library.quotes.on(TextId(1)),
    "entities of an article": lambda library: library.entities.of(TextId(1)),
    "completion of a name": lambda library: library.entities.matching("an", limit=20),
    "completion without a letter": lambda library: library.entities.matching("", limit=20),
    "an entity's page": lambda library: library.entity_pages.page(EntityId(1)),
    "where a search stands": lambda library: library.excerpts.hits("delegates", range(1, 20)),
    "tags with their counts": lambda library: library.tags.all(),
    "names of tags": lambda library: library.tags.names(),
    "the tree of tags": lambda library: library.tag_tree.nodes(),
    "tags of some articles": lambda library: library.tags.of_articles([ArticleId(1)]),
    "the tree of collections": lambda library: library.collections.tree(),
    "collections of some articles": lambda library: library.collections.of_articles([ArticleId(1)]),
    "saved searches": lambda library: library.saved_searches.all(),
    "what is in which place": lambda library: library.count_places(),
    "how many there are": lambda library: library.articles.count(),
    "how many are in the trash": lambda library: library.articles.count(in_trash=True),
    "undo's label": lambda library: library.undo_label(),
    **{
        f"the ledger by {order}, {what}": lambda library, w=wanted, o=order: library.ledger.ids(
            w, order=o
        )
        for order in LEDGER_ORDERS
        for what, wanted in LEDGER_FILTERS.items()
    },
    "a screen of the ledger": lambda library: library.ledger.entries(range(1, 20)),
}
# what reads all of an index because all of it is wanted, in this order
LISTINGS: dict[str, frozenset[Scan]] = {}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Give a library with something of every kind."""
    folder: Path = tmp_path_factory.mktemp("plans")
    with make_library(folder) as made:
        for number in range(ARTICLES):
            article = add_article(made, make_imported(f"{CONTENT}\n\nNumber {number}."))
            make_annotation(made, article, note="A note.", tags=["climate/storm"])
            _find(made, article)
        _file(made)
        yield made


def _file(library: Library) -> None:
    articles = [ArticleId(id_) for id_ in library.articles.ids()]
    with library.unrecorded():
        library.tags.add_to_articles(articles[::2], ["climate", "politics/vote"])
        library.collections.put_in(articles[::3], library.collections.add("Elections/2026"))
        library.saved_searches.add("Storms", "storm")
        library.articles.set_starred(articles[:3], True)
        library.articles.set_state(articles[3:9], "done")


def _find(library: Library, article: ArticleId) -> None:
    text = library.texts.current(article)
    start, quote = text.content.index("Ana Ruiz"), text.content.index("“We will act now,”")
    findings = Findings(
        *("postil", "1", "en"),
        (FoundEntity("person", "Ana Ruiz"),),
        (FoundMention(start, start + 8, 0, 0.9),),
        (FoundQuote(Span(quote, quote + 18), "direct", entity=0),),
    )
    with library.unrecorded():
        library.findings.record(text, findings)


@pytest.mark.parametrize("path", PATHS)
def test_nothing_big_is_read_whole(library, path):
    found = scans_of(library, lambda: PATHS[path](library))
    allowed = LISTINGS.get(path, frozenset())
    assert {scan: sql for scan, sql in found.items() if scan not in allowed} == {}


def test_a_question_that_reads_everything_is_noticed(library):
    found = scans_of(
        library, lambda: library._store.query("SELECT * FROM article AS a WHERE byline = 'x'")
    )
    assert list(found) == [Scan("article", "")]
