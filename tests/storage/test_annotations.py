"""Annotations: their words are the article's words, and their order is the text's."""

from dataclasses import replace

import pytest

import storage.proofs
from storage.errors import Bug, NotFound
from storage.types import Annotation, AnnotationFilter, ArticleText, Span
from tests.builders import add_article, make_annotation, make_imported, make_library
from tests.library_files import assert_sound, dump, rows


def _text(library) -> ArticleText:
    return library.texts.current(add_article(library))


def test_annotation_knows_its_words_and_what_stands_around(library):
    text = _text(library)
    start = text.content.index("Ana Ruiz")
    with library.transaction("Add"):
        id_ = library.annotations.add(text, Span(start, start + 8), note="Who?", tags=["b", "A"])
    found = library.annotations.get(id_)
    assert found.passage.exact == "Ana Ruiz"
    assert found.passage.prefix == text.content[start - 32 : start]
    assert found.passage.suffix == text.content[start + 8 : start + 40]
    assert (found.note, found.tags, found.color, found.style) == (
        "Who?",
        ("A", "b"),
        "yellow",
        "highlight",
    )
    assert library.annotations.by_uid(found.uid) == found


def test_emoji_counts_as_one_character_in_the_file_too(library):
    text = _text(library)
    start = text.content.index("🌍")
    with library.transaction("Add"):
        id_ = library.annotations.add(text, Span(start, start + 3))
    assert library.annotations.get(id_).passage.exact == "🌍\n\n"
    assert_sound(library.path)


def test_order_is_the_order_of_the_text_with_article_notes_first(library):
    text = _text(library)
    spans = [Span(9, 12), None, Span(0, 5), Span(9, 10), None]
    with library.transaction("Add"):
        ids = [library.annotations.add(text, span) for span in spans]
    in_order = [ids[1], ids[4], ids[2], ids[3], ids[0]]
    assert [a.id for a in library.annotations.of(text.article_id)] == in_order
    assert [a.id for a in library.annotations.among(list(reversed(ids)))] == in_order
    assert [m.id for m in library.annotations.marks_on(text.id)] == [ids[2], ids[0], ids[3]]


def test_moving_keeps_note_tags_and_date_of_making(library):
    text = _text(library)
    with library.transaction("Add"):
        id_ = library.annotations.add(text, Span(0, 9), note="n", tags=["t"])
    made = library.annotations.get(id_)
    with library.transaction("Move"):
        library.annotations.move(id_, text, Span(4, 14))
    moved = library.annotations.get(id_)
    assert moved.passage.exact == text.content[4:14]
    assert (moved.uid, moved.note, moved.tags, moved.created_at) == (
        made.uid,
        "n",
        ("t",),
        made.created_at,
    )
    assert moved.updated_at > made.updated_at


@pytest.mark.parametrize("span", [Span(0, 10_000), Span(9_000, 10_000)])
def test_span_past_the_text_is_refused(library, span):
    text = _text(library)
    with pytest.raises(ValueError, match="in a text of"), library.transaction("Add"):
        library.annotations.add(text, span)
    assert library.annotations.of(text.article_id) == []


def test_words_that_do_not_stand_there_are_refused_by_the_file_itself(library):
    article = add_article(library)
    id_ = make_annotation(library, article)
    with pytest.raises(Bug, match="does not match"), library.transaction("Forge"):
        library._store.update("annotation", id_, {"start": 3, "end": 6, "exact": "xyz"})
    with pytest.raises(Bug, match="does not match"), library.transaction("Shift"):
        library._store.update("annotation", id_, {"start": 0, "end": 37})
    assert_sound(library.path)


