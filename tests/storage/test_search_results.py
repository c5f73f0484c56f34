"""What a search shows of the articles that it finds."""

import pytest

from storage.search_commands import printed
from storage.searching.query import AllOf, AnyOf, Choice, InField, Near, Not, Query, Words
from storage.types import Span
from tests.builders import add_article, make_annotation, make_imported
from tests.storage.found_texts import VISIT, add_visit, span_of

CONTENT = (
    "Ministers from Kenya and Peru met in Geneva. They spoke of rain.\n\n"
    f"{'It was a long day. ' * 10}The rain in Kenya was late.\n\n"
    f"{'Then came the night. ' * 10}Nobody spoke of money."
)


def words(*some: str) -> Words:
    return Words(some, is_exact=len(some) > 1)


def query(*parts) -> Query:
    return Query("", AllOf(parts) if len(parts) > 1 else parts[0])


def shown(library, asked: Query, *articles: int) -> list[tuple[str, str, list[str]]]:
    """Give kind, excerpt and marked words of each passage of the first article."""
    found = library.results.of(asked, articles)
    return [
        (p.kind, p.excerpt, [p.excerpt[m.start : m.end] for m in p.marks])
        for p in found[0].passages
    ]


@pytest.fixture
def article(library):
    return add_article(library, make_imported(CONTENT, title="Rain in Geneva"))


def test_places_with_all_words_are_shown_with_the_words_marked(library, article):
    first, second = shown(library, query(words("kenya"), words("rain")), article)
    assert first[1].startswith("Ministers from Kenya and Peru met in Geneva. They spoke of rain.")
    assert "It was a long day. The rain in Kenya was late. Then came" in second[1]
    assert (first[0], first[2]) == ("text", ["Kenya", "rain"])
    assert (second[0], second[2]) == ("text", ["rain", "Kenya"])


def test_title_is_marked_and_articles_keep_their_order(library, article):
    other = add_article(library, make_imported("Rain.", title="A title"))
    found = library.results.of(query(words("rain")), [other, 99, article])
    assert [f.article.id for f in found] == [other, article]
    assert [f.title_marks for f in found] == [(), (Span(0, 4),)]
    assert [len(f.passages) for f in found] == [1, 2]


def test_words_of_the_title_only_are_not_looked_for_in_the_text(library, article):
    found = library.results.of(query(InField("title", words("rain"))), [article])
    assert found[0].title_marks == (Span(0, 4),)
    assert found[0].passages == ()


def test_highlight_and_note_stand_apart_and_come_before_the_text(library, article):
    made = make_annotation(library, article, "The rain in Kenya", color="green", note="Why rain?")
    [found] = library.results.of(query(words("rain")), [article])
    assert [(p.kind, p.excerpt, p.color) for p in found.passages] == [
        ("highlight", "The rain in Kenya", "green"),
        ("note", "Why rain?", "green"),
        ("text", found.passages[2].excerpt, None),
    ]
    assert {p.annotation for p in found.passages} == {made, None}
    assert found.passages[2].span == span_of(CONTENT, "rain")


def test_notes_are_shown_without_the_signs_of_markdown(library, article):
    note = "# Why\n\nThe **rain** in `Kenya`, 2 * 3 * 4 and snake_case_rain"
    make_annotation(library, article, "Nobody spoke", note=note)
    [found] = library.results.of(query(InField("note", words("rain"))), [article])
    [passage] = found.passages
    assert passage.excerpt.startswith("The rain in Kenya, 2 * 3 * 4 and snake_case_rain")
    assert [passage.excerpt[m.start : m.end] for m in passage.marks] == ["rain", "rain"]


def test_conditions_on_one_annotation_hold_of_the_same(library, article):
    make_annotation(library, article, "The rain in Kenya", color="green")
    make_annotation(library, article, "They spoke of rain", color="red", note="Really?")
    green = query(Choice("color", "green"), words("rain"))
    assert [p[1] for p in shown(library, green, article)] == ["The rain in Kenya"]
    noted = query(Choice("kind", "highlight"), InField("note", words("really")))
    assert [p[1] for p in shown(library, noted, article)] == ["They spoke of rain"]
    not_red = query(Choice("kind", "highlight"), Not(Choice("color", "red")))
    assert [p[1] for p in shown(library, not_red, article)] == ["The rain in Kenya"]


def test_kind_alone_lists_what_it_names(library, article):
    make_annotation(library, article, "The rain in Kenya", note="Why?")
    make_annotation(library, article, None, note="On all of it")
    assert [p[:2] for p in shown(library, query(Choice("kind", "note")), article)] == [
        ("note", "On all of it"),
        ("note", "Why?"),
    ]
    [found] = library.results.of(query(Choice("kind", "note")), [article])
    assert [p.span for p in found.passages] == [None, span_of(CONTENT, "The rain in Kenya")]


