"""Putting articles somewhere: into collections, under tags; each as one step that says so."""

from __future__ import annotations

from collections.abc import Sequence

from gui.article_wording import counted, quoted
from gui.many import AT_ONCE
from gui.parts import Write, act_in_parts
from gui.session import Notice, Session
from storage.errors import PostilError
from storage.library import Library
from storage.types import ArticleId, CollectionId

Articles = Sequence[ArticleId]


def articles_named(library: Library, articles: Articles) -> str:
    """Name articles in a sentence: the title of one, the number of several."""
    if len(articles) != 1:
        return f"{counted(len(articles))} articles"
    found = library.articles.among(articles)
    return quoted(found[0].title) if found else "1 article"


def put_in(
    session: Session, articles: Articles, collection: CollectionId, *, out_of: int = 0
) -> None:
    """Put articles into a collection, and take them out of another one if that is wanted."""
    if (name := _name(session, collection)) is None:
        return

    def write(library: Library, some: Articles) -> None:
        library.collections.put_in(some, collection)
        if out_of and out_of != collection:
            library.collections.take_out(some, CollectionId(out_of))

    what = articles_named(session.library, articles)
    label, verb = ("Move to collection", "Moved") if out_of else ("Add to collection", "Added")
    _act(
        *(session, label, articles, write),
        told=f"{verb} {what} to “{name}”.",
        nothing=f"“{name}” has {what} already.",
    )


def take_out(session: Session, articles: Articles, collection: CollectionId) -> None:
    """Take articles out of a collection; they stay in the library."""
    if (name := _name(session, collection)) is None:
        return

    def write(library: Library, some: Articles) -> None:
        library.collections.take_out(some, collection)

    what = articles_named(session.library, articles)
    _act(
        *(session, "Take out of collection", articles, write),
        told=f"Took {what} out of “{name}”.",
        nothing=f"{what[0].upper()}{what[1:]} was not in “{name}”.",
    )


def add_tag(session: Session, articles: Articles, name: str) -> None:
    """Give articles a tag."""

    def write(library: Library, some: Articles) -> None:
        library.tags.add_to_articles(some, [name])

    what = articles_named(session.library, articles)
    _act(
        *(session, "Tag articles", articles, write),
        told=f"Tagged {what} with “{name}”.",
        nothing=f"{what[0].upper()}{what[1:]} had the tag “{name}” already.",
    )


def remove_tag(session: Session, articles: Articles, name: str) -> None:
    """Take a tag from articles."""

    def write(library: Library, some: Articles) -> None:
        library.tags.remove_from_articles(some, [name])

    what = articles_named(session.library, articles)
    told = f"Took the tag “{name}” from {what}."
    _act(session, "Untag articles", articles, write, told=told, nothing=told)


def _act(
    session: Session,
    label: str,
    articles: Articles,
    write: Write,
    *,
    told: str,
    nothing: str,
) -> None:
    """Do something to articles and say so, or that it was so before."""
    if len(articles) > AT_ONCE:
        act_in_parts(session, label, articles, write, told=told)
        return
    before = session.library.undo_seq()
    if not session.act(label, lambda library: write(library, articles)):
        return
    if session.library.undo_seq() != before:
        session.announce(told)
    else:
        session.noticed.emit(Notice(nothing))


def _name(session: Session, collection: CollectionId) -> str | None:
    try:
        return session.library.collections.get(collection).name
    except PostilError as error:
        session.tell(error)
        return None
