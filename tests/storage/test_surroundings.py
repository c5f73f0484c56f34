"""A passage is given with the rest of its paragraph."""

from __future__ import annotations

from storage.library import Library
from storage.surroundings import FURTHEST, Surrounding
from storage.types import AnnotationId
from tests.builders import CONTENT, add_article, make_annotation, make_imported


def around(library: Library, annotation: AnnotationId) -> Surrounding:
    return library.surroundings.of(library.annotations.get(annotation))


def test_rest_of_the_paragraph(library):
    mark = make_annotation(library, add_article(library), "They meet again")
    assert around(library, mark) == Surrounding(
        "Delegates from Kenya and Peru agreed. ", "They meet again", " in May."
    )


def test_passage_over_two_paragraphs(library):
    mark = make_annotation(library, add_article(library), "comes next\n\nDelegates")
    found = around(library, mark)
    assert (found.before, found.words) == ("What ", "comes next\n\nDelegates")
    assert found.after.endswith("in May.")


def test_note_on_the_article_has_none(library):
    note = make_annotation(library, add_article(library), None, note="hm")
    assert around(library, note) == Surrounding("", "", "")


def test_long_paragraph_is_cut_between_words(library):
    content = f"{'before ' * 900}HERE{' after' * 900}"
    mark = make_annotation(library, add_article(library, make_imported(content)), "HERE")
    found = around(library, mark)
    assert found.words == "HERE"
    assert found.before.startswith("… before ")
    assert found.after.endswith(" after …")
    assert len(found.before) <= FURTHEST + 1


def test_moved_passage_has_the_surrounding_of_the_new_text(library):
    article = add_article(library)
    mark = make_annotation(library, article, "They meet again")
    newer = CONTENT.replace("Delegates from Kenya and Peru agreed.", "All agreed on it.")
    with library.transaction("Import"):
        library.articles.take(make_imported(newer, url="https://example.org/a"))
    assert around(library, mark).before == "All agreed on it. "


def test_lost_passage_has_that_of_the_old_text(library):
    article = add_article(library)
    mark = make_annotation(library, article, "They meet again in May.")
    newer = CONTENT.split("What comes next")[0].strip()
    with library.transaction("Import"):
        library.articles.take(make_imported(newer, url="https://example.org/a"))
    assert library.annotations.get(mark).standing == "lost"
    assert around(library, mark).before == "Delegates from Kenya and Peru agreed. "
