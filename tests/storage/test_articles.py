"""Articles: what comes back is what went in, and the shelf keeps its order."""

from datetime import UTC, datetime

import pytest

from storage.errors import Bug, NotFound
from storage.types import READING_STATES, Block, Mark
from tests.builders import TITLE, add_article, make_annotation, make_imported
from tests.library_files import assert_sound, rows


def test_article_comes_back_as_it_was_imported(library):
    imported = make_imported(
        "Héading 🌍\n\n• item\n\ncell",
        blocks=(
            Block(0, 9, "heading", 1),
            Block(11, 11, "rule"),
            Block(11, 17, "item", 2, marker="•"),
            Block(19, 23, "cell", table=1, row=2, column=3, quote=1),
        ),
        marks=(Mark(0, 7, "strong"), Mark(0, 3, "link", "https://example.org/ä")),
        origin="/home/reader/a.txt",
        original="Héading".encode("latin-1"),
    )
    article = add_article(library, imported)
    shown, text = library.articles.get(article), library.texts.current(article)
    assert (shown.title, shown.byline, shown.site) == (TITLE, "Ana Writer", "example.org")
    assert shown.published_at == datetime(2026, 1, 1, tzinfo=UTC)
    assert (shown.length, shown.state, shown.origin) == (23, "unread", "/home/reader/a.txt")
    assert (text.content, text.blocks, text.marks) == (
        imported.content,
        imported.blocks,
        imported.marks,
    )
    assert library.texts.original(text.id).body == imported.original
    assert library.articles.by_uid(shown.uid) == shown


def test_same_text_again_brings_the_article_back_from_the_trash(library):
    article = add_article(library)
    annotation = make_annotation(library, article)
    with library.transaction("Trash"):
        library.articles.move_to_trash([article])
    with library.transaction("Import"):
        again = library.articles.take(make_imported(title="Another title"))
    assert (again.id, again.status) == (article, "already there")
    assert list(library.articles.ids()) == [article]
    assert [a.id for a in library.annotations.of(article)] == [annotation]
    assert library.articles.get(article).title == TITLE


def test_orders_of_the_shelf(library):
    texts = {
        "b": None,
        "A": datetime(2020, 1, 1, tzinfo=UTC),
        "c": datetime(2024, 1, 1, tzinfo=UTC),
    }
    ids = {
        title: add_article(library, make_imported(title, title=title, published_at=published))
        for title, published in texts.items()
    }
    for title in ("A", "c"):
        with library.unrecorded():
            library.articles.mark_opened(ids[title])
    orders = {
        order: "".join(a.title for a in library.articles.among(library.articles.ids(order=order)))
        for order in ("added", "opened", "title", "published")
    }
    assert orders == {"added": "cAb", "opened": "cAb", "title": "Abc", "published": "cAb"}


def test_among_keeps_the_order_asked_for_and_leaves_out_what_is_gone(library):
    ids = [add_article(library, make_imported(f"Text {n}")) for n in range(4)]
    wanted = [ids[2], 99, ids[0], *range(1000, 40_000)]  # more than SQLite takes at once
    assert [a.id for a in library.articles.among(wanted)] == [ids[2], ids[0]]


@pytest.mark.parametrize("state", READING_STATES)
def test_reading_state_is_kept(library, state):
    article = add_article(library)
    with library.transaction("State"):
        library.articles.set_state([article], state)
    assert library.articles.get(article).state == state


def test_the_moment_of_being_done_is_kept_until_it_is_read_again(library):
    article = add_article(library)

    def finished_after(state):
        with library.transaction("Mark"):
            library.articles.set_state([article], state)
        return library.articles.get(article).finished_at

    done = finished_after("done")
    assert done is not None
    assert finished_after("archived") == done
    assert finished_after("reading") is None
    library.undo()
    assert library.articles.get(article).finished_at == done