@pytest.mark.parametrize("many", [2, 3], ids=["at the end", "one by one"])
@pytest.mark.parametrize("forged", ["words", "article"])
def test_many_annotations_are_proved_like_each(library, monkeypatch, many, forged):
    monkeypatch.setattr(storage.proofs, "MANY", many)
    text = _text(library)
    second = add_article(library, make_imported("Another text."))
    wrong = {
        "words": replace(text, content=text.content.upper()),
        "article": replace(text, article_id=second),
    }[forged]
    triggers = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
    before, standing = dump(library.path), rows(library.path, triggers)
    reached = []

    def add_two() -> None:
        library.annotations.add(text, Span(0, 9))
        library.annotations.add(wrong, Span(0, 9))
        reached.append("the end")

    with pytest.raises(Bug, match="does not match"), library.transaction("Add", annotations=2):
        add_two()
    assert reached == (["the end"] if many == 2 else [])
    assert dump(library.path) == before
    with library.transaction("Add", annotations=2):
        library.annotations.add(text, Span(0, 9))
        library.annotations.add(text, None)
    assert rows(library.path, triggers) == standing
    assert_sound(library.path)


def test_note_keeps_what_was_typed_and_drops_what_no_text_needs(library):
    id_ = make_annotation(library, add_article(library))
    with library.transaction("Note"):
        library.annotations.write_note(id_, "Ä  two\r\nlines \0\ud83c 🌍 ")
    assert library.annotations.get(id_).note == "Ä  two\nlines  🌍 "


def test_annotation_of_another_library_keeps_uid_and_times(library, tmp_path):
    made = library.annotations.get(
        make_annotation(library, add_article(library), note="n", color="red", tags=["t"])
    )
    with make_library(tmp_path, "other.postil") as other:
        text = _text(other)
        with other.transaction("Restore"):
            id_ = other.annotations.restore(text, made)
        copy = other.annotations.get(id_)
        assert (copy.uid, copy.created_at, copy.updated_at) == (
            made.uid,
            made.created_at,
            made.updated_at,
        )
        assert (copy.passage, copy.note, copy.color, copy.tags) == (
            made.passage,
            "n",
            "red",
            ("t",),
        )
        wrong = other.texts.current(add_article(other, make_imported("W" * 300)))
        with pytest.raises(ValueError, match="do not stand"), other.transaction("Restore"):
            other.annotations.restore(wrong, made)


def test_article_that_is_gone_takes_no_annotation(library):
    text = _text(library)
    made = library.annotations.get(make_annotation(library, text.article_id))
    with library.transaction("Trash"):
        library.articles.move_to_trash([text.article_id])
    with library.unrecorded():
        library.articles.purge([text.article_id])
    with pytest.raises(NotFound), library.transaction("Add"):
        library.annotations.add(text, Span(0, 3))
    with pytest.raises(NotFound), library.transaction("Restore"):
        library.annotations.restore(text, made)
    for ask in (library.annotations.get, library.annotations.by_uid):
        with pytest.raises(NotFound):
            ask(made.id)


def test_more_annotations_than_a_question_takes_come_back(library):
    text = _text(library)
    with library.transaction("Add"):
        ids = [library.annotations.add(text, Span(n % 99, 99)) for n in range(1_200)]
    assert sorted(a.id for a in library.annotations.among(ids)) == ids


@pytest.mark.parametrize(
    ("wanted", "admitted"),
    [
        (AnnotationFilter(), True),
        (AnnotationFilter(colors=("red", "blue")), True),
        (AnnotationFilter(colors=("green",)), False),
        (AnnotationFilter(tags=("TRADE", "law")), True),
        (AnnotationFilter(tags=("trade", "peace")), False),
        (AnnotationFilter(text="kenya ASK"), True),
        (AnnotationFilter(text="law"), True),
        (AnnotationFilter(text="kenya mars"), False),
        (AnnotationFilter(colors=("red",), tags=("law",), text=" peru "), True),
    ],
)
def test_filter_admits(library, wanted, admitted):
    id_ = make_annotation(
        library, add_article(library), color="red", note="Ask *them*", tags=["Trade", "law"]
    )
    found: Annotation = library.annotations.get(id_)
    assert wanted.admits(found) is admitted
    exported = library.export([found.article_id], wanted)[0].annotations
    assert exported == ((found,) if admitted else ())
