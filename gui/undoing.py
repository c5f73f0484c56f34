"""Undo and redo: what a step did to articles; long ones, and other long work, in the worker.

A step is long where it changed more than fits into the time of a frame.
"""

from __future__ import annotations

from pathlib import Path

from gui.tasks import PATIENCE_S
from storage.journal import ChangeSet
from storage.library import Library
from storage.types import ArticleId

GONE = "deleted_at"  # column of an article that is in the trash


def undone(path: Path, *, only: int) -> None:
    """Take back the newest action of a library, or none if it is not `only`."""
    with Library.open(path, create=False, busy_timeout_s=PATIENCE_S) as library:
        library.undo(only=only)


def redone(path: Path) -> None:
    """Do the last undone action of a library again."""
    with Library.open(path, create=False, busy_timeout_s=PATIENCE_S) as library:
        library.redo()


def rebuild_search(path: Path) -> None:
    """Make the search indexes of a library anew."""
    with Library.open(path, create=False) as library:
        library.rebuild_search()


def trashed(library: Library, done: ChangeSet) -> str:
    """Name the articles that a step has moved to the trash."""
    moved = {c.id for c in done.changes if c.table == "article" and (c.after or {}).get(GONE)}
    if len(moved) > 1:
        return f"{len(moved):,} articles are"
    found = library.articles.among(list(moved))
    return f"“{found[0].title}” is" if found else ""


def restored_by(library: Library, done: ChangeSet, was_open: ArticleId | None) -> ArticleId | None:
    """Give the article that a step brought back to the shelf; of several, the one once open."""
    came = (
        change.id
        for change in done.changes
        if change.table == "article" and (change.after or {}).get(GONE, "") is None
    )
    found = library.articles.among(list(dict.fromkeys(came)))
    back = [article.id for article in found if article.deleted_at is None]
    return back[0] if len(back) == 1 else was_open if was_open in back else None


def is_back(library: Library, article: ArticleId | None) -> bool:
    """Say whether an article that went to the trash is on the shelf again."""
    found = library.articles.among([article] if article is not None else [])
    return bool(found) and found[0].deleted_at is None
