"""What a search finds is what its tree says, whatever the tree: against the slow way."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.found import Findings, FoundEntity, FoundMention, FoundQuote
from storage.library import Library
from storage.searching.query import (
    AllOf,
    AnyOf,
    Choice,
    Dated,
    InField,
    Near,
    Node,
    Not,
    Query,
    Words,
)
from storage.types import COLORS, ArticleId, Span
from tests.builders import add_article, make_imported, make_library
from tests.storage.searching import plain_library
from tests.storage.searching import plain_search as plain

Found = tuple[Library, list[plain_library.Article]]
PLAIN = (
    *("run", "running", "ran", "storm", "storms", "Kenya", "Peru", "said", "say", "minister"),
    *("ministers", "Zürich", "café", "naïve", "well-known", "Ruiz’s", "Ruiz", "act", "acted"),
)
LETTERS = ("東京", "京都", "東京都", "手机", "ภาษาไทย", "서울에서")
SOUGHT = ("zurich", "CAFE", "minist", "ken", "s", "京", "ภาษา", "서울", "studies", "nobody", "a")
NAMES = ("Ana Ruiz", "World Health Organization", "東京大学")
TAGS = ("climate", "climate/storm", "storm/climate", "climates", "Ostafrika", "京都")
SITES = ("example.org", "News of Zürich", "")
ARTICLES = 24
DAYS = ("2024-03-01", "2025-01-15", "2025-12-31")


def _prose(rng: random.Random, count: int) -> str:
    words = rng.choices((*PLAIN, *PLAIN, *LETTERS), k=count)
    return " ".join(w + rng.choice(("", "", "", ",", ".", "\n\n")) for w in words) + " x"


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Found]:
    """Give a library with a little of everything, and what is in it."""
    folder: Path = tmp_path_factory.mktemp("found")
    rng = random.Random(5)
    with make_library(folder) as made:
        for number in range(ARTICLES):
            _add(made, rng, number)
        with made.transaction("Merge"):
            rows = made._store.query("SELECT id FROM entity WHERE kind = 'person' ORDER BY id")
            made.entities.merge([rows[-1]["id"]], rows[0]["id"])
        yield made, plain_library.read(made)


def _add(library: Library, rng: random.Random, number: int) -> None:
    day = datetime.fromisoformat(rng.choice(DAYS)).replace(tzinfo=UTC)
    imported = make_imported(
        f"{_prose(rng, rng.randint(3, 25))} {number}",
        title=_prose(rng, 3),
        byline=rng.choice(("Ana Ruiz", "Peru Minister", "")),
        site=rng.choice(SITES),
        url=f"https://{rng.choice(('news.zurich.ch', 'example.org'))}/{number}",
        language=rng.choice(("en", "", "en-GB")),
        published_at=rng.choice((day, None)),
    )
    article = add_article(library, imported)
    _annotate(library, rng, article)
    _find(library, rng, article, number)
    if rng.random() < 0.3:
        add_article(
            library,
            make_imported(
                f"{_prose(rng, 12)} {number}", title=imported.title, url=imported.url, language="en"
            ),
        )
    with library.transaction("Read"):
        if rng.random() < 0.4:
            library.tags.add_to_articles([article], [rng.choice(TAGS)])
        if rng.random() < 0.4:
            folder = library.collections.ensure(
                rng.choice(("Work", "Work/Peru storm", "Home/Work", "Home"))
            )
            assert folder is not None
            library.collections.put_in([article], folder)
        if rng.random() < 0.5:
            library.articles.set_state([article], rng.choice(("reading", "done", "archived")))
        if rng.random() < 0.5:
            library.articles.mark_opened(article)
        if rng.random() < 0.2:
            library.articles.move_to_trash([article])


def _annotate(library: Library, rng: random.Random, article: ArticleId) -> None:
    text = library.texts.current(article)
    for _ in range(rng.randint(0, 3)):
        span = _some_words(rng, text.content)
        with library.transaction("Annotate"):
            library.annotations.add(
                text,
                rng.choice((span, span, None)),
                color=rng.choice(COLORS[:2]),
                note=rng.choice(("", _prose(rng, 3))),
                tags=rng.choice(((), (rng.choice(TAGS),))),
            )


def _find(library: Library, rng: random.Random, article: ArticleId, number: int) -> None:
    text = library.texts.current(article)
    entities = tuple(
        FoundEntity("person" if n == "Ana Ruiz" else "organisation", n)
        for n in rng.sample(NAMES, rng.randint(1, 2))
    )
    if number == 0:
        entities = (*entities, FoundEntity("person", "Kenya Storm"))
    mentions = tuple(FoundMention(n, n + 1, n, 0.9) for n in range(rng.randint(0, len(entities))))
    quotes = tuple(
        FoundQuote(
            span,
            "direct",
            speaker=rng.choice((_some_words(rng, text.content), None)),
            entity=rng.choice((0, None)),
        )
        for span in sorted({_some_words(rng, text.content) for _ in range(rng.randint(0, 2))})
    )
    with library.unrecorded():
        library.findings.record(text, Findings("postil", "1", "en", entities, mentions, quotes))
        if quotes and rng.random() < 0.2:
            library._store.execute_unrecorded(
                "UPDATE quote SET state = 'rejected' WHERE text_id = ?", text.id
            )


def _some_words(rng: random.Random, content: str) -> Span:
    places = [match.span() for match in re.finditer(r"\S+", content)]
    first = rng.randrange(len(places))
    last = min(len(places) - 1, first + rng.randint(0, 4))
    return Span(places[first][0], places[last][1])


# -- trees

single = st.sampled_from((*PLAIN, *LETTERS, *SOUGHT)).map(lambda word: (word,))
phrases = st.lists(st.sampled_from(PLAIN), min_size=2, max_size=3).map(tuple)
endings = st.sampled_from(({}, {}, {}, {"is_prefix": True}, {"is_unfinished": True}))


@st.composite
def words(draw: st.DrawFn) -> Words:
    """Draw words as the language makes them."""
    if draw(st.booleans()) and draw(st.booleans()):
        return Words(draw(phrases), is_exact=True, is_prefix=draw(st.booleans()))
    return Words(
        draw(single), is_exact=draw(st.sampled_from((False, False, True))), **draw(endings)
    )


TEXT_FIELDS = ("title", "by", "text", "note", "highlight", "quote")
NAMED = ("climate", "storm", "clim", "climate/storm", "ostafrika", "京都", "Work", "peru storm")
PLACES = ("Work/Peru storm", "example.org", "zurich", "exam", "ana")
names = st.sampled_from((*NAMED, *PLACES)).map(lambda name: (name,))
spoken = st.sampled_from(("Ana", "ruiz", "Ana Ruiz", "health", "東京", "ru", "storm")).map(
    lambda name: tuple(name.split())
)
named = st.one_of(
    st.builds(
        InField,
        st.sampled_from(("tag", "in", "site")),
        st.builds(lambda w, e: Words(w, **e), names, endings),
    ),
    st.builds(
        InField,
        st.sampled_from(("speaker", "mentions")),
        st.builds(lambda w, e: Words(w, **e), spoken, endings),
    ),
    st.builds(
        InField, st.sampled_from(("title", "by", "text", "note", "highlight", "quote")), words()
    ),
)
choices = st.sampled_from(
    [Choice("kind", v) for v in ("highlight", "note", "quote", "entity")] * 2
    + [Choice("color", v) for v in COLORS[:3]]
    + [Choice("is", v) for v in ("unread", "done", "starred", "deleted", "annotated", "tagged")]
    + [Choice("has", v) for v in ("highlight", "note", "tag", "quote", "entity", "collection")]
    + [Choice("lang", v) for v in ("en", "de", "en-gb")]
)
dates = st.builds(
    Dated,
    st.sampled_from(("", "2024-03-01", "2025-01-16")),
    st.sampled_from(("", "2025-01-16", "2026-01-03")),
    st.sampled_from(("", "added", "read", "finished")),
)
nears = st.builds(
    Near,
    st.lists(words(), min_size=2, max_size=3).map(tuple),
    st.sampled_from((1, 3, 10)),
)
leaves = st.one_of(words(), words(), words(), nears, named, named, choices, dates)


def _grown(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    parts = st.lists(inner, min_size=2, max_size=3).map(tuple)
    return st.one_of(st.builds(AllOf, parts), st.builds(AnyOf, parts), st.builds(Not, inner))


trees = st.recursive(leaves, _grown, max_leaves=6)


@settings(max_examples=150)
@given(root=trees)
def test_a_search_finds_what_its_tree_says(found: Found, root: Node) -> None:
    library, everything = found
    everything = plain_library.shelf(everything, root)
    query, root = Query("as drawn", root), plain.without_distance(root)
    wanted = {a.row["id"] for a in everything if plain.article_has(a, root)}
    assert set(library.search.articles(query)) == wanted
    assert library.search.count(query) == len(wanted)
    wanted = {
        one.id
        for article in everything
        for one in article.annotations
        if plain.annotation_has(article, one, root)
    }
    assert set(library.search.annotations(query)) == wanted
    wanted = {
        one.id
        for article in everything
        for one in article.quotes
        if plain.quote_has(article, one, root)
    }
    assert set(library.search.quotes(query)) == wanted