def test_a_star_is_given_taken_and_undone(library):
    article = add_article(library)
    with library.transaction("Star"):
        library.articles.set_starred([article], True)
    assert library.articles.get(article).is_starred
    with library.transaction("Star"):
        library.articles.set_starred([article], True)
    library.undo()
    assert not library.articles.get(article).is_starred


def test_the_first_of_an_order_are_asked_for_alone(library):
    ids = [add_article(library, make_imported(f"Text {n}")) for n in range(3)]
    assert list(library.articles.ids(limit=2)) == ids[:0:-1]
    assert library.articles.count() == 3
    assert library.articles.count(in_trash=True) == 0
    assert library.articles.moment(ids[0], "opened_at") == ""
    assert library.articles.moment(ids[0], "imported_at") > "2000"


def test_progress_only_grows_and_stays_between_0_and_1(library):
    article = add_article(library)
    seen = []
    for position, progress in ((10, 0.4), (2, 0.1), (90, 7.0), (0, -1.0)):
        with library.unrecorded():
            library.articles.remember_place(article, position, progress)
        shown = library.articles.get(article)
        seen.append((shown.position, shown.progress))
    assert seen == [(10, 0.4), (2, 0.4), (90, 1.0), (0, 1.0)]


@pytest.mark.parametrize(
    ("title", "shown"), [("  A \n\0 b\ud800 ", "A b"), ("", TITLE), (" \t ", TITLE)]
)
def test_renaming_tidies_spaces_and_keeps_the_title_otherwise(library, title, shown):
    article = add_article(library)
    with library.transaction("Rename"):
        library.articles.rename(article, title)
    assert library.articles.get(article).title == shown


def test_text_is_never_edited_by_any_program(library):
    article = add_article(library)
    with pytest.raises(Bug, match="never edited"), library.transaction("Edit"):
        library._store.execute_unrecorded("UPDATE article_text SET content = 'x'")
    assert library.texts.current(article).content == make_imported().content


def test_article_with_annotations_cannot_vanish_without_them(library):
    article = add_article(library)
    make_annotation(library, article)
    with pytest.raises(Bug, match="FOREIGN KEY"), library.transaction("Delete"):
        library._store.delete("article", article)
    assert library.articles.get(article).annotation_count == 1


def test_purging_takes_everything_of_one_article_and_nothing_of_another(library):
    kept = add_article(library, make_imported("Kept text."))
    make_annotation(library, kept, "Kept", tags=["shared", "kept"])
    gone = add_article(library)
    make_annotation(library, gone, tags=["shared", "gone"])
    with library.transaction("Trash"):
        library.articles.move_to_trash([gone])
    with library.unrecorded():
        library.articles.purge([gone, kept])
    assert list(library.articles.ids()) == [kept]
    assert [(tag.name, tag.count) for tag in library.tags.all()] == [("kept", 1), ("shared", 1)]
    for table in ("article", "article_text", "original", "annotation"):
        assert rows(library.path, f"SELECT count(*) FROM {table}") == [(1,)]
    assert_sound(library.path)


@pytest.mark.parametrize(
    "ask",
    [
        pytest.param(lambda library: library.articles.get(5), id="get"),
        pytest.param(lambda library: library.texts.current(5), id="text"),
        pytest.param(lambda library: library.texts.original(5), id="original"),
        pytest.param(lambda library: library.articles.by_uid("5"), id="uid"),
    ],
)
def test_article_that_is_not_there_is_not_found(library, ask):
    with pytest.raises(NotFound):
        ask(library)


def test_article_opened_last_is_found_again(library):
    assert library.articles.last_opened() is None
    first = add_article(library, make_imported("One\n\nThe first."))
    assert library.articles.last_opened() == first  # the only one
    second = add_article(library, make_imported("Two\n\nThe second."))
    assert library.articles.last_opened() is None
    for article in (second, first):
        with library.unrecorded():
            library.articles.mark_opened(article)
    assert library.articles.last_opened() == first
    with library.transaction("Delete article"):
        library.articles.move_to_trash([first])
    assert library.articles.last_opened() == second
