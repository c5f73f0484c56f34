"""What a library has about an entity, all articles together."""

from datetime import UTC, datetime

import pytest

from storage.entity_index import narrowed
from storage.found import Findings, FoundEntity, FoundMention, FoundQuote
from storage.text.periods import Bar, bars
from storage.types import Span
from tests.builders import add_article, make_annotation, make_imported, make_library

FIRST = (
    "Ana Ruiz met Ben Okri in Geneva. She said: “Ben Okri is right, and Geneva is calm.”\n\n"
    "Ruiz left. Okri stayed in Geneva."
)
SECOND = "Ana Ruiz was in Lima. Nobody else was."
PEOPLE = {"Ana Ruiz": ("Ruiz",), "Ben Okri": ("Okri",)}
PLACES = ("Geneva", "Lima")


def findings(content):
    """Say who is in one of the texts above, as a finder would."""
    entities = [FoundEntity("person", name, aliases) for name, aliases in PEOPLE.items()]
    entities += [FoundEntity("place", name) for name in PLACES]
    mentions = []
    for number, entity in enumerate(entities):
        for form in (entity.name, *entity.aliases):
            at = content.find(form)
            while at >= 0:
                if not any(m.start <= at < m.end for m in mentions):
                    mentions.append(FoundMention(at, at + len(form), number, 0.9))
                at = content.find(form, at + 1)
    quotes = []
    if "“" in content:
        span = Span(content.index("“"), content.index("”") + 1)
        quotes.append(FoundQuote(span, "direct", None, 0, None, 0.9, 0.9))
    used = {m.entity for m in mentions}
    kept = {old: new for new, old in enumerate(sorted(used))}
    return Findings(
        "postil",
        "1",
        "en",
        tuple(entities[n] for n in sorted(used)),
        tuple(sorted(m._replace(entity=kept[m.entity]) for m in mentions)),
        tuple(quotes),
    )


@pytest.fixture
def told(tmp_path):
    """Give a library with two articles that were looked through, and its entities by name."""
    with make_library(tmp_path) as library:
        for content, month in ((FIRST, 1), (SECOND, 3)):
            article = add_article(
                library,
                make_imported(
                    content,
                    title=content[:10],
                    origin=f"/{month}.txt",
                    published_at=datetime(2026, month, 5, tzinfo=UTC),
                ),
            )
            text = library.texts.current(article)
            with library.unrecorded():
                library.findings.record(text, findings(content))
        yield library, {one.name: one.id for one in library.entities.matching("")}


def test_page_has_all_mentions_newest_article_first_with_what_stands_around(told):
    library, ids = told
    page = library.entity_pages.page(ids["Ana Ruiz"])
    assert (page.article_count, page.mention_count) == (2, 3)
    assert [(m.source.day, m.mention.exact) for m in page.mentions] == [
        ("2026-03-05", "Ana Ruiz"),
        ("2026-01-05", "Ana Ruiz"),
        ("2026-01-05", "Ruiz"),
    ]
    assert page.mentions[0].before == ""
    assert page.mentions[0].after == " was in Lima. Nobody else was."
    assert page.mentions[2].before.endswith("Geneva is calm.” ")
    assert page.mentions[2].before.startswith("…")


def test_mentions_come_in_slices_and_of_one_period(told):
    library, ids = told
    pages = library.entity_pages
    one_by_one = [pages.mentions(ids["Ana Ruiz"], offset=n, limit=1)[0] for n in range(3)]
    assert one_by_one == pages.mentions(ids["Ana Ruiz"])
    assert [m.source.day for m in pages.mentions(ids["Ana Ruiz"], period="2026-03")] == [
        "2026-03-05"
    ]


def test_quotes_by_and_about(told):
    library, ids = told
    page = library.entity_pages.page(ids["Ben Okri"])
    assert page.quotes_by == ()
    assert [q.quote.speaker_name for q in page.quotes_about] == ["Ana Ruiz"]
    page = library.entity_pages.page(ids["Ana Ruiz"])
    assert len(page.quotes_by) == 1
    assert page.quotes_about == ()
    assert library.entity_pages.page(ids["Lima"]).quotes_about == ()


