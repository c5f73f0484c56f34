"""Collections: a tree that the reader makes, with articles in it, each step taken back whole."""

import pytest

from storage.errors import NotFound, Refused
from tests.builders import add_article, make_imported
from tests.library_files import assert_sound, dump


@pytest.fixture
def articles(library):
    return [add_article(library, make_imported(f"Article {n}")) for n in range(4)]


@pytest.fixture
def tree(library):
    """Make Elections with 2025 and 2026 in it, and Trade."""
    with library.transaction("Make"):
        first = library.collections.add("Elections/2025")
        library.collections.add("Trade")
        second = library.collections.add("2026", library.collections.get(first).parent)
    return {c.path: c.id for c in library.collections.all()} | {"last": second}


def paths(library) -> list[str]:
    return [one.path for one in library.collections.all()]


def undone(library, before) -> bool:
    """Say whether undo gives exactly what was, and redo what is."""
    after = dump(library.path)
    library.undo()
    taken_back = dump(library.path)
    library.redo()
    return taken_back == before and dump(library.path) == after


def test_a_path_makes_what_it_goes_through(library, tree):
    assert paths(library) == ["Elections", "Elections/2025", "Elections/2026", "Trade"]
    found = library.collections.get(tree["Elections/2025"])
    assert (found.name, found.depth, found.parent) == ("2025", 1, tree["Elections"])
    assert_sound(library.path)


@pytest.mark.parametrize("name", ["elections", "  ELECTIONS ", "Elections"])
def test_a_name_is_there_once_in_a_place(library, tree, name):
    with (
        pytest.raises(Refused, match="There is a collection “"),
        library.transaction("Make"),
    ):
        library.collections.add(name)
    assert len(paths(library)) == 4


@pytest.mark.parametrize("name", ["", "  ", "/", " / "])
def test_a_collection_needs_a_name(library, name):
    with pytest.raises(Refused, match="needs a name"), library.transaction("Make"):
        library.collections.add(name)


def test_renaming(library, tree):
    before = dump(library.path)
    with library.transaction("Rename"):
        library.collections.rename(tree["Elections"], "Votes")
    assert paths(library) == ["Votes", "Votes/2025", "Votes/2026", "Trade"]
    assert undone(library, before)


@pytest.mark.parametrize(
    ("name", "said"),
    [("trade", "already"), ("a/b", "has no “/”"), (" ", "needs a name")],
)
def test_names_that_are_refused(library, tree, name, said):
    with pytest.raises(Refused, match=said), library.transaction("Rename"):
        library.collections.rename(tree["Elections"], name)


def test_a_name_may_change_its_case(library, tree):
    with library.transaction("Rename"):
        library.collections.rename(tree["Trade"], "TRADE")
    assert paths(library)[-1] == "TRADE"


def test_moving_into_another_and_to_the_top(library, tree):
    before = dump(library.path)
    with library.transaction("Move"):
        library.collections.move(tree["Elections"], tree["Trade"])
    assert paths(library) == [
        "Trade",
        "Trade/Elections",
        "Trade/Elections/2025",
        "Trade/Elections/2026",
    ]
    assert undone(library, before)
    with library.transaction("Move"):
        library.collections.move(tree["last"], None, before=tree["Trade"])
    assert paths(library)[:2] == ["2026", "Trade"]


def test_moving_among_siblings(library, tree):
    before = dump(library.path)
    with library.transaction("Move"):
        library.collections.move(tree["Trade"], None, before=tree["Elections"])
        library.collections.move(
            tree["Elections/2026"], tree["Elections"], before=tree["Elections/2025"]
        )
    assert paths(library) == ["Trade", "Elections", "Elections/2026", "Elections/2025"]
    assert undone(library, before)


@pytest.mark.parametrize("into", ["Elections", "Elections/2026"])
def test_a_collection_is_never_inside_itself(library, tree, into):
    with (
        pytest.raises(Refused, match="“Elections” cannot be put inside itself"),
        library.transaction("Move"),
    ):
        library.collections.move(tree["Elections"], tree[into])


