"""Search finds an article by any words in it, however they are typed."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.errors import SearchIndexDamaged
from storage.library import Library
from storage.search import fts_term, terms
from tests.builders import add_article, make_annotation, make_imported
from tests.library_files import assert_sound, write

TEXT = "The naïve café in Zürich – “don’t panic”, said Dr. O'Neill. हिन्दी भाषा; река́ Волга; 東京"


def found(library, search):
    """Give the articles that are found while this is typed."""
    return list(library.search.articles(library.query(search)))


@pytest.mark.parametrize(
    "search",
    [
        "cafe",
        "CAFÉ",
        "cafe\u0301",
        "nai\u0308ve",  # decomposed inside a word, as macOS gives file names
        "zur",
        "don't",
        "don’t",
        "dont' o'neill ".replace("dont'", "don't"),
        "river title",
        '"naïve café"',
        '"don’t panic"',
        "हिन्दी",
        "река\u0301",
        "река",
        "東京",
        "'cafe'",
        'cafe "',
        "cafe AND naive",
        "a private remark",
        "kenia",
    ],
)
def test_search_finds(library, search):
    article = add_article(library, make_imported(f"{TEXT} and", title="A river title"))
    other = add_article(library, make_imported("Nothing of the kind", title="Other"))
    make_annotation(
        library, article, "panic", note="A private remark", tags=["Kenia", "East Africa"]
    )
    assert found(library, search) == [article], other


@pytest.mark.parametrize(
    "search",
    [
        "caf ",
        "panic attack",
        '"café naïve"',
        "NEAR(a b)",
        "title:other x",
        "\ud800",
    ],
)
def test_search_does_not_find(library, search):
    add_article(library, make_imported(TEXT))
    assert found(library, search) == []


@given(st.text())
def test_any_text_can_be_searched_for(search):
    with sqlite3.connect(":memory:") as db:
        db.execute("CREATE VIRTUAL TABLE t USING fts5(c, tokenize='unicode61', prefix='2 3')")
        db.execute("INSERT INTO t VALUES (?)", (TEXT,))
        for term in terms(search):
            for unfinished in (True, False):
                match = fts_term(term, unfinished=unfinished)
                db.execute("SELECT * FROM t WHERE t MATCH ?", (match,)).fetchall()
    db.close()


@pytest.mark.parametrize("search", ["  ", "***", '"', "-"])
def test_search_without_words_is_the_whole_shelf(library, search):
    article = add_article(library)
    assert found(library, search) == [article]


def test_changed_words_are_found_and_old_ones_are_not(library):
    article = add_article(library)
    annotation = make_annotation(library, article, note="before")
    with library.transaction("Change"):
        library.articles.rename(article, "Afterwards")
        library.annotations.write_note(annotation, "later")
    assert found(library, "before") == []
    assert found(library, "afterwards later") == [article]
    library.undo()
    assert found(library, "before") == [article]


def test_trash_is_searched_apart(library):
    article = add_article(library)
    with library.transaction("Trash"):
        library.articles.move_to_trash([article])
    assert found(library, "geneva") == []
    assert found(library, "geneva is:deleted") == [article]


def test_damaged_index_is_named_and_made_anew(tmp_path):
    path = tmp_path / "library.postil"
    with Library.open(path) as library:
        article = add_article(library)
        make_annotation(library, article, note="A remark")
    write(path, "UPDATE text_fts_data SET block = x'00ff00ff' WHERE id > 10")
    with Library.open(path) as library:
        with pytest.raises(SearchIndexDamaged, match="search index of the library") as refused:
            found(library, "delegates")
        assert str(path) in str(refused.value)
        assert library.texts.current(article).content  # what was read and made is all there
        library.rebuild_search()
        assert found(library, "delegates remark") == [article]
        assert library.undo_label() == "Add annotation"
    assert_sound(path)
