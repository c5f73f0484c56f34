"""Tags and collections in a search are their own paths, not others of one name elsewhere."""

from __future__ import annotations

from pathlib import Path

from storage.searching.writing import quoted
from tests.builders import add_article, make_imported, make_library


def test_a_tag_is_its_own_path_and_what_is_under_it(tmp_path: Path) -> None:
    with make_library(tmp_path) as library:
        names = ("Actor", "actor/stage", "mortgage/actor", "actors")
        ids = {name: add_article(library, make_imported(f"Of {name}.")) for name in names}
        with library.transaction("Tag"):
            for name, article in ids.items():
                library.tags.add_to_articles([article], [name])

        def found(typed: str) -> set[str]:
            articles = library.search.articles(library.query(typed, is_typing=False))
            return {name for name, article in ids.items() if article in articles}

        assert found("tag:actor") == {"Actor", "actor/stage"}
        assert found("tag:ACTÖR/stage") == {"actor/stage"}
        assert found("tag:mortgage") == found("tag:mortgage/actor") == {"mortgage/actor"}
        assert found("tag:stage") == set()
        shown = library.search.articles(library.query(f"tag:{quoted('Actor', is_whole=True)}"))
        assert set(shown) == {ids["Actor"], ids["actor/stage"]}
        (node,) = [node for node in library.tag_tree.nodes() if node.name == "Actor"]
        assert node.total == library.search.count(
            library.query(f"tag:{node.name}", is_typing=False)
        )


def test_a_collection_is_found_by_its_path_just_as_it_is(tmp_path: Path) -> None:
    with make_library(tmp_path) as library:
        paths = ("Work", "Work/2026", "Home/Work", "Home/Work/2026", "Home/Later")
        ids = {path: add_article(library, make_imported(f"Of {path}.")) for path in paths}
        with library.transaction("File"):
            for path, article in ids.items():
                collection = library.collections.ensure(path)
                assert collection is not None
                library.collections.put_in([article], collection)

        def found(typed: str) -> set[str]:
            articles = library.search.articles(library.query(typed, is_typing=False))
            return {path for path, article in ids.items() if article in articles}

        assert found("in:Work") == {"Work", "Work/2026"}
        assert found("in:Work/2026") == {"Work/2026"}
        assert found("in:2026") == {"Work/2026", "Home/Work/2026"}
        assert found("in:later") == {"Home/Later"}
        for one in library.collections.tree():
            assert (
                library.search.count(library.query(f"in:{one.path}", is_typing=False)) == one.total
            )