def test_moving_where_the_name_is_taken_is_refused(library, tree):
    with library.transaction("Make"):
        other = library.collections.add("2026")
    with pytest.raises(Refused, match="already"), library.transaction("Move"):
        library.collections.move(other, tree["Elections"])


def test_articles_go_in_and_out(library, tree, articles):
    before = dump(library.path)
    with library.transaction("Put"):
        assert library.collections.put_in(articles[:3], tree["Elections/2026"]) == 3
    assert undone(library, before)
    with library.transaction("Put again"):
        assert library.collections.put_in(articles, tree["Elections/2026"]) == 1
        library.collections.put_in(articles[:1], tree["Elections"])
    assert library.collections.of_articles(articles[:2]) == {
        tree["Elections"]: 1,
        tree["Elections/2026"]: 2,
    }
    before = dump(library.path)
    with library.transaction("Take out"):
        assert library.collections.take_out(articles[:2], tree["Elections/2026"]) == 2
    assert library.collections.of_articles(articles[:1]) == {tree["Elections"]: 1}
    assert undone(library, before)


def test_counts_are_of_articles_on_the_shelf_each_once(library, tree, articles):
    with library.transaction("Put"):
        library.collections.put_in(articles[:3], tree["Elections/2026"])
        library.collections.put_in(articles[:1], tree["Elections"])
        library.articles.move_to_trash(articles[1:2])
    assert [(c.path, c.count, c.total) for c in library.collections.tree()] == [
        ("Elections", 1, 2),
        ("Elections/2025", 0, 0),
        ("Elections/2026", 2, 2),
        ("Trade", 0, 0),
    ]


def test_removing_one_keeps_its_articles_and_those_inside(library, tree, articles):
    with library.transaction("Put"):
        library.collections.put_in(articles, tree["Elections"])
        library.collections.add("2026")
        library.collections.add("Elections/Elections")
    before = dump(library.path)
    with library.transaction("Remove"):
        library.collections.remove(tree["Elections"])
    assert paths(library) == ["2025", "2026 (2)", "Elections", "Trade", "2026"]
    assert len(library.articles.ids()) == 4
    assert undone(library, before)
    assert_sound(library.path)


def test_removing_one_with_all_inside(library, tree, articles):
    with library.transaction("Put"):
        library.collections.put_in(articles, tree["Elections/2026"])
    before = dump(library.path)
    with library.transaction("Remove"):
        library.collections.remove(tree["Elections"], with_inner=True)
    assert paths(library) == ["Trade"]
    assert undone(library, before)


def test_an_article_deleted_for_good_leaves_its_collections_and_tags(library, tree, articles):
    with library.transaction("Put"):
        library.collections.put_in(articles, tree["Trade"])
        library.tags.add_to_articles(articles[:1], ["only here"])
        library.articles.move_to_trash(articles[:1])
    with library.unrecorded():
        library.articles.purge(articles[:1])
    assert [c.count for c in library.collections.tree() if c.path == "Trade"] == [3]
    assert library.tags.names() == []
    assert_sound(library.path)


def test_what_is_gone_is_said(library, tree, articles):
    with library.transaction("Remove"):
        library.collections.remove(tree["Trade"])
    for do in (
        lambda: library.collections.put_in(articles, tree["Trade"]),
        lambda: library.collections.rename(tree["Trade"], "x"),
        lambda: library.collections.move(tree["Elections"], tree["Trade"]),
        lambda: library.collections.add("x", tree["Trade"]),
        lambda: library.collections.put_in([99], tree["Elections"]),
    ):
        with pytest.raises(NotFound), library.transaction("Do"):
            do()


def test_counting_the_places(library, tree, articles):
    with library.transaction("Do"):
        library.collections.put_in(articles[:2], tree["Trade"])
        library.articles.set_state(articles[:1], "done")
        library.articles.move_to_trash(articles[3:])
    counts = library.count_places()
    assert counts.states == {"unread": 2, "reading": 0, "done": 1, "archived": 0}
    assert (counts.shelf, counts.unfiled, counts.deleted, counts.starred) == (3, 1, 1, 0)
