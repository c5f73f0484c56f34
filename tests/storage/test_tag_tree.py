"""Tags inside one another: counted, renamed, merged, coloured and deleted as branches."""

import pytest

from storage.errors import Refused
from storage.tags import changes_tags
from tests.builders import add_article, make_annotation, make_imported
from tests.library_files import assert_sound, dump


@pytest.fixture
def articles(library):
    return [add_article(library, make_imported(f"Article {n}")) for n in range(3)]


@pytest.fixture
def tagged(library, articles):
    """Give a library with tags of both kinds in it."""
    with library.transaction("Tag"):
        library.tags.add_to_articles(articles[:2], ["politics/elections"])
        library.tags.add_to_articles(articles[:1], ["politics/elections/2026", "law"])
    make_annotation(library, articles[2], "Article", tags=["politics/trade", "Law"])
    make_annotation(library, articles[0], "Article", tags=["law"])
    return library


def tree(library) -> list[tuple[str, int, int, int]]:
    return [(n.name, n.annotations, n.articles, n.total) for n in library.tag_tree.nodes()]


def names(library) -> list[str]:
    return library.tags.names()


def undone(library, before) -> bool:
    after = dump(library.path)
    library.undo()
    taken_back = dump(library.path)
    library.redo()
    return taken_back == before and dump(library.path) == after


def test_tree_with_headings_and_counts(tagged):
    assert tree(tagged) == [
        ("law", 2, 1, 2),
        ("politics", 0, 0, 3),
        ("politics/elections", 0, 2, 2),
        ("politics/elections/2026", 0, 1, 1),
        ("politics/trade", 1, 0, 1),
    ]
    heading = tagged.tag_tree.nodes()[1]
    assert (heading.tag, heading.label, heading.depth) == (None, "politics", 0)


def test_counts_leave_out_the_trash(tagged, articles):
    with tagged.transaction("Delete"):
        tagged.articles.move_to_trash(articles[:1])
    assert [total for *_, total in tree(tagged)] == [1, 2, 1, 0, 1]


def test_a_tag_of_an_article_lives_as_long_as_something_carries_it(tagged, articles):
    before = dump(tagged.path)
    with tagged.transaction("Untag"):
        tagged.tags.remove_from_articles(articles, ["POLITICS/elections", "law"])
    assert names(tagged) == ["law", "politics/elections/2026", "politics/trade"]
    assert undone(tagged, before)
    assert tagged.tags.of_article(articles[0]) == ("politics/elections/2026",)


def test_tags_of_several_articles(tagged, articles):
    assert tagged.tags.of_articles(articles) == {
        "law": 1,
        "politics/elections": 2,
        "politics/elections/2026": 1,
    }


def test_renaming_takes_those_under_it_along(tagged):
    before = dump(tagged.path)
    with tagged.transaction("Rename"):
        tagged.tag_tree.rename("Politics", "world/Power")
    assert names(tagged) == [
        "law",
        "world/Power/elections",
        "world/Power/elections/2026",
        "world/Power/trade",
    ]
    assert undone(tagged, before)


def test_renaming_tells_views_that_tags_are_others(tagged):
    heard = []
    tagged.subscribe(heard.append)
    with tagged.transaction("Rename"):
        tagged.tag_tree.rename("law", "laws")
    with tagged.transaction("Merge"):
        tagged.tag_tree.merge(["politics/elections/2026"], "politics/trade")
    with tagged.transaction("Tag"):
        tagged.tags.add_to_articles([1], ["new"])
    assert [changes_tags(changes) for changes in heard] == [True, True, False]


def test_renaming_into_a_name_that_is_there_merges_and_is_said_before(tagged, articles):
    planned = tagged.tag_tree.renaming("politics/trade", "LAW")
    assert [(step.old, step.is_merged) for step in planned] == [("politics/trade", True)]
    before = dump(tagged.path)
    with tagged.transaction("Rename"):
        tagged.tag_tree.rename("politics/trade", "LAW")
    assert tree(tagged)[0] == ("law", 2, 1, 2)  # the annotation that had both has it once
    assert undone(tagged, before)
    assert_sound(tagged.path)


