"""What can be done to entities, in the panel and in their own window; each is one step to undo."""

from __future__ import annotations

from collections.abc import Sequence

from gui.entities.wording import Named, title_of
from gui.session import Notice, Session
from storage.errors import NotFound
from storage.finding_types import KIND_NAMES, Entity, EntityId
from storage.found import EntityKind
from storage.library import Library
from storage.text.occurrences import names_in
from storage.types import ArticleText, TextId

Several = Sequence[Named]


def accept(session: Session, entities: Several, text: TextId) -> bool:
    """Confirm all mentions of entities in a text."""

    def write(library: Library) -> None:
        for entity in entities:
            library.entities.accept(entity.id, text)

    return bool(entities) and session.act(f"Accept {_what(entities)}", write)


def accept_everywhere(session: Session, entities: Several) -> bool:
    """Confirm all mentions of entities in the library, also those that are found later."""

    def write(library: Library) -> None:
        for entity in entities:
            library.entities.accept(entity.id)

    done = bool(entities) and session.act(f"Accept {_what(entities)} everywhere", write)
    if done:
        session.announce(f"{_subject(entities)} accepted in all articles.")
    return done


def reject(session: Session, entities: Several, text: TextId) -> bool:
    """Say that no mention of entities in a text is one."""

    def write(library: Library) -> None:
        for entity in entities:
            library.entities.reject(entity.id, text)

    return bool(entities) and session.act(f"Reject {_what(entities)}", write)


def reopen(session: Session, entities: Several, text: TextId) -> bool:
    """Make mentions in a text suggestions again."""

    def write(library: Library) -> None:
        for entity in entities:
            library.entities.reopen(entity.id, text)

    return bool(entities) and session.act(f"Reopen {_what(entities)}", write)


def never_again(session: Session, entities: Several) -> bool:
    """Show entities no more, in no article, and find their names no more."""

    def write(library: Library) -> None:
        for entity in entities:
            library.entities.kill(entity.id)

    done = bool(entities) and session.act(f"Never show {_what(entities)}", write)
    if done:
        session.announce(f"{_subject(entities)} not shown any more, in any article.")
    return done


def revive(session: Session, entity: Entity) -> bool:
    """Take an entity's names off the list of those that are never shown."""

    def write(library: Library) -> None:
        for name in (entity.name, *entity.aliases):
            library.entities.revive(name, entity.kind)

    return session.act(f"Show {_what([entity])} again", write)


def rename(session: Session, entity: Named, name: str) -> bool:
    """Call an entity something else."""
    name = " ".join(name.split())
    if not name or name == entity.name:
        return False
    return session.act(
        f"Rename {_what([entity])}", lambda library: library.entities.rename(entity.id, name)
    )


def change_kind(session: Session, entities: Several, kind: EntityKind) -> bool:
    """Say of what kind entities are."""
    others = [entity for entity in entities if entity.kind != kind]

    def write(library: Library) -> None:
        for entity in others:
            library.entities.change_kind(entity.id, kind)

    label = f"Make {_what(others)} {_kind_name(kind)}"
    return bool(others) and session.act(label, write)


def merge(session: Session, entities: Several, into: Named) -> bool:
    """Say that entities are the same as another one."""
    others = [entity for entity in entities if entity.id != into.id]
    ids = [entity.id for entity in others]
    done = bool(others) and session.act(
        f"Merge {_what(others)} into “{title_of(into)}”",
        lambda library: library.entities.merge(ids, into.id),
    )
    if done:
        session.announce(f"{_subject(others)} merged into “{title_of(into)}”.")
    return done


def keep_apart(session: Session, one: Named, other: Named) -> bool:
    """Say that two entities are not the same, however alike their names are."""
    names = f"“{title_of(one)}” and “{title_of(other)}”"
    done = session.act(
        f"Keep {names} apart", lambda library: library.entities.keep_apart(one.id, other.id)
    )
    if done:
        session.announce(f"{names} are two.")
    return done


def unmerge(session: Session, part: Named) -> bool:
    """Say that an entity is one of its own again."""
    return session.act(
        f"Unmerge {_what([part])}", lambda library: library.entities.unmerge(part.id)
    )


def split(session: Session, entity: Named, forms: Sequence[str], name: str) -> EntityId | None:
    """Say that what is written in one of these forms is somebody else."""
    name = " ".join(name.split())
    if not forms or not name:
        return None
    return session.make(
        f"Split “{name}” from “{title_of(entity)}”",
        lambda library: library.entities.split(entity.id, forms, name),
    )


def mark_all(session: Session, entity: Named, text: ArticleText) -> int:
    """Mark where else the names of an entity stand in a text; gives in how many places."""
    try:
        found = session.library.entities.get(entity.id)
    except NotFound as error:  # its last article was deleted in another window
        session.tell(error)
        return 0
    decided = session.library.mentions.on(text.id, with_rejected=True)
    taken = [(mention.start, mention.end) for mention in decided]
    spans = names_in(text.content, (found.name, *found.aliases), taken)
    if not spans:
        session.noticed.emit(Notice(f"“{title_of(entity)}” stands nowhere else in this article."))
        return 0
    marked = session.act(
        f"Mark “{title_of(entity)}” everywhere in the article",
        lambda library: library.mentions.add(text, spans, entity.id),
    )
    if marked:
        places = "1 more place" if len(spans) == 1 else f"{len(spans):,} more places"
        session.announce(f"“{title_of(entity)}” marked in {places}.")
    return len(spans) if marked else 0


def main_of(entities: Several) -> Named:
    """Give the one that the others of a selection are merged into: the first of longest name."""
    return max(entities, key=lambda entity: len(entity.name))


def _kind_name(kind: EntityKind) -> str:
    name = KIND_NAMES[kind][0].lower()
    return f"an {name}" if name[0] in "aeiou" else f"a {name}"


def _what(entities: Several) -> str:
    return f"“{title_of(entities[0])}”" if len(entities) == 1 else f"{len(entities):,} names"


def _subject(entities: Several) -> str:
    """Begin a sentence about entities, up to its participle."""
    verb = "is" if len(entities) == 1 else "are"
    return f"{_what(entities)} {verb}"
