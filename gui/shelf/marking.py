"""What the reader says of articles: how far they are with them, and a star; one step each."""

from __future__ import annotations

from collections.abc import Sequence

from gui.article_wording import STATES
from gui.filing import articles_named
from gui.parts import act_in_parts
from gui.session import Session
from storage.library import Library
from storage.types import ArticleId, ReadingState

Articles = Sequence[ArticleId]


def set_state(session: Session, articles: Articles, state: ReadingState) -> None:
    """Say how far the reader is with articles."""
    name = STATES[state].lower()

    def write(library: Library, some: Articles) -> None:
        library.articles.set_state(some, state)

    if articles:
        told = f"Marked {articles_named(session.library, articles)} as {name}."
        act_in_parts(session, f"Mark as {name}", articles, write, told=told)


def set_starred(session: Session, articles: Articles, starred: bool) -> None:
    """Give articles a star, or take it away."""

    def write(library: Library, some: Articles) -> None:
        library.articles.set_starred(some, starred)

    if articles:
        what = articles_named(session.library, articles)
        told = f"Starred {what}." if starred else f"Took the star from {what}."
        act_in_parts(session, "Star" if starred else "Remove star", articles, write, told=told)


def turn_star(session: Session, articles: Articles, at: ArticleId | None) -> None:
    """Give articles a star, or take it away if the one that the keyboard is at has one."""
    found = session.library.articles.among([at] if at is not None else list(articles[:1]))
    if found:
        set_starred(session, articles or (found[0].id,), not found[0].is_starred)