@pytest.mark.parametrize("names", [["a", "a/b"], ["a/b", "a"]], ids="-".join)
def test_a_tag_and_one_under_it_become_the_same_in_any_order(library, articles, names):
    with library.transaction("Tag"):
        library.tags.add_to_articles(articles[:1], ["a", "a/b"])
    before = dump(library.path)
    with library.transaction("Merge"):
        library.tag_tree.merge(names, "c")
    assert library.tags.of_article(articles[0]) == ("c",)
    assert undone(library, before)


def test_a_branch_can_move_up_over_itself(library, articles):
    with library.transaction("Tag"):
        library.tags.add_to_articles(articles[:1], ["a/b", "a/b/b"])
    before = dump(library.path)
    assert not any(step.is_merged for step in library.tag_tree.renaming("a/b", "a"))
    with library.transaction("Rename"):
        library.tag_tree.rename("a/b", "a")
    assert names(library) == ["a", "a/b"]
    assert undone(library, before)


def test_a_branch_cannot_move_under_itself(tagged):
    with pytest.raises(Refused, match="under itself"), tagged.transaction("Rename"):
        tagged.tag_tree.rename("politics", "politics/old")
    with tagged.transaction("Rename"):  # nothing is under it
        tagged.tag_tree.rename("law", "law/old")
    assert "law/old" in names(tagged)


@pytest.mark.parametrize(
    ("name", "said"), [("", "needs a name"), ("#", "needs a name"), ("a, b", "no comma")]
)
def test_names_that_are_refused(tagged, name, said):
    with pytest.raises(Refused, match=said), tagged.transaction("Rename"):
        tagged.tag_tree.rename("law", name)


def test_only_the_case_may_change(tagged):
    with tagged.transaction("Rename"):
        tagged.tag_tree.rename("law", "LAW")
    assert names(tagged)[0] == "LAW"


def test_merging_several(tagged, articles):
    with tagged.transaction("Colour"):
        tagged.tag_tree.recolor(["politics/trade"], "blue")
    before = dump(tagged.path)
    with tagged.transaction("Merge"):
        tagged.tag_tree.merge(["politics/trade", "politics/elections", "law"], "law")
    assert names(tagged) == ["law", "law/2026"]
    assert tagged.tags.colors() == {"law": "blue"}
    assert undone(tagged, before)


def test_colours(tagged):
    before = dump(tagged.path)
    with tagged.transaction("Colour"):
        tagged.tag_tree.recolor(["law", "politics"], "red")
    assert tagged.tags.colors() == {"law": "red"}  # a heading has none
    assert undone(tagged, before)


def test_undo_brings_a_colour_back_with_its_tag(tagged, articles):
    with tagged.transaction("Colour"):
        tagged.tag_tree.recolor(["politics/elections/2026"], "red")
    with tagged.transaction("Untag"):
        tagged.tags.remove_from_articles(articles, ["politics/elections/2026"])
    assert tagged.tags.colors() == {}
    tagged.undo()
    assert tagged.tags.colors() == {"politics/elections/2026": "red"}


def test_deleting_takes_a_branch_from_everything(tagged):
    before = dump(tagged.path)
    with tagged.transaction("Delete"):
        assert tagged.tag_tree.delete(["politics", "politics/trade"]) == 3
    assert names(tagged) == ["law"]
    assert len(tagged.articles.ids()) == 3
    assert undone(tagged, before)
    assert_sound(tagged.path)


def test_a_name_that_only_begins_alike_is_no_branch(library, articles):
    with library.transaction("Tag"):
        library.tags.add_to_articles(articles[:1], ["art", "art/new", "article", "art-house"])
    with library.transaction("Delete"):
        library.tag_tree.delete(["art"])
    assert names(library) == ["art-house", "article"]


def test_deleting_an_annotation_takes_its_review_along(library, articles):
    one = make_annotation(library, articles[0], "Article")
    with library.transaction("Review"):
        library._store.insert(
            "review",
            {"annotation_id": one, "seen_at": "2026-01-01T00:00:00.000Z", "times": 1},
        )
    before = dump(library.path)
    with library.transaction("Delete"):
        library.annotations.delete([one])
    assert undone(library, before)
    assert_sound(library.path)
