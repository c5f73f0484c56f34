"""What the reader does to places: one step each, which can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from gui import filing
from gui.confirm import confirm
from gui.many import AT_ONCE, act_on_many
from gui.parts import act_in_parts
from gui.places.nodes import STATES, PlaceNode
from gui.session import Session
from storage.errors import PostilError
from storage.library import Library
from storage.tags import INSIDE, cleaned, key_of
from storage.types import ArticleId, CollectionId, ReadingState, SavedSearchId, TagColor

Articles = Sequence[ArticleId]


# -- collections


def add_collection(session: Session, path: str, parent: int = 0) -> CollectionId | None:
    """Make a collection in another one, or at the top; give it."""
    return session.make(
        "New collection",
        lambda library: library.collections.add(path, CollectionId(parent) if parent else None),
    )


def move_collection(session: Session, moved: PlaceNode, into: int, before: int = 0) -> None:
    """Put a collection into another one or at the top, before one that is there."""
    session.act(
        "Move collection",
        lambda library: library.collections.move(
            CollectionId(moved.subject),
            CollectionId(into) if into else None,
            before=CollectionId(before) if before else None,
        ),
    )


# -- tags


def rename_tag(session: Session, name: str, new: str, parent: QWidget) -> str:
    """Give a tag another name, after a question where that makes two one; give the new name.

    "" if it was not done.
    """
    try:
        steps = session.library.tag_tree.renaming(name, new)
    except PostilError as error:
        session.tell(error)
        return ""
    merged = [step for step in steps if step.is_merged]
    target = cleaned([new])[0]
    if merged:
        first = merged[0]
        also = f" The same goes for {len(merged) - 1} under it." if len(merged) > 1 else ""
        text = (
            f"There is a tag “{first.new}” already: all that has either will have that one.{also}"
        )
        if not confirm(
            parent, f"Merge “{first.old}” into “{first.new}”?", text, "Merge", kind="primary"
        ):
            return ""
    told = f"{'Merged' if merged else 'Renamed'} “{name}” {'into' if merged else 'to'} “{target}”."
    uses = session.library.tag_tree.uses([step.old for step in merged])

    def write(library: Library) -> None:
        library.tag_tree.rename(name, target)

    label = "Merge tags" if merged else "Rename tag"
    return target if _act(session, label, uses, write, told) else ""


def move_tag(session: Session, name: str, under: str, parent: QWidget) -> str:
    """Put a tag under another one, or at the top with ""; give its new name, "" if not done."""
    label = name.rpartition(INSIDE)[2]
    new = f"{under}{INSIDE}{label}" if under else label
    return rename_tag(session, name, new, parent) if new != name else ""


def merge_tags(session: Session, names: Sequence[str], into: str) -> bool:
    """Make several tags one; say whether that is being done."""
    target = cleaned([into])
    if len(target) != 1:
        return False
    others = [name for name in names if key_of(name) != key_of(target[0])]
    if not others:
        return False

    def write(library: Library) -> None:
        library.tag_tree.merge(others, target[0])

    what = f"“{others[0]}”" if len(others) == 1 else f"{len(others)} tags"
    told = f"Merged {what} into “{target[0]}”."
    return _act(session, "Merge tags", session.library.tag_tree.uses(others), write, told)


def recolor(session: Session, names: Sequence[str], color: TagColor) -> None:
    """Give tags a colour, "" for none."""
    session.act("Colour tag", lambda library: library.tag_tree.recolor(names, color))


def delete_tags(session: Session, names: Sequence[str]) -> None:
    """Take tags, and those under them, from everything."""
    tree = session.library.tag_tree
    if not (count := len(tree.branches(names))):
        return

    def write(library: Library) -> None:
        library.tag_tree.delete(names)

    what = f"the tag “{names[0]}”" if len(names) == 1 else f"{len(names)} tags"
    is_tag = any(key_of(names[0]) == key_of(name) for name in tree.branches(names))
    under = count - int(is_tag) if len(names) == 1 else 0
    told = f"Deleted {what}{f' and {under} under it' if under else ''}."
    _act(session, "Delete tag", tree.uses(names), write, told)


# -- any place


def rename(session: Session, node: PlaceNode, name: str, parent: QWidget) -> str:
    """Rename what the reader has made; give the new name of a tag, "" otherwise."""
    if node.kind == "tag":
        return rename_tag(session, node.title, name, parent)
    if node.kind == "collection":
        subject = CollectionId(node.subject)
        session.act("Rename collection", lambda lib: lib.collections.rename(subject, name))
    elif node.kind == "search":
        search = SavedSearchId(node.subject)
        session.act("Rename saved search", lambda lib: lib.saved_searches.rename(search, name))
    return ""


def remove(session: Session, node: PlaceNode, *, with_inner: bool = False) -> None:
    """Remove a collection or saved search, or delete a tag; articles stay."""
    if node.kind == "tag":
        delete_tags(session, [node.title])
    elif node.kind == "collection":
        subject = CollectionId(node.subject)

        def write(library: Library) -> None:
            library.collections.remove(subject, with_inner=with_inner)

        also = " and those inside it" if with_inner and node.inner else ""
        told = f"Removed the collection “{node.name}”{also}. Its articles stay."
        _act(session, "Remove collection", node.count or 1, write, told)
    elif node.kind == "search":
        search = SavedSearchId(node.subject)
        if session.act("Remove saved search", lambda lib: lib.saved_searches.remove(search)):
            session.announce(f"Removed the saved search “{node.name}”.")


def move_search(session: Session, moved: PlaceNode, before: int = 0) -> None:
    """Put a saved search before another one, or at the end."""
    session.act(
        "Move saved search",
        lambda library: library.saved_searches.move(
            SavedSearchId(moved.subject), before=SavedSearchId(before) if before else None
        ),
    )


def save_search(session: Session, name: str, query: str) -> SavedSearchId | None:
    """Save a search under a name; give it."""
    made = session.make("Save search", lambda lib: lib.saved_searches.add(name, query))
    if made is not None:
        session.announce(f"Saved the search “{name.strip()}”.")
    return made


def bring(session: Session, articles: Articles, node: PlaceNode, *, out_of: int = 0) -> None:
    """Put articles where they were dropped; with `out_of` out of that collection, too."""
    if node.kind == "collection":
        filing.put_in(session, articles, CollectionId(node.subject), out_of=out_of)
    elif node.kind == "tag":
        filing.add_tag(session, articles, node.title)
    elif node.kind in ("starred", "state", "deleted"):
        _mark(session, articles, node)


def _mark(session: Session, articles: Articles, node: PlaceNode) -> None:
    """Give articles a star or a state, or delete them."""
    what = filing.articles_named(session.library, articles)
    state: ReadingState | None = next((s for s in STATES if node.key == f"state {s}"), None)

    def write(library: Library, some: Articles) -> None:
        if state is not None:
            library.articles.set_state(some, state)
        elif node.kind == "starred":
            library.articles.set_starred(some, True)
        else:
            library.articles.move_to_trash(some)

    name = node.name.lower()
    label, told = {
        "starred": ("Star", f"Starred {what}."),
        "state": (f"Mark as {name}", f"Marked {what} as {name}."),
        "deleted": ("Delete articles", f"Deleted {what}."),
    }[node.kind]
    if len(articles) > AT_ONCE:
        act_in_parts(session, label, articles, write, told=told)
    elif session.act(label, lambda library: write(library, articles)):
        session.announce(told)


def _act(
    session: Session, label: str, count: int, write: Callable[[Library], None], told: str
) -> bool:
    """Do something that changes so many things, and say so; False if it was refused."""
    if count > AT_ONCE:
        act_on_many(session, label, count, write, told=told)
        return True
    if not session.act(label, write):
        return False
    session.announce(told)
    return True