def test_highlights_are_those_that_touch_a_mention(told):
    library, ids = told
    article = library.entity_pages.page(ids["Geneva"]).mentions[0].source.article
    touching = make_annotation(library, article, "stayed in Gen")
    make_annotation(library, article, "Ruiz left")
    found = library.entity_pages.page(ids["Geneva"]).highlights
    assert [h.annotation.id for h in found] == [touching]


def test_companions_are_who_shares_most_articles(told):
    library, ids = told
    found = library.entity_pages.companions(ids["Ana Ruiz"])
    assert [(c.name, c.articles, c.together) for c in found] == [
        ("Ben Okri", 1, 2),
        ("Geneva", 1, 2),
        ("Lima", 1, 1),
    ]


def test_merged_entities_have_one_page_and_count_as_one(told):
    library, ids = told
    with library.transaction("Merge"):
        library.entities.merge([ids["Ben Okri"]], ids["Ana Ruiz"])
    page = library.entity_pages.page(ids["Ben Okri"])
    assert (page.entity.id, page.article_count, page.mention_count) == (ids["Ana Ruiz"], 2, 6)
    assert [part.name for part in page.parts] == ["Ben Okri"]
    index = {e.name: (e.articles, e.mentions) for e in library.entity_index.entries()}
    assert index == {"Ana Ruiz": (2, 6), "Geneva": (1, 3), "Lima": (1, 1)}
    among = library.entity_index.entries([ids["Ben Okri"], ids["Lima"]])
    assert {e.name: (e.articles, e.mentions) for e in among} == {
        "Ana Ruiz": (2, 6),
        "Lima": (1, 1),
    }


def test_rejected_mentions_and_articles_in_the_trash_do_not_count(told):
    library, ids = told
    index = library.entity_index
    first = library.entity_pages.page(ids["Geneva"]).mentions[0]
    with library.transaction("Reject"):
        library.entities.reject(ids["Geneva"], first.mention.text)
    assert "Geneva" not in {e.name for e in index.entries()}
    assert library.entity_pages.page(ids["Geneva"]).mention_count == 0
    with library.transaction("Delete"):
        library.articles.move_to_trash([first.source.article])
    assert {e.name: e.articles for e in index.entries()} == {"Ana Ruiz": 1, "Lima": 1}
    assert library.entity_pages.page(ids["Ana Ruiz"]).article_count == 1


def test_killed_entity_is_not_in_the_index(told):
    library, ids = told
    with library.transaction("Never again"):
        library.entities.kill(ids["Lima"])
    assert "Lima" not in {e.name for e in library.entity_index.entries()}


def test_index_is_narrowed_by_kind_state_words_and_sorted(told):
    library, ids = told
    index = library.entity_index
    with library.transaction("Accept"):
        library.entities.accept(ids["Ben Okri"])
    entries = index.entries()
    assert [e.name for e in narrowed(entries)] == ["Ana Ruiz", "Ben Okri", "Geneva", "Lima"]
    assert [e.name for e in narrowed(entries, kinds=["place"], order="name")] == ["Geneva", "Lima"]
    assert [e.name for e in narrowed(entries, is_confirmed=True)] == ["Ben Okri"]
    assert [e.name for e in narrowed(entries, among=index.named("okr b"))] == ["Ben Okri"]
    assert index.named("kri") == set()
    assert index.named("") is None
    assert [e.name for e in narrowed(entries, among=index.named("“RUIZ”"))] == ["Ana Ruiz"]


def test_bars_have_no_gaps_and_grow_to_years_and_decades():
    assert bars([]) == ()
    assert bars(["2025-12-31", "2026-02-01", "2026-02-02"]) == (
        Bar("2025-12", 1),
        Bar("2026-01", 0),
        Bar("2026-02", 2),
    )
    assert bars(["2015-01-01", "2019-02-01"]) == tuple(
        Bar(str(year), int(year in (2015, 2019))) for year in range(2015, 2020)
    )
    decades = bars(["1890-01-01", "2019-02-01"])
    assert (decades[0], decades[-1], len(decades)) == (Bar("189", 1), Bar("201", 1), 13)
    assert [bar.name for bar in (decades[0], Bar("2019", 1), Bar("2019-02", 1))] == [
        "1890s",
        "2019",
        "February 2019",
    ]
