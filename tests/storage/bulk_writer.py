"""A writer of bulk actions that is killed: the process that `test_kill_bulk` starts.

Each action is about a thousand things at once and is followed by its undo, and sometimes its redo
and another undo, so that the writer can go on without end.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from storage.library import Library
from storage.types import AnnotationId, ArticleId, ImportedArticle, Span
from tests.builders import blocks_of
from tests.storage.kill_writer import write

ARTICLES = 1000
_ALL = range(1, ARTICLES + 1)


def fill(library: Library) -> None:
    """Put a thousand articles on the shelf, each with a tagged highlight."""
    with library.unrecorded():
        for number in _ALL:
            content = f"Article {number} is short.\n\nIt has two paragraphs."
            imported = ImportedArticle(f"Title {number}", content, blocks_of(content))
            taken = library.articles.take(imported)
            text = library.texts.get(taken.text)
            tag = "climate/storm" if number % 2 else "weather"
            library.annotations.add(text, Span(0, 12), note=str(number), tags=[tag])
        library.collections.put_in(_articles(), library.collections.add("Here first"))


def act(library: Library, number: int) -> None:
    """Do one action, its undo, its redo or its second undo, in this order."""
    turn, part = divmod(number, 4)
    if part == 0:
        label = list(ACTIONS)[turn % len(ACTIONS)]
        with library.transaction(label):
            ACTIONS[label](library)
    elif part == 2:
        library.redo()
    else:
        library.undo()


def _articles() -> list[ArticleId]:
    return [ArticleId(number) for number in _ALL]


def _annotations() -> list[AnnotationId]:
    return [AnnotationId(number) for number in _ALL]


ACTIONS: dict[str, Callable[[Library], object]] = {
    "Delete 1,000 articles": lambda library: library.articles.move_to_trash(_articles()),
    "Archive 1,000 articles": lambda library: library.articles.set_state(_articles(), "archived"),
    "Star 1,000 articles": lambda library: library.articles.set_starred(_articles(), True),
    "Tag 1,000 highlights": lambda library: library.tags.add(_annotations(), ["climate", "new"]),
    "Untag 1,000 highlights": lambda library: library.tags.remove(_annotations(), ["weather"]),
    "Tag 1,000 articles": lambda library: library.tags.add_to_articles(_articles(), ["a/b", "new"]),
    "Merge tags": lambda library: library.tag_tree.merge(["climate", "weather"], "sky"),
    "Delete a tag": lambda library: library.tag_tree.delete(["weather"]),
    "File 1,000 articles": lambda library: library.collections.put_in(
        _articles(), library.collections.add("Elections/2026")
    ),
    "Remove a collection": lambda library: library.collections.remove(
        library.collections.tree()[0].id
    ),
    "Recolour 1,000 highlights": lambda library: library.annotations.recolor(
        _annotations(), "green"
    ),
    "Delete 1,000 highlights": lambda library: library.annotations.delete(_annotations()),
}

if __name__ == "__main__":
    write(act)
