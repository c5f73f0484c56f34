"""Other forms of English words, and scripts without spaces between words."""

from __future__ import annotations

import pytest

from storage.indexing.unspaced import pairs
from tests.builders import add_article, make_annotation, make_imported
from tests.library_files import assert_sound


def found(library, typed):
    return list(library.search.articles(library.query(typed)))


@pytest.mark.parametrize(
    ("typed", "is_found"),
    [
        ("run ", True),
        ("runs ", True),
        ('"run" ', False),
        ("say ", True),
        ("studies ", True),
        ("bicycle ", True),
        ("organ ", False),
        ("zurich ", True),
        ("strasse ", False),
    ],
)
def test_forms_of_a_word_are_found(library, typed, is_found):
    words = "He said that running studied bicycles is done in Zürich, Straße."
    article = add_article(library, make_imported(words, title="None", blocks=()))
    assert found(library, typed) == ([article] if is_found else [])


def test_a_word_of_another_language_has_no_english_forms(library):
    add_article(library, make_imported("All of it.", title="One", language="en", blocks=()))
    german = make_imported("Alles davon.", title="Zwei", language="de", blocks=())
    other = add_article(library, german)
    assert found(library, "alles ") == [other]


@pytest.mark.parametrize(
    "typed", ["手机", "机", "我的", "iphone", "iPhone手机", "大学", "京大", "ไทย", "서울", "京都"]
)
def test_any_stretch_of_letters_without_spaces_is_found(library, typed):
    words = "我的iPhone手机很好用。ภาษาไทย 서울에서"
    article = add_article(library, make_imported(words, title="東京大学", blocks=()))
    make_annotation(library, article, None, note="在京都")
    assert found(library, typed) == [article]
    assert found(library, "手好 ") == []


def test_pairs_of_letters_keep_what_follows_what():
    assert pairs("東京都、a大") == "東京 京都 都 a 大"
    assert pairs("nothing of the kind") == ""


def test_another_text_of_an_article_is_found_and_undone(library):
    add_article(library, make_imported("東京", url="https://example.org/x", blocks=()))
    article = add_article(library, make_imported("大阪", url="https://example.org/x", blocks=()))
    assert found(library, "東京") == []
    assert found(library, "大阪") == [article]
    library.undo()
    assert found(library, "東京") == [article]
    assert found(library, "大阪") == []


def test_what_is_deleted_for_good_leaves_nothing_in_the_index(library):
    article = add_article(library, make_imported("東京 words", blocks=()))
    with library.transaction("Delete"):
        library.articles.move_to_trash([article])
    assert found(library, "東京 is:deleted") == [article]
    with library.unrecorded():
        library.articles.purge([article])
    other = add_article(library, make_imported("Something else.", blocks=()))
    library.rebuild_search()
    assert found(library, "else") == [other]
    assert_sound(library.path)


def test_best_match_has_the_title_first(library):
    titled = add_article(library, make_imported("One.", title="Storm", blocks=()))
    twice = add_article(
        library, make_imported("A storm, a storm and a storm.", title="A", blocks=())
    )
    long = "A storm. " + "Other words follow here. " * 50
    once = add_article(library, make_imported(long, title="B", blocks=()))
    query = library.query("storm")
    assert list(library.search.articles(query, order="relevance")) == [titled, twice, once]
    assert list(library.search.articles(query, order="relevance", is_reversed=True)) == [
        once,
        twice,
        titled,
    ]
