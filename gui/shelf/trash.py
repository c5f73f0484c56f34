"""Deleting articles: to the trash and back, and for good after a question."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from gui.article_wording import counted
from gui.confirm import confirm
from gui.filing import articles_named
from gui.many import AT_ONCE
from gui.parts import Write, act_in_parts
from gui.session import Notice, Session
from gui.tasks import PATIENCE_S
from storage.library import Library
from storage.types import ArticleId


def move_to_trash(session: Session, articles: Sequence[ArticleId]) -> None:
    """Take articles off the shelf, and offer to take that back."""

    def write(library: Library, some: Sequence[ArticleId]) -> None:
        library.articles.move_to_trash(some)

    _act(session, articles, "Delete", "Deleted", write)


def restore(session: Session, articles: Sequence[ArticleId]) -> None:
    """Put articles from the trash back on the shelf."""

    def write(library: Library, some: Sequence[ArticleId]) -> None:
        library.articles.restore(some)

    _act(session, articles, "Restore", "Restored", write)


def purge(session: Session, articles: Sequence[ArticleId], parent: QWidget) -> None:
    """Remove articles from the trash for good, when the reader is sure; in the worker."""
    if not articles:
        return
    what = articles_named(session.library, articles)
    whose = "Its text" if len(articles) == 1 else "Their texts"
    text = (
        f"{whose}, highlights and notes leave the library. This cannot be undone, "
        "and neither can what was done before it."
    )
    if not confirm(parent, f"Delete {what} for good?", text, "Delete for good"):
        return

    def done(_: None) -> None:
        session.look()
        session.noticed.emit(Notice(f"Deleted {what} for good."))

    session.tasks.run(partial(_purge, session.library.path, articles), done, session.tell)


def _purge(path: Path, articles: Sequence[ArticleId]) -> None:
    opened = Library.open(path, create=False, busy_timeout_s=PATIENCE_S)
    with opened as library, library.unrecorded():
        library.articles.purge(articles)


def _act(
    session: Session,
    articles: Sequence[ArticleId],
    verb: str,
    past: str,
    write: Write,
) -> None:
    """Do something to articles and say so, with Undo."""
    if not articles:
        return
    label, told = (
        f"{verb} {_subject(articles)}",
        f"{past} {articles_named(session.library, articles)}.",
    )
    if len(articles) > AT_ONCE:
        act_in_parts(session, label, articles, write, told=told)
    elif session.act(label, lambda library: write(library, articles)):
        session.announce(told)


def _subject(articles: Sequence[ArticleId]) -> str:
    return "article" if len(articles) == 1 else f"{counted(len(articles))} articles"