def test_words_stand_anywhere_in_an_annotation_its_tags_included(library, article):
    both = make_annotation(library, article, "The rain in Kenya", note="late", tags=["season"])
    make_annotation(library, article, "Nobody spoke", note="late")
    [found] = library.results.of(query(words("rain"), words("late"), words("season")), [article])
    assert {p.annotation for p in found.passages} == {both}
    [found] = library.results.of(query(words("season")), [article])
    assert [(p.kind, p.excerpt) for p in found.passages] == [
        ("highlight", "The rain in Kenya"),
    ]


def test_tags_say_why_something_was_found(library, article):
    make_annotation(library, article, "The rain in Kenya", tags=["company/harbour", "other"])
    with library.transaction("Tag"):
        library.tags.add_to_articles([article], ["Harbour", "press"])
    (found,) = library.results.of(query(words("harbour")), [article])
    assert found.tags == ("Harbour",)
    assert [one.tags for one in found.passages] == [("company/harbour",)]
    (found,) = library.results.of(query(InField("tag", words("company"))), [article])
    assert found.tags == ()
    assert [one.tags for one in found.passages] == [("company/harbour",)]
    assert list(printed([found], 1))[1] == "    * yellow #company/harbour: The rain in Kenya"


@pytest.mark.parametrize("tag", ["water", "water/rain"])
def test_tag_shows_the_annotations_that_carry_it(library, article, tag):
    make_annotation(library, article, "The rain in Kenya", tags=["Water/Rain"])
    make_annotation(library, article, "Nobody spoke", tags=["Waterworks"])
    assert [p[1] for p in shown(library, query(InField("tag", words(tag))), article)] == [
        "The rain in Kenya"
    ]


def test_quotes_are_shown_with_who_said_them(library):
    text = add_visit(library)
    [found] = library.results.of(query(InField("speaker", words("ruiz"))), [text.article_id])
    assert [(p.kind, p.excerpt, p.said_by) for p in found.passages] == [
        ("quote", "“We are here.”", "Ana Ruiz"),
        ("quote", "that WHO had left in peace", "Ruiz"),
    ]
    [found] = library.results.of(query(words("peace")), [text.article_id])
    assert [(p.kind, p.span) for p in found.passages] == [
        ("quote", span_of(VISIT, "that WHO had left in peace")),
    ]


def test_mentions_are_found_by_any_name_of_the_entity(library):
    text = add_visit(library)
    asked = query(InField("mentions", words("world", "health")))
    assert [(p[0], p[2]) for p in shown(library, asked, text.article_id)] == [
        ("entity", ["World Health Organization"]),
        ("entity", ["WHO"]),
        ("entity", ["WHO"]),
    ]
    both = query(Choice("kind", "entity"), words("ruiz"))
    assert [p[2] for p in shown(library, both, text.article_id)] == [["Ana Ruiz"], ["Ruiz"]]


def test_what_is_left_out_is_counted_and_given_later(library):
    content = "\n\n".join(f"{n}. Rain {'and so on ' * 20}" for n in range(9))
    article = add_article(library, make_imported(content))
    asked = query(words("rain"))
    [found] = library.results.of(asked, [article], passages=2)
    assert (len(found.passages), found.more) == (2, 7)
    rest = library.results.further(asked, article, 2)
    assert [p.span.start for p in rest] == [content.index(f"{n}. R") + 3 for n in range(2, 9)]


def test_near_and_either_of_two(library, article):
    near = query(Near((words("kenya"), words("rain")), 3))
    assert [p[2] for p in shown(library, near, article)] == [["rain", "Kenya"]]
    either = query(AnyOf((words("money"), words("peru"))))
    assert [p[2] for p in shown(library, either, article)] == [["Peru"], ["money"]]


def test_search_that_speaks_of_articles_only_shows_no_passages(library, article):
    for asked in (Query(""), query(Choice("is", "unread")), query(Not(words("rain")))):
        [found] = library.results.of(asked, [article])
        assert (found.passages, found.title_marks, found.more) == ((), (), 0)


def test_hits_in_a_text_are_all_places_of_the_words(library, article):
    text = library.texts.current(article)
    asked = query(words("rain"), words("kenya"), Not(words("money")))
    assert [CONTENT[s.start : s.end] for s in library.results.hits(asked, text.id)] == [
        *("Kenya", "rain", "rain", "Kenya"),
    ]


def test_other_forms_of_a_word_are_marked_unless_it_is_exact(library, article):
    assert shown(library, query(words("raining")), article)[0][2] == ["rain"]
    exact = Query("", Words(("raining",), is_exact=True))
    assert shown(library, exact, article) == []
    assert [p[2] for p in shown(library, query(words("ministers"), words("met")), article)] == [
        ["Ministers", "met"]
    ]
