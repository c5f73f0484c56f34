"""A complete export carries stars, tags, collections and saved searches, and gives them back."""

import json

import pytest

from storage.errors import ImportFailed
from storage.exporters.interchange import to_json
from storage.exporters.markdown import markdown
from storage.exporters.spreadsheet import csv_table
from storage.read_back import read_back
from tests.builders import add_article, export_of, make_annotation, make_imported, make_library
from tests.library_files import assert_sound, dump


@pytest.fixture
def other(tmp_path):
    with make_library(tmp_path, "other.postil") as made:
        yield made


@pytest.fixture
def articles(library):
    return [add_article(library, make_imported(f"Article {n}")) for n in range(3)]


@pytest.fixture
def full(library, articles):
    """Give a library whose articles are in every kind of place."""
    make_annotation(library, articles[1], "Article", tags=["law"])
    with library.transaction("Order"):
        library.articles.set_starred(articles[:1], True)
        library.articles.set_state(articles[:2], "done")
        library.tags.add_to_articles(articles[:2], ["politics/elections", "Ä"])
        library.tag_tree.recolor(["politics/elections", "law"], "red")
        library.collections.add("Trade")
        inner = library.collections.add("Elections/2026")
        library.collections.add("Empty")
        library.collections.put_in(articles[:2], inner)
        library.saved_searches.add("To read", "is:unread")
        library.saved_searches.add("Kenya", "Kenya OR Peru")
    return library


def test_reading_back_gives_the_same_bytes(full, other):
    text = to_json(export_of(full))
    read_back(other, text)
    assert to_json(export_of(other)) == text
    paths = [one.path for one in other.collections.all()]
    assert paths == ["Trade", "Elections", "Elections/2026", "Empty"]
    assert [a.is_starred for a in other.articles.among(other.articles.ids())].count(True) == 1
    assert_sound(other.path)


def test_reading_twice_or_where_it_is_from_adds_nothing(full, other):
    text = to_json(export_of(full))
    for library in (full, other):
        read_back(library, text)
        before, label = dump(library.path), library.undo_seq()
        read_back(library, text)
        assert dump(library.path) == before
        assert library.undo_seq() == label


def test_undo_takes_all_of_it_back(full, other):
    before = dump(other.path)
    read_back(other, to_json(export_of(full)))
    after = dump(other.path)
    other.undo()
    assert dump(other.path) == before
    other.redo()
    assert dump(other.path) == after


def test_what_is_here_stays_and_what_is_there_comes(full, other):
    with other.transaction("Own"):
        mine = other.collections.add("elections")
        other.collections.add("Mine")
        other.saved_searches.add("Kenya", "mombasa")
    own = add_article(other, make_imported("Article 0"))
    with other.transaction("Own"):
        other.tags.add_to_articles([own], ["mine", "POLITICS/elections"])
        other.tag_tree.recolor(["politics/elections"], "blue")
        other.collections.put_in([own], mine)
    read_back(other, to_json(export_of(full)))
    paths = [one.path for one in other.collections.all()]
    assert paths == ["elections", "elections/2026", "Mine", "Trade", "Empty"]
    assert other.tags.of_article(own) == ("mine", "POLITICS/elections", "Ä")
    assert other.tags.colors() == {"politics/elections": "blue", "law": "red"}
    assert [(one.name, one.query) for one in other.saved_searches.all()] == [
        ("Kenya", "mombasa"),
        ("To read", "is:unread"),
        ("Kenya (2)", "Kenya OR Peru"),
    ]


def test_export_of_some_articles_has_only_what_they_use(full, articles):
    document = json.loads(to_json(export_of(full, articles[1])))
    assert [one["path"] for one in document["collections"]] == ["Elections", "Elections/2026"]
    assert document["tag_colors"] == {"law": "red", "politics/elections": "red"}
    assert document["searches"] == []
    document = json.loads(to_json(export_of(full, articles[2])))
    assert (document["collections"], document["tag_colors"]) == ([], {})


def test_export_of_an_older_postil_has_none_of_it(full, other):
    document = json.loads(to_json(export_of(full))) | {"version": 3}
    for key in ("tag_colors", "collections", "searches"):
        del document[key]
    for article in document["articles"]:
        for key in ("tags", "collections", "starred", "finished_at"):
            del article[key]
    read_back(other, json.dumps(document))
    assert len(other.articles.ids()) == 3
    assert other.tags.names() == ["law"]


@pytest.mark.parametrize(
    "changes",
    [
        {"collections": [{"uid": "a", "path": "x"}, {"uid": "b", "path": "x"}]},
        {"collections": [{"uid": "a", "path": "x"}, {"uid": "a", "path": "y"}]},
        {"collections": [{"uid": "a", "path": ""}]},
        {"collections": [{"uid": "a", "path": "x//y"}]},
        {"collections": {}},
        {"collections": []},  # articles are in one that is not there
        {"tag_colors": {"x": "octarine"}},
        {"tag_colors": []},
        {"tag_colors": {"\ud800": "red"}},
        {"searches": [{"uid": "a", "name": "", "query": "x"}]},
        {"searches": [{"uid": "a", "name": "x", "query": 5}]},
    ],
    ids=str,
)
def test_file_that_is_not_right_is_refused_whole(full, other, changes):
    document = json.loads(to_json(export_of(full))) | changes
    before = dump(other.path)
    with pytest.raises(ImportFailed, match="Nothing was added"):
        read_back(other, json.dumps(document))
    assert dump(other.path) == before


def test_markdown_and_table_name_tags_and_collections_of_the_article(full, articles):
    exports = full.export(articles[1:2])
    front = markdown(exports).split("---")[1]
    assert "- politics/elections\n- Ä\n- law\n" in front
    assert "collections:\n- Elections/2026\n" in front
    assert "- Collections: Elections/2026\n" in markdown(full.export(articles))
    header, row = csv_table(exports).splitlines()
    cells = dict(zip(header.split(","), row.split(","), strict=True))
    assert cells["article_tags"] == "politics/elections; Ä"
    assert cells["collections"] == "Elections/2026"
