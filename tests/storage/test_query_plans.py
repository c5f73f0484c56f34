"""No question that a reader waits for reads a big table from one end to the other."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from storage.annotation_lists import GROUPINGS, LIST_ORDERS
from storage.articles import ORDERS
from storage.finding_types import EntityId
from storage.found import Findings, FoundEntity, FoundMention, FoundQuote
from storage.ledger import LEDGER_ORDERS, LedgerFilter
from storage.library import Library
from storage.searching.searcher import ARTICLE_ORDERS
from storage.types import ArticleId, Span, TextId
from tests.builders import CONTENT, add_article, make_annotation, make_imported, make_library
from tests.storage.query_plans import Scan, scans_of

ARTICLES = 30
SEARCHES = (
    *("delegates", "deleg", "delegates kenya", '"Kenya and Peru"', "del* OR now", "act -peru"),
    *("kenya ~near agreed", "日本", "title:geneva", "by:ana", "site:example.org act", "text:act"),
    *("note:note", "highlight:delegates", "quote:act", "speaker:ana act", "mentions:ana"),
    *("tag:climate", "in:elections", "kind:highlight act", "kind:quote act", "kind:note note"),
    *("kind:entity ana", "color:yellow kind:highlight", "is:unread act", "is:starred", "is:done"),
    *("is:deleted", "is:annotated", "is:tagged", "is:filed", "has:note act", "has:quote act"),
    *("has:tag", "has:entity act", "has:picture", "has:collection", "lang:en act", "lang:de"),
    *("after:2020-01-01 before:2035-01-01 act", "on:2026-01-01", "-is:unread", "-act"),
)
LEDGER_FILTERS = {
    "all": LedgerFilter(),
    "indirect": LedgerFilter(kind="indirect"),
    "of some days": LedgerFilter(since=date(2020, 1, 1), until=date(2035, 1, 1)),
    "with a word": LedgerFilter(words="act"),
    "of a speaker": LedgerFilter(speaker=EntityId(1)),
    "of a speaker by a name": LedgerFilter(speaker_words="ana"),
}
WAYS = ("", ", reversed")
Ask = Callable[[Library], object]
PATHS: dict[str, Ask] = {
    **{
        f"the shelf by {order}": lambda library, o=order: library.articles.ids(order=o)
        for order in ORDERS
    },
    **{
        f"articles by {order}{way}": lambda library, o=order, w=way: library.search.articles(
            order=o, is_reversed=bool(w)
        )
        for order in ARTICLE_ORDERS
        for way in WAYS
    },
    **{
        f"articles by {order} that are {what}": lambda library, o=order, q=query: (
            library.search.articles(library.query(q), order=o)
        )
        for order in ARTICLE_ORDERS
        for what, query in {
            "unread": "is:unread",
            "with a word": "act",
            "starred": "is:starred",
        }.items()
    },
    **{
        f"search {typed}: {what}": lambda library, t=typed, a=ask: a(library, library.query(t))
        for typed in SEARCHES
        for what, ask in {
            "the first": lambda library, query: library.search.articles(query, limit=20),
            "all": lambda library, query: library.search.articles(query),
            "how many": lambda library, query: library.search.count(query),
            "where": lambda library, query: library.results.of(query, range(1, 20)),
            "annotations": lambda library, query: library.annotation_lists.ids(query),
        }.items()
    },
    **{
        f"annotations by {order}{way}": lambda library, o=order, w=way: (
            library.annotation_lists.ids(order=o, is_reversed=bool(w))
        )
        for order in LIST_ORDERS
        for way in WAYS
    },
    **{
        f"annotations in groups by {by}": lambda library, b=by: library.annotation_lists.groups(
            array("q", range(1, 20)), b
        )
        for by in GROUPINGS
    },
    "a screen of annotations": lambda library: library.annotation_lists.rows(range(1, 20)),
    "their tags": lambda library: library.annotation_lists.tags_of(range(1, 20)),
    "what is to review": lambda library: library.reviews.waiting(),
    "the next to review": lambda library: library.reviews.next_ones(limit=20),
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
# Indexes that may be read whole: all that is listed is wanted, in this order or to be counted, or
# only the few rows that are in a partial index.
LISTINGS: dict[Scan, str] = {
    Scan(
        "annotation", "annotation_by_made"
    ): r"annotations by|.* to review$|search .*: annotations",
    Scan("annotation", "annotation_by_change"): r"annotations by changed",
    Scan("article_text", "article_text_length"): r"articles by length",
    Scan("annotation", "annotation_article"): r"articles by annotations",
    Scan("article", "article_unspaced"): r"search 日本",
    Scan("annotation", "annotation_unspaced"): r"search 日本",
    Scan("quote", "quote_unspaced"): r"search 日本",
}


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
    unwanted = {
        scan: sql
        for scan, sql in found.items()
        if not re.match(LISTINGS.get(scan, "$"), path) and not _by_article(scan, path)
    }
    assert unwanted == {}


def _by_article(scan: Scan, path: str) -> bool:
    """Say whether annotations are asked for by a fact of articles, as in "has:quote": of all."""
    return path.endswith(": annotations") and bool(scan.index or scan.table == "article")


def test_a_question_that_reads_everything_is_noticed(library):
    found = scans_of(
        library, lambda: library._store.query("SELECT * FROM article AS a WHERE byline = 'x'")
    )
    assert list(found) == [Scan("article", "")]
