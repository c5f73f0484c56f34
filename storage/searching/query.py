"""What a search asks for, as a tree.

`storage.searching.language.parse` makes it from what was typed; it never fails. Offsets are code
points into the typed text.

What the parts mean: words may stand anywhere in an article (title, byline, site, text, notes,
tags; highlights and quotes are words of the text). `color:`, `note:`, `highlight:` and
`kind:highlight` speak of one annotation, `speaker:` and `kind:quote` of one quote: beside each
other in an `AllOf` they must hold of the same one, and a `kind:` keeps the plain words beside it
to what it names. Everything else speaks of the article.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

NEAR = 10  # words between two that are "near", as FTS5 has it

WordField = Literal[
    "title",  # the article's title
    "by",  # its byline
    "site",  # where it is from, or a part of its address
    "text",  # its text alone
    "note",  # a note
    "highlight",  # the words that were marked
    "quote",  # what somebody said
    "speaker",  # who said it: any name of the entity, or the words in the text
    "mentions",  # an entity that the article mentions, by any of its names
    "tag",  # a tag of the article or of an annotation in it, with those under it
    "in",  # a collection by its name or path, with those in it
]
WORD_FIELDS: tuple[WordField, ...] = get_args(WordField)

Kind = Literal["highlight", "note", "quote", "entity"]
State = Literal[
    "unread", "reading", "done", "archived", "starred", "deleted", "annotated", "tagged", "filed"
]
Having = Literal["highlight", "note", "tag", "quote", "entity", "picture", "collection"]
Length = Literal["short", "medium", "long", "book"]  # up to 5, 15, 60 minutes, and longer
ChoiceField = Literal["kind", "color", "is", "has", "lang", "length"]
CHOICE_FIELDS: tuple[ChoiceField, ...] = get_args(ChoiceField)
DateField = Literal["before", "after", "on", "added", "read", "finished", "marked"]
DATE_FIELDS: tuple[DateField, ...] = get_args(DateField)
# what happened on a day; "": the day of the article itself
Event = Literal["", "added", "read", "finished", "marked"]


@dataclass(frozen=True, slots=True)
class Words:
    """Words that follow one another; a single one in most cases.

    `is_exact`: quoted, so only these very forms; others find what has the same English stem.
    `is_prefix`: the last word may go on. `is_unfinished`: it is being typed, so it may go on, too.
    Words are as typed: with case and diacritics, without punctuation.
    """

    words: tuple[str, ...]
    is_exact: bool = False
    is_prefix: bool = False
    is_unfinished: bool = False

    @property
    def text(self) -> str:
        """The words with spaces between them."""
        return " ".join(self.words)


@dataclass(frozen=True, slots=True)
class Near:
    """Words that stand close together, in any order, with at most `distance` words between."""

    parts: tuple[Words, ...]
    distance: int = NEAR


@dataclass(frozen=True, slots=True)
class InField:
    """Words in one place; for `NAME_FIELDS` a name, and never exact.

    For `WHOLE_NAME_FIELDS` the name is a single one of `words`, as typed with all its signs:
    ("politics/two words",), ("example.org/news",).
    """

    field: WordField
    words: Words


NAME_FIELDS: frozenset[WordField] = frozenset(("speaker", "mentions", "site", "tag", "in"))
WHOLE_NAME_FIELDS: frozenset[WordField] = frozenset(("site", "tag", "in"))


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few values.

    `kind:` Kind, `color:` ColorKey, `is:` State, `has:` Having, `length:` Length, and `lang:`.

    `lang` is a BCP 47 tag in lower case that the article's language begins with.
    """

    field: ChoiceField
    value: str


@dataclass(frozen=True, slots=True)
class Dated:
    """The day of the article (published, or else imported), `since` and before `until`.

    Days are ISO 8601 (2026-01-31), `until` not included; "" is open. With an `event` it is a day
    on which the article was added, on screen ("read": a row of `visit`) or finished, or on which
    a highlight or note was made in it ("marked").
    """

    since: str = ""
    until: str = ""
    event: Event = ""


@dataclass(frozen=True, slots=True)
class AllOf:
    """All of its parts; at least two."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of its parts; at least two."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """What its part does not find."""

    part: Node


Node = Words | Near | InField | Choice | Dated | AllOf | AnyOf | Not


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a search that cannot be meant as it stands, in a sentence; it is left out."""

    start: int
    end: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Query:
    """A search as it was typed and what it asks for.

    Without `root` it asks for nothing: everything is shown, unless `finds_nothing`, where signs
    were typed that are no words.
    """

    text: str
    root: Node | None = None
    problems: tuple[Problem, ...] = ()
    finds_nothing: bool = False


EVERYTHING = Query("")


def both(one: Query, other: Query) -> Query:
    """Give what two searches find both, such as that of a place and what is typed there."""
    roots = [query.root for query in (one, other) if query.root is not None]
    flat = [part for root in roots for part in (root.parts if isinstance(root, AllOf) else (root,))]
    return Query(
        f"{one.text} {other.text}".strip(),
        AllOf(tuple(flat)) if len(flat) > 1 else flat[0] if flat else None,
        other.problems,
        one.finds_nothing or other.finds_nothing,
    )
