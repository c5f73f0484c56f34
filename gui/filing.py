"""Putting articles somewhere: into collections, under tags; each as one step that says so."""

from __future__ import annotations

from collections.abc import Sequence

from gui.session import Notice, Session
from storage.errors import NotFound
from storage.library import Library
from storage.types import ArticleId, CollectionId

Articles = Sequence[ArticleId]


def articles_named(library: Library, articles: Articles) -> str:
    """Name articles in a sentence: the title of one, the number of several."""
    if len(articles) == 1:
        try:
            title = library.articles.get(articles[0]).title
        except NotFound:
            return "1 article"
        return f"“{title if len(title) <= 48 else title[:47].rstrip() + '…'}”"
    return f"{len(articles):,} articles"


def put_in(
    session: Session, articles: Articles, collection: CollectionId, *, out_of: int = 0
) -> None:
    """Put articles into a collection, and take them out of another one if that is wanted."""

    def write(library: Library) -> tuple[int, str]:
        new = library.collections.put_in(articles, collection)
        if out_of and out_of != collection:
            new += library.collections.take_out(articles, CollectionId(out_of))
        return new, library.collections.get(collection).name

    done = session.make("Move to collection" if out_of else "Add to collection", write)
    if done is None:
        return
    new, name = done
    what = articles_named(session.library, articles)
    if new:
        session.announce(f"{'Moved' if out_of else 'Added'} {what} to “{name}”.")
    else:
        _say(session, f"“{name}” has {what} already.")


def take_out(session: Session, articles: Articles, collection: CollectionId) -> None:
    """Take articles out of a collection; they stay in the library."""

    def write(library: Library) -> tuple[int, str]:
        gone = library.collections.take_out(articles, collection)
        return gone, library.collections.get(collection).name

    done = session.make("Take out of collection", write)
    if done and done[0]:
        what = articles_named(session.library, articles)
        session.announce(f"Took {what} out of “{done[1]}”.")


def add_tag(session: Session, articles: Articles, name: str) -> None:
    """Give articles a tag."""
    before = session.library.undo_seq()
    if not session.act("Tag articles", lambda lib: lib.tags.add_to_articles(articles, [name])):
        return
    what = articles_named(session.library, articles)
    if session.library.undo_seq() != before:
        session.announce(f"Tagged {what} with “{name}”.")
    else:
        _say(session, f"{what[0].upper()}{what[1:]} had the tag “{name}” already.")


def remove_tag(session: Session, articles: Articles, name: str) -> None:
    """Take a tag from articles."""
    if session.act("Untag articles", lambda lib: lib.tags.remove_from_articles(articles, [name])):
        what = articles_named(session.library, articles)
        session.announce(f"Took the tag “{name}” from {what}.")


def _say(session: Session, text: str) -> None:
    session.noticed.emit(Notice(text))
